"""What a person has typed or chosen in blocks: the value objects of `state.values`, element by element."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.workspace.records import Json

State = dict[str, dict[str, Json]]
"""block_id -> action_id -> value object (docs.slack.dev/reference/interaction-payloads/view-interactions-payload)."""

HOLDS: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "file_input": ("files", "initial_files", []),
}
"""Element type -> the field its value object holds, the field of the element it starts from, and what empty is."""


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each (block, interactive element) in the order in which a person meets them, containers opened."""
    for block in blocks:
        kind = block.get("type")
        if kind == "input":
            yield from _with_block(block, [block.get("element")])
        elif kind == "section":
            yield from _with_block(block, [block.get("accessory")])
        elif kind in ("actions", "context_actions"):
            yield from _with_block(block, block.get("elements", []))
        elif kind == "card":
            yield from _with_block(block, block.get("actions", []))
        elif kind == "carousel":
            yield from elements_of(block.get("elements", []))
        elif kind == "container":
            yield from elements_of(block.get("child_blocks", []))


def _with_block(block: Json, elements: list[Any]) -> Iterator[tuple[Json, Json]]:
    for element in elements:
        if isinstance(element, dict) and element.get("type") != "image":
            yield block, element


def starting_value(element: Json) -> Json | None:
    """The value object of an untouched element, or None for one that holds nothing (a button, an overflow menu)."""
    if element.get("type") not in HOLDS:
        return None
    field, initial, empty = HOLDS[element["type"]]
    return {"type": element["type"], field: element.get(initial, empty)}


def starting_state(blocks: list[Json], kept: State | None = None) -> State:
    """The state of these blocks; what `kept` has for the same block_id, action_id and type of element stays.

    Kept values win over `initial_…` ones (docs.slack.dev/surfaces/modals, "Preserving input entry").
    """
    state: State = {}
    for block, element in elements_of(blocks):
        value = starting_value(element)
        if value is not None:
            before = (kept or {}).get(block["block_id"], {}).get(element["action_id"])
            same = before is not None and before["type"] == value["type"]
            state.setdefault(block["block_id"], {})[element["action_id"]] = before if same and before else value
    return state


def named(blocks: list[Json], new_word: Callable[[], str]) -> list[Json]:
    """The same blocks with a block_id and action_id wherever the app left them out, as Slack returns them."""
    blocks = copy.deepcopy(blocks)
    _name_blocks(blocks, new_word)
    for _, element in elements_of(blocks):
        element.setdefault("action_id", new_word())
    return blocks


def _name_blocks(blocks: list[Json], new_word: Callable[[], str]) -> None:
    for block in blocks:
        block.setdefault("block_id", new_word())
        _name_blocks(block.get("child_blocks", []), new_word)
        if block.get("type") == "carousel":
            _name_blocks(block.get("elements", []), new_word)
