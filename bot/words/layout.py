"""Rendered parts as Block Kit, within Slack's limits however long the facts are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.blueprint import Confirm

Block = dict[str, Any]

TASK_DONE = "task_done"
"""The action_id of a task's Done button; its value is the task's id."""

SUMMARY = 3000
"""Characters of the top-level text; an edit refuses more than 4,000 (docs.slack.dev/reference/methods/chat.update)."""

_TEXT = 3000
_FIELD, _FIELDS = 2000, 10
_HEADER = 150
_BUTTON, _BUTTONS, _BUTTON_VALUE = 75, 25, 2000
_BLOCKS = 50
"""All from docs.slack.dev/reference/block-kit/blocks and .../block-elements."""
_WHOLE = 12_000
"""Bytes of JSON of one message's blocks. Slack publishes no limit but answers msg_blocks_too_long; its maintainers name
12,000 characters of text and a buffer for what holds them (github.com/slackapi/bolt-js/issues/2509). As measured there,
text alone is refused from 13,298 characters on, and every block takes some away (issue 2867: 11,341 in many blocks).
JSON holds the text and what is around it, so it is counted here."""

_OPTION = 75
"""docs.slack.dev/reference/block-kit/composition-objects/option-object"""
_PLACEHOLDER = 150
"""docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""

_HALF_A_THING = re.compile(r"(?:&[a-z]{0,4}|<[^>]*)$")


@dataclass(frozen=True)
class Button:
    """A button. `value` comes back when it is pressed; `confirm` is what Slack asks first."""

    action_id: str
    text: str
    value: str
    style: str | None = None
    confirm: Confirm | None = None
    label: str | None = None
    """What a screen reader says instead of the text."""


@dataclass(frozen=True)
class Menu:
    """A menu behind three dots: each option's value and text, in order."""

    action_id: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Select:
    """A menu that says what it is for: each option's value and text, in order."""

    action_id: str
    says: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Said:
    """A message ready to be sent: what notifications and screen readers say, and its blocks."""

    text: str
    blocks: list[Block]


@dataclass
class Piece:
    """A part of a message, rendered: lines of text, fields or tasks, of which the last can be left out."""

    kind: str
    rows: list[Any]
    left_out: int = 0

    @property
    def can_shrink(self) -> bool:
        return self.kind in ("say", "facts", "small", "tasks") and bool(self.rows)

    @property
    def size(self) -> int:
        return sum(len(row.text if isinstance(row, TaskRow) else row) for row in self.rows)


@dataclass(frozen=True)
class TaskRow:
    """One task: its text in Slack's markup and the button that ends it, None once it is done."""

    id: str
    text: str
    button: Button | None


def laid_out(name: str, pieces: Sequence[Piece], buttons: Sequence[Button], more: Callable[[int], str]) -> list[Block]:
    """The blocks of a message. `name` begins their ids; `more` words what was left out to keep within the limits."""
    while True:
        blocks = [
            block for index, piece in enumerate(pieces) for block in _blocks(f"{name}.{index}", piece, buttons, more)
        ]
        shrinkable = [piece for piece in pieces if piece.can_shrink]
        if not shrinkable or fits(blocks):
            return blocks
        _shrink(max(shrinkable, key=lambda piece: piece.size))


DIVIDER: Final[Block] = {"type": "divider"}
"""A line across (docs.slack.dev/reference/block-kit/blocks/divider-block)."""


def fits(blocks: Sequence[Block]) -> bool:
    """Does Slack take these as one message?"""
    return len(blocks) <= _BLOCKS and _bytes(blocks) <= _WHOLE


def cut(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis; an escaped sign or a reference is never cut in half."""
    return text if len(text) <= limit else _HALF_A_THING.sub("", text[: limit - 1]).rstrip() + "…"


def plain_text(text: str, limit: int = _TEXT) -> Block:
    return {"type": "plain_text", "text": cut(text, limit), "emoji": False}


def mrkdwn(text: str, limit: int = _TEXT) -> Block:
    """`verbatim`: Slack must not make links and mentions of its own from what somebody typed."""
    return {"type": "mrkdwn", "text": cut(text, limit), "verbatim": True}


def button_element(button: Button) -> Block:
    element: Block = {
        "type": "button",
        "action_id": button.action_id,
        "text": plain_text(button.text, _BUTTON),
        "value": button.value[:_BUTTON_VALUE],
    }
    if button.style:
        element["style"] = button.style
    if button.label:
        element["accessibility_label"] = cut(button.label, _BUTTON)
    if button.confirm:
        element["confirm"] = {
            "title": plain_text(button.confirm.title, 100),
            "text": plain_text(button.confirm.text, 300),
            "confirm": plain_text(button.confirm.yes, 30),
            "deny": plain_text(button.confirm.no, 30),
        }
    return element


def menu_element(menu: Menu) -> Block:
    """An overflow menu."""
    return {"type": "overflow", "action_id": menu.action_id, "options": _options(menu.options)}


def select_element(select: Select) -> Block:
    """A select menu."""
    return {
        "type": "static_select",
        "action_id": select.action_id,
        "placeholder": plain_text(select.says, _PLACEHOLDER),
        "options": _options(select.options),
    }


def row_block(block_id: str, row: Sequence[Button | Select | Menu]) -> Block:
    """An actions block of buttons and menus."""
    return {"type": "actions", "block_id": block_id, "elements": [_element(one) for one in row[:_BUTTONS]]}


def buttons_block(block_id: str, buttons: Sequence[Button]) -> Block:
    """An actions block."""
    elements = [button_element(button) for button in buttons[:_BUTTONS]]
    return {"type": "actions", "block_id": block_id, "elements": elements}


def section_block(block_id: str, text: str, beside: Button | Menu | None = None) -> Block:
    """A paragraph in Slack's markup, with a button or a menu beside it where one is given."""
    block: Block = {"type": "section", "block_id": block_id, "text": mrkdwn(text)}
    match beside:
        case Button():
            return block | {"accessory": button_element(beside)}
        case Menu():
            return block | {"accessory": menu_element(beside)}
        case None:
            return block


def header_block(block_id: str, text: str) -> Block:
    """A large line of plain text."""
    return {"type": "header", "block_id": block_id, "text": plain_text(text, _HEADER)}


def field_blocks(block_id: str, fields: Sequence[str]) -> list[Block]:
    """Short facts in Slack's markup, in two columns."""
    groups = [fields[start : start + _FIELDS] for start in range(0, len(fields), _FIELDS)]
    return [
        {"type": "section", "block_id": _nth(block_id, n), "fields": [mrkdwn(field, _FIELD) for field in group]}
        for n, group in enumerate(groups)
    ]


def small_block(block_id: str, text: str) -> Block:
    """A line in small grey letters, in Slack's markup."""
    return {"type": "context", "block_id": block_id, "elements": [mrkdwn(text)]}


def task_block(text: str, task: int | str, done: str | None) -> Block:
    """A task with its Done button, whose text is `done`; without one when that is None."""
    button = Button(TASK_DONE, done, str(task)) if done is not None else None
    return _task(f"task.{task}", TaskRow(str(task), text, button))


def _element(one: Button | Select | Menu) -> Block:
    match one:
        case Button():
            return button_element(one)
        case Select():
            return select_element(one)
        case Menu():
            return menu_element(one)


def _options(options: Sequence[tuple[str, str]]) -> list[Block]:
    return [{"text": plain_text(text, _OPTION), "value": value} for value, text in options]


def _blocks(id: str, piece: Piece, buttons: Sequence[Button], more: Callable[[int], str]) -> list[Block]:
    rest = [more(piece.left_out)] if piece.left_out else []
    match piece.kind:
        case "heading":
            return [header_block(id, row) for row in piece.rows]
        case "say":
            texts = _sections([*piece.rows, *rest])
            return [section_block(_nth(id, n), text) for n, text in enumerate(texts)]
        case "facts":
            return field_blocks(id, [*piece.rows, *rest])
        case "small":
            return [small_block(id, "\n".join(piece.rows))] if piece.rows else []
        case "tasks":
            shown = [_task(f"{id}.{row.id}", row) for row in piece.rows]
            return [*shown, *(small_block(f"{id}.more", text) for text in rest)]
        case _:
            return [buttons_block(id, buttons)] if buttons else []


def _sections(lines: Sequence[str]) -> list[str]:
    """Lines joined into as few texts as fit."""
    texts: list[str] = []
    for line in lines:
        line = cut(line, _TEXT)
        if texts and len(texts[-1]) + 1 + len(line) <= _TEXT:
            texts[-1] += "\n" + line
        else:
            texts.append(line)
    return [text.strip("\n") for text in texts if text.strip()]


def _task(block_id: str, row: TaskRow) -> Block:
    return section_block(block_id, row.text, row.button)


def _nth(id: str, n: int) -> str:
    return f"{id}.{n}" if n else id


def _shrink(piece: Piece) -> None:
    """Leave out the last row, or, of a single one, the second half."""
    if len(piece.rows) > 1 or piece.size < 100:
        piece.rows.pop()
        piece.left_out += 1
        return
    row = piece.rows[0]
    half = piece.size // 2
    piece.rows[0] = TaskRow(row.id, cut(row.text, half), row.button) if isinstance(row, TaskRow) else cut(row, half)


def _bytes(blocks: Sequence[Block]) -> int:
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")).encode())
