"""A form read back: what is asked, of whom, and how complete it must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.blueprint import Habit, Question, Score, Step, Tier
from bot.telling.sentences import asked_in, by_tier, first_down, listed, spaced, spans


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
        said.append(f"starts as {question.starts_as}")
    if question.least:
        said.append(f"at least {by_tier({tier: str(count) for tier, count in question.least.items()})}")
    if question.none:
        said.append(f'or the tick "{question.none}"')
    if question.falls:
        said.append(question.falls)
    if question.vague:
        said.append(f"not just {_wordings(question)}")
    return "; ".join(said) + "."


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
