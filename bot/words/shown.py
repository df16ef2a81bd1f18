"""Answers as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.blueprint import Question
from bot.rules.facts import Answers, Person
from bot.rules.money import Money
from bot.words.templates import channel, link, mention


def answered(questions: Sequence[Question], answers: Answers, known: Mapping[str, Person]) -> dict[str, Any]:
    """Every question's answer by its id: texts, days, and for lines a list of such dicts; "" for what is not answered.

    People are named where they are `known`, and referred to by id where they are not.
    """
    return {question.id: _shown(question, answers.get(question.id), known) for question in questions}


def _shown(question: Question, answer: Any, known: Mapping[str, Person]) -> Any:
    if question.kind == "lines":
        return [answered(question.line, line, known) for line in answer or ()]
    if answer in (None, "", []):
        return ""
    match question.kind:
        case "date":
            return date.fromisoformat(answer)
        case "money":
            return str(Money(**answer)) if isinstance(answer, Mapping) else answer
        case "person":
            return _name(answer, known)
        case "people":
            return ", ".join(_name(one, known) for one in answer)
        case "choice":
            return _label(question, answer)
        case "choices":
            return ", ".join(_label(question, one) for one in answer)
        case "account":
            return answer.get("name") or answer.get("new", "")
        case "channel":
            return channel(answer)
        case "url":
            return link(answer)
        case _:
            return str(answer)


def _name(id: str, known: Mapping[str, Person]) -> str:
    return known[id].name if id in known else mention(id)


def _label(question: Question, value: str) -> str:
    return next((choice.label for choice in question.choices if choice.value == value), value)
