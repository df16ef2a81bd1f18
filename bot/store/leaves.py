"""The days on which people are away, as they said themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from functools import cache

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.sql.dml import ReturningInsert

from bot.rules.facts import Leave
from bot.store.chunks import chunks
from bot.store.engine import insert
from bot.store.tables import leaves

_l = leaves.c
_OURS = _l.workspace == bindparam("ours")
_LEAVE = select(*[_l[field.name] for field in fields(Leave)]).where(_OURS).order_by(_l.first, _l.last)
_OF = _LEAVE.where(_l.person == bindparam("who"), _l.last >= bindparam("since"))
_OF_MANY = _LEAVE.where(_l.person.in_(bindparam("ids", expanding=True)))
_REMOVE = delete(leaves).where(
    _OURS, _l.person == bindparam("who"), _l.first == bindparam("since"), _l.last == bindparam("until")
)


def add(connection: Connection, workspace: str, leave: Leave) -> bool:
    """Somebody is away; False where that is known."""
    return connection.scalar(_add(connection.dialect.name), vars(leave) | {"workspace": workspace}) is not None


def remove(connection: Connection, workspace: str, leave: Leave) -> bool:
    """Somebody is not away after all; False where nobody said so."""
    these = {"ours": workspace, "who": leave.person, "since": leave.first, "until": leave.last}
    return connection.execute(_REMOVE, these).rowcount == 1


def of(connection: Connection, workspace: str, person: str, from_day: date) -> tuple[Leave, ...]:
    """A person's leave that is not over before that day, the first first."""
    found = connection.execute(_OF, {"ours": workspace, "who": person, "since": from_day})
    return tuple(Leave(*row) for row in found)


def of_many(connection: Connection, workspace: str, ids: Iterable[str]) -> dict[str, tuple[tuple[date, date], ...]]:
    """First and last day of all leave of these people, by person; who has none is left out."""
    found: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
    for some in chunks(ids):
        for person, first, last in connection.execute(_OF_MANY, {"ours": workspace, "ids": some}):
            found[person].append((first, last))
    return {person: tuple(those) for person, those in found.items()}


@cache
def _add(dialect: str) -> ReturningInsert[str]:
    return insert(dialect, leaves).on_conflict_do_nothing().returning(_l.person)
