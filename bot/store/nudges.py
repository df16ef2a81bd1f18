"""What is due on the accounts and whose turn it is, as judged when each was last looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, Select, bindparam, or_, select, update
from sqlalchemy.dialects.sqlite import Insert

from bot.rules.facts import Nudge
from bot.store.chunks import chunks
from bot.store.engine import insert
from bot.store.tables import nudges
from bot.store.types import Moment

_n = nudges.c
_OURS = _n.workspace == bindparam("ours")
_OPEN = _n.closed_at.is_(None)
_COLUMNS = [_n[field.name] for field in fields(Nudge)]
_NUDGE = select(*_COLUMNS).where(_OURS)
_OPEN_OF = _NUDGE.where(_n.account.in_(bindparam("ids", expanding=True)), _OPEN).order_by(_n.opens_on, _n.key)
_GET_MANY = select(*_COLUMNS, _n.closed_at).where(_OURS, _n.key.in_(bindparam("keys", expanding=True)))
_BY: BindParameter[date] = bindparam("by", type_=Date)
_TOLD_BY = _NUDGE.where(_OPEN, or_(_n.opens_on <= _BY, _n.due_on <= _BY)).order_by(_n.opens_on, _n.key)
_OPEN_FOR = _TOLD_BY.where(_n.person == bindparam("who"))
_COVERED_BY = _TOLD_BY.where(_n.cover == bindparam("who"))

_CHANGE = update(nudges).where(_OURS, _n.key == bindparam("this"))
_CLOSE = _CHANGE.values(closed_at=bindparam("at", type_=Moment))
_CLOSE_OF = (
    update(nudges)
    .where(_OURS, _n.account.in_(bindparam("ids", expanding=True)), _OPEN)
    .values(closed_at=bindparam("at", type_=Moment))
)


@dataclass(frozen=True)
class Settled:
    """What became of the nudges of some accounts: which are new, or came back; which are not what they were, each as it
    was and as it is; and which are over."""

    opened: tuple[Nudge, ...] = ()
    changed: tuple[tuple[Nudge, Nudge], ...] = ()
    closed: tuple[Nudge, ...] = ()


def settle(
    connection: Connection, workspace: str, accounts: Collection[int], wanted: Iterable[Nudge], at: datetime
) -> Settled:
    """Let the open nudges of these accounts be the `wanted` ones, all others of theirs be closed; nothing is written of
    what stays as it is. One whose key was closed before is opened again.

    Raises ValueError for a nudge of another account: it would be new at each look.
    """
    now = {nudge.key: nudge for nudge in wanted}
    if strange := {nudge.account for nudge in now.values()} - set(accounts):
        raise ValueError(f"There are nudges of accounts that are not settled: {sorted(strange)}.")
    before = {nudge.key: nudge for those in open_of(connection, workspace, accounts).values() for nudge in those}
    settled = Settled(
        opened=tuple(nudge for key, nudge in now.items() if key not in before),
        changed=tuple((before[key], nudge) for key, nudge in now.items() if key in before and before[key] != nudge),
        closed=tuple(nudge for key, nudge in before.items() if key not in now),
    )
    _write(connection, workspace, settled, at)
    return settled


def close_of(connection: Connection, workspace: str, accounts: Iterable[int], at: datetime) -> int:
    """Close all nudges of these accounts; how many were open."""
    return sum(
        connection.execute(_CLOSE_OF, {"ours": workspace, "ids": some, "at": at}).rowcount for some in chunks(accounts)
    )


def open_of(connection: Connection, workspace: str, accounts: Iterable[int]) -> dict[int, tuple[Nudge, ...]]:
    """The open nudges of each of these accounts, by id, the first to open first; those not yet told among them."""
    found: dict[int, list[Nudge]] = {id: [] for id in accounts}
    for some in chunks(found):
        for row in connection.execute(_OPEN_OF, {"ours": workspace, "ids": some}):
            nudge = Nudge(*row)
            found[nudge.account].append(nudge)
    return {id: tuple(those) for id, those in found.items()}


def open_for(connection: Connection, workspace: str, person: str, by: date) -> tuple[Nudge, ...]:
    """What a person may be told of by that day: what opens or is due then at the latest, be it over or not."""
    return _told_by(connection, _OPEN_FOR, workspace, person, by)


def covered_by(connection: Connection, workspace: str, person: str, by: date) -> tuple[Nudge, ...]:
    """The same of others, for whom the person stands in while they are away."""
    return _told_by(connection, _COVERED_BY, workspace, person, by)


def get_many(connection: Connection, workspace: str, keys: Iterable[str]) -> dict[str, tuple[Nudge, datetime | None]]:
    """The nudges of these keys by key, each with the moment it was closed; unknown ones are left out."""
    found: dict[str, tuple[Nudge, datetime | None]] = {}
    for some in chunks(keys):
        for *row, closed_at in connection.execute(_GET_MANY, {"ours": workspace, "keys": some}):
            nudge = Nudge(*row)
            found[nudge.key] = (nudge, closed_at)
    return found


def _write(connection: Connection, workspace: str, settled: Settled, at: datetime) -> None:
    if settled.opened:
        new = [vars(nudge) | {"workspace": workspace, "raised_at": at, "closed_at": None} for nudge in settled.opened]
        connection.execute(_open(connection.dialect.name), new)
    if settled.changed:
        connection.execute(_CHANGE, [_change(workspace, nudge) for _, nudge in settled.changed])
    if settled.closed:
        connection.execute(_CLOSE, [{"ours": workspace, "this": nudge.key, "at": at} for nudge in settled.closed])


def _change(workspace: str, nudge: Nudge) -> dict[str, Any]:
    row = vars(nudge) | {"ours": workspace, "this": nudge.key}
    del row["key"]
    return row


def _told_by(connection: Connection, asking: Select[Any], workspace: str, person: str, by: date) -> tuple[Nudge, ...]:
    found = connection.execute(asking, {"ours": workspace, "who": person, "by": by})
    return tuple(Nudge(*row) for row in found)


@cache
def _open(dialect: str) -> Insert:
    new = insert(dialect, nudges)
    told = {column.name: new.excluded[column.name] for column in _n if column.name not in ("id", "workspace", "key")}
    return new.on_conflict_do_update(index_elements=["workspace", "key"], set_=told)
