"""A form read back: what is asked, of whom, and how complete it must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.blueprint import Habit, Question, Score, Span, Step, Tier
from bot.telling.sentences import asked_in, by_tier, first_down, listed, spaced, span, spans


def told_form(habit: Habit, tiers: tuple[Tier, ...]) -> Iterator[str]:
    """The habit's own form, step by step, and its score."""
    for number, step in enumerate(habit.steps, 1):
        yield f"  Step {number}, {step.title}:"
        yield from told_step(step, tiers)
    if habit.score is not None:
        yield from _score(habit, habit.score)


def told_step(step: Step, tiers: tuple[Tier, ...]) -> Iterator[str]:
    """One modal: the text above it and its questions."""
    if step.says:
        yield f"    Above them stands: {' '.join(step.says.split())}"
    for question in step.questions:
        yield f"    - {_question(question, tiers)}"


def _question(question: Question, tiers: tuple[Tier, ...]) -> str:
    said = [f"{question.ask}: {_kind(question)}, {question.field_class}"]
    if question.may_be_new:
        said.append("may be new")
    for word, asked in (("required", question.required), ("wanted", question.wanted)):
        if asked:
            said.append(word if len(asked) == len(tiers) else f"{word} for {listed(sorted(asked))}")
    if question.role:
        said.append(f"takes the role {question.role}")
    if question.starts_as:
        labels = {choice.value: choice.label for choice in question.choices}
        said.append(f"starts as {labels.get(question.starts_as, question.starts_as)}")
    if question.begins:
        said.append(f"begins with {_begins(question)}")
    if question.least:
        said.append(f"at least {by_tier({tier: str(count) for tier, count in question.least.items()})}")
    if question.none:
        said.append(f'or the tick "{question.none}"')
    if question.falls:
        said.append(question.falls)
    if question.vague:
        said.append(f"not just {_wordings(question)}")
    return "; ".join(said) + "."


def _begins(question: Question) -> str:
    """The lines that are there to begin with, tier by tier, each answer by its question."""
    lines = {
        tier: listed(f"({', '.join(_answer(line[q.id]) for q in question.line if q.id in line)})" for line in lines)
        for tier, lines in question.begins.items()
        if lines
    }
    return by_tier(lines, question.begins)


def _answer(value: Any) -> str:
    match value:
        case Span():
            return f"in {span(value)}"
        case list():
            return listed(spaced(one) for one in value)
    return spaced(str(value))


def _kind(question: Question) -> str:
    if question.kind == "lines":
        return f"lines, each asking for {listed(_inner(inner) for inner in question.line)}"
    if question.choices:
        return f"{question.kind} of {listed((choice.label for choice in question.choices), 'or')}"
    return {"yes_no": "yes or no"}.get(question.kind, spaced(question.kind))


def _inner(question: Question) -> str:
    return first_down(question.ask) + (f" (not just {_wordings(question)})" if question.vague else "")


def _wordings(question: Question) -> str:
    return listed((f'"{wording}"' for wording in question.vague), "or")


def _score(habit: Habit, score: Score) -> Iterator[str]:
    yield f"  It is complete from {score.enough} points of {score.most} on, two for each of these:"
    for section in score.sections:
        must = "; it cannot be left out" if section.must else ""
        yield f"    - {section.called}: {_asks(habit.questions, section.questions)}{must}."
    closed = f"to be closed within {spans(score.close)}"
    yield f"  From {score.with_gaps} points on it can be sent with gaps, {closed}; below that it cannot be sent."


def _asks(questions: Iterable[Question], ids: Iterable[str]) -> str:
    asked = tuple(questions)
    return listed(asked_in(asked, id) for id in ids)
