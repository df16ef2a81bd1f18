"""Asking how things stand: one's part in a habit, its help, and a whole record."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.blueprint import Habit
from bot.handlers.door import Body, Door
from bot.modals import View
from bot.pages import brief, guide, status, whole
from bot.words import READ_RECORD


def register(app: App, door: Door) -> None:
    """Listen for the buttons that open a whole record."""

    @app.action(READ_RECORD)
    def read(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        record = int(body["actions"][0]["value"])
        door.after(body, lambda: _show_whole(door, body, actor.id, record))


def show_status(door: Door, habit: Habit, body: Body) -> None:
    """A person's own part in a habit, in a modal. Slack is called: do this after the ack."""
    person = door.actor(body).id
    show(door, body, status.view_for(door.office, person, habit, door.office.clock()))


def show_help(door: Door, habit: Habit, body: Body) -> None:
    """What a habit is for and how it goes, in a modal. Slack is called: do this after the ack."""
    door.actor(body)
    show(door, body, guide.of_habit(door.office, habit))


def show(door: Door, body: Body, view: View) -> None:
    """Open a modal, above the one that the gesture was made in (docs.slack.dev/surfaces/modals: at most three)."""
    method = "views.push" if _in_a_modal(body) else "views.open"
    door.office.slack.call(method, trigger_id=body["trigger_id"], view=view)


def show_instead(door: Door, body: Body, view: View) -> None:
    """Put a modal in place of the one that the gesture was made in, or open it where there is none."""
    if _in_a_modal(body):
        door.office.slack.call("views.update", view_id=body["view"]["id"], view=view)
    else:
        door.office.slack.call("views.open", trigger_id=body["trigger_id"], view=view)


def show_brief(door: Door, body: Body, person: str, account: int) -> None:
    """An account's brief. Slack is called: do this after the ack."""
    view = brief.view_for(door.office, person, account, door.office.clock())
    if view is None:
        door.tell(body, door.office.words.phrase("gone"))
    else:
        show_instead(door, body, view)


def redraw(door: Door, body: Body, person: str) -> None:
    """Once the ack is on its way, draw the brief or status in which a button was pressed as things stand now.

    Does nothing for a button pressed elsewhere.
    """
    if _in_a_modal(body) and body["view"].get("callback_id") in (brief.BRIEF_VIEW, status.STATUS_VIEW):
        door.after(body, lambda: _redraw(door, body["view"], person))


def _redraw(door: Door, before: View, person: str) -> None:
    office, of = door.office, before["private_metadata"]
    if before["callback_id"] == brief.BRIEF_VIEW:
        view = brief.view_for(office, person, int(of), office.clock())
    else:
        view = status.view_for(office, person, office.blueprint.habits[of], office.clock())
    if view is not None:
        office.slack.call("views.update", view_id=before["id"], view=view)


def _show_whole(door: Door, body: Body, person: str, record: int) -> None:
    view = whole.view_for(door.office, person, record, door.office.clock())
    if view is None:
        door.tell(body, door.office.words.phrase("gone"))
    else:
        show(door, body, view)


def _in_a_modal(body: Body) -> bool:
    return bool(body.get("view", {}).get("type") == "modal")
