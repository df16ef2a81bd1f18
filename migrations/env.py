"""How Alembic runs our migrations: all that are missing in one transaction, on an engine of bot/store."""

from __future__ import annotations

from typing import Any, Final

from alembic import context
from sqlalchemy import Connection, Engine, text

from bot.store.tables import metadata

_NUMBER: Final = 0x68656172
"""Of the lock that whoever migrates a PostgreSQL holds: any, as long as nobody else uses it for another purpose."""


class OrphanedRows(Exception):
    """A migration left rows that point at nothing; it was rolled back."""


def migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.detach()  # its foreign keys are off: it must not go back into the pool
        _foreign_keys_off(connection)
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,  # SQLite cannot alter a column: the table is made anew and the rows are copied
            transactional_ddl=True,  # both databases can take back a CREATE TABLE; Alembic assumes that SQLite cannot
        )
        with context.begin_transaction():
            _take_turns(connection)
            context.run_migrations()
            _refuse_orphans(connection)


def _foreign_keys_off(connection: Connection) -> None:
    """While a parent table is made anew its children point at nothing; with foreign keys on they would be deleted.

    Inside a transaction SQLite ignores this (sqlite.org/pragma.html#pragma_foreign_keys), hence past SQLAlchemy's.
    """
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = OFF")


def _take_turns(connection: Connection) -> None:
    """Of two who migrate at once, as bots do that start together, the second waits and finds it done.

    On SQLite the transaction does that. The lock ends with it; for the tables' own locks patience is as short as ever.
    """
    if connection.dialect.name == "postgresql":
        patience = connection.scalar(text("SHOW lock_timeout"))
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_NUMBER})"))
        connection.execute(text(f"SET LOCAL lock_timeout = '{patience}'"))


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        where = ", ".join(sorted({f"{table} (points at {parent})" for table, _rowid, parent, _key in orphans}))
        raise OrphanedRows(f"{len(orphans)} rows would point at nothing after the migration: {where}.")


migrate(context.config.attributes["engine"])
