"""Where a message goes: a person's DM or the account's channel, and who can read there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.office import Office
from bot.outbox.not_now import A_WHILE, Later, Moot
from bot.outbox.pace import Pace
from bot.rules.facts import ACCOUNT_CHANNEL, Message
from bot.rules.sharing import Place
from bot.slack import Unanswered
from bot.store import accounts, said
from bot.store.engine import reading

OPENING = "conversations.open"
NO_CHANNEL_YET = "the account has no channel yet"


@dataclass
class Places:
    """The conversations one worker speaks in; a DM's id never changes and is asked for once."""

    office: Office
    pace: Pace
    _doors: dict[str, str] = field(default_factory=dict)

    def of(self, message: Message) -> str:
        """The channel to post to. A person's own id will do for a DM (docs.slack.dev/reference/methods/
        chat.postMessage), but only opening it tells that somebody is gone: a post to them would look said
        (github.com/slackapi/python-slack-sdk/issues/1156). So it is opened as long as Slack allows in this minute."""
        if message.to == ACCOUNT_CHANNEL:
            return self._of_account(message)
        if message.to in self._doors or self.pace.next_turn([OPENING], None, self.office.clock()) is None:
            return self._door(message.to)
        return message.to

    def door_of(self, message: Message) -> str:
        """The conversation a message stands in, whose history can be read."""
        return self._of_account(message) if message.to == ACCOUNT_CHANNEL else self._door(message.to)

    def _of_account(self, message: Message) -> str:
        with reading(self.office.memory) as connection:
            account = accounts.get(connection, self.office.workspace, message.account or 0)
        if account is None or not (account.channel or account.channel_wanted):
            raise Moot("the account has no channel, and none is to be made any more")
        if account.channel is None:
            raise Later(self.office.clock() + A_WHILE, NO_CHANNEL_YET)
        return account.channel

    def _door(self, person: str) -> str:
        """The DM with a person: the same one every time (docs.slack.dev/reference/methods/conversations.open)."""
        if person not in self._doors:
            self.pace.called(OPENING, self.office.clock())
            self._doors[person] = str(self.office.slack.call("conversations.open", users=person)["channel"]["id"])
        return self._doors[person]

    def place(self, message: Message, channel: str) -> Place:
        """What Slack says of the conversation now; what goes unanswered is asked again later, never guessed."""
        if message.to != ACCOUNT_CHANNEL:
            return Place(is_direct=True, is_shared_outside=None, sharing_is_pending=None)
        try:
            info = self.office.slack.ask("conversations.info", channel=channel)["channel"]
            place = place_of(info)
            if not info.get("is_member") and not info.get("is_private") and not place.is_archived:
                self.office.slack.call("conversations.join", channel=channel)  # somebody chose it for the account
        except Unanswered as lost:
            raise Later(self.office.clock() + A_WHILE, str(lost)) from lost
        return place


def bind_channel(
    connection: Connection, office: Office, account: int, channel: str, now: datetime, *, team_wanted: bool = False
) -> None:
    """Make this the account's channel; what waited for there to be one is said at once.

    `team_wanted`: its people are still to be invited to it. Raises LookupError where the account is unknown.
    """
    accounts.bind_channel(connection, office.workspace, account, channel, now, team_wanted=team_wanted)
    said.hasten(connection, office.workspace, account, NO_CHANNEL_YET, now)


def place_of(info: Mapping[str, Any]) -> Place:
    """A conversation object as the sharing rule reads it; a flag that is not there is unknown."""
    return Place(
        is_direct=False,
        is_shared_outside=info.get("is_ext_shared"),
        sharing_is_pending=info.get("is_pending_ext_shared"),
        is_archived=bool(info.get("is_archived")),
    )
