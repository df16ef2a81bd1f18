"""When each person who may have something due is looked after next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import Insert

from bot.store.chunks import chunks
from bot.store.engine import insert
from bot.store.tables import mornings
from bot.store.types import Moment

_m = mornings.c
_OURS = _m.workspace == bindparam("ours")
_DUE = (
    select(_m.person, _m.next_at)
    .where(_OURS, _m.next_at <= bindparam("now", type_=Moment))
    .order_by(_m.next_at, _m.person)
    .limit(bindparam("limit"))
)
_NEXT_AT = select(func.min(_m.next_at)).where(_OURS)
_AT = bindparam("at", type_=Moment)
_ALL = select(_m.person, _m.next_at).where(_OURS)
_WAKE = update(mornings).where(_OURS, _m.person == bindparam("who"), _m.next_at > _AT).values(next_at=_AT)
_THERE = select(_m.person).where(_OURS, _m.person.in_(bindparam("ids", expanding=True)))
_MOVE = update(mornings).where(_OURS, _m.person == bindparam("who"))


def due(connection: Connection, workspace: str, now: datetime, limit: int) -> tuple[tuple[str, datetime], ...]:
    """Who is to be looked after by now, and since when, the longest due first. The cost follows what is due."""
    found = connection.execute(_DUE, {"ours": workspace, "now": now, "limit": limit})
    return tuple((person, next_at) for person, next_at in found)


def next_at(connection: Connection, workspace: str) -> datetime | None:
    """When the first of all is to be looked after."""
    return connection.scalar(_NEXT_AT, {"ours": workspace})


def all_at(connection: Connection, workspace: str) -> dict[str, datetime]:
    """Everybody who is to be looked after, and when."""
    found = connection.execute(_ALL, {"ours": workspace})
    return {row.person: row.next_at for row in found}


def move(connection: Connection, workspace: str, to: Mapping[str, datetime]) -> int:
    """These people were looked after, and are again at these moments; how many of them there are."""
    rows = [{"ours": workspace, "who": person, "next_at": at} for person, at in sorted(to.items())]
    return connection.execute(_MOVE, rows).rowcount if rows else 0


def without(connection: Connection, workspace: str, persons: Iterable[str]) -> frozenset[str]:
    """Those of these people whom nobody is to look after yet."""
    wanted = frozenset(persons)
    asked = ({"ours": workspace, "ids": some} for some in chunks(wanted))
    return wanted - {person for these in asked for person in connection.scalars(_THERE, these)}


def begin(connection: Connection, workspace: str, first: Mapping[str, datetime]) -> None:
    """Look after each of these people from that moment on, where nobody is to yet."""
    rows = [{"workspace": workspace, "person": person, "next_at": at} for person, at in sorted(first.items())]
    if rows:  # in one order: two transactions that begin with the same people never wait for one another
        connection.execute(_begin(connection.dialect.name), rows)


def wake(connection: Connection, workspace: str, persons: Iterable[str], at: datetime) -> int:
    """Look after each of these people at that moment, who are looked after later; how many these are."""
    rows = [{"ours": workspace, "who": person, "at": at} for person in sorted(set(persons))]
    return connection.execute(_WAKE, rows).rowcount if rows else 0


@cache
def _begin(dialect: str) -> Insert:
    return insert(dialect, mornings).on_conflict_do_nothing(index_elements=["workspace", "person"])
