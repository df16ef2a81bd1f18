"""What must hold where a record is a touch: which of its questions say when it was, with whom, and what is next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.blueprint.check_form import kept_by
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.values import BALLS
from bot.blueprint.written import HabitFile, QuestionKeys, TouchKeys

_KINDS: Mapping[str, tuple[str, ...]] = {
    "day": ("date",),
    "kind": ("choice",),
    "with_whom": ("choice", "choices"),
    "ball": ("choice",),
    "next_on": ("date",),
    "next_how": ("choice",),
    "told": ("yes_no",),
    "left": ("choice", "choices"),
}
"""Which kinds of question may stand under each key."""

_MEANINGS = ("live", "one_way", "notes")


def check_touch(habit: HabitFile, touch: TouchKeys, find: Findings) -> None:
    """Find what does not fit in how a habit's record is a touch."""
    kept = {str(question.id): question for question in kept_by(habit)}
    asked: dict[str, QuestionKeys] = {}
    for key, kinds in _KINDS.items():
        id = getattr(touch, key)
        fit = [known for known, question in kept.items() if question.kind in kinds]
        if id is not None and find.known(id, fit, f"a {' or '.join(kinds)} question whose answer is kept"):
            asked[key] = kept[id]
    _check_meanings(touch, asked.get("kind"), find)
    if "ball" in asked:
        for value in asked["ball"].values:
            find.known(value, BALLS, "somebody who has the ball")
    if "left" in asked and "with_whom" in asked:
        contacts = asked["with_whom"].values
        for value in asked["left"].values:
            find.known(value, contacts, f"a contact under {touch.with_whom}")


def _check_meanings(touch: TouchKeys, kind: QuestionKeys | None, find: Findings) -> None:
    """What the kinds of touch mean: each is told apart once."""
    first: dict[str, str] = {}
    for meaning in _MEANINGS:
        for value in _named(touch, meaning):
            if touch.kind is None:
                find.say(value, f'"{meaning}" are kinds of touch, and no question is given under "kind"')
            elif kind is not None and find.known(value, kind.values, f"an answer to {touch.kind}"):
                before = first.setdefault(value, meaning)
                if before != meaning:
                    find.say(value, f'"{value}" is among "{before}" already')


def _named(touch: TouchKeys, meaning: str) -> Iterable[Text]:
    named: list[Text] = getattr(touch, meaning)
    return named
