-- Two thousand accounts of one workspace and what belongs to them, for PostgreSQL's planner to reckon with.
INSERT INTO people (workspace, id, name, zone, standing, seen_at, is_admin)
SELECT 'T0NORTH', 'U' || n, 'Somebody ' || n, 'Europe/Berlin', 'member', now(), false FROM generate_series(1, 2000) n;
INSERT INTO accounts (workspace, name, name_key, external_id, created_at, changed_at, look_at, team_wanted,
                      channel_wanted, facts)
SELECT 'T0NORTH', 'Acme ' || n, 'acme ' || n, 'x' || n, now(), now(), date '2026-03-02' + n % 90,
       n % 1000 = 0, CASE WHEN n % 1000 = 0 THEN 'acct' END, to_json(repeat('x', 1000)) FROM generate_series(1, 2000) n;
INSERT INTO roles SELECT 'T0NORTH', n, r, 'U' || n / 10 * 10, now()
FROM generate_series(1, 2000) n, unnest(ARRAY['owner', 'deputy', 'ae']) r;
INSERT INTO records (workspace, habit, account, state, number, answers, opened_by, opened_at, changed_at)
SELECT 'T0NORTH', 'handoff', n, 'accepted', 1, to_json(repeat('x', 1000)), 'U1', now(), now() FROM generate_series(1, 2000) n;
INSERT INTO parts SELECT 'T0NORTH', n, 'owner', 'U' || n / 10 * 10 FROM generate_series(1, 2000) n;
INSERT INTO entries (workspace, key, at, by, surface, kind, habit, account, record, blueprint, facts)
SELECT 'T0NORTH', 'view-' || n || '/' || m, now(), 'U1', 'modal', 'submit', 'handoff', n, n, 'b1ue', '{}'
FROM generate_series(1, 2000) n, generate_series(1, 2) m;
INSERT INTO drafts (workspace, key, habit, author, step, answers, changed_at)
SELECT 'T0NORTH', 'view-' || n, 'handoff', 'U' || n, 1, '{}', now() FROM generate_series(1, 2000) n;
INSERT INTO tasks (workspace, account, record, key, "do", owner, due_on, created_at, done_at)
SELECT 'T0NORTH', n, n, 'kickoff', 'Call them', 'U' || n / 10 * 10, date '2026-03-02' + n % 90, now(),
       CASE WHEN n % 2 = 0 THEN now() END FROM generate_series(1, 2000) n;
INSERT INTO said (workspace, key, mark, "to", habit, words, account, record, actor, buttons, at_once, facts, state,
                  not_before, attempts, lease_until, created_at, changed_at)
SELECT 'T0NORTH', 'handoff/' || n, 'mark' || n, 'U' || n % 300, 'handoff', 'card', 1 + n % 2000, 1 + n % 2000, 'U1', '[]',
       false, '{}', CASE WHEN n % 1000 = 0 THEN 'waiting' WHEN n % 1000 = 1 THEN 'sending' WHEN n % 1000 = 2 THEN 'unsure' ELSE 'said' END,
       now() + n * interval '1 minute', 1, now(), now(), now() - n * interval '1 minute' FROM generate_series(1, 8000) n;
INSERT INTO touches (workspace, account, key, "on", by, kind, two_way, live, told, with_whom, "left", record, at)
SELECT 'T0NORTH', n, 'record/' || n || '/' || m, date '2026-03-02' - m, 'U1', 'mail', true, false, false, '[]', '[]', n, now()
FROM generate_series(1, 2000) n, generate_series(1, 3) m;
INSERT INTO clocks (workspace, account, contact, touch_on)
SELECT 'T0NORTH', n, c, date '2026-03-02' FROM generate_series(1, 2000) n, unnest(ARRAY['', 'champion']) c;
INSERT INTO nudges (workspace, key, account, watch, person, cover, opens_on, facts, raised_at, closed_at)
SELECT 'T0NORTH', 'quiet/live/' || n || '/' || m, n, 'quiet/live', 'U' || n / 10 * 10, 'U' || n / 10 * 10, date '2026-03-02' + m,
       '{}', now(), CASE WHEN m > 1 THEN now() END FROM generate_series(1, 2000) n, generate_series(1, 4) m;
INSERT INTO marks (workspace, nudge, account, deed, by, at)
SELECT 'T0NORTH', 'quiet/live/' || n || '/1', n, 'snoozed', 'U1', now() FROM generate_series(1, 2000) n;
INSERT INTO told SELECT 'T0NORTH', 'handoff/' || n, 'quiet/live/' || n || '/1', 'U1', date '2026-03-02', n, false, 0
FROM generate_series(1, 2000) n;
INSERT INTO mornings SELECT 'T0NORTH', 'U' || n, timestamptz '2026-03-02' + n * interval '1 hour' FROM generate_series(1, 2000) n;
INSERT INTO rhythms (workspace, person) SELECT 'T0NORTH', 'U' || n FROM generate_series(1, 2000) n;
INSERT INTO leaves SELECT 'T0NORTH', 'U' || n, date '2026-07-01', date '2026-07-14' FROM generate_series(1, 2000) n;
INSERT INTO listening SELECT 'T0NORTH', 'C' || n, n, 'U1', now() FROM generate_series(1, 2000) n;
INSERT INTO revisions SELECT 'T0NORTH', 'accounts ' || n, 1 FROM generate_series(1, 2000) n;
ANALYZE
