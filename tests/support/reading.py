"""What there is to find in messages, views and sidebars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.support.hand import Hand, Json, Message, View


def texts(person: Hand, channel: str | None = None) -> list[str]:
    """What the notifications of a conversation say; the one with the app unless named."""
    return [message.text for message in person.messages(channel)]


def buttons(place: Message | View) -> list[Json]:
    """All buttons of a message or a view, in order."""
    found = [element for block in place.blocks for element in [*block.get("elements", []), block.get("accessory", {})]]
    return [element for element in found if element.get("type") == "button"]


def actions(place: Message | View) -> list[str]:
    """The action_ids of all buttons."""
    return [str(button["action_id"]) for button in buttons(place)]


def block_of(place: Message | View, words: str) -> str:
    """The id of the first block that says this."""
    return next(str(block["block_id"]) for block in place.blocks if words in str(block.get("text", "")))


def channel_named(person: Hand, name: str) -> str:
    """The id of a channel the person is in."""
    [found] = [c for c in person.sight["channels"].values() if c["name"] == name and c["is_member"]]
    return str(found["id"])


def notes(view: View) -> list[str]:
    """The warnings that stand in a view beneath what they are about."""
    texts = [str(element.get("text", "")) for block in view.blocks for element in block.get("elements", [])]
    return [text.removeprefix(":warning: ") for text in texts if text.startswith(":warning:")]


def values(view: View) -> dict[str, Any]:
    """What stands in a view's fields, by block_id; what is empty is left out."""
    held: dict[str, Any] = {}
    for block, elements in view.state.items():
        for element in elements.values():
            value = next((v for key, v in element.items() if key != "type"), None)
            if isinstance(value, dict):
                value = value["value"]
            elif isinstance(value, list):
                value = [option["value"] if isinstance(option, dict) else option for option in value]
            if value not in (None, "", []):
                held[block] = value
    return held


def as_shown(markup: str) -> str:
    """A text in Slack's markup as people read it: entities are signs again, look-alikes of signs are taken for them."""
    for written, shown in {
        "&lt;": "<",
        "&gt;": ">",
        "&amp;": "&",
        "∗": "*",
        "ˍ": "_",
        "∼": "~",
        "ˋ": "`",
        "›": ">",
    }.items():
        markup = markup.replace(written, shown)
    return markup


def marked_up(blocks: Any) -> Iterator[Json]:
    """Every text object in blocks that Slack reads as markup."""
    if isinstance(blocks, list):
        for item in blocks:
            yield from marked_up(item)
    elif isinstance(blocks, dict):
        if blocks.get("type") == "mrkdwn":
            yield blocks
        for item in blocks.values():
            yield from marked_up(item)
