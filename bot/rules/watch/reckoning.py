"""Days counted from another day, within what a date can hold."""

from __future__ import annotations

from datetime import date, timedelta

from bot.blueprint import Calendar, Offset, Span
from bot.rules.days import due_day, is_working


def days_after(day: date, count: int) -> date:
    """So many days later, or earlier where `count` is negative; the last or first day there is where that is beyond it.

    Days and rhythms are typed by people: a contract that never ends may run until 9999-12-31, and stops no clock.
    """
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max if count > 0 else date.min


def days_before(day: date, span: Span, calendar: Calendar) -> date:
    """The day `span` before `day`; working days are counted from the one before it."""
    if not span.working:
        return days_after(day, -span.count)
    left = span.count
    while left and day > date.min:
        day -= timedelta(days=1)
        left -= is_working(day, calendar)
    return day


def days_later(day: date, span: Span, calendar: Calendar) -> date:
    """The day `span` after `day`, as `due_day` has it; the last there is where that is beyond it."""
    try:
        return due_day(day, span, calendar)
    except OverflowError:
        return date.max


def offset_from(day: date, at: Offset, calendar: Calendar) -> date:
    """The day that is so long before or after `day`."""
    return days_before(day, at.span, calendar) if at.before else days_later(day, at.span, calendar)
