"""Opening the database, and the two kinds of transaction: reading and writing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.store.turn import Turn

BUSY_MILLISECONDS: Final = 5000
"""How long a writer waits for another one before it gives up."""

_IDLE_MILLISECONDS: Final = 60_000
"""How long a transaction of a machine that is frozen, or gone, may hold what others wait for."""

_SETTINGS: Final = (
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA journal_mode = WAL",  # readers never wait for the writer
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
)

_PATIENCE: Final = (
    f"SET lock_timeout = {BUSY_MILLISECONDS}",
    f"SET idle_in_transaction_session_timeout = {_IDLE_MILLISECONDS}",
)
_CONNECT_SECONDS: Final = 5
_ALONE: Final = text("SELECT pg_advisory_xact_lock(1751478644)")  # the number means nothing, but is the same everywhere

_READING: Final[dict[str, dict[str, Any]]] = {
    "sqlite": {"reading": True},  # ours: see _begin
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}

_OF_KIND: Final[dict[str, dict[str, Any]]] = {
    "sqlite": {},
    "postgresql": {
        "isolation_level": "READ COMMITTED",  # whatever the server's default: who waited for a row sees it as it is
        "pool_pre_ping": True,  # a connection that the server has dropped since is replaced before it is used
        "connect_args": {"connect_timeout": _CONNECT_SECONDS},
    },
}


class UnusableStore(ValueError):
    """The database cannot be used; the text says why and what was expected."""


def open_engine(url: str) -> Engine:
    """The engine for a database URL, tried once.

    Raises UnusableStore where the URL is not understood, its folder or driver is missing, or it does not open.
    """
    wanted = _understood(url)
    shown = wanted.render_as_string(hide_password=True)
    to_json = partial(json.dumps, sort_keys=True, ensure_ascii=False, allow_nan=False)
    try:
        engine = create_engine(wanted, json_serializer=to_json, **_OF_KIND[wanted.get_backend_name()])
    except (NoSuchModuleError, ModuleNotFoundError) as missing:
        raise UnusableStore(f"The database {shown} needs a driver that is not installed: {missing}.") from missing
    engine.update_execution_options(turn=Turn(BUSY_MILLISECONDS / 1000))
    if wanted.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _settle)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _limit_patience)
    try:
        engine.connect().close()
    except DBAPIError as refused:
        engine.dispose()
        raise UnusableStore(f"The database {shown} does not open: {refused.orig}.") from refused
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one moment of the database and may not change it; it never waits for writers."""
    with engine.connect().execution_options(**_READING[engine.dialect.name]) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write: all of it is kept, or, when an exception leaves the block, none of it.

    Writers come one after the other, on however many machines, so what one reads stays true until it commits: on SQLite
    by BEGIN IMMEDIATE (a deferred one would lose updates or fail at the first write), on PostgreSQL by a lock. The
    threads of this process take turns before they ask the database: who finds SQLite busy sleeps and asks again
    (`sqlite.org/c3ref/busy_timeout.html`), newcomers slip in meanwhile, and whoever waits would keep a connection.

    Raises RuntimeError where this thread is writing already, TimeoutError where another one does too long.
    """
    with engine.get_execution_options()["turn"], engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(_ALONE)
        yield connection


@contextmanager
def writing_beside(engine: Engine) -> Iterator[Connection]:
    """`writing` that on PostgreSQL waits for no other writer, but where both come to the same row.

    For the clock's workers, which share the work of several machines, and for what takes long. It is for what relies on
    nothing that it has read, unless it is held (`accounts.look_due`, `accounts.hold`, `imports.hold`) or compared again
    as it is changed (`said.claim`, `tasks.finish`): of two who change one row the second waits, and sees what the first
    made of it.
    """
    if engine.dialect.name == "sqlite":
        with writing(engine) as connection:
            yield connection
    else:
        with engine.begin() as connection:
            yield connection


def insert(dialect: str, table: Table[Any]) -> sqlite.Insert:
    """The database's own INSERT, which knows ON CONFLICT; PostgreSQL's is spelled the same as SQLite's."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # only where it is used: the import takes time at every start

    return postgresql.insert(table)  # type: ignore[return-value]


def _understood(url: str) -> URL:
    try:
        wanted = make_url(url)
    except (ArgumentError, ValueError) as unreadable:
        _, _, seen = url.rpartition("@")  # what comes before may be a password
        raise UnusableStore(
            f"{seen!r} is not a database URL; expected for example sqlite:///hearth.db or postgresql://user@host/hearth."
        ) from unreadable
    if wanted.get_backend_name() not in ("sqlite", "postgresql"):
        raise UnusableStore(f"Hearth keeps its memory in sqlite or postgresql, not in {wanted.get_backend_name()}.")
    if wanted.get_backend_name() == "sqlite":
        _refuse_without_file(wanted.database)
    return wanted


def _refuse_without_file(database: str | None) -> None:
    if not database or database == ":memory:":
        raise UnusableStore(
            "A database in memory would forget everything; name a file, for example sqlite:///hearth.db."
        )
    folder = Path(database).parent
    if not folder.is_dir():
        raise UnusableStore(f"The database file {database} cannot be made: there is no folder {folder}.")


def _settle(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: BEGIN is ours, see _begin
    for setting in _SETTINGS:
        connection.execute(setting)


def _limit_patience(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        for setting in _PATIENCE:
            cursor.execute(setting)
    connection.commit()


def _begin(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if only_reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
