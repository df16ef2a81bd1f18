"""When they hear from us next: to be kept, or not even said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.blueprint import NextContact
from bot.rules.days import due_day
from bot.rules.watch.look import Look, Occasion
from bot.rules.watch.reckoning import days_after, days_before

MISSING, DUE = "missing", "due"
"""The states of the next contact; one that is due and red was missed."""


def occasions(rule: NextContact, look: Look) -> Iterator[Occasion]:
    """What they were told stands until a later touch from `ahead` of its day on; an earlier one changes nothing.

    Once that has come, or where they were told nothing, it is missing until a touch says it.
    """
    clocks, touch_on = look.clocks, look.clocks.account.touch_on
    if clocks.next_on is not None and not _is_kept(rule, look, clocks.next_on):
        yield _due(rule, look, clocks.next_on)
    elif touch_on is not None and (after := rule.missing_after.get(look.tier)):
        yield Occasion(
            began=f"{look.account.id}/{MISSING}/{touch_on.isoformat()}",
            opens_on=days_after(due_day(touch_on, after, look.calendar), 1),
            facts={"state": MISSING, "last_on": touch_on.isoformat()},
        )


def _is_kept(rule: NextContact, look: Look, next_on: date) -> bool:
    """The touch that told them so does not keep it, however near its day is."""
    touch_on, said_on = look.clocks.account.touch_on, look.clocks.next_said_on
    since = days_before(next_on, rule.ahead, look.calendar)
    return touch_on is not None and touch_on >= since and (said_on is None or touch_on > said_on)


def _due(rule: NextContact, look: Look, next_on: date) -> Occasion:
    clocks = look.clocks
    return Occasion(
        began=f"{look.account.id}/{next_on.isoformat()}",
        opens_on=days_before(next_on, rule.ahead, look.calendar),
        due_on=next_on,
        red_on=days_after(next_on, 1),
        facts={
            "state": DUE,
            "next_on": next_on.isoformat(),
            "next_how": clocks.next_how,
            "said_on": clocks.next_said_on.isoformat() if clocks.next_said_on else None,
            "last_on": clocks.account.touch_on.isoformat() if clocks.account.touch_on else None,
        },
    )
