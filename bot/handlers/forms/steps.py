"""The steps of a form: sent, gone back from, or changed in what they ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy import Connection

from bot import deeds, modals
from bot.blueprint import FILLER, Habit, Question
from bot.deeds import Gesture
from bot.handlers.door import Body, Door
from bot.handlers.forms.beginning import known_of
from bot.handlers.forms.drafting import chosen_account, filled, kept, sent_before, stored, view_of
from bot.modals import Where
from bot.office import Office
from bot.pages import receipt
from bot.rules import score, submission
from bot.rules.facts import Answers, Draft, Person, Record
from bot.rules.moves import Refusal
from bot.rules.problem import Problem
from bot.store import drafts, people
from bot.store.engine import writing


def register(app: App, door: Door) -> None:
    """Listen for a step being sent, for its Back button, and for answers that change what is asked."""

    @app.view("form")
    def step_sent(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        gesture = door.gesture(body, "modal")
        ack(**_step_sent(door, view, gesture))

    @app.action(modals.BACK)
    def back(ack: Ack, body: dict[str, Any]) -> None:
        draft = kept(door, body["view"], door.gesture(body, "modal"), back=1)
        ack()
        door.after(body, lambda: redraw(door, body["view"]["id"], draft, modals.where(body["view"])))

    @app.action(modals.ANSWER)
    def changed(ack: Ack, body: dict[str, Any]) -> None:
        draft = kept(door, body["view"], door.gesture(body, "modal"))
        ack()
        door.after(body, lambda: redraw(door, body["view"]["id"], draft, modals.where(body["view"])))

    @app.action(modals.PICK_ACCOUNT)
    def account_chosen(ack: Ack, body: dict[str, Any]) -> None:
        before = stored(door, modals.where(body["view"]).draft)
        gesture = door.gesture(body, "modal")
        draft = kept(door, body["view"], gesture)
        ack()
        door.after(body, lambda: _fill_in(door, body, before, draft, gesture))


def redraw(door: Door, view_id: str, draft: Draft, at: Where) -> None:
    """Draw a form again where this draft left it, with what was filled in since; not when it has moved on meanwhile."""
    now = stored(door, draft.key) or draft
    if now.step == draft.step:
        door.office.slack.call("views.update", view_id=view_id, view=view_of(door, now, now.step, fresh=at.fresh))


class _Unmet(Exception):
    """People are named whom we never saw: Slack is to be asked, outside of the transaction."""

    def __init__(self, people: frozenset[str]) -> None:
        super().__init__(people)
        self.people = people


def _step_sent(door: Door, view: Mapping[str, Any], gesture: Gesture) -> dict[str, Any]:
    """Take one step of the form: save it and say what is wrong or show the next one; with the last, send the whole."""
    met: frozenset[str] = frozenset()
    while True:
        try:
            return _taken(door, view, gesture, met)
        except _Unmet as unmet:
            door.people(unmet.people)
            met |= unmet.people


def _taken(door: Door, view: Mapping[str, Any], gesture: Gesture, met: frozenset[str]) -> dict[str, Any]:
    """All of it in one transaction. Of a form that was sent already, and whose receipt was lost on its way, the receipt
    is shown again. Raises _Unmet for people who are neither known nor among the `met`."""
    office, at = door.office, modals.where(view)
    habit = office.blueprint.habits[at.habit]
    steps = habit.form_of(at.move or None)
    last = at.step + 1 == len(steps)
    with writing(office.memory) as connection:
        draft = filled(office, connection, view, gesture, at.step)
        known = _known(office, connection, [q for step in steps for q in step.questions], draft.answers, met)
        sent: Record | Refusal | None = sent_before(connection, office, draft)
        step, wrong = _looked_over(office, connection, draft, known, gesture, whole=last)
        if sent is None and last and not wrong:
            sent = _send(office, connection, draft, gesture)
        if not isinstance(sent, Record):
            draft = replace(draft, step=step if wrong or last else at.step + 1)
            drafts.save(connection, draft)
    if isinstance(sent, Record):
        office.wake()
        door.refresh(gesture.actor)
        return _receipt(door, sent, at)
    if sent is not None:
        return {"response_action": "push", "view": door.notice(sent)}
    if wrong:
        sentences = {question: door.sentence(refusal) for question, refusal in wrong.items()}
        return _marked(door, draft, replace(at, step=step), sentences, update=step != at.step)
    return {"response_action": "update", "view": view_of(door, draft, draft.step, fresh=at.fresh)}


def _known(
    office: Office, connection: Connection, questions: Sequence[Question], answers: Answers, met: frozenset[str]
) -> dict[str, Person]:
    named = submission.people_named(questions, answers)
    known = people.known(connection, office.workspace, named)
    if unmet := named - known.keys() - met:
        raise _Unmet(unmet)
    return known


def _send(office: Office, connection: Connection, draft: Draft, gesture: Gesture) -> Record | Refusal:
    if draft.move is None:
        return deeds.submit(office, connection, draft, gesture)
    assert draft.record is not None  # a move is made on a record
    moved = deeds.move_in(office, connection, draft.record, draft.move, draft.number, draft.answers, gesture)
    if isinstance(moved, Record):
        drafts.discard(connection, office.workspace, draft.key)
    return moved


def _looked_over(
    office: Office,
    connection: Connection,
    draft: Draft,
    known: Mapping[str, Person],
    gesture: Gesture,
    whole: bool,
) -> tuple[int, dict[str, Refusal]]:
    """The first step in which something is wrong, and what, by question; of a `whole` form every step is looked at.

    That the account cannot be sent in now is told at its field, before the rest is filled in for nothing.
    """
    habit = office.blueprint.habits[draft.habit]
    steps = habit.form_of(draft.move)
    for number in range(len(steps)) if whole else (draft.step,):
        questions = steps[number].questions
        wrong = _wrong(office, habit, questions, draft, known, gesture.today)
        account = next((question.id for question in questions if question.kind == "account"), None)
        if account and not wrong and not whole:
            refusal = deeds.why_not_submit(office, connection, draft, gesture)
            wrong = {account: refusal} if refusal else {}
        if wrong:
            return number, wrong
    if whole and draft.move is None:
        return _not_enough(office, habit, draft)
    return draft.step, {}


def _not_enough(office: Office, habit: Habit, draft: Draft) -> tuple[int, dict[str, Refusal]]:
    """What a form lacks that has every answer it must have, told in the step where the first of it is asked."""
    found = score.why_not_enough(habit, draft.answers, office.blueprint.tier_ids)
    for number, step in enumerate(habit.steps):
        here = [problem for problem in found if problem.question in {question.id for question in step.questions}]
        if here:
            return number, _by_question(here)
    return draft.step, {}


def _wrong(
    office: Office,
    habit: Habit,
    questions: Sequence[Question],
    draft: Draft,
    known: Mapping[str, Person],
    today: date,
) -> dict[str, Refusal]:
    """Question id to what is wrong with its answer; the first of each."""
    found = submission.problems(questions, draft.answers, known, office.blueprint.tier_ids, today)
    left_out = score.why_not_without(habit, questions, draft.answers) if draft.move is None else ()
    return _by_question([*found, *left_out])


def _by_question(found: Sequence[Problem]) -> dict[str, Refusal]:
    wrong: dict[str, Refusal] = {}
    for problem in found:
        wrong.setdefault(problem.question, Refusal(problem.phrase, problem.facts))
    return wrong


def _receipt(door: Door, record: Record, at: Where) -> dict[str, Any]:
    """What happens now, whose turn it is and until when. After a move the answer stands where its button did."""
    if at.move:
        return {"response_action": "clear"}
    view = receipt.view_for(door.office, record.opened_by, record.id, record.changed_at)
    return {"response_action": "update", "view": view}


def _marked(door: Door, draft: Draft, at: Where, wrong: Mapping[str, str], update: bool = False) -> dict[str, Any]:
    """Show what is wrong at each field; where a question has no field to mark, the step is drawn again with notes."""
    steps = door.office.blueprint.habits[draft.habit].form_of(draft.move)
    asked = {question.id: question for step in steps for question in step.questions}
    blocks = {id: modals.error_block(asked[id], draft.answers, modals.block_of(id, at.fresh)) for id in wrong}
    if not update and all(blocks.values()):
        plain = {str(blocks[id]): door.office.words.as_plain(sentence) for id, sentence in wrong.items()}
        return {"response_action": "errors", "errors": plain}
    return {"response_action": "update", "view": view_of(door, draft, at.step, fresh=at.fresh, notes=wrong)}


def _fill_in(door: Door, body: Body, before: Draft | None, draft: Draft, gesture: Gesture) -> None:
    """Fill in what is known of the account that was just chosen, in every step, beside what is answered.

    What was known of the one that was chosen `before` is not true of this one, and goes.
    """
    office, at = door.office, modals.where(body["view"])
    habit = office.blueprint.habits[draft.habit]
    with writing(office.memory) as connection:
        now = drafts.get(connection, office.workspace, draft.key)
        if now is None:  # sent or discarded meanwhile
            return
        answers = dict(now.answers)
        chosen = chosen_account(office, connection, answers)
        earlier = chosen_account(office, connection, before.answers) if before else None
        if earlier and earlier != chosen:
            fillers = {q.id: answers.get(q.id) for q in habit.questions if q.starts_as == FILLER}
            stale = known_of(office, connection, habit, earlier, fillers, gesture)
            answers = {id: answer for id, answer in answers.items() if id == "account" or answer != stale.get(id)}
        if chosen:
            answers |= known_of(office, connection, habit, chosen, answers, gesture)
        drafts.save(connection, replace(now, answers=answers))
    filled_in = answers != now.answers
    redraw(door, body["view"]["id"], draft, replace(at, fresh=at.fresh + 1) if filled_in else at)
