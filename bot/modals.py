"""Questions into Block Kit and Block Kit back into answers, side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.blueprint import Habit, Question
from bot.rules.facts import Answers
from bot.rules.money import Money, parse
from bot.words import Words, section_block, small_block

Block = dict[str, Any]
View = dict[str, Any]

ANSWER = "answer"
"""The action_id of every input but the account menu's; the block_id is the question's own id."""
PICK_ACCOUNT = "pick_account"
ADD_LINE = "add_line"
CHANGE_LINE = "change_line"
BACK = "back"
CONTINUE_DRAFT = "continue_draft"

LINE_ID = "~id"
"""The key under which a line keeps its own id, so that a line sent twice is one line."""

_NONE = "~none"
"""Suffix of the block that holds a question's "there are none" box."""
_LONGEST_TEXT = 3000
"""What a plain_text_input takes (docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element)."""
_LONGEST_OPTION = 75
_LONGEST_VALUE = 150
"""Of an option's text and value (docs.slack.dev/reference/block-kit/composition-objects/option-object)."""
_MOST_LINES = 20
"""Of one question, shown in one step: three such questions and their buttons stay under the 100 blocks of a modal."""


@dataclass(frozen=True)
class Where:
    """What a form's modal remembers of itself (private_metadata): ids only, never an answer."""

    habit: str
    draft: str = ""
    step: int = 0
    question: str = ""
    line: str = ""
    record: int | None = None
    number: int | None = None
    move: str = ""

    def dumps(self) -> str:
        return json.dumps({k: v for k, v in asdict(self).items() if v not in ("", None)}, separators=(",", ":"))


def where(view: Mapping[str, Any]) -> Where:
    return Where(**json.loads(view["private_metadata"]))


def option(text: str, value: str) -> Block:
    """An option of any menu, cut to what Slack takes."""
    shown = text if len(text) <= _LONGEST_OPTION else text[: _LONGEST_OPTION - 1] + "…"
    return {"text": plain(shown), "value": value[:_LONGEST_VALUE]}


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def account_option(answer: Mapping[str, Any], words: Words) -> Block:
    """How an account, known or still to be made, stands in a menu; `picked_account` reads it back."""
    if "new" in answer:
        return option(words.plain("account_new", name=answer["new"]), f"new:{answer['new']}")
    return option(answer["name"], f"id:{answer['id']}")


def picked_account(chosen: Mapping[str, Any]) -> dict[str, Any]:
    kind, _, rest = chosen["value"].partition(":")
    if kind == "new":
        return {"new": rest}
    return {"id": int(rest), "name": chosen["text"]["text"]}


def step_view(
    habit: Habit,
    at: Where,
    answers: Answers,
    words: Words,
    *,
    needed: frozenset[str],
    notes: Mapping[str, str] | None = None,
    opening: Sequence[Block] = (),
) -> View:
    """One step of a habit's form, filled with what is known.

    `needed` are the ids of the questions that must be answered. `notes` maps a question's id to a sentence shown
    beneath it: for what Slack's own field errors cannot mark.
    """
    step = habit.steps[at.step]
    last = at.step == len(habit.steps) - 1
    blocks: list[Block] = list(opening)
    if len(habit.steps) > 1:
        count = words.phrase("step_of", step=at.step + 1, steps=len(habit.steps), about=habit.about)
        blocks.append(small_block("step", count))
    for question in step.questions:
        blocks += _asked(habit, question, answers.get(question.id), words, needed)
        if notes and question.id in notes:
            blocks.append(small_block(f"{question.id}~note", f":warning: {notes[question.id]}"))
    if at.step:
        blocks.append(
            {
                "type": "actions",
                "block_id": "~back",
                "elements": [{"type": "button", "action_id": BACK, "text": plain(words.plain("back"))}],
            }
        )
    return {
        "type": "modal",
        "callback_id": "form",
        "private_metadata": at.dumps(),
        "title": plain(step.title),
        "submit": plain(words.plain("send" if last else "next", habit=habit.name)),
        "close": plain(words.plain("cancel")),
        "blocks": blocks,
    }


def step_answers(questions: Sequence[Question], state: Mapping[str, Any], before: Answers) -> dict[str, Any]:
    """What the person answered in a step.

    Lines are kept on our side (`before`); of them only the "there are none" box is read here.
    """
    answers: dict[str, Any] = {}
    for question in questions:
        if question.kind == "lines":
            answers[question.id] = _lines_answer(question, state, before.get(question.id))
        elif question.id in state:
            answers[question.id] = _answer(question, next(iter(state[question.id].values())))
    return answers


def line_view(habit: Habit, at: Where, question: Question, line: Answers, words: Words, needed: frozenset[str]) -> View:
    """One line of a repeated question (an outcome, a promise, a risk), in a modal of its own above the form."""
    blocks = [block for asked in question.line for block in _asked(habit, asked, line.get(asked.id), words, needed)]
    key = "line_edit" if line else "line_add"
    return {
        "type": "modal",
        "callback_id": "line",
        "private_metadata": at.dumps(),
        "title": plain(words.plain(key, one=question.one)[:24]),
        "submit": plain(words.plain("keep")),
        "close": plain(words.plain("cancel")),
        "blocks": blocks,
    }


def move_view(habit: Habit, at: Where, words: Words, needed: frozenset[str]) -> View:
    """The form a move asks for (why a handoff is returned)."""
    form = habit.moves[at.move].form
    assert form is not None  # the handler opens this view only for moves that have one
    blocks = [block for asked in form.questions for block in _asked(habit, asked, None, words, needed)]
    return {
        "type": "modal",
        "callback_id": "move",
        "private_metadata": at.dumps(),
        "title": plain(form.title),
        "submit": plain(habit.moves[at.move].button or form.title),
        "close": plain(words.plain("cancel")),
        "blocks": blocks,
    }


def notice_view(title: str, text: str, words: Words) -> View:
    """A modal that only says something: a receipt, or why a gesture was not carried out."""
    return {
        "type": "modal",
        "callback_id": "notice",
        "title": plain(title[:24]),
        "close": plain(words.plain("close")),
        "blocks": [section_block("notice", text)],
    }


def draft_blocks(drafts: Sequence[tuple[str, str]], words: Words) -> list[Block]:
    """The drafts one may go on with instead, each a key and a sentence."""
    return [
        section_block(f"~draft.{key}", sentence)
        | {
            "accessory": {
                "type": "button",
                "action_id": CONTINUE_DRAFT,
                "value": key,
                "text": plain(words.plain("continue")),
            }
        }
        for key, sentence in drafts
    ]


def _asked(habit: Habit, question: Question, answer: Any, words: Words, needed: frozenset[str]) -> list[Block]:
    if question.kind == "lines":
        return _lines(habit, question, answer, words)
    block: Block = {
        "type": "input",
        "block_id": question.id,
        "label": plain(question.ask),
        "optional": question.id not in needed,
        "element": _element(question, answer, words),
    }
    if question.hint:
        block["hint"] = plain(question.hint)
    return [block]


def _lines(habit: Habit, question: Question, answer: Any, words: Words) -> list[Block]:
    lines = list(answer or ())[:_MOST_LINES]
    blocks: list[Block] = [
        section_block(f"{question.id}~head", words.phrase("lines_head", ask=question.ask, hint=question.hint))
    ]
    for line in lines:
        text = words.line(habit.id, question.id, line)
        menu = {
            "type": "overflow",
            "action_id": CHANGE_LINE,
            "options": [
                option(words.plain("edit"), f"edit:{question.id}:{line[LINE_ID]}"),
                option(words.plain("remove"), f"remove:{question.id}:{line[LINE_ID]}"),
            ],
        }
        blocks.append(section_block(f"{question.id}~{line[LINE_ID]}", text) | {"accessory": menu})
    if len(lines) < _MOST_LINES:
        add = {
            "type": "button",
            "action_id": ADD_LINE,
            "value": question.id,
            "text": plain(words.plain("line_add", one=question.one)),
        }
        blocks.append({"type": "actions", "block_id": f"{question.id}~add", "elements": [add]})
    if question.none and not lines:
        blocks.append(_none_box(question, answer))
    return blocks


def _none_box(question: Question, answer: Any) -> Block:
    assert question.none is not None
    box = option(question.none, "none")
    element: Block = {"type": "checkboxes", "action_id": ANSWER, "options": [box]}
    if answer == []:
        element["initial_options"] = [box]
    return {
        "type": "input",
        "block_id": question.id + _NONE,
        "label": plain(question.ask),
        "optional": True,
        "element": element,
    }


def _lines_answer(question: Question, state: Mapping[str, Any], before: Any) -> Any:
    if before:
        return before
    box = state.get(question.id + _NONE, {}).get(ANSWER, {})
    return [] if box.get("selected_options") else None


def error_block(question: Question, answers: Answers) -> str | None:
    """The block that Slack can mark with a field error for this question; None when it has no input on the page."""
    if question.kind != "lines":
        return question.id
    return question.id + _NONE if question.none and not answers.get(question.id) else None


def _element(question: Question, answer: Any, words: Words) -> Block:
    element: Block = {"type": _TYPES[question.kind], "action_id": ANSWER}
    if question.kind == "account":
        element |= {"action_id": PICK_ACCOUNT, "min_query_length": 0}
        if answer:
            element["initial_option"] = account_option(answer, words)
    elif question.kind in ("choice", "choices"):
        options = [option(c.label, c.value) for c in question.choices]
        element["options"] = options
        chosen = [o for o in options if o["value"] in ([answer] if question.kind == "choice" else answer or [])]
        if chosen:
            element |= {"initial_option": chosen[0]} if question.kind == "choice" else {"initial_options": chosen}
    elif question.kind == "yes_no":
        options = [option(words.plain(value), value) for value in ("yes", "no")]
        element["options"] = options
        if answer:
            element["initial_option"] = options[("yes", "no").index(answer)]
    elif question.kind == "channel":
        element["filter"] = {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        }
    elif question.kind in ("text", "long_text", "money"):
        element["max_length"] = _LONGEST_TEXT if question.kind == "long_text" else 300
        element["multiline"] = question.kind == "long_text"
    elif question.kind == "number":
        element["is_decimal_allowed"] = True
    if question.placeholder and question.kind != "yes_no":  # radio buttons have none
        element["placeholder"] = plain(question.placeholder)
    initial = _INITIAL.get(question.kind)
    if initial and answer not in (None, "", []):
        element[initial] = str(Money(**answer)) if isinstance(answer, dict) else _as_typed(question, answer)
    return element


def _as_typed(question: Question, answer: Any) -> Any:
    return str(answer) if question.kind == "number" else answer


def _answer(question: Question, given: Mapping[str, Any]) -> Any:
    if question.kind == "account":
        chosen = given.get("selected_option")
        return picked_account(chosen) if chosen else None
    if question.kind in ("choice", "yes_no"):
        return (given.get("selected_option") or {}).get("value")
    if question.kind == "choices":
        return [chosen["value"] for chosen in given.get("selected_options") or ()]
    value = given.get(_GIVEN[question.kind])
    if isinstance(value, str):
        value = value.strip()
    if question.kind == "money" and value and (amount := parse(value)):
        return asdict(amount)
    if question.kind == "number" and value:
        return _number(value)
    return value or None


def _number(text: str) -> float | int | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


_TYPES = {
    "text": "plain_text_input",
    "long_text": "plain_text_input",
    "money": "plain_text_input",
    "date": "datepicker",
    "number": "number_input",
    "email": "email_text_input",
    "url": "url_text_input",
    "choice": "static_select",
    "choices": "multi_static_select",
    "yes_no": "radio_buttons",
    "person": "users_select",
    "people": "multi_users_select",
    "account": "external_select",
    "channel": "conversations_select",
}
_INITIAL = {
    "text": "initial_value",
    "long_text": "initial_value",
    "money": "initial_value",
    "number": "initial_value",
    "email": "initial_value",
    "url": "initial_value",
    "date": "initial_date",
    "person": "initial_user",
    "people": "initial_users",
    "channel": "initial_conversation",
}
_GIVEN = {
    "text": "value",
    "long_text": "value",
    "money": "value",
    "number": "value",
    "email": "value",
    "url": "value",
    "date": "selected_date",
    "person": "selected_user",
    "people": "selected_users",
    "channel": "selected_conversation",
}
