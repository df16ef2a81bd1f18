"""Remembering what is to be said, inside the transaction that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.office import Office
from bot.rules.days import next_working_moment
from bot.rules.facts import Message, Person
from bot.store import said


def put(
    connection: Connection, office: Office, messages: Iterable[Message], known: Mapping[str, Person], now: datetime
) -> None:
    """Remember messages inside the caller's transaction. A message whose key is there already changes nothing."""
    for message in messages:
        for ready in _aimed(connection, office, message):
            said.put(connection, office.workspace, ready, _not_before(office, ready, known, now), now)


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


def _not_before(office: Office, message: Message, known: Mapping[str, Person], now: datetime) -> datetime:
    person = known.get(message.to)
    if message.at_once or person is None:
        return now
    return next_working_moment(now, person.zone, office.blueprint.calendar)
