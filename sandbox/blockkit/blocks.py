"""The blocks: what each is made of, how much it may hold, and on which surfaces it may stand."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.blockkit.charts import CHART
from sandbox.blockkit.elements import ACCESSORY, ACTION, BUTTON, CONTEXT_ACTION, IMAGE, INPUT, OVERFLOW, URL_SOURCE
from sandbox.blockkit.forms import HTTPS_URL, WEB_URL
from sandbox.blockkit.objects import SLACK_FILE, SLACK_ICON, TYPE, plain_text, text
from sandbox.blockkit.problem import Problem, failed
from sandbox.blockkit.relations import at_least_one, at_most_one, only_unless, only_when
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.rules import (
    MESSAGE,
    MESSAGE_OR_HOME,
    MODAL,
    NOWHERE,
    Boolean,
    Fields,
    Integer,
    Items,
    Kinds,
    Nullable,
    Number,
    OneOf,
    Shape,
    String,
    Surface,
)

PAGES = "reference/block-kit/blocks"

BLOCK: Fields = TYPE | {"block_id": String(255)}


def no_dispatch_from_files(block: dict[str, Any]) -> Iterator[Problem]:
    """With `dispatch_action` a file_input "will" raise "an unsupported type error"."""
    if block.get("dispatch_action") and block["element"]["type"] == "file_input":
        yield failed("unsupported type: file_input", "/element/type")


def rows_are_as_long_as_the_header(block: dict[str, Any]) -> Iterator[Problem]:
    width = len(block["rows"][0])
    for index, row in enumerate(block["rows"]):
        if len(row) != width:
            yield failed(f"must have {width} cells, as the first row has", f"/rows/{index}")


def the_header_is_plain(block: dict[str, Any]) -> Iterator[Problem]:
    """ "The first row of the table is a header, and `rich_text` cannot be used for header cells." """
    for index, cell in enumerate(block["rows"][0]):
        if cell["type"] == "rich_text":
            yield failed("unsupported type: rich_text", f"/rows/0/{index}/type")


def the_row_header_is_a_column(block: dict[str, Any]) -> Iterator[Problem]:
    if block.get("row_header_column_index", 0) >= len(block["rows"][0]):
        yield failed(f"must be less than {len(block['rows'][0])}", "/row_header_column_index")


def a_lone_task_is_not_pending(block: dict[str, Any]) -> Iterator[Problem]:
    if block.get("status") == "pending":
        yield failed("must be a valid enum value", "/status")


def tasks_have_ids_of_their_own(block: dict[str, Any]) -> Iterator[Problem]:
    ids: set[str] = set()
    for index, task in enumerate(block.get("tasks", ())):
        if task["task_id"] in ids:
            yield failed(f"`task_id` already exists: {task['task_id']}", f"/tasks/{index}/task_id")
        ids.add(task["task_id"])


HEADER = Shape(
    f"{PAGES}/header-block",
    needs={"text": plain_text(150)},
    takes=BLOCK | {"level": Integer(1, 4)},
)

SECTION = Shape(
    f"{PAGES}/section-block",
    needs={},
    takes=BLOCK
    | {
        "text": text(3000),
        "fields": Items(text(2000), 1, 10),
        "accessory": ACCESSORY,
        "expand": Boolean(),
    },
    # blocks.validate lets a section without either pass; the page and chat.postMessage do not.
    also=(at_least_one("text", "fields"),),
)

DIVIDER = Shape(f"{PAGES}/divider-block", needs={}, takes=BLOCK)

CONTEXT = Shape(
    f"{PAGES}/context-block",
    needs={"elements": Items(Kinds({"image": IMAGE, **text().shapes}), 1, 10)},
    takes=BLOCK,
)

ACTIONS = Shape(
    f"{PAGES}/actions-block",
    needs={"elements": Items(ACTION, 1, 25)},
    takes=BLOCK,
)

IMAGE_BLOCK = Shape(
    f"{PAGES}/image-block",
    needs={"alt_text": String(2000)},
    takes=BLOCK
    | {
        "image_url": String(3000, form=WEB_URL),
        "slack_file": SLACK_FILE,
        "title": plain_text(2000),
    },
    also=(at_least_one("image_url", "slack_file"), at_most_one("image_url", "slack_file")),
)

INPUT_BLOCK = Shape(
    f"{PAGES}/input-block",
    needs={"label": plain_text(2000), "element": INPUT},
    takes=BLOCK
    | {
        "hint": plain_text(2000),
        "optional": Boolean(),
        "dispatch_action": Boolean(),
    },
    also=(no_dispatch_from_files,),
)

VIDEO = Shape(
    f"{PAGES}/video-block",
    needs={
        "alt_text": String(),
        "title": plain_text(199),  # "must be less than 200 characters"
        "thumbnail_url": String(form=WEB_URL),
        "video_url": String(form=HTTPS_URL),
    },
    takes=BLOCK
    | {
        "title_url": String(form=HTTPS_URL),
        "description": plain_text(199),  # "must be less than 200 characters"
        "author_name": String(49),  # "must be less than 50 characters"
        "provider_name": String(),
        "provider_icon_url": String(form=WEB_URL),
    },
)

# "You can't add this block to app surfaces directly": it only comes back when messages are read.
FILE = Shape(f"{PAGES}/file-block", needs={}, takes={}, on=NOWHERE)

MARKDOWN = Shape(
    f"{PAGES}/markdown-block",
    needs={"text": String(12_000, least=1)},
    takes=BLOCK,
    on=MESSAGE,
)

RAW_TEXT = Shape(f"{PAGES}/table-block", needs={"text": String(least=1)}, takes=TYPE)
RAW_NUMBER = Shape(f"{PAGES}/table-block", needs={"value": Number(), "text": String(least=1)}, takes=TYPE)
CELL = Kinds({"raw_text": RAW_TEXT, "raw_number": RAW_NUMBER, "rich_text": RICH_TEXT})

# Slack's list of blocks gives tables the Home tab too; tried there they did not show, so a message is all they get.
TABLE = Shape(
    f"{PAGES}/table-block",
    needs={"rows": Items(Items(CELL, 1, 20), 1, 100)},
    takes=BLOCK
    | {
        "column_settings": Items(
            Nullable(  # "Use null to skip a column"
                Shape(
                    f"{PAGES}/table-block#schema-for-column_settings",
                    needs={},
                    takes={"align": OneOf(("left", "center", "right")), "is_wrapped": Boolean()},
                )
            ),
            most=20,
        )
    },
    on=MESSAGE,
)

# 201 rows and 20,000 characters by the page as of September 2026; older copies of it said 101 and 10,000.
DATA_TABLE = Shape(
    f"{PAGES}/data-table-block",
    needs={"caption": String(least=1), "rows": Items(Items(CELL, 1, 20), 2, 201)},
    takes=BLOCK | {"page_size": Integer(1, 100), "row_header_column_index": Integer(0)},
    on=MESSAGE,
    also=(rows_are_as_long_as_the_header, the_header_is_plain, the_row_header_is_a_column),
)

# Messages alone by its page; views.publish answered "unsupported type: data_visualization".
DATA_VISUALIZATION = Shape(
    f"{PAGES}/data-visualization-block",
    needs={"title": String(50, least=1), "chart": CHART},
    takes=BLOCK,
    on=MESSAGE,
)

# Listed for modals as well, where it was tried and did not show.
CARD = Shape(
    f"{PAGES}/card-block",
    needs={},
    takes=BLOCK
    | {
        "hero_image": Kinds({"image": IMAGE}),
        "icon": Kinds({"image": IMAGE}),
        "slack_icon": SLACK_ICON,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": Items(Kinds({"button": BUTTON}), 1, 3),
    },
    on=MESSAGE_OR_HOME,
    also=(at_least_one("hero_image", "title", "actions", "body"), at_most_one("icon", "slack_icon")),
)

CAROUSEL = Shape(
    f"{PAGES}/carousel-block",
    needs={"elements": Items(Kinds({"card": CARD}), 1, 10)},
    takes=BLOCK,
    on=MESSAGE_OR_HOME,
)

ALERT = Shape(
    f"{PAGES}/alert-block",
    needs={"text": text(200)},
    takes=BLOCK | {"level": OneOf(("default", "info", "warning", "error", "success"))},
    on=MODAL,
)

CONTEXT_ACTIONS = Shape(
    f"{PAGES}/context-actions-block",
    needs={"elements": Items(CONTEXT_ACTION, 1, 5)},
    takes=BLOCK,
    on=MESSAGE,
)

_TASK: Fields = {
    "details": Kinds({"rich_text": RICH_TEXT}),
    "output": Kinds({"rich_text": RICH_TEXT}),
    "sources": Items(Kinds({"url": URL_SOURCE})),
    "status": OneOf(("pending", "in_progress", "complete", "error")),
}

# The page does not say that only a plan's task may be pending; its own example, posted, was refused for it.
TASK_CARD = Shape(
    f"{PAGES}/task-card-block",
    needs={"task_id": String(least=1), "title": String(least=1)},
    takes=BLOCK | _TASK,
    on=MESSAGE,
    also=(a_lone_task_is_not_pending,),
)

PLAN = Shape(
    f"{PAGES}/plan-block",
    needs={"title": String(least=1)},  # a bare string: a text object is refused with "must provide a string"
    takes=BLOCK
    | {
        "tasks": Items(
            Shape(
                f"{PAGES}/plan-block",  # "task-like objects without a type"; with their type they pass as well
                needs={"task_id": String(least=1), "title": String(least=1)},
                takes=_TASK | {"type": OneOf(("task_card",)), "block_id": String(255)},
            ),
            most=50,
        )
    },
    on=MESSAGE,
    also=(tasks_have_ids_of_their_own,),
)

CONTAINER = Shape(
    f"{PAGES}/container-block",
    needs={
        "child_blocks": Items(
            Kinds(
                {
                    "actions": ACTIONS,
                    "context": CONTEXT,
                    "divider": DIVIDER,
                    "file": FILE,
                    "header": HEADER,
                    "image": IMAGE_BLOCK,
                    "input": INPUT_BLOCK,
                    "rich_text": RICH_TEXT,
                    "section": SECTION,
                    "table": TABLE,
                    "video": VIDEO,
                }
            ),
            1,
            10,
        )
    },
    takes=BLOCK
    | {
        "title": plain_text(150),
        "rich_text_title": Kinds({"rich_text": RICH_TEXT}),
        "subtitle": text(150),
        "icon": Kinds({"image": IMAGE}),
        "width": OneOf(("narrow", "standard", "wide", "full")),
        "is_collapsible": Boolean(),
        "default_collapsed": Boolean(),
        "has_header_divider": Boolean(),
    },
    on=MESSAGE_OR_HOME,
    also=(
        at_least_one("title", "rich_text_title"),
        only_when("default_collapsed", "is_collapsible"),  # @slack/types: "Requires `is_collapsible` to be `true`"
        only_unless("has_header_divider", "is_collapsible"),
    ),
)

_WITHOUT_PROVIDERS: Mapping[str, Shape] = {
    "actions": ACTIONS,
    "alert": ALERT,
    "card": CARD,
    "carousel": CAROUSEL,
    "container": CONTAINER,
    "context": CONTEXT,
    "context_actions": CONTEXT_ACTIONS,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "divider": DIVIDER,
    "file": FILE,
    "header": HEADER,
    "image": IMAGE_BLOCK,
    "input": INPUT_BLOCK,
    "markdown": MARKDOWN,
    "plan": PLAN,
    "rich_text": RICH_TEXT,
    "section": SECTION,
    "table": TABLE,
    "task_card": TASK_CARD,
    "video": VIDEO,
}

# Known from slack_sdk 3.47 (AuthProviderBlock) alone; its surfaces are not established, so it may stand on each.
AUTH_PROVIDER = Shape(
    f"{PAGES}/auth-provider-block",
    needs={"value": String(150, least=1), "name": plain_text(75), "is_connected": Boolean()},
    takes=BLOCK
    | {
        "description": plain_text(150),
        "icon_url": String(3000, form=HTTPS_URL),
        "auth_url": String(3000, form=HTTPS_URL),
        "disconnect_url": String(3000, form=HTTPS_URL),
        "connected_identity": plain_text(75),
        "connected_context": plain_text(75),
        "accessory": Kinds({"overflow": OVERFLOW}),
        "fallback": Items(Kinds(_WITHOUT_PROVIDERS)),
    },
)

ANY_BLOCK = Kinds({**_WITHOUT_PROVIDERS, "auth_provider": AUTH_PROVIDER})

# docs.slack.dev/reference/block-kit/blocks. A message may come without blocks; a view may not (slack_sdk, View).
BLOCKS: Mapping[Surface, Items] = {
    "message": Items(ANY_BLOCK, most=50),
    "modal": Items(ANY_BLOCK, 1, 100),
    "home": Items(ANY_BLOCK, 1, 100),
}
