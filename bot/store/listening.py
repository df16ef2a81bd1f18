"""The channels shared with a customer in which messages move that account's clocks."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import Insert

from bot.store.engine import insert
from bot.store.tables import listening


@dataclass(frozen=True)
class Listening:
    """That a channel is listened to for an account: `by` whom it was switched on, and `since` when."""

    channel: str
    account: int
    by: str
    since: datetime


_l = listening.c
_OURS = _l.workspace == bindparam("ours")
_ACCOUNT_OF = select(_l.account).where(_OURS, _l.channel == bindparam("this"))
_OF_ACCOUNT = (
    select(*[_l[field.name] for field in fields(Listening)])
    .where(_OURS, _l.account == bindparam("account"))
    .order_by(_l.channel)
)
_STOP = delete(listening).where(_OURS, _l.channel == bindparam("this"))


def start(connection: Connection, workspace: str, channel: str, account: int, by: str, at: datetime) -> None:
    """Listen to a channel for that account, and for no other any more.

    Raises sqlalchemy.exc.IntegrityError where the account is unknown.
    """
    row = vars(Listening(channel, account, by, at)) | {"workspace": workspace}
    connection.execute(_start(connection.dialect.name), row)


def stop(connection: Connection, workspace: str, channel: str) -> bool:
    """Listen to a channel no more; False where nobody did."""
    return connection.execute(_STOP, {"ours": workspace, "this": channel}).rowcount == 1


def account_of(connection: Connection, workspace: str, channel: str) -> int | None:
    """The account whose clocks move with a channel's messages; asked of every message."""
    return connection.scalar(_ACCOUNT_OF, {"ours": workspace, "this": channel})


def of_account(connection: Connection, workspace: str, account: int) -> tuple[Listening, ...]:
    """The channels that are listened to for an account."""
    found = connection.execute(_OF_ACCOUNT, {"ours": workspace, "account": account})
    return tuple(Listening(*row) for row in found)


@cache
def _start(dialect: str) -> Insert:
    new = insert(dialect, listening)
    told = {name: new.excluded[name] for name in ("account", "by", "since")}
    return new.on_conflict_do_update(index_elements=["workspace", "channel"], set_=told)
