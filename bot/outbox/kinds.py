"""What each kind of message is checked for and made from, in the moment of saying it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from bot.blueprint import FieldClass
from bot.office import Office
from bot.outbox.nudging import Alert, Digest, Pulse, Single
from bot.outbox.spoken import Spoken
from bot.outbox.telling import Told, Word
from bot.rules.facts import Message, Speech


class Kind(Protocol):
    """One kind of message."""

    def check(self, office: Office, connection: Connection, message: Message) -> None:
        """Nothing when it is still worth saying; raises Moot or Later."""

    def field_class(self, office: Office, message: Message) -> FieldClass:
        """Who may read it."""

    def spoken(self, office: Office, connection: Connection, message: Message, now: datetime) -> Spoken:
        """The words, from the facts as they stand; raises Moot where there is nothing to tell."""


KINDS: Mapping[Speech, Kind] = {
    Speech.TOLD: Told(),
    Speech.WORD: Word(),
    Speech.DIGEST: Digest(),
    Speech.NUDGE: Single(),
    Speech.ALERT: Alert(),
    Speech.PULSE: Pulse(),
}


def kind_of(message: Message) -> Kind:
    return KINDS[message.kind]
