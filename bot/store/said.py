"""The outbox's rows: what is to be said, who is saying it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, func, select, update

from bot.rules.facts import Message, Saying
from bot.store import tables
from bot.store.engine import insert

_s = tables.said.c
_OF_MESSAGE = [field.name for field in fields(Message)]


@dataclass(frozen=True)
class Row:
    """A message on its way.

    `mark` is the opaque id its post carries as metadata; `channel` and `ts` are where it was said; `why` is the reason
    of the latest failure or delay, in words; `first_try_at` is when a worker first claimed it.
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


_OF_ROW = [field.name for field in fields(Row) if field.name != "message"]
_COLUMNS = [_s[name] for name in _OF_MESSAGE + _OF_ROW]
_ROW = select(*_COLUMNS)


def put(connection: Connection, workspace: str, message: Message, not_before: datetime, now: datetime) -> bool:
    """Remember what is to be said, once: False where its key is known already, whatever became of it."""
    words = {name: getattr(message, name) for name in _OF_MESSAGE}
    words |= {"buttons": list(message.buttons), "facts": dict(message.facts)}
    fresh = {"state": Saying.WAITING, "not_before": not_before, "attempts": 0, "created_at": now, "changed_at": now}
    row = words | fresh | {"workspace": workspace, "mark": uuid4().hex}
    new = insert(connection, tables.said).on_conflict_do_nothing(index_elements=["workspace", "key"])
    return connection.execute(new.returning(_s.id), row).one_or_none() is not None


def due(connection: Connection, workspace: str, now: datetime, limit: int) -> tuple[Row, ...]:
    """What waits and may be said by now, the longest due first. The cost follows what is due."""
    return _rows(connection, _s.not_before, limit, *_is(workspace, Saying.WAITING), _s.not_before <= now)


def next_due_at(connection: Connection, workspace: str, now: datetime) -> datetime | None:
    """The first moment after `now` at which something that waits becomes due."""
    waiting = (*_is(workspace, Saying.WAITING), _s.not_before > now)
    return connection.scalar(select(func.min(_s.not_before)).where(*waiting))


def claim(
    connection: Connection, workspace: str, id: int, worker: str, lease_until: datetime, now: datetime
) -> Row | None:
    """Take a due row to say it; None where another worker was first, or it is no longer waiting or not yet due.

    `worker` must name one delivering loop and no other: later writes are let through by it.
    """
    waiting = (*_is(workspace, Saying.WAITING), _s.id == id, _s.not_before <= now)
    return _take(connection, worker, lease_until, now, *waiting, attempts=_s.attempts + 1)


def lapsed(connection: Connection, workspace: str, now: datetime, limit: int) -> tuple[Row, ...]:
    """What a worker claimed and did not finish in time: it may have been said or not, and must be reconciled."""
    return _rows(connection, _s.lease_until, limit, *_is(workspace, Saying.SENDING), _s.lease_until <= now)


def take_over(
    connection: Connection, workspace: str, id: int, worker: str, lease_until: datetime, now: datetime
) -> Row | None:
    """Take a lapsed row to reconcile it; None where another was first. Its last worker's writes count no more."""
    abandoned = (*_is(workspace, Saying.SENDING), _s.id == id, _s.lease_until <= now)
    return _take(connection, worker, lease_until, now, *abandoned)


def said(connection: Connection, workspace: str, id: int, worker: str, channel: str, ts: str, at: datetime) -> bool:
    """It was said, there. False, and nothing changes, where the worker no longer holds the row; so for those below."""
    return _settle(connection, workspace, id, worker, at, state=Saying.SAID, channel=channel, ts=ts, why=None)


def failed(connection: Connection, workspace: str, id: int, worker: str, why: str, at: datetime) -> bool:
    """It was not said and will not be."""
    return _settle(connection, workspace, id, worker, at, state=Saying.FAILED, why=why)


def unsure(connection: Connection, workspace: str, id: int, worker: str, why: str, at: datetime) -> bool:
    """Nobody can find out whether it was said; a person is to look, and it is never said again by itself."""
    return _settle(connection, workspace, id, worker, at, state=Saying.UNSURE, why=why)


def moot(connection: Connection, workspace: str, id: int, worker: str, why: str, at: datetime) -> bool:
    """It need not be said any more."""
    return _settle(connection, workspace, id, worker, at, state=Saying.MOOT, why=why)


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
    return _settle(connection, workspace, id, worker, at, untried=not tried, **waits)


def by_key(connection: Connection, workspace: str, key: str) -> Row | None:
    """The row of this occasion."""
    found = connection.execute(_ROW.where(_s.workspace == workspace, _s.key == key)).one_or_none()
    return _row(found) if found else None


def standing(connection: Connection, workspace: str, record: int, words: str) -> tuple[Row, ...]:
    """The record's newest message of these words to each who got it, edits left out: what an edit is aimed at."""
    posts = (_s.workspace == workspace, _s.record == record, _s.words == words, _s.replaces.is_(None))
    rows = (_row(found) for found in connection.execute(_ROW.where(*posts).order_by(_s.id)))
    return tuple({row.message.to: row for row in rows}.values())


def interrupted(connection: Connection, workspace: str, person: str, since: datetime) -> int:
    """How often a person was told something at once, and not in answer to their own gesture, since then."""
    told = (_s.workspace == workspace, _s.to == person, _s.changed_at >= since, _s.state == Saying.SAID)
    unasked = (_s.at_once, _s.actor != _s.to, _s.replaces.is_(None))
    return connection.scalar(select(func.count()).where(*told, *unasked)) or 0


def in_state(connection: Connection, workspace: str, state: Saying, limit: int) -> tuple[Row, ...]:
    """The rows of one state, the earliest meant first."""
    return _rows(connection, _s.not_before, limit, *_is(workspace, state))


def _is(workspace: str, state: Saying) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _s.workspace == workspace, _s.state == state


def _rows(
    connection: Connection, order: ColumnElement[Any], limit: int, *where: ColumnElement[bool]
) -> tuple[Row, ...]:
    found = connection.execute(_ROW.where(*where).order_by(order, _s.id).limit(limit))
    return tuple(_row(row) for row in found)


def _take(
    connection: Connection, worker: str, lease_until: datetime, now: datetime, *where: ColumnElement[bool], **more: Any
) -> Row | None:
    # A compare-and-set: of two workers one changes the row. PostgreSQL makes the second wait for the first to find out;
    # a claim of many rows at once would be the place for FOR UPDATE SKIP LOCKED.
    taken = connection.execute(
        update(tables.said)
        .where(*where)
        .values(
            state=Saying.SENDING,
            worker=worker,
            lease_until=lease_until,
            first_try_at=func.coalesce(_s.first_try_at, now),
            changed_at=now,
            **more,
        )
        .returning(*_COLUMNS)
    ).one_or_none()
    return _row(taken) if taken else None


def _settle(
    connection: Connection, workspace: str, id: int, worker: str, at: datetime, *, untried: bool = False, **outcome: Any
) -> bool:
    held = (*_is(workspace, Saying.SENDING), _s.id == id, _s.worker == worker)
    freed = {"worker": None, "lease_until": None, "changed_at": at}
    change = update(tables.said).where(*held)
    if untried:
        change = change.values(attempts=_s.attempts - 1)
    return connection.execute(change, outcome | freed).rowcount == 1


def _row(found: Any) -> Row:
    words = dict(zip(_OF_MESSAGE, found, strict=False))
    words["buttons"] = tuple(words["buttons"])
    return Row(Message(**words), *found[len(_OF_MESSAGE) :])
