"""Signals that count together."""

from __future__ import annotations

from typing import Any

import pytest

from bot.blueprint import TOUCH, Ball, Blueprint, Clock, Left, Limits, Span, Todo, Together
from bot.rules.facts import Clocks, Deed, Nudge, Task
from bot.rules.watch import judge
from tests.rules.watch.acme import TODAY, acme, day, days, marked, met, watching

RULES = {
    "quiet": Clock(TOUCH, {"T1": Limits(14, 30)}),
    "left": Left(),
    "ball": Ball({"T1": Span(2, working=True)}),
    "todo": Todo(promises=True, ahead=Span(1, working=True)),
}
RISK = Together(("watch/quiet", "watch/left", "watch/ball"), 2)


def risks(blueprint: Blueprint, rule: Together = RISK, **known: Any) -> list[Nudge]:
    found = judge(watching(blueprint, rule, **RULES), acme(**known), TODAY)
    return [nudge for nudge in found.nudges if nudge.watch == "watch/it"]


@pytest.mark.parametrize(
    ("touch_on", "left", "since", "opens", "of"),
    [
        ("2026-01-20", {"champion": "2026-02-26"}, None, "2026-02-26", ["quiet", "left"]),
        ("2026-02-10", {"champion": "2026-02-26"}, None, "2026-03-13", ["quiet", "left"]),  # amber is no signal yet
        ("2026-01-20", {}, "2026-02-20", "2026-02-25", ["quiet", "ball"]),
        ("2026-02-28", {"champion": "2026-02-26"}, "2026-02-20", "2026-02-26", ["left", "ball"]),
        (
            "2026-01-20",
            {"champion": "2026-02-26"},
            "2026-02-26",
            "2026-02-26",
            ["quiet", "left"],
        ),  # the third comes later
        ("2026-01-20", {}, None, None, None),
        (
            "2026-02-28",
            {"champion": "2026-02-26", "their_sponsor": "2026-02-27"},
            None,
            None,
            None,
        ),  # one signal, twice
    ],
)
def test_it_is_raised_when_the_second_signal_is(
    blueprint: Blueprint,
    touch_on: str,
    left: dict[str, str],
    since: str | None,
    opens: str | None,
    of: list[str] | None,
) -> None:
    gone = {who: day(on) for who, on in left.items()}
    clocks = met(touch_on, ball="us" if since else None, ball_since=day(since), left=gone)
    nudges = risks(blueprint, clocks=clocks)
    assert [days(n) for n in nudges] == ([{"opens": opens, "red": opens}] if opens else [])
    assert [n.facts["of"] for n in nudges] == ([[f"watch/{id}" for id in of]] if of else [])
    assert [n.key for n in nudges] == ([f"watch/it/7/{opens}"] if opens else [])


def test_a_clock_that_is_never_red_is_never_a_signal(blueprint: Blueprint) -> None:
    rules = {**RULES, "quiet": Clock(TOUCH, {"T1": Limits(14, None)})}
    situation = acme(clocks=met("2025-06-01", left={"champion": day("2026-02-26")}))
    found = judge(watching(blueprint, RISK, **rules), situation, TODAY)
    assert {nudge.watch for nudge in found.nudges} == {"watch/quiet", "watch/left"}


def test_what_somebody_ended_is_no_signal(blueprint: Blueprint) -> None:
    clocks = met("2026-01-20", left={"champion": day("2026-02-26")})
    assert risks(blueprint, clocks=clocks)
    for deed, is_over in ((Deed.WRONG, True), (Deed.DONE, True), (Deed.DROPPED, True), (Deed.SNOOZED, False)):
        ended = {"watch/quiet/7/2026-01-20": (marked("", deed),)}
        assert bool(risks(blueprint, clocks=clocks, marks=ended)) != is_over


@pytest.mark.parametrize(
    ("at_least", "expected"), [(1, "2026-02-20"), (2, "2026-02-26"), (3, "2026-02-27"), (4, None), (5, None)]
)
def test_as_many_as_it_asks_for(blueprint: Blueprint, at_least: int, expected: str | None) -> None:
    clocks = met("2026-01-20", ball="us", ball_since=day("2026-02-24"), left={"champion": day("2026-02-26")})
    found = risks(blueprint, Together(RISK.of, at_least), clocks=clocks)
    assert [n.opens_on for n in found] == ([day(expected)] if expected else [])


def test_something_due_counts_from_when_it_is_red(blueprint: Blueprint) -> None:
    due = Task(5, 7, 12, "promise/p", "Send the report", "UBEN", TODAY, promise=True)
    rule = Together(("watch/left", "watch/todo"), 2)
    (nudge,) = risks(blueprint, rule, clocks=Clocks(left={"champion": day("2026-02-26")}), tasks=(due,))
    assert nudge.opens_on == day("2026-03-03")
