"""Somebody opens the app's Home, or writes to the bot."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import App

from bot import home
from bot.handlers.door import Door, NotAllowed
from bot.rules.facts import Entry
from bot.slack import Busy
from bot.store import records
from bot.store.engine import writing

log = logging.getLogger(__name__)


def register(app: App, door: Door) -> None:
    """Listen for Home being opened and for direct messages."""

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            door.after(body, lambda: _show(door, event, body))

    @app.event("message")
    def written(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id"):
            door.after(body, lambda: _help(door, event, body))


def _show(door: Door, event: dict[str, Any], body: dict[str, Any]) -> None:
    """A member's Home, or to somebody who may not use Hearth the sentence that says so: never an empty tab."""
    try:
        home.publish(door.office, door.actor(event_of(event, body)).id)
    except NotAllowed as no:
        home.publish_notice(door.office, event["user"], door.office.words.phrase(no.phrase))


def event_of(event: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """An event's person and team in the shape of an interaction, which is what the door reads."""
    return {
        "user": {"id": event["user"], "team_id": event.get("user_team") or event.get("team") or body.get("team_id")}
    }


def _help(door: Door, event: dict[str, Any], body: dict[str, Any]) -> None:
    """Answer a direct message with what can be done here, once: Slack may deliver one event several times."""
    office = door.office
    actor = door.actor(event_of(event, body))
    asked = Entry(
        key=f"help/{body['event_id']}",
        at=office.clock(),
        by=actor.id,
        surface="message",
        kind="asked_help",
        habit="",
        account=None,
        record=None,
        blueprint=office.blueprint.digest,
        facts={},
    )
    try:
        with writing(office.memory) as connection:
            records.note(connection, office.workspace, asked)
    except records.AlreadyRecorded:
        return
    commands = [habit.command for habit in office.blueprint.habits.values()]
    try:
        office.slack.call(
            "chat.postMessage", channel=event["channel"], text=office.words.phrase("help", commands=commands)
        )
    except Busy as busy:
        log.info("%s writes faster than Slack lets us answer: %s", actor.id, busy)
