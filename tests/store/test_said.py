from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from threading import Barrier

import pytest
from sqlalchemy import Connection, Engine

from bot.rules.facts import Record, Saying, Speech
from bot.store import said
from bot.store.engine import reading, writing
from tests.store.world import NORTH, NOW, message, minutes

LEASE = NOW + minutes(1)


@pytest.fixture
def waiting(connection: Connection, handoff: Record) -> said.Row:
    """A message that has just become due."""
    return put(connection, handoff)


def put(connection: Connection, record: Record, key: str = "handoff/1/card/1", not_before: datetime = NOW) -> said.Row:
    assert said.put(connection, NORTH, message(record, key), not_before, NOW)
    return by_key(connection, key)


def by_key(connection: Connection, key: str) -> said.Row:
    row = said.by_key(connection, NORTH, key)
    assert row
    return row


def test_what_is_put_comes_back_whole(connection: Connection, handoff: Record) -> None:
    edit = replace(message(handoff), replaces="handoff/1/card/0")
    said.put(connection, NORTH, edit, NOW, NOW)
    waiting = by_key(connection, edit.key)
    assert waiting.message == edit
    assert (waiting.state, waiting.not_before, waiting.attempts) == (Saying.WAITING, NOW, 0)
    assert (waiting.first_try_at, waiting.channel, waiting.ts, waiting.why) == (None, None, None, None)


def test_what_stands_of_some_words_is_the_newest_to_each_who_got_it_edits_left_out(
    connection: Connection, handoff: Record
) -> None:
    put(connection, handoff, "first")
    second = put(connection, handoff, "second")
    to_dev = replace(message(handoff, "cover"), to="UDEV")
    for other in (
        to_dev,
        replace(message(handoff, "edit"), replaces="second"),
        replace(message(handoff, "done"), words="checklist"),
    ):
        said.put(connection, NORTH, other, NOW, NOW)
    cover = said.by_key(connection, NORTH, "cover")
    assert said.standing(connection, NORTH, handoff.id, "card") == (second, cover)
    assert said.standing(connection, NORTH, handoff.id, "reminder") == ()


def test_an_occasion_put_twice_is_one_row(connection: Connection, handoff: Record, waiting: said.Row) -> None:
    assert not said.put(connection, NORTH, message(handoff), NOW + minutes(5), NOW + minutes(5))
    assert said.due(connection, NORTH, NOW + minutes(9), 10) == (waiting,)


def test_of_many_put_at_once_those_that_are_known_stay_as_they_were(
    connection: Connection, handoff: Record, waiting: said.Row
) -> None:
    later = NOW + minutes(5)
    said.put_many(connection, NORTH, [(message(handoff), later), (message(handoff, "new"), later)], later)
    assert by_key(connection, waiting.message.key) == waiting
    assert said.progress(connection, NORTH, [waiting.message.key, "new", "never"]) == {
        waiting.message.key: said.Progress(Saying.WAITING, NOW, 0),
        "new": said.Progress(Saying.WAITING, later, 0),
    }


def test_marks_are_opaque_and_differ(connection: Connection, handoff: Record, waiting: said.Row) -> None:
    other = put(connection, handoff, "handoff/1/card/2")
    assert waiting.mark != other.mark
    assert len(waiting.mark) == 32
    assert set(waiting.mark) <= set("0123456789abcdef")


def test_what_waits_is_due_from_its_moment_on_the_longest_due_first(connection: Connection, handoff: Record) -> None:
    soon = put(connection, handoff, "soon", NOW + minutes(1))
    now = put(connection, handoff, "now", NOW)
    put(connection, handoff, "tomorrow", NOW + minutes(24 * 60))
    assert said.due(connection, NORTH, NOW, 10) == (now,)
    assert said.due(connection, NORTH, NOW + minutes(1), 10) == (now, soon)
    assert said.due(connection, NORTH, NOW + minutes(1), 1) == (now,)


def test_the_next_moment_is_that_of_what_waits_and_is_not_due(connection: Connection, handoff: Record) -> None:
    put(connection, handoff, "now", NOW)
    assert said.next_due_at(connection, NORTH, NOW) is None
    put(connection, handoff, "later", NOW + minutes(9))
    put(connection, handoff, "soon", NOW + minutes(3))
    assert said.next_due_at(connection, NORTH, NOW) == NOW + minutes(3)


def test_a_claimed_row_is_nobody_elses(connection: Connection, waiting: said.Row) -> None:
    claimed = said.claim(connection, NORTH, waiting.id, "w1", LEASE, NOW)
    assert claimed
    assert (claimed.state, claimed.attempts, claimed.first_try_at) == (Saying.SENDING, 1, NOW)
    assert said.claim(connection, NORTH, waiting.id, "w2", LEASE, NOW) is None
    assert said.due(connection, NORTH, NOW, 10) == ()


def test_a_first_try_is_the_same_moment_in_whatever_zone_it_is_told(connection: Connection, waiting: said.Row) -> None:
    kolkata = timezone(timedelta(hours=5, minutes=30))
    claimed = said.claim(connection, NORTH, waiting.id, "w1", LEASE, NOW.astimezone(kolkata))
    assert claimed
    assert claimed.first_try_at == NOW


def test_a_row_not_yet_due_is_not_claimed(connection: Connection, handoff: Record) -> None:
    row = put(connection, handoff, not_before=NOW + minutes(1))
    assert said.claim(connection, NORTH, row.id, "w1", LEASE, NOW) is None


def test_two_workers_who_race_claim_each_row_once(engine: Engine, handoff: Record) -> None:
    with writing(engine) as connection:
        ids = [put(connection, handoff, f"occasion/{n}").id for n in range(50)]
    start = Barrier(2)

    def claim_all(worker: str) -> list[int]:
        start.wait()
        won = []
        for id in ids:
            with writing(engine) as connection:
                if said.claim(connection, NORTH, id, worker, LEASE, NOW):
                    won.append(id)
        return won

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(claim_all, ["w1", "w2"])
    assert sorted(first + second) == ids
    with reading(engine) as connection:
        assert {row.attempts for row in said.in_state(connection, NORTH, Saying.SENDING, 100)} == {1}


Outcome = Callable[[Connection, int, str], bool]
OUTCOMES: list[tuple[Saying, Outcome]] = [
    (Saying.SAID, lambda c, id, worker: said.said(c, NORTH, id, worker, "D0ANN", "1.2", NOW)),
    (Saying.FAILED, lambda c, id, worker: said.failed(c, NORTH, id, worker, "is_archived", NOW)),
    (Saying.UNSURE, lambda c, id, worker: said.unsure(c, NORTH, id, worker, "no history", NOW)),
    (Saying.MOOT, lambda c, id, worker: said.moot(c, NORTH, id, worker, "returned", NOW)),
    (Saying.WAITING, lambda c, id, worker: said.later(c, NORTH, id, worker, NOW + minutes(5), "ratelimited", NOW)),
]
every_outcome = pytest.mark.parametrize(("state", "settle"), OUTCOMES, ids=[state for state, _ in OUTCOMES])


@every_outcome
def test_its_worker_settles_a_row_once(
    connection: Connection, waiting: said.Row, state: Saying, settle: Outcome
) -> None:
    said.claim(connection, NORTH, waiting.id, "w1", LEASE, NOW)
    assert settle(connection, waiting.id, "w1")
    assert by_key(connection, waiting.message.key).state is state
    assert not settle(connection, waiting.id, "w1")
    assert said.lapsed(connection, NORTH, NOW + minutes(9), 10) == ()


@every_outcome
def test_nobody_settles_a_row_they_did_not_claim(
    connection: Connection, waiting: said.Row, state: Saying, settle: Outcome
) -> None:
    assert not settle(connection, waiting.id, "w1")
    assert by_key(connection, waiting.message.key) == waiting


@every_outcome
def test_a_worker_whose_row_was_taken_over_changes_nothing(
    connection: Connection, waiting: said.Row, state: Saying, settle: Outcome
) -> None:
    said.claim(connection, NORTH, waiting.id, "w1", LEASE, NOW)
    taken = said.take_over(connection, NORTH, waiting.id, "w2", LEASE + minutes(1), LEASE)
    assert not settle(connection, waiting.id, "w1")
    assert by_key(connection, waiting.message.key) == taken
    assert settle(connection, waiting.id, "w2")


def test_a_lapsed_row_is_found_when_its_lease_ends_and_taken_over_once(
    connection: Connection, waiting: said.Row
) -> None:
    claimed = said.claim(connection, NORTH, waiting.id, "w1", LEASE, NOW)
    just_before = LEASE - minutes(0.01)
    assert said.lapsed(connection, NORTH, just_before, 10) == ()
    assert said.take_over(connection, NORTH, waiting.id, "w2", LEASE, just_before) is None
    assert said.lapsed(connection, NORTH, LEASE, 10) == (claimed,)
    taken = said.take_over(connection, NORTH, waiting.id, "w2", LEASE + minutes(1), LEASE)
    assert taken
    assert (taken.attempts, taken.first_try_at) == (1, NOW)  # to look what became of it is no attempt to say it
    assert said.take_over(connection, NORTH, waiting.id, "w3", LEASE + minutes(1), LEASE) is None


def test_a_lease_that_a_clock_now_put_back_had_given_ends_and_no_other(connection: Connection, handoff: Record) -> None:
    far, near = put(connection, handoff, "a"), put(connection, handoff, "b")
    said.claim(connection, NORTH, far.id, "w1", LEASE + minutes(60), NOW)
    said.claim(connection, NORTH, near.id, "w2", LEASE - minutes(0.5), NOW)
    assert said.end_leases(connection, NORTH, LEASE) == 1
    assert [row.message.key for row in said.lapsed(connection, NORTH, LEASE - minutes(0.5), 10)] == ["b"]
    assert {row.message.key for row in said.lapsed(connection, NORTH, LEASE, 10)} == {"a", "b"}


def test_what_waits_for_a_moment_that_is_far_away_is_looked_at_again(connection: Connection, handoff: Record) -> None:
    put(connection, handoff, "far", NOW + minutes(61))
    put(connection, handoff, "near", NOW + minutes(60))
    planned = replace(message(handoff, "planned"), kind=Speech.ALERT)
    said.put(connection, NORTH, planned, NOW + minutes(99), NOW)
    assert said.wake(connection, NORTH, NOW + minutes(60), NOW) == 1
    assert [row.message.key for row in said.due(connection, NORTH, NOW, 10)] == ["far"]


def test_a_said_row_tells_where(connection: Connection, waiting: said.Row) -> None:
    said.claim(connection, NORTH, waiting.id, "w1", LEASE, NOW)
    said.said(connection, NORTH, waiting.id, "w1", "D0ANN", "1772442000.000100", NOW)
    row = by_key(connection, waiting.message.key)
    assert (row.channel, row.ts, row.why) == ("D0ANN", "1772442000.000100", None)


@pytest.mark.parametrize(("tried", "attempts"), [(False, 1), (True, 2)])
def test_a_delayed_row_waits_again_and_keeps_when_it_was_first_tried(
    connection: Connection, waiting: said.Row, tried: bool, attempts: int
) -> None:
    said.claim(connection, NORTH, waiting.id, "w1", LEASE, NOW)
    said.later(connection, NORTH, waiting.id, "w1", NOW + minutes(5), "Slack asked us to slow down", NOW, tried=tried)
    assert said.due(connection, NORTH, NOW, 10) == ()
    [row] = said.due(connection, NORTH, NOW + minutes(5), 10)
    assert row.why == "Slack asked us to slow down"
    again = said.claim(connection, NORTH, row.id, "w2", NOW + minutes(6), NOW + minutes(5))
    assert again
    assert (again.attempts, again.first_try_at) == (attempts, NOW)


def test_rows_are_listed_by_state(connection: Connection, handoff: Record) -> None:
    first, second = put(connection, handoff, "a"), put(connection, handoff, "b")
    said.claim(connection, NORTH, second.id, "w1", LEASE, NOW)
    said.unsure(connection, NORTH, second.id, "w1", "The history cannot be read.", NOW)
    assert said.in_state(connection, NORTH, Saying.WAITING, 10) == (first,)
    [lost] = said.in_state(connection, NORTH, Saying.UNSURE, 10)
    assert (lost.id, lost.why) == (second.id, "The history cannot be read.")


@pytest.mark.parametrize("decision", [Saying.SAID, Saying.WAITING])
def test_of_two_who_decide_on_what_nobody_is_sure_of_the_first_counts(
    connection: Connection, waiting: said.Row, decision: Saying
) -> None:
    said.claim(connection, NORTH, waiting.id, "w1", LEASE, NOW)
    said.unsure(connection, NORTH, waiting.id, "w1", "missing_scope", NOW)
    later = NOW + minutes(30)
    assert said.decide(connection, NORTH, waiting.id, Saying.UNSURE, decision, "Ann says so", later)
    assert not said.decide(connection, NORTH, waiting.id, Saying.UNSURE, Saying.MOOT, "Meg does not", later)
    row = said.get(connection, NORTH, waiting.id)
    assert row
    assert (row.state, row.why, row.attempts, row.not_before) == (decision, "Ann says so", 0, later)
    assert row.first_try_at == NOW
    assert bool(said.claim(connection, NORTH, waiting.id, "w2", later, later)) is (decision is Saying.WAITING)
