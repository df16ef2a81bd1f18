"""Mornings: each person's digest is put into the outbox when their own day begins."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot import outbox
from bot.jobs.door import guard
from bot.office import Office
from bot.rules.allowed import why_not_hold
from bot.rules.days import digest_day, morning_after
from bot.store import mornings, people, rhythms
from bot.store.engine import reading, writing_beside

BATCH = 100
"""People of one round; what is left is done in the next, after what is ready was said."""


def greet(office: Office) -> datetime | None:
    """Look after everybody whose morning has come, and return when the next one comes."""
    now = office.clock()
    with reading(office.memory) as connection:
        due = mornings.due(connection, office.workspace, now, BATCH)
    for person, _ in due:
        guard(f"the morning of {person}", partial(_greet, office, person))
    with reading(office.memory) as connection:
        return mornings.next_at(connection, office.workspace)


def _greet(office: Office, person: str) -> None:
    """Put today's digest, once, and wait for the next morning.

    What it tells is found out when it is said; where that is nothing, nothing is said, and the morning is over.

    A morning that was missed is not caught up with: the next digest holds what is due then. Who has left has none,
    until they come back.
    """
    now = office.clock()
    with writing_beside(office.memory) as connection:
        rhythm = rhythms.of(connection, office.workspace, office.blueprint.calendar, [person])[person]
        is_here = why_not_hold(people.known(connection, office.workspace, [person]).get(person)) is None
        if is_here and (day := digest_day(now, rhythm)):
            outbox.put(connection, office, [outbox.digest_of(person, day)], now)
        mornings.move(connection, office.workspace, person, morning_after(now, rhythm))
