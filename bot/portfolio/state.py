"""What a table can say of an account, as one mapping of paths to values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from bot.portfolio.columns import CHANNEL, EXTERNAL_ID, FACT, NAME_PATH, ROLE, TIER
from bot.rules.facts import Account
from bot.store import accounts

State = Mapping[str, Any]
"""Path ("name", "tier", "roles.owner", "facts.arr") to value; what is not known is not in it, or None."""


def states(connection: Connection, workspace: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """How these accounts stand, by id."""
    wanted = list(ids)
    found = {id: _of(account) for id, account in accounts.get_many(connection, workspace, wanted).items()}
    for held in accounts.roles(connection, workspace, found):
        found[held.account][ROLE + held.role] = held.person
    return found


def account_of(workspace: str, id: int, state: State) -> Account:
    """The account that such a state is of; its roles are rows of their own."""
    facts = {path.removeprefix(FACT): value for path, value in state.items() if path.startswith(FACT)}
    known = {id: value for id, value in facts.items() if value is not None}
    own = {"tier": state.get(TIER), "channel": state.get(CHANNEL), "external_id": state.get(EXTERNAL_ID)}
    return Account(workspace, id, state[NAME_PATH], **own, facts=known)


def roles_in(state: State) -> dict[str, str | None]:
    """Role to person, None for a role that nobody is to have."""
    return {path.removeprefix(ROLE): value for path, value in state.items() if path.startswith(ROLE)}


def _of(account: Account) -> dict[str, Any]:
    own = {NAME_PATH: account.name, EXTERNAL_ID: account.external_id, TIER: account.tier, CHANNEL: account.channel}
    known = {path: value for path, value in own.items() if value is not None}
    return known | {FACT + id: value for id, value in account.facts.items()}
