"""What stands under a nudge to be pressed: the ids and values of its buttons and its menu, made and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.blueprint import ANSWER, BRIEF, LOG, NOTHING_OPEN, OPEN, PACK, SLIP, TICK

SNOOZE, PASS_ON, WRONG, WHY = "snooze", "pass", "wrong", "why"
MENU: Final = (SNOOZE, PASS_ON, WRONG, WHY)
"""What the menu beside every nudge offers, in this order."""

FORM = "open"
"""A press that opens a habit's form."""
HOME = "home"
"""A press that asks for everything else that is due, under a digest in which it had no room."""

MENU_ID: Final = "nudge:more"
"""The action_id of the menu; its options' values are "<act>|<key>"."""
HOME_ID: Final = f"nudge:{HOME}"

_WORDS: Final = (TICK, LOG, OPEN, BRIEF, SLIP, PACK, ANSWER, NOTHING_OPEN)
"""Offers of a watch that are no habit's id."""


@dataclass(frozen=True)
class PickedNudge:
    """What was pressed under the nudge `key`: one of `MENU`, `FORM` (of `habit`), `HOME` (no key), or one of a watch's
    offers TICK, LOG, OPEN, BRIEF, SLIP, PACK, ANSWER, NOTHING_OPEN."""

    act: str
    key: str
    habit: str | None = None


def offer_id(offer: str) -> str:
    """The action_id of a button that a watch offers; its value is the nudge's key."""
    return f"nudge:{offer}" if offer in _WORDS else f"nudge:{FORM}:{offer}"


def option_value(act: str, key: str) -> str:
    """The value of one option of the menu."""
    return f"{act}|{key}"


def picked_nudge(action: Mapping[str, Any]) -> PickedNudge:
    """What an action of a block_actions payload stands for, whose action_id begins with "nudge:"."""
    if action["action_id"] == MENU_ID:
        act, _, key = action["selected_option"]["value"].partition("|")
        return PickedNudge(act, key)
    _, act, *habit = action["action_id"].split(":", 2)
    return PickedNudge(act, action["value"], habit[0] if habit else None)
