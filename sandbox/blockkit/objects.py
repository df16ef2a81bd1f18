"""The composition objects: text, options, confirmations and the smaller parts that elements and blocks share."""

from sandbox.blockkit.forms import URL, WEB_URL
from sandbox.blockkit.relations import at_least_one, at_most_one
from sandbox.blockkit.rules import Anything, Boolean, Fields, Items, Kinds, OneOf, Shape, String

PAGES = "reference/block-kit/composition-objects"

# Whoever lists a shape under its type has read the type already.
TYPE: Fields = {"type": Anything()}


def plain_text(most: int = 3000) -> Kinds:
    """A text object that must be plain, of 1 to `most` characters."""
    return Kinds({"plain_text": _plain(most)})


def text(most: int = 3000) -> Kinds:
    """A text object, plain or mrkdwn, of 1 to `most` characters."""
    return Kinds({"plain_text": _plain(most), "mrkdwn": _mrkdwn(most)})


def _plain(most: int) -> Shape:
    return Shape(
        f"{PAGES}/text-object",
        needs={"text": String(most, least=1)},
        takes=TYPE | {"emoji": Boolean()},  # "only usable when type is plain_text"
    )


def _mrkdwn(most: int) -> Shape:
    return Shape(
        f"{PAGES}/text-object",
        needs={"text": String(most, least=1)},
        takes=TYPE | {"verbatim": Boolean()},  # "only usable when type is mrkdwn"
    )


# The page's table asks for a plain `text`, its example sends mrkdwn, and Slack takes both. @slack/types has title,
# confirm and deny optional; the page has them required, and the page decides.
CONFIRM = Shape(
    f"{PAGES}/confirmation-dialog-object",
    needs={
        "title": plain_text(100),
        "text": text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    takes={"style": OneOf(("primary", "danger"))},
)

# 150 by the page and by Slack's Python SDK; @slack/types 3.2.0 still says 75.
OPTION_VALUE = String(150)

OPTION = Shape(
    f"{PAGES}/option-object",
    needs={"text": plain_text(75), "value": OPTION_VALUE},
    takes={"description": plain_text(75)},
)

MARKED_OPTION = Shape(  # in checkboxes and radio buttons
    f"{PAGES}/option-object",
    needs={"text": text(75), "value": OPTION_VALUE},
    takes={"description": text(75)},
)

LINKED_OPTION = Shape(  # in overflow menus
    f"{PAGES}/option-object",
    needs={"text": plain_text(75), "value": OPTION_VALUE},
    takes={"description": plain_text(75), "url": String(3000, form=URL)},
)

OPTION_GROUP = Shape(
    f"{PAGES}/option-group-object",
    needs={"label": plain_text(75), "options": Items(OPTION, 1, 100)},
    takes={},
)

CONVERSATION_FILTER = Shape(
    f"{PAGES}/conversation-filter-object",
    needs={},
    takes={
        "include": Items(OneOf(("im", "mpim", "private", "public")), least=1, distinct=True),
        "exclude_external_shared_channels": Boolean(),
        "exclude_bot_users": Boolean(),
    },
    also=(at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)

DISPATCH_ACTION_CONFIG = Shape(
    f"{PAGES}/dispatch-action-configuration-object",
    needs={},
    takes={
        "trigger_actions_on": Items(OneOf(("on_enter_pressed", "on_character_entered")), least=1, distinct=True),
    },
)

SLACK_FILE = Shape(
    f"{PAGES}/slack-file-object",
    needs={},
    takes={"id": String(least=1), "url": String(form=WEB_URL)},
    also=(
        at_least_one("id", "url"),
        at_most_one("id", "url"),
    ),  # "If both are provided then the payload will be rejected"
)

WORKFLOW = Shape(
    f"{PAGES}/workflow-object",
    needs={
        "trigger": Shape(
            f"{PAGES}/trigger-object",
            needs={"url": String(form=WEB_URL)},
            takes={
                "customizable_input_parameters": Items(
                    Shape(f"{PAGES}/trigger-object", needs={"name": String(least=1), "value": Anything()}, takes={})
                )
            },
        )
    },
    takes={},
)

# fmt: off
ICONS = (
    "archive", "book", "bookmark", "bot", "bug", "calendar", "call", "caret-left", "caret-right", "check", "clipboard",
    "code", "comment", "compass", "copy", "cube", "download", "edit", "email", "eye-closed", "eye-open", "file", "flag",
    "folder", "gear", "globe", "heart", "help", "image", "info", "key", "lightbulb", "link", "map", "mobile",
    "new-window", "pin", "plus", "refine", "refresh", "rocket", "save", "screen", "share", "sparkle", "star",
    "star-filled", "tag", "thumbs-down", "thumbs-up", "trash", "upload", "user", "warning",
)
# fmt: on

SLACK_ICON = Kinds({"icon": Shape(f"{PAGES}/slack-icon-object", needs={"name": OneOf(ICONS)}, takes=TYPE)})
