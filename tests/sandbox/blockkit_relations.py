"""What may be wrong though each field is right: fields that do not agree, and elements in the wrong place."""

from dataclasses import dataclass
from typing import Any

from sandbox.blockkit import Surface
from tests.sandbox.blockkit_samples import (
    BUTTON,
    CARD,
    FEEDBACK,
    IMAGE,
    INPUTS,
    MENUS,
    OVERFLOW,
    actions,
    asks,
    changed,
    option,
    plain,
    rich_text,
    sample,
    section,
)

CELL = {"type": "raw_text", "text": "x"}


def table_of(*rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"type": "data_table", "caption": "Accounts", "rows": list(rows)} | more


BARE_CARD = {"type": "card", "subtitle": plain()}
CONVERSATIONS = MENUS["conversations_select"]
TYPED = INPUTS["plain_text_input"]
COUNTED = INPUTS["number_input"]


@dataclass(frozen=True)
class Together:
    """Two blocks that differ in one thing, and what is said of the second."""

    name: str
    source: str
    taken: dict[str, Any]
    refused: dict[str, Any]
    pointer: str
    message: str
    surface: Surface = "modal"


LINES = sample("data_visualization as lines")
MULTI = MENUS["multi_static_select"]

TOGETHER = (
    Together(
        "section of nothing",
        "blocks/section-block",
        {"type": "section", "fields": [plain()]},
        {"type": "section"},
        "/0",
        "must define either `text` or `fields`",
    ),
    Together(
        "image of nothing",
        "blocks/image-block",
        {"type": "image", "alt_text": "", "slack_file": {"id": "F0123ABCD"}},
        {"type": "image", "alt_text": ""},
        "/0",
        "must define either `image_url` or `slack_file`",
    ),
    Together(
        "image of two sources",
        "blocks/image-block",
        IMAGE,
        IMAGE | {"slack_file": {"id": "F0123ABCD"}},
        "/0",
        "must define only one of `image_url` or `slack_file`",
    ),
    Together(
        "image element of nothing",
        "block-elements/image-element",
        section(IMAGE),
        section({"type": "image", "alt_text": "x"}),
        "/0/accessory",
        "must define either `image_url` or `slack_file`",
    ),
    Together(
        "image element of two sources",
        "block-elements/image-element",
        section(IMAGE),
        section(IMAGE | {"slack_file": {"id": "F0123ABCD"}}),
        "/0/accessory",
        "must define only one of `image_url` or `slack_file`",
    ),
    Together(
        "file of two sources",
        "composition-objects/slack-file-object",
        {"type": "image", "alt_text": "", "slack_file": {"id": "F0123ABCD"}},
        {"type": "image", "alt_text": "", "slack_file": {"id": "F0123ABCD", "url": "https://files.slack.com/a.png"}},
        "/0/slack_file",
        "must define only one of `id` or `url`",
    ),
    Together(
        "file of nothing",
        "composition-objects/slack-file-object",
        {"type": "image", "alt_text": "", "slack_file": {"url": "https://files.slack.com/a.png"}},
        {"type": "image", "alt_text": "", "slack_file": {}},
        "/0/slack_file",
        "must define either `id` or `url`",
    ),
    Together(
        "card with a subtitle alone",
        "blocks/card-block",
        BARE_CARD | {"actions": [BUTTON]},
        BARE_CARD,
        "/0",
        "must define either `hero_image` or `title` or `actions` or `body`",
        "home",
    ),
    Together(
        "card with two icons",
        "blocks/card-block",
        CARD,
        CARD | {"slack_icon": {"type": "icon", "name": "bug"}},
        "/0",
        "must define only one of `icon` or `slack_icon`",
        "home",
    ),
    Together(
        "container without a title",
        "blocks/container-block",
        {"type": "container", "rich_text_title": rich_text(), "child_blocks": [{"type": "divider"}]},
        {"type": "container", "child_blocks": [{"type": "divider"}]},
        "/0",
        "must define either `title` or `rich_text_title`",
        "message",
    ),
    Together(
        "container collapsed but not collapsible",
        "@slack/types 3.2.0: ContainerBlock",
        sample("container"),
        changed(sample("container"), "/is_collapsible", False),
        "/0/default_collapsed",
        "must set `is_collapsible` to use `default_collapsed`",
        "message",
    ),
    Together(
        "container collapsible and divided",
        "blocks/container-block",
        sample("container"),
        changed(sample("container"), "/has_header_divider", True),
        "/0/has_header_divider",
        "must not set `is_collapsible` to use `has_header_divider`",
        "message",
    ),
    Together(
        "menu without options",
        "block-elements/select-menu-element",
        asks(MENUS["static_select"]),
        asks({"type": "static_select"}),
        "/0/element",
        "must define either `options` or `option_groups`",
    ),
    Together(
        "menu of options and groups",
        "block-elements/select-menu-element",
        asks(MENUS["static_select of groups"]),
        asks(MENUS["static_select of groups"] | {"options": [option()]}),
        "/0/element",
        "must define only one of `options` or `option_groups`",
    ),
    Together(
        "menu that starts with an option it has not",
        "block-elements/select-menu-element",
        asks(MENUS["static_select"]),
        asks(MENUS["static_select"] | {"initial_option": option("east")}),
        "/0/element/initial_option",
        "must exactly match one of the options",
    ),
    Together(
        "menu that starts with another text for its value",
        'block-elements/select-menu-element: "exactly matches", so not by its value alone',
        asks(MENUS["static_select"] | {"initial_option": option()}),
        asks(MENUS["static_select"] | {"initial_option": option() | {"text": plain("North!")}}),
        "/0/element/initial_option",
        "must exactly match one of the options",
    ),
    Together(
        "menu of groups that starts with an option it has not",
        "block-elements/select-menu-element",
        asks(MENUS["static_select of groups, one chosen"]),
        asks(MENUS["static_select of groups, one chosen"] | {"initial_option": option("east")}),
        "/0/element/initial_option",
        "must exactly match one of the options",
    ),
    Together(
        "multiple menu without options",
        "block-elements/multi-select-menu-element",
        asks(MULTI),
        asks({"type": "multi_static_select"}),
        "/0/element",
        "must define either `options` or `option_groups`",
    ),
    Together(
        "multiple menu of options and groups",
        "block-elements/multi-select-menu-element",
        asks(MENUS["multi_static_select of groups"]),
        asks(MENUS["multi_static_select of groups"] | {"options": [option()]}),
        "/0/element",
        "must define only one of `options` or `option_groups`",
    ),
    Together(
        "multiple menu that starts with an option it has not",
        "block-elements/multi-select-menu-element",
        asks(MULTI | {"initial_options": [option("south"), option()]}),
        asks(MULTI | {"initial_options": [option("south"), option("east")]}),
        "/0/element/initial_options/1",
        "must exactly match one of the options",
    ),
    Together(
        "checkboxes that start with an option they have not",
        "block-elements/checkboxes-element",
        sample("checkboxes as input"),
        changed(sample("checkboxes as input"), "/element/initial_options", [option("A")]),
        "/0/element/initial_options/0",
        "must exactly match one of the options",
    ),
    Together(
        "radio buttons that start with an option they have not",
        "block-elements/radio-button-group-element",
        sample("radio_buttons as input"),
        changed(sample("radio_buttons as input"), "/element/initial_option", option("C")),
        "/0/element/initial_option",
        "must exactly match one of the options",
    ),
    Together(
        "input that wants more than it takes",
        "block-elements/plain-text-input-element",
        asks(TYPED | {"min_length": 5, "max_length": 5}),
        asks(TYPED | {"min_length": 6, "max_length": 5}),
        "/0/element/min_length",
        "`min_length` must not be greater than `max_length`",
    ),
    Together(
        "number whose least is its greatest and more",
        "block-elements/number-input-element",
        asks(COUNTED | {"min_value": "9", "max_value": "10"}),
        asks(COUNTED | {"min_value": "10.5", "max_value": "10"}),
        "/0/element/min_value",
        "`min_value` must not be greater than `max_value`",
    ),
    Together(
        "files that dispatch",
        "blocks/input-block",
        asks(INPUTS["file_input"]) | {"dispatch_action": False},
        asks(INPUTS["file_input"]) | {"dispatch_action": True},
        "/0/element/type",
        "unsupported type: file_input",
    ),
    Together(
        "filter of nothing",
        "composition-objects/conversation-filter-object",
        asks(CONVERSATIONS | {"filter": {"exclude_bot_users": False}}),
        asks(CONVERSATIONS | {"filter": {}}),
        "/0/element/filter",
        "must define either `include` or `exclude_external_shared_channels` or `exclude_bot_users`",
    ),
    Together(
        "filter that includes nothing",
        "composition-objects/conversation-filter-object",
        asks(CONVERSATIONS | {"filter": {"include": ["im"]}}),
        asks(CONVERSATIONS | {"filter": {"include": []}}),
        "/0/element/filter/include",
        "must provide at least 1 items",
    ),
    Together(
        "filter that includes twice",
        "composition-objects/conversation-filter-object",
        asks(CONVERSATIONS | {"filter": {"include": ["im", "public"]}}),
        asks(CONVERSATIONS | {"filter": {"include": ["im", "im"]}}),
        "/0/element/filter/include",
        "Input contains duplicate items",
    ),
    Together(
        "dispatch told twice",
        "composition-objects/dispatch-action-configuration-object",
        asks(TYPED),
        asks(TYPED | {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed", "on_enter_pressed"]}}),
        "/0/element/dispatch_action_config/trigger_actions_on",
        "Input contains duplicate items",
    ),
    Together(
        "data table of unequal rows",
        "blocks/data-table-block",
        table_of([CELL, CELL], [CELL, CELL]),
        table_of([CELL, CELL], [CELL]),
        "/0/rows/1",
        "must have 2 cells, as the first row has",
        "message",
    ),
    Together(
        "data table under a rich header",
        "blocks/data-table-block",
        table_of([CELL, CELL], [CELL, rich_text()]),
        table_of([CELL, rich_text()], [CELL, CELL]),
        "/0/rows/0/1/type",
        "unsupported type: rich_text",
        "message",
    ),
    Together(
        "data table that names a column it has not",
        "blocks/data-table-block",
        table_of([CELL, CELL], [CELL, CELL], row_header_column_index=1),
        table_of([CELL, CELL], [CELL, CELL], row_header_column_index=2),
        "/0/row_header_column_index",
        "must be less than 2",
        "message",
    ),
    Together(
        "series that skips a month",
        "blocks/data-visualization-block",
        LINES,
        changed(LINES, "/chart/series/1/data", [{"label": "Feb", "value": 4}]),
        "/0/chart/series/1/data",
        "must have exactly one point for every category",
        "message",
    ),
    Together(
        "axis with a month twice",
        "blocks/data-visualization-block",
        LINES,
        changed(LINES, "/chart/axis_config/categories", ["Feb", "Feb"]),
        "/0/chart/axis_config/categories",
        "Input contains duplicate items",
        "message",
    ),
    Together(
        "series of one name",
        "blocks/data-visualization-block",
        LINES,
        changed(LINES, "/chart/series/1/name", "Quiet"),
        "/0/chart/series/1/name",
        "series name already exists: Quiet",
        "message",
    ),
    Together(
        "plan of tasks with one id",
        "blocks/plan-block",
        sample("plan"),
        changed(sample("plan"), "/tasks/1/task_id", "t1"),
        "/0/tasks/1/task_id",
        "`task_id` already exists: t1",
        "message",
    ),
    Together(
        "lone task that is pending",
        "blocks/task-card-block: its own example, posted, is refused",
        sample("task_card"),
        changed(sample("task_card"), "/status", "pending"),
        "/0/status",
        "must be a valid enum value",
        "message",
    ),
)

# Where each would stand, and the type that is not supported there.
MISPLACED = (
    ("blocks/section-block", section(INPUTS["plain_text_input"]), "/0/accessory/type", "plain_text_input"),
    (
        "blocks/section-block",
        section(sample("datetimepicker as input")["element"]),
        "/0/accessory/type",
        "datetimepicker",
    ),
    ("blocks/section-block", section(FEEDBACK), "/0/accessory/type", "feedback_buttons"),
    ("blocks/actions-block", actions(IMAGE), "/0/elements/0/type", "image"),
    ("blocks/actions-block", actions(INPUTS["plain_text_input"]), "/0/elements/0/type", "plain_text_input"),
    ("blocks/input-block", asks(BUTTON), "/0/element/type", "button"),
    ("blocks/input-block", asks(OVERFLOW), "/0/element/type", "overflow"),
    ("blocks/input-block", asks(IMAGE), "/0/element/type", "image"),
    ("blocks/context-block", {"type": "context", "elements": [BUTTON]}, "/0/elements/0/type", "button"),
    ("blocks/context-actions-block", {"type": "context_actions", "elements": [BUTTON]}, "/0/elements/0/type", "button"),
    ("blocks/card-block", CARD | {"actions": [OVERFLOW]}, "/0/actions/0/type", "overflow"),
    ("blocks/carousel-block", {"type": "carousel", "elements": [{"type": "divider"}]}, "/0/elements/0/type", "divider"),
    (
        "blocks/container-block",
        {"type": "container", "title": plain(), "child_blocks": [sample("markdown")]},
        "/0/child_blocks/0/type",
        "markdown",
    ),
    (
        "blocks/container-block: file is among its children, but nobody may send one",
        {"type": "container", "title": plain(), "child_blocks": [sample("file")]},
        "/0/child_blocks/0/type",
        "file",
    ),
    (
        "block-elements/rich-text-preformatted-element",
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "emoji", "name": "wave"}]}],
        },
        "/0/elements/0/elements/0/type",
        "emoji",
    ),
    ("blocks/table-block", {"type": "table", "rows": [[plain()]]}, "/0/rows/0/0/type", "plain_text"),
)
