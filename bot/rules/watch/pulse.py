"""The weekly word on how an account stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.blueprint import Pulse
from bot.rules.watch.look import Look, Occasion
from bot.rules.watch.reckoning import days_after

_WEEK = timedelta(days=7)


def occasions(rule: Pulse, look: Look) -> Iterator[Occasion]:
    """This week's, and those to come, up to the first that is beyond what is wanted now. There is none in a pause."""
    if look.tier not in rule.tiers:
        return
    latest = max(look.today, days_after(look.paused_until, 6))
    day = latest - timedelta(days=(latest.weekday() - rule.weekday) % 7)
    yield _of_week(day, look)
    while day <= look.until:
        day += _WEEK
        yield _of_week(day, look)


def _of_week(day: date, look: Look) -> Occasion:
    return Occasion(f"{look.account.id}/{day.isoformat()}", opens_on=day, ends_on=day + _WEEK)
