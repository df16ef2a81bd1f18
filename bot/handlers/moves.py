"""Buttons that move a record: accept it, return it, and whatever else a blueprint offers."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App

from bot import deeds, modals
from bot.deeds import Gesture
from bot.handlers.door import Body, Door
from bot.modals import Where
from bot.rules.facts import Record
from bot.rules.moves import Refusal
from bot.rules.submission import problems, required
from bot.store import records
from bot.store.engine import reading
from bot.words import MOVE, picked_move


def register(app: App, door: Door) -> None:
    """Listen for the buttons and forms of every habit's moves."""

    @app.action(re.compile(rf"^{MOVE}:"))
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, "home" if body.get("view") else "button")
        record_id, move, number = picked_move(body["actions"][0])
        if _has_form(door, record_id, move):
            ack()
            door.after(body, lambda: _ask(door, body, gesture, record_id, move, number))
            return
        outcome = deeds.move(door.office, record_id, move, number, {}, gesture)
        ack()
        if isinstance(outcome, Refusal):
            door.refuse(body, outcome)
        else:
            door.refresh(gesture.actor)

    @app.view("move")
    def form_sent(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        gesture = door.gesture(body, "modal")
        at = modals.where(view)
        form = door.office.blueprint.habits[at.habit].moves[at.move].form
        assert form is not None  # `_ask` opened it for a move with a form,
        assert at.record is not None  # on a record
        answers = modals.step_answers(form.questions, view["state"]["values"], {})
        if wrong := problems(form.questions, answers, {}, door.office.blueprint.tier_ids):
            words = door.office.words
            errors = {p.question: words.as_plain(door.sentence(Refusal(p.phrase, p.facts))) for p in wrong}
            ack(response_action="errors", errors=errors)
            return
        outcome = deeds.move(door.office, at.record, at.move, at.number, answers, gesture)
        if isinstance(outcome, Refusal):  # told above the form, so that what was typed can still be copied from it
            ack(response_action="push", view=door.notice(outcome))
            return
        ack()
        door.refresh(gesture.actor)


def _has_form(door: Door, record_id: int, move: str) -> bool:
    record = _record(door, record_id)
    return record is not None and door.office.blueprint.habits[record.habit].moves[move].form is not None


def _ask(door: Door, body: Body, gesture: Gesture, record_id: int, move: str, number: int) -> None:
    """Open the move's form, unless it is already known that the move cannot be made."""
    record = _record(door, record_id)
    assert record is not None  # `_has_form` saw it, and records are never deleted
    habit = door.office.blueprint.habits[record.habit]
    refusal = deeds.why_not_move(door.office, record, move, number, gesture)
    if refusal is not None:
        door.tell(body, door.sentence(refusal))
        return
    at = Where(habit=habit.id, record=record_id, move=move, number=number)
    form = habit.moves[move].form
    assert form is not None  # `_has_form` saw that too
    needed = required(form.questions, record.answers.get("tier"), door.office.blueprint.tier_ids)
    view = modals.move_view(habit, at, door.office.words, needed)
    door.office.slack.call("views.open", trigger_id=body["trigger_id"], view=view)


def _record(door: Door, record_id: int) -> Record | None:
    with reading(door.office.memory) as connection:
        return records.get(connection, door.office.workspace, record_id)
