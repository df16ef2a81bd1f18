"""The channel that an account's own team reads: bound by typing a word in it."""

from __future__ import annotations

from bot import deeds
from bot.blueprint import FieldClass
from bot.handlers.door import Body, Door
from bot.outbox.places import place_of
from bot.rules.moves import Refusal
from bot.rules.sharing import why_not_say
from bot.slack import Refused

WORD = "channel"
"""What is typed behind /account."""

_WHY_NOT = {"channel_shared_outside": "binding_shared", "channel_archived": "channel_archived"}
"""Why a channel cannot be an account's, by why nothing internal may be said there; else it is none of ours."""


def bind(door: Door, body: Body, typed: str) -> None:
    """Do what was typed behind `/account channel`: the channel it was typed in is that of the account it names.

    Slack is called: do this after the ack.
    """
    gesture = door.gesture(body, "command")
    office, channel = door.office, body["channel_id"]
    account = office.names.meant(typed) if typed else None
    if account is None:
        door.tell(body, office.words.phrase("binding_whom"))
    elif why_not := _why_not_here(door, channel):
        door.tell(body, office.words.phrase(why_not))
    else:
        bound = deeds.bind(office, account.id, channel, body["trigger_id"], gesture)
        done = office.words.phrase("binding_done", account=account.name)
        door.tell(body, door.sentence(bound) if isinstance(bound, Refusal) else done)


def _why_not_here(door: Door, channel: str) -> str | None:
    """The phrase that says why nothing of ours could be said in a channel; None where it could."""
    try:
        info = door.office.slack.ask("conversations.info", channel=channel)["channel"]
    except Refused:
        return "binding_not_there"
    why_not = why_not_say(FieldClass.INTERNAL, place_of(info))
    return _WHY_NOT.get(why_not, "binding_not_there") if why_not else None
