"""The accounts, their channels, and the people in their roles."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from bot.rules.facts import Account, Role
from bot.store import tables
from bot.store.engine import insert

_a = tables.accounts.c
_r = tables.roles.c
_ACCOUNT = select(_a.workspace, _a.id, _a.name, _a.tier, _a.channel, _a.channel_wanted)
_ROLE = select(_r.account, _r.role, _r.person)


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
    new = insert(connection, tables.accounts).on_conflict_do_nothing(index_elements=["workspace", "name_key"])
    id = connection.scalar(new.returning(_a.id), row | {"created_at": at, "changed_at": at})
    if id is None:
        raise NameTaken(f"There is already an account named {shown}.")
    return Account(workspace, id, shown, tier)


def name_key(name: str) -> str:
    """What two spellings of one account's name share: case, width and spacing do not tell accounts apart."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def named(connection: Connection, workspace: str, name: str) -> Account | None:
    """The account of this name, spelled in any case and spacing."""
    return _one(connection, _a.workspace == workspace, _a.name_key == name_key(name))


def all_names(connection: Connection, workspace: str) -> list[tuple[int, str, str | None]]:
    """Id, name and tier of every account, by name: what a picker searches."""
    found = select(_a.id, _a.name, _a.tier).where(_a.workspace == workspace).order_by(_a.name_key)
    return [(id, name, tier) for id, name, tier in connection.execute(found)]


def get(connection: Connection, workspace: str, account: int) -> Account | None:
    """The account of this id."""
    return _one(connection, _a.workspace == workspace, _a.id == account)


def get_many(connection: Connection, workspace: str, ids: Iterable[int]) -> dict[int, Account]:
    """The accounts of these ids by id; unknown ones are left out."""
    found = connection.execute(_ACCOUNT.where(_a.workspace == workspace, _a.id.in_(set(ids))))
    return {account.id: account for account in (Account(*row) for row in found)}


def set_tier(connection: Connection, workspace: str, account: int, tier: str, at: datetime) -> None:
    """Put the account into a tier. Raises LookupError where that is unknown."""
    _change(connection, workspace, account, at, tier=tier)


def want_channel(connection: Connection, workspace: str, account: int, name: str, at: datetime) -> None:
    """Note that a channel of this name is to be created for the account. Raises LookupError where that is unknown."""
    _change(connection, workspace, account, at, channel_wanted=name)


def bind_channel(connection: Connection, workspace: str, account: int, channel: str, at: datetime) -> None:
    """Make this the account's channel; none is wanted from then on. Raises LookupError where that is unknown."""
    _change(connection, workspace, account, at, channel=channel, channel_wanted=None)


def stop_wanting_channel(connection: Connection, workspace: str, account: int, at: datetime) -> None:
    """Give up creating a channel for the account. Raises LookupError where that is unknown."""
    _change(connection, workspace, account, at, channel_wanted=None)


def bound_channels(connection: Connection, workspace: str) -> frozenset[str]:
    """Every channel that is an account's."""
    found = connection.scalars(select(_a.channel).where(_a.workspace == workspace, _a.channel.is_not(None)))
    return frozenset(channel for channel in found if channel)


def wanting_channels(connection: Connection, workspace: str) -> tuple[Account, ...]:
    """The accounts whose channel is still to be created, oldest first."""
    wanting = _ACCOUNT.where(_a.workspace == workspace, _a.channel_wanted > "").order_by(_a.id)
    return tuple(Account(*row) for row in connection.execute(wanting))


def take_role(connection: Connection, workspace: str, account: int, role: str, person: str, at: datetime) -> None:
    """Give a person a role in the account, in place of whoever held it; to hold it already changes nothing."""
    row = {"workspace": workspace, "account": account, "role": role, "person": person, "since": at}
    new = insert(connection, tables.roles)
    connection.execute(
        new.on_conflict_do_update(
            index_elements=["workspace", "account", "role"],
            set_={"person": new.excluded.person, "since": new.excluded.since},
            where=_r.person != new.excluded.person,
        ),
        row,
    )


def roles(connection: Connection, workspace: str, ids: Iterable[int]) -> tuple[Role, ...]:
    """Who holds which role in these accounts, by account and role."""
    held = _ROLE.where(_r.workspace == workspace, _r.account.in_(set(ids))).order_by(_r.account, _r.role)
    return tuple(Role(*row) for row in connection.execute(held))


def held_by(connection: Connection, workspace: str, person: str) -> tuple[Role, ...]:
    """Every role a person holds, by account and role."""
    held = _ROLE.where(_r.workspace == workspace, _r.person == person).order_by(_r.account, _r.role)
    return tuple(Role(*row) for row in connection.execute(held))


def _one(connection: Connection, *where: ColumnElement[bool]) -> Account | None:
    row = connection.execute(_ACCOUNT.where(*where)).one_or_none()
    return Account(*row) if row else None


def _change(connection: Connection, workspace: str, account: int, at: datetime, **values: str | None) -> None:
    this = (_a.workspace == workspace, _a.id == account)
    changed = connection.execute(update(tables.accounts).where(*this), {**values, "changed_at": at})
    if changed.rowcount != 1:
        raise LookupError(f"There is no account {account} to change.")
