"""The raw driver's own time for the very transactions that the bot's submissions were."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.store.engine import open_engine

_SUBMISSION = "INSERT INTO entries"
"""What only a submission does among the transactions recorded here: it appends to what happened."""
_WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Transaction:
    """Statements that were committed together, each with its parameters and whether they are many sets."""

    statements: tuple[tuple[str, Any, bool], ...]

    @property
    def writes(self) -> bool:
        return any(sql.startswith(_WRITES) for sql, _, _ in self.statements)

    @property
    def is_submission(self) -> bool:
        return any(sql.startswith(_SUBMISSION) for sql, _, _ in self.statements)


@dataclass(frozen=True)
class Recording:
    """What a bot wrote from the moment at which its database was as in `snapshot`."""

    snapshot: Path
    transactions: tuple[Transaction, ...]

    @property
    def submissions(self) -> tuple[Transaction, ...]:
        return tuple(transaction for transaction in self.transactions if transaction.is_submission)


def read_log(log: Path, start: int, snapshot: Path) -> Recording:
    """What was committed after the log was `start` bytes long; transactions that only read are left out."""
    with log.open("rb") as lines:
        lines.seek(start)
        all_of_them = [Transaction(tuple(map(tuple, json.loads(line)))) for line in lines]
    return Recording(snapshot, tuple(transaction for transaction in all_of_them if transaction.writes))


def take_snapshot(database: Path, snapshot: Path) -> None:
    """Copy a database that is in use as it stands between two transactions."""
    with _closing(sqlite3.connect(database)) as source, _closing(sqlite3.connect(snapshot)) as copy:
        source.backup(copy)


def replay(recording: Recording, copy: Path) -> list[float]:
    """Run everything again on a copy of the snapshot; the seconds of each submission, from BEGIN to COMMIT.

    The rest is run too, so that every row and every id is what it was, but is not in the figures.
    """
    shutil.copy(recording.snapshot, copy)
    with _raw(copy) as connection:
        timed = [(transaction, _run(connection, transaction)) for transaction in recording.transactions]
    return [seconds for transaction, seconds in timed if transaction.is_submission]


def _run(connection: sqlite3.Connection, transaction: Transaction) -> float:
    begun = perf_counter()
    cursor = connection.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    for sql, parameters, many in transaction.statements:
        if many:
            cursor.executemany(sql, parameters)
        else:
            cursor.execute(sql, parameters).fetchall()
    cursor.execute("COMMIT")
    return perf_counter() - begun


@contextmanager
def _raw(database: Path) -> Iterator[sqlite3.Connection]:
    """The driver's own connection, with whatever settings the bot gives to its connections."""
    engine = open_engine(f"sqlite:///{database}")
    pooled = engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    try:
        yield connection
    finally:
        pooled.close()
        engine.dispose()


@contextmanager
def _closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    finally:
        connection.close()


def queued(seconds: Sequence[float], people: int) -> list[float]:
    """How long each of `people` waits who come at once, when the transactions run one after the other without a gap."""
    waits: list[float] = []
    for first in range(0, len(seconds) - people + 1, people):
        total = 0.0
        for one in seconds[first : first + people]:
            total += one
            waits.append(total)
    return waits
