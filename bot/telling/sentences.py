"""What sentences about a process are made of: lists, spans of time, roles and templates in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from bot.blueprint import AUTHOR, Habit, Question, Span

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_FACT = re.compile(r"\{\{\s*(?:line\.)?([\w.]+).*?\}\}")


def listed(words: Iterable[str], last: str = "and") -> str:
    """The words as one list; there is at least one."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end


def by_tier(values: Mapping[str, str], tiers: Collection[str] = ()) -> str:
    """One value for all tiers, or each with the tiers it is for: also one alone, where not all of `tiers` have it."""
    groups: dict[str, list[str]] = {}
    for tier, value in values.items():
        groups.setdefault(value, []).append(tier)
    if len(groups) == 1 and values.keys() >= set(tiers):
        return next(iter(groups))
    return listed(f"{value} for {listed(tiers)}" for value, tiers in groups.items())


def spans(values: Mapping[str, Span], tiers: Collection[str] = ()) -> str:
    """Spans of time by tier: "2 working days for T1 and 5 days for T2"."""
    return by_tier({tier: span(value) for tier, value in values.items()}, tiers)


def span(value: Span) -> str:
    return days(value.count, "working day" if value.working else "day")


def days(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def role_of(habit: Habit, role: str) -> str:
    """A role as the form calls it: "the account owner", "our executive sponsor"."""
    if role == AUTHOR:
        return "whoever opened it"
    name = first_down(habit.roles[role].ask) if role in habit.roles else spaced(role)
    return name if name.startswith(("our ", "who ")) else f"the {name}"


def asked_in(questions: Iterable[Question], id: str) -> str:
    """A question by its own words, where another sentence speaks of its answer."""
    return next(f"“{question.ask}”" for question in questions if question.id == id)


def first_up(text: str) -> str:
    return text[0].upper() + text[1:]


def first_down(text: str) -> str:
    """A question's words in the middle of a sentence; an abbreviation stays what it is."""
    return text if text[:2].isalpha() and text[:2].isupper() else text[0].lower() + text[1:]


def spaced(id: str) -> str:
    return id.replace("_", " ")


def filled(template: str) -> str:
    """A template as a sentence: what is filled in later is named in brackets, and what is reckoned is left out."""
    named = _FACT.sub(lambda fact: f"[{spaced(fact[1].removesuffix('.name'))}]", template)
    return " ".join(re.sub(r"\{[{%].*?[%}]\}", "", named).split())
