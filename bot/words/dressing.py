"""Facts made ready to be printed: lists print as their questions have them read back, or as one list in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from bot.blueprint import Habit, Question
from bot.words.templates import Facts, Template, escaped, facts_for, one_line

Compiled = Mapping[str, Template]
"""Every template by its source."""


class Printed(list[Any]):
    """A list, and what {{ }} prints of it: `text` is asked for when something prints it, which few templates do."""

    def __init__(self, things: Iterable[Any], text: Callable[[], str]) -> None:
        super().__init__(things)
        self._text = text

    def __str__(self) -> str:
        return self._text()

    def __html__(self) -> str:
        return self._text()


def dressed(habit: Habit, facts: Facts, compiled: Compiled, plain: bool = False) -> dict[str, Any]:
    """The facts of one of a habit's records, ready for `Template.fill` with the same `plain`."""
    ready = facts_for(facts, plain)
    ready |= _lines(habit.kept, ready, ready["sent_on"], compiled, plain)
    if "move" in ready:
        asked = [question for move in habit.moves.values() if move.form for question in move.form.questions]
        ready["move"] |= _lines(asked, ready["move"], ready["sent_on"], compiled, plain)
    missing = ready["missing"]
    ready["missing"] = Printed(missing, lambda: ", ".join(missing if plain else map(escaped, missing)))
    return ready


def read_line(question: Question, line: Facts, compiled: Compiled, plain: bool = False) -> str:
    """One line, ready as `facts_for` makes it, in the question's own words."""
    assert question.reads is not None  # the loader has seen to it
    return one_line(compiled[question.reads].fill(line, plain))


def _lines(
    questions: Iterable[Question], answers: Facts, sent_on: date, compiled: Compiled, plain: bool
) -> dict[str, Printed]:
    """The answers to questions of kind lines."""
    lists = {question.id: question for question in questions if question.kind == "lines"}
    lines = {id: [{**line, "sent_on": sent_on} for line in answers[id]] for id in lists}
    return {id: Printed(lines[id], partial(_read_back, lists[id], lines[id], compiled, plain)) for id in lists}


def _read_back(question: Question, lines: Sequence[Facts], compiled: Compiled, plain: bool) -> str:
    if lines:
        return "\n".join(f"• {read_line(question, line, compiled, plain)}" for line in lines)
    # A question that need not be answered says nothing by having no lines; one that must says that there are none.
    return (question.none or "") if question.required else ""
