"""Silence: how long ago the last touch was, or the last live talk, with an account or one of its contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bot.blueprint import TOUCH, Clock, Limits
from bot.rules.facts import Contacted
from bot.rules.watch.look import Look, Occasion
from bot.rules.watch.reckoning import days_after


def occasions(rule: Clock, look: Look) -> Iterator[Occasion]:
    """The one silence there is: since the last contact, or since the account became ours where there was none.

    A limit of 14 days is passed on the 15th. A contact who is not known, or who left and was not in touch since, has no
    clock.
    """
    limits = rule.limits.get(look.tier)
    if limits is None or not _is_watched(rule, look):
        return
    met = look.clocks.contacts.get(rule.contact, Contacted()) if rule.contact else look.clocks.account
    last_on = met.touch_on if rule.runs_from == TOUCH else met.live_on
    began = last_on or look.situation.since
    amber_on, red_on = _allowing_for_grace(rule, limits, began, look)
    amber_on, red_on, booked = _allowing_for_meetings(amber_on, red_on, look)
    facts: dict[str, Any] = {
        "clock": rule.runs_from,
        "last_on": last_on.isoformat() if last_on else None,
        "amber": limits.amber,
        "red": limits.red,
    }
    if rule.contact:
        facts["contact"] = rule.contact
    if booked:
        facts["booked"] = [day.isoformat() for day in booked]
    yield Occasion(
        began=f"{look.account.id}/{began.isoformat()}",
        opens_on=max(amber_on, look.quiet_until),
        red_on=red_on,
        facts=facts,
    )


def _is_watched(rule: Clock, look: Look) -> bool:
    if rule.contact is None:
        return True
    met, left_on = look.clocks.contacts.get(rule.contact), look.clocks.left.get(rule.contact)
    gone = left_on is not None and (met is None or met.touch_on is None or met.touch_on <= left_on)
    return bool(look.account.facts.get(rule.contact)) and not gone


def _allowing_for_grace(rule: Clock, limits: Limits, began: date, look: Look) -> tuple[date, date | None]:
    """Amber and red: nothing in the grace of a new account, and no red before the first live talk. That is waited for
    as long again and no longer: an account that nobody ever talks to would never be red."""
    since = look.situation.since
    amber_on = max(days_after(began, limits.amber + 1), days_after(since, rule.grace))
    if limits.red is None:
        return amber_on, None
    grace = rule.grace if look.clocks.account.live_on else 2 * rule.grace
    return amber_on, max(days_after(began, limits.red + 1), days_after(since, grace))


def _allowing_for_meetings(amber_on: date, red_on: date | None, look: Look) -> tuple[date, date | None, Sequence[date]]:
    """A meeting that is booked before it would be red is waited for; those after that hold back the red until the last
    of them has passed, and the next of them is told of. The day after it counts: then it was held, or was not."""
    inside = [day for day in look.booked if red_on is None or day < red_on]
    beyond = [day for day in look.booked if red_on is not None and day >= red_on]
    if inside:
        amber_on = max(amber_on, days_after(inside[-1], 1))
    return amber_on, days_after(beyond[-1], 1) if beyond else red_on, beyond
