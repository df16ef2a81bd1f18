"""Deciding on a message that nobody is sure of, or that could not be said."""

from __future__ import annotations

from enum import StrEnum

from bot.deeds.gesture import Gesture
from bot.office import Office
from bot.rules.allowed import may_say_again, why_not_see_outbox
from bot.rules.facts import Saying
from bot.rules.moves import Refusal
from bot.store import people, said
from bot.store.engine import writing
from bot.store.said import Row


class Decision(StrEnum):
    """What an admin found out about a message: it did arrive, or it is to be said again."""

    WAS_SAID = "was said"
    AGAIN = "again"


def decide(office: Office, id: int, decision: Decision, gesture: Gesture) -> Row | Refusal:
    """Settle a message of the outbox by hand, once: of two who press, the first decides; who it was stays with it.

    Only what is unsure can have been said after all; that, and what failed, can be said again. Everything about it is
    checked again then: whether it is still due, to whom it goes, the hour.
    """
    with writing(office.memory) as connection:
        person = people.known(connection, office.workspace, [gesture.actor]).get(gesture.actor)
        if phrase := why_not_see_outbox(person):
            return Refusal(phrase)
        row = said.get(connection, office.workspace, id)
        if row is None:
            return Refusal("gone")
        if not _is_open(row, decision):
            return Refusal("outbox_decided_already")
        again = decision is Decision.AGAIN
        name = office.words.person(gesture.actor, person)
        why = office.words.plain("outbox_decided_again" if again else "outbox_decided_said", person=name)
        state = Saying.WAITING if again else Saying.SAID
        if not said.decide(connection, office.workspace, id, row.state, state, why, gesture.at):
            return Refusal("outbox_decided_already")
    office.wake()
    return row


def _is_open(row: Row, decision: Decision) -> bool:
    if row.state is Saying.FAILED:
        return decision is Decision.AGAIN and may_say_again(row.why)
    return row.state is Saying.UNSURE
