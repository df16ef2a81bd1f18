"""Our judgement of Block Kit beside those of slack_sdk and slackblocks, and every point where they differ from it.

Each sample is judged as it is, on every surface, and changed at every limit we know: one more, one less, another word,
another form, missing, unknown. Where a library answers otherwise, the lists below say so, why, and what Slack's own
reference says. A difference that is not listed fails, and so does a listed one that is gone.

`slack_sdk` is asked through `Block.parse`, `View` and `to_dict`, `slackblocks` through its constructors; for a payload
that a library has no class or argument for, it is not asked. Sources are pages under docs.slack.dev/reference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal

import pytest

from tests.sandbox.blockkit_cases import Case, cases
from tests.sandbox.blockkit_judges import Verdict, ours, slack_sdk, slackblocks


@dataclass(frozen=True)
class Difference:
    """Cases, by patterns of their names, that a library does take and we do not, or does refuse and we do not."""

    they: Literal["take", "refuse"]
    cases: tuple[str, ...]
    why: str
    source: str


SLACK_SDK = (
    Difference(
        "take",
        ("*: on message", "*: on modal", "*: on home"),
        "A block does not know on which surface it will stand.",
        "block-kit/blocks, block-kit/block-elements: the surfaces of each",
    ),
    Difference(
        "take",
        ("*: unknown field",),
        "What it does not know it drops, with a line in the debug log; only text, confirmations and files stumble.",
        'methods/blocks.validate: "invalid additional property"',
    ),
    Difference(
        "take",
        ("*: mrkdwn",),
        "It keeps the kind of text it is given, but for the title of an image.",
        'each page: a text object that "can only be of type: plain_text"',
    ),
    Difference(
        "take",
        ("*: empty",),
        "It minds emptiness in the title of a modal, a markdown block and the value of an auth_provider alone.",
        'block-kit/composition-objects/text-object: "The minimum length is 1"; ids and names likewise',
    ),
    Difference(
        "take",
        ("*: malformed",),
        "It knows the form of initial_date and initial_time alone, not of URLs, numbers, zones and colours.",
        "the page of each element",
    ),
    Difference(
        "take",
        ("*: too small", "*: too large"),
        "Its numbers have no bounds, but for a ceiling to initial_date_time.",
        "the page of each element",
    ),
    Difference(
        "take",
        ("*: another word",),
        "It knows the styles of buttons, the widths of containers, the levels of alerts and the states of lone tasks, "
        "and no other list of words.",
        "the page of each element",
    ),
    Difference(
        "take",
        ("*: too few",),
        "It minds an empty table, carousel, container, context_actions, overflow or view, and no other empty list.",
        'methods/blocks.validate: "must provide at least 1 items"',
    ),
    Difference(
        "take",
        (
            "*/options/?/*: missing",
            "*/options/?/*: too long",
            "*/option_groups/?/*: missing",
            "*/option_groups/?/*: too long",
            "*/option_groups/?/options: too many",
        ),
        "Options and groups that come as dictionaries stay dictionaries: nobody looks into them.",
        "block-kit/composition-objects/option-object, option-group-object",
    ),
    Difference(
        "take",
        (
            "checkboxes beside a section /accessory/options: missing",
            "checkboxes beside a section /accessory/options: too many",
            "radio_buttons beside a section /accessory/options: missing",
            "radio_buttons beside a section /accessory/options: too many",
        ),
        "It does not count the options of checkboxes and radio buttons, nor miss them.",
        "block-kit/block-elements/checkboxes-element, radio-button-group-element: at most 10, required",
    ),
    Difference(
        "take",
        (
            "checkboxes beside a section /accessory/options/1/*: longest",
            "*menu that starts with *",
            "menu of groups that starts with *",
            "checkboxes that start with *",
            "radio buttons that start with *",
        ),
        "It does not look for what is chosen at first among the options.",
        'block-kit/block-elements/select-menu-element, checkboxes-element: "exactly matches"',
    ),
    Difference(
        "take",
        (
            "input /element/min_length: largest",
            "input /element/max_length: smallest",
            "input that wants more than it takes",
            "number whose least is its greatest and more",
        ),
        "It does not compare a least length or value with a greatest.",
        "block-kit/block-elements/plain-text-input-element, number-input-element",
    ),
    Difference(
        "take",
        (
            "image of nothing",
            "image of two sources",
            "image element of nothing",
            "image element of two sources",
            "file of nothing",
            "file of two sources",
            "card with two icons",
        ),
        "It does not count the sources of a picture.",
        'block-kit/blocks/image-block: "either an image_url or slack_file"; composition-objects/slack-file-object',
    ),
    Difference(
        "take",
        (
            "container collapsed but not collapsible",
            "files that dispatch",
            "filter of nothing",
            "filter that includes nothing",
            "filter that includes twice",
            "dispatch told twice",
            "plan of tasks with one id",
            "lone task that is pending",
        ),
        "Nor does it ask any other two fields of an object to agree, but for the divider of a collapsible container, "
        "a section without text, a menu without options and a card without content.",
        "the page of each block and object",
    ),
    Difference(
        "take",
        (
            "* in section",
            "* in actions",
            "* in context*",
            "* in card",
            "* in carousel",
            "* in container",
            "* in table",
            "* in rich_text",
        ),
        "Every element may stand in every block, but for the element of an input and the parts of a rich text.",
        "block-kit/blocks: the compatible elements of each",
    ),
    Difference(
        "take",
        (
            "table /rows: too many",
            "table /rows/0: too many",
            "table /column_settings: too many",
            "table /rows/0/0/text: missing",
            "table of numbers /rows/0/0/*: missing",
        ),
        "It does not look into the rows of a table.",
        "block-kit/blocks/table-block: 100 rows of 20 cells",
    ),
    Difference(
        "take",
        (
            "task_card /sources/0/*: missing",
            "plan /tasks: too many",
            "plan /tasks/0/*: missing",
            "plan /tasks/0/block_id: too long",
        ),
        "Nor into the sources of a task or the tasks of a plan.",
        "block-kit/blocks/task-card-block, plan-block",
    ),
    Difference(
        "take",
        (
            "card /subtext/text: missing",
            "card /subtext/text: too long",
            "card with Slack's icon /slack_icon/name: missing",
            "card /actions: too many",
        ),
        "Its card has no subtext and no icon of Slack's yet, and does not count its buttons.",
        "block-kit/blocks/card-block",
    ),
    Difference(
        "take",
        (
            "section /fields/?/text: too long",
            "context /elements/?/text: too long",
            "video /description/text: too long",
            "alert /text/text: too long",
            "context_actions /elements/1/text/text: too long",
        ),
        "These texts have no length of their own there, and a text object by itself has none either.",
        "block-kit/blocks/section-block, video-block, alert-block; composition-objects/text-object: 3,000",
    ),
    Difference(
        "take",
        (
            "context_actions /elements/0/positive_button/accessibility_label: too long",
            "context_actions /elements/1/value: too long",
            "context_actions /elements/1/accessibility_label: too long",
            "context_actions /elements/1/visible_to_user_ids: too many",
            "workflow_button beside a section /accessory/text/text: too long",
            "workflow_button beside a section /accessory/accessibility_label: too long",
        ),
        "The limits of its docstrings are not all in its code.",
        "block-kit/block-elements/feedback-buttons-element, icon-button-element, workflow-button-element",
    ),
    Difference(
        "take",
        (
            "workflow_button beside a section /accessory/action_id: missing",
            "workflow_button beside a section /accessory/workflow: missing",
            "workflow_button beside a section /accessory/workflow/trigger: missing",
            "workflow_button beside a section /accessory/workflow/trigger/*: missing",
            "rich_text_input among actions /elements/0/action_id: missing",
            "number_input as input /element/is_decimal_allowed: missing",
            "rich_text /elements/1/style: missing",
            "image /title/text: missing",
        ),
        "Arguments that are optional there are required on the page.",
        "block-kit/block-elements/workflow-button-element, rich-text-input-element, number-input-element",
    ),
    Difference(
        "take",
        ("actions /elements/0/confirm/confirm: missing", "actions /elements/0/confirm/deny: missing"),
        "It says Yes and No itself, so that Slack never misses them.",
        "block-kit/composition-objects/confirmation-dialog-object: required",
    ),
    Difference(
        "take",
        ("modal view /title: missing", "modal view /external_id: too long", "home view /external_id: too long"),
        "Its view needs no title and does not measure external_id.",
        "views/modal-views; methods/views.open",
    ),
    Difference(
        "take",
        (
            "two blocks with one block_id",
            "two elements with one action_id",
            "two elements with the focus",
            "two halves of too much markdown",
            "two tables",
            "a table of 10,001 characters",
            "an input without a submit",
        ),
        "No block knows of the others; it has no class for the newer charts and data tables to ask about.",
        "block-kit/blocks: block_id, action_id, markdown-block, table-block; views/modal-views",
    ),
)

SLACKBLOCKS = (
    Difference(
        "take",
        ("file: on message",),
        "It lists the surface of the file block as the page does, though nobody may send one.",
        'block-kit/blocks/file-block: "You can\'t add this block to app surfaces directly"',
    ),
    Difference(
        "take",
        ("table: on home", "data_table: on home", "data_visualization as *: on home"),
        "It gives tables and charts the Home tab, as the reference's list of blocks came to do for tables.",
        "block-kit/blocks/data-visualization-block: messages; tables were tried on Home tabs and did not show",
    ),
    Difference(
        "take",
        ("card: on modal", "card with Slack's icon: on modal"),
        "It gives cards the modal, as the page does; tried there, they did not show.",
        "block-kit/blocks/card-block",
    ),
    Difference(
        "take",
        (
            "workflow_button *: on modal",
            "workflow_button *: on home",
            "datetimepicker *: on home",
            "rich_text_input *: on message",
            "email_text_input *: on *",
            "url_text_input *: on *",
            "number_input *: on *",
            "file_input *: on *",
        ),
        "It knows surfaces of blocks, not of elements.",
        "block-kit/block-elements: the surfaces of each element",
    ),
    Difference(
        "take",
        ("*: mrkdwn",),
        "It turns the text into plain text, so that Slack never sees it; an option of an overflow stays as it is.",
        'each page: a text object that "can only be of type: plain_text"',
    ),
    Difference(
        "take",
        ("*: malformed",),
        "It knows the form of dates, times and bounds of numbers, not of URLs, zones and first numbers.",
        "the page of each element",
    ),
    Difference(
        "take",
        (
            "rich_text /elements/0/elements/?/*: empty",
            "markdown /text: empty",
            "table /rows/0/0/text: empty",
            "context_actions /elements/1/visible_to_user_ids/0: empty",
            "task_card /sources/0/*: empty",
            "workflow_button *: empty",
            "* /accessory/initial_*: empty",
            "file_input as input /element/filetypes/0: empty",
        ),
        "It minds an empty text object, not an empty string outside of one.",
        'block-kit/composition-objects/text-object; a blank cell: "must be more than 0 characters"',
    ),
    Difference(
        "take",
        (
            "section /fields: too few",
            "context /elements: too few",
            "actions /elements: too few",
            "table /rows/0: too few",
            "card /actions: too few",
            "* /accessory/initial_options: too few",
            "modal view /blocks: too few",
            "home view /blocks: too few",
        ),
        "Empty lists pass where it sets a ceiling only.",
        'methods/blocks.validate: "must provide at least 1 items"',
    ),
    Difference(
        "take",
        (
            "context /elements: missing",
            "actions /elements: missing",
            "image /alt_text: missing",
            "section /accessory/alt_text: missing",
            "context_actions /elements/1/icon: missing",
            "workflow_button beside a section /accessory/workflow: missing",
        ),
        "It fills in what is missing: an empty list, a blank alt_text, the trash icon.",
        "block-kit/blocks/context-block, actions-block, image-block; block-elements/icon-button-element",
    ),
    Difference(
        "take",
        ("actions /elements/0/style: another word",),
        "A style that comes as a string is not looked up.",
        "block-kit/block-elements/button-element: primary or danger",
    ),
    Difference(
        "take",
        ("video /title/text: too long", "video /description/text: too long", "video /author_name: too long"),
        'It reads "must be less than 200 characters" as at most 200.',
        "block-kit/blocks/video-block; slack_sdk reads it as we do",
    ),
    Difference(
        "take",
        (
            "datetimepicker among actions /elements/0/initial_date_time: too small",
            "datetimepicker among actions /elements/0/initial_date_time: too large",
        ),
        "It does not count the digits of a time.",
        'block-kit/block-elements/datetime-picker-element: "in the format of 10 digits"',
    ),
    Difference(
        "take",
        (
            "checkboxes beside a section /accessory/options/1/*: longest",
            "menu that starts with *",
            "multiple menu that starts with *",
            "checkboxes that start with *",
        ),
        "It does not look for what is chosen at first among the options, but for radio buttons.",
        'block-kit/block-elements/select-menu-element, checkboxes-element: "exactly matches"',
    ),
    Difference(
        "take",
        (
            "menu without options",
            "file of nothing",
            "files that dispatch",
            "filter that includes twice",
            "dispatch told twice",
        ),
        "It misses neither the options of a menu nor the source of a file, lets a file input dispatch, and a word "
        "stand twice in a list.",
        "block-kit/block-elements/select-menu-element; composition-objects/slack-file-object; blocks/input-block",
    ),
    Difference(
        "take",
        ("* in section", "* in actions"),
        "A section and an actions block take every element.",
        "block-kit/blocks/section-block, actions-block: the compatible elements",
    ),
    Difference(
        "take",
        ("emoji in rich_text",),
        "Preformatted text takes every piece, as an older page had it.",
        "block-kit/block-elements/rich-text-preformatted-element: text or link",
    ),
    Difference(
        "take",
        ("file in container",),
        "The page lists the file block among the children of a container, though nobody may send one.",
        "block-kit/blocks/container-block, file-block",
    ),
    Difference(
        "take",
        (
            "two blocks with one block_id",
            "two elements with one action_id",
            "two elements with the focus",
            "two tables",
            "a table of 10,001 characters",
        ),
        "It sums up markdown, charts and data tables over a message, and nothing else.",
        "block-kit/blocks: block_id, action_id, table-block",
    ),
    Difference(
        "refuse",
        ("*static_select of groups, one chosen *: on *",),
        "It wants a whole group to be chosen at first.",
        "block-kit/block-elements/select-menu-element: initial_option is an option of `options` or `option_groups`",
    ),
    Difference(
        "refuse",
        ("multi_external_select *",),
        "It refuses focus_on_load there, which the sample has.",
        "block-kit/block-elements/multi-select-menu-element#external_multi_select lists it",
    ),
    Difference(
        "refuse",
        ("table of numbers: on message",),
        "Its table has no numbers.",
        "block-kit/blocks/table-block: rich_text, raw_text, or raw_number",
    ),
)

CASES = cases()


LIBRARIES = pytest.mark.parametrize(
    ("library", "listed"), [(slack_sdk, SLACK_SDK), (slackblocks, SLACKBLOCKS)], ids=["slack_sdk", "slackblocks"]
)


@cache
def differing(library: Callable[[Case], Verdict]) -> dict[str, str]:
    """What a library does where it does not do as we do, by the name of the case."""
    verdicts = ((case.name, library(case), ours(case)) for case in CASES)
    return {name: "take" if they else "refuse" for name, they, we in verdicts if they is not None and they != we}


@LIBRARIES
def test_every_difference_is_listed(library: Callable[[Case], Verdict], listed: tuple[Difference, ...]) -> None:
    unlisted = {
        name: they
        for name, they in differing(library).items()
        if not any(each.they == they and fnmatchcase(name, pattern) for each in listed for pattern in each.cases)
    }

    assert unlisted == {}


@LIBRARIES
def test_every_listed_difference_is_still_there(
    library: Callable[[Case], Verdict], listed: tuple[Difference, ...]
) -> None:
    found = differing(library)
    gone = [
        pattern
        for each in listed
        for pattern in each.cases
        if not any(each.they == they and fnmatchcase(name, pattern) for name, they in found.items())
    ]

    assert gone == []


def test_the_corpus_is_large_and_each_library_is_asked_about_most_of_it() -> None:
    assert len(CASES) == len({case.name for case in CASES}) > 1000
    for library in (slack_sdk, slackblocks):
        assert sum(library(case) is not None for case in CASES) > 0.8 * len(CASES)
