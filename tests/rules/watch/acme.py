"""Acme, as the rules of the clock judge it on Monday 2 March 2026: its people, and one watch at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.blueprint import Blueprint, Rule, Watch
from bot.rules.facts import Account, Clocks, Contacted, Deed, Mark, Nudge, Record
from bot.rules.watch import Judged, Situation, judge
from tests.cast import EVERYBODY, WORKSPACE

TODAY = date(2026, 3, 2)
LONG_AGO = date(2025, 1, 1)
ACME = Account(WORKSPACE, 7, "Acme", "T1")
TEAM = {"owner": "UANN", "deputy": "UDEV", "ae": "UBEN", "our_sponsor": "USUE", "manager": "UMEG"}
"""Who has which part in it."""


def day(text: str | None) -> date | None:
    """ "2026-03-02", as a table writes it."""
    return date.fromisoformat(text) if text else None


def acme(
    tier: str | None = "T1", since: date = LONG_AGO, facts: dict[str, Any] | None = None, **known: Any
) -> Situation:
    """How Acme stands: ours for long, nobody in touch, nothing to do; and whatever else is `known`."""
    known = {"roles": TEAM, "people": EVERYBODY} | known
    return Situation(account=replace(ACME, tier=tier, facts=facts or {}), since=since, **known)


def met(touch_on: str | None, live_on: str | None = None, **more: Any) -> Clocks:
    """Clocks of an account that was last in touch, and last talked to, on these days."""
    return Clocks(Contacted(day(touch_on or live_on), day(live_on)), **more)


def in_touch(**on: str) -> dict[str, Contacted]:
    """Each of these contacts was last in touch on that day."""
    return {contact: Contacted(day(touched)) for contact, touched in on.items()}


def watching(blueprint: Blueprint, *rules: Rule, who: tuple[str, ...] = ("owner",), **named: Rule) -> Blueprint:
    """The blueprint with these watches and no other, the first of them called "it"."""
    given = {**dict(zip(("it", *map(str, range(2, 9))), rules, strict=False)), **named}
    watches = {f"watch/{id}": Watch(f"watch/{id}", id, rule, who, "", "") for id, rule in given.items()}
    return replace(blueprint, watches=watches)


def judged(blueprint: Blueprint, rule: Rule, situation: Situation, today: date = TODAY) -> Judged:
    return judge(watching(blueprint, rule), situation, today)


def days(nudge: Nudge) -> dict[str, str]:
    """The days of a nudge, as far as it has them."""
    named = {"opens": nudge.opens_on, "due": nudge.due_on, "red": nudge.red_on, "ends": nudge.ends_on}
    return {name: one.isoformat() for name, one in named.items() if one is not None}


def keys(nudges: Iterable[Nudge]) -> list[str]:
    """What tells the nudges of the watch "it" apart."""
    return [nudge.key.removeprefix("watch/it/") for nudge in nudges]


def marked(key: str, deed: Deed, minute: int = 0, **more: Any) -> Mark:
    return Mark(f"watch/it/{key}", 7, deed, "UANN", datetime(2026, 3, 2, 8, minute, tzinfo=UTC), **more)


def record(id: int, habit: str, state: str, at: str = "2026-03-02T09:00", **answers: Any) -> Record:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Record(WORKSPACE, id, habit, 7, state, 1, answers, "UBEN", moment, moment)
