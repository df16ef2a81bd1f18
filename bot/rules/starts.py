"""What a form begins with before anything is known or answered: who fills it, the day it is, a choice, some lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.blueprint import FILLER, TODAY, Calendar, Question, Span
from bot.rules.days import due_day
from bot.rules.facts import LINE_ID, Answers


def started(questions: Iterable[Question], person: str, today: date) -> dict[str, Any]:
    """What these questions start as, by id, for the person who fills the form on that day of theirs."""
    starts = {question.id: _start(question, person, today) for question in questions if question.starts_as}
    return {id: start for id, start in starts.items() if start is not None}


def begun(
    questions: Iterable[Question], tier: str, person: str, today: date, calendar: Calendar
) -> dict[str, list[dict[str, Any]]]:
    """The lines that a tier begins with, by the question that asks for them; a day is counted from `today`."""
    return {
        question.id: [
            {**started(question.line, person, today), **_line(line, today, calendar), LINE_ID: f"begun{number}"}
            for number, line in enumerate(question.begins[tier])
        ]
        for question in questions
        if tier in question.begins
    }


def _start(question: Question, person: str, today: date) -> Any:
    match question.kind, question.starts_as:
        case "person", str(start) if start == FILLER:
            return person
        case "people", str(start) if start == FILLER:
            return [person]
        case "date", str(start) if start == TODAY:
            return today.isoformat()
        case "choice" | "yes_no", start:
            return start
        case _:  # the gaps of a record are no beginning: whoever makes the move finds them
            return None


def _line(line: Mapping[str, Any], today: date, calendar: Calendar) -> Answers:
    return {
        id: due_day(today, answer, calendar).isoformat() if isinstance(answer, Span) else answer
        for id, answer in line.items()
    }
