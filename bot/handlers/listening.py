"""A channel shared with a customer, in which messages move their account's clocks, by time and author, not by text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from slack_bolt import App

from bot import deeds
from bot.handlers.door import Body, Door
from bot.outbox.places import place_of
from bot.rules.hearing import is_written, side_of
from bot.slack import Refused
from bot.store import listening
from bot.store.engine import reading

WORD = "listen"
"""What is typed behind /account."""
OFF = "off"

_CHANNELS = ("channel", "group")
"""Public and private ones, as events call them (docs.slack.dev/reference/events/message.channels)."""


def register(app: App, door: Door) -> None:
    """Listen for the messages of channels."""

    @app.event("message", matchers=[_in_a_channel])
    def written(event: dict[str, Any]) -> None:
        # In a channel that nobody switched on this is one look into an index.
        if is_written(event) and (account := _account_of(door, event["channel"])):
            _hear(door, event, account)


def switch(door: Door, body: Body, typed: str) -> None:
    """Do what was typed behind `/account listen` in a channel: an account's name begins to listen there, "off" ends it.

    Slack is called: do this after the ack.
    """
    gesture = door.gesture(body, "command")
    office, channel, occasion = door.office, body["channel_id"], body["trigger_id"]
    if typed.casefold() == OFF:
        was_on = deeds.stop_listening(office, channel, occasion, gesture)
        door.tell(body, office.words.phrase("listening_off" if was_on else "listening_was_off"))
    elif not (account := office.names.meant(typed) if typed else None):
        door.tell(body, office.words.phrase("listening_whom"))
    elif why_not := _why_not_here(door, channel):
        door.tell(body, office.words.phrase(why_not))
    else:
        deeds.listen(office, channel, account.id, occasion, gesture)
        door.tell(body, office.words.phrase("listening_on", account=account.name))


def _in_a_channel(event: dict[str, Any]) -> bool:
    return event.get("channel_type") in _CHANNELS


def _account_of(door: Door, channel: str) -> int | None:
    with reading(door.office.memory) as connection:
        return listening.account_of(connection, door.office.workspace, channel)


def _hear(door: Door, event: dict[str, Any], account: int) -> None:
    team = event.get("user_team") or event.get("team")
    side = side_of(door.person(event["user"]), team, door.office.workspace)
    if side:
        at = datetime.fromtimestamp(float(event["ts"]), UTC)
        deeds.hear(door.office, account, event["channel"], side, event["user"], at)


def _why_not_here(door: Door, channel: str) -> str | None:
    """The phrase that says why nothing of theirs would be heard in a channel; None where it would."""
    try:
        info = door.office.slack.ask("conversations.info", channel=channel)["channel"]
    except Refused:
        return "listening_not_there"
    if place_of(info).is_shared_outside is not True:
        return "listening_nobody_there"
    return None if info.get("is_member") else "listening_not_there"
