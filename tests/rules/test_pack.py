"""How promises stand before a meeting, which of them are news, and how old a number is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.blueprint import PackPart, load
from bot.rules.facts import Entry, Record, Task
from bot.rules.pack import Fate, fate, given_at, is_news, is_number, last_time, promised

BLUEPRINT = load(Path(__file__).parents[2] / "blueprints")
TODAY = date(2026, 3, 2)
PROMISE = Task(1, 7, 3, "promise/l1", "Keep the promise: SSO", "UANN", TODAY, promise=True)


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 2, day, hour, tzinfo=UTC)


def record(id: int, habit: str = "review", **answers: Any) -> Record:
    return Record("T0NORTH", id, habit, 7, "planned", 1, answers, "UANN", at(1), at(1))


@pytest.mark.parametrize(
    ("due_on", "done_at", "expected"),
    [
        ("2026-03-02", None, Fate.OPEN),
        ("2026-03-01", None, Fate.MISSED),
        ("2026-03-02", at(20), Fate.KEPT),
        ("2026-02-01", at(20), Fate.KEPT),
    ],
)
def test_a_promise_is_open_on_its_day_and_missed_after_it(due_on: str, done_at: Any, expected: Fate) -> None:
    assert fate(replace(PROMISE, due_on=date.fromisoformat(due_on), done_at=done_at), TODAY) is expected


@pytest.mark.parametrize(
    ("done_at", "since", "expected"),
    [
        (None, None, True),
        (None, 20, True),
        (at(20), None, True),
        (at(19), 20, False),
        (at(20), 20, False),
        (at(20, 23), 20, True),  # the next day in Berlin
        (at(21), 20, True),
    ],
)
def test_what_became_of_a_promise_is_news_once(done_at: Any, since: int | None, expected: bool) -> None:
    day = date(2026, 2, since) if since else None
    assert is_news(replace(PROMISE, done_at=done_at), day, "Europe/Berlin") is expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], None),
        ([record(1, on="2026-01-10")], None),  # nobody said that it was held
        ([record(1, held_on="2026-01-12"), record(2, held_on="2025-10-01")], "2026-01-12"),
        ([record(1, held_on="2026-04-12")], None),
        ([record(1, "needs", held_on="2026-01-12")], None),
        ([record(9, held_on="2026-01-12")], None),
    ],
)
def test_the_last_time_is_when_one_was_held_before(others: list[Record], expected: str | None) -> None:
    day = last_time(BLUEPRINT.habits["review"], record(9, on="2026-04-10"), others)
    assert day == (date.fromisoformat(expected) if expected else None)


def test_a_promise_goes_back_to_its_line() -> None:
    answers = {"promises": [{"~id": "l0", "what": "A"}, {"~id": "l1", "what": "SSO"}]}
    item, line = promised(BLUEPRINT.habits["handoff"], PROMISE, answers)
    assert (item and item.told_as, line) == ("{{ line.what }}", {"~id": "l1", "what": "SSO"})


@pytest.mark.parametrize(("key", "answers"), [("gone/l1", {}), ("promise/l9", {"promises": []}), ("promise", {})])
def test_a_promise_whose_line_is_gone_has_no_words(key: str, answers: dict[str, Any]) -> None:
    assert promised(BLUEPRINT.habits["handoff"], replace(PROMISE, key=key), answers)[1] == {}


def entries(*values: Any) -> list[Entry]:
    """What a record's answer was from the 1st of February on, a day each."""
    kept = ({"today": value, "lines": [{"~id": "a", "today": value}]} for value in values)
    return [
        Entry(f"k{n}", at(n), "UANN", "modal", "submit", "needs", 7, 3, "b", facts={"answers": answers})
        for n, answers in enumerate(kept, 1)
    ]


@pytest.mark.parametrize("path", [["today"], ["lines", "a", "today"]])
@pytest.mark.parametrize(
    ("values", "expected"),
    [(["9"], at(1)), (["9", "9"], at(1)), (["8", "9", "9"], at(2)), (["9", "8", "9"], at(3)), (["8"], None)],
)
def test_a_number_is_as_old_as_it_stands_there_unchanged(path: list[str], values: list[str], expected: Any) -> None:
    assert given_at(entries(*values), "9", path) == expected


def test_an_entry_without_answers_says_nothing_of_them() -> None:
    done = replace(entries("9")[0], at=at(9), facts={"task": "promise/l1"})
    assert given_at([*entries("9"), done], "9", ["today"]) == at(1)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("9 days", True),
        ("0", True),
        ("Not measured yet", False),
        ("not measured yet, sadly", False),
        ("", False),
        (None, False),
    ],
)
def test_that_nobody_knows_is_no_number(answer: str | None, expected: bool) -> None:
    assert is_number(PackPart("Outcomes", unknown=("not measured yet",)), answer) is expected
