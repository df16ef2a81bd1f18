"""One whole, accepted sample of every block and element, each field of it filled in."""

import json
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit import Surface

ALL: tuple[Surface, ...] = ("message", "modal", "home")


@dataclass(frozen=True)
class Sample:
    """A block, the surfaces that take it, and a name that says what it is a sample of."""

    name: str
    block: dict[str, Any]
    surfaces: tuple[Surface, ...] = ALL

    @property
    def surface(self) -> Surface:
        return self.surfaces[0]


def fresh(whole: Any) -> Any:
    """A copy with nothing shared inside: the same image twice becomes two."""
    return json.loads(json.dumps(whole))


def plain(text: str = "Acme") -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str = "*Acme*") -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": False}


def option(name: str = "north") -> dict[str, Any]:
    return {"text": plain(name), "value": name, "description": plain("A region")}


def rich_text(*pieces: dict[str, Any]) -> dict[str, Any]:
    held = list(pieces) or [{"type": "text", "text": "Acme"}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": held}]}


CONFIRM = {
    "title": plain("Sure?"),
    "text": mrkdwn("This ends the handoff."),
    "confirm": plain("End it"),
    "deny": plain("Keep it"),
    "style": "danger",
}
PLACEHOLDER = plain("Choose")
DISPATCH = {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}
FILTER = {"include": ["public", "private"], "exclude_external_shared_channels": True, "exclude_bot_users": True}
MENU = {"action_id": "pick", "confirm": CONFIRM, "focus_on_load": False, "placeholder": PLACEHOLDER}
MULTI = MENU | {"max_selected_items": 3}
INPUT = {"action_id": "type", "focus_on_load": False, "placeholder": PLACEHOLDER, "dispatch_action_config": DISPATCH}
IMAGE = {"type": "image", "image_url": "https://example.com/acme.png", "alt_text": "Acme's logo"}

BUTTON = {
    "type": "button",
    "action_id": "log",
    "text": plain("Log a touch"),
    "value": "acme",
    "url": "https://example.com/acme",
    "style": "primary",
    "confirm": CONFIRM,
    "accessibility_label": "Log a touch with Acme",
    "agent_prompt": "Summarise Acme",
    "agent_prompt_display": "Summary",
}
WORKFLOW_BUTTON = {
    "type": "workflow_button",
    "action_id": "run",
    "text": plain("Run"),
    "workflow": {
        "trigger": {
            "url": "https://slack.com/shortcuts/Ft0123/abc",
            "customizable_input_parameters": [{"name": "account", "value": "acme"}],
        }
    },
    "style": "danger",
    "accessibility_label": "Run the workflow",
    "confirm": CONFIRM,
}
OVERFLOW = {
    "type": "overflow",
    "action_id": "more",
    "options": [option("snooze") | {"url": "https://example.com/snooze"}, option("hand over")],
    "confirm": CONFIRM,
}
CHECKBOXES = {
    "type": "checkboxes",
    "action_id": "tick",
    "options": [{"text": mrkdwn("*Plan*"), "value": "plan", "description": mrkdwn("_soon_")}, option("sponsor")],
    "initial_options": [option("sponsor")],
    "confirm": CONFIRM,
    "focus_on_load": False,
}
RADIO = {
    "type": "radio_buttons",
    "action_id": "tier",
    "options": [option("A"), option("B")],
    "initial_option": option("B"),
    "confirm": CONFIRM,
    "focus_on_load": False,
}
DATEPICKER = MENU | {"type": "datepicker", "initial_date": "2026-03-02"}
TIMEPICKER = MENU | {"type": "timepicker", "initial_time": "09:30", "timezone": "Europe/Berlin"}
DATETIMEPICKER = {
    "type": "datetimepicker",
    "action_id": "when",
    "initial_date_time": 1772442000,
    "confirm": CONFIRM,
    "focus_on_load": False,
}
STATIC = MENU | {"type": "static_select", "options": [option(), option("south")], "initial_option": option("south")}
GROUPED = MENU | {
    "type": "static_select",
    "option_groups": [{"label": plain("Regions"), "options": [option(), option("south")]}],
}
MULTI_STATIC = MULTI | {
    "type": "multi_static_select",
    "options": [option(), option("south")],
    "initial_options": [option("south")],
}
MULTI_GROUPED = MULTI | {
    "type": "multi_static_select",
    "option_groups": [{"label": plain("Regions"), "options": [option(), option("south")]}],
}
CONVERSED = {"default_to_current_conversation": True, "filter": FILTER}
MENUS: dict[str, dict[str, Any]] = {
    "static_select": STATIC,
    "static_select of groups": GROUPED,
    "static_select of groups, one chosen": GROUPED | {"initial_option": option("south")},
    "external_select": MENU | {"type": "external_select", "min_query_length": 2, "initial_option": option()},
    "users_select": MENU | {"type": "users_select", "initial_user": "UANN"},
    "conversations_select": MENU
    | CONVERSED
    | {"type": "conversations_select", "initial_conversation": "C0TEAM", "response_url_enabled": True},
    "channels_select": MENU | {"type": "channels_select", "initial_channel": "C0TEAM", "response_url_enabled": True},
    "multi_static_select": MULTI_STATIC,
    "multi_static_select of groups": MULTI_GROUPED,
    "multi_static_select of groups, one chosen": MULTI_GROUPED | {"initial_options": [option("south")]},
    "multi_external_select": MULTI
    | {"type": "multi_external_select", "min_query_length": 2, "initial_options": [option()]},
    "multi_users_select": MULTI | {"type": "multi_users_select", "initial_users": ["UANN", "UBEN"]},
    "multi_conversations_select": MULTI
    | CONVERSED
    | {"type": "multi_conversations_select", "initial_conversations": ["C0TEAM"]},
    "multi_channels_select": MULTI | {"type": "multi_channels_select", "initial_channels": ["C0TEAM"]},
}
INPUTS: dict[str, dict[str, Any]] = {
    "plain_text_input": INPUT
    | {"type": "plain_text_input", "initial_value": "Ann", "multiline": True, "min_length": 2, "max_length": 300},
    "plain_text_input of a least length": {"type": "plain_text_input", "min_length": 2},
    "plain_text_input of a greatest length": {"type": "plain_text_input", "max_length": 300},
    "email_text_input": INPUT | {"type": "email_text_input", "initial_value": "ann@example.com"},
    "url_text_input": INPUT | {"type": "url_text_input", "initial_value": "https://example.com"},
    "number_input": INPUT
    | {
        "type": "number_input",
        "is_decimal_allowed": True,
        "initial_value": "2.5",
        "min_value": "-1",
        "max_value": "100",
    },
    "rich_text_input": INPUT
    | {"type": "rich_text_input", "initial_value": rich_text(), "min_lines": 2, "max_lines": 20},
    "file_input": {"type": "file_input", "action_id": "file", "filetypes": ["pdf"], "max_files": 3},
}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "useful",
    "positive_button": {"text": plain("Useful"), "value": "yes", "accessibility_label": "This was useful"},
    "negative_button": {"text": plain("Not"), "value": "no", "accessibility_label": "This was not useful"},
}
ICON_BUTTON = {
    "type": "icon_button",
    "action_id": "drop",
    "icon": "trash",
    "text": plain("Delete"),
    "value": "acme",
    "confirm": CONFIRM,
    "accessibility_label": "Delete this",
    "visible_to_user_ids": ["UANN"],
}
CARD = {
    "type": "card",
    "block_id": "card",
    "hero_image": IMAGE,
    "icon": IMAGE,
    "title": mrkdwn(),
    "subtitle": plain(),
    "body": mrkdwn("Renewal in June"),
    "subtext": mrkdwn("Tier A"),
    "actions": [BUTTON],
}
RICH_TEXT = {
    "type": "rich_text",
    "block_id": "rich",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {
                    "type": "text",
                    "text": "Acme",
                    "style": {"bold": True, "italic": True, "strike": False, "code": False},
                },
                {
                    "type": "link",
                    "url": "https://example.com",
                    "text": "Acme",
                    "unsafe": False,
                    "style": {"bold": True},
                },
                {
                    "type": "user",
                    "user_id": "UANN",
                    "style": {"bold": True, "highlight": True, "client_highlight": True, "unlink": True},
                },
                {"type": "usergroup", "usergroup_id": "S0SALES", "style": {"italic": True}},
                {"type": "channel", "channel_id": "C0TEAM", "style": {"strike": True}},
                {"type": "emoji", "name": "wave", "skin_tone": 2},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "First"}]}],
            "indent": 1,
            "offset": 2,
            "border": 1,
        },
        {
            "type": "rich_text_preformatted",
            "elements": [{"type": "text", "text": "x = 1"}, {"type": "link", "url": "https://example.com"}],
            "border": 0,
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Said Ann"}], "border": 1},
    ],
}
RARER_RICH_TEXT = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Acme", "style": {"underline": True}},
                {
                    "type": "emoji",
                    "name": "acme",
                    "unicode": "1f44b",
                    "url": "https://example.com/acme.png",
                    "style": {"bold": True},
                },
                {"type": "broadcast", "range": "here"},
                {"type": "color", "value": "#F405B3"},
                {"type": "team", "team_id": "T0NORTH"},
                {
                    "type": "date",
                    "timestamp": 1772442000,
                    "format": "{date_long}",
                    "url": "https://example.com",
                    "fallback": "2 March",
                    "style": {"bold": True},
                },
            ],
        },
        {"type": "rich_text_section", "elements": []},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}], "language": "python"},
    ],
}
SERIES = [
    {"name": "Quiet", "data": [{"label": "Feb", "value": 3}, {"label": "Mar", "value": -1.5}]},
    {"name": "Touched", "data": [{"label": "Mar", "value": 5}, {"label": "Feb", "value": 4}]},
]
AXES = {"categories": ["Feb", "Mar"], "x_label": "Month", "y_label": "Accounts"}
TASK = {
    "task_id": "t1",
    "title": "Read the plan",
    "status": "in_progress",
    "details": rich_text(),
    "output": rich_text(),
    "sources": [{"type": "url", "url": "https://example.com/plan", "text": "The plan"}],
}


def chart(drawing: dict[str, Any]) -> dict[str, Any]:
    return {"type": "data_visualization", "block_id": "chart", "title": "Accounts", "chart": drawing}


def section(accessory: dict[str, Any]) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(), "accessory": accessory}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def asks(element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "input", "label": plain("Account"), "element": element}


BLOCKS = (
    Sample("header", {"type": "header", "block_id": "head", "text": plain()}),
    Sample("header of a level", {"type": "header", "text": plain(), "level": 2}),
    Sample(
        "section",
        {
            "type": "section",
            "block_id": "said",
            "text": mrkdwn(),
            "fields": [mrkdwn(), plain()],
            "accessory": IMAGE,
        },
    ),
    Sample("section that expands", {"type": "section", "text": mrkdwn(), "expand": True}),
    Sample("divider", {"type": "divider", "block_id": "line"}),
    Sample("context", {"type": "context", "block_id": "small", "elements": [IMAGE, mrkdwn(), plain()]}),
    Sample(
        "context of a file",
        {
            "type": "context",
            "elements": [
                {"type": "image", "alt_text": "A plan", "slack_file": {"url": "https://files.slack.com/plan.png"}}
            ],
        },
    ),
    Sample("actions", {"type": "actions", "block_id": "act", "elements": [BUTTON]}),
    Sample("image", IMAGE | {"block_id": "picture", "title": plain("The logo")}),
    Sample("image of a file", {"type": "image", "alt_text": "Acme's logo", "slack_file": {"id": "F0LOGO0001"}}),
    Sample(
        "input",
        {
            "type": "input",
            "block_id": "account",
            "label": plain("Account"),
            "hint": plain("Its name"),
            "optional": True,
            "dispatch_action": True,
            "element": INPUTS["plain_text_input"],
        },
    ),
    Sample("rich_text", RICH_TEXT),
    Sample("rich_text of rarer pieces", RARER_RICH_TEXT),
    Sample(
        "video",
        {
            "type": "video",
            "block_id": "film",
            "title": plain("How to hand over"),
            "title_url": "https://example.com/film",
            "description": plain("Two minutes"),
            "video_url": "https://example.com/embed",
            "thumbnail_url": "https://example.com/thumb.png",
            "alt_text": "A film",
            "author_name": "Ann",
            "provider_name": "Northwind",
            "provider_icon_url": "https://example.com/icon.png",
        },
    ),
    Sample("file", {"type": "file", "block_id": "file", "external_id": "ABCD1", "source": "remote"}, ()),
    Sample("markdown", {"type": "markdown", "block_id": "md", "text": "**Acme**"}, ("message",)),
    Sample(
        "table",
        {
            "type": "table",
            "block_id": "rows",
            "rows": [
                [{"type": "raw_text", "text": "Acme"}, {"type": "raw_text", "text": "quiet"}],
                [rich_text(), {"type": "raw_text", "text": "touched"}],
            ],
            "column_settings": [{"align": "right", "is_wrapped": True}, None],
        },
        ("message",),
    ),
    Sample(
        "table of numbers",
        {"type": "table", "rows": [[{"type": "raw_number", "value": 3, "text": "3"}]]},
        ("message",),
    ),
    Sample(
        "data_table",
        {
            "type": "data_table",
            "block_id": "sorted",
            "caption": "Accounts",
            "page_size": 10,
            "row_header_column_index": 1,
            "rows": [
                [{"type": "raw_text", "text": "Days"}, {"type": "raw_text", "text": "Account"}],
                [{"type": "raw_number", "value": 3, "text": "3"}, rich_text()],
            ],
        },
        ("message",),
    ),
    Sample(
        "data_visualization as a pie",
        chart({"type": "pie", "segments": [{"label": "Quiet", "value": 3}, {"label": "Touched", "value": 0.5}]}),
        ("message",),
    ),
    Sample("data_visualization as bars", chart({"type": "bar", "series": SERIES, "axis_config": AXES}), ("message",)),
    Sample("data_visualization as areas", chart({"type": "area", "series": SERIES, "axis_config": AXES}), ("message",)),
    Sample("data_visualization as lines", chart({"type": "line", "series": SERIES, "axis_config": AXES}), ("message",)),
    Sample("card", CARD, ("message", "home")),
    Sample(
        "card with Slack's icon",
        {"type": "card", "title": plain(), "slack_icon": {"type": "icon", "name": "star-filled"}},
        ("message", "home"),
    ),
    Sample("carousel", {"type": "carousel", "block_id": "round", "elements": [CARD]}, ("message", "home")),
    Sample(
        "container",
        {
            "type": "container",
            "block_id": "box",
            "title": plain(),
            "rich_text_title": rich_text(),
            "subtitle": mrkdwn(),
            "icon": IMAGE,
            "width": "wide",
            "is_collapsible": True,
            "default_collapsed": True,
            "has_header_divider": False,
            "child_blocks": [{"type": "divider"}, section(BUTTON)],
        },
        ("message", "home"),
    ),
    Sample("alert", {"type": "alert", "block_id": "warn", "text": mrkdwn(), "level": "warning"}, ("modal",)),
    Sample(
        "context_actions",
        {"type": "context_actions", "block_id": "rate", "elements": [FEEDBACK, ICON_BUTTON]},
        ("message",),
    ),
    Sample("task_card", TASK | {"type": "task_card", "block_id": "task"}, ("message",)),
    Sample(
        "plan",
        {
            "type": "plan",
            "block_id": "plan",
            "title": "The handoff",
            "tasks": [
                TASK | {"type": "task_card", "block_id": "task"},
                {"task_id": "t2", "title": "Then", "status": "pending"},
            ],
        },
        ("message",),
    ),
)

# The surfaces of an element's own page; those of the blocks that may hold it are all three, or the message alone.
PICKS = {"checkboxes": CHECKBOXES, "radio_buttons": RADIO, "datepicker": DATEPICKER, "timepicker": TIMEPICKER} | MENUS
ELEMENT_SURFACES: dict[str, tuple[Surface, ...]] = {
    "workflow_button": ("message",),
    "datetimepicker": ("message", "modal"),
    "rich_text_input": ("modal", "home"),
    "email_text_input": ("modal",),
    "file_input": ("modal",),
    "number_input": ("modal",),
    "url_text_input": ("modal",),
}


def _of(name: str) -> tuple[Surface, ...]:
    return ELEMENT_SURFACES.get(name, ALL)


ACCESSORIES = {
    "button": BUTTON,
    "workflow_button": WORKFLOW_BUTTON,
    "image": IMAGE,
    "overflow": OVERFLOW,
} | PICKS
ACTIONS = {
    "button": BUTTON,
    "workflow_button": WORKFLOW_BUTTON,
    "overflow": OVERFLOW,
    "datetimepicker": DATETIMEPICKER,
    "rich_text_input": INPUTS["rich_text_input"],
} | PICKS
ASKED = {"datetimepicker": DATETIMEPICKER} | INPUTS | PICKS

ELEMENTS = (
    *(Sample(f"{name} beside a section", section(element), _of(name)) for name, element in ACCESSORIES.items()),
    *(Sample(f"{name} among actions", actions(element), _of(name)) for name, element in ACTIONS.items()),
    *(Sample(f"{name} as input", asks(element), _of(name)) for name, element in ASKED.items()),
)

EXTRAS = (
    Sample("button for some people", actions(BUTTON | {"visible_to_user_ids": ["UANN"]})),
    Sample(
        "auth_provider",
        {
            "type": "auth_provider",
            "block_id": "crm",
            "value": "crm",
            "name": plain("The CRM"),
            "is_connected": True,
            "description": plain("Accounts and deals"),
            "icon_url": "https://example.com/icon.png",
            "auth_url": "https://example.com/in",
            "disconnect_url": "https://example.com/out",
            "connected_identity": plain("ann@example.com"),
            "connected_context": plain("Northwind"),
            "accessory": OVERFLOW,
            "fallback": [{"type": "divider"}],
        },
    ),
)

SAMPLES = BLOCKS + ELEMENTS + EXTRAS


def sample(name: str) -> dict[str, Any]:
    """A copy of the block of that name, to be spoiled."""
    return fresh(next(each.block for each in SAMPLES if each.name == name))


def changed(whole: Any, pointer: str, value: Any) -> Any:
    """A copy with another value at a JSON pointer."""
    copy = fresh(whole)
    parent, key = _holder(copy, pointer)
    parent[key] = value
    return copy


def without(whole: Any, pointer: str) -> Any:
    """A copy without what is at a JSON pointer."""
    copy = fresh(whole)
    parent, key = _holder(copy, pointer)
    del parent[key]
    return copy


def held(whole: Any, pointer: str) -> Any:
    parent, key = _holder(whole, pointer)
    return parent[key]


def _holder(whole: Any, pointer: str) -> tuple[Any, Any]:
    *way, last = pointer.removeprefix("/").split("/")
    for key in way:
        whole = whole[int(key) if isinstance(whole, list) else key]
    return whole, int(last) if isinstance(whole, list) else last


def many(items: list[Any], number: int) -> list[Any]:
    """The last of `number` items, or so many copies of the last one more, each with ids of its own."""
    more = [fresh(items[-1]) for _ in range(number - len(items))]
    for index, item in enumerate(more):
        for key in {"action_id", "block_id", "task_id", "name"} & set(item if isinstance(item, dict) else ()):
            item[key] = f"{item[key]} {index}"
    return [*items[max(0, len(items) - number) :], *more] if number else []


def modal(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": plain("Hand over"),
        "submit": plain("Hand over"),
        "close": plain("Not now"),
        "blocks": list(blocks),
        "callback_id": "handoff",
        "external_id": "handoff-acme",
        "private_metadata": "{}",
        "clear_on_close": True,
        "notify_on_close": True,
    }


def home(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "home",
        "blocks": list(blocks),
        "callback_id": "home",
        "external_id": "home-ann",
        "private_metadata": "{}",
    }
