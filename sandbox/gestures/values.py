"""From what a person means ("2026-03-02", "acme", U123) to the value object that an element of Block Kit holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

from sandbox.gestures.refused import Impossible
from sandbox.workspace import Channel, Workspace
from sandbox.workspace.inputs import HOLDS
from sandbox.workspace.records import Json

NUMBER = re.compile(r"-?\d+(\.\d+)?")

OFFERED = ("static_select", "external_select", "radio_buttons", "checkboxes", "overflow")
PEOPLE = ("users_select", "multi_users_select")
ROOMS = ("conversations_select", "channels_select", "multi_conversations_select", "multi_channels_select")


class Values:
    """Reads plain values as one person would enter them; `offered` are the options an app has shown that person."""

    def __init__(self, workspace: Workspace, person_id: str, offered: Callable[[Json], list[Json]]) -> None:
        self._workspace = workspace
        self._person = person_id
        self._offered = offered

    def value_object(self, element: Json, plain: Any) -> Json:
        """The element's value object when `plain` has been entered; None or "" empties it.

        Raises:
            Impossible: the element does not offer this value, or it is not of the element's kind.
        """
        kind = element["type"]
        if kind not in HOLDS:
            raise Impossible(f"{_named(element)} is a {kind}: it is clicked and holds no value")
        field, _, empty = HOLDS[kind]
        if plain is None or plain == "" or plain == []:
            return {"type": kind, field: empty}
        if isinstance(empty, list):
            entered = [self._one(element, item) for item in _each(plain)]
            most = element.get("max_selected_items", element.get("max_files"))
            if most is not None and len(entered) > most:
                raise Impossible(f"{_named(element)} takes at most {most} items, not {len(entered)}")
            return {"type": kind, field: entered}
        return {"type": kind, field: self._one(element, plain)}

    def option(self, element: Json, plain: Any) -> Json:
        """The option of this value (or a whole option object with it), from those the element or the app offered.

        Raises:
            Impossible: there is no such option.
        """
        wanted = plain.get("value") if isinstance(plain, dict) else str(plain)
        options = [*options_of(element), *self._offered(element)]
        for option in options:
            if option.get("value") == wanted:
                return option
        values = ", ".join(sorted({repr(option.get("value")) for option in options})) or "nothing yet"
        raise Impossible(f"{_named(element)} has no option {wanted!r}; it offers {values}")

    def _one(self, element: Json, plain: Any) -> Any:
        kind = element["type"].removeprefix("multi_")
        if kind in OFFERED:
            return self.option(element, plain)
        if element["type"] in PEOPLE:
            return self._user(element, str(plain))
        if element["type"] in ROOMS:
            return self._conversation(element, str(plain))
        if kind == "datepicker":
            return _as(date.fromisoformat, plain, element, "a date such as 2026-03-02")
        if kind == "timepicker":
            return _as(time.fromisoformat, plain, element, "a time such as 09:30")[:5]
        if kind == "datetimepicker":
            if not re.fullmatch(r"\d{10}", str(plain)):
                raise Impossible(f"{_named(element)} takes ten digits, seconds since 1970, not {plain!r}")
            return int(plain)
        if kind == "rich_text_input":
            return plain if isinstance(plain, dict) else _rich_text(str(plain))
        if kind == "file_input":
            return plain
        if not isinstance(plain, str | int | float):
            raise Impossible(f"{_named(element)} takes text, not {plain!r}")
        return str(plain)

    def _user(self, element: Json, user_id: str) -> str:
        member = self._workspace.members.get(user_id)
        if member is None or member.deleted:
            raise Impossible(f"{_named(element)} offers active people; {user_id!r} is none of them")
        return user_id

    def _conversation(self, element: Json, channel_id: str) -> str:
        channel = self._workspace.channels.get(channel_id)
        if channel is None or not self._workspace.can_see(self._person, channel):
            raise Impossible(f"{_named(element)} offers conversations that {self._person} sees, not {channel_id!r}")
        if why := self._filtered_out(element, channel):
            raise Impossible(f"{_named(element)} does not offer {channel_id}: {why}")
        return channel_id

    def _filtered_out(self, element: Json, channel: Channel) -> str | None:
        if channel.is_archived:
            return "it is archived"
        if "channels_select" in element["type"]:
            return None if channel.kind == "public" else "it is not a public channel"
        chosen = element.get("filter", {})
        if channel.kind not in chosen.get("include", [channel.kind]):
            return f"its filter includes only {', '.join(chosen['include'])}"
        if chosen.get("exclude_external_shared_channels") and channel.is_ext_shared:
            return "its filter leaves out channels shared with other organisations"
        if chosen.get("exclude_bot_users") and channel.kind == "im" and self._has_bot(channel):
            return "its filter leaves out direct messages with bots"
        return None

    def _has_bot(self, channel: Channel) -> bool:
        return any(self._workspace.members[member].is_bot for member in channel.members)


def options_of(element: Json) -> Iterator[Json]:
    """Every option the element itself carries, grouped or not, those it starts with among them."""
    yield from element.get("options", [])
    for group in element.get("option_groups", []):
        yield from group.get("options", [])
    if "initial_option" in element:
        yield element["initial_option"]
    yield from element.get("initial_options", [])


def _each(plain: Any) -> list[Any]:
    return plain if isinstance(plain, list) else [plain]


def _named(element: Json) -> str:
    return f"“{element.get('action_id')}” ({element['type']})"


def _as(read: Callable[[str], date | time], plain: Any, element: Json, wanted: str) -> str:
    try:
        return read(str(plain)).isoformat()
    except ValueError:
        raise Impossible(f"{_named(element)} takes {wanted}, not {plain!r}") from None


def _rich_text(text: str) -> Json:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
    }
