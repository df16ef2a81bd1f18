"""The floor of the clock: the raw driver, which reads and writes the very rows, and judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from psycopg.types.json import Json
from sqlalchemy import Engine, Table

from benchmarks.portfolio import WORKSPACE
from bot.store.tables import nudges, said

Row = tuple[Any, ...]
State = Mapping[str, Mapping[str, Row]]
"""Rows by table and key."""

READ = (
    "SELECT id, name, tier, channel, channel_wanted, external_id, facts, created_at FROM accounts"
    " WHERE workspace = ? AND withdrawn_at IS NULL AND id IN (*)",
    "SELECT account, role, person FROM roles WHERE workspace = ? AND account IN (*)",
    "SELECT account, contact, touch_on, live_on, left_on, ball, ball_since, next_on, next_how, told, next_said_on"
    " FROM clocks WHERE workspace = ? AND account IN (*)",
    'SELECT id, account, record, key, "do", owner, due_on, promise FROM tasks'
    " WHERE workspace = ? AND done_at IS NULL AND account IN (*)",
    "SELECT id, habit, account, state, number, answers, opened_by, opened_at, changed_at FROM records"
    " WHERE workspace = ? AND account IN (*)",
    'SELECT nudge, account, deed, "by", at, until, "to", reason, note FROM marks'
    " WHERE workspace = ? AND account IN (*)",
    "SELECT key, account, watch, person, cover, opens_on, red_on, due_on, ends_on, record, task, facts FROM nudges"
    " WHERE workspace = ? AND closed_at IS NULL AND account IN (*)",
)
"""What accounts are judged by; and who their people are: """
PEOPLE = "SELECT id, name, zone, standing, seen_at, is_admin, away_until FROM people WHERE workspace = ? AND id IN (*)"

_DUE = (
    "SELECT id FROM accounts WHERE workspace = ? AND withdrawn_at IS NULL AND look_at <= ?"
    " ORDER BY look_at, id LIMIT 100"
)
_MORNINGS = "SELECT person, next_at FROM mornings WHERE workspace = ? AND next_at <= ? ORDER BY next_at LIMIT 100"
_GREETED = "SELECT next_at, workspace, person FROM mornings WHERE workspace = ? AND person IN (*)"
_GREET = "UPDATE mornings SET next_at = ? WHERE workspace = ? AND person = ?"
_DAYS = (
    "SELECT person, region, working_days, opens, closes, digest_at FROM rhythms WHERE workspace = ? AND person IN (*)",
    "SELECT person, first, last FROM leaves WHERE workspace = ? AND person IN (*)",
)
"""What somebody's days are reckoned from, besides who they are."""
_LOOKS = "SELECT look_at, workspace, id FROM accounts WHERE workspace = ? AND id IN (*)"
_LOOKED = "UPDATE accounts SET look_at = ? WHERE workspace = ? AND id = ?"
_CHANGED: tuple[Table[Any], ...] = (nudges, said)
"""The tables that a look changes, besides."""


@dataclass(frozen=True)
class Written:
    """What a look left behind: rows that are new and rows that are not what they were, by table; and of each account
    when it is looked at next, as `_LOOKED` takes it."""

    new: Mapping[str, Sequence[Row]]
    changed: Mapping[str, Sequence[Row]]
    looks: Sequence[Row] = ()


@dataclass(frozen=True)
class Greeted:
    """The digests that a morning puts, and each person's next one as `_GREET` takes it."""

    digests: Sequence[Row]
    next_at: Sequence[Row]


NOTHING = Written({}, {})


class Raw:
    """The driver's own connection to a database, with the settings that the bot gives to its connections."""

    def __init__(self, memory: Engine) -> None:
        self._pooled = memory.raw_connection()
        self._driver: Any = self._pooled.driver_connection
        self._on_sqlite = memory.dialect.name == "sqlite"

    def close(self) -> None:
        self._pooled.close()

    def tidy_up(self) -> None:
        """Let nothing that was written before be left in SQLite's log: at some commit it would have to be done."""
        if self._on_sqlite:
            self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def look(self, now: datetime, written: Written) -> float:
        """The seconds of one transaction that reads what is due and all it is judged by, and writes what came of it."""
        begun = perf_counter()
        with self.transaction():
            ids = [id for (id,) in self.rows(_DUE, [WORKSPACE, self._moment(now)])]
            if ids:
                _, roles, *_ = [self.rows(sql, [WORKSPACE], ids) for sql in READ]
                self.rows(PEOPLE, [WORKSPACE], list({person for _, _, person in roles}))
            for table in _CHANGED:
                self.write(insertion_into(table), written.new.get(table.name, ()))
                self.write(_update(table), written.changed.get(table.name, ()))
            self.write(_LOOKED, written.looks)
            self.rows(_MORNINGS, [WORKSPACE, self._moment(now)])
        return perf_counter() - begun

    def greet(self, now: datetime, greeted: Greeted) -> float:
        """The seconds of one transaction that reads whose morning it is and how their days go, and writes their digests
        and next mornings."""
        begun = perf_counter()
        with self.transaction():
            persons = [person for person, _ in self.rows(_MORNINGS, [WORKSPACE, self._moment(now)])]
            for sql in (PEOPLE, *_DAYS):
                self.rows(sql, [WORKSPACE], persons)
            self.write(insertion_into(said), greeted.digests)
            self.write(_GREET, greeted.next_at)
        return perf_counter() - begun

    def greeted(self, persons: Sequence[str], keys: Sequence[str]) -> Greeted:
        """What a morning has left behind of these people, and of the digests of these keys."""
        found = f"SELECT {columns_of(said)} FROM said WHERE workspace = ? AND key IN (*)"
        with self.transaction():
            digests = [tuple(map(_parameter, row)) for row in self.rows(found, [WORKSPACE], keys)]
            return Greeted(digests, self.rows(_GREETED, [WORKSPACE], persons))

    def state(self, ids: Sequence[int]) -> State:
        """The rows of these accounts that a look may change."""
        with self.transaction():
            return {table.name: self._by_key(table, ids) for table in _CHANGED}

    def written(self, before: State, ids: Sequence[int]) -> Written:
        """What changed of these accounts since then."""
        after = self.state(ids)
        with self.transaction():
            looks = self.rows(_LOOKS, [WORKSPACE], ids)
        return Written(
            new={name: [row for key, row in rows.items() if key not in before[name]] for name, rows in after.items()},
            changed={
                name: [(*row, WORKSPACE, key) for key, row in rows.items() if before[name].get(key, row) != row]
                for name, rows in after.items()
            },
            looks=looks,
        )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One that writes."""
        if self._on_sqlite:
            self._driver.execute("BEGIN IMMEDIATE")
        yield
        self._driver.commit()

    def rows(self, sql: str, parameters: Sequence[Any], ids: Sequence[Any] = ()) -> list[Row]:
        """What a statement finds; (*) in it stands for the ids."""
        asked = sql.replace("(*)", f"({', '.join('?' * len(ids))})")
        found: list[Row] = self._driver.execute(self._spelled(asked), [*parameters, *ids]).fetchall()
        return found

    def write(self, sql: str, rows: Sequence[Row]) -> None:
        """One statement with many sets of parameters."""
        if rows:
            self._driver.cursor().executemany(self._spelled(sql), rows)

    def _by_key(self, table: Table[Any], ids: Sequence[int]) -> dict[str, Row]:
        asked = f"SELECT key, {columns_of(table)} FROM {table.name} WHERE workspace = ? AND account IN (*)"
        return {key: tuple(map(_parameter, row)) for key, *row in self.rows(asked, [WORKSPACE], ids)}

    def _spelled(self, sql: str) -> str:
        return sql if self._on_sqlite else sql.replace("?", "%s")

    def _moment(self, moment: datetime) -> Any:
        return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if self._on_sqlite else moment


class _Same(Json):
    """JSON as psycopg read it, to be written again; equal where what it holds is."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Json) and bool(self.obj == other.obj)

    __hash__ = None  # type: ignore[assignment]


def _parameter(value: Any) -> Any:
    return _Same(value) if isinstance(value, (dict, list)) else value


def columns_of(table: Table[Any]) -> str:
    """All but the number, which the database gives."""
    return ", ".join(f'"{column.name}"' for column in table.columns if column.name != "id")


def insertion_into(table: Table[Any]) -> str:
    """A statement that takes a row of `columns_of`."""
    return f"INSERT INTO {table.name} ({columns_of(table)}) VALUES ({_values(table)})"


def _update(table: Table[Any]) -> str:
    return f"UPDATE {table.name} SET ({columns_of(table)}) = ({_values(table)}) WHERE workspace = ? AND key = ?"


def _values(table: Table[Any]) -> str:
    return ", ".join("?" for column in table.columns if column.name != "id")
