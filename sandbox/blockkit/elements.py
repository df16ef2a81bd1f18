"""The block elements: buttons, menus, pickers and inputs, and where each may stand."""

from sandbox.blockkit.forms import DATE, NUMBER, TIME, URL, WEB_URL, ZONE
from sandbox.blockkit.objects import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_ACTION_CONFIG,
    LINKED_OPTION,
    MARKED_OPTION,
    OPTION,
    OPTION_GROUP,
    SLACK_FILE,
    TYPE,
    WORKFLOW,
    plain_text,
)
from sandbox.blockkit.relations import at_least_one, at_most_one, in_order, initial_among_options
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.rules import (
    MESSAGE,
    MESSAGE_OR_MODAL,
    MODAL,
    MODAL_OR_HOME,
    Boolean,
    Fields,
    Integer,
    Items,
    Kinds,
    OneOf,
    Shape,
    String,
)

PAGES = "reference/block-kit/block-elements"
MENU = f"{PAGES}/select-menu-element"
MULTI_MENU = f"{PAGES}/multi-select-menu-element"

# Each element's page names its surfaces (`on`). The page of the input block, more general, names all three for all of
# its elements; the element's own page decides.

ACTION_ID: Fields = {"action_id": String(255)}
INTERACTIVE: Fields = TYPE | ACTION_ID
CONFIRMABLE: Fields = {"confirm": CONFIRM}
FOCUSABLE: Fields = {"focus_on_load": Boolean()}
PLACEHOLDER: Fields = {"placeholder": plain_text(150)}
DISPATCHING: Fields = {"dispatch_action_config": DISPATCH_ACTION_CONFIG}
STYLE: Fields = {"style": OneOf(("primary", "danger"))}
LABELLED: Fields = {"accessibility_label": String(75)}

PICKED: Fields = INTERACTIVE | CONFIRMABLE | FOCUSABLE
CHOSEN: Fields = PICKED | PLACEHOLDER
MULTIPLE: Fields = CHOSEN | {"max_selected_items": Integer(1)}
TYPED: Fields = INTERACTIVE | FOCUSABLE | PLACEHOLDER | DISPATCHING
ID = String(least=1)

BUTTON = Shape(
    f"{PAGES}/button-element",
    needs={"text": plain_text(75)},
    takes=INTERACTIVE
    | CONFIRMABLE
    | STYLE
    | LABELLED
    | {
        "url": String(3000, form=URL),
        "value": String(2000),
        # Not on the page yet: slack_sdk 3.47, ButtonElement.
        "agent_prompt": String(4000),
        "agent_prompt_display": String(),
        "visible_to_user_ids": Items(ID),
    },
)

WORKFLOW_BUTTON = Shape(
    f"{PAGES}/workflow-button-element",
    needs={"text": plain_text(75), "workflow": WORKFLOW, "action_id": String(255)},
    takes=TYPE | CONFIRMABLE | STYLE | LABELLED,  # confirm: @slack/types, slack_sdk
    on=MESSAGE,
)

IMAGE = Shape(
    f"{PAGES}/image-element",
    needs={"alt_text": String(2000)},  # the ceiling: slack_sdk 3.47, ImageElement
    takes=TYPE | {"image_url": String(3000, form=WEB_URL), "slack_file": SLACK_FILE},
    also=(at_least_one("image_url", "slack_file"), at_most_one("image_url", "slack_file")),
)

OVERFLOW = Shape(
    f"{PAGES}/overflow-menu-element",
    needs={"options": Items(LINKED_OPTION, 1, 5)},
    takes=INTERACTIVE | CONFIRMABLE,
)

CHECKBOXES = Shape(
    f"{PAGES}/checkboxes-element",
    needs={"options": Items(MARKED_OPTION, 1, 10)},
    takes=PICKED | {"initial_options": Items(MARKED_OPTION, least=1)},
    also=(initial_among_options,),
)

RADIO_BUTTONS = Shape(
    f"{PAGES}/radio-button-group-element",
    needs={"options": Items(MARKED_OPTION, 1, 10)},
    takes=PICKED | {"initial_option": MARKED_OPTION},
    also=(initial_among_options,),
)

DATEPICKER = Shape(
    f"{PAGES}/date-picker-element",
    needs={},
    takes=CHOSEN | {"initial_date": String(form=DATE)},
)

TIMEPICKER = Shape(
    f"{PAGES}/time-picker-element",
    needs={},
    takes=CHOSEN | {"initial_time": String(form=TIME), "timezone": String(form=ZONE)},
)

DATETIMEPICKER = Shape(
    f"{PAGES}/datetime-picker-element",
    needs={},
    # "in the format of 10 digits"
    takes=PICKED | {"initial_date_time": Integer(1_000_000_000, 9_999_999_999)},
    on=MESSAGE_OR_MODAL,
)

_OFFERED: Fields = {"options": Items(OPTION, 1, 100), "option_groups": Items(OPTION_GROUP, 1, 100)}
_OPTIONS_OR_GROUPS = (
    at_least_one("options", "option_groups"),
    at_most_one("options", "option_groups"),
    initial_among_options,
)
_SEARCHED: Fields = {"min_query_length": Integer(0)}
_CONVERSED: Fields = {"default_to_current_conversation": Boolean(), "filter": CONVERSATION_FILTER}
_ANSWERED: Fields = {"response_url_enabled": Boolean()}

MENUS = {
    "static_select": Shape(
        f"{MENU}#static_select",
        needs={},
        takes=CHOSEN | _OFFERED | {"initial_option": OPTION},
        also=_OPTIONS_OR_GROUPS,
    ),
    "external_select": Shape(
        f"{MENU}#external_select",
        needs={},
        takes=CHOSEN | _SEARCHED | {"initial_option": OPTION},
    ),
    "users_select": Shape(
        f"{MENU}#users_select",
        needs={},
        takes=CHOSEN | {"initial_user": ID},
    ),
    "conversations_select": Shape(
        f"{MENU}#conversations_select",
        needs={},
        takes=CHOSEN | _CONVERSED | _ANSWERED | {"initial_conversation": ID},
    ),
    "channels_select": Shape(
        f"{MENU}#channels_select",
        needs={},
        takes=CHOSEN | _ANSWERED | {"initial_channel": ID},
    ),
    "multi_static_select": Shape(
        f"{MULTI_MENU}#static_multi_select",
        needs={},
        takes=MULTIPLE | _OFFERED | {"initial_options": Items(OPTION, least=1)},
        also=_OPTIONS_OR_GROUPS,
    ),
    "multi_external_select": Shape(
        f"{MULTI_MENU}#external_multi_select",
        needs={},
        takes=MULTIPLE | _SEARCHED | {"initial_options": Items(OPTION, least=1)},
    ),
    "multi_users_select": Shape(
        f"{MULTI_MENU}#users_multi_select",
        needs={},
        takes=MULTIPLE | {"initial_users": Items(ID)},
    ),
    "multi_conversations_select": Shape(
        f"{MULTI_MENU}#conversation_multi_select",
        needs={},
        takes=MULTIPLE | _CONVERSED | {"initial_conversations": Items(ID)},
    ),
    "multi_channels_select": Shape(
        f"{MULTI_MENU}#channel_multi_select",
        needs={},
        takes=MULTIPLE | {"initial_channels": Items(ID)},
    ),
}

PLAIN_TEXT_INPUT = Shape(
    f"{PAGES}/plain-text-input-element",
    needs={},
    takes=TYPED
    | {
        # No ceiling: 5,000 were taken, and Slack's team confirmed it (github.com/IBM/slack-wrench#105, #106).
        "initial_value": String(),
        "multiline": Boolean(),
        "min_length": Integer(0, 3000),
        "max_length": Integer(1, 3000),
    },
    also=(in_order("min_length", "max_length"),),
)

EMAIL_INPUT = Shape(
    f"{PAGES}/email-input-element",
    needs={},
    takes=TYPED | {"initial_value": String()},
    on=MODAL,
)

URL_INPUT = Shape(
    f"{PAGES}/url-input-element",
    needs={},
    takes=TYPED | {"initial_value": String()},
    on=MODAL,
)

NUMBER_INPUT = Shape(
    f"{PAGES}/number-input-element",
    needs={"is_decimal_allowed": Boolean()},
    takes=TYPED
    | {
        "initial_value": String(form=NUMBER),
        "min_value": String(form=NUMBER),
        "max_value": String(form=NUMBER),
    },
    on=MODAL,
    also=(in_order("min_value", "max_value"),),
)

FILE_INPUT = Shape(
    f"{PAGES}/file-input-element",
    needs={},
    takes=INTERACTIVE | {"filetypes": Items(ID), "max_files": Integer(1, 10)},
    on=MODAL,
)

RICH_TEXT_INPUT = Shape(
    f"{PAGES}/rich-text-input-element",
    needs={"action_id": String(255)},
    takes=TYPED
    | {
        "initial_value": Kinds({"rich_text": RICH_TEXT}),
        "min_lines": Integer(1, 100),  # both: @slack/types 3.2.0, RichTextInput
        "max_lines": Integer(1, 100),
    },
    on=MODAL_OR_HOME,
)

_FEEDBACK_BUTTON = Shape(
    f"{PAGES}/feedback-buttons-element#button-object-fields",
    needs={"text": plain_text(75), "value": String(2000)},
    takes=LABELLED,
)

FEEDBACK_BUTTONS = Shape(
    f"{PAGES}/feedback-buttons-element",
    needs={"positive_button": _FEEDBACK_BUTTON, "negative_button": _FEEDBACK_BUTTON},
    takes=INTERACTIVE,
)

ICON_BUTTON = Shape(
    f"{PAGES}/icon-button-element",
    needs={"icon": OneOf(("trash",)), "text": plain_text()},  # "the only icon available at this time"
    takes=INTERACTIVE | CONFIRMABLE | LABELLED | {"value": String(2000), "visible_to_user_ids": Items(ID, most=10)},
)

URL_SOURCE = Shape(
    f"{PAGES}/url-source-element",
    needs={"url": String(form=URL), "text": String(least=1)},
    takes=TYPE,
)

# Which element stands where: the "compatible elements" of each block's page.
_CHOICES = {"checkboxes": CHECKBOXES, "radio_buttons": RADIO_BUTTONS, **MENUS}
_PICKERS = {"datepicker": DATEPICKER, "timepicker": TIMEPICKER}

ACCESSORY = Kinds(
    {
        "button": BUTTON,
        "workflow_button": WORKFLOW_BUTTON,
        "image": IMAGE,
        "overflow": OVERFLOW,
        **_CHOICES,
        **_PICKERS,
    }
)

ACTION = Kinds(
    {
        "button": BUTTON,
        "workflow_button": WORKFLOW_BUTTON,
        "overflow": OVERFLOW,
        "datetimepicker": DATETIMEPICKER,
        "rich_text_input": RICH_TEXT_INPUT,
        **_CHOICES,
        **_PICKERS,
    }
)

INPUT = Kinds(
    {
        "datetimepicker": DATETIMEPICKER,
        "email_text_input": EMAIL_INPUT,
        "file_input": FILE_INPUT,
        "number_input": NUMBER_INPUT,
        "plain_text_input": PLAIN_TEXT_INPUT,
        "rich_text_input": RICH_TEXT_INPUT,
        "url_text_input": URL_INPUT,
        **_CHOICES,
        **_PICKERS,
    }
)

CONTEXT_ACTION = Kinds({"feedback_buttons": FEEDBACK_BUTTONS, "icon_button": ICON_BUTTON})
