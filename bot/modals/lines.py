"""Repeated lines (outcomes, promises, risks) as they stand in a form, and the box that says there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.blueprint import Question
from bot.modals.fields import ANSWER, Block, option, plain
from bot.rules.facts import LINE_ID, Answers, Person
from bot.words import Words, cut, section_block, small_block

ADD_LINE = "add_line"
CHANGE_LINE = "change_line"

MOST_LINES = 50
"""Of one question: a menu of Slack's holds 100 options (docs.slack.dev/reference/block-kit/block-elements/
select-menu-element), and every line has one to edit and one to remove it."""

_LINES_APART = 8
"""Each with a menu of its own; more than these are one numbered text and one menu, so that three such questions and
their buttons stay under the 100 blocks of a modal (docs.slack.dev/surfaces/modals)."""
_TEXT_AT_ONCE = 2900
"""Of a section, whose text may have 3,000 characters (docs.slack.dev/reference/block-kit/blocks/section-block)."""
_LINE_AT_ONCE = 120
"""Of so many lines each is only told from the others: four such questions and the texts beside them stay under the
250 KB of a view (docs.slack.dev/reference/methods/views.open). Whoever edits a line sees the whole of it."""
_NONE = "~none"
"""Suffix of the block that holds a question's "there are none" box."""


def line_blocks(question: Question, answer: Any, words: Words, known: Mapping[str, Person], today: date) -> list[Block]:
    """What is there, a menu to change it, a button to add to it, and the box for none."""
    lines: Sequence[Answers] = answer or ()
    texts = [words.line(question, line, known, today) for line in lines]
    head = words.phrase("lines_head", ask=question.ask, hint=question.hint)
    blocks: list[Block] = [section_block(f"{question.id}~head", head)]
    blocks += (_apart if len(lines) <= _LINES_APART else _together)(question, lines, texts, words)
    if len(lines) < MOST_LINES:
        blocks.append(_add_button(question, words))
    else:
        blocks.append(small_block(f"{question.id}~most", words.phrase("lines_most", most=MOST_LINES)))
    if question.none and not lines:
        blocks.append(_none_box(question, answer, words))
    return blocks


def lines_answer(question: Question, state: Mapping[str, Any], before: Any) -> Any:
    """Lines are kept on our side (`before`); only the box is read from the view."""
    if before:
        return before
    box = state.get(question.id + _NONE, {}).get(ANSWER, {})
    return [] if box.get("selected_options") else None


def error_block(question: Question, answers: Answers, block: str) -> str | None:
    """The block that Slack can mark with a field error for this question; None when it has no input on the page."""
    if question.kind != "lines":
        return block
    return question.id + _NONE if question.none and not answers.get(question.id) else None


def _apart(question: Question, lines: Sequence[Answers], texts: Sequence[str], words: Words) -> Iterator[Block]:
    for line, text in zip(lines, texts, strict=True):
        menu = {"type": "overflow", "action_id": CHANGE_LINE, "options": _changes(question, line, words)}
        yield section_block(f"{question.id}~{line[LINE_ID]}", text) | {"accessory": menu}


def _together(question: Question, lines: Sequence[Answers], texts: Sequence[str], words: Words) -> Iterator[Block]:
    short = [cut(f"{number}. {text}", _LINE_AT_ONCE) for number, text in enumerate(texts, 1)]
    for number, text in enumerate(_packed(short)):
        yield section_block(f"{question.id}~text{number}", text)
    options = [
        change | {"text": plain(f"{change['text']['text']} {number}")}
        for number, line in enumerate(lines, 1)
        for change in _changes(question, line, words)
    ]
    menu = {
        "type": "static_select",
        "action_id": CHANGE_LINE,
        "placeholder": plain(words.plain("line_change", one=question.one)),
        "options": options,
    }
    yield {"type": "actions", "block_id": f"{question.id}~change{len(lines)}", "elements": [menu]}


def _packed(texts: Sequence[str]) -> list[str]:
    """As few texts as hold all of these, none longer than a section takes."""
    packed: list[str] = []
    for text in texts:
        if packed and len(packed[-1]) + 1 + len(text) <= _TEXT_AT_ONCE:
            packed[-1] += f"\n{text}"
        else:
            packed.append(text)
    return packed


def _changes(question: Question, line: Answers, words: Words) -> list[Block]:
    return [option(words.plain(what), f"{what}:{question.id}:{line[LINE_ID]}") for what in ("edit", "remove")]


def _add_button(question: Question, words: Words) -> Block:
    add = {
        "type": "button",
        "action_id": ADD_LINE,
        "value": question.id,
        "text": plain(words.plain("line_add", one=question.one)),
    }
    return {"type": "actions", "block_id": f"{question.id}~add", "elements": [add]}


def _none_box(question: Question, answer: Any, words: Words) -> Block:
    assert question.none is not None
    box = option(question.none, "none")
    element: Block = {"type": "checkboxes", "action_id": ANSWER, "options": [box]}
    if answer == []:
        element["initial_options"] = [box]
    return {
        "type": "input",
        "block_id": question.id + _NONE,
        "label": plain(words.plain("lines_none")),
        "optional": True,
        "element": element,
    }
