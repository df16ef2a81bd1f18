"""What a record tells of a contact with the customer, and what all contacts of an account come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.blueprint import BALLS, NOBODY, THEM, US, TouchPlan
from bot.rules.facts import Answers, Clocks, Contacted, Record, Touch


def touch_of(plan: TouchPlan, record: Record, day: date, by: str) -> Touch | None:
    """The contact that a record tells of, `by` having told it on `day`; None where it moves nothing.

    A contact without a day, or with one to come, was on `day`: nobody was met tomorrow. What went unanswered leaves the
    ball with them, unless the record says that it is with us.
    """
    answers = record.answers
    kind = _answer(answers, plan.kind)
    one_way, note = kind in plan.one_way, kind in plan.notes
    said = _answer(answers, plan.day)
    ball = _answer(answers, plan.ball)
    if one_way and ball != US:
        ball = THEM
    next_on = _answer(answers, plan.next_on)
    touch = Touch(
        account=record.account,
        key=f"record/{record.id}",
        on=min(date.fromisoformat(said), day) if said else day,
        by=by,
        kind=kind or record.habit,
        two_way=not one_way and not note,
        live=plan.kind is None or kind in plan.live,
        ball=ball if ball in BALLS else None,
        next_on=date.fromisoformat(next_on) if next_on else None,
        next_how=_answer(answers, plan.next_how) if next_on else None,
        told=bool(next_on) and _answer(answers, plan.told) == "yes",
        with_whom=_all(answers, plan.with_whom),
        left=_all(answers, plan.left),
        record=record.id,
    )
    moves = touch.two_way or touch.ball or touch.next_on or touch.left
    return touch if moves else None


def clocks_of(touches: Iterable[Touch]) -> Clocks:
    """What touches come to, whatever order they were logged in: those of one day in the order given."""
    clocks = Clocks()
    for touch in sorted(touches, key=lambda touch: touch.on):
        clocks = after(clocks, touch)
    return clocks


def after(clocks: Clocks, touch: Touch) -> Clocks:
    """The clocks once `touch` was added, which is of the day of the latest one so far, or of a later one.

    The ball stays with whoever has it since the first touch that put it there; a contact who is noted once more to have
    left did so then already, unless they were in touch in between.
    """
    if touch.ball is not None and touch.ball != clocks.ball:
        free = touch.ball == NOBODY
        clocks = replace(clocks, ball=None if free else touch.ball, ball_since=None if free else touch.on)
    if touch.next_on is not None:
        clocks = replace(clocks, next_on=touch.next_on, next_how=touch.next_how, told=touch.told, next_said_on=touch.on)
    contacts = {id: _met(clocks.contacts.get(id, Contacted()), touch) for id in touch.with_whom}
    return replace(
        clocks,
        account=_met(clocks.account, touch),
        contacts={**clocks.contacts, **{id: met for id, met in contacts.items() if met != Contacted()}},
        left={**clocks.left, **{id: touch.on for id in touch.left if _is_news(clocks, id)}},
    )


def _met(met: Contacted, touch: Touch) -> Contacted:
    """A live talk moves both clocks, a two-way contact that of touches, and anything else neither."""
    return Contacted(
        touch_on=touch.on if touch.two_way or touch.live else met.touch_on,
        live_on=touch.on if touch.live else met.live_on,
    )


def _is_news(clocks: Clocks, contact: str) -> bool:
    left_on, met = clocks.left.get(contact), clocks.contacts.get(contact, Contacted())
    return left_on is None or (met.touch_on is not None and met.touch_on > left_on)


def _answer(answers: Answers, id: str | None) -> Any:
    return answers.get(id) if id else None


def _all(answers: Mapping[str, Any], id: str | None) -> tuple[str, ...]:
    """Every value that was chosen, of a question that takes one or of one that takes several."""
    answer = _answer(answers, id)
    return (answer,) if isinstance(answer, str) and answer else tuple(answer or ())
