"""The facts that the words of a watch may use: named in this one place, and filled wherever something is told."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from bot.blueprint import Blueprint, Cadence, FieldClass, Question, Watch
from bot.words.templates import Facts


class Kind(StrEnum):
    """What a fact is; all are there in each watch's words, and "" (a list: empty) where they tell nothing."""

    ACCOUNT = "account"
    """With .name, .slug, .tier, .tier_name and .channel."""
    PERSON = "person"
    """Somebody of ours, with .name, .first, .mention and .known."""
    NAME = "name"
    """Somebody's name."""
    NAMES = "names"
    DAY = "day"
    NUMBER = "number"
    COUNT = "count"
    """A number that is always there, 0 where there is nothing to count."""
    TEXT = "text"
    TEXTS = "texts"
    LINE = "line"
    """The answers of a line, by its questions' ids."""


WATCH_FACTS: Final[dict[str, Kind]] = {
    "account": Kind.ACCOUNT,
    # Whose turn it is, who reads it, and the account's team.
    "holder": Kind.PERSON,
    "reader": Kind.PERSON,
    "owner": Kind.PERSON,
    "deputy": Kind.PERSON,
    "ae": Kind.PERSON,
    "manager": Kind.PERSON,
    "our_sponsor": Kind.PERSON,
    "cover_for": Kind.NAME,  # who is away, where the reader stands in
    "who_next": Kind.NAME,  # who reads of it next, where nothing happens
    # When.
    "sent_on": Kind.DAY,  # today, as the reader's days go
    "opens_on": Kind.DAY,
    "day": Kind.DAY,  # the day it is due
    "when": Kind.TEXT,  # the same in words: "today", "tomorrow", "on Fri 6 Mar", "Fri 27 Feb, 3 days ago"
    "leads_to": Kind.DAY,  # the day that a ladder's rungs are counted from
    "renewal_on": Kind.DAY,
    "colour": Kind.TEXT,  # "amber", "red" or ""
    # Clocks.
    "last_on": Kind.DAY,
    "days": Kind.COUNT,  # since `last_on`
    "amber": Kind.NUMBER,  # the limits, in days
    "red": Kind.NUMBER,
    "booked_on": Kind.DAY,  # a meeting to come
    "contact": Kind.TEXT,  # what the contact is to us: "champion"
    "contact_name": Kind.NAME,
    # Whatever else a rule knows.
    "do": Kind.TEXT,  # the rung's or the task's words; of a record, whose turn it is
    "asked": Kind.COUNT,  # people of ours, about the record,
    "answered": Kind.COUNT,  # of whom so many have answered,
    "unanswered": Kind.NAMES,  # and these not yet
    "open_before": Kind.TEXTS,  # the words of earlier rungs that nobody did, the latest last
    "since": Kind.DAY,  # the ball is with us, or it is somebody's turn
    "state": Kind.TEXT,  # of the next contact: "missing" or "due" (red: missed); of a record: its state's id
    "next_on": Kind.DAY,  # when they hear from us next
    "next_how": Kind.TEXT,
    "said_on": Kind.DAY,  # when that was agreed, or the latest touch if nothing was
    "line": Kind.LINE,  # of the cadence
    "planned_on": Kind.DAY,
    "known": Kind.NUMBER,  # contacts in touch,
    "fewest": Kind.NUMBER,  # of so many at least,
    "within": Kind.NUMBER,  # within so many days
    "noted_on": Kind.DAY,  # somebody noted that a contact left
    "signals": Kind.TEXTS,  # what is raised at the same time
    "reasons": Kind.TEXTS,  # to write to them today, the best first; nobody of theirs is named
}

_OF_PEOPLE = (Kind.PERSON, Kind.NAME, Kind.NAMES)

ALERT_FACTS: Final = tuple(name for name, kind in WATCH_FACTS.items() if kind not in _OF_PEOPLE)
"""What is told where a whole channel reads it, and so what an alert, a rung or a pulse may use: nobody is named there,
neither of theirs (personal) nor of ours (no blame)."""


def nameless(watch: Watch, blueprint: Blueprint, facts: Facts) -> dict[str, Any]:
    """What a whole channel may read of the facts: `ALERT_FACTS`, and nothing personal of a cadence's line."""
    personal = {one.id for one in cadence_line(watch, blueprint) if one.field_class is FieldClass.PERSONAL}
    line = {id: answer for id, answer in facts["line"].items() if id not in personal}
    return {name: line if name == "line" else facts[name] for name in ALERT_FACTS}


def cadence_line(watch: Watch, blueprint: Blueprint) -> tuple[Question, ...]:
    """What each line of the cadence asks that a watch goes by; nothing for other watches."""
    if not isinstance(watch.rule, Cadence):
        return ()
    kept = {question.id: question for question in blueprint.habits[watch.rule.habit].kept}
    return kept[watch.rule.lines].line
