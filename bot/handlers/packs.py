"""What is put together for a meeting, opened from wherever the record is told of."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.handlers import asking
from bot.handlers.door import Body, Door
from bot.pages import pack
from bot.words import OPEN_PACK


def register(app: App, door: Door) -> None:
    """Listen for the buttons that open a pack."""

    @app.action(OPEN_PACK)
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        record = int(body["actions"][0]["value"])
        door.after(body, lambda: show(door, body, actor.id, record))


def show(door: Door, body: Body, person: str, record: int) -> None:
    """The pack of a record. Slack is called: do this after the ack."""
    view = pack.view_for(door.office, person, record, door.office.clock())
    if view is None:
        door.tell(body, door.office.words.phrase("gone"))
    else:
        asking.show(door, body, view)
