"""What moves the clocks: every contact with a customer, and what all of an account's come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, or_, select
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.sql.dml import ReturningInsert

from bot.rules.facts import Clocks, Contacted, Touch
from bot.rules.touches import after, clocks_of
from bot.store import accounts, tables
from bot.store.chunks import chunks
from bot.store.engine import insert

_t = tables.touches.c
_c = tables.clocks.c
_OURS = _t.workspace == bindparam("ours")
_OF_ACCOUNT = (_OURS, _t.account == bindparam("of"))
_TOUCH = select(*[_t[field.name] for field in fields(Touch)])
_IN_ORDER = (_t.on, _t.at, _t.id)
_LATEST_FIRST = tuple(column.desc() for column in _IN_ORDER)
_LATEST = _TOUCH.where(*_OF_ACCOUNT).order_by(*_LATEST_FIRST).limit(bindparam("limit"))
_LATEST_PLACE = select(_t.on, _t.at).where(*_OF_ACCOUNT).order_by(*_LATEST_FIRST).limit(1)
_ALL = _TOUCH.where(*_OF_ACCOUNT).order_by(*_IN_ORDER)
_WITHDRAW = delete(tables.touches).where(_OURS, _t.record == bindparam("of")).returning(_t.account)

_OF_CONTACT = [column.name for column in _c if column.name not in ("workspace", "account")]
_CLOCKS = (
    select(_c.account, *[_c[name] for name in _OF_CONTACT])
    .where(_c.workspace == bindparam("ours"), _c.account.in_(bindparam("ids", expanding=True)))
    .order_by(_c.account, _c.contact)
)
_STOP = delete(tables.clocks).where(_c.workspace == bindparam("ours"), _c.account == bindparam("of"))

_WHOLE = ""
"""The contact under which the row for the account as a whole is kept."""


def add(connection: Connection, workspace: str, touch: Touch, at: datetime) -> bool:
    """Keep a touch and move its account's clocks; False, and nothing changes, where its key is known.

    Raises sqlalchemy.exc.IntegrityError where the account or the record is unknown.
    """
    return _put(connection, workspace, _add(connection.dialect.name), touch, at)


def again(connection: Connection, workspace: str, touch: Touch, at: datetime) -> None:
    """Keep a touch that may come again under its key: a message of the same side on the same day of a channel.

    The latest decides whose turn it is; it was two-way when one of them was.
    """
    _put(connection, workspace, _again(connection.dialect.name), touch, at)


def clocks(connection: Connection, workspace: str, ids: Iterable[int]) -> dict[int, Clocks]:
    """What the touches of each of these accounts come to, by id; an account without any has empty clocks."""
    wanted = set(ids)
    rows: dict[int, list[_Row]] = {id: [] for id in wanted}
    for some in chunks(wanted):
        for account, *row in connection.execute(_CLOCKS, {"ours": workspace, "ids": some}):
            rows[account].append(_Row(*row))
    return {id: _clocks(those) for id, those in rows.items()}


def latest(connection: Connection, workspace: str, account: int, limit: int) -> tuple[Touch, ...]:
    """An account's last touches, the latest first."""
    found = connection.execute(_LATEST, {"ours": workspace, "of": account, "limit": limit})
    return tuple(_touch(row) for row in found)


def withdraw_of_record(connection: Connection, workspace: str, record: int) -> bool:
    """Take back what a record told of, as if it had never been; False where it told of no touch."""
    of = connection.scalars(_WITHDRAW, {"ours": workspace, "of": record}).one_or_none()
    if of is None:
        return False
    accounts.hold(connection, workspace, of)
    _reckon_anew(connection, workspace, of)
    return True


@dataclass(frozen=True)
class _Row:
    """A row of `clocks`: the account as a whole, or one of its contacts."""

    contact: str
    touch_on: date | None = None
    live_on: date | None = None
    left_on: date | None = None
    ball: str | None = None
    ball_since: date | None = None
    next_on: date | None = None
    next_how: str | None = None
    told: bool = False
    next_said_on: date | None = None


def _put(connection: Connection, workspace: str, putting: ReturningInsert[Any], touch: Touch, at: datetime) -> bool:
    accounts.hold(connection, workspace, touch.account)  # or of two at once, one would be left out of the clocks
    last = connection.execute(_LATEST_PLACE, {"ours": workspace, "of": touch.account}).one_or_none()
    row = vars(touch) | {"with_whom": list(touch.with_whom), "left": list(touch.left)}
    if connection.scalar(putting, row | {"workspace": workspace, "at": at}) is None:
        return False
    if last and (touch.on, at) < tuple(last):
        _reckon_anew(connection, workspace, touch.account)
    else:
        before = clocks(connection, workspace, [touch.account])[touch.account]
        _keep(connection, workspace, touch.account, after(before, touch))
    return True


def _reckon_anew(connection: Connection, workspace: str, account: int) -> None:
    of = {"ours": workspace, "of": account}
    connection.execute(_STOP, of)
    _keep(connection, workspace, account, clocks_of(map(_touch, connection.execute(_ALL, of))))


def _keep(connection: Connection, workspace: str, account: int, clocks: Clocks) -> None:
    whole = replace(
        _row(_WHOLE, clocks.account),
        ball=clocks.ball,
        ball_since=clocks.ball_since,
        next_on=clocks.next_on,
        next_how=clocks.next_how,
        told=clocks.told,
        next_said_on=clocks.next_said_on,
    )
    known = sorted(clocks.contacts.keys() | clocks.left.keys())
    contacts = [
        replace(_row(who, clocks.contacts.get(who, Contacted())), left_on=clocks.left.get(who)) for who in known
    ]
    rows = [vars(row) | {"workspace": workspace, "account": account} for row in (whole, *contacts)]
    connection.execute(_set(connection.dialect.name), rows)


def _row(contact: str, contacted: Contacted) -> _Row:
    return _Row(contact, contacted.touch_on, contacted.live_on)


def _clocks(rows: Iterable[_Row]) -> Clocks:
    by_contact = {row.contact: row for row in rows}
    whole = by_contact.pop(_WHOLE, _Row(_WHOLE))
    contacts = {who: Contacted(row.touch_on, row.live_on) for who, row in by_contact.items()}
    return Clocks(
        account=Contacted(whole.touch_on, whole.live_on),
        contacts={who: contacted for who, contacted in contacts.items() if contacted != Contacted()},
        ball=whole.ball,
        ball_since=whole.ball_since,
        next_on=whole.next_on,
        next_how=whole.next_how,
        told=whole.told,
        next_said_on=whole.next_said_on,
        left={who: row.left_on for who, row in by_contact.items() if row.left_on},
    )


def _touch(row: Any) -> Touch:
    touch = Touch(*row)
    return replace(touch, with_whom=tuple(touch.with_whom), left=tuple(touch.left))


@cache
def _add(dialect: str) -> ReturningInsert[Any]:
    return insert(dialect, tables.touches).on_conflict_do_nothing(index_elements=["workspace", "key"]).returning(_t.id)


@cache
def _again(dialect: str) -> ReturningInsert[Any]:
    new = insert(dialect, tables.touches)
    later = new.excluded.at > _t.at
    kept = {"two_way": or_(_t.two_way, new.excluded.two_way), "ball": new.excluded.ball, "at": new.excluded.at}
    return new.on_conflict_do_update(index_elements=["workspace", "key"], set_=kept, where=later).returning(_t.id)


@cache
def _set(dialect: str) -> Insert:
    new = insert(dialect, tables.clocks)
    told = {name: new.excluded[name] for name in _OF_CONTACT if name != "contact"}
    return new.on_conflict_do_update(index_elements=["workspace", "account", "contact"], set_=told)
