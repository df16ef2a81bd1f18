"""When each person who may have something due is looked after next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import Insert

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
_MOVE = update(mornings).where(_OURS, _m.person == bindparam("who"))


def due(connection: Connection, workspace: str, now: datetime, limit: int) -> tuple[tuple[str, datetime], ...]:
    """Who is to be looked after by now, and since when, the longest due first. The cost follows what is due."""
    found = connection.execute(_DUE, {"ours": workspace, "now": now, "limit": limit})
    return tuple((person, next_at) for person, next_at in found)


def next_at(connection: Connection, workspace: str) -> datetime | None:
    """When the first of all is to be looked after."""
    return connection.scalar(_NEXT_AT, {"ours": workspace})


def move(connection: Connection, workspace: str, person: str, next_at: datetime) -> bool:
    """Somebody was looked after, and is again at `next_at`; False where nobody is to look after them."""
    return connection.execute(_MOVE, {"ours": workspace, "who": person, "next_at": next_at}).rowcount == 1


def wake(connection: Connection, workspace: str, persons: Iterable[str], at: datetime) -> None:
    """Look after each of these people at that moment, where nobody is to before."""
    rows = [{"workspace": workspace, "person": person, "next_at": at} for person in sorted(set(persons))]
    if rows:  # in one order: two transactions that wake the same people never wait for one another
        connection.execute(_wake(connection.dialect.name), rows)


@cache
def _wake(dialect: str) -> Insert:
    new = insert(dialect, mornings)
    return new.on_conflict_do_update(
        index_elements=["workspace", "person"],
        set_={"next_at": new.excluded.next_at},
        where=_m.next_at > new.excluded.next_at,
    )
