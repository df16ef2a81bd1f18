"""Every strictness of the judgement, a table each: at the limit a block is taken, beyond it refused, at this place.

The sources are pages under docs.slack.dev/reference, those of Block Kit written from its own folder on.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.blockkit import Problem, Surface, judge, judge_view, view_too_large
from tests.sandbox.blockkit_relations import CELL, MISPLACED, TOGETHER, Together, table_of
from tests.sandbox.blockkit_samples import (
    BUTTON,
    CARD,
    DATEPICKER,
    INPUTS,
    SAMPLES,
    actions,
    asks,
    changed,
    home,
    many,
    modal,
    mrkdwn,
    plain,
    rich_text,
    sample,
    section,
    without,
)
from tests.sandbox.blockkit_samples import held as held_at

SURFACES: dict[str, Surface] = {each.name: each.surface for each in SAMPLES if each.surfaces}


def refusals(name: str, block: dict[str, Any]) -> list[Problem]:
    return judge([block], SURFACES[name])


def refused(pointer: str, message: str) -> list[Problem]:
    return [Problem(pointer, "failed_constraint", message)]


# --- Lengths ---------------------------------------------------------------------------------------------------------

BUTTON_PAGE = "block-elements/button-element"
CONFIRM_PAGE = "composition-objects/confirmation-dialog-object"
OPTION_PAGE = "composition-objects/option-object"
CHART_PAGE = "blocks/data-visualization-block"
AUTH_PAGE = "slack_sdk 3.47: AuthProviderBlock"

LENGTHS = (
    ("blocks/header-block", "header", "/text/text", 150),
    ("blocks/header-block", "header", "/block_id", 255),
    ("blocks/section-block", "section", "/text/text", 3000),
    ("blocks/section-block", "section", "/fields/0/text", 2000),
    ("blocks/section-block", "section", "/fields/1/text", 2000),
    ("blocks/section-block", "section", "/block_id", 255),
    ("composition-objects/text-object", "context", "/elements/1/text", 3000),
    ("blocks/image-block", "image", "/alt_text", 2000),
    ("blocks/image-block", "image", "/title/text", 2000),
    ("blocks/image-block", "image", "/image_url", 3000),
    ("blocks/input-block", "input", "/label/text", 2000),
    ("blocks/input-block", "input", "/hint/text", 2000),
    ("blocks/video-block", "video", "/title/text", 199),
    ("blocks/video-block", "video", "/description/text", 199),
    ("blocks/video-block", "video", "/author_name", 49),
    ("blocks/markdown-block", "markdown", "/text", 12_000),
    ("blocks/alert-block", "alert", "/text/text", 200),
    ("blocks/card-block", "card", "/title/text", 150),
    ("blocks/card-block", "card", "/subtitle/text", 150),
    ("blocks/card-block", "card", "/body/text", 200),
    ("blocks/card-block", "card", "/subtext/text", 200),
    ("blocks/card-block", "card", "/hero_image/image_url", 3000),
    ("blocks/card-block", "card", "/hero_image/alt_text", 2000),
    ("blocks/container-block", "container", "/title/text", 150),
    ("blocks/container-block", "container", "/subtitle/text", 150),
    (CHART_PAGE, "data_visualization as a pie", "/title", 50),
    (CHART_PAGE, "data_visualization as a pie", "/chart/segments/0/label", 20),
    (CHART_PAGE, "data_visualization as lines", "/chart/series/0/name", 20),
    (CHART_PAGE, "data_visualization as lines", "/chart/axis_config/x_label", 50),
    (CHART_PAGE, "data_visualization as lines", "/chart/axis_config/y_label", 50),
    (AUTH_PAGE, "auth_provider", "/value", 150),
    (AUTH_PAGE, "auth_provider", "/name/text", 75),
    (AUTH_PAGE, "auth_provider", "/description/text", 150),
    (AUTH_PAGE, "auth_provider", "/connected_identity/text", 75),
    (AUTH_PAGE, "auth_provider", "/connected_context/text", 75),
    (AUTH_PAGE, "auth_provider", "/icon_url", 3000),
    (BUTTON_PAGE, "button among actions", "/elements/0/text/text", 75),
    (BUTTON_PAGE, "button among actions", "/elements/0/action_id", 255),
    (BUTTON_PAGE, "button among actions", "/elements/0/value", 2000),
    (BUTTON_PAGE, "button among actions", "/elements/0/url", 3000),
    (BUTTON_PAGE, "button among actions", "/elements/0/accessibility_label", 75),
    ("slack_sdk 3.47: ButtonElement", "button among actions", "/elements/0/agent_prompt", 4000),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/title/text", 100),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/text/text", 300),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/confirm/text", 30),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/deny/text", 30),
    ("block-elements/workflow-button-element", "workflow_button among actions", "/elements/0/text/text", 75),
    ("block-elements/workflow-button-element", "workflow_button among actions", "/elements/0/accessibility_label", 75),
    (OPTION_PAGE, "static_select beside a section", "/accessory/options/0/text/text", 75),
    (OPTION_PAGE, "static_select beside a section", "/accessory/options/0/value", 150),
    (OPTION_PAGE, "static_select beside a section", "/accessory/options/0/description/text", 75),
    (OPTION_PAGE, "checkboxes beside a section", "/accessory/options/0/text/text", 75),
    (OPTION_PAGE, "checkboxes beside a section", "/accessory/options/0/value", 150),
    (OPTION_PAGE, "overflow beside a section", "/accessory/options/0/url", 3000),
    (
        "composition-objects/option-group-object",
        "static_select of groups beside a section",
        "/accessory/option_groups/0/label/text",
        75,
    ),
    ("block-elements/select-menu-element", "users_select as input", "/element/placeholder/text", 150),
    ("block-elements/date-picker-element", "datepicker as input", "/element/placeholder/text", 150),
    ("block-elements/plain-text-input-element", "plain_text_input as input", "/element/placeholder/text", 150),
    ("block-elements/number-input-element", "number_input as input", "/element/placeholder/text", 150),
    ("block-elements/image-element", "context", "/elements/0/image_url", 3000),
    ("slack_sdk 3.47: ImageElement", "context", "/elements/0/alt_text", 2000),
    ("block-elements/feedback-buttons-element", "context_actions", "/elements/0/positive_button/text/text", 75),
    ("block-elements/feedback-buttons-element", "context_actions", "/elements/0/positive_button/value", 2000),
    (
        "block-elements/feedback-buttons-element",
        "context_actions",
        "/elements/0/negative_button/accessibility_label",
        75,
    ),
    ("block-elements/icon-button-element", "context_actions", "/elements/1/value", 2000),
    ("block-elements/icon-button-element", "context_actions", "/elements/1/accessibility_label", 75),
    ("block-elements/workflow-button-element", "workflow_button among actions", "/elements/0/action_id", 255),
    (OPTION_PAGE, "checkboxes beside a section", "/accessory/options/0/description/text", 75),
    ("blocks/rich-text-block", "rich_text", "/block_id", 255),
    ("blocks/plan-block", "plan", "/tasks/0/block_id", 255),
    (AUTH_PAGE, "auth_provider", "/auth_url", 3000),
    (AUTH_PAGE, "auth_provider", "/disconnect_url", 3000),
)


@pytest.mark.parametrize(("source", "name", "pointer", "most"), LENGTHS)
def test_a_text_may_be_as_long_as_its_page_says(source: str, name: str, pointer: str, most: int) -> None:
    longest = (held_at(sample(name), pointer) + "x" * most)[:most]
    fits = changed(sample(name), pointer, longest)
    assert refusals(name, fits) == []

    assert refusals(name, changed(fits, pointer, longest + "x")) == refused(
        f"/0{pointer}", f"must be less than {most + 1} characters"
    )


BLANKS = (
    ("composition-objects/text-object", "section", "/text/text"),
    ("composition-objects/text-object", "header", "/text/text"),
    ("composition-objects/text-object", "context", "/elements/1/text"),
    ("composition-objects/text-object", "button among actions", "/elements/0/text/text"),
    ("blocks/markdown-block", "markdown", "/text"),
    ("blocks/table-block", "table", "/rows/0/0/text"),
    ("blocks/table-block", "table of numbers", "/rows/0/0/text"),
    ("blocks/data-table-block", "data_table", "/rows/0/0/text"),
    ("blocks/data-table-block", "data_table", "/caption"),
    ("blocks/plan-block", "plan", "/title"),
    ("blocks/task-card-block", "task_card", "/task_id"),
    ("blocks/task-card-block", "task_card", "/title"),
    (CHART_PAGE, "data_visualization as a pie", "/chart/segments/0/label"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/0/text"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/2/user_id"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/3/usergroup_id"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/4/channel_id"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/5/name"),
    ("@slack/types 3.2.0: RichTextTeamMention", "rich_text of rarer pieces", "/elements/0/elements/4/team_id"),
    ("blocks/rich-text-block", "rich_text of rarer pieces", "/elements/0/elements/5/format"),
    (CHART_PAGE, "data_visualization as a pie", "/title"),
    ("blocks/plan-block", "plan", "/tasks/0/task_id"),
    ("blocks/plan-block", "plan", "/tasks/0/title"),
    ("composition-objects/slack-file-object", "image of a file", "/slack_file/id"),
    (
        "composition-objects/trigger-object",
        "workflow_button among actions",
        "/elements/0/workflow/trigger/customizable_input_parameters/0/name",
    ),
    ("block-elements/select-menu-element", "users_select as input", "/element/initial_user"),
    (AUTH_PAGE, "auth_provider", "/value"),
)


@pytest.mark.parametrize(("source", "name", "pointer"), BLANKS)
def test_a_text_may_not_be_empty(source: str, name: str, pointer: str) -> None:
    assert refusals(name, changed(sample(name), pointer, "x")) == []

    assert refusals(name, changed(sample(name), pointer, "")) == refused(
        f"/0{pointer}", "must be more than 0 characters"
    )


# --- Numbers of items ------------------------------------------------------------------------------------------------

COUNTS = (
    ("blocks/section-block", "section", "/fields", 1, 10),
    ("blocks/context-block", "context", "/elements", 1, 10),
    ("blocks/actions-block", "actions", "/elements", 1, 25),
    ("blocks/table-block", "table", "/rows", 1, 100),
    ("blocks/table-block", "table", "/rows/0", 1, 20),
    ("blocks/table-block", "table", "/column_settings", 0, 20),
    ("blocks/data-table-block", "data_table", "/rows", 2, 201),
    ("blocks/card-block", "card", "/actions", 1, 3),
    ("blocks/carousel-block", "carousel", "/elements", 1, 10),
    ("blocks/container-block", "container", "/child_blocks", 1, 10),
    ("blocks/context-actions-block", "context_actions", "/elements", 1, 5),
    ("blocks/plan-block", "plan", "/tasks", 0, 50),
    (CHART_PAGE, "data_visualization as a pie", "/chart/segments", 1, 12),
    (CHART_PAGE, "data_visualization as lines", "/chart/series", 1, 12),
    ("block-elements/overflow-menu-element", "overflow beside a section", "/accessory/options", 1, 5),
    ("block-elements/checkboxes-element", "checkboxes beside a section", "/accessory/options", 1, 10),
    ("block-elements/radio-button-group-element", "radio_buttons beside a section", "/accessory/options", 1, 10),
    ("block-elements/select-menu-element", "static_select beside a section", "/accessory/options", 1, 100),
    (
        "block-elements/select-menu-element",
        "static_select of groups beside a section",
        "/accessory/option_groups",
        1,
        100,
    ),
    (
        "composition-objects/option-group-object",
        "static_select of groups beside a section",
        "/accessory/option_groups/0/options",
        1,
        100,
    ),
    ("block-elements/multi-select-menu-element", "multi_static_select as input", "/element/options", 1, 100),
    ("block-elements/icon-button-element", "context_actions", "/elements/1/visible_to_user_ids", 0, 10),
    ("block-elements/checkboxes-element", "checkboxes beside a section", "/accessory/initial_options", 1, None),
    ("block-elements/multi-select-menu-element", "multi_static_select as input", "/element/initial_options", 1, None),
    ("block-elements/multi-select-menu-element", "multi_external_select as input", "/element/initial_options", 1, None),
    (
        "composition-objects/dispatch-action-configuration-object",
        "plain_text_input as input",
        "/element/dispatch_action_config/trigger_actions_on",
        1,
        None,
    ),
)


@pytest.mark.parametrize(("source", "name", "pointer", "least", "most"), COUNTS)
def test_a_list_may_hold_as_many_as_its_page_says(
    source: str, name: str, pointer: str, least: int, most: int | None
) -> None:
    items = held_at(sample(name), pointer)
    assert refusals(name, changed(sample(name), pointer, many(items, least))) == []

    if most is not None:
        assert refusals(name, changed(sample(name), pointer, many(items, most))) == []
        assert refusals(name, changed(sample(name), pointer, many(items, most + 1))) == refused(
            f"/0{pointer}", f"no more than {most} items allowed"
        )
    if least:
        assert refusals(name, changed(sample(name), pointer, many(items, least - 1))) == refused(
            f"/0{pointer}", f"must provide at least {least} items"
        )


def test_a_chart_has_1_to_20_categories_each_with_its_point() -> None:
    def lines(number: int) -> dict[str, Any]:
        months = [f"M{index}" for index in range(number)]
        points = [{"label": month, "value": 1} for month in months]
        chart = {
            "type": "line",
            "series": [{"name": "Quiet", "data": points}],
            "axis_config": {"categories": months},
        }
        return changed(sample("data_visualization as lines"), "/chart", chart)

    assert judge([lines(1)], "message") == judge([lines(20)], "message") == []
    for number in (0, 21):
        assert [problem.pointer for problem in judge([lines(number)], "message")] == [
            "/0/chart/series/0/data",
            "/0/chart/axis_config/categories",
        ]


def test_a_data_table_has_1_to_20_columns() -> None:
    def columns(number: int) -> dict[str, Any]:
        row = [{"type": "raw_text", "text": "x"}] * number
        return {"type": "data_table", "caption": "Accounts", "rows": [row, row]}

    assert judge([columns(1), columns(20)], "message") == []
    for number in (0, 21):
        assert [problem.pointer for problem in judge([columns(number)], "message")] == ["/0/rows/0", "/0/rows/1"]


# --- Numbers ---------------------------------------------------------------------------------------------------------

RANGES = (
    ("blocks/header-block", "header of a level", "/level", 1, 4),
    ("blocks/data-table-block", "data_table", "/page_size", 1, 100),
    (
        "block-elements/plain-text-input-element",
        "plain_text_input of a least length as input",
        "/element/min_length",
        0,
        3000,
    ),
    (
        "block-elements/plain-text-input-element",
        "plain_text_input of a greatest length as input",
        "/element/max_length",
        1,
        3000,
    ),
    ("@slack/types 3.2.0: RichTextInput", "rich_text_input as input", "/element/min_lines", 1, 100),
    ("@slack/types 3.2.0: RichTextInput", "rich_text_input as input", "/element/max_lines", 1, 100),
    ("blocks/data-table-block", "data_table", "/row_header_column_index", 0, None),
    ("block-elements/rich-text-preformatted-element", "rich_text", "/elements/2/border", 0, 1),
    ("block-elements/rich-text-quote-element", "rich_text", "/elements/3/border", 0, 1),
    ("block-elements/file-input-element", "file_input as input", "/element/max_files", 1, 10),
    ("block-elements/multi-select-menu-element", "multi_users_select as input", "/element/max_selected_items", 1, None),
    ("block-elements/select-menu-element", "external_select as input", "/element/min_query_length", 0, None),
    (
        "block-elements/datetime-picker-element: 10 digits",
        "datetimepicker as input",
        "/element/initial_date_time",
        1_000_000_000,
        9_999_999_999,
    ),
    ("@slack/types 3.2.0: RichTextList", "rich_text", "/elements/1/indent", 0, 8),
    ("blocks/rich-text-block", "rich_text", "/elements/1/border", 0, 1),
    ("blocks/rich-text-block", "rich_text", "/elements/1/offset", 0, None),
)


@pytest.mark.parametrize(("source", "name", "pointer", "least", "most"), RANGES)
def test_a_number_keeps_within_its_range(
    source: str, name: str, pointer: str, least: int | None, most: int | None
) -> None:
    if least is not None:
        assert refusals(name, changed(sample(name), pointer, least)) == []
        assert refusals(name, changed(sample(name), pointer, least - 1)) == refused(
            f"/0{pointer}", f"must be greater than {least - 1}"
        )
    if most is not None:
        assert refusals(name, changed(sample(name), pointer, most)) == []
        assert refusals(name, changed(sample(name), pointer, most + 1)) == refused(
            f"/0{pointer}", f"must be less than {most + 1}"
        )


def test_a_slice_of_a_pie_weighs_more_than_nothing() -> None:
    pie = sample("data_visualization as a pie")
    assert judge([changed(pie, "/chart/segments/0/value", 0.01)], "message") == []

    assert judge([changed(pie, "/chart/segments/0/value", 0)], "message") == refused(
        "/0/chart/segments/0/value", "must be greater than 0"
    )


# --- Words -----------------------------------------------------------------------------------------------------------

WORDS = (
    (BUTTON_PAGE, "button among actions", "/elements/0/style", ("primary", "danger")),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/style", ("primary", "danger")),
    ("blocks/alert-block", "alert", "/level", ("default", "info", "warning", "error", "success")),
    ("blocks/container-block", "container", "/width", ("narrow", "standard", "wide", "full")),
    ("blocks/table-block", "table", "/column_settings/0/align", ("left", "center", "right")),
    ("blocks/task-card-block", "task_card", "/status", ("in_progress", "complete", "error")),
    ("blocks/plan-block", "plan", "/tasks/0/status", ("pending", "in_progress", "complete", "error")),
    ("blocks/plan-block", "plan", "/tasks/0/type", ("task_card",)),
    ("blocks/rich-text-block", "rich_text", "/elements/1/style", ("bullet", "ordered")),
    (
        "blocks/rich-text-block",
        "rich_text of rarer pieces",
        "/elements/0/elements/2/range",
        ("here", "channel", "everyone"),
    ),
    ("block-elements/icon-button-element", "context_actions", "/elements/1/icon", ("trash",)),
    ("composition-objects/slack-icon-object", "card with Slack's icon", "/slack_icon/name", ("archive", "warning")),
    (
        "composition-objects/conversation-filter-object",
        "conversations_select as input",
        "/element/filter/include/0",
        ("im", "mpim", "public"),
    ),
    (
        "composition-objects/dispatch-action-configuration-object",
        "plain_text_input as input",
        "/element/dispatch_action_config/trigger_actions_on/0",
        ("on_enter_pressed",),
    ),
)


@pytest.mark.parametrize(("source", "name", "pointer", "words"), WORDS)
def test_a_word_is_one_of_those_its_page_lists(source: str, name: str, pointer: str, words: tuple[str, ...]) -> None:
    for word in words:
        assert refusals(name, changed(sample(name), pointer, word)) == []

    assert refusals(name, changed(sample(name), pointer, "default-ish")) == refused(
        f"/0{pointer}", "must be a valid enum value"
    )


# --- Forms -----------------------------------------------------------------------------------------------------------

URLS = ("https://example.com/a?b=c", "slack://channel?id=C0TEAM", "mailto:ann@example.com")
WEB_URLS = ("https://example.com", "http://localhost:8850/logo.png")
FORMS: tuple[tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "block-elements/date-picker-element: YYYY-MM-DD",
        "datepicker as input",
        "/element/initial_date",
        "date",
        ("2026-02-28", "2028-02-29"),
        ("2026-02-29", "2026-2-3", "20260302", "02.03.2026", "2026-03-02T09:00", ""),
    ),
    (
        "block-elements/time-picker-element: HH:mm",
        "timepicker as input",
        "/element/initial_time",
        "time",
        ("00:00", "23:59"),
        ("24:00", "9:30", "09:60", "09:30:00", "9am", ""),
    ),
    (
        "block-elements/time-picker-element: IANA",
        "timepicker as input",
        "/element/timezone",
        "timezone",
        ("Asia/Kolkata", "UTC"),
        ("Berlin", "GMT+25", "../etc/passwd", "Europe", ""),
    ),
    (
        "block-elements/number-input-element",
        "number_input as input",
        "/element/initial_value",
        "number",
        ("0", "-10", "0.25"),
        ("ten", "1,5", "1e3", ""),
    ),
    (
        BUTTON_PAGE,
        "button among actions",
        "/elements/0/url",
        "url",
        URLS,
        ("example.com", "/accounts", "https://", "https://exa mple.com", ""),
    ),
    (OPTION_PAGE, "overflow beside a section", "/accessory/options/0/url", "url", URLS, ("example", "https://a b")),
    (
        "blocks/image-block",
        "image",
        "/image_url",
        "url",
        WEB_URLS,
        ("ftp://example.com/a.png", "logo.png", "https:logo.png", "https://[", "mailto:ann@example.com"),
    ),
    ("block-elements/image-element", "context", "/elements/0/image_url", "url", WEB_URLS, ("logo.png",)),
    (
        "composition-objects/slack-file-object",
        "context of a file",
        "/elements/0/slack_file/url",
        "url",
        WEB_URLS,
        ("F0123",),
    ),
    (
        "composition-objects/trigger-object",
        "workflow_button among actions",
        "/elements/0/workflow/trigger/url",
        "url",
        WEB_URLS,
        ("Ft0123",),
    ),
    ("block-elements/url-source-element", "task_card", "/sources/0/url", "url", URLS, ("example",)),
    (AUTH_PAGE, "auth_provider", "/icon_url", "url", ("https://example.com",), ("http://example.com",)),
    (AUTH_PAGE, "auth_provider", "/auth_url", "url", ("https://example.com",), ("http://example.com",)),
    (AUTH_PAGE, "auth_provider", "/disconnect_url", "url", ("https://example.com",), ("http://example.com",)),
    ("blocks/video-block", "video", "/thumbnail_url", "url", WEB_URLS, ("thumb.png",)),
    ("blocks/video-block", "video", "/provider_icon_url", "url", WEB_URLS, ("icon.png",)),
    ("block-elements/number-input-element", "number_input as input", "/element/min_value", "number", ("-1",), ("a",)),
    ("block-elements/number-input-element", "number_input as input", "/element/max_value", "number", ("9.5",), ("b",)),
    ("blocks/rich-text-block", "rich_text of rarer pieces", "/elements/0/elements/1/url", "url", URLS, ("acme.png",)),
    ("blocks/rich-text-block", "rich_text of rarer pieces", "/elements/0/elements/5/url", "url", URLS, ("march",)),
    (
        "blocks/video-block",
        "video",
        "/video_url",
        "url",
        ("https://example.com/embed",),
        ("http://example.com/embed", "example.com"),
    ),
    ("blocks/video-block", "video", "/title_url", "url", ("https://example.com",), ("http://example.com",)),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/1/url", "url", URLS, ("example.com",)),
    (
        "blocks/rich-text-block",
        "rich_text of rarer pieces",
        "/elements/0/elements/3/value",
        "color",
        ("#00ff00",),
        ("green", "#fff"),
    ),
)


@pytest.mark.parametrize(("source", "name", "pointer", "form", "good", "bad"), FORMS)
def test_a_string_has_the_form_its_page_asks_for(
    source: str, name: str, pointer: str, form: str, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    for value in good:
        assert refusals(name, changed(sample(name), pointer, value)) == []
    for value in bad:
        (problem,) = refusals(name, changed(sample(name), pointer, value))
        assert problem.pointer == f"/0{pointer}"
        assert problem.message in (f"input must be a valid: {form}", "must be more than 0 characters")


# --- Fields ----------------------------------------------------------------------------------------------------------

REQUIRED = (
    ("blocks", "divider", "/type"),
    ("blocks/header-block", "header", "/text"),
    ("blocks/context-block", "context", "/elements"),
    ("blocks/actions-block", "actions", "/elements"),
    ("blocks/image-block", "image", "/alt_text"),
    ("blocks/input-block", "input", "/label"),
    ("blocks/input-block", "input", "/element"),
    ("blocks/video-block", "video", "/alt_text"),
    ("blocks/video-block", "video", "/title"),
    ("blocks/video-block", "video", "/thumbnail_url"),
    ("blocks/video-block", "video", "/video_url"),
    ("blocks/markdown-block", "markdown", "/text"),
    ("blocks/table-block", "table", "/rows"),
    ("blocks/data-table-block", "data_table", "/rows"),
    ("blocks/data-table-block", "data_table", "/caption"),
    ("blocks/data-table-block", "table of numbers", "/rows/0/0/text"),
    (CHART_PAGE, "data_visualization as a pie", "/title"),
    (CHART_PAGE, "data_visualization as a pie", "/chart"),
    (CHART_PAGE, "data_visualization as a pie", "/chart/type"),
    (CHART_PAGE, "data_visualization as a pie", "/chart/segments"),
    (CHART_PAGE, "data_visualization as a pie", "/chart/segments/0/value"),
    (CHART_PAGE, "data_visualization as bars", "/chart/series"),
    (CHART_PAGE, "data_visualization as bars", "/chart/axis_config"),
    (CHART_PAGE, "data_visualization as bars", "/chart/axis_config/categories"),
    ("blocks/carousel-block", "carousel", "/elements"),
    ("blocks/container-block", "container", "/child_blocks"),
    ("blocks/alert-block", "alert", "/text"),
    ("blocks/context-actions-block", "context_actions", "/elements"),
    ("blocks/task-card-block", "task_card", "/task_id"),
    ("blocks/task-card-block", "task_card", "/title"),
    ("blocks/plan-block", "plan", "/title"),
    ("blocks/rich-text-block", "rich_text", "/elements"),
    ("blocks/rich-text-block", "rich_text", "/elements/1/style"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/0/text"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/2/user_id"),
    (AUTH_PAGE, "auth_provider", "/value"),
    (AUTH_PAGE, "auth_provider", "/name"),
    (AUTH_PAGE, "auth_provider", "/is_connected"),
    ("composition-objects/text-object", "header", "/text/text"),
    ("composition-objects/text-object", "header", "/text/type"),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/title"),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/text"),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/confirm"),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/deny"),
    (OPTION_PAGE, "static_select beside a section", "/accessory/options/0/text"),
    (OPTION_PAGE, "static_select beside a section", "/accessory/options/0/value"),
    (
        "composition-objects/option-group-object",
        "static_select of groups beside a section",
        "/accessory/option_groups/0/label",
    ),
    (
        "composition-objects/option-group-object",
        "static_select of groups beside a section",
        "/accessory/option_groups/0/options",
    ),
    (BUTTON_PAGE, "button among actions", "/elements/0/text"),
    ("block-elements/workflow-button-element", "workflow_button among actions", "/elements/0/text"),
    ("block-elements/workflow-button-element", "workflow_button among actions", "/elements/0/workflow"),
    ("block-elements/workflow-button-element", "workflow_button among actions", "/elements/0/action_id"),
    ("composition-objects/workflow-object", "workflow_button among actions", "/elements/0/workflow/trigger"),
    ("composition-objects/trigger-object", "workflow_button among actions", "/elements/0/workflow/trigger/url"),
    ("block-elements/image-element", "context", "/elements/0/alt_text"),
    ("block-elements/overflow-menu-element", "overflow beside a section", "/accessory/options"),
    ("block-elements/checkboxes-element", "checkboxes beside a section", "/accessory/options"),
    ("block-elements/radio-button-group-element", "radio_buttons beside a section", "/accessory/options"),
    ("block-elements/number-input-element", "number_input as input", "/element/is_decimal_allowed"),
    ("block-elements/rich-text-input-element", "rich_text_input as input", "/element/action_id"),
    ("block-elements/feedback-buttons-element", "context_actions", "/elements/0/positive_button"),
    ("block-elements/feedback-buttons-element", "context_actions", "/elements/0/negative_button/value"),
    ("block-elements/icon-button-element", "context_actions", "/elements/1/icon"),
    ("block-elements/icon-button-element", "context_actions", "/elements/1/text"),
    ("block-elements/url-source-element", "task_card", "/sources/0/url"),
    ("block-elements/url-source-element", "task_card", "/sources/0/text"),
    (OPTION_PAGE, "overflow beside a section", "/accessory/options/0/text"),
    (OPTION_PAGE, "overflow beside a section", "/accessory/options/0/value"),
    (OPTION_PAGE, "checkboxes beside a section", "/accessory/options/0/text"),
    (OPTION_PAGE, "checkboxes beside a section", "/accessory/options/0/value"),
    (
        "composition-objects/trigger-object",
        "workflow_button among actions",
        "/elements/0/workflow/trigger/customizable_input_parameters/0/name",
    ),
    (
        "composition-objects/trigger-object",
        "workflow_button among actions",
        "/elements/0/workflow/trigger/customizable_input_parameters/0/value",
    ),
    ("composition-objects/slack-icon-object", "card with Slack's icon", "/slack_icon/name"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/1/url"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/3/usergroup_id"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/4/channel_id"),
    ("blocks/rich-text-block", "rich_text", "/elements/0/elements/5/name"),
    ("blocks/rich-text-block", "rich_text", "/elements/1/elements"),
    ("blocks/rich-text-block", "rich_text", "/elements/2/elements"),
    ("blocks/rich-text-block", "rich_text", "/elements/3/elements"),
    ("blocks/rich-text-block", "rich_text of rarer pieces", "/elements/0/elements/2/range"),
    ("blocks/rich-text-block", "rich_text of rarer pieces", "/elements/0/elements/3/value"),
    ("@slack/types 3.2.0: RichTextTeamMention", "rich_text of rarer pieces", "/elements/0/elements/4/team_id"),
    ("blocks/rich-text-block", "rich_text of rarer pieces", "/elements/0/elements/5/timestamp"),
    ("blocks/rich-text-block", "rich_text of rarer pieces", "/elements/0/elements/5/format"),
    ("blocks/table-block", "table of numbers", "/rows/0/0/value"),
    ("block-elements/feedback-buttons-element", "context_actions", "/elements/0/negative_button"),
    ("block-elements/feedback-buttons-element", "context_actions", "/elements/0/positive_button/text"),
    (CHART_PAGE, "data_visualization as a pie", "/chart/segments/0/label"),
    (CHART_PAGE, "data_visualization as bars", "/chart/series/0/name"),
    (CHART_PAGE, "data_visualization as bars", "/chart/series/0/data"),
    (CHART_PAGE, "data_visualization as bars", "/chart/series/0/data/0/label"),
    (CHART_PAGE, "data_visualization as bars", "/chart/series/0/data/0/value"),
    ("blocks/plan-block", "plan", "/tasks/0/task_id"),
    ("blocks/plan-block", "plan", "/tasks/0/title"),
)


@pytest.mark.parametrize(("source", "name", "pointer"), REQUIRED)
def test_a_required_field_is_missed_where_it_belongs(source: str, name: str, pointer: str) -> None:
    where, _, field = pointer.rpartition("/")

    assert refusals(name, without(sample(name), pointer)) == [
        Problem(f"/0{where}", "missing_field", f"missing required field: {field}")
    ]


def places(part: Any, at: str = "") -> list[tuple[str, Any]]:
    """Each pointer inside a block, with what it holds."""
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [(at, part), *(place for key, held in inside for place in places(held, f"{at}/{key}"))]


@pytest.mark.parametrize("name", SURFACES)
def test_no_object_takes_a_field_it_does_not_have(name: str) -> None:
    """docs.slack.dev/reference/methods/blocks.validate: "invalid additional property"."""
    for pointer, held in places(sample(name)):
        if isinstance(held, dict):
            spoiled = changed([sample(name)], f"/0{pointer}/colour", "blue")
            assert judge(spoiled, SURFACES[name]) == refused(f"/0{pointer}", "invalid additional property: colour")


@pytest.mark.parametrize("name", SURFACES)
def test_no_field_takes_a_value_of_another_type(name: str) -> None:
    """A number for a text, a text for anything else, and null, which is a value too: "must provide an object"."""
    for pointer, held in places(sample(name)):
        if pointer.endswith("/customizable_input_parameters/0/value"):
            continue  # its type is the workflow's business
        for other in (7 if isinstance(held, str) else "7", None):
            if held is None or (other is None and "/column_settings/" in pointer):
                continue  # null skips a column
            problems = judge(changed([sample(name)], f"/0{pointer}", other), SURFACES[name])
            assert [(problem.pointer, problem.code) for problem in problems] == [(f"/0{pointer}", "invalid_type")]


@pytest.mark.parametrize(
    ("name", "pointer", "value", "message"),
    [
        ("section", "/text", "Acme", "must provide an object"),
        ("section", "/fields", {}, "must provide an array"),
        ("plan", "/title", plain(), "must provide a string"),
        ("card", "/title", "Acme", "must provide an object"),
        ("section that expands", "/expand", 1, "must be a boolean"),
        ("header of a level", "/level", True, "must provide an integer"),
        ("header of a level", "/level", 1.5, "must provide an integer"),
        ("data_visualization as a pie", "/chart/segments/0/value", "3", "must provide a number"),
        ("data_visualization as a pie", "/chart/segments/0/value", True, "must provide a number"),
    ],
)
def test_a_wrong_type_is_told_in_slacks_words(name: str, pointer: str, value: object, message: str) -> None:
    assert refusals(name, changed(sample(name), pointer, value)) == [Problem(f"/0{pointer}", "invalid_type", message)]


MARKED = (
    ("blocks/header-block", "header", "/text"),
    ("blocks/image-block", "image", "/title"),
    ("blocks/input-block", "input", "/label"),
    ("blocks/input-block", "input", "/hint"),
    ("blocks/video-block", "video", "/title"),
    ("blocks/container-block", "container", "/title"),
    (BUTTON_PAGE, "button among actions", "/elements/0/text"),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/title"),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/deny"),
    (OPTION_PAGE, "static_select beside a section", "/accessory/options/0/text"),
    (OPTION_PAGE, "static_select beside a section", "/accessory/options/0/description"),
    (CONFIRM_PAGE, "button among actions", "/elements/0/confirm/confirm"),
    (OPTION_PAGE, "overflow beside a section", "/accessory/options/0/description"),
    ("block-elements/workflow-button-element", "workflow_button among actions", "/elements/0/text"),
    ("block-elements/feedback-buttons-element", "context_actions", "/elements/0/positive_button/text"),
    ("blocks/video-block", "video", "/description"),
    (AUTH_PAGE, "auth_provider", "/name"),
    (AUTH_PAGE, "auth_provider", "/description"),
    (AUTH_PAGE, "auth_provider", "/connected_identity"),
    (AUTH_PAGE, "auth_provider", "/connected_context"),
    (OPTION_PAGE, "overflow beside a section", "/accessory/options/0/text"),
    (
        "composition-objects/option-group-object",
        "static_select of groups beside a section",
        "/accessory/option_groups/0/label",
    ),
    ("block-elements/select-menu-element", "users_select as input", "/element/placeholder"),
    ("block-elements/icon-button-element", "context_actions", "/elements/1/text"),
)


@pytest.mark.parametrize(("source", "name", "pointer"), MARKED)
def test_mrkdwn_is_unsupported_where_text_must_be_plain(source: str, name: str, pointer: str) -> None:
    assert refusals(name, changed(sample(name), pointer, mrkdwn())) == refused(
        f"/0{pointer}/type", "unsupported type: mrkdwn"
    )


@pytest.mark.parametrize(("field", "text"), [("verbatim", plain()), ("emoji", mrkdwn())])
def test_emoji_belongs_to_plain_text_and_verbatim_to_mrkdwn(field: str, text: dict[str, Any]) -> None:
    """composition-objects/text-object: "only usable when type is …"."""
    assert judge([{"type": "section", "text": text | {field: True}}], "message") == refused(
        "/0/text", f"invalid additional property: {field}"
    )


# --- Between the fields of one object --------------------------------------------------------------------------------


@pytest.mark.parametrize("row", TOGETHER, ids=lambda row: row.name)
def test_fields_of_one_object_must_agree(row: Together) -> None:
    assert judge([row.taken], row.surface) == []

    assert judge([row.refused], row.surface) == refused(row.pointer, row.message)


# --- Which element stands where --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "block", "pointer", "kind"), MISPLACED)
def test_an_element_in_the_wrong_place_is_an_unsupported_type(
    source: str, block: dict[str, Any], pointer: str, kind: str
) -> None:
    assert judge([block], "message") == refused(pointer, f"unsupported type: {kind}")


# --- Between the blocks of one payload -------------------------------------------------------------------------------

DIVIDER = {"type": "divider"}


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_holds_so_many_blocks(surface: Surface, most: int) -> None:
    """blocks: "up to 50 blocks in each message, and 100 blocks in modals or Home tabs"."""
    assert judge([DIVIDER] * most, surface) == []

    assert judge([DIVIDER] * (most + 1), surface) == refused("", f"no more than {most} items allowed")


@pytest.mark.parametrize(("surface", "problems"), [("message", 0), ("modal", 1), ("home", 1)])
def test_a_message_may_go_without_blocks_but_a_view_may_not(surface: Surface, problems: int) -> None:
    """slack_sdk 3.47, View: "views must contain between 1 and 100 blocks"."""
    assert judge([], surface) == refused("", "must provide at least 1 items")[:problems]


@pytest.mark.parametrize("blocks", [None, {}, "[]", 7])
def test_blocks_are_an_array(blocks: object) -> None:
    assert judge(blocks, "message") == [Problem("", "invalid_type", "must provide an array")]


def test_a_block_id_is_unique_in_its_payload() -> None:
    """blocks/section-block: "`block_id` should be unique for each message"."""
    assert judge([DIVIDER | {"block_id": "a"}, DIVIDER | {"block_id": "b"}, DIVIDER, DIVIDER], "message") == []

    assert judge([DIVIDER | {"block_id": "a"}, DIVIDER, DIVIDER | {"block_id": "a"}], "message") == refused(
        "/2/block_id", "`block_id` already exists: a"
    )


def test_a_block_id_is_unique_among_blocks_inside_blocks_too() -> None:
    box = {"type": "container", "title": plain(), "child_blocks": [DIVIDER | {"block_id": "a"}]}
    cards = {"type": "carousel", "elements": [CARD, CARD]}

    assert judge([DIVIDER | {"block_id": "a"}, box, cards], "message") == [
        *refused("/1/child_blocks/0/block_id", "`block_id` already exists: a"),
        *refused("/2/elements/1/block_id", "`block_id` already exists: card"),
    ]


def test_the_block_id_of_markdown_does_not_count() -> None:
    """blocks/markdown-block: "The `block_id` is ignored in markdown blocks and will not be retained"."""
    assert judge([sample("markdown"), sample("markdown")], "message") == []


def test_an_action_id_is_unique_in_its_block() -> None:
    """block-elements/button-element: "unique among all other `action_id`s in the containing block"."""
    other = BUTTON | {"action_id": "open"}
    assert judge([actions(BUTTON, other), actions(BUTTON), section(BUTTON)], "message") == []
    assert judge([actions(without(BUTTON, "/action_id"), without(BUTTON, "/action_id"))], "message") == []

    assert judge([DIVIDER, actions(BUTTON, other, BUTTON)], "message") == refused(
        "/1/elements/2/action_id", "`action_id` already exists in this block: log"
    )


def test_each_card_of_a_carousel_is_a_block_of_its_own() -> None:
    card = without(CARD, "/block_id")
    assert judge([{"type": "carousel", "elements": [card, card]}], "message") == []

    twice = {"type": "carousel", "elements": [card, card | {"actions": [BUTTON, BUTTON]}]}
    assert judge([twice], "message") == refused(
        "/0/elements/1/actions/1/action_id", "`action_id` already exists in this block: log"
    )


@pytest.mark.parametrize("surface", ["modal", "home"])
def test_one_element_of_a_view_has_the_focus(surface: Surface) -> None:
    """block-elements/date-picker-element: "Only one element can be set to true"."""
    first, second = (DATEPICKER | {"action_id": name, "focus_on_load": True} for name in ("from", "to"))
    blocks = [asks(first), section(second | {"focus_on_load": False}), actions(second | {"focus_on_load": False})]
    assert judge(blocks, surface) == []

    assert judge([asks(first), section(second), actions(second)], surface) == [
        *refused("/1/accessory/focus_on_load", "only one element can be set to focus on load"),
        *refused("/2/elements/0/focus_on_load", "only one element can be set to focus on load"),
    ]


def test_markdown_is_counted_over_the_whole_message() -> None:
    """blocks/markdown-block: "The cumulative limit for all `markdown` blocks in a single payload is 12,000"."""
    half = {"type": "markdown", "text": "x" * 6000}
    assert judge([half, DIVIDER, half], "message") == []

    assert judge([half, DIVIDER, half, {"type": "markdown", "text": "x"}], "message") == refused(
        "/3", "must be less than 12001 characters"
    )


def test_a_table_holds_10000_characters() -> None:
    """blocks/table-block: "character count across all cells cannot exceed 10,000"."""
    link = {"type": "link", "url": "https://example.com"}
    full = [[{"type": "raw_text", "text": "x" * 9979}, {"type": "raw_number", "value": 3, "text": "33"}]]
    rows = [*full, [rich_text(link)]]
    assert judge([{"type": "table", "rows": rows}], "message") == []

    assert judge([{"type": "table", "rows": [*rows, [CELL]]}], "message") == refused(
        "/0", "must be less than 10001 characters"
    )


def test_data_tables_hold_20000_characters_altogether() -> None:
    """blocks/data-table-block: "the aggregate character count … for a single message cannot exceed 20,000"."""
    half = table_of([CELL], [{"type": "raw_text", "text": "x" * 9999}])
    assert judge([half, half], "message") == []

    assert judge([half, half | {"rows": [*half["rows"], [CELL]]}], "message") == refused(
        "/1", "must be less than 20001 characters"
    )


def test_a_message_holds_one_table_even_inside_a_container() -> None:
    """slackapi/slack-skills-plugin, skills/block-kit; the refusal is `only_one_table_allowed`."""
    table = {"type": "table", "rows": [[CELL]]}
    box = {"type": "container", "title": plain(), "child_blocks": [table]}
    assert judge([table, sample("data_table")], "message") == []

    assert judge([table, DIVIDER, table], "message") == refused("/2", "only_one_table_allowed")
    assert judge([table, box], "message") == refused("/1/child_blocks/0", "only_one_table_allowed")


def test_a_message_holds_two_charts() -> None:
    """blocks/data-visualization-block: "There is a limit of 2 data visualization blocks per message"."""
    chart = without(sample("data_visualization as a pie"), "/block_id")
    assert judge([chart, chart], "message") == []

    assert judge([chart, chart, chart], "message") == refused("/2", "no more than 2 data_visualization blocks allowed")


def test_what_concerns_several_blocks_waits_until_each_is_right() -> None:
    blocks = [DIVIDER | {"block_id": "a"}, DIVIDER | {"block_id": "a"}, {"type": "header"}]

    assert judge(blocks, "message") == [Problem("/2", "missing_field", "missing required field: text")]


def test_all_that_is_wrong_is_told_at_once() -> None:
    blocks = [{"type": "header", "text": mrkdwn()}, actions(), section({"type": "button", "text": plain("x" * 76)})]

    assert [problem.pointer for problem in judge(blocks, "message")] == [
        "/0/text/type",
        "/1/elements",
        "/2/accessory/text/text",
    ]


# --- Views -----------------------------------------------------------------------------------------------------------

VIEW_LENGTHS = (
    ("views/modal-views", modal(DIVIDER), "/title/text", 24),
    ("views/modal-views", modal(DIVIDER), "/submit/text", 24),
    ("views/modal-views", modal(DIVIDER), "/close/text", 24),
    ("views/modal-views", modal(DIVIDER), "/callback_id", 255),
    ("views/modal-views", modal(DIVIDER), "/private_metadata", 3000),
    ("methods/views.open", modal(DIVIDER), "/external_id", 255),
    ("views/home-tab-views", home(DIVIDER), "/callback_id", 255),
    ("views/home-tab-views", home(DIVIDER), "/private_metadata", 3000),
    ("methods/views.publish", home(DIVIDER), "/external_id", 255),
)


@pytest.mark.parametrize(("source", "view", "pointer", "most"), VIEW_LENGTHS)
def test_the_texts_of_a_view_may_be_as_long_as_its_page_says(
    source: str, view: dict[str, Any], pointer: str, most: int
) -> None:
    assert judge_view(changed(view, pointer, "x" * most)) == []

    assert judge_view(changed(view, pointer, "x" * (most + 1))) == refused(
        pointer, f"must be less than {most + 1} characters"
    )


@pytest.mark.parametrize("pointer", ["/title", "/submit", "/close"])
def test_the_labels_of_a_modal_are_plain(pointer: str) -> None:
    """views/modal-views."""
    assert judge_view(changed(modal(DIVIDER), pointer, mrkdwn())) == refused(
        f"{pointer}/type", "unsupported type: mrkdwn"
    )


@pytest.mark.parametrize(
    ("view", "field"), [(modal(DIVIDER), "title"), (modal(DIVIDER), "blocks"), (home(DIVIDER), "blocks")]
)
def test_a_view_misses_what_it_needs(view: dict[str, Any], field: str) -> None:
    assert judge_view(without(view, f"/{field}")) == [Problem("", "missing_field", f"missing required field: {field}")]


@pytest.mark.parametrize(
    ("view", "field"),
    [
        (modal(DIVIDER), "state"),
        (modal(DIVIDER), "hash"),
        (modal(DIVIDER), "id"),
        (modal(DIVIDER), "submit_disabled"),
        (home(DIVIDER), "title"),
        (home(DIVIDER), "submit"),
        (home(DIVIDER), "notify_on_close"),
    ],
)
def test_a_view_takes_no_field_of_another_kind_nor_of_slacks_own_answers(view: dict[str, Any], field: str) -> None:
    assert judge_view(view | {field: plain()}) == refused("", f"invalid additional property: {field}")


@pytest.mark.parametrize("view", [None, [], "modal"])
def test_a_view_is_an_object(view: object) -> None:
    assert judge_view(view) == [Problem("", "invalid_type", "must provide an object")]


def test_a_view_is_a_modal_or_a_home_tab() -> None:
    assert judge_view(without(home(DIVIDER), "/type")) == [Problem("", "missing_field", "missing required field: type")]
    assert judge_view({"type": "workflow_step", "blocks": [DIVIDER]}) == refused(
        "/type", "unsupported type: workflow_step"
    )


def test_a_modal_with_an_input_needs_a_submit_but_a_home_tab_has_none() -> None:
    """views/modal-views: "`submit` is required when an `input` block is within the `blocks` array"."""
    asked = asks(INPUTS["plain_text_input"])
    assert judge_view(without(modal(DIVIDER), "/submit")) == []
    assert judge_view(home(asked)) == []

    assert judge_view(without(modal(DIVIDER, asked), "/submit")) == refused(
        "/blocks/1/input", "must define `submit` to use an `input` block in modals"
    )


def test_a_view_is_judged_by_its_own_surface() -> None:
    assert judge_view(modal(sample("alert"))) == []

    assert judge_view(home(sample("alert"))) == refused("/blocks/0/type", "unsupported type: alert")


def test_the_blocks_of_a_view_may_not_clash_either() -> None:
    assert judge_view(home(DIVIDER | {"block_id": "a"}, DIVIDER | {"block_id": "a"})) == refused(
        "/blocks/1/block_id", "`block_id` already exists: a"
    )


def test_a_view_of_more_than_250_kb_is_too_large() -> None:
    """methods/views.open: "The provided view is greater than 250kb". Bytes as they travel, so é counts twice."""
    spare = 250_000 - len('{"type":"home","blocks":[],"private_metadata":""}')
    view = {"type": "home", "blocks": [], "private_metadata": "é" * (spare // 2) + "x" * (spare % 2)}

    assert not view_too_large(view)
    assert view_too_large(view | {"private_metadata": "é" + view["private_metadata"]})


# --- Whatever comes --------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "options", "value", "blocks", "id"]), inner)
    ),
    max_leaves=5,
)


@settings(database=None, deadline=None, max_examples=300)
@given(data=st.data())
def test_no_json_whatever_makes_the_judgement_stumble(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SURFACES)))
    pointer, _ = data.draw(st.sampled_from(places([sample(name)])[1:]))
    blocks = changed([sample(name)], pointer, data.draw(JSON))

    judge(blocks, SURFACES[name])
    judge_view(home() | {"blocks": blocks})
    judge_view(blocks[0])
    view_too_large(blocks)
