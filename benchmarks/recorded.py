"""The bot, unchanged, with every transaction that it commits written down as the driver got it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, event

from bot.commands import main

_STATEMENTS = "benchmark_statements"
_CONTROL = ("PRAGMA", "BEGIN")
"""How the bot opens a transaction is its own affair; the replay has a BEGIN IMMEDIATE and nothing more."""


def record(log: IO[str]) -> None:
    """Write one line of JSON to `log` at each commit: its statements, each as [sql, parameters, executemany].

    A commit is noted while its transaction still holds the database's write lock, so the lines stand in the order in
    which the transactions took effect.
    """

    @event.listens_for(Engine, "begin")
    def begins(connection: Connection) -> None:
        connection.info[_STATEMENTS] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def executes(
        connection: Connection, _cursor: Any, sql: str, parameters: Any, _context: Any, executemany: bool
    ) -> None:
        if not sql.startswith(_CONTROL):
            connection.info[_STATEMENTS].append([sql, parameters, executemany])

    @event.listens_for(Engine, "commit")
    def commits(connection: Connection) -> None:
        log.write(json.dumps(connection.info[_STATEMENTS]) + "\n")
        log.flush()


if __name__ == "__main__":
    with Path(sys.argv[1]).open("w") as log:
        record(log)
        main(sys.argv[2:])
