"""The next contact of each line of a cadence, and the one that was not kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.blueprint import Blueprint, Cadence, Span
from bot.rules.facts import LINE_ID
from bot.rules.watch import judge
from tests.rules.watch.acme import TODAY, acme, days, judged, keys, met, record, watching

RULE = Cadence("needs", "lines", Span(2, working=True), 5)


def agreed(id: int = 12, *lines: dict[str, Any]) -> Any:
    return record(id, "needs", "confirmed", lines=list(lines))


def line(first_on: str | None, every: Any, venue: str = "video", id: str = "a") -> dict[str, Any]:
    return {LINE_ID: id, "first_on": first_on, "every_days": every, "venue": venue, "purpose": "working"}


@pytest.mark.parametrize(
    ("first_on", "every", "today", "expected"),
    [
        ("2026-03-05", 14, "2026-03-02", [("2026-03-05", "2026-03-03", "2026-03-11", "2026-03-17")]),
        (
            "2026-03-05",
            14,
            "2026-03-04",
            [
                ("2026-03-05", "2026-03-03", "2026-03-11", "2026-03-17"),
                ("2026-03-19", "2026-03-17", "2026-03-25", "2026-03-31"),
            ],
        ),
        (
            "2026-03-05",
            14,
            "2026-03-16",
            [
                ("2026-03-05", "2026-03-03", "2026-03-11", "2026-03-17"),
                ("2026-03-19", "2026-03-17", "2026-03-25", "2026-03-31"),
            ],
        ),
        (
            "2026-03-05",
            14,
            "2026-03-18",
            [
                ("2026-03-19", "2026-03-17", "2026-03-25", "2026-03-31"),
                ("2026-04-02", "2026-03-31", "2026-04-08", "2026-04-14"),
            ],
        ),
        (
            "2025-03-03",
            7,
            "2026-03-02",
            [
                ("2026-03-02", "2026-02-26", "2026-03-06", "2026-03-05"),
                ("2026-03-09", "2026-03-05", "2026-03-13", "2026-03-12"),
                ("2026-03-16", "2026-03-12", "2026-03-20", "2026-03-19"),
            ],
        ),
        ("2026-03-08", 90, "2026-03-02", [("2026-03-08", "2026-03-05", "2026-03-14", "2026-06-04")]),
        ("2026-06-01", 90, "2026-03-02", []),
    ],
)  # planned, opens, red, ends
def test_the_current_occurrence_is_told_and_those_that_come_near(
    blueprint: Blueprint, first_on: str, every: int, today: str, expected: list[tuple[str, ...]]
) -> None:
    situation = acme(records=(agreed(12, line(first_on, every)),))
    nudges = judged(blueprint, RULE, situation, date.fromisoformat(today)).nudges
    assert [tuple(map(str, (n.due_on, n.opens_on, n.red_on, n.ends_on))) for n in nudges] == expected
    assert keys(nudges) == [f"7/a/{planned}" for planned, *_ in expected]


@pytest.mark.parametrize(
    ("venue", "touch_on", "live_on", "is_kept"),
    [
        ("video", "2026-03-01", "2026-02-25", True),  # five days early
        ("video", "2026-03-01", "2026-02-24", False),
        ("visit", "2026-03-02", "2026-02-01", False),  # a mail is no visit
        ("phone", None, "2026-03-02", True),
        ("mail", "2026-02-25", None, True),
        ("report", "2026-02-24", None, False),
        ("channel", "2026-03-01", None, True),
        ("video", None, None, False),
    ],
)
def test_it_is_kept_by_a_contact_of_its_kind_near_its_day(
    blueprint: Blueprint, venue: str, touch_on: str | None, live_on: str | None, is_kept: bool
) -> None:
    situation = acme(records=(agreed(12, line("2026-03-02", 30, venue)),), clocks=met(touch_on, live_on))
    assert (keys(judged(blueprint, RULE, situation).nudges) == []) == is_kept


def test_a_contact_keeps_one_occurrence_of_a_quick_rhythm(blueprint: Blueprint) -> None:
    """Every week with five days either way: Thursday's call is not next Monday's as well."""
    situation = acme(records=(agreed(12, line("2026-03-02", 7)),), clocks=met(None, "2026-03-05"))
    assert keys(judged(blueprint, RULE, situation, date(2026, 3, 5)).nudges) == [
        "7/a/2026-03-09",
        "7/a/2026-03-16",
        "7/a/2026-03-23",
    ]


@pytest.mark.parametrize(
    ("first_on", "every"), [(None, 14), ("", 14), ("2026-03-02", None), ("2026-03-02", 0), ("2026-03-02", "often")]
)
def test_a_line_without_a_rhythm_is_left_out(blueprint: Blueprint, first_on: str | None, every: Any) -> None:
    situation = acme(records=(agreed(12, line(first_on, every), line("2026-03-02", 30, id="b")),))
    assert keys(judged(blueprint, RULE, situation).nudges) == ["7/b/2026-03-02"]


def test_a_rhythm_beyond_all_days_comes_once(blueprint: Blueprint) -> None:
    (nudge,) = judged(blueprint, RULE, acme(records=(agreed(12, line("2026-03-02", 99_999_999)),))).nudges
    assert days(nudge)["due"] == "2026-03-02"


def test_each_line_goes_its_own_way_and_tells_what_was_agreed(blueprint: Blueprint) -> None:
    both = agreed(12, line("2026-03-02", 30), line("2026-03-03", 90, "mail", "b"))
    nudges = judged(blueprint, RULE, acme(records=(both,), clocks=met("2026-02-01", "2026-01-15"))).nudges
    assert [(n.facts["line_id"], n.facts["line"]["venue"], n.facts["last_on"]) for n in nudges] == [
        ("a", "video", "2026-01-15"),
        ("b", "mail", "2026-02-01"),
    ]


def test_the_latest_agreement_counts(blueprint: Blueprint) -> None:
    records = (agreed(14, line("2026-03-03", 30)), agreed(12, line("2026-03-02", 30)))
    assert keys(judged(blueprint, RULE, acme(records=records)).nudges) == ["7/a/2026-03-03"]
    assert judged(blueprint, RULE, acme()).nudges == ()


def test_a_daily_line_goes_on_after_a_weekend(blueprint: Blueprint) -> None:
    """Saturday's and Sunday's open with Monday's, which takes their place."""
    watch = watching(blueprint, Cadence("needs", "lines", Span(1, working=True), 0))
    planned = set()
    for ahead in range(10):
        found = judge(watch, acme(records=(agreed(12, line("2026-02-02", 1)),)), TODAY + timedelta(ahead))
        planned |= {n.due_on for n in found.nudges if n.due_on}
    assert {day.weekday() for day in planned} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("paused_until", "expected"),
    [
        ("2026-03-02", ["2026-03-02", "2026-03-16"]),
        ("2026-03-03", ["2026-03-16"]),  # nobody is told to make up for the second
        ("2026-03-16", ["2026-03-16"]),
        ("2026-03-17", []),
        (None, ["2026-03-02", "2026-03-16"]),
    ],
)
def test_what_was_planned_for_a_pause_is_left_out(
    blueprint: Blueprint, paused_until: str | None, expected: list[str]
) -> None:
    situation = acme(records=(agreed(12, line("2026-03-02", 14)),), facts={"paused_until": paused_until})
    assert keys(judged(blueprint, RULE, situation).nudges) == [f"7/a/{planned}" for planned in expected]
