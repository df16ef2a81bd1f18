"""Working days and working hours, as a person's own zone counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.blueprint import Calendar, Span


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; UTC for one nobody knows: an odd profile may delay a message, never lose it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day it is for somebody in `zone`."""
    return moment.astimezone(zone_named(zone)).date()


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


def in_hours(moment: datetime, zone: str, calendar: Calendar) -> bool:
    local = moment.astimezone(zone_named(zone))
    return is_working(local.date(), calendar) and calendar.opens <= local.time() < calendar.closes


def next_working_moment(moment: datetime, zone: str, calendar: Calendar) -> datetime:
    """`moment` itself when it lies in the person's hours, else the next opening of their day, in UTC."""
    if in_hours(moment, zone, calendar):
        return moment
    there = zone_named(zone)
    local = moment.astimezone(there)
    day = local.date() if local.time() < calendar.opens else local.date() + timedelta(days=1)
    while not is_working(day, calendar):
        day += timedelta(days=1)
    return _at(day, calendar.opens, there).astimezone(UTC)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone)
