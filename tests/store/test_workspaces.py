"""Every function of the store, asked at home and from another workspace about the same rows."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from bot import store
from bot.rules.days import plain_rhythm
from bot.rules.facts import Account, Clocks, Deed, Leave, Mark, Record, Role, Saying
from bot.store import (
    accounts,
    drafts,
    dump,
    imports,
    leaves,
    listening,
    marks,
    mornings,
    nudges,
    people,
    records,
    rhythms,
    said,
    tables,
    tasks,
    told,
    touches,
)
from bot.store.rhythms import Chosen
from bot.store.tables import metadata
from tests.store.world import (
    CALENDAR,
    ELSEWHERE,
    NORTH,
    NOW,
    TODAY,
    draft,
    entry,
    message,
    minutes,
    nudge,
    person,
    task,
    touch,
)

QUIET = "quiet/live/1"
ACME, GLOBEX, TASK, IMPORT, SENDING, WAITING, TOLD = 1, 2, 1, 1, 1, 2, 3
HANDOFF = Record(NORTH, 1, "handoff", ACME, "submitted", 1, {}, "UBEN", NOW, NOW)
"""What the fixture `ours` makes, by the ids it gets."""
OWNS = ("handoff", "submitted", "owner")
LATER = NOW + minutes(9)

Ask = Callable[[Connection, str], Any]
Cases = dict[Callable[..., Any], Ask]

FINDS: Cases = {
    people.known: lambda c, w: people.known(c, w, ["UANN"]),
    people.everybody: lambda c, w: people.everybody(c, w),
    people.active: lambda c, w: people.active(c, w, "UANN"),
    people.admins: lambda c, w: people.admins(c, w),
    accounts.named: lambda c, w: accounts.named(c, w, "Acme"),
    accounts.all_names: lambda c, w: accounts.all_names(c, w),
    accounts.names_revision: lambda c, w: accounts.names_revision(c, w),
    accounts.get: lambda c, w: accounts.get(c, w, ACME),
    accounts.get_many: lambda c, w: accounts.get_many(c, w, [ACME]),
    accounts.look_due: lambda c, w: accounts.look_due(c, w, NOW, 9),
    accounts.next_look_at: lambda c, w: accounts.next_look_at(c, w, NOW - minutes(1)),
    accounts.look_at: lambda c, w: accounts.look_at(c, w, ACME),
    accounts.look_again: lambda c, w: accounts.look_again(c, w, [ACME], NOW - minutes(1)),
    accounts.looked: lambda c, w: accounts.looked(c, w, {ACME: None}),
    accounts.since_of: lambda c, w: accounts.since_of(c, w, [ACME]),
    accounts.hold: lambda c, w: accounts.hold(c, w, ACME),
    accounts.wanting_channels: lambda c, w: accounts.wanting_channels(c, w),
    accounts.wanting_teams: lambda c, w: accounts.wanting_teams(c, w),
    accounts.bound_channels: lambda c, w: accounts.bound_channels(c, w),
    accounts.roles: lambda c, w: accounts.roles(c, w, [ACME]),
    accounts.roles_of: lambda c, w: accounts.roles_of(c, w, ACME),
    accounts.held_by: lambda c, w: accounts.held_by(c, w, "UANN"),
    accounts.names_held_by: lambda c, w: accounts.names_held_by(c, w, "UANN"),
    records.get: lambda c, w: records.get(c, w, HANDOFF.id),
    records.of_entry: lambda c, w: records.of_entry(c, w, "view-1"),
    records.get_many: lambda c, w: records.get_many(c, w, [HANDOFF.id]),
    records.taken_part_in: lambda c, w: records.taken_part_in(c, w, "UANN", [OWNS], [OWNS]),
    records.of_account: lambda c, w: records.of_account(c, w, ACME),
    records.open_of_accounts: lambda c, w: records.open_of_accounts(c, w, [ACME], {})[ACME],
    records.entries_of: lambda c, w: records.entries_of(c, w, HANDOFF.id),
    records.entries_about: lambda c, w: records.entries_about(c, w, ACME),
    records.latest_about: lambda c, w: records.latest_about(c, w, ACME, 5),
    dump.held: lambda c, w: dump.held(c, w),
    dump.rows: lambda c, w: list(dump.rows(c, w, tables.accounts)),
    drafts.get: lambda c, w: drafts.get(c, w, "view-1"),
    drafts.of: lambda c, w: drafts.of(c, w, "UBEN"),
    drafts.discard: lambda c, w: drafts.discard(c, w, "view-1"),
    imports.get: lambda c, w: imports.get(c, w, IMPORT),
    imports.latest: lambda c, w: imports.latest(c, w),
    imports.undone: lambda c, w: imports.undone(c, w, IMPORT, "UANN", NOW),
    imports.keys: lambda c, w: imports.keys(c, w),
    imports.hold: lambda c, w: imports.hold(c, w, [ACME]),
    imports.change: lambda c, w: imports.change(c, w, [Account(w, ACME, "Acme Corp", "T4")], NOW),
    imports.leave_roles: lambda c, w: imports.leave_roles(c, w, [(ACME, "owner")]),
    imports.withdraw: lambda c, w: imports.withdraw(c, w, [ACME], NOW),
    imports.entries_of: lambda c, w: imports.entries_of(c, w, IMPORT),
    imports.entries: lambda c, w: imports.entries(c, w, imports.entries_of(c, NORTH, IMPORT)),
    imports.referred_to: lambda c, w: imports.referred_to(c, w, [ACME]),
    tasks.get: lambda c, w: tasks.get(c, w, TASK),
    tasks.of_record: lambda c, w: tasks.of_record(c, w, HANDOFF.id),
    tasks.open_for: lambda c, w: tasks.open_for(c, w, "UANN"),
    tasks.open_of_account: lambda c, w: tasks.open_of_account(c, w, ACME),
    tasks.promises_to: lambda c, w: tasks.promises_to(c, w, ACME),
    tasks.get_many: lambda c, w: tasks.get_many(c, w, [TASK]),
    tasks.open_of_accounts: lambda c, w: tasks.open_of_accounts(c, w, [ACME])[ACME],
    tasks.withdraw_of_record: lambda c, w: tasks.withdraw_of_record(c, w, HANDOFF.id),
    tasks.put_off: lambda c, w: tasks.put_off(c, w, TASK, date(2026, 4, 1)),
    tasks.finish: lambda c, w: tasks.finish(c, w, TASK, "UANN", NOW),
    said.due: lambda c, w: said.due(c, w, NOW, 9),
    said.next_due_at: lambda c, w: said.next_due_at(c, w, NOW - minutes(1)),
    said.claim: lambda c, w: said.claim(c, w, WAITING, "w1", LATER, NOW),
    said.lapsed: lambda c, w: said.lapsed(c, w, LATER, 9),
    said.take_over: lambda c, w: said.take_over(c, w, SENDING, "w2", LATER, LATER),
    said.is_held: lambda c, w: said.is_held(c, w, SENDING, "w1"),
    said.said: lambda c, w: said.said(c, w, SENDING, "w1", "D0ANN", "1.2", NOW),
    said.failed: lambda c, w: said.failed(c, w, SENDING, "w1", "why", NOW),
    said.unsure: lambda c, w: said.unsure(c, w, SENDING, "w1", "why", NOW),
    said.moot: lambda c, w: said.moot(c, w, SENDING, "w1", "why", NOW),
    said.later: lambda c, w: said.later(c, w, SENDING, "w1", LATER, "why", NOW),
    said.by_key: lambda c, w: said.by_key(c, w, "waiting"),
    said.by_marks: lambda c, w: said.by_marks(c, w, [row.mark for row in said.latest(c, NORTH, 9)]),
    said.get: lambda c, w: said.get(c, w, WAITING),
    said.decide: lambda c, w: said.decide(c, w, SENDING, Saying.SENDING, Saying.MOOT, "why", NOW),
    said.by_keys: lambda c, w: said.by_keys(c, w, ["waiting"]),
    said.progress: lambda c, w: said.progress(c, w, ["waiting"]),
    said.reschedule: lambda c, w: said.reschedule(c, w, "waiting", LATER),
    said.drop: lambda c, w: said.drop(c, w, "waiting", "mended", NOW),
    said.revive: lambda c, w: said.revive(c, w, "waiting", LATER, NOW),
    said.end_leases: lambda c, w: said.end_leases(c, w, NOW - minutes(9)),
    said.wake: lambda c, w: said.wake(c, w, NOW - minutes(9), NOW),
    said.hasten: lambda c, w: said.hasten(c, w, ACME, "no channel", NOW - minutes(1)),
    said.coming: lambda c, w: said.coming(c, w, 9),
    said.latest: lambda c, w: said.latest(c, w, 9),
    said.counts: lambda c, w: said.counts(c, w),
    said.about_account: lambda c, w: said.about_account(c, w, ACME, 9),
    said.standing: lambda c, w: said.standing(c, w, HANDOFF.id, "card"),
    said.interrupted: lambda c, w: said.interrupted(c, w, "UANN", NOW),
    said.interrupting: lambda c, w: said.interrupting(c, w, "UANN", "waiting"),
    said.in_state: lambda c, w: said.in_state(c, w, Saying.WAITING, 9),
    touches.clocks: lambda c, w: touches.clocks(c, w, [ACME])[ACME] != Clocks(),
    touches.latest: lambda c, w: touches.latest(c, w, ACME, 9),
    touches.withdraw_of_record: lambda c, w: touches.withdraw_of_record(c, w, HANDOFF.id),
    nudges.open_of: lambda c, w: nudges.open_of(c, w, [ACME])[ACME],
    nudges.open_for: lambda c, w: nudges.open_for(c, w, "UANN", TODAY),
    nudges.covered_by: lambda c, w: nudges.covered_by(c, w, "UDEV", TODAY),
    nudges.get_many: lambda c, w: nudges.get_many(c, w, [QUIET]),
    nudges.close_of: lambda c, w: nudges.close_of(c, w, [ACME], NOW),
    marks.of: lambda c, w: marks.of(c, w, [QUIET])[QUIET],
    marks.of_accounts: lambda c, w: marks.of_accounts(c, w, [ACME])[ACME],
    marks.count_wrong: lambda c, w: marks.count_wrong(c, w, NOW),
    told.of: lambda c, w: told.of(c, w, [QUIET])[QUIET],
    told.of_account: lambda c, w: told.of_account(c, w, ACME, 9),
    told.in_message: lambda c, w: told.in_message(c, w, "told"),
    mornings.due: lambda c, w: mornings.due(c, w, NOW, 9),
    mornings.next_at: lambda c, w: mornings.next_at(c, w),
    mornings.move: lambda c, w: mornings.move(c, w, {"UANN": LATER}),
    mornings.without: lambda c, w: frozenset({"UANN"}) - mornings.without(c, w, ["UANN"]),
    mornings.wake: lambda c, w: mornings.wake(c, w, ["UANN"], NOW - minutes(1)),
    mornings.all_at: lambda c, w: mornings.all_at(c, w),
    rhythms.of: lambda c, w: rhythms.of(c, w, CALENDAR, ["UANN"])["UANN"] != plain_rhythm("UTC", CALENDAR),
    rhythms.chosen: lambda c, w: rhythms.chosen(c, w, "UANN") != Chosen(),
    leaves.of: lambda c, w: leaves.of(c, w, "UANN", TODAY),
    leaves.of_many: lambda c, w: leaves.of_many(c, w, ["UANN"]),
    leaves.remove: lambda c, w: leaves.remove(c, w, Leave("UANN", TODAY, TODAY)),
    listening.account_of: lambda c, w: listening.account_of(c, w, "C0SHARED"),
    listening.of_account: lambda c, w: listening.of_account(c, w, ACME),
    listening.stop: lambda c, w: listening.stop(c, w, "C0SHARED"),
}
"""What reads or changes rows that exist: elsewhere there are none."""

REFERS: Cases = {
    accounts.set_tier: lambda c, w: accounts.set_tier(c, w, ACME, "T4", NOW),
    accounts.keep_facts: lambda c, w: accounts.keep_facts(c, w, ACME, {"arr": 1}, NOW),
    accounts.want_channel: lambda c, w: accounts.want_channel(c, w, ACME, "x", NOW),
    accounts.stop_wanting_team: lambda c, w: accounts.stop_wanting_team(c, w, GLOBEX, NOW),
    accounts.bind_channel: lambda c, w: accounts.bind_channel(c, w, ACME, "C1", NOW),
    accounts.stop_wanting_channel: lambda c, w: accounts.stop_wanting_channel(c, w, ACME, NOW),
    accounts.take_role: lambda c, w: accounts.take_role(c, w, ACME, "ae", "UBEN", NOW),
    accounts.take_roles: lambda c, w: accounts.take_roles(c, w, ACME, {"ae": "UBEN", "deputy": "UDEV"}, NOW),
    accounts.give_roles: lambda c, w: accounts.give_roles(c, w, [Role(ACME, "ae", "UBEN")], NOW),
    imports.remember: lambda c, w: imports.remember(c, w, [replace(entry(HANDOFF, "new"), record=None)]),
    dump.put: lambda c, w: dump.put(
        c, w, tables.roles, [{"account": ACME, "role": "ae", "person": "UBEN", "since": NOW}]
    ),
    records.open_record: lambda c, w: records.open_record(c, w, "review", ACME, "UBEN", NOW),
    records.append: lambda c, w: records.append(c, w, entry(HANDOFF, "new"), state="x", answers={}, after=1),
    records.note: lambda c, w: records.note(c, w, replace(entry(HANDOFF, "new"), record=None)),
    tasks.add: lambda c, w: tasks.add(c, w, [task(HANDOFF, "kickoff")], NOW),
    said.put: lambda c, w: said.put(c, w, message(HANDOFF, "new"), NOW, NOW),
    said.put_many: lambda c, w: said.put_many(c, w, [(message(HANDOFF, "new"), NOW)], NOW),
    touches.add: lambda c, w: touches.add(c, w, touch(ACME, "new", live=True), NOW),
    touches.again: lambda c, w: touches.again(c, w, touch(ACME, "new", live=True), NOW),
    nudges.settle: lambda c, w: nudges.settle(c, w, [ACME], [nudge(ACME, "new")], NOW),
    marks.add: lambda c, w: marks.add(c, w, Mark(QUIET, ACME, Deed.DONE, "UANN", NOW)),
    told.note: lambda c, w: told.note(c, w, "told", "UANN", TODAY, [("new", ACME, False)]),
    listening.start: lambda c, w: listening.start(c, w, "C0NEW", ACME, "UANN", NOW),
}
"""What refers to an account or a record: elsewhere that is refused."""

NAMES: Cases = {
    people.remember: lambda c, w: people.remember(c, person("UANN", w, seen_at=LATER)),
    people.remember_many: lambda c, w: people.remember_many(c, [person("UANN", w, seen_at=LATER)]),
    imports.begin: lambda c, w: imports.begin(c, w, "accounts.csv", "UANN", NOW, {"new": 1}),
    imports.create: lambda c, w: imports.create(c, [Account(w, 0, "Acme")], NOW),
    accounts.create: lambda c, w: accounts.create(c, w, "Acme", NOW),
    accounts.judge_by: lambda c, w: accounts.judge_by(c, w, "b1e", NOW),
    accounts.names_changed: lambda c, w: accounts.names_changed(c, w),
    drafts.save: lambda c, w: drafts.save(c, replace(draft(workspace=w), step=9)),
    mornings.begin: lambda c, w: mornings.begin(c, w, {"UANN": NOW - minutes(1)}),
    rhythms.choose: lambda c, w: rhythms.choose(c, w, "UANN", Chosen(region="US-NY")),
    leaves.add: lambda c, w: leaves.add(c, w, Leave("UANN", TODAY, TODAY)),
}
"""What makes a row under a name or key of ours: elsewhere it is another row."""


@pytest.fixture
def ours(connection: Connection, handoff: Record) -> None:
    """Something of everything, in our workspace."""
    people.remember(connection, replace(person("UANN"), is_admin=True))
    accounts.want_channel(connection, NORTH, ACME, "acct-acme", NOW)
    accounts.take_role(connection, NORTH, ACME, "owner", "UANN", NOW)
    elsewhere = accounts.create(connection, NORTH, "Globex", NOW)
    accounts.bind_channel(connection, NORTH, elsewhere.id, "C0GLOBEX", NOW, team_wanted=True)
    imports.begin(connection, NORTH, "accounts.csv", "UANN", NOW, {"changed": 1})
    imports.remember(connection, NORTH, [replace(entry(handoff, imports.key(IMPORT, ACME)), record=None)])
    drafts.save(connection, draft())
    record = records.append(connection, NORTH, entry(handoff), state="submitted", answers={}, after=0)
    [introduce] = tasks.add(connection, NORTH, [replace(task(record, "introduce"), promise=True)], NOW)
    said.put(connection, NORTH, message(record, "sending"), NOW, NOW)
    sending = said.claim(connection, NORTH, SENDING, "w1", NOW + minutes(1), NOW)
    said.put(connection, NORTH, message(record, "waiting"), NOW, NOW)
    [waiting] = said.due(connection, NORTH, NOW, 2)
    assert said.claim(connection, NORTH, WAITING, "w1", NOW, NOW)
    assert said.later(connection, NORTH, WAITING, "w1", NOW, "no channel", NOW)
    said.put(connection, NORTH, message(record, "told"), NOW, NOW)
    assert said.claim(connection, NORTH, TOLD, "w1", NOW, NOW)
    assert said.said(connection, NORTH, TOLD, "w1", "D0ANN", "1.1", NOW)
    touches.add(connection, NORTH, touch(ACME, record=HANDOFF.id), NOW)
    nudges.settle(connection, NORTH, [ACME], [nudge(ACME, QUIET)], NOW)
    marks.add(connection, NORTH, Mark(QUIET, ACME, Deed.WRONG, "UANN", NOW))
    told.note(connection, NORTH, "told", "UANN", TODAY, [(QUIET, ACME, False)])
    mornings.begin(connection, NORTH, {"UANN": NOW})
    rhythms.choose(connection, NORTH, "UANN", Chosen(region="DE"))
    leaves.add(connection, NORTH, Leave("UANN", TODAY, TODAY))
    listening.start(connection, NORTH, "C0SHARED", ACME, "UANN", NOW)
    assert sending
    assert (record, introduce.id, sending.id, waiting.id) == (HANDOFF, TASK, SENDING, WAITING)


def each(cases: Cases) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("ask", cases.values(), ids=[f"{f.__module__}.{f.__name__}" for f in cases])


@pytest.mark.usefixtures("ours")
@each(FINDS)
def test_what_is_ours_is_found_at_home_and_neither_found_nor_changed_from_elsewhere(
    connection: Connection, ask: Ask
) -> None:
    before = all_of(connection, NORTH)
    assert not ask(connection, ELSEWHERE)
    assert all_of(connection, NORTH) == before
    assert ask(connection, NORTH)


@pytest.mark.usefixtures("ours")
@each(REFERS)
def test_what_is_ours_is_referred_to_at_home_and_not_from_elsewhere(connection: Connection, ask: Ask) -> None:
    before = all_of(connection, NORTH)
    with pytest.raises((LookupError, IntegrityError)), connection.begin_nested():
        ask(connection, ELSEWHERE)
    assert all_of(connection, NORTH) == before
    ask(connection, NORTH)
    assert all_of(connection, NORTH) != before


@pytest.mark.usefixtures("ours")
@each(NAMES)
def test_elsewhere_the_same_name_is_another_row(connection: Connection, ask: Ask) -> None:
    before = all_of(connection, NORTH)
    ask(connection, ELSEWHERE)
    assert all_of(connection, NORTH) == before
    elsewhere = [table for table, *_ in all_of(connection, ELSEWHERE)]
    assert len(elsewhere) == len(set(elsewhere)) > 0


def test_no_function_of_the_store_is_missing_above() -> None:
    modules = [import_module(f"{store.__name__}.{module.name}") for module in iter_modules(store.__path__)]
    functions = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if "connection" in inspect.signature(function).parameters
    }
    assert functions == FINDS.keys() | REFERS.keys() | NAMES.keys()


def all_of(connection: Connection, workspace: str) -> list[tuple[object, ...]]:
    """Every row of a workspace."""
    return [
        (table.name, *row)
        for table in metadata.sorted_tables
        for row in connection.execute(select(table).where(table.c.workspace == workspace))
    ]
