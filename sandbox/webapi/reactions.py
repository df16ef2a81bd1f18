"""reactions.add."""

from __future__ import annotations

import re

from sandbox.webapi.method import Answer, Call, Method
from sandbox.workspace import Refused


def add(call: Call) -> Answer:
    """Raises: Refused: invalid_name, no_item_specified, bad_timestamp, message_not_found, already_reacted …"""
    name = call.arguments.text_or_none("name") or ""
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise Refused("invalid_name")
    if not call.arguments.has("channel") or not call.arguments.has("timestamp"):
        raise Refused("no_item_specified")
    channel = call.joined()
    ts = call.arguments.ts("timestamp", error="bad_timestamp") or ""
    if channel.is_archived:
        raise Refused("is_archived")
    call.workspace.react(call.workspace.find_message(channel.id, ts), name, by=call.caller.user)
    return {}


METHODS = (Method("reactions.add", add, tier=3, scopes=("reactions:write",)),)
