"""Buttons that move a record: accept it, return it, and whatever else a blueprint offers."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App

from bot import deeds
from bot.deeds import Gesture
from bot.handlers import asking, forms
from bot.handlers.door import Body, Door, surface_of
from bot.rules.facts import Record
from bot.rules.moves import Refusal
from bot.store import records
from bot.store.engine import reading
from bot.words import MOVE, picked_move


def register(app: App, door: Door) -> None:
    """Listen for the buttons of every habit's moves; a move's form is filled like any other."""

    @app.action(re.compile(rf"^{MOVE}:"))
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, surface_of(body))
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
            asking.redraw(door, body, gesture.actor)


def _has_form(door: Door, record_id: int, move: str) -> bool:
    record = _record(door, record_id)
    return record is not None and door.office.blueprint.habits[record.habit].moves[move].form is not None


def _ask(door: Door, body: Body, gesture: Gesture, record_id: int, move: str, number: int) -> None:
    """Open the move's form, unless it is already known that the move cannot be made."""
    record = _record(door, record_id)
    assert record is not None  # `_has_form` saw it, and records are never deleted
    refusal = deeds.why_not_move(door.office, record, move, number, gesture)
    if refusal is not None:
        door.tell(body, door.sentence(refusal))
        return
    forms.open_move(door, body, record, move, number, gesture)


def _record(door: Door, record_id: int) -> Record | None:
    with reading(door.office.memory) as connection:
        return records.get(connection, door.office.workspace, record_id)
