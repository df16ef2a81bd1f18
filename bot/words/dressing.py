"""Facts made ready to be printed: a list of lines prints every line as its question has it read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blueprint import Habit, Question
from bot.words.templates import Facts, Template, facts_for, one_line

Compiled = Mapping[str, Template]
"""Every template by its source."""


class Lines(list[Any]):
    """The answer to a question of kind lines, and what {{ }} prints of it."""

    def __init__(self, lines: Sequence[Any], text: str) -> None:
        super().__init__(lines)
        self.text = text

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        return self.text


def dressed(habit: Habit, facts: Facts, compiled: Compiled, plain: bool = False) -> dict[str, Any]:
    """The facts of one of a habit's records, ready for `Template.fill` with the same `plain`."""
    ready = facts_for(facts, plain)
    for question in habit.kept:
        if question.kind == "lines":
            lines = [{**line, "sent_on": ready["sent_on"]} for line in ready[question.id]]
            ready[question.id] = Lines(lines, _read_back(question, lines, compiled, plain))
    return ready


def read_line(question: Question, line: Facts, compiled: Compiled, plain: bool = False) -> str:
    """One line, ready as `facts_for` makes it, in the question's own words."""
    assert question.reads is not None  # the loader has seen to it
    return one_line(compiled[question.reads].fill(line, plain))


def _read_back(question: Question, lines: Sequence[Facts], compiled: Compiled, plain: bool) -> str:
    if lines:
        return "\n".join(f"• {read_line(question, line, compiled, plain)}" for line in lines)
    # A question that need not be answered says nothing by having no lines; one that must says that there are none.
    return (question.none or "") if question.required else ""
