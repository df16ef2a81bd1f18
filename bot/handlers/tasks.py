"""The Done button beside a task, in a message or in Home."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot import deeds
from bot.handlers import asking
from bot.handlers.door import Door, surface_of
from bot.rules.moves import Refusal
from bot.words import TASK_DONE


def register(app: App, door: Door) -> None:
    """Listen for tasks being done."""

    @app.action(TASK_DONE)
    def done(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, surface_of(body))
        outcome = deeds.finish(door.office, int(body["actions"][0]["value"]), gesture)
        ack()
        if isinstance(outcome, Refusal):
            door.refuse(body, outcome)
        else:
            door.refresh(gesture.actor)
            asking.redraw(door, body, gesture.actor)
