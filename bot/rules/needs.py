"""What an assessed need must say beside each single answer (habits.md B3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blueprint import Question
from bot.rules.facts import Answers
from bot.rules.problem import Problem

_LEFT_OPEN = (("we", "offering"), ("partner", "offering"), ("partner", "partner"), ("not_now", "not_now_until"))
"""A verdict, and a question that it leaves open."""
_MEASURES = ("today", "target", "by_when")


def problems(questions: Sequence[Question], answers: Answers) -> Iterator[Problem]:
    """What is missing because of another answer; nothing in forms that do not ask for both."""
    asks = {question.id: question.ask for question in questions}
    if "verdict" in asks:
        for verdict, question in _LEFT_OPEN:
            if question in asks and answers.get("verdict") == verdict and not answers.get(question):
                yield Problem(question, "required_missing", {"ask": asks[question]})
    if "is_measured" in asks and answers.get("is_measured") == "yes":
        for question in _MEASURES:
            if question in asks and not answers.get(question):
                yield Problem(question, "measured_how", {"ask": asks[question]})
