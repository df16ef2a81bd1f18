"""What must hold between a checklist, the states it starts from and the questions it takes people and days from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.spans import span_in
from bot.blueprint.written import ChecklistKeys, HabitFile, ItemKeys, QuestionKeys

_WORD = re.compile(r"\w+")


def starts_of(checklist: ChecklistKeys) -> list[Text]:
    """The states from which a checklist's days are counted."""
    return checklist.starts if isinstance(checklist.starts, list) else [checklist.starts]


def is_a_day(due: Text | dict[Text, Text]) -> bool:
    """Is this the id of a date question, and no span of time?"""
    return isinstance(due, Text) and _WORD.fullmatch(due) is not None


def check_spans(spans: Text | dict[Text, Text], tiers: Collection[str], key: str, find: Findings) -> None:
    """A span of time, or one for every tier. `key` is what it stands under."""
    if isinstance(spans, dict):
        find.by_tier(dict(spans), tiers, key)
    for span in spans.values() if isinstance(spans, dict) else [spans]:
        check_span(span, find)


def check_span(span: Text, find: Findings) -> bool:
    """Is this a span of time?"""
    if span_in(span) is None:
        find.say(span, f'"{span}" is no span of time: write "2 working days" or "30 days"')
    return span_in(span) is not None


def check_list(
    habit: HabitFile, kept: Iterable[QuestionKeys], roles: Collection[str], tiers: Collection[str], find: Findings
) -> None:
    """Find what does not fit in a habit's checklist. `kept` are the questions whose answers its record keeps."""
    if habit.checklist is None:
        return
    for state in starts_of(habit.checklist):
        find.known(state, habit.states, "a state")
    find.ids((item.id for item in habit.checklist.items), "checklist item")
    asked = {str(question.id): question for question in kept}
    for item in habit.checklist.items:
        if item.unless is not None:
            find.known(item.unless, asked, "a question whose answer is kept")
        if item.each is not None:
            _check_each(item, item.each, asked, tiers, find)
        else:
            find.known(item.who, roles, "a role of this habit")
            _check_due(item, asked, tiers, find)


def _check_each(
    item: ItemKeys, each: Text, asked: Mapping[str, QuestionKeys], tiers: Collection[str], find: Findings
) -> None:
    lists = {id: question for id, question in asked.items() if question.kind == "lines"}
    if find.known(each, lists, "a question of kind lines"):
        line = {str(question.id): question for question in lists[each].line or ()}
        _check_question_of(item.who, line, "person", f"of the line of {each}", find)
        _check_due(item, line, tiers, find, f"of the line of {each}")


def _check_due(
    item: ItemKeys,
    asked: Mapping[str, QuestionKeys],
    tiers: Collection[str],
    find: Findings,
    where: str = "whose answer is kept",
) -> None:
    if isinstance(item.due, Text) and is_a_day(item.due):
        _check_question_of(item.due, asked, "date", where, find)
    else:
        check_spans(item.due, tiers, "due", find)


def _check_question_of(id: Text, asked: Mapping[str, QuestionKeys], kind: str, where: str, find: Findings) -> None:
    of_kind = [known for known, question in asked.items() if question.kind == kind]
    find.known(id, of_kind, f"a {kind} question {where}")
