"""Working days and hours, as each person's own zone, week, region and leave have them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.blueprint import Calendar, Span
from bot.rules.facts import Rhythm
from bot.rules.regions import public_holidays

A_YEAR = 366
"""Days ahead in which a working day is looked for."""


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; UTC for one nobody knows: an odd profile may delay a message, never lose it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder
        return ZoneInfo("UTC")


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day it is for somebody in `zone`."""
    return moment.astimezone(zone_named(zone)).date()


@lru_cache(maxsize=4096)
def moment_of(day: date, hour: time, zone: str) -> datetime:
    """When a clock on the wall shows that hour of that day in `zone`, in UTC.

    In the overlap of an autumn night it is the first of two; what falls into the gap of a spring night comes so much
    later as the clock is put forward (`fold` 0 of PEP 495).
    """
    return datetime.combine(day, hour, zone_named(zone)).astimezone(UTC)


def plain_rhythm(zone: str, calendar: Calendar) -> Rhythm:
    """The days of somebody in `zone` who chose nothing: all is as the calendar has it."""
    return Rhythm(
        zone=zone,
        working_days=calendar.working_days,
        opens=calendar.opens,
        closes=calendar.closes,
        digest_at=calendar.digest.at,
        region=calendar.holidays.get(zone),
    )


def works_on(day: date, rhythm: Rhythm) -> bool:
    """Whether they work on that day of theirs: neither free nor away."""
    return not is_free(day, rhythm) and not is_away(day, rhythm)


def is_free(day: date, rhythm: Rhythm) -> bool:
    """Whether it is none of their weekdays, or a public holiday where they are; their leave does not count."""
    return day.weekday() not in rhythm.working_days or (
        rhythm.region is not None and day in public_holidays(rhythm.region, day.year)
    )


def is_away(day: date, rhythm: Rhythm) -> bool:
    """Whether they are on leave that day, as they said or as their status in Slack does."""
    return any(first <= day <= last for first, last in rhythm.leaves) or (
        rhythm.away_until is not None and day <= rhythm.away_until
    )


def next_workday(after: date, rhythm: Rhythm) -> date:
    """Their first working day after that one.

    For somebody who has none within a year it is the last day of that: then they are looked at again.
    """
    day = after
    for _ in range(A_YEAR):
        day += timedelta(days=1)
        if works_on(day, rhythm):
            break
    return day


def told_by(day: date, rhythm: Rhythm, due_on: date) -> bool:
    """Whether what is due on that day must be told on `day`, because their next working day is after it."""
    return due_on < next_workday(day, rhythm)


def opening(moment: datetime, rhythm: Rhythm) -> datetime:
    """`moment` itself when it lies in their working hours, else when these begin next, in UTC."""
    if _day_from(rhythm.opens, moment, rhythm) is not None:
        return moment
    return _next(rhythm.opens, moment, rhythm)


def morning_after(moment: datetime, rhythm: Rhythm) -> datetime:
    """The next time at which they get their digest, after `moment`, in UTC."""
    return _next(rhythm.digest_at, moment, rhythm)


def digest_day(moment: datetime, rhythm: Rhythm) -> date | None:
    """The day of theirs whose digest can be told at `moment`: from its hour on, until they stop working."""
    return _day_from(rhythm.digest_at, moment, rhythm)


def _next(hour: time, moment: datetime, rhythm: Rhythm) -> datetime:
    """The first time after `moment` that it is that hour on a working day of theirs, while they work.

    A gap may swallow all of somebody's night shift: that day has no such time. Where none has one, it is that hour on
    a day about a year ahead.
    """
    today = local_day(moment, rhythm.zone)
    day = today - timedelta(days=1)
    while (day := next_workday(day, rhythm)) < today + timedelta(days=A_YEAR - 1):
        begins = moment_of(day, hour, rhythm.zone)
        if begins > moment and _day_from(hour, begins, rhythm) == day:
            return begins
    return moment_of(day, hour, rhythm.zone)


def _day_from(hour: time, moment: datetime, rhythm: Rhythm) -> date | None:
    """The working day of theirs in which `moment` lies between `hour` and the end of their work, if it does."""
    day = local_day(moment, rhythm.zone)
    begins, ends = (moment_of(day, at, rhythm.zone) for at in (hour, rhythm.closes))
    return day if begins <= moment < ends and works_on(day, rhythm) else None


def is_working(day: date, calendar: Calendar) -> bool:
    return day.weekday() in calendar.working_days


def due_day(start: date, span: Span, calendar: Calendar) -> date:
    """The day `span` after `start`; working days are counted from the next one, calendar days from `start` itself."""
    if not span.working:
        return start + timedelta(days=span.count)
    day, left = start, span.count
    while left:
        day += timedelta(days=1)
        left -= is_working(day, calendar)
    return day
