"""The raw driver's own time for the very transactions that the bot's submissions were."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.store.engine import open_engine

_SUBMISSION = "INSERT INTO entries"
"""What only a submission does among the transactions recorded here: it appends to what has happened."""
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
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(snapshot)) as copy:
        source.backup(copy)


class Replay:
    """A recording under way on a copy of its snapshot."""

    def __init__(self, recording: Recording, connection: sqlite3.Connection) -> None:
        self._left = iter(recording.transactions)
        self._connection = connection

    def submission(self) -> float:
        """Run everything up to the next submission; the seconds of that one alone, from BEGIN to COMMIT.

        What came between is run too, so that every row and every id is what it was, but is in no figure.
        """
        while True:
            transaction = next(self._left)
            seconds = _run(self._connection, transaction)
            if transaction.is_submission:
                return seconds


@contextmanager
def replaying(recording: Recording, copy: Path) -> Iterator[Replay]:
    """Begin on a fresh `copy`; the first submission is over by then, as the bot is not new at its work either."""
    shutil.copy(recording.snapshot, copy)
    with _raw(copy) as connection:
        replay = Replay(recording, connection)
        replay.submission()
        yield replay


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
