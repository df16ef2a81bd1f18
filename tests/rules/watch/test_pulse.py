"""The weekly word on how an account stands."""

from datetime import date

import pytest

from bot.blueprint import Blueprint, Pulse
from tests.rules.watch.acme import acme, days, judged, keys

MONDAYS = Pulse(0, frozenset({"T1"}))


@pytest.mark.parametrize(
    ("weekday", "today", "expected"),
    [
        (0, "2026-03-02", ["2026-03-02", "2026-03-09", "2026-03-16"]),
        (0, "2026-03-01", ["2026-02-23", "2026-03-02", "2026-03-09"]),
        (0, "2026-03-03", ["2026-03-02", "2026-03-09", "2026-03-16"]),
        (4, "2026-03-02", ["2026-02-27", "2026-03-06", "2026-03-13"]),
        (6, "2026-03-02", ["2026-03-01", "2026-03-08", "2026-03-15"]),
    ],
)
def test_each_week_has_one_on_its_day(blueprint: Blueprint, weekday: int, today: str, expected: list[str]) -> None:
    rule = Pulse(weekday, frozenset({"T1"}))
    found = judged(blueprint, rule, acme(), date.fromisoformat(today))
    assert keys(found.nudges) == [f"7/{day}" for day in expected]
    assert days(found.nudges[0])["ends"] == expected[1]


@pytest.mark.parametrize(("tier", "count"), [("T1", 3), ("T2", 0), ("T3", 0), ("T4", 0), (None, 0)])
def test_it_is_for_some_tiers(blueprint: Blueprint, tier: str | None, count: int) -> None:
    assert len(judged(blueprint, MONDAYS, acme(tier)).nudges) == count


@pytest.mark.parametrize(
    ("paused_until", "first"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-03", "2026-03-09"),
        ("2026-03-09", "2026-03-09"),
        ("2026-02-24", "2026-03-02"),
        ("2026-03-16", "2026-03-16"),
    ],
)
def test_there_is_none_in_a_pause(blueprint: Blueprint, paused_until: str, first: str) -> None:
    found = judged(blueprint, MONDAYS, acme(facts={"paused_until": paused_until}))
    assert keys(found.nudges)[0] == f"7/{first}"


def test_a_long_pause_is_waited_for(blueprint: Blueprint) -> None:
    found = judged(blueprint, MONDAYS, acme(facts={"paused_until": "2026-12-01"}))
    assert (found.nudges, found.look_on) == ((), date(2026, 11, 23))  # for Monday, 7 December
