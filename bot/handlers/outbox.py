"""The outbox in Home, for admins: seeing it, and deciding on what it could not settle by itself."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot import deeds
from bot.deeds import Decision
from bot.handlers import asking
from bot.handlers.door import Body, Door, surface_of
from bot.handlers.events import chosen
from bot.pages import home, outbox
from bot.rules.allowed import why_not_see_outbox
from bot.rules.moves import Refusal


def register(app: App, door: Door) -> None:
    """Listen for the menu in an admin's Home, and for those under each message."""

    @app.action(home.MORE, matchers=[chosen(home.OUTBOX)])
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        if phrase := why_not_see_outbox(actor):
            door.refuse(body, Refusal(phrase))
        else:
            door.after(body, lambda: asking.show(door, body, _view(door, actor.id)))

    @app.action(outbox.WAS_SAID)
    def was_said(ack: Ack, body: dict[str, Any]) -> None:
        _decide(ack, body, door, Decision.WAS_SAID)

    @app.action(outbox.AGAIN)
    def again(ack: Ack, body: dict[str, Any]) -> None:
        _decide(ack, body, door, Decision.AGAIN)


def _decide(ack: Ack, body: Body, door: Door, decision: Decision) -> None:
    gesture = door.gesture(body, surface_of(body))
    outcome = deeds.decide(door.office, int(body["actions"][0]["value"]), decision, gesture)
    ack()
    if isinstance(outcome, Refusal):
        door.refuse(body, outcome)
    door.after(body, lambda: _redraw(door, body, gesture.actor))


def _redraw(door: Door, body: Body, person: str) -> None:
    """The list as it stands now, also for somebody who came too late."""
    if body.get("view", {}).get("callback_id") == outbox.OUTBOX_VIEW:
        door.office.slack.call("views.update", view_id=body["view"]["id"], view=_view(door, person))


def _view(door: Door, person: str) -> dict[str, Any]:
    return outbox.view_for(door.office, person, door.office.clock())
