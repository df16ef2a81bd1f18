"""Three judges of one payload: ours, and two libraries made to say whether they would build it."""

import inspect
from collections.abc import Callable
from typing import Any

import slackblocks as sb
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slackblocks import rich_text as rt
from slackblocks.errors import InvalidUsageError, MissingRequiredError

from sandbox.blockkit import judge, judge_view
from tests.sandbox.blockkit_cases import Case
from tests.sandbox.blockkit_samples import fresh

Verdict = bool | None
"""Taken, refused, or None: the library has no words for such a payload."""


def ours(case: Case) -> Verdict:
    return not (judge(case.payload, "message") if case.surface == "message" else judge_view(case.payload))


def slack_sdk(case: Case) -> Verdict:
    """`Block.parse` and `View`, which keep the wire's names, and the validation in their `to_dict`."""
    payload = fresh(case.payload)
    blocks = payload if case.surface == "message" else payload.get("blocks", [])
    if any(block.get("type") not in SDK_BLOCKS for block in blocks):
        return None
    try:
        if case.surface == "message":
            for block in Block.parse_all(payload):
                block.to_dict()
        else:
            View(**payload).to_dict()
    except (SlackObjectFormationError, TypeError, AttributeError, KeyError, ValueError):
        # Only the first is meant; the others are how a missing argument, or a value of another form, is met.
        return False
    return True


SDK_BLOCKS = {each.type for each in Block.__subclasses__()}


def slackblocks(case: Case) -> Verdict:
    """Its constructors, called with what the payload says."""
    try:
        _placed(case)
    except Inexpressible:
        return None
    except InvalidUsageError:
        return False
    return True


class Inexpressible(Exception):
    """There is no class, or no argument of it, for a part of the payload."""


Build = Callable[[Any], Any]


def _placed(case: Case) -> object:
    if case.surface == "message":
        return sb.Message(channel="C0TEAM", blocks=[_block(part) for part in case.payload])
    kind = sb.ModalView if case.payload["type"] == "modal" else sb.HomeTabView
    build = _made(kind, blocks=_each(_block), title=_text, submit=_text, close=_text)
    return build(case.payload)


def _made(kind: type, **fields: Build | tuple[str, Build]) -> Build:
    """Builds `kind` from an object of the wire; a field whose argument has another name says it."""
    takes = inspect.signature(kind).parameters

    def build(part: dict[str, Any]) -> Any:
        given = {}
        for name, value in part.items():
            if name == "type":
                continue
            field = fields.get(name, _as_is)
            argument, convert = field if isinstance(field, tuple) else (name, field)
            if argument not in takes:
                raise Inexpressible(f"{kind.__name__}({argument}=)")
            given[argument] = convert(value)
        for name, parameter in takes.items():
            if parameter.default is parameter.empty and name not in given:
                raise MissingRequiredError(name)
        return kind(**given)

    return build


def _as_is(value: Any) -> Any:
    return value


def _each(build: Build) -> Build:
    return lambda parts: None if parts is None else [build(part) for part in parts]


def _by_type(kinds: dict[str, Build]) -> Build:
    def build(part: dict[str, Any]) -> Any:
        if "type" not in part:
            raise MissingRequiredError("type")
        if part["type"] not in kinds:
            raise Inexpressible(part["type"])
        return kinds[part["type"]](part)

    return build


def _file(part: dict[str, Any]) -> Any:
    if set(part) - {"id", "url"}:
        raise Inexpressible("SlackFile")
    return sb.SlackFile(url=part.get("url"), id=part.get("id"))


def _styled(kind: type, **fields: tuple[str, Build]) -> Build:
    """A piece of rich text, whose style slackblocks spreads over its arguments."""
    build = _made(kind, **fields)
    return lambda part: build({**{name: part[name] for name in part if name != "style"}, **part.get("style", {})})


_text = _by_type({"plain_text": _made(sb.PlainText), "mrkdwn": _made(sb.Markdown)})
_confirm = _made(sb.ConfirmationDialogue, title=_text, text=_text, confirm=_text, deny=_text)
_option = _made(sb.Option, text=_text, description=_text)
_group = _made(sb.OptionGroup, label=_text, options=_each(_option))
_filter = _made(sb.ConversationFilter)
_dispatch = _made(sb.DispatchActionConfiguration)
_parameter = _made(sb.InputParameter)
_trigger = _made(sb.Trigger, customizable_input_parameters=_each(_parameter))
_workflow = _made(sb.Workflow, trigger=_trigger)
_picture = _made(sb.Image, slack_file=_file)
_source = _by_type({"url": _made(sb.URLSource)})
_icon = _by_type({"icon": _made(sb.SlackIcon)})

_piece = _by_type(
    {
        "text": _styled(rt.RichText),
        "link": _styled(rt.RichTextLink),
        "user": _styled(rt.RichTextUser),
        "usergroup": _styled(rt.RichTextUserGroup, usergroup_id=("user_group_id", _as_is)),
        "channel": _styled(rt.RichTextChannel),
        "emoji": _styled(rt.RichTextEmoji),
    }
)
_rich_section = _by_type({"rich_text_section": _made(rt.RichTextSection, elements=_each(_piece))})
_rich_text = _by_type(
    {
        "rich_text": _made(
            sb.RichTextBlock,
            elements=_each(
                _by_type(
                    {
                        "rich_text_section": _rich_section,
                        "rich_text_list": _made(rt.RichTextList, elements=_each(_rich_section)),
                        "rich_text_preformatted": _made(rt.RichTextCodeBlock, elements=_each(_piece)),
                        "rich_text_quote": _made(rt.RichTextQuote, elements=_each(_piece)),
                    }
                )
            ),
        )
    }
)

_CHOSEN: dict[str, Build] = {
    "confirm": _confirm,
    "placeholder": _text,
    "options": _each(_option),
    "option_groups": _each(_group),
    "initial_option": _option,
    "initial_options": _each(_option),
    "filter": _filter,
    "dispatch_action_config": _dispatch,
}
# Its `options` has no default, not even beside `option_groups`.
_multi_static = _made(sb.StaticMultiSelectMenu, **_CHOSEN)
_feedback = _made(sb.FeedbackButton, text=_text)
_element = _by_type(
    {
        "button": _made(sb.Button, text=_text, confirm=_confirm),
        "workflow_button": _made(sb.WorkflowButton, text=_text, workflow=_workflow, confirm=_confirm),
        "image": _picture,
        "overflow": _made(sb.OverflowMenu, **_CHOSEN),
        "checkboxes": _made(sb.CheckboxGroup, **_CHOSEN),
        "radio_buttons": _made(sb.RadioButtonGroup, **_CHOSEN),
        "datepicker": _made(sb.DatePicker, **_CHOSEN),
        "timepicker": _made(sb.TimePicker, **_CHOSEN),
        "datetimepicker": _made(sb.DateTimePicker, confirm=_confirm, initial_date_time=("initial_datetime", _as_is)),
        "static_select": _made(sb.StaticSelectMenu, **_CHOSEN),
        "external_select": _made(sb.ExternalSelectMenu, **_CHOSEN),
        "users_select": _made(sb.UserSelectMenu, **_CHOSEN),
        "conversations_select": _made(sb.ConversationSelectMenu, **_CHOSEN),
        "channels_select": _made(sb.ChannelSelectMenu, **_CHOSEN),
        "multi_static_select": lambda part: _multi_static({"options": None} | part),
        "multi_external_select": _made(sb.ExternalMultiSelectMenu, **_CHOSEN),
        "multi_users_select": _made(sb.UserMultiSelectMenu, **_CHOSEN),
        "multi_conversations_select": _made(sb.ConversationMultiSelectMenu, **_CHOSEN),
        "multi_channels_select": _made(sb.ChannelMultiSelectMenu, **_CHOSEN),
        "plain_text_input": _made(sb.PlainTextInput, **_CHOSEN),
        "email_text_input": _made(sb.EmailInput, **_CHOSEN),
        "url_text_input": _made(sb.URLInput, **_CHOSEN),
        "number_input": _made(sb.NumberInput, **_CHOSEN),
        "rich_text_input": _made(sb.RichTextInput, **_CHOSEN, initial_value=_rich_text),
        "file_input": _made(sb.FileInput),
        "feedback_buttons": _made(sb.FeedbackButtons, positive_button=_feedback, negative_button=_feedback),
        "icon_button": _made(sb.IconButton, text=_text, confirm=_confirm),
    }
)


def _bare_rich_text(part: dict[str, Any]) -> Any:
    """A table of slackblocks wraps each of its cells in a rich_text of its own."""
    if len(part.get("elements", ())) != 1:
        raise Inexpressible("a cell of several parts")
    return _rich_text(part).elements[0]


_raw = {"raw_text": _made(sb.RawText), "raw_number": _made(sb.RawNumber)}
_cell = _by_type(_raw | {"rich_text": _rich_text})
_table_cell = _by_type(_raw | {"rich_text": _bare_rich_text})
_segment = _made(sb.ChartSegment)
_series = _made(sb.DataSeries, data=_each(_made(sb.DataPoint)))
_axes = _made(sb.AxisConfig)
_chart = _by_type(
    {
        "pie": _made(sb.PieChart, segments=_each(_segment)),
        "bar": _made(sb.BarChart, series=_each(_series), axis_config=_axes),
        "area": _made(sb.AreaChart, series=_each(_series), axis_config=_axes),
        "line": _made(sb.LineChart, series=_each(_series), axis_config=_axes),
    }
)
_task_card = _made(sb.TaskCardBlock, details=_rich_text, output=_rich_text, sources=_each(_source))
_card = _by_type(
    {
        "card": _made(
            sb.CardBlock,
            hero_image=_picture,
            icon=_picture,
            slack_icon=_icon,
            title=_text,
            subtitle=_text,
            body=_text,
            subtext=_text,
            actions=_each(_element),
        )
    }
)


def _context_part(part: dict[str, Any]) -> Any:
    return _picture(part) if part.get("type") == "image" else _text(part)


def _column(part: dict[str, Any] | None) -> Any:
    return None if part is None else _made(sb.ColumnSettings)(part)


def _task(part: dict[str, Any]) -> Any:
    if part.get("type", "task_card") != "task_card":
        raise Inexpressible(part["type"])
    return _task_card(part)


def _block(part: dict[str, Any]) -> Any:
    return _any_block(part)


_any_block = _by_type(
    {
        "actions": _made(sb.ActionsBlock, elements=_each(_element)),
        "alert": _made(sb.AlertBlock, text=_text),
        "card": _card,
        "carousel": _made(sb.CarouselBlock, elements=_each(_card)),
        "container": _made(
            sb.ContainerBlock,
            title=_text,
            rich_text_title=_rich_text,
            subtitle=_text,
            icon=_picture,
            child_blocks=_each(_block),
        ),
        "context": _made(sb.ContextBlock, elements=_each(_context_part)),
        "context_actions": _made(sb.ContextActionsBlock, elements=_each(_element)),
        "data_table": _made(sb.DataTableBlock, rows=_each(_each(_cell))),
        "data_visualization": _made(sb.DataVisualizationBlock, chart=_chart),
        "divider": _made(sb.DividerBlock),
        "file": _made(sb.FileBlock),
        "header": _made(sb.HeaderBlock, text=_text),
        "image": _made(sb.ImageBlock, title=_text, slack_file=_file),
        "input": _made(sb.InputBlock, label=_text, hint=_text, element=_element),
        "markdown": _made(sb.MarkdownBlock),
        "plan": _made(sb.PlanBlock, tasks=_each(_task)),
        "rich_text": _rich_text,
        "section": _made(sb.SectionBlock, text=_text, fields=_each(_text), accessory=_element),
        "table": _made(sb.TableBlock, rows=_each(_each(_table_cell)), column_settings=_each(_column)),
        "task_card": _task_card,
        "video": _made(sb.VideoBlock, title=_text, description=_text),
    }
)
