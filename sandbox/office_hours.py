"""When a demo had better start: at an hour at which people are told things."""

from __future__ import annotations

from datetime import datetime, time, timedelta

OPENS, CLOSES = time(9, 0), time(17, 0)
FIRST_THING = time(9, 30)
SATURDAY = 5


def working_moment(now: datetime) -> datetime:
    """`now` within Monday to Friday 09:00-17:00 of its own zone, else the next working day's 09:30."""
    if now.weekday() < SATURDAY and OPENS <= now.time() < CLOSES:
        return now
    day = now.date() if now.time() < OPENS else now.date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, FIRST_THING, now.tzinfo)
