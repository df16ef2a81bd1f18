"""Every row of a workspace as plain values, which JSON can hold, and back: the same on every kind of database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Column, Connection, Date, Enum, Integer, Table, delete, func, insert, select

from bot.store.tables import metadata, people
from bot.store.types import Moment

Row = dict[str, Any]
"""A row's columns but for its workspace. Moments and days are ISO 8601; what is JSON in the database is JSON here."""

_AT_A_TIME: Final = 1000


class NumberTaken(Exception):
    """A row's id is that of another row, of another workspace of the database; `place` is the row's, from 0."""

    def __init__(self, place: int, id: int) -> None:
        super().__init__(f"There is another row with the id {id}.")
        self.place = place
        self.id = id


def tables() -> list[Table[Any]]:
    """Every table, those that others refer to before them."""
    return list(metadata.sorted_tables)


def held(connection: Connection, workspace: str) -> dict[str, int]:
    """How many rows of a workspace each table has; a table that has none is left out."""
    counts = {
        table.name: connection.scalar(select(func.count()).select_from(table).where(table.c.workspace == workspace))
        for table in tables()
    }
    return {name: count for name, count in counts.items() if count}


def rows(connection: Connection, workspace: str, table: Table[Any]) -> Iterator[Row]:
    """Every row of a workspace by key; texts by code point, for a database sorts them as its language does."""
    keys = [column for column in table.primary_key if column.name != "workspace"]
    wanted = select(*_columns(table)).where(table.c.workspace == workspace).order_by(*keys)
    found = connection.execute(wanted, execution_options={"yield_per": _AT_A_TIME})
    plain = ({name: _plain(value) for name, value in row.items()} for row in found.mappings())
    if _numbered(table):
        return plain
    return iter(sorted(plain, key=lambda row: [row[key.name] for key in keys]))


def fitting(table: Table[Any], row: Row) -> Row:
    """A row of `rows` as the table keeps it. Raises ValueError where it is none of the table's."""
    if not isinstance(row, dict) or row.keys() != {column.name for column in _columns(table)}:
        raise ValueError(f"it has not the columns of {table.name}")
    try:
        return {column.name: _kept(column, row[column.name]) for column in _columns(table)}
    except TypeError as strange:
        raise ValueError(str(strange)) from strange


def put(connection: Connection, workspace: str, table: Table[Any], new: Iterable[Row]) -> None:
    """Put `fitting` rows into a table in which the workspace has none; people that were seen make room for them.

    Raises NumberTaken.
    """
    if table is people:
        connection.execute(delete(people).where(people.c.workspace == workspace))
    ours = ({"workspace": workspace, **row} for row in new)
    done = 0
    while some := list(islice(ours, _AT_A_TIME)):
        if _numbered(table):
            _refuse_taken(connection, table, some, done)
        connection.execute(insert(table), some)
        done += len(some)
    if done and _numbered(table) and connection.dialect.name == "postgresql":  # SQLite goes on from the greatest id
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, select(func.max(table.c.id)).scalar_subquery())))


def _refuse_taken(connection: Connection, table: Table[Any], some: list[Row], before: int) -> None:
    places = {row["id"]: place for place, row in enumerate(some, start=before)}
    for id in connection.scalars(select(table.c.id).where(table.c.id.in_(places)).order_by(table.c.id)):
        raise NumberTaken(places[id], id)


def _columns(table: Table[Any]) -> list[Column[Any]]:
    return [column for column in table.columns if column.name != "workspace"]


def _numbered(table: Table[Any]) -> bool:
    return "id" in table.c and isinstance(table.c.id.type, Integer)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _kept(column: Column[Any], plain: Any) -> Any:
    if plain is None:
        return None
    match column.type:
        case Moment():
            return datetime.fromisoformat(plain)
        case Date():
            return date.fromisoformat(plain)
        case Enum(enum_class=words) if words:
            return words(plain)
        case _:
            return plain
