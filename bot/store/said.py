"""The outbox's rows: what is to be said, who is saying it, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Update, bindparam, func, or_, select, update
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from bot.rules.facts import Message, Saying, Speech
from bot.store import tables
from bot.store.chunks import chunks
from bot.store.engine import insert
from bot.store.types import Moment

_s = tables.said.c
_OF_MESSAGE = [field.name for field in fields(Message)]


@dataclass(frozen=True)
class Row:
    """A message on its way.

    `mark` is the opaque id its post carries as metadata; `channel` and `ts` are where it was said; `why` is the reason
    of the latest failure or delay, in words; `first_try_at` is when a worker first claimed it, `changed_at` when it
    came to its state.
    """

    message: Message
    id: int
    workspace: str
    mark: str
    state: Saying
    not_before: datetime
    attempts: int
    first_try_at: datetime | None
    channel: str | None
    ts: str | None
    why: str | None
    changed_at: datetime


@dataclass(frozen=True)
class Progress:
    """How far a message has come, without what it says."""

    state: Saying
    not_before: datetime
    attempts: int


_OF_ROW = [field.name for field in fields(Row) if field.name != "message"]
_COLUMNS = [_s[name] for name in _OF_MESSAGE + _OF_ROW]

_OURS = _s.workspace == bindparam("ours")
_THIS = _s.id == bindparam("this")
_NOW = bindparam("now", type_=Moment)
_WAITS = _s.state == Saying.WAITING
_IS_BEING_SAID = _s.state == Saying.SENDING

_ROW = select(*_COLUMNS).where(_OURS)
_FIRST_ROWS = _ROW.limit(bindparam("limit"))
_DUE = _FIRST_ROWS.where(_WAITS, _s.not_before <= _NOW).order_by(_s.not_before, _s.id)
_NEXT_DUE_AT = select(func.min(_s.not_before)).where(_OURS, _WAITS, _s.not_before > _NOW)
_LAPSED = _FIRST_ROWS.where(_IS_BEING_SAID, _s.lease_until <= _NOW).order_by(_s.lease_until, _s.id)
_IN_STATE = _FIRST_ROWS.where(_s.state == bindparam("state")).order_by(_s.not_before, _s.id)
_BY_KEY = _ROW.where(_s.key == bindparam("key"))
_BY_ID = _ROW.where(_THIS)
_BY_KEYS = _ROW.where(_s.key.in_(bindparam("keys", expanding=True)))
_PROGRESS = select(_s.key, *[_s[field.name] for field in fields(Progress)]).where(
    _OURS, _s.key.in_(bindparam("keys", expanding=True))
)
_BY_MARKS = _ROW.where(_s.mark.in_(bindparam("marks", expanding=True)))
_ABOUT_ACCOUNT = _FIRST_ROWS.where(_s.account == bindparam("account")).order_by(_s.changed_at.desc(), _s.id.desc())
_COMING = _FIRST_ROWS.where(_WAITS).order_by(_s.not_before, _s.id)
_LATEST = _FIRST_ROWS.where(_s.state == bindparam("state")).order_by(_s.changed_at.desc(), _s.id.desc())
_COUNTS = select(_s.state, func.count()).where(_OURS).group_by(_s.state)
_STANDING = _ROW.where(
    _s.record == bindparam("record"), _s.words == bindparam("words"), _s.replaces.is_(None)
).order_by(_s.id)
_TOLD = (_s.to == bindparam("person"), _s.changed_at >= bindparam("since"), _s.state == Saying.SAID)
_UNASKED = (_s.at_once, or_(_s.actor != _s.to, _s.kind == Speech.NUDGE), _s.replaces.is_(None))
_INTERRUPTED = select(func.count()).where(_OURS, *_TOLD, *_UNASKED)
_INTERRUPTING = select(func.count()).where(
    _OURS, _s.to == bindparam("person"), _IS_BEING_SAID, _s.key != bindparam("but"), *_UNASKED
)

# A compare-and-set: of two workers one changes the row. PostgreSQL makes the second wait for the first to find out;
# a claim of many rows at once would be the place for FOR UPDATE SKIP LOCKED.
_TAKE = (
    update(tables.said)
    .where(_OURS, _THIS)
    .values(state=Saying.SENDING, first_try_at=func.coalesce(_s.first_try_at, _NOW))
    .returning(*_COLUMNS)
)
_CLAIM = _TAKE.where(_WAITS, _s.not_before <= _NOW).values(attempts=_s.attempts + 1)
_TAKE_OVER = _TAKE.where(_IS_BEING_SAID, _s.lease_until <= _NOW)
_OF_KEY = update(tables.said).where(_OURS, _s.key == bindparam("this"))
_RESCHEDULE = _OF_KEY.where(_WAITS)
_REVIVE = _OF_KEY.where(_s.state.in_([Saying.WAITING, Saying.MOOT])).values(state=Saying.WAITING, why=None)
_DROP = _RESCHEDULE.values(state=Saying.MOOT)
_END_LEASES = update(tables.said).where(_OURS, _IS_BEING_SAID, _s.lease_until > bindparam("latest", type_=Moment))
_WAKE = update(tables.said).where(
    _OURS, _WAITS, _s.not_before > bindparam("latest", type_=Moment), _s.kind.in_([Speech.TOLD, Speech.WORD])
)
_HASTEN = update(tables.said).where(
    _OURS, _WAITS, _s.account == bindparam("about"), _s.not_before > _NOW, _s.why == bindparam("because")
)
_DECIDE = update(tables.said).where(_OURS, _THIS, _s.state == bindparam("before"))
_IS_HELD = (_OURS, _THIS, _IS_BEING_SAID, _s.worker == bindparam("holder"))
_HELD = select(_s.id).where(*_IS_HELD)
_SETTLE = update(tables.said).where(*_IS_HELD)
_SETTLE_UNTRIED = _SETTLE.values(attempts=_s.attempts - 1)


def put(connection: Connection, workspace: str, message: Message, not_before: datetime, now: datetime) -> bool:
    """Remember what is to be said, once: False where its key is known already, whatever became of it."""
    return connection.scalar(_put_one(connection.dialect.name), _fresh(workspace, message, not_before, now)) is not None


def put_many(connection: Connection, workspace: str, new: Iterable[tuple[Message, datetime]], now: datetime) -> None:
    """`put` for each, with the moment before which it is not said."""
    rows = [_fresh(workspace, message, not_before, now) for message, not_before in new]
    if rows:
        connection.execute(_put(connection.dialect.name), rows)


def due(connection: Connection, workspace: str, now: datetime, limit: int) -> tuple[Row, ...]:
    """What waits and may be said by now, the longest due first. The cost follows what is due."""
    return _rows(connection.execute(_DUE, {"ours": workspace, "now": now, "limit": limit}))


def next_due_at(connection: Connection, workspace: str, now: datetime) -> datetime | None:
    """The first moment after `now` at which something that waits becomes due."""
    return connection.scalar(_NEXT_DUE_AT, {"ours": workspace, "now": now})


def claim(
    connection: Connection, workspace: str, id: int, worker: str, lease_until: datetime, now: datetime
) -> Row | None:
    """Take a due row to say it; None where another worker was first, or it is no longer waiting or not yet due.

    `worker` must name one delivering loop and no other: later writes are let through by it.
    """
    return _take(connection, _CLAIM, workspace, id, worker, lease_until, now)


def lapsed(connection: Connection, workspace: str, now: datetime, limit: int) -> tuple[Row, ...]:
    """What a worker claimed and did not finish in time: it may have been said or not, and must be reconciled."""
    return _rows(connection.execute(_LAPSED, {"ours": workspace, "now": now, "limit": limit}))


def take_over(
    connection: Connection, workspace: str, id: int, worker: str, lease_until: datetime, now: datetime
) -> Row | None:
    """Take a lapsed row to reconcile it; None where another was first. Its last worker's writes count no more."""
    return _take(connection, _TAKE_OVER, workspace, id, worker, lease_until, now)


def is_held(connection: Connection, workspace: str, id: int, worker: str) -> bool:
    """Whether the worker still has the row, and no other has taken it over."""
    return connection.scalar(_HELD, {"ours": workspace, "this": id, "holder": worker}) is not None


def said(connection: Connection, workspace: str, id: int, worker: str, channel: str, ts: str, at: datetime) -> bool:
    """It was said, there. False, and nothing changes, where the worker no longer holds the row; so for those below."""
    return _settle(connection, workspace, id, worker, at, state=Saying.SAID, channel=channel, ts=ts, why=None)


def failed(connection: Connection, workspace: str, id: int, worker: str, why: str, at: datetime) -> bool:
    """It was not said and will not be."""
    return _settle(connection, workspace, id, worker, at, state=Saying.FAILED, why=why)


def unsure(connection: Connection, workspace: str, id: int, worker: str, why: str, at: datetime) -> bool:
    """Nobody can find out whether it was said; a person is to look, and it is never said again by itself."""
    return _settle(connection, workspace, id, worker, at, state=Saying.UNSURE, why=why)


def moot(
    connection: Connection, workspace: str, id: int, worker: str, why: str, at: datetime, *, tried: bool = False
) -> bool:
    """It need not be said any more. Only what was `tried` counts as an attempt: what never was follows its hour again
    once it is revived."""
    over = {"state": Saying.MOOT, "why": why}
    return _settle(connection, workspace, id, worker, at, _SETTLE if tried else _SETTLE_UNTRIED, **over)


def later(
    connection: Connection,
    workspace: str,
    id: int,
    worker: str,
    not_before: datetime,
    why: str,
    at: datetime,
    *,
    tried: bool = False,
) -> bool:
    """It was certainly not said; it waits again. Only what was `tried` counts as an attempt."""
    waits = {"state": Saying.WAITING, "not_before": not_before, "why": why}
    return _settle(connection, workspace, id, worker, at, _SETTLE if tried else _SETTLE_UNTRIED, **waits)


def by_key(connection: Connection, workspace: str, key: str) -> Row | None:
    """The row of this occasion."""
    found = connection.execute(_BY_KEY, {"ours": workspace, "key": key}).one_or_none()
    return _row(found) if found else None


def by_keys(connection: Connection, workspace: str, keys: Iterable[str]) -> dict[str, Row]:
    """The rows of these occasions by key; unknown ones are left out."""
    asked = ({"ours": workspace, "keys": some} for some in chunks(keys))
    found = (_row(row) for these in asked for row in connection.execute(_BY_KEYS, these))
    return {row.message.key: row for row in found}


def progress(connection: Connection, workspace: str, keys: Iterable[str]) -> dict[str, Progress]:
    """How far the messages of these occasions have come, by key; unknown ones are left out."""
    asked = ({"ours": workspace, "keys": some} for some in chunks(keys))
    found = (row for these in asked for row in connection.execute(_PROGRESS, these).all())
    return {key: Progress(*how) for key, *how in found}


def by_marks(connection: Connection, workspace: str, marks: Iterable[str]) -> dict[str, Row]:
    """The rows whose posts carry these marks, by mark; unknown ones are left out."""
    asked = ({"ours": workspace, "marks": some} for some in chunks(marks))
    found = (_row(row) for these in asked for row in connection.execute(_BY_MARKS, these))
    return {row.mark: row for row in found}


def reschedule(connection: Connection, workspace: str, key: str, not_before: datetime) -> bool:
    """Say it from another moment on; False, and nothing changes, where it does not wait."""
    return connection.execute(_RESCHEDULE, {"ours": workspace, "this": key, "not_before": not_before}).rowcount == 1


def drop(connection: Connection, workspace: str, key: str, why: str, at: datetime) -> bool:
    """It need not be said any more; False, and nothing changes, where it does not wait."""
    return connection.execute(_DROP, {"ours": workspace, "this": key, "why": why, "changed_at": at}).rowcount == 1


def revive(connection: Connection, workspace: str, key: str, not_before: datetime, at: datetime) -> bool:
    """It is to be said from that moment on, though it was moot; False where it neither waits nor was moot."""
    change = {"ours": workspace, "this": key, "not_before": not_before, "changed_at": at}
    return connection.execute(_REVIVE, change).rowcount == 1


def end_leases(connection: Connection, workspace: str, latest: datetime) -> int:
    """No lease lasts longer than until then: one that does was taken by a clock that was put back since. How many."""
    return connection.execute(_END_LEASES, {"ours": workspace, "latest": latest, "lease_until": latest}).rowcount


def wake(connection: Connection, workspace: str, latest: datetime, at: datetime) -> int:
    """What is decided and waits until after `latest` for somebody's hours is looked at again at that moment: its hour
    is found anew then. How many there were."""
    return connection.execute(_WAKE, {"ours": workspace, "latest": latest, "not_before": at}).rowcount


def hasten(connection: Connection, workspace: str, account: int, why: str, now: datetime) -> int:
    """What waits for this reason on an account need not wait any longer: it is looked at again now. How many."""
    asked = {"ours": workspace, "about": account, "because": why, "now": now, "not_before": now}
    return connection.execute(_HASTEN, asked).rowcount


def coming(connection: Connection, workspace: str, limit: int) -> tuple[Row, ...]:
    """What will be said next, the first first."""
    return _rows(connection.execute(_COMING, {"ours": workspace, "limit": limit}))


def latest(connection: Connection, workspace: str, limit: int, state: Saying | None = None) -> tuple[Row, ...]:
    """What came to that state last, the last first; without one, what came to any but waiting."""
    states = [state] if state else [any for any in Saying if any is not Saying.WAITING]
    asked = ({"ours": workspace, "limit": limit, "state": one} for one in states)
    found = [row for these in asked for row in connection.execute(_LATEST, these)]
    return _rows(sorted(found, key=lambda row: (row.changed_at, row.id), reverse=True)[:limit])


def counts(connection: Connection, workspace: str) -> dict[Saying, int]:
    """How many messages are in each state, in the order of `Saying`. Read through all of them: it is asked rarely."""
    counted = connection.execute(_COUNTS, {"ours": workspace}).all()
    return {state: count for state in Saying for found, count in counted if found is state}


def about_account(connection: Connection, workspace: str, account: int, limit: int) -> tuple[Row, ...]:
    """What was said of an account, or is to be, what changed last first."""
    found = connection.execute(_ABOUT_ACCOUNT, {"ours": workspace, "account": account, "limit": limit})
    return _rows(found)


def get(connection: Connection, workspace: str, id: int) -> Row | None:
    """The row of this id."""
    found = connection.execute(_BY_ID, {"ours": workspace, "this": id}).one_or_none()
    return _row(found) if found else None


def decide(connection: Connection, workspace: str, id: int, was: Saying, state: Saying, why: str, at: datetime) -> bool:
    """A person says what becomes of a row that no worker holds: one that waits again may be said at once.

    Its tries are counted anew, and history is still looked at from the first of them on. False, and nothing changes,
    where it is no longer what it `was`.
    """
    change = {"state": state, "why": why, "not_before": at, "attempts": 0, "changed_at": at}
    return connection.execute(_DECIDE, {"ours": workspace, "this": id, "before": was} | change).rowcount == 1


def standing(connection: Connection, workspace: str, record: int, words: str) -> tuple[Row, ...]:
    """The record's newest message of these words to each who got it, edits left out: what an edit is aimed at."""
    posts = _rows(connection.execute(_STANDING, {"ours": workspace, "record": record, "words": words}))
    return tuple({row.message.to: row for row in posts}.values())


def interrupted(connection: Connection, workspace: str, person: str, since: datetime) -> int:
    """How often a person was told something at once since then, and not in answer to their own gesture."""
    return connection.scalar(_INTERRUPTED, {"ours": workspace, "person": person, "since": since}) or 0


def interrupting(connection: Connection, workspace: str, person: str, but: str) -> int:
    """How many such things are being told to them just now, or may have been; that of the key `but` is left out."""
    return connection.scalar(_INTERRUPTING, {"ours": workspace, "person": person, "but": but}) or 0


def in_state(connection: Connection, workspace: str, state: Saying, limit: int) -> tuple[Row, ...]:
    """The rows of one state, the earliest meant first."""
    return _rows(connection.execute(_IN_STATE, {"ours": workspace, "state": state, "limit": limit}))


@cache
def _put_one(dialect: str) -> ReturningInsert[int]:
    return _put(dialect).returning(_s.id)


@cache
def _put(dialect: str) -> Insert:
    return insert(dialect, tables.said).on_conflict_do_nothing(index_elements=["workspace", "key"])


def _fresh(workspace: str, message: Message, not_before: datetime, now: datetime) -> dict[str, Any]:
    words = vars(message) | {"buttons": list(message.buttons), "facts": dict(message.facts)}
    fresh = {"state": Saying.WAITING, "not_before": not_before, "attempts": 0, "created_at": now, "changed_at": now}
    return words | fresh | {"workspace": workspace, "mark": uuid4().hex}


def _take(
    connection: Connection,
    taking: ReturningUpdate[Any],
    workspace: str,
    id: int,
    worker: str,
    lease_until: datetime,
    now: datetime,
) -> Row | None:
    taker = {"worker": worker, "lease_until": lease_until, "changed_at": now}
    taken = connection.execute(taking, {"ours": workspace, "this": id, "now": now} | taker).one_or_none()
    return _row(taken) if taken else None


def _settle(
    connection: Connection,
    workspace: str,
    id: int,
    worker: str,
    at: datetime,
    settling: Update = _SETTLE,
    **outcome: Any,
) -> bool:
    freed = {"worker": None, "lease_until": None, "changed_at": at}
    where = {"ours": workspace, "this": id, "holder": worker}
    return connection.execute(settling, where | outcome | freed).rowcount == 1


def _rows(found: Iterable[Any]) -> tuple[Row, ...]:
    return tuple(_row(row) for row in found)


def _row(found: Any) -> Row:
    words = dict(zip(_OF_MESSAGE, found, strict=False))
    words["buttons"] = tuple(words["buttons"])
    return Row(Message(**words), *found[len(_OF_MESSAGE) :])
