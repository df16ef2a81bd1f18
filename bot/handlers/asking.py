"""Asking how things stand: one's part in a habit, its help, and a whole record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App

from bot.blueprint import Habit
from bot.handlers.door import Body, Door
from bot.modals import View
from bot.office import Office
from bot.pages import brief, guide, mine, pack, receipt, stale, status, whole, why
from bot.words import READ_RECORD


def register(app: App, door: Door) -> None:
    """Listen for the buttons that open a whole record."""

    @app.action(READ_RECORD)
    def read(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        record = int(body["actions"][0]["value"])
        door.after(body, lambda: show_whole(door, body, actor.id, record))


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


def show_why(door: Door, body: Body, person: str, account: int, watch: str = "") -> None:
    """Why anybody is told anything of an account, that `watch` first. Slack is called: do this after the ack."""
    view = why.view_for(door.office, person, account, door.office.clock(), watch)
    if view is None:
        door.tell(body, door.office.words.phrase("gone"))
    else:
        show(door, body, view)


def redraw(door: Door, body: Body, person: str) -> None:
    """Once the ack is on its way, draw the page in which a button was pressed as things stand now.

    Does nothing for a button pressed elsewhere.
    """
    if _in_a_modal(body):
        view = body["view"]
        draw_again(door, body, view["id"], view.get("callback_id", ""), view["private_metadata"], person)


def draw_again(door: Door, body: Body, view_id: str, page: str, of: str, person: str) -> None:
    """Once the ack is on its way, draw this page, by its callback_id and what it is about, as things stand now.

    Does nothing for a modal that is no page.
    """
    if page in _PAGES:
        door.after(body, lambda: _draw_again(door, view_id, page, of, person))


def _draw_again(door: Door, view_id: str, page: str, of: str, person: str) -> None:
    if view := _PAGES[page](door.office, person, of, door.office.clock()):
        door.office.slack.call("views.update", view_id=view_id, view=view)


def _status(office: Office, person: str, habit: str, now: datetime) -> View:
    return status.view_for(office, person, office.blueprint.habits[habit], now)


_PAGES: Mapping[str, Callable[[Office, str, str, datetime], View | None]] = {
    brief.BRIEF_VIEW: lambda office, person, of, now: brief.view_for(office, person, int(of), now),
    status.STATUS_VIEW: _status,
    mine.MINE_VIEW: lambda office, person, _, now: mine.view_for(office, person, now),
    stale.STALE_VIEW: lambda office, person, _, now: stale.view_for(office, person, now),
    receipt.RECEIPT_VIEW: lambda office, person, of, now: receipt.view_for(office, person, int(of or 0), now),
    pack.PACK_VIEW: lambda office, person, of, now: pack.view_for(office, person, int(of), now),
    why.WHY_VIEW: lambda office, person, of, now: why.view_for(office, person, int(of), now),
}
"""How a page is drawn for a person, by its modal's callback_id, from what that remembers (its private_metadata)."""


def show_whole(door: Door, body: Body, person: str, record: int) -> None:
    """All of a record. Slack is called: do this after the ack."""
    view = whole.view_for(door.office, person, record, door.office.clock())
    if view is None:
        door.tell(body, door.office.words.phrase("gone"))
    else:
        show(door, body, view)


def _in_a_modal(body: Body) -> bool:
    return bool(body.get("view", {}).get("type") == "modal")
