"""The filled forms, and the entries of what happened to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, insert, select, update

from bot.rules.facts import Answers, Entry, Record
from bot.store.tables import entries, records

START = "start"
"""The state of a record before its first entry (blueprints: `from: [start, …]`)."""

_r = records.c
_e = entries.c
_OF_RECORD = [_r[field.name] for field in fields(Record)]
_RECORD = select(*_OF_RECORD)
_ENTRY = select(*[_e[field.name] for field in fields(Entry)])


class AlreadyRecorded(Exception):
    """An entry of this key exists: the same gesture arrived twice."""


class MovedOn(Exception):
    """The record has had entries since the one the person was looking at; `record` is how it stands now."""

    def __init__(self, record: Record) -> None:
        super().__init__(f"Record {record.id} is at entry {record.number} and {record.state} by now.")
        self.record = record


def open_record(connection: Connection, workspace: str, habit: str, account: int, by: str, at: datetime) -> Record:
    """A new record without entries, in the state START; its first entry is appended `after` 0."""
    row = {"workspace": workspace, "habit": habit, "account": account, "opened_by": by, "opened_at": at}
    fresh = {"state": START, "number": 0, "answers": {}, "changed_at": at}
    return Record(*connection.execute(insert(records).returning(*_OF_RECORD), row | fresh).one())


def append(connection: Connection, workspace: str, entry: Entry, *, state: str, answers: Answers, after: int) -> Record:
    """Remember what happened to `entry.record` and leave the record in its new state, one number higher.

    `after` is the number of the record the decision was made on. This is the one writer of a record's state.
    Raises AlreadyRecorded where the entry's key is known, MovedOn where the record's number is not `after`, LookupError
    where there is no such record; nothing is written then.
    """
    moved = connection.execute(
        update(records)
        .where(_r.workspace == workspace, _r.id == entry.record, _r.number == after)
        .where(~exists().where(_e.workspace == workspace, _e.key == entry.key))
        .values(state=state, number=after + 1, answers=dict(answers), changed_at=entry.at)
        .returning(*_OF_RECORD)
    ).one_or_none()
    if moved is None:
        raise _refusal(connection, workspace, entry)
    connection.execute(insert(entries), _row(workspace, entry))
    return Record(*moved)


def note(connection: Connection, workspace: str, entry: Entry) -> None:
    """Remember what happened outside any record (a role changed hands, a digest was read).

    Raises AlreadyRecorded where the entry's key is known, ValueError for an entry of a record: that is `append`'s.
    """
    if entry.record is not None:
        raise ValueError(f"The entry {entry.key} belongs to record {entry.record}; append it there.")
    if _is_recorded(connection, workspace, entry.key):
        raise AlreadyRecorded(entry.key)
    connection.execute(insert(entries), _row(workspace, entry))


def get(connection: Connection, workspace: str, record: int) -> Record | None:
    """The record of this id."""
    row = connection.execute(_RECORD.where(_r.workspace == workspace, _r.id == record)).one_or_none()
    return Record(*row) if row else None


def of_entry(connection: Connection, workspace: str, key: str) -> Record | None:
    """The record that the entry of this key belongs to; None while nothing of that key has happened."""
    of_key = select(_e.record).where(_e.workspace == workspace, _e.key == key).scalar_subquery()
    row = connection.execute(_RECORD.where(_r.workspace == workspace, _r.id == of_key)).one_or_none()
    return Record(*row) if row else None


def in_states(connection: Connection, workspace: str, habit: str, states: Iterable[str]) -> tuple[Record, ...]:
    """A habit's records in these states, the longest unchanged first. The cost follows their number."""
    return _records(connection, _r.workspace == workspace, _r.habit == habit, _r.state.in_(set(states)))


def of_account(connection: Connection, workspace: str, account: int) -> tuple[Record, ...]:
    """An account's records of every habit, the longest unchanged first."""
    return _records(connection, _r.workspace == workspace, _r.account == account)


def entries_of(connection: Connection, workspace: str, record: int) -> tuple[Entry, ...]:
    """What happened to a record, in the order it was remembered."""
    return _entries(connection, _e.workspace == workspace, _e.record == record)


def entries_about(connection: Connection, workspace: str, account: int) -> tuple[Entry, ...]:
    """What happened to an account, in the order it was remembered."""
    return _entries(connection, _e.workspace == workspace, _e.account == account)


def _records(connection: Connection, *where: ColumnElement[bool]) -> tuple[Record, ...]:
    found = connection.execute(_RECORD.where(*where).order_by(_r.changed_at, _r.id))
    return tuple(Record(*row) for row in found)


def _entries(connection: Connection, *where: ColumnElement[bool]) -> tuple[Entry, ...]:
    return tuple(Entry(*row) for row in connection.execute(_ENTRY.where(*where).order_by(_e.id)))


def _refusal(connection: Connection, workspace: str, entry: Entry) -> Exception:
    if _is_recorded(connection, workspace, entry.key):
        return AlreadyRecorded(entry.key)
    if entry.record is None or (record := get(connection, workspace, entry.record)) is None:
        return LookupError(f"There is no record {entry.record} to append {entry.key} to.")
    return MovedOn(record)


def _is_recorded(connection: Connection, workspace: str, key: str) -> bool:
    return connection.scalar(select(_e.id).where(_e.workspace == workspace, _e.key == key)) is not None


def _row(workspace: str, entry: Entry) -> dict[str, Any]:
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return values | {"workspace": workspace, "facts": dict(entry.facts)}
