"""The filled forms, and the entries of what happened to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, insert, select, union, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.rules.facts import Answers, Entry, Record
from bot.store import engine
from bot.store.chunks import chunks
from bot.store.tables import accounts, entries, parts, records, roles

START = "start"
"""The state of a record before its first entry (blueprints: `from: [start, …]`)."""

Turn = tuple[str, str, str]
"""A habit's id, a state's, and a role in it."""

_r = records.c
_e = entries.c
_p = parts.c
_h = roles.c
_OURS = _r.workspace == bindparam("ours")
_THIS = _r.id == bindparam("this")
_OF_KEY = (_e.workspace == bindparam("ours"), _e.key == bindparam("key"))
_COLUMNS = [_r[field.name] for field in fields(Record)]
_RECORD = select(*_COLUMNS)
_RECORDS = _RECORD.order_by(_r.changed_at, _r.id)
_ENTRIES = select(*[_e[field.name] for field in fields(Entry)]).where(_e.workspace == bindparam("ours")).order_by(_e.id)

_OPEN_RECORD = insert(records).returning(*_COLUMNS)
_MOVE = update(records).where(_OURS, _THIS).returning(*_COLUMNS)
_GET = _RECORD.where(_OURS, _THIS)
_HOLD = _GET.with_for_update(key_share=True)
_HOLD_ACCOUNT = (
    select(accounts.c.id)
    .where(
        accounts.c.workspace == bindparam("ours"), accounts.c.id == bindparam("this"), accounts.c.withdrawn_at.is_(None)
    )
    .with_for_update(read=True, key_share=True)
)
_GET_MANY = _RECORD.where(_OURS, _r.id.in_(bindparam("ids", expanding=True)))
_OF_ENTRY = _RECORD.where(_OURS, _r.id == select(_e.record).where(*_OF_KEY).scalar_subquery())
_OF_ACCOUNT = _RECORDS.where(_OURS, _r.account == bindparam("account"))
_OPEN_OF_ACCOUNTS = _RECORDS.where(
    _OURS,
    _r.account.in_(bindparam("ids", expanding=True)),
    (_r.habit + "/" + _r.state).not_in(bindparam("settled", expanding=True)),
)
_ENTRIES_OF = _ENTRIES.where(_e.record == bindparam("record"))
_ENTRIES_ABOUT = _ENTRIES.where(_e.account == bindparam("account"))
_LATEST_ABOUT = _ENTRIES_ABOUT.order_by(None).order_by(_e.at.desc(), _e.id.desc()).limit(bindparam("most"))
_IS_RECORDED = select(_e.id).where(*_OF_KEY)

_LEAVE = delete(parts).where(_p.workspace == bindparam("ours"), _p.record == bindparam("this"))
_TAKE_PART = insert(parts)
_PLACE = (_r.id, _r.account, _r.changed_at)
_OPEN_TO = _r.habit + "/" + _r.state + "/"
"""A text and no tuple of columns: by their index the databases would begin with everybody's open records."""
_BY_FORM = (
    select(*_PLACE)
    .join(parts, and_(_p.workspace == _r.workspace, _p.record == _r.id))
    .where(_p.workspace == bindparam("ours"), _p.person == bindparam("person"))
    .where((_OPEN_TO + _p.role).in_(bindparam("by_form", expanding=True)))
)
_HELD = (_h.workspace == bindparam("ours"), _h.person == bindparam("person"))
_BY_ACCOUNT = select(*_PLACE).where(
    _OURS,
    _r.account.in_(select(_h.account).where(*_HELD)),  # the exists alone would be asked of everybody's records
    exists().where(*_HELD, _h.account == _r.account, (_OPEN_TO + _h.role).in_(bindparam("by_account", expanding=True))),
)
_TAKEN_PART_IN = union(_BY_FORM, _BY_ACCOUNT).order_by("changed_at", "id")


class AlreadyRecorded(Exception):
    """An entry of this key exists: the same gesture arrived twice."""


class MovedOn(Exception):
    """The record has had entries since the one the person was looking at; `record` is how it stands now."""

    def __init__(self, record: Record) -> None:
        super().__init__(f"Record {record.id} is at entry {record.number} and {record.state} by now.")
        self.record = record


def open_record(connection: Connection, workspace: str, habit: str, account: int, by: str, at: datetime) -> Record:
    """A new record without entries, in the state START; its first entry is appended `after` 0.

    Raises LookupError where there is no such account, or none any more: nothing is opened on one that is withdrawn.
    """
    if connection.scalar(_HOLD_ACCOUNT, {"ours": workspace, "this": account}) is None:
        raise LookupError(f"There is no account {account} to open a record of.")
    row = {"workspace": workspace, "habit": habit, "account": account, "opened_by": by, "opened_at": at}
    fresh = {"state": START, "number": 0, "answers": {}, "changed_at": at}
    return Record(*connection.execute(_OPEN_RECORD, row | fresh).one())


def append(
    connection: Connection,
    workspace: str,
    entry: Entry,
    *,
    state: str,
    answers: Answers,
    after: int,
    people: Mapping[str, str] | None = None,
) -> Record:
    """Remember what happened to `entry.record` and leave the record in its new state, one number higher.

    `after` is the number of the record the decision was made on. `people` are those who take part in it from now on, by
    role, as its form has them; None leaves them as they were. This is the one writer of a record's state and parts.
    Raises AlreadyRecorded where the entry's key is known, MovedOn where the record's number is not `after`, LookupError
    where there is no such record; nothing is written then.
    """
    where = {"ours": workspace, "this": entry.record}
    held = connection.execute(_HOLD, where).one_or_none()
    if held is None or Record(*held).number != after:
        raise _refusal(connection, workspace, entry)
    _remember(connection, workspace, entry)
    change = {"state": state, "number": after + 1, "answers": dict(answers), "changed_at": entry.at}
    moved = connection.execute(_MOVE, where | change).one()
    if people is not None:
        _take_part(connection, workspace, moved.id, people)
    return Record(*moved)


def note(connection: Connection, workspace: str, entry: Entry) -> None:
    """Remember what happened outside any record (a role changed hands, a digest was read).

    Raises AlreadyRecorded where the entry's key is known, ValueError for an entry of a record: that is `append`'s.
    """
    if entry.record is not None:
        raise ValueError(f"The entry {entry.key} belongs to record {entry.record}; append it there.")
    _remember(connection, workspace, entry)


def get(connection: Connection, workspace: str, record: int) -> Record | None:
    """The record of this id."""
    row = connection.execute(_GET, {"ours": workspace, "this": record}).one_or_none()
    return Record(*row) if row else None


def get_many(connection: Connection, workspace: str, ids: Iterable[int]) -> dict[int, Record]:
    """The records of these ids by id; unknown ones are left out."""
    found = connection.execute(_GET_MANY, {"ours": workspace, "ids": list(set(ids))})
    return {record.id: record for record in (Record(*row) for row in found)}


def taken_part_in(
    connection: Connection, workspace: str, person: str, by_form: Collection[Turn], by_account: Collection[Turn]
) -> tuple[tuple[int, int], ...]:
    """The records in which a person has one of these roles while they are in its state, the longest unchanged first.

    Each is its id and its account's. `by_form` are roles that the record's form fills, `by_account` those that the
    account has. The cost follows what the person takes part in.
    """
    asked = {"by_form": ["/".join(turn) for turn in by_form], "by_account": ["/".join(turn) for turn in by_account]}
    found = connection.execute(_TAKEN_PART_IN, {"ours": workspace, "person": person, **asked})
    return tuple((id, account) for id, account, _ in found)


def of_entry(connection: Connection, workspace: str, key: str) -> Record | None:
    """The record that the entry of this key belongs to; None while nothing of that key has happened."""
    row = connection.execute(_OF_ENTRY, {"ours": workspace, "key": key}).one_or_none()
    return Record(*row) if row else None


def of_account(connection: Connection, workspace: str, account: int) -> tuple[Record, ...]:
    """An account's records of every habit, the longest unchanged first."""
    found = connection.execute(_OF_ACCOUNT, {"ours": workspace, "account": account})
    return tuple(Record(*row) for row in found)


def open_of_accounts(
    connection: Connection, workspace: str, accounts: Iterable[int], settled: Mapping[str, Collection[str]]
) -> dict[int, tuple[Record, ...]]:
    """`of_account` of each of these, by id, without what is in one of its habit's `settled` states."""
    over = [f"{habit}/{state}" for habit, states in settled.items() for state in states]
    found: dict[int, list[Record]] = {id: [] for id in accounts}
    for some in chunks(found):
        for row in connection.execute(_OPEN_OF_ACCOUNTS, {"ours": workspace, "ids": some, "settled": over}):
            record = Record(*row)
            found[record.account].append(record)
    return {id: tuple(those) for id, those in found.items()}


def entries_of(connection: Connection, workspace: str, record: int) -> tuple[Entry, ...]:
    """What happened to a record, in the order it was remembered."""
    found = connection.execute(_ENTRIES_OF, {"ours": workspace, "record": record})
    return tuple(Entry(*row) for row in found)


def entries_about(connection: Connection, workspace: str, account: int) -> tuple[Entry, ...]:
    """What happened to an account, in the order it was remembered."""
    found = connection.execute(_ENTRIES_ABOUT, {"ours": workspace, "account": account})
    return tuple(Entry(*row) for row in found)


def latest_about(connection: Connection, workspace: str, account: int, most: int) -> tuple[Entry, ...]:
    """What happened to an account last, the latest first."""
    found = connection.execute(_LATEST_ABOUT, {"ours": workspace, "account": account, "most": most})
    return tuple(Entry(*row) for row in found)


def _take_part(connection: Connection, workspace: str, record: int, people: Mapping[str, str]) -> None:
    connection.execute(_LEAVE, {"ours": workspace, "this": record})
    rows = [{"workspace": workspace, "record": record, "role": role, "person": who} for role, who in people.items()]
    if rows:
        connection.execute(_TAKE_PART, rows)


def _refusal(connection: Connection, workspace: str, entry: Entry) -> Exception:
    if connection.scalar(_IS_RECORDED, {"ours": workspace, "key": entry.key}) is not None:
        return AlreadyRecorded(entry.key)
    if entry.record is None or (record := get(connection, workspace, entry.record)) is None:
        return LookupError(f"There is no record {entry.record} to append {entry.key} to.")
    return MovedOn(record)


def _remember(connection: Connection, workspace: str, entry: Entry) -> None:
    """Raises AlreadyRecorded, also where another transaction remembers the same occasion at this moment."""
    row = vars(entry) | {"workspace": workspace, "facts": dict(entry.facts)}
    if connection.scalar(_remembering(connection.dialect.name), row) is None:
        raise AlreadyRecorded(entry.key)


@cache
def _remembering(dialect: str) -> ReturningInsert[Any]:
    return engine.insert(dialect, entries).on_conflict_do_nothing(index_elements=["workspace", "key"]).returning(_e.id)
