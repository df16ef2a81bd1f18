"""What a form begins with before anything is known or answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.blueprint import FILLER, GAPS, TODAY, Blueprint, FieldClass, Question, Span
from bot.rules.facts import LINE_ID
from bot.rules.starts import begun, started

MONDAY = date(2026, 3, 2)


def question(kind: str, starts_as: str | None = None, id: str = "q", **more: Any) -> Question:
    return replace(Question(id, "?", kind, FieldClass.INTERNAL, starts_as=starts_as), **more)


@pytest.mark.parametrize(
    ("kind", "starts_as", "expected"),
    [
        ("person", FILLER, {"q": "UANN"}),
        ("people", FILLER, {"q": ["UANN"]}),
        ("date", TODAY, {"q": "2026-03-02"}),
        ("choice", "nobody", {"q": "nobody"}),
        ("yes_no", "no", {"q": "no"}),
        ("lines", GAPS, {}),
        ("text", None, {}),
    ],
)
def test_each_kind_starts_as_it_says(kind: str, starts_as: str | None, expected: dict[str, Any]) -> None:
    assert started([question(kind, starts_as)], "UANN", MONDAY) == expected


def test_a_tier_begins_with_its_lines_and_no_other_tiers(blueprint: Blueprint) -> None:
    line = (question("people", FILLER, "who"), question("date", id="first_on"), question("number", id="every"))
    lines = question(
        "lines", line=line, begins={"T1": ({"every": 14, "first_on": Span(10, working=True)}, {"every": 91})}
    )
    assert begun([lines], "T2", "UANN", MONDAY, blueprint.calendar) == {}
    assert begun([lines], "T1", "UANN", MONDAY, blueprint.calendar) == {
        "q": [
            {"who": ["UANN"], "every": 14, "first_on": "2026-03-16", LINE_ID: "begun0"},
            {"who": ["UANN"], "every": 91, LINE_ID: "begun1"},
        ]
    }
