"""What is put together for a meeting: how each promise stands, what is new since the last time, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.blueprint import Habit, Item, PackPart
from bot.rules.days import local_day
from bot.rules.facts import LINE_ID, Answers, Entry, Record, Task
from bot.rules.submission import says_only


class Fate(StrEnum):
    """How a promise stands."""

    KEPT = "kept"
    OPEN = "open"
    MISSED = "missed"


def fate(promise: Task, today: date) -> Fate:
    """Kept once it is done, also when that was late; missed once its day has passed."""
    if promise.done_at is not None:
        return Fate.KEPT
    return Fate.MISSED if promise.due_on < today else Fate.OPEN


def is_news(promise: Task, since: date | None, zone: str) -> bool:
    """Whether they have not heard what became of a promise: it is not kept, or was only after the last meeting."""
    return since is None or promise.done_at is None or local_day(promise.done_at, zone) > since


def last_time(habit: Habit, record: Record, others: Iterable[Record]) -> date | None:
    """The day on which the last meeting of this kind before this one was held; None where there was none.

    It was held if it is a touch: as long as nobody says on which day it was, it was not.
    """
    days = {plan.day for entering in habit.on.values() if (plan := entering.touch)}
    held = [
        date.fromisoformat(day)
        for other in others
        if other.habit == habit.id and other.id != record.id
        for id in days
        if (day := other.answers.get(id))
    ]
    own = record.answers.get(habit.pack.day) if habit.pack else None
    return max((day for day in held if own is None or day <= date.fromisoformat(own)), default=None)


def promised(habit: Habit, promise: Task, answers: Answers) -> tuple[Item | None, Answers]:
    """What a promise goes back to: its item of the checklist, and its line where there is one for each."""
    id, _, rest = promise.key.partition("/")
    items = habit.checklist.items if habit.checklist else ()
    item = next((one for one in items if one.id == id), None)
    lines = answers.get(item.each) or () if item and item.each else ()
    return item, next((line for line in lines if line.get(LINE_ID) == rest.partition("/")[0]), {})


def given_at(entries: Sequence[Entry], answer: Any, path: Sequence[str]) -> datetime | None:
    """Since when an answer is as it is now: the entry of its record from which on it stood there unchanged.

    `path` is the question's id; or that of a list, the line's id, and the question's in it.
    """
    since = None
    for entry in reversed(entries):
        if "answers" in entry.facts:
            if _at(entry.facts["answers"], path) != answer:
                break
            since = entry.at
    return since


def is_number(part: PackPart, answer: Any) -> bool:
    """Whether a value is there: something was written, and not that nobody knows."""
    return answer not in (None, "", []) and not (isinstance(answer, str) and says_only(part.unknown, answer))


def _at(answers: Answers, path: Sequence[str]) -> Any:
    first, *rest = path
    if not rest:
        return answers.get(first)
    lines = answers.get(first) or ()
    return next((line.get(rest[1]) for line in lines if line.get(LINE_ID) == rest[0]), None)
