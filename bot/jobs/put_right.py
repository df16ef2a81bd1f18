"""After a clock that was wrong for a while, and is right again: nobody waits for a moment that is far away."""

from __future__ import annotations

from datetime import timedelta

from bot.office import Office
from bot.outbox import LEASE
from bot.rules.days import morning_after
from bot.store import mornings, rhythms, said
from bot.store.engine import writing_beside

A_NIGHT = timedelta(days=1)
"""Whatever waits no longer than that waits for somebody's hours, as it should."""


def put_right(office: Office) -> None:
    """Find anew what a clock that ran ahead may have set: when each person's morning is, when a message may be said,
    and until when a worker that has died since had one. What was set rightly stays."""
    now = office.clock()
    with writing_beside(office.memory) as connection:
        told_at = mornings.all_at(connection, office.workspace)
        days = rhythms.of(connection, office.workspace, office.blueprint.calendar, told_at)
        for person, at in sorted(told_at.items()):
            if (soonest := morning_after(now, days[person])) < at:
                mornings.wake(connection, office.workspace, [person], soonest)
        said.wake(connection, office.workspace, now + A_NIGHT, now)
        said.end_leases(connection, office.workspace, now + LEASE)
