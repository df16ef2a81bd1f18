"""The weekly word on how an account stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.blueprint import Pulse
from bot.rules.watch.look import Look, Occasion

_WEEK = timedelta(days=7)


def occasions(rule: Pulse, look: Look) -> Iterator[Occasion]:
    """This week's, and those to come, up to the first that is beyond what is wanted now."""
    if look.tier not in rule.tiers:
        return
    day = look.today - timedelta(days=(look.today.weekday() - rule.weekday) % 7)
    while day <= look.until + _WEEK:
        yield Occasion(f"{look.account.id}/{day.isoformat()}", opens_on=day, ends_on=day + _WEEK)
        day += _WEEK
