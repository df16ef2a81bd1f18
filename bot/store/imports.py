"""Imports of tables: what each was, and its changes to accounts, written and taken back by the thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    String,
    bindparam,
    cast,
    delete,
    insert,
    literal,
    select,
    union,
    update,
)

from bot.rules.facts import Account, Entry
from bot.store import accounts, nudges, tables
from bot.store.types import Moment

IMPORTED, UNDONE = "imported", "import_undone"
"""The kinds of an import's entries, one for each account: that it changed it, and that this was put back."""

_a = tables.accounts.c
_e = tables.entries.c
_i = tables.imports.c
_r = tables.records.c
_h = tables.roles.c
_OURS = _a.workspace == bindparam("ours")
_THESE: BindParameter[Any] = bindparam("ids", expanding=True)
_THERE = _a.withdrawn_at.is_(None)


@dataclass(frozen=True)
class Import:
    """A table that was taken in. `counts` says of how many accounts what became of them."""

    workspace: str
    id: int
    source: str
    by: str
    at: datetime
    counts: Mapping[str, int]
    undone_by: str | None = None
    undone_at: datetime | None = None


_IMPORT = select(*[_i[field.name] for field in fields(Import)]).where(_i.workspace == bindparam("ours"))
_GET = _IMPORT.where(_i.id == bindparam("this"))
_LATEST = _IMPORT.where(_i.undone_at.is_(None)).order_by(_i.id.desc()).limit(1)
_BEGIN = insert(tables.imports).returning(_i.id)
_UNDONE = update(tables.imports).where(
    _i.workspace == bindparam("ours"), _i.id == bindparam("this"), _i.undone_at.is_(None)
)

# In one order, so that two who hold many never wait for one another; nothing may refer to an account meanwhile either.
_HOLD = select(_a.id).where(_OURS, _a.id.in_(_THESE)).order_by(_a.id).with_for_update()
_HOLD_ROLES = (
    select(_h.role)
    .where(_h.workspace == bindparam("ours"), _h.account.in_(_THESE))
    .order_by(_h.account, _h.role)
    .with_for_update()
)
_KEYS = select(_a.id, _a.name_key, _a.external_id).where(_OURS, _THERE)
_CREATE = insert(tables.accounts).returning(_a.id, sort_by_parameter_order=True)
_CHANGE = update(tables.accounts).where(_OURS, _a.id == bindparam("this"), _THERE)
_WITHDRAW = (
    update(tables.accounts)
    .where(_OURS, _a.id.in_(_THESE))
    # What is unique is given up: the name is free again. No key begins with a space (accounts.name_key).
    .values(name_key=literal(" ") + cast(_a.id, String), external_id=None, channel=None, channel_wanted=None, facts={})
    .values(look_at=None)
    .values(withdrawn_at=bindparam("at", type_=Moment), changed_at=bindparam("at", type_=Moment))
)
_LEAVE = delete(tables.roles).where(_h.workspace == bindparam("ours"), _h.account.in_(_THESE))
_LEAVE_ROLE = delete(tables.roles).where(
    _h.workspace == bindparam("ours"), _h.account == bindparam("of"), _h.role == bindparam("left")
)

_REMEMBER = insert(tables.entries)
_OF_IMPORT = (
    select(_e.id).where(_e.workspace == bindparam("ours"), _e.key.startswith(bindparam("prefix"))).order_by(_e.id)
)
_ENTRY = select(*[_e[field.name] for field in fields(Entry)])
_ENTRIES = _ENTRY.where(_e.workspace == bindparam("ours"), _e.id.in_(_THESE))
_REFERRED: CompoundSelect[Any] = union(
    select(_r.account).where(_r.workspace == bindparam("ours"), _r.account.in_(_THESE)),
    select(_e.account).where(
        _e.workspace == bindparam("ours"), _e.account.in_(_THESE), _e.kind.not_in([IMPORTED, UNDONE])
    ),
    *[
        select(table.c.account).where(table.c.workspace == bindparam("ours"), table.c.account.in_(_THESE))
        for table in (tables.touches, tables.marks, tables.listening)
    ],
)


def begin(
    connection: Connection, workspace: str, source: str, by: str, at: datetime, counts: Mapping[str, int]
) -> Import:
    """Remember that a table is taken in; its entries follow under `key`."""
    row = {"workspace": workspace, "source": source, "by": by, "at": at, "counts": dict(counts)}
    id = connection.scalars(_BEGIN, row).one()
    return Import(workspace, id, source, by, at, dict(counts))


def get(connection: Connection, workspace: str, number: int) -> Import | None:
    """The import of this number."""
    row = connection.execute(_GET, {"ours": workspace, "this": number}).one_or_none()
    return Import(*row) if row else None


def latest(connection: Connection, workspace: str) -> Import | None:
    """The last import that was not undone."""
    row = connection.execute(_LATEST, {"ours": workspace}).one_or_none()
    return Import(*row) if row else None


def undone(connection: Connection, workspace: str, number: int, by: str, at: datetime) -> bool:
    """Note that an import was undone; False where it is unknown, or was undone before."""
    change = {"ours": workspace, "this": number, "undone_by": by, "undone_at": at}
    return connection.execute(_UNDONE, change).rowcount == 1


def keys(connection: Connection, workspace: str) -> list[tuple[int, str, str | None]]:
    """Id, `accounts.name_key` and external id of every account."""
    return [(id, key, external) for id, key, external in connection.execute(_KEYS, {"ours": workspace})]


def hold(connection: Connection, workspace: str, ids: Iterable[int]) -> int:
    """Let no other transaction change these accounts and their roles, or refer to them, until this one ends.

    So that what is read of them now stays true: on PostgreSQL; on SQLite it is so already. How many there are.
    """
    these = {"ours": workspace, "ids": list(ids)}
    held = connection.execute(_HOLD, these).all()
    connection.execute(_HOLD_ROLES, these)
    return len(held)


def create(connection: Connection, new: Sequence[Account], at: datetime) -> list[int]:
    """Make these accounts and return their ids, in order; the ids they come with are not looked at.

    Raises sqlalchemy.exc.IntegrityError where a name or an external id is another account's.
    """
    moments = {"created_at": at, "changed_at": at, "look_at": at}
    rows = [_row(account) | moments | {"workspace": account.workspace} for account in new]
    return list(connection.scalars(_CREATE, rows)) if rows else []


def change(connection: Connection, workspace: str, changed: Iterable[Account], at: datetime) -> int:
    """Give these accounts their new names, external ids, tiers, channels and facts; how many there were.

    Raises sqlalchemy.exc.IntegrityError where a name or an external id is another account's.
    """
    moments = {"changed_at": at, "look_at": at}
    rows = [_row(account) | moments | {"ours": workspace, "this": account.id} for account in changed]
    return connection.execute(_CHANGE, rows).rowcount if rows else 0


def leave_roles(connection: Connection, workspace: str, left: Iterable[tuple[int, str]]) -> int:
    """Nobody has these roles any more, each an account and its role; how many were held."""
    rows = [{"ours": workspace, "of": account, "left": role} for account, role in left]
    return connection.execute(_LEAVE_ROLE, rows).rowcount if rows else 0


def withdraw(connection: Connection, workspace: str, ids: Iterable[int], at: datetime) -> int:
    """Take these accounts out of sight: their rows stay for what refers to them, their names are free again.

    What was due on them is not any more, and they are looked at no more. How many there were.
    """
    gone = list(ids)
    these = {"ours": workspace, "ids": gone}
    connection.execute(_LEAVE, these)
    nudges.close_of(connection, workspace, gone, at)
    return connection.execute(_WITHDRAW, these | {"at": at}).rowcount


def key(number: int, account: int | str = "", undone: bool = False) -> str:
    """The key of an import's entry about an account, or of putting it back; without one, how all of them begin."""
    return f"{'undo' if undone else 'import'}/{number}/{account}"


def remember(connection: Connection, workspace: str, happened: Iterable[Entry]) -> None:
    """Keep what happened to accounts outside any record."""
    rows = [vars(entry) | {"workspace": workspace, "facts": dict(entry.facts)} for entry in happened]
    if rows:
        connection.execute(_REMEMBER, rows)


def entries_of(connection: Connection, workspace: str, number: int) -> list[int]:
    """The ids of an import's entries, in the order they were made."""
    return list(connection.scalars(_OF_IMPORT, {"ours": workspace, "prefix": key(number)}))


def entries(connection: Connection, workspace: str, ids: Iterable[int]) -> list[Entry]:
    """The entries of these ids."""
    return [Entry(*row) for row in connection.execute(_ENTRIES, {"ours": workspace, "ids": list(ids)})]


def referred_to(connection: Connection, workspace: str, ids: Iterable[int]) -> frozenset[int]:
    """Which of these accounts have a record, an entry that is of no import, a touch, a mark, or a shared channel."""
    return frozenset(connection.scalars(_REFERRED, {"ours": workspace, "ids": list(ids)}))


def _row(account: Account) -> dict[str, Any]:
    named = {"name": account.name, "name_key": accounts.name_key(account.name)}
    own = {"external_id": account.external_id, "tier": account.tier, "facts": dict(account.facts)}
    return named | own | {"channel": account.channel}
