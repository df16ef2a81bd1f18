"""The views of a form: a step, a line above it, and a notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.blueprint import FORM_MOVE, Habit, Question
from bot.modals.fields import NO_NAMES, Block, asked, block_of, plain
from bot.modals.lines import line_blocks
from bot.modals.where import Where
from bot.rules.facts import LINE_ID, Answers, Person
from bot.words import Words, section_block, small_block

View = dict[str, Any]

BACK = "back"
CONTINUE_DRAFT = "continue_draft"


def step_view(
    habit: Habit,
    at: Where,
    answers: Answers,
    words: Words,
    *,
    needed: frozenset[str],
    known: Mapping[str, Person],
    today: date,
    names: Mapping[str, str] = NO_NAMES,
    missing: str = "",
    notes: Mapping[str, str] | None = None,
    opening: Sequence[Block] = (),
) -> View:
    """One step of a habit's form, or the form of a move, filled with what is known.

    `known` are the people whom its lines name; days of another year than that of `today` show it.
    `needed` are the ids of the questions that must be answered, `missing` a sentence on what the form still lacks.
    `names` are the people that choices stand for, by value, as far as whoever fills the form may read them.
    `notes` maps a question's id to a sentence shown beneath it: for what Slack's own field errors cannot mark.
    """
    steps = habit.form_of(at.move or None)
    step = steps[at.step]
    blocks: list[Block] = list(opening)
    if len(steps) > 1:
        count = words.phrase("step_of", step=at.step + 1, steps=len(steps), about=habit.about)
        blocks.append(small_block("~step", count))
    if step.says:
        blocks.append(section_block("~says", step.says))
    if missing:
        blocks.append(small_block("~missing", missing))
    not_yet = _not_yet(step.questions, notes or {}, words)
    blocks += not_yet
    for question in step.questions:
        answer = answers.get(question.id)
        if question.kind == "lines":
            blocks += line_blocks(question, answer, words, known, today)
        else:
            blocks += asked(question, answer, words, needed, block_of(question.id, at.fresh), names)
        if notes and question.id in notes:
            blocks.append(small_block(f"{question.id}~note", f":warning: {notes[question.id]}"))
    blocks += [block | {"block_id": "~not_yet.end"} for block in not_yet]  # where the finger is, on a long form
    if at.step:
        blocks.append(_back(words))
    return {
        "type": "modal",
        "callback_id": "form",
        "private_metadata": at.dumps(),
        "title": plain(step.title),
        "submit": plain(_submit(habit, at, len(steps), words)),
        "close": plain(words.plain("cancel")),
        "blocks": blocks,
    }


def line_view(
    at: Where, question: Question, line: Answers, words: Words, needed: frozenset[str], names: Mapping[str, str]
) -> View:
    """One line of a repeated question (an outcome, a promise, a risk), in a modal of its own above the form.

    One without an id is still to be added. `names` as in `step_view`.
    """
    blocks = [
        block for inner in question.line for block in asked(inner, line.get(inner.id), words, needed, inner.id, names)
    ]
    key = "line_edit" if LINE_ID in line else "line_add"
    return {
        "type": "modal",
        "callback_id": "line",
        "private_metadata": at.dumps(),
        "title": plain(words.plain(key, one=question.one)[:24]),
        "submit": plain(words.plain("keep")),
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


def _not_yet(questions: Sequence[Question], notes: Mapping[str, str], words: Words) -> list[Block]:
    """Says that the step was not taken, and for the sake of which questions."""
    asks = ", ".join(question.ask for question in questions if question.id in notes)
    return [section_block("~not_yet", words.phrase("not_yet", asks=asks))] if asks else []


def _back(words: Words) -> Block:
    button = {"type": "button", "action_id": BACK, "text": plain(words.plain("back"))}
    return {"type": "actions", "block_id": "~back", "elements": [button]}


def _submit(habit: Habit, at: Where, steps: int, words: Words) -> str:
    """What is written on the button: to the next step, to send the whole, or the move's own name."""
    if at.move and at.move != FORM_MOVE:
        return habit.moves[at.move].button or words.plain("send", habit=habit.name)
    return words.plain("send" if at.step == steps - 1 else "next", habit=habit.name)
