"""How complete a form is, and what that makes of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.blueprint import Blueprint, FieldClass, Habit, Move, Question, Score, Section, Span
from bot.rules import score
from bot.rules.score import Verdict, gap_lines, judged, state_after, why_not_enough, why_not_without

TIERS = frozenset({"T1", "T4"})


def question(id: str, *, kind: str = "text", wanted: frozenset[str] = TIERS, **more: Any) -> Question:
    return Question(id, id.title(), kind, FieldClass.INTERNAL, wanted=wanted, **more)


QUESTIONS = (
    question("sponsor"),
    question("champion"),
    question("scope", wanted=frozenset(), required=TIERS),
    question("limits"),
    question("notice", wanted=frozenset({"T1"})),
    question("outcomes", kind="lines", least={"T1": 2, "T4": 1}),
    question("risks", kind="lines", none="There are none"),
)
SECTIONS = (
    Section("people", "People", ("sponsor", "champion"), must=True),
    Section("scope", "Scope", ("scope", "limits")),
    Section("dates", "Dates", ("notice",)),
    Section("outcomes", "Outcomes", ("outcomes",), must=True),
    Section("risks", "Risks", ("risks",)),
)
BANDS = Score(SECTIONS, enough=8, with_gaps=5, close={"T1": Span(2, True), "T4": Span(5, True)})
WHOLE = {
    "tier": "T1",
    "sponsor": "Dana",
    "champion": "Rui",
    "scope": "Everything",
    "limits": "Nothing",
    "notice": "2026-12-01",
    "outcomes": [{"what": "a"}, {"what": "b"}],
    "risks": [],
}


@pytest.fixture
def habit(blueprint: Blueprint) -> Habit:
    """The shipped handoff, asking something shorter."""
    shipped = blueprint.habits["handoff"]
    step = replace(shipped.steps[0], questions=QUESTIONS)
    return replace(shipped, steps=(step,), score=BANDS)


def found(habit: Habit, **changes: Any) -> score.Judged:
    answers = {id: answer for id, answer in {**WHOLE, **changes}.items() if answer is not None}
    result = judged(habit, answers, TIERS)
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("changes", "points", "missing", "verdict"),
    [
        ({}, 10, (), Verdict.ENOUGH),
        ({"champion": None}, 9, ("champion",), Verdict.ENOUGH),
        ({"champion": None, "limits": None}, 8, ("champion", "limits"), Verdict.ENOUGH),
        ({"risks": None, "limits": None}, 7, ("limits", "risks"), Verdict.WITH_GAPS),
        ({"notice": None}, 8, ("notice",), Verdict.ENOUGH),
        ({"notice": None, "tier": "T4"}, 10, (), Verdict.ENOUGH),  # which T4 is not asked for
        ({"outcomes": [{"what": "a"}]}, 9, ("outcomes",), Verdict.ENOUGH),  # T1 needs two
        ({"outcomes": [{"what": "a"}], "tier": "T4"}, 10, (), Verdict.ENOUGH),
        ({"notice": None, "risks": None, "champion": None}, 5, ("champion", "notice", "risks"), Verdict.WITH_GAPS),
        (
            {"notice": None, "risks": None, "champion": None, "scope": None},
            4,
            ("champion", "scope", "notice", "risks"),
            Verdict.TOO_LITTLE,
        ),
    ],
)
def test_each_section_counts_nothing_half_or_whole(
    habit: Habit, changes: dict[str, Any], points: int, missing: tuple[str, ...], verdict: Verdict
) -> None:
    result = found(habit, **changes)
    assert (result.score, result.most, result.missing, result.verdict) == (points, 10, missing, verdict)


def test_until_the_tier_is_known_only_what_every_tier_asks_for_is_missed(habit: Habit) -> None:
    assert found(habit, tier=None, notice=None).missing == ()


def test_a_habit_without_a_score_is_not_judged(habit: Habit) -> None:
    assert judged(replace(habit, score=None), WHOLE, TIERS) is None
    assert why_not_enough(replace(habit, score=None), {}, TIERS) == ()


def test_a_section_that_must_be_there_stops_the_form_whatever_it_scores(habit: Habit) -> None:
    answers = {**WHOLE, "sponsor": None, "champion": None}
    assert [(p.question, p.phrase) for p in why_not_enough(habit, answers, TIERS)] == [("sponsor", "must_have_missing")]
    assert why_not_enough(habit, {**WHOLE, "sponsor": None}, TIERS) == ()


def test_that_a_must_is_left_out_is_told_in_the_step_that_asks_for_it(habit: Habit) -> None:
    assert [p.question for p in why_not_without(habit, QUESTIONS, {})] == ["sponsor", "outcomes"]
    assert why_not_without(habit, QUESTIONS[:1], {}) == ()  # the champion is asked for elsewhere
    assert why_not_without(habit, QUESTIONS, {"champion": "Rui", "outcomes": [{"what": "a"}]}) == ()


def test_too_little_is_told_with_all_that_is_missing_at_the_first_of_it(habit: Habit) -> None:
    answers = {"tier": "T1", "sponsor": "Dana", "outcomes": [{"what": "a"}], "risks": []}
    (problem,) = why_not_enough(habit, answers, TIERS)
    assert (problem.question, problem.phrase) == ("champion", "too_many_gaps")
    assert problem.facts == {
        "score": 4,
        "most": 10,
        "least": 5,
        "missing": "Champion, Scope, Limits, Notice, Outcomes",
    }


@pytest.mark.parametrize(
    ("tier", "changes", "state"),
    [
        ("T1", {}, "submitted"),
        ("T1", {"risks": None, "limits": None}, "asks_manager"),
        ("T4", {"risks": None, "limits": None, "sponsor": None}, "submitted"),
    ],
)
def test_with_gaps_some_tiers_ask_somebody_first(habit: Habit, tier: str, changes: dict[str, Any], state: str) -> None:
    move = Move("submit", None, None, frozenset({"start"}), "submitted", "anyone", None, None, {"T1": "asks_manager"})
    answers = {**WHOLE, "tier": tier, **changes}
    assert state_after(move, answers, judged(habit, answers, TIERS)) == state


def test_every_gap_becomes_a_line_with_somebody_and_a_day(habit: Habit) -> None:
    lines = gap_lines(habit, found(habit, champion=None, risks=None), "UBEN", date(2026, 3, 4))
    assert lines == [
        {"what": "Champion", "who": "UBEN", "by_when": "2026-03-04", "~id": "champion"},
        {"what": "Risks", "who": "UBEN", "by_when": "2026-03-04", "~id": "risks"},
    ]
