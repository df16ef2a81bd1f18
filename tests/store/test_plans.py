"""What the clock asks every minute, and people at every click, is found by index: its cost follows what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Row, event, text

from bot.rules.facts import Record, Saying
from bot.store import (
    accounts,
    drafts,
    leaves,
    listening,
    marks,
    mornings,
    nudges,
    people,
    records,
    rhythms,
    said,
    tasks,
    told,
    touches,
)
from bot.store.engine import open_engine, writing
from tests.store.world import NORTH, NOW, TODAY, message, minutes
from tests.support.postgres import Databases, on_sqlite

OWNS = ("handoff", "submitted", "owner")
Query = Callable[[Connection], object]
CROWD = (Path(__file__).parent / "crowd.sql").read_text()


ASKED: list[tuple[Query, str]] = [
    (lambda c: said.due(c, NORTH, NOW, 50), "workspace=? AND state=? AND not_before<?"),
    (lambda c: said.next_due_at(c, NORTH, NOW), "workspace=? AND state=? AND not_before>?"),
    (lambda c: said.lapsed(c, NORTH, NOW, 50), "workspace=? AND state=?"),
    (lambda c: said.in_state(c, NORTH, Saying.UNSURE, 50), "workspace=? AND state=?"),
    (lambda c: said.by_key(c, NORTH, "handoff/1/card/1"), "workspace=? AND key=?"),
    (lambda c: said.interrupting(c, NORTH, "UANN", "card"), "workspace=? AND to=? AND state=?"),
    (lambda c: said.interrupted(c, NORTH, "UANN", NOW), "workspace=? AND to=? AND state=? AND changed_at>?"),
    (lambda c: said.standing(c, NORTH, 1, "card"), "workspace=? AND record=? AND words=?"),
    (lambda c: said.claim(c, NORTH, 1, "w1", NOW, NOW), "rowid=?"),
    (lambda c: said.take_over(c, NORTH, 1, "w1", NOW, NOW), "rowid=?"),
    (lambda c: said.is_held(c, NORTH, 1, "w1"), "rowid=?"),
    (lambda c: said.failed(c, NORTH, 1, "w1", "why", NOW), "rowid=?"),
    (lambda c: records.of_account(c, NORTH, 1), "workspace=? AND account=?"),
    (lambda c: records.get_many(c, NORTH, [1, 2]), "rowid=?"),
    (lambda c: records.taken_part_in(c, NORTH, "UANN", [OWNS], [OWNS]), "workspace=? AND person=?"),
    (lambda c: records.latest_about(c, NORTH, 1, 5), "workspace=? AND account=?"),
    (lambda c: records.entries_of(c, NORTH, 1), "workspace=? AND record=?"),
    (lambda c: records.entries_about(c, NORTH, 1), "workspace=? AND account=?"),
    (lambda c: tasks.open_for(c, NORTH, "UANN"), "workspace=? AND owner=? AND done_at=?"),
    (lambda c: tasks.open_of_account(c, NORTH, 1), "workspace=? AND account=? AND done_at=?"),
    (lambda c: tasks.promises_to(c, NORTH, 1), "workspace=? AND account=?"),
    (lambda c: tasks.of_record(c, NORTH, 1), "workspace=? AND record=?"),
    (lambda c: drafts.of(c, NORTH, "UANN"), "workspace=? AND author=?"),
    (lambda c: accounts.named(c, NORTH, "Acme"), "workspace=? AND name_key=?"),
    (lambda c: accounts.all_names(c, NORTH), "workspace=?"),
    (lambda c: accounts.names_revision(c, NORTH), "workspace=? AND of=?"),
    (lambda c: accounts.wanting_channels(c, NORTH), "workspace=? AND channel_wanted>?"),
    (lambda c: accounts.roles(c, NORTH, [1, 2]), "workspace=? AND account=?"),
    (lambda c: accounts.held_by(c, NORTH, "UANN"), "workspace=? AND person=?"),
    (lambda c: accounts.names_held_by(c, NORTH, "UANN"), "workspace=? AND person=?"),
    (lambda c: said.coming(c, NORTH, 50), "workspace=? AND state=?"),
    (lambda c: said.latest(c, NORTH, 50, Saying.FAILED), "workspace=? AND state=?"),
    (lambda c: said.by_keys(c, NORTH, ["a", "b"]), "workspace=? AND key=?"),
    (lambda c: said.progress(c, NORTH, ["a", "b"]), "workspace=? AND key=?"),
    (lambda c: said.about_account(c, NORTH, 1, 50), "workspace=? AND account=?"),
    (lambda c: said.reschedule(c, NORTH, "a", NOW), "workspace=? AND key=?"),
    (lambda c: said.drop(c, NORTH, "a", "mended", NOW), "workspace=? AND key=?"),
    (lambda c: said.end_leases(c, NORTH, NOW), "workspace=? AND state=?"),
    (lambda c: said.wake(c, NORTH, NOW, NOW), "workspace=? AND state=? AND not_before>?"),
    (lambda c: said.revive(c, NORTH, "a", NOW, NOW), "workspace=? AND key=?"),
    (lambda c: records.open_of_accounts(c, NORTH, [1, 2], {"handoff": {"live"}}), "workspace=? AND account=?"),
    (lambda c: tasks.open_of_accounts(c, NORTH, [1, 2]), "workspace=? AND account=? AND done_at=?"),
    (lambda c: accounts.look_due(c, NORTH, NOW, 50), "workspace=? AND look_at<?"),
    (lambda c: accounts.next_look_at(c, NORTH, NOW), "workspace=? AND look_at>?"),
    (lambda c: accounts.look_again(c, NORTH, [1, 2], NOW), "rowid=?"),
    (lambda c: accounts.looked(c, NORTH, {1: NOW}), "rowid=?"),
    (lambda c: accounts.since_of(c, NORTH, [1, 2]), "rowid=?"),
    (lambda c: touches.clocks(c, NORTH, [1, 2]), "workspace=? AND account=?"),
    (lambda c: touches.latest(c, NORTH, 1, 5), "workspace=? AND account=?"),
    (lambda c: nudges.open_of(c, NORTH, [1, 2]), "workspace=? AND account=? AND closed_at=?"),
    (lambda c: nudges.open_for(c, NORTH, "UANN", TODAY), "workspace=? AND person=? AND closed_at=?"),
    (lambda c: nudges.covered_by(c, NORTH, "UANN", TODAY), "workspace=? AND cover=? AND closed_at=?"),
    (lambda c: nudges.get_many(c, NORTH, ["a", "b"]), "workspace=? AND key=?"),
    (lambda c: marks.of(c, NORTH, ["a", "b"]), "workspace=? AND nudge=?"),
    (lambda c: marks.of_accounts(c, NORTH, [1, 2]), "workspace=? AND account=?"),
    (lambda c: told.of(c, NORTH, ["a", "b"]), "workspace=? AND nudge=?"),
    (lambda c: told.of_account(c, NORTH, 1, 5), "workspace=? AND account=?"),
    (lambda c: told.in_message(c, NORTH, "a"), "workspace=? AND message=?"),
    (lambda c: mornings.due(c, NORTH, NOW, 50), "workspace=? AND next_at<?"),
    (lambda c: mornings.next_at(c, NORTH), "workspace=?"),
    (lambda c: mornings.move(c, NORTH, {"UANN": NOW}), "workspace=? AND person=?"),
    (lambda c: rhythms.chosen(c, NORTH, "UANN"), "workspace=? AND person=?"),
    (lambda c: leaves.of(c, NORTH, "UANN", TODAY), "workspace=? AND person=?"),
    (lambda c: leaves.of_many(c, NORTH, ["UANN", "UBEN"]), "workspace=? AND person=?"),
    (lambda c: listening.account_of(c, NORTH, "C1"), "workspace=? AND channel=?"),
    (lambda c: people.known(c, NORTH, ["UANN"]), "workspace=? AND id=?"),
]


@on_sqlite
@pytest.mark.parametrize(("ask", "found_by"), ASKED)
def test_it_is_found_by_index(connection: Connection, ask: Query, found_by: str) -> None:
    [asked] = statements(connection, ask)
    plan = " / ".join(row.detail for row in explained(connection, "EXPLAIN QUERY PLAN", *asked))
    assert f"{found_by})" in plan
    assert "SCAN" not in plan


@pytest.mark.parametrize("ask", [ask for ask, found_by in ASKED if found_by != "workspace=?"])
def test_postgresql_finds_it_by_index_among_thousands(many: Connection, ask: Query) -> None:
    """But for the lists of everything, which it rightly reads as they lie."""
    [asked] = statements(many, ask)
    plan = "\n".join(row[0] for row in explained(many, "EXPLAIN", *asked))
    assert "Seq Scan" not in plan, plan
    assert "Index Cond" in plan


@pytest.fixture(scope="module")
def crowded(databases: Databases) -> Iterator[Engine]:
    """A PostgreSQL in whose tables thousands of rows are, which it knows: of few it would read all."""
    engine = open_engine(databases.migrated(99))
    try:
        with writing(engine) as connection:
            for statement in CROWD.split(";"):
                connection.execute(text(statement))
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def many(crowded: Engine) -> Iterator[Connection]:
    with crowded.connect() as connection:
        yield connection  # nothing of it is kept


@on_sqlite
def test_the_empty_tick_does_not_read_what_was_said_or_waits_for_later(connection: Connection, handoff: Record) -> None:
    def tick() -> None:
        assert said.due(connection, NORTH, NOW, 50) == ()
        assert said.lapsed(connection, NORTH, NOW, 50) == ()

    def say_and_put(key: str) -> None:
        said.put(connection, NORTH, message(handoff, f"{key}/later"), NOW + minutes(1), NOW)
        said.put(connection, NORTH, message(handoff, key), NOW, NOW)
        [row] = said.due(connection, NORTH, NOW, 50)
        said.claim(connection, NORTH, row.id, "w1", NOW, NOW)
        said.said(connection, NORTH, row.id, "w1", "D0ANN", "1.2", NOW)

    say_and_put("first")
    before = work(connection, tick)
    for n in range(100):
        say_and_put(str(n))
    assert work(connection, tick) == before > 0


@on_sqlite
def test_the_clock_does_not_read_accounts_and_people_whose_time_has_not_come(connection: Connection) -> None:
    def tick() -> None:
        assert accounts.look_due(connection, NORTH, NOW, 50) == ()
        assert mornings.due(connection, NORTH, NOW, 50) == ()

    def add(name: str) -> None:
        account = accounts.create(connection, NORTH, name, NOW)
        accounts.looked(connection, NORTH, {account.id: NOW + minutes(1)})
        mornings.begin(connection, NORTH, {f"U{name}": NOW + minutes(1)})

    accounts.looked(connection, NORTH, {1: NOW + minutes(1)})
    add("first")
    before = work(connection, tick)
    for n in range(100):
        add(str(n))
    assert work(connection, tick) == before > 0


def statements(connection: Connection, ask: Query) -> list[tuple[str, Any]]:
    """Every statement that a query runs, with its parameters."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    ask(connection)
    event.remove(connection, "before_cursor_execute", note)
    return asked


def explained(connection: Connection, explain: str, statement: str, parameters: Any) -> Sequence[Row[*tuple[Any, ...]]]:
    return connection.exec_driver_sql(f"{explain} {statement}", parameters).all()


def work(connection: Connection, do: Callable[[], None]) -> int:
    """How many instructions SQLite's machine needs, which no other load on the computer changes."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    driver = connection.connection.driver_connection
    assert driver
    driver.set_progress_handler(count, 1)
    do()
    driver.set_progress_handler(None, 1)
    return steps
