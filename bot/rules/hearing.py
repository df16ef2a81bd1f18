"""What a message in a channel shared with a customer is, of which nothing is known but its time and its author."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from bot.blueprint import THEM, US
from bot.rules.facts import Clocks, Person, Standing, Touch


class Side(StrEnum):
    """Who wrote a message."""

    OURS = "ours"
    THEIRS = "theirs"


KIND = "channel"
"""The kind of such a touch."""

_WRITTEN = (None, "file_share", "thread_broadcast")
"""The subtypes of a message that somebody wrote (docs.slack.dev/reference/events/message): edits, joins and bots have
others."""


def is_written(event: Mapping[str, Any]) -> bool:
    """Whether a person wrote this message just now. Nothing of an event is read but who, where, when, and this."""
    return event.get("subtype") in _WRITTEN and not event.get("bot_id") and bool(event.get("user"))


def side_of(author: Person | None, team: str | None, workspace: str) -> Side | None:
    """Whose message it is: guests of ours are ours. Of an author whom nobody knows, their `team` tells; None for a bot,
    and where nothing tells."""
    if author is None:
        return None if team is None else Side.OURS if team == workspace else Side.THEIRS
    if author.standing is Standing.BOT:
        return None
    return Side.THEIRS if author.standing is Standing.EXTERNAL else Side.OURS


def heard(side: Side, account: int, channel: str, on: date, by: str, before: Clocks) -> Touch:
    """The touch that such a message is. There is one for each side and day of a channel.

    What they write is a contact, and makes it our turn. What we write while it is our turn answers them; into silence
    it is no contact, and they have the ball all the same.
    """
    theirs = side is Side.THEIRS
    return Touch(
        account=account,
        key=f"channel/{channel}/{on}/{side}",
        on=on,
        by=by,
        kind=KIND,
        two_way=theirs or before.ball == US,
        live=False,
        ball=US if theirs else THEM,
    )
