"""Days counted from another day, within what a date can hold."""

from __future__ import annotations

from datetime import date, timedelta

from bot.blueprint import Calendar, Span
from bot.rules.days import is_working


def days_after(day: date, count: int) -> date:
    """So many days later, or earlier where `count` is negative; the last or first day there is where that is beyond it.

    Limits and rhythms are typed by people: a line "every 9999999 days" is odd, and stops no clock.
    """
    ordinal = min(max(day.toordinal() + count, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def days_before(day: date, span: Span, calendar: Calendar) -> date:
    """The day `span` before `day`; working days are counted from the one before it."""
    if not span.working:
        return days_after(day, -span.count)
    left = span.count
    while left:
        day -= timedelta(days=1)
        left -= is_working(day, calendar)
    return day
