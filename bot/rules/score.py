"""How complete a form is: what it lacks, what that makes of it, and whether it may go on so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.blueprint import Habit, Move, Question, Score, Section
from bot.rules.facts import LINE_ID, Answers
from bot.rules.problem import Problem
from bot.rules.submission import asked_of, is_begun, is_whole


class Verdict(StrEnum):
    """What a score makes of a form: it goes on as it is, with its gaps named, or not at all."""

    ENOUGH = "enough"
    WITH_GAPS = "with_gaps"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True)
class Judged:
    """A form's `score` of `most`; `missing` are the ids of the questions it lacks, in the form's order.

    `musts` are the sections that cannot be left out altogether and are: with one of them the form cannot be sent,
    whatever it scores.
    """

    score: int
    most: int
    missing: tuple[str, ...]
    musts: tuple[Section, ...]
    verdict: Verdict


def judged(habit: Habit, answers: Answers, tiers: frozenset[str]) -> Judged | None:
    """How complete these answers are for their tier (habits.md B1); None for a habit without a score.

    While the tier is not known, what every tier needs is asked for.
    """
    if habit.score is None:
        return None
    tier = answers.get("tier") or ""
    asked = asked_of(habit.questions, tier, tiers)
    missing = tuple(q.id for q in habit.questions if q.id in asked and not is_whole(q, answers.get(q.id), tier))
    counts = {section: _count(habit, section, answers, asked, tier) for section in habit.score.sections}
    score = sum(counts.values())
    musts = tuple(section for section, count in counts.items() if section.must and not count)
    return Judged(score, habit.score.most, missing, musts, _verdict(habit.score, score))


def state_after(move: Move, answers: Answers, judged: Judged | None) -> str:
    """The state that sending a form leads to: some tiers ask somebody first where it has gaps."""
    if judged is None or judged.verdict is not Verdict.WITH_GAPS:
        return move.to
    return move.with_gaps.get(answers.get("tier") or "", move.to)


def why_not_enough(habit: Habit, answers: Answers, tiers: frozenset[str]) -> tuple[Problem, ...]:
    """Why a form cannot be sent although every answer it must have is there, each told at the first thing it lacks."""
    found = judged(habit, answers, tiers)
    if found is None or habit.score is None:
        return ()
    if found.musts:
        return tuple(_must(habit, section) for section in found.musts)
    if found.verdict is not Verdict.TOO_LITTLE or not found.missing:
        return ()
    facts = {"score": found.score, "most": found.most, "least": habit.score.with_gaps, "missing": asks(habit, found)}
    return (Problem(found.missing[0], "too_many_gaps", facts),)


def why_not_without(habit: Habit, questions: Sequence[Question], answers: Answers) -> tuple[Problem, ...]:
    """The sections that cannot be left out, are asked for by `questions` altogether, and are left out."""
    here = {question.id for question in questions}
    return tuple(
        _must(habit, section)
        for section in (habit.score.sections if habit.score else ())
        if section.must
        and here.issuperset(section.questions)
        and not any(is_begun(habit.question(id), answers.get(id)) for id in section.questions)
    )


def asks(habit: Habit, found: Judged) -> str:
    """What is missing, by the names of the questions, as one list in words."""
    return ", ".join(habit.question(id).ask for id in found.missing)


def gap_lines(habit: Habit, found: Judged, who: str, by_when: date) -> list[dict[str, str]]:
    """A line for each thing that is missing: what it is, who closes the gap, and by when."""
    return [
        {"what": habit.question(id).ask, "who": who, "by_when": by_when.isoformat(), LINE_ID: id}
        for id in found.missing
    ]


def _verdict(bands: Score, score: int) -> Verdict:
    if score >= bands.enough:
        return Verdict.ENOUGH
    return Verdict.WITH_GAPS if score >= bands.with_gaps else Verdict.TOO_LITTLE


def _count(habit: Habit, section: Section, answers: Answers, asked: frozenset[str], tier: str) -> int:
    """0 for nothing, 2 for all that this tier is asked for, 1 for what lies between."""
    begun = {id for id in section.questions if is_begun(habit.question(id), answers.get(id))}
    if all(is_whole(habit.question(id), answers.get(id), tier) for id in asked.intersection(section.questions)):
        return 2 if begun or not section.must else 0
    return 1 if begun else 0


def _must(habit: Habit, section: Section) -> Problem:
    names = " / ".join(habit.question(id).ask for id in section.questions)
    return Problem(section.questions[0], "must_have_missing", {"section": section.called, "asks": names})
