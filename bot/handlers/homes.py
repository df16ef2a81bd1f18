"""Somebody opens the app's Home, writes to the bot, drops a file on it, or mentions it in a channel."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import App

from bot.handlers import files
from bot.handlers.door import Door, NotAllowed
from bot.handlers.events import event_of, is_new
from bot.office import Office
from bot.pages import guide, home
from bot.slack import SlackTrouble

log = logging.getLogger(__name__)


def register(app: App, door: Door) -> None:
    """Listen for Home being opened, for direct messages and for mentions."""

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            door.after(body, lambda: _show(door, event, body))

    @app.event("message")
    def written(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("channel_type") != "im" or event.get("bot_id"):
            return
        if event.get("subtype") == "file_share":
            door.after(body, lambda: files.dropped(door, event, body))
        elif not event.get("subtype"):
            door.after(body, lambda: _help(door, event, body))

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], body: dict[str, Any]) -> None:
        if not event.get("bot_id"):
            door.after(body, lambda: _help_privately(door, event, body))


def _show(door: Door, event: dict[str, Any], body: dict[str, Any]) -> None:
    """A member's Home, or to somebody who may not use Hearth the sentence that says so: never an empty tab."""
    try:
        home.publish(door.office, door.actor(event_of(event, body)).id)
    except NotAllowed as no:
        home.publish_notice(door.office, event["user"], door.office.words.phrase(no.phrase))


def _help(door: Door, event: dict[str, Any], body: dict[str, Any]) -> None:
    """Answer a direct message with what can be done here."""
    if not is_new(door, event, body, "help"):
        return
    actor = door.actor(event_of(event, body))
    text = _what_one_can_do(door.office)
    if actor.is_admin:
        text += "\n\n" + door.office.words.phrase("help_import")
    _answer(door, "chat.postMessage", channel=event["channel"], thread_ts=event.get("thread_ts"), text=text)


def _help_privately(door: Door, event: dict[str, Any], body: dict[str, Any]) -> None:
    """Answer a mention to whoever made it and to nobody else: customers may read in that channel."""
    if not is_new(door, event, body, "help"):
        return
    try:
        door.actor(event_of(event, body))
        text = _what_one_can_do(door.office)
    except NotAllowed as no:
        text = door.office.words.phrase(no.phrase)
    where = {"channel": event["channel"], "thread_ts": event.get("thread_ts")}
    _answer(door, "chat.postEphemeral", **where, user=event["user"], text=text)


def _what_one_can_do(office: Office) -> str:
    """Each command with a line of what it does, as in the modal that tells the same."""
    told = [block["text"]["text"] for block in guide.of_everything(office)["blocks"]]
    return "\n\n".join([*told, office.words.phrase("help_where")])


def _answer(door: Door, method: str, **message: Any) -> None:
    """Say it once. What does not get through is not tried again: whoever wants help asks again."""
    try:
        door.office.slack.call(method, **message)
    except SlackTrouble as deaf:
        log.warning("help could not be given: %s", deaf)
