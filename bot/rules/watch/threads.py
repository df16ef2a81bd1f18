"""The threads an account hangs by: how many of their people are in touch with us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.blueprint import Threads
from bot.rules.facts import Clocks
from bot.rules.watch.look import Look, Occasion
from bot.rules.watch.reckoning import days_after


def occasions(rule: Threads, look: Look) -> Iterator[Occasion]:
    """Each day on which one more fell silent, or left, and too few remain; until the next one does.

    A new account has as long to become known: until then it is nobody's fault.
    """
    fewest = rule.fewest.get(look.tier, 0)
    silent_on = _silent_on(look.clocks, rule.within)
    first = days_after(look.situation.since, rule.within + 1)
    falls = sorted({first, *(day for day in silent_on if day > first)})
    for fell_on, next_on in zip(falls, [*falls[1:], None], strict=True):
        known = sum(day > fell_on for day in silent_on)
        if known < fewest:
            yield Occasion(
                began=f"{look.account.id}/{fell_on.isoformat()}",
                opens_on=max(fell_on, look.quiet_until),
                ends_on=next_on,
                facts={"known": known, "fewest": fewest, "within": rule.within},
            )


def _silent_on(clocks: Clocks, within: int) -> list[date]:
    """For each contact who was ever in touch the day from which they no longer count."""
    found = []
    for contact, met in clocks.contacts.items():
        if met.touch_on is not None:
            day, left_on = days_after(met.touch_on, within + 1), clocks.left.get(contact)
            found.append(min(day, left_on) if left_on and left_on >= met.touch_on else day)
    return found
