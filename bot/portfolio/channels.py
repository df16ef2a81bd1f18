"""Which channel a cell means: one of our own, where nobody of another organisation reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.blueprint import FieldClass
from bot.outbox.places import place_of
from bot.portfolio.unmet import Unmet
from bot.rules.sharing import Place, why_not_say
from bot.rules.spelling import key_of
from bot.slack import Slack

_PAGE: Final = 200
"""Channels of one answer; Slack recommends no more (docs.slack.dev/reference/methods/conversations.list)."""
CHANNEL_ID: Final = re.compile(r"(?:<#)?([CG][A-Z0-9]{2,})(?:\|[^>]*)?>?")
"""A Slack channel's id, or a mention of it (docs.slack.dev/reference/objects/conversation-object)."""
_WHY_NOT: Final = {
    "channel_archived": "cell_channel_archived",
    "channel_shared_outside": "cell_channel_shared",
    "sharing_unknown": "cell_channel_shared",
}


@dataclass(frozen=True)
class Channel:
    """A channel that we can see, by its id and name, and who reads there."""

    id: str
    name: str
    place: Place


@dataclass(frozen=True)
class Channels:
    """The channels that we see: all public ones, and the private ones that we are in. By id, and by name."""

    by_id: Mapping[str, Channel]
    by_name: Mapping[str, Channel]

    def meant(self, written: str) -> str | Unmet:
        """The id of the channel that a cell means, if what is internal may be said there."""
        named = CHANNEL_ID.fullmatch(written.strip())
        by_id = self.by_id.get(named[1]) if named else None
        channel = by_id or self.by_name.get(key_of(written.strip().removeprefix("#")))
        if channel is None:
            return Unmet("cell_channel_unknown", {"seen": written})
        why_not = why_not_say(FieldClass.INTERNAL, channel.place)
        return Unmet(_WHY_NOT[why_not], {"seen": written}) if why_not else channel.id


def channels_listed(slack: Slack) -> Channels:
    """Every channel that Slack lists to us. Raises SlackTrouble."""
    types = "public_channel,private_channel"
    listed = slack.pages("conversations.list", "channels", types=types, exclude_archived=False, limit=_PAGE)
    found = [Channel(one["id"], one["name"], place_of(one)) for one in listed]
    # An archived channel gives way to one of the same name that people write in.
    by_name = {key_of(one.name): one for one in sorted(found, key=lambda one: not one.place.is_archived)}
    return Channels({one.id: one for one in found}, by_name)
