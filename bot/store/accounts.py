"""The accounts, their channels, and the people in their roles."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, select, update
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.sql.dml import ReturningInsert

from bot.rules.facts import Account, Answers, Role
from bot.store import tables
from bot.store.chunks import chunks
from bot.store.engine import insert
from bot.store.types import Moment

_a = tables.accounts.c
_r = tables.roles.c
_OURS = _a.workspace == bindparam("ours")
_THIS = _a.id == bindparam("this")
_THERE = _a.withdrawn_at.is_(None)
"""An account whose import was undone is kept, so that what refers to it still does, and is seen nowhere."""
_ACCOUNT = select(*[_a[field.name] for field in fields(Account)]).where(_OURS, _THERE)
_NAMED = _ACCOUNT.where(_a.name_key == bindparam("name_key"))
_ALL_NAMES = select(_a.id, _a.name, _a.tier).where(_OURS, _THERE).order_by(_a.name_key)
_GET = _ACCOUNT.where(_THIS)
_GET_MANY = _ACCOUNT.where(_a.id.in_(bindparam("ids", expanding=True)))
_CHANGE = update(tables.accounts).where(_OURS, _THIS, _THERE)
_BOUND_CHANNELS = select(_a.channel, _a.id, _a.name).where(_OURS, _THERE, _a.channel.is_not(None))
_WANTING_TEAMS = _ACCOUNT.where(_a.team_wanted).order_by(_a.id)
_WANTING_CHANNELS = _ACCOUNT.where(_a.channel_wanted > "").order_by(_a.id)

_THESE = _a.id.in_(bindparam("ids", expanding=True))
_HOLD = select(_a.id).where(_OURS, _THIS).with_for_update(key_share=True)
_NOW = bindparam("now", type_=Moment)
_LOOK_DUE = (
    select(_a.id)
    .where(_OURS, _THERE, _a.look_at <= _NOW)
    .order_by(_a.look_at, _a.id)
    .limit(bindparam("limit"))
    # PostgreSQL's; SQLite has one writer at a time. What refers to the account may be written meanwhile (NO KEY).
    .with_for_update(skip_locked=True, key_share=True)
)
_NEXT_LOOK_AT = select(func.min(_a.look_at)).where(_OURS, _THERE, _a.look_at > _NOW)
_LOOK_AT = select(_a.look_at).where(_OURS, _THIS)
_LOOK_AT_ALL = (
    update(tables.accounts).where(_OURS, _THERE).values(look_at=case((_a.look_at < _NOW, _a.look_at), else_=_NOW))
)
_LOOK_AGAIN = _LOOK_AT_ALL.where(_THESE)
_LOOKED = update(tables.accounts).where(_OURS, _THIS, _THERE)
_SINCE = select(_a.id, _a.created_at).where(_OURS, _THESE)

_ROLE = select(_r.account, _r.role, _r.person).where(_r.workspace == bindparam("ours")).order_by(_r.account, _r.role)
_ROLES = _ROLE.where(_r.account.in_(bindparam("accounts", expanding=True)))
_HELD_BY = _ROLE.where(_r.person == bindparam("person"))

_v = tables.revisions.c
_NAMES = "accounts"
"""What the revisions of names and tiers are filed under."""
_PROCESS = "blueprint"
"""What the blueprint is filed under by which accounts are judged: as the number that its digest begins with."""
_DIGITS = 7
"""Of a digest in hexadecimal: as many as every database's integers hold."""
_NAMES_REVISION = select(_v.number).where(_v.workspace == bindparam("ours"), _v.of == _NAMES)

_NAMES_HELD_BY = (
    select(_a.id, _a.name, _r.role)
    .join(tables.roles, and_(_r.workspace == _a.workspace, _r.account == _a.id))
    .where(_r.workspace == bindparam("ours"), _r.person == bindparam("person"), _THERE)
    .order_by(_a.name_key, _r.role)
)


class NameTaken(ValueError):
    """Another account of the workspace has this name already, in whatever case and spacing."""


def create(connection: Connection, workspace: str, name: str, at: datetime, tier: str | None = None) -> Account:
    """A new account.

    Raises NameTaken where the name belongs to another account, ValueError where it is blank.
    """
    shown = " ".join(name.split())
    if not shown:
        raise ValueError("An account needs a name; this one is blank.")
    row = {"workspace": workspace, "name": shown, "name_key": name_key(name), "tier": tier}
    moments = {"created_at": at, "changed_at": at, "look_at": at}
    id = connection.scalar(_create(connection.dialect.name), row | moments)
    if id is None:
        raise NameTaken(f"There is already an account named {shown}.")
    names_changed(connection, workspace)
    return Account(workspace, id, shown, tier)


def name_key(name: str) -> str:
    """What two spellings of one account's name share: case, width and spacing do not tell accounts apart."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def named(connection: Connection, workspace: str, name: str) -> Account | None:
    """The account of this name, spelled in any case and spacing."""
    row = connection.execute(_NAMED, {"ours": workspace, "name_key": name_key(name)}).one_or_none()
    return Account(*row) if row else None


def all_names(connection: Connection, workspace: str) -> list[tuple[int, str, str | None]]:
    """Id, name and tier of every account, by name: what a picker searches."""
    found = connection.execute(_ALL_NAMES, {"ours": workspace})
    return [(id, name, tier) for id, name, tier in found]


def names_revision(connection: Connection, workspace: str) -> int:
    """A number that grows whenever `all_names` may answer something else."""
    return connection.scalar(_NAMES_REVISION, {"ours": workspace}) or 0


def names_changed(connection: Connection, workspace: str) -> None:
    """Let `names_revision` grow: this transaction made, renamed or withdrew accounts, or put them into other tiers."""
    connection.execute(_next_revision(connection.dialect.name), {"workspace": workspace, "of": _NAMES, "number": 1})


def get(connection: Connection, workspace: str, account: int) -> Account | None:
    """The account of this id."""
    row = connection.execute(_GET, {"ours": workspace, "this": account}).one_or_none()
    return Account(*row) if row else None


def get_many(connection: Connection, workspace: str, ids: Iterable[int]) -> dict[int, Account]:
    """The accounts of these ids by id; unknown ones are left out."""
    found = connection.execute(_GET_MANY, {"ours": workspace, "ids": list(set(ids))})
    return {account.id: account for account in (Account(*row) for row in found)}


def set_tier(connection: Connection, workspace: str, account: int, tier: str, at: datetime) -> None:
    """Put the account into a tier. Raises LookupError where that is unknown."""
    _change(connection, workspace, account, at, tier=tier)
    names_changed(connection, workspace)


def keep_facts(connection: Connection, workspace: str, account: int, facts: Answers, at: datetime) -> None:
    """Know this of the account from now on, beside what is known already; what is None is known no more.

    Raises LookupError where the account is unknown.
    """
    hold(connection, workspace, account)  # or of what two come to know at once, one's would be lost
    known = get(connection, workspace, account)
    merged = {**(known.facts if known else {}), **facts}
    _change(connection, workspace, account, at, facts={id: fact for id, fact in merged.items() if fact is not None})


def want_channel(connection: Connection, workspace: str, account: int, name: str, at: datetime) -> None:
    """Note that a channel of this name is to be created for the account. Raises LookupError where that is unknown."""
    _change(connection, workspace, account, at, channel_wanted=name)


def bind_channel(
    connection: Connection, workspace: str, account: int, channel: str, at: datetime, *, team_wanted: bool = False
) -> None:
    """Make this the account's channel; none is wanted from then on. Raises LookupError where that is unknown.

    `team_wanted`: its people are still to be invited to it.
    """
    _change(connection, workspace, account, at, channel=channel, channel_wanted=None, team_wanted=team_wanted)


def stop_wanting_team(connection: Connection, workspace: str, account: int, at: datetime) -> None:
    """The team was invited, or cannot be. Raises LookupError where the account is unknown."""
    _change(connection, workspace, account, at, team_wanted=False)


def wanting_teams(connection: Connection, workspace: str) -> tuple[Account, ...]:
    """The accounts to whose channel the team is still to be invited, oldest first."""
    found = connection.execute(_WANTING_TEAMS, {"ours": workspace})
    return tuple(Account(*row) for row in found)


def stop_wanting_channel(connection: Connection, workspace: str, account: int, at: datetime) -> None:
    """Give up creating a channel for the account. Raises LookupError where that is unknown."""
    _change(connection, workspace, account, at, channel_wanted=None)


def bound_channels(connection: Connection, workspace: str) -> dict[str, tuple[int, str]]:
    """Every channel that is an account's, with that account's id and name."""
    found = connection.execute(_BOUND_CHANNELS, {"ours": workspace})
    return {channel: (id, name) for channel, id, name in found if channel}


def wanting_channels(connection: Connection, workspace: str) -> tuple[Account, ...]:
    """The accounts whose channel is still to be created, oldest first."""
    found = connection.execute(_WANTING_CHANNELS, {"ours": workspace})
    return tuple(Account(*row) for row in found)


def hold(connection: Connection, workspace: str, account: int) -> bool:
    """Let no other transaction change the account until this one ends, so that what is read of it now stays true.

    On PostgreSQL; on SQLite it is so already. It may be referred to by others meanwhile. False where it is unknown.
    """
    return connection.scalar(_HOLD, {"ours": workspace, "this": account}) is not None


def look_due(connection: Connection, workspace: str, now: datetime, limit: int) -> tuple[int, ...]:
    """The ids of accounts that are to be looked at by now, the longest due first. The cost follows what is due.

    In a writing transaction, which has them to itself until it ends: another one that asks gets others.
    """
    return tuple(connection.scalars(_LOOK_DUE, {"ours": workspace, "now": now, "limit": limit}))


def next_look_at(connection: Connection, workspace: str, now: datetime) -> datetime | None:
    """The first moment after `now` at which an account is to be looked at."""
    return connection.scalar(_NEXT_LOOK_AT, {"ours": workspace, "now": now})


def look_at(connection: Connection, workspace: str, account: int) -> datetime | None:
    """When an account is to be looked at next; None where nothing is to come, and for an unknown one."""
    return connection.scalar(_LOOK_AT, {"ours": workspace, "this": account})


def look_again(connection: Connection, workspace: str, ids: Collection[int], at: datetime) -> int:
    """Something happened by which these accounts may be judged otherwise: look at them at that moment at the latest.

    How many there are; an account that was withdrawn is looked at no more.
    """
    return sum(
        connection.execute(_LOOK_AGAIN, {"ours": workspace, "ids": some, "now": at}).rowcount for some in chunks(ids)
    )


def judge_by(connection: Connection, workspace: str, blueprint: str, at: datetime) -> bool:
    """Accounts are judged by this blueprint (its digest) from now on: look at all of them at that moment at the latest,
    where it was another one. False, and nothing changes, where it is the same."""
    now = {"workspace": workspace, "of": _PROCESS, "number": int(blueprint[:_DIGITS], 16)}
    if connection.scalar(_judge_by(connection.dialect.name), now) is None:
        return False
    connection.execute(_LOOK_AT_ALL, {"ours": workspace, "now": at})
    return True


def looked(connection: Connection, workspace: str, next_by_account: Mapping[int, datetime | None]) -> int:
    """These accounts were looked at, and are again at their moment, or (None) when something happens. How many."""
    rows = [{"ours": workspace, "this": id, "look_at": at} for id, at in sorted(next_by_account.items())]
    return connection.execute(_LOOKED, rows).rowcount if rows else 0


def since_of(connection: Connection, workspace: str, ids: Iterable[int]) -> dict[int, date]:
    """The day (of UTC) on which each of these accounts came to be known, by id; unknown ones are left out."""
    asked = ({"ours": workspace, "ids": some} for some in chunks(ids))
    found = (row for these in asked for row in connection.execute(_SINCE, these))
    return {id: created_at.astimezone(UTC).date() for id, created_at in found}


def take_role(connection: Connection, workspace: str, account: int, role: str, person: str, at: datetime) -> None:
    """Give a person a role in the account, in place of whoever held it; to hold it already changes nothing."""
    take_roles(connection, workspace, account, {role: person}, at)


def take_roles(connection: Connection, workspace: str, account: int, people: Mapping[str, str], at: datetime) -> None:
    """`take_role` for each role and its person."""
    give_roles(connection, workspace, [Role(account, role, person) for role, person in people.items()], at)


def give_roles(connection: Connection, workspace: str, given: Iterable[Role], at: datetime) -> None:
    """`take_role` for each, in whatever accounts, at once."""
    rows = [vars(role) | {"workspace": workspace, "since": at} for role in given]
    if rows:
        connection.execute(_take_roles(connection.dialect.name), rows)


def roles(connection: Connection, workspace: str, ids: Iterable[int]) -> tuple[Role, ...]:
    """Who holds which role in these accounts, by account and role."""
    held = connection.execute(_ROLES, {"ours": workspace, "accounts": list(set(ids))})
    return tuple(Role(*row) for row in held)


def roles_of(connection: Connection, workspace: str, account: int) -> dict[str, str]:
    """Role to person of one account."""
    return {held.role: held.person for held in roles(connection, workspace, [account])}


def held_by(connection: Connection, workspace: str, person: str) -> tuple[Role, ...]:
    """Every role a person holds, by account and role."""
    held = connection.execute(_HELD_BY, {"ours": workspace, "person": person})
    return tuple(Role(*row) for row in held)


def names_held_by(connection: Connection, workspace: str, person: str) -> tuple[tuple[int, str, str], ...]:
    """Id and name of every account in which a person holds a role, and that role, by name."""
    held = connection.execute(_NAMES_HELD_BY, {"ours": workspace, "person": person})
    return tuple((id, name, role) for id, name, role in held)


def _change(connection: Connection, workspace: str, account: int, at: datetime, **values: Any) -> None:
    change = {"ours": workspace, "this": account, "changed_at": at, **values}
    if connection.execute(_CHANGE, change).rowcount != 1:
        raise LookupError(f"There is no account {account} to change.")


@cache
def _create(dialect: str) -> ReturningInsert[int]:
    new = insert(dialect, tables.accounts).on_conflict_do_nothing(index_elements=["workspace", "name_key"])
    return new.returning(_a.id)


@cache
def _next_revision(dialect: str) -> Insert:
    first = insert(dialect, tables.revisions)
    return first.on_conflict_do_update(index_elements=["workspace", "of"], set_={"number": _v.number + 1})


@cache
def _judge_by(dialect: str) -> ReturningInsert[int]:
    new = insert(dialect, tables.revisions)
    other = new.on_conflict_do_update(
        index_elements=["workspace", "of"],
        set_={"number": new.excluded.number},
        where=_v.number != new.excluded.number,
    )
    return other.returning(_v.number)


@cache
def _take_roles(dialect: str) -> Insert:
    new = insert(dialect, tables.roles)
    return new.on_conflict_do_update(
        index_elements=["workspace", "account", "role"],
        set_={"person": new.excluded.person, "since": new.excluded.since},
        where=_r.person != new.excluded.person,
    )
