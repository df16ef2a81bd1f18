"""Mornings: each person's digest is put into the outbox when their own day begins."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial
from typing import TypeAlias

from bot import outbox
from bot.jobs.door import guard
from bot.office import Office
from bot.rules.allowed import why_not_hold
from bot.rules.days import digest_day, morning_after, opening
from bot.rules.facts import Message, Rhythm
from bot.store import mornings, people, rhythms, said
from bot.store.engine import reading, writing_beside

BATCH = 100
"""People of one round; what is left is done in the next, after what is ready was said."""

_Planned: TypeAlias = tuple[Message | None, datetime]
"""Today's digest, where they are here and work just now, and their next morning.

A morning that was missed is not caught up with: the next digest holds what is due then. Who has left has none, until
they come back.
"""


def greet(office: Office) -> datetime | None:
    """Look after everybody whose morning has come, and return when the next one comes."""
    now = office.clock()
    with reading(office.memory) as connection:
        due = mornings.due(connection, office.workspace, now, BATCH)
    if due:
        _greet(office, [person for person, _ in due], now)
    with reading(office.memory) as connection:
        return mornings.next_at(connection, office.workspace)


def _greet(office: Office, persons: Collection[str], now: datetime) -> None:
    """Put each one's digest of today, once, and wait for their next morning, in one transaction.

    What a digest tells is found out when it is said; where that is nothing, nothing is said, and the morning is over.
    """
    with writing_beside(office.memory) as connection:
        days = rhythms.of(connection, office.workspace, office.blueprint.calendar, persons)
        known = people.known(connection, office.workspace, persons)
        here = {person for person in persons if why_not_hold(known.get(person)) is None}
        planned = _planned(days, here, now)
        digests = [(digest, opening(now, days[who])) for who, (digest, _) in planned.items() if digest]
        said.put_many(connection, office.workspace, digests, now)
        mornings.move(connection, office.workspace, {person: next_at for person, (_, next_at) in planned.items()})


def _planned(days: Mapping[str, Rhythm], here: Collection[str], now: datetime) -> dict[str, _Planned]:
    """By person; one whose days cannot be reckoned with is logged, and keeps no other waiting."""
    found: dict[str, _Planned] = {}

    def one(person: str, rhythm: Rhythm) -> None:
        day = digest_day(now, rhythm) if person in here else None
        found[person] = outbox.digest_of(person, day) if day else None, morning_after(now, rhythm)

    for person, rhythm in sorted(days.items()):
        guard(f"the morning of {person}", partial(one, person, rhythm))
    return found
