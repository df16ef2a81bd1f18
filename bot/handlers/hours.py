"""One's own hours and leave: opened from Home or by `/account hours`, kept, shown again."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.deeds import Gesture
from bot.deeds.resting import keep_hours, take_back_leave
from bot.handlers import asking
from bot.handlers.door import Body, Door
from bot.handlers.events import chosen
from bot.modals import notice_view
from bot.modals.hours import HOURS, PICK_REGION, TAKE_BACK, hours_wanted, picked_leave
from bot.pages import home, hours
from bot.rules.days import morning_after, zone_named
from bot.rules.facts import Rhythm


def register(app: App, door: Door) -> None:
    """Listen for the menu that opens the modal, its menu of regions, its buttons, and for its being sent."""

    @app.action(home.MORE, matchers=[chosen(HOURS)])
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        door.after(body, lambda: open_form(door, body))

    @app.options(PICK_REGION)
    def options(ack: Ack, body: dict[str, Any]) -> None:
        door.actor(body)
        ack(**hours.regions_like(door.office, body.get("value") or ""))

    @app.action(TAKE_BACK)
    def take_back(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, "modal")
        leave = picked_leave(body["actions"][0], gesture.actor)
        take_back_leave(door.office, leave, gesture)
        ack()
        door.after(body, lambda: _redraw(door, body, gesture))

    @app.view(HOURS)
    def sent(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        gesture = door.gesture(body, "modal")
        ack(**_kept(door, view, gesture))


def open_form(door: Door, body: Body) -> None:
    """Show somebody their hours and leave. Slack is called: do this after the ack."""
    actor = door.actor(body)
    asking.show(door, body, hours.view_for(door.office, actor.id, door.office.clock()))


def _kept(door: Door, view: dict[str, Any], gesture: Gesture) -> dict[str, Any]:
    """The answer to the modal: what is wrong beside each field, or when they are told something next."""
    outcome = keep_hours(door.office, hours_wanted(view["state"]["values"]), gesture)
    words = door.office.words
    if not isinstance(outcome, Rhythm):
        facts = {"sent_on": gesture.today}
        errors = {wrong.question: words.plain(wrong.phrase, **wrong.facts, **facts) for wrong in outcome}
        return {"response_action": "errors", "errors": errors}
    text = words.phrase("hours_kept", **_next_digest(outcome, gesture), sent_on=gesture.today)
    return {"response_action": "update", "view": notice_view(words.plain("hours_title"), text, words)}


def _next_digest(rhythm: Rhythm, gesture: Gesture) -> dict[str, Any]:
    morning = morning_after(gesture.at, rhythm).astimezone(zone_named(rhythm.zone))
    return {"day": morning.date(), "hour": f"{morning:%H:%M}"}


def _redraw(door: Door, body: Body, gesture: Gesture) -> None:
    view = hours.view_for(door.office, gesture.actor, door.office.clock())
    door.office.slack.call("views.update", view_id=body["view"]["id"], view=view)
