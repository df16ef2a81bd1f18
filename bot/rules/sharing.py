"""What may be said where: internal words only where no outsider can read, and unknown means no."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blueprint import FieldClass


@dataclass(frozen=True)
class Place:
    """A conversation, as Slack describes it at the moment of speaking (docs.slack.dev/apis/slack-connect).

    None means Slack did not say. `is_direct` is a DM between the bot and one person.
    """

    is_direct: bool
    is_shared_outside: bool | None
    sharing_is_pending: bool | None
    is_archived: bool = False


def why_not_say(words: FieldClass, place: Place) -> str | None:
    """Why words of this class may not be said in this place, as a phrase id; None when they may."""
    if place.is_archived:
        return "channel_archived"
    if place.is_direct or words is FieldClass.SHAREABLE:
        return None
    if words is FieldClass.PERSONAL:
        return "personal_in_channel"
    if place.is_shared_outside is None or place.sharing_is_pending is None:
        return "sharing_unknown"
    if place.is_shared_outside or place.sharing_is_pending:
        return "channel_shared_outside"
    return None
