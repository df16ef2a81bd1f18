"""What the bot says: the templates of a blueprint, filled when they are needed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.blueprint import FORM_MOVE, Habit, Move, Part, Question
from bot.rules.facts import Answers, Person
from bot.words.dressing import dressed, read_line
from bot.words.layout import SUMMARY, TASK_DONE, Button, Piece, Said, TaskRow, cut, laid_out
from bot.words.shown import answered
from bot.words.templates import Facts, Template, facts_for, one_line
from bot.words.unasked import Unasked

COMPLETE = "complete"
"""The action_id of the button that opens a returned record's form; its value is the record's id."""
MOVE = "move"
"""The action_id of a move's button is "move:<habit>:<move>"; `picked_move` reads it back."""
READ_RECORD = "read"
"""The action_id of the button that opens the whole record; its value is the record's id."""

OPEN_PACK = "pack"
"""The action_id of the button that opens what is put together for a meeting; its value is the record's id."""

_ANSWER = Template("{{ answer }}")
_CHANNEL_NAME = 80
"""docs.slack.dev/reference/methods/conversations.create"""


def picked_move(action: Mapping[str, Any]) -> tuple[int, str, int]:
    """Which record, move and entry number a pressed button of `Words.move_button` stands for."""
    record, _, number = action["value"].partition(":")
    return int(record), str(action["action_id"].rpartition(":")[2]), int(number)


class Words(Unasked):
    """Every text of a blueprint. Facts are those that blueprints/README.md lists."""

    def state(self, habit: str, state: str, facts: Facts) -> str:
        """Where a record stands, as plain text that a phrase may take as a fact."""
        return self._of_record(habit, self._habit(habit).states[state].says, facts)

    def task(self, habit: str, item: str, facts: Facts, line: Answers | None = None) -> str:
        """What a checklist's item asks, as plain text; `line`, as stored, is the one it is for."""
        kept = self._habit(habit)
        items = {one.id: one for one in kept.checklist.items} if kept.checklist else {}
        if line is None:
            return self._of_record(habit, items[item].do, facts)
        asked = next(question for question in kept.kept if question.id == items[item].each)
        return self._of_record(habit, items[item].do, {**facts, "line": answered(asked.line, line, {})})

    def channel_name(self, habit: str, state: str, facts: Facts) -> str:
        """The name for a new account channel: small letters, digits, - and _, at most 80."""
        plan = self._habit(habit).on[state].channel
        assert plan is not None  # asked only where the blueprint wants a channel
        name = re.sub(r"[^\w-]+", "-", self._of_record(habit, plan.name, facts).lower())
        return name[:_CHANNEL_NAME].strip("-")

    def line(self, question: Question, line: Answers, known: Mapping[str, Person], sent_on: date) -> str:
        """One line of a repeated question as it is read back, in Slack's markup. `line` is the answer as stored."""
        facts = answered(question.line, line, known) | {"sent_on": sent_on}
        return read_line(question, facts_for(facts, plain=False), self._compiled)

    def read(
        self, template: str, asked: Sequence[Question], answers: Answers, known: Mapping[str, Person], facts: Facts
    ) -> str:
        """Answers as a template has them, as plain text on one line; `answers` as stored, those left out are empty.

        `facts` has `sent_on`, and whatever else the template may use.
        """
        ready = facts_for({**answered(asked, answers, known), **facts}, plain=True)
        return one_line(self._compiled[template].fill(ready, plain=True))

    def answer(self, question: Question, answer: Any, known: Mapping[str, Person], sent_on: date) -> str:
        """An answer as it is read back, in Slack's markup; each of several lines stands on one of its own."""
        if question.kind == "lines":
            lines = [answered(question.line, line, known) | {"sent_on": sent_on} for line in answer or ()]
            if answer == []:
                return question.none or ""
            return "\n".join(f"• {read_line(question, facts_for(line, plain=False), self._compiled)}" for line in lines)
        shown = answered([question], {question.id: answer}, known)[question.id]
        return _ANSWER.fill(facts_for({"answer": shown, "sent_on": sent_on}, plain=False)).strip()

    def read_button(self, record: int) -> Button:
        """The button that opens a whole record."""
        return Button(READ_RECORD, self.plain("read"), str(record))

    def pack_button(self, record: int) -> Button:
        """The button that opens what is put together for the meeting that a record is about."""
        return Button(OPEN_PACK, self.plain("pack_open"), str(record))

    def move_button(self, habit: Habit, move: Move, record: int, number: int) -> Button:
        """The button that makes a move on a record, drawn for the entry it is offered at; that of the form's own move
        opens the form."""
        assert move.button is not None  # a form's own move need not have one, and then it is never offered
        if move.id == FORM_MOVE:
            return Button(COMPLETE, move.button, str(record), move.style)
        return Button(f"{MOVE}:{habit.id}:{move.id}", move.button, f"{record}:{number}", move.style, move.confirm)

    def render(self, habit: str, message: str, facts: Facts, buttons: Sequence[Button] = ()) -> Said:
        """A message of a habit. Its tasks are those of the facts, each with a Done button until it is done."""
        kept = self._habit(habit)
        words = kept.messages[message]
        in_markup = dressed(kept, facts, self._compiled)
        in_plain = dressed(kept, facts, self._compiled, plain=True)
        pieces = [Piece(part.kind, self._rows(part, in_markup, in_plain, facts)) for part in words.parts]
        summary = cut(one_line(self._compiled[words.summary].fill(in_markup)), SUMMARY)
        return Said(summary, laid_out(message, pieces, buttons, lambda count: self.phrase("and_more", count=count)))

    def _rows(self, part: Part, in_markup: Facts, in_plain: Facts, facts: Facts) -> list[Any]:
        """The rows of one part; a text that comes out empty is left out."""
        if part.kind == "tasks":
            return [self._task_row(task, facts["sent_on"]) for task in facts["tasks"]]
        if part.kind == "heading":
            texts = [one_line(self._compiled[text].fill(in_plain, plain=True)) for text in part.texts]
        else:
            texts = [self._compiled[text].fill(in_markup).strip() for text in part.texts]
        return [row for text in texts if text for row in (text.split("\n") if part.kind == "say" else [text])]

    def _task_row(self, task: Mapping[str, Any], sent_on: date) -> TaskRow:
        id, do = str(task["id"]), one_line(task["do"])
        if task["done"]:
            return TaskRow(id, self.phrase("task_done", do=do, done_by=task["done_by"]), None)
        text = self.phrase("task_open", sent_on=sent_on, do=do, due=task["due"], owner=task["owner"])
        done = self.plain("done")
        return TaskRow(id, text, Button(TASK_DONE, done, id, label=f"{done}: {do}"))

    def _of_record(self, habit: str, text: str, facts: Facts) -> str:
        in_plain = dressed(self._habit(habit), facts, self._compiled, plain=True)
        return one_line(self._compiled[text].fill(in_plain, plain=True))

    def _habit(self, id: str) -> Habit:
        return self._blueprint.habits[id]
