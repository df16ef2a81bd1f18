"""Remembering what is to be said, inside the transaction that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.office import Office
from bot.rules.days import opening
from bot.rules.facts import ACCOUNT_CHANNEL, Message
from bot.store import rhythms, said


def put(connection: Connection, office: Office, messages: Iterable[Message], now: datetime) -> None:
    """Remember messages inside the caller's transaction. A message whose key is there already changes nothing."""
    for message in messages:
        for ready in _aimed(connection, office, message):
            said.put(connection, office.workspace, ready, _not_before(connection, office, ready, now), now)


def _aimed(connection: Connection, office: Office, message: Message) -> Iterator[Message]:
    """An edit is aimed at the very messages it replaces, one for each who got it; with none there is nothing to say.

    A message that is drawn again in the same words is the same message: its buttons, which may differ from reader to
    reader, are drawn for the entry it was told at, and once the record has moved on from there it stays as it is.
    """
    if message.replaces is None or message.record is None:
        yield message
        return
    for row in said.standing(connection, office.workspace, message.record, message.replaces):
        before = row.message
        same = before if before.words == message.words else message
        edit = replace(message, buttons=same.buttons, facts=same.facts)
        yield replace(edit, key=f"{message.key}/{before.to}", replaces=before.key, to=before.to)


def _not_before(connection: Connection, office: Office, message: Message, now: datetime) -> datetime:
    """The first moment at which it may be said: at once, or in the hours of whoever reads it."""
    if message.at_once or message.to == ACCOUNT_CHANNEL:
        return now
    return opening(now, rhythms.of(connection, office.workspace, office.blueprint.calendar, [message.to])[message.to])
