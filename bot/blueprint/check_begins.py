"""What must hold in the lines that a list begins with, tier by tier."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bot.blueprint.check_list import check_span
from bot.blueprint.findings import Findings
from bot.blueprint.source import Number, Text
from bot.blueprint.written import QuestionKeys

_TEXTS = ("text", "long_text", "email", "url")
_FORMS: Mapping[str, tuple[type[Any], str]] = {
    "number": (Number, "a whole number"),
    "choices": (list, "a list of its values"),
}
_MAY_BEGIN = (*_TEXTS, "number", "date", "choice", "choices", "yes_no")


def check_begins(
    begins: dict[Text, list[dict[Text, Any]]], line: Mapping[str, QuestionKeys], tiers: Collection[str], find: Findings
) -> None:
    """Find what does not fit in the lines that are there to begin with. `line` is what each of them asks, by id."""
    find.by_tier(dict(begins), tiers, "begins")
    for lines in begins.values():
        for answers in lines:
            for id, answer in answers.items():
                if find.known(id, line, "a question of the line"):
                    _check_answer(id, answer, line[id], find)


def _check_answer(id: Text, answer: Any, question: QuestionKeys, find: Findings) -> None:
    """An answer as it would be given; a day as so long after the day the form is begun."""
    if question.kind not in _MAY_BEGIN:
        find.say(id, f"a line cannot begin with an answer of kind {question.kind}")
        return
    form, expected = _FORMS.get(question.kind, (Text, "a text"))
    parts = answer if isinstance(answer, list) else []
    if not isinstance(answer, form) or not all(isinstance(part, Text) for part in parts):
        find.say(id, f'"{id}" begins with {expected}, as its kind is {question.kind}')
    elif question.kind == "date":
        check_span(answer, find)
    elif question.kind == "yes_no":
        find.known(answer, ("yes", "no"), "an answer to a question of yes or no")
    elif question.values:
        for value in parts or [answer]:
            find.known(value, question.values, f"an answer to {question.id}")
