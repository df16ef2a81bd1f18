"""The agreed cadence: each line's next contact, and the one that was not kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blueprint import Cadence
from bot.rules.facts import LINE_ID
from bot.rules.watch.look import Look, Occasion, day_in
from bot.rules.watch.reckoning import days_after, days_before

LIVE_VENUES = frozenset({"visit", "video", "phone"})
"""Answers to a line's question `venue` that only a live talk keeps; any other is kept by a touch."""


@dataclass(frozen=True)
class _Line:
    """Every so many days from `first_on`. A contact `tolerance` days before its day keeps it, or as many after."""

    answers: Mapping[str, Any]
    first_on: date
    every: int
    tolerance: int


def occasions(rule: Cadence, look: Look) -> Iterator[Occasion]:
    """Of each line the occurrence whose turn it is, and those to come, as far as nobody has kept them yet.

    What was planned for the days of a pause is not made up for.
    """
    agreed = [record for record in look.situation.records if record.habit == rule.habit]
    if agreed:
        latest = max(agreed, key=lambda record: record.id)
        for answers in latest.answers.get(rule.lines) or ():
            if (line := _line(rule, answers)) is not None:
                yield from _of_line(rule, line, look)


def _line(rule: Cadence, answers: Mapping[str, Any]) -> _Line | None:
    """None where it says no rhythm. Of two occurrences close to each other one contact keeps the nearer alone."""
    first_on, typed = day_in(answers, "first_on"), answers.get("every_days")
    every = round(typed) if isinstance(typed, int | float) else 0
    if first_on is None or every < 1:
        return None
    return _Line(answers, first_on, every, min(rule.tolerance, (every - 1) // 2))


def _of_line(rule: Cadence, line: _Line, look: Look) -> Iterator[Occasion]:
    """Up to the first that is beyond what is wanted now: by it one knows when to look again."""
    met = look.clocks.account
    last_on = met.live_on if line.answers.get("venue") in LIVE_VENUES else met.touch_on
    for planned_on, opens_on, ends_on in _occurrences(rule, line, look):
        is_kept = last_on is not None and last_on >= days_after(planned_on, -line.tolerance)
        if is_kept or planned_on < look.paused_until:
            continue
        yield Occasion(
            began=f"{look.account.id}/{line.answers[LINE_ID]}/{planned_on.isoformat()}",
            opens_on=opens_on,
            due_on=planned_on,
            red_on=days_after(planned_on, line.tolerance + 1),
            ends_on=ends_on,
            facts={
                "line": dict(line.answers),
                "line_id": line.answers[LINE_ID],
                "planned_on": planned_on.isoformat(),
                "last_on": last_on.isoformat() if last_on else None,
            },
        )
        if opens_on > look.until:
            return


def _occurrences(rule: Cadence, line: _Line, look: Look) -> Iterator[tuple[date, date, date]]:
    """Planned, opening and ending day of the latest occurrence whose day has come, and of all after it."""

    def planned(number: int) -> date:
        return days_after(line.first_on, number * line.every)

    def opening(number: int) -> date:
        return days_before(planned(number), rule.ahead, look.calendar)

    number = max((look.today - line.first_on).days // line.every, 0)
    while planned(number) < date.max:
        yield planned(number), opening(number), opening(number + 1)
        number += 1
