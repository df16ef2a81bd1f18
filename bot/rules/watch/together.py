"""Signals that mean little alone, and much together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.blueprint import Clock, Together
from bot.rules.facts import Nudge
from bot.rules.watch.look import Look, Occasion


def occasions(rule: Together, look: Look, nudges: Mapping[str, Sequence[Nudge]]) -> Iterator[Occasion]:
    """Each time in which at least so many watches are raised, red from its first day. `nudges` are those of all other
    watches; however many of one are raised, it is one signal."""
    raised = [
        (watch, since, nudge.ends_on or date.max)
        for watch in rule.of
        for nudge in nudges.get(watch, ())
        if (since := _raised_on(watch, nudge, look)) is not None
    ]
    began: tuple[date, list[str]] | None = None
    for day in sorted({day for _, since, until in raised for day in (since, until)}):
        signals = [watch for watch in rule.of if any(w == watch and s <= day < u for w, s, u in raised)]
        if began is None and len(signals) >= rule.at_least:
            began = day, signals
        elif began is not None and len(signals) < rule.at_least:
            yield _occasion(look, *began, day)
            began = None


def _raised_on(watch: str, nudge: Nudge, look: Look) -> date | None:
    """A clock that is only amber is no signal."""
    is_clock = isinstance(look.blueprint.watches[watch].rule, Clock)
    return nudge.red_on if is_clock else nudge.red_on or nudge.opens_on


def _occasion(look: Look, since: date, signals: list[str], until: date) -> Occasion:
    return Occasion(
        began=f"{look.account.id}/{since.isoformat()}",
        opens_on=since,
        red_on=since,
        ends_on=until if until < date.max else None,
        facts={"of": signals},
    )
