"""Filling a form: opening it, its steps, its lines, and sending it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy import Connection

from bot import deeds, home, modals
from bot.blueprint import FILLER, FORM_MOVE, Habit, Question
from bot.deeds import Gesture
from bot.handlers.door import Body, Door
from bot.modals import Where
from bot.office import Office
from bot.rules import search, submission
from bot.rules.days import local_day
from bot.rules.facts import Account, Answers, Draft, Person, Record
from bot.rules.moves import Refusal, turn_due
from bot.rules.search import Named
from bot.store import accounts, drafts, records
from bot.store.engine import reading, writing

_SHOWN_DRAFTS = 5
_OPTIONS = 100
"""Of one options answer (docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""


def register(app: App, door: Door) -> None:
    """Listen for everything that opens, fills or sends a form of any habit."""
    for habit in door.office.blueprint.habits.values():
        _openings(app, door, habit)

    @app.options(modals.PICK_ACCOUNT)
    def account_options(ack: Ack, body: dict[str, Any]) -> None:
        door.actor(body)
        ack(options=_account_options(door, body.get("value") or ""))

    @app.view("form")
    def step_sent(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        gesture = door.gesture(body, "modal")
        ack(**_step_sent(door, view, gesture))

    @app.view("line")
    def line_sent(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        door.actor(body)
        ack(**_line_sent(door, view, body))

    @app.action(modals.BACK)
    def back(ack: Ack, body: dict[str, Any]) -> None:
        draft = _kept(door, body["view"], door.gesture(body, "modal"))
        ack()
        at = modals.where(body["view"])
        door.after(body, lambda: _redraw(door, body["view"]["id"], draft, at.step - 1))

    @app.action(modals.ADD_LINE)
    def add_line(ack: Ack, body: dict[str, Any]) -> None:
        _kept(door, body["view"], door.gesture(body, "modal"))
        ack()
        at = replace(modals.where(body["view"]), question=body["actions"][0]["value"], line=uuid.uuid4().hex[:12])
        door.after(body, lambda: _push_line(door, body, at, {}))

    @app.action(modals.CHANGE_LINE)
    def change_line(ack: Ack, body: dict[str, Any]) -> None:
        draft = _kept(door, body["view"], door.gesture(body, "modal"))
        what, question, line = body["actions"][0]["selected_option"]["value"].split(":")
        at = replace(modals.where(body["view"]), question=question, line=line)
        if what == "edit":
            kept = (one for one in draft.answers[question] or () if one[modals.LINE_ID] == line)
            door.after(body, partial(_push_line, door, body, at, next(kept, {})))
        else:
            fewer = _save_line(door.office, at, None) or draft
            door.after(body, lambda: _redraw(door, body["view"]["id"], fewer, at.step))
        ack()

    @app.action(modals.CONTINUE_DRAFT)
    def continue_draft(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        door.after(body, lambda: _continue(door, body, actor.id, body["actions"][0]["value"]))

    @app.action(home.DISCARD_DRAFT)
    def discard_draft(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        with writing(door.office.memory) as connection:
            draft = drafts.get(connection, door.office.workspace, body["actions"][0]["value"])
            if draft is not None and draft.author == actor.id:
                drafts.discard(connection, door.office.workspace, draft.key)
        ack()
        door.refresh(actor.id)


def _openings(app: App, door: Door, habit: Habit) -> None:
    """A habit's form is opened by its command, its shortcuts, and its button in Home."""

    @app.command(habit.command)
    def command(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        typed = door.office.words.as_plain(body.get("text", "")).strip()  # what Slack escaped, as it was typed
        door.after(body, lambda: _open(door, habit, body, typed))

    @app.shortcut(f"start:{habit.id}")
    @app.shortcut(f"start_here:{habit.id}")
    @app.action(f"{home.START}:{habit.id}")
    def button(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        door.after(body, lambda: _open(door, habit, body, "", _link(body)))


def _link(body: Body) -> str:
    """The message a form was started from, by its permanent place; "" when it was not started from one."""
    if body.get("type") != "message_action":
        return ""
    return f"{body['channel']['id']}/{body['message_ts']}"


def _open(door: Door, habit: Habit, body: Body, typed: str, link: str = "") -> None:
    """Show the form: the draft or the returned record that `typed` names, else a first step with what is known."""
    office = door.office
    actor = door.actor(body)
    with reading(office.memory) as connection:
        mine = [d for d in drafts.of(connection, office.workspace, actor.id) if d.habit == habit.id]
        names = accounts.all_names(connection, office.workspace) if typed else []
        account = _account_meant(typed, [Named(id, name) for id, name, _ in names])
        returned = _returned(office, connection, habit, account)
    draft = next((d for d in mine if account and _same_account(d, account)), None)
    offered = [] if draft or returned else mine[:_SHOWN_DRAFTS]
    if draft is None:
        tier = next((tier for id, _, tier in names if account and id == account.get("id")), None)
        draft = _new_draft(office, habit, actor, account, tier, returned, link)
    lines = [(d.key, home.draft_sentence(office, d, actor.zone)) for d in offered]
    view = _view(door, draft, draft.step, opening=modals.draft_blocks(lines, office.words))
    office.slack.call("views.open", trigger_id=body["trigger_id"], view=view)


def _new_draft(
    office: Office,
    habit: Habit,
    actor: Person,
    account: dict[str, Any] | None,
    tier: str | None,
    returned: Record | None,
    link: str,
) -> Draft:
    """A draft with what is known before the first answer; it is kept at once when that could not be typed again."""
    answers: dict[str, Any] = {q.id: actor.id for q in habit.questions if q.starts_as == FILLER}
    if account:
        answers["account"] = account
    if tier:
        answers["tier"] = tier
    if link:
        answers["started_from"] = link
    if returned:
        answers = dict(returned.answers)
    record = returned.id if returned else None
    draft = Draft(office.workspace, uuid.uuid4().hex, habit.id, actor.id, 0, answers, record, office.clock())
    if returned or link:
        with writing(office.memory) as connection:
            drafts.save(connection, draft)
    return draft


def _returned(office: Office, connection: Connection, habit: Habit, account: dict[str, Any] | None) -> Record | None:
    """The account's record that is waiting to be filled again, if there is one."""
    if account is None or "id" not in account:
        return None
    mine = (r for r in records.of_account(connection, office.workspace, account["id"]) if r.habit == habit.id)
    return next((r for r in mine if r.state in habit.moves[FORM_MOVE].sources), None)


def _account_meant(typed: str, known: list[Named]) -> dict[str, Any] | None:
    """What the words after the command name: an account we have, a new one, or nothing sure enough to fill in."""
    if not typed:
        return None
    if one := search.meant(typed, known):
        return {"id": one.id, "name": one.name}
    return None if search.found(typed, known, most=1) else {"new": typed}


def _same_account(draft: Draft, account: Mapping[str, Any]) -> bool:
    """By name: an account that was new when the draft was begun may be there by now."""
    return search.key_of(_name(draft.answers.get("account") or {})) == search.key_of(_name(account))


def _name(account: Mapping[str, Any]) -> str:
    return str(account.get("name") or account.get("new") or "")


def _account_options(door: Door, typed: str) -> list[dict[str, Any]]:
    office = door.office
    with reading(office.memory) as connection:
        known = [Named(id, name) for id, name, _ in accounts.all_names(connection, office.workspace)]
    likely = search.found(typed, known, most=_OPTIONS - 1)
    options = [modals.account_option({"id": a.id, "name": a.name}, office.words) for a in likely]
    exact = any(search.key_of(a.name) == search.key_of(typed) for a in likely)
    if typed.strip() and not exact:
        options.append(modals.account_option({"new": typed.strip()}, office.words))
    return options


def _step_sent(door: Door, view: Mapping[str, Any], gesture: Gesture) -> dict[str, Any]:
    """Take one step of the form: save it and say what is wrong or show the next one; with the last, send the whole.

    All of it is one transaction. Of a form that was sent already, and whose receipt was lost on its way, the receipt is
    shown again.
    """
    office, at = door.office, modals.where(view)
    habit = office.blueprint.habits[at.habit]
    last = at.step + 1 == len(habit.steps)
    with reading(office.memory) as connection:
        answers = _filled(office, connection, view, gesture, at.step).answers
    known = door.people(submission.people_named(habit.questions, answers))
    with writing(office.memory) as connection:
        sent: Record | Refusal | None = deeds.submitted(connection, office, at.habit, at.draft)
        draft = _filled(office, connection, view, gesture, at.step)
        step, wrong = _looked_over(office, connection, draft, known, gesture, whole=last)
        if sent is None and last and not wrong:
            sent = deeds.submit(office, connection, draft, gesture)
        if not isinstance(sent, Record):
            draft = replace(draft, step=step if wrong or last else at.step + 1)
            drafts.save(connection, draft)
    if isinstance(sent, Record):
        office.wake()
        door.refresh(gesture.actor)
        return _receipt(door, habit, sent, known)
    if sent is not None:
        return {"response_action": "push", "view": door.notice(sent)}
    if wrong:
        sentences = {question: door.sentence(refusal) for question, refusal in wrong.items()}
        return _marked(door, draft, step, sentences, update=step != at.step)
    return {"response_action": "update", "view": _view(door, draft, draft.step)}


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
    steps = office.blueprint.habits[draft.habit].steps
    for number in range(len(steps)) if whole else (draft.step,):
        questions = steps[number].questions
        wrong = _wrong(office, questions, draft.answers, known)
        account = next((question.id for question in questions if question.kind == "account"), None)
        if account and not wrong and not whole:
            refusal = deeds.why_not_submit(office, connection, draft, gesture)
            wrong = {account: refusal} if refusal else {}
        if wrong:
            return number, wrong
    return draft.step, {}


def _receipt(door: Door, habit: Habit, record: Record, known: Mapping[str, Person]) -> dict[str, Any]:
    """What happens now, whose turn it is and until when."""
    office = door.office
    holder = submission.roles_in(habit.questions, record.answers).get(habit.states[record.state].turn or "", "")
    if holder and holder not in known:  # a form sent before has no draft any more, which would name them
        known = door.people(frozenset([holder]))
    person = office.words.person(holder, known.get(holder)) if holder else ""
    said = office.words.phrase(
        "receipt",
        habit=habit.name,
        account=record.answers["account"]["name"],
        person=person,
        due=turn_due(office.blueprint, record, known) or "",
        sent_on=local_day(record.changed_at, known[holder].zone if holder in known else "UTC"),
    )
    view = modals.notice_view(office.words.plain("sent", habit=habit.name), said, office.words)
    return {"response_action": "update", "view": view}


def _wrong(
    office: Office, questions: tuple[Question, ...], answers: Answers, known: Mapping[str, Person]
) -> dict[str, Refusal]:
    """Question id to what is wrong with its answer; the first of each."""
    wrong: dict[str, Refusal] = {}
    for problem in submission.problems(questions, answers, known, office.blueprint.tier_ids):
        wrong.setdefault(problem.question, Refusal(problem.phrase, problem.facts))
    return wrong


def _marked(door: Door, draft: Draft, step: int, wrong: Mapping[str, str], update: bool = False) -> dict[str, Any]:
    """Show what is wrong at each field; where a question has no field to mark, the step is drawn again with notes."""
    habit = door.office.blueprint.habits[draft.habit]
    blocks = {id: modals.error_block(habit.question(id), draft.answers) for id in wrong}
    if not update and all(blocks.values()):
        plain = {str(blocks[id]): door.office.words.as_plain(sentence) for id, sentence in wrong.items()}
        return {"response_action": "errors", "errors": plain}
    return {"response_action": "update", "view": _view(door, draft, step, notes=wrong)}


def _draft(door: Door, key: str) -> Draft | None:
    with reading(door.office.memory) as connection:
        return drafts.get(connection, door.office.workspace, key)


def _filled(office: Office, connection: Connection, view: Mapping[str, Any], gesture: Gesture, step: int) -> Draft:
    """The draft with what the form holds now; a form's first gesture begins one."""
    at = modals.where(view)
    before = drafts.get(connection, office.workspace, at.draft)
    answers = dict(before.answers) if before else {}
    questions = office.blueprint.habits[at.habit].steps[at.step].questions
    answers |= modals.step_answers(questions, view["state"]["values"], answers)
    if chosen := _chosen_account(office, connection, answers):
        answers["account"] = {"id": chosen.id, "name": chosen.name}
    return Draft(
        workspace=office.workspace,
        key=at.draft,
        habit=at.habit,
        author=gesture.actor,
        step=step,
        answers=answers,
        record=before.record if before else at.record,
        changed_at=gesture.at,
    )


def _chosen_account(office: Office, connection: Connection, answers: Answers) -> Account | None:
    """The known account an answer stands for: its name is ours, not the menu's, in which Slack escapes signs
    (github.com/slackapi/bolt-python/issues/513)."""
    answer = answers.get("account") or {}
    return accounts.get(connection, office.workspace, answer["id"]) if "id" in answer else None


def _kept(door: Door, view: Mapping[str, Any], gesture: Gesture, step: int | None = None) -> Draft:
    """Save what the form holds now and return the whole draft. What was sent already is no draft any more."""
    office = door.office
    with writing(office.memory) as connection:
        draft = _filled(office, connection, view, gesture, modals.where(view).step if step is None else step)
        if not deeds.submitted(connection, office, draft.habit, draft.key):
            drafts.save(connection, draft)
    return draft


def _view(door: Door, draft: Draft, step: int, **how: Any) -> dict[str, Any]:
    habit = door.office.blueprint.habits[draft.habit]
    at = Where(habit=habit.id, draft=draft.key, step=step, record=draft.record)
    needed = _needed(door, habit.steps[step].questions, draft.answers.get("tier"))
    return modals.step_view(habit, at, draft.answers, door.office.words, needed=needed, **how)


def _needed(door: Door, questions: tuple[Question, ...], tier: str | None) -> frozenset[str]:
    return submission.required(questions, tier, door.office.blueprint.tier_ids)


def _redraw(door: Door, view_id: str, draft: Draft, step: int) -> None:
    door.office.slack.call("views.update", view_id=view_id, view=_view(door, draft, step))


def _push_line(door: Door, body: Body, at: Where, line: Mapping[str, Any]) -> None:
    habit = door.office.blueprint.habits[at.habit]
    question = habit.question(at.question)
    draft = _draft(door, at.draft)
    needed = _needed(door, question.line, draft.answers.get("tier") if draft else None)
    view = modals.line_view(habit, at, question, line, door.office.words, needed)
    door.office.slack.call("views.push", trigger_id=body["trigger_id"], view=view)


def _line_sent(door: Door, view: Mapping[str, Any], body: Body) -> dict[str, Any]:
    """Keep one line in the draft, close its modal, and draw the step below it again."""
    office = door.office
    at = modals.where(view)
    question = office.blueprint.habits[at.habit].question(at.question)
    line = modals.step_answers(question.line, view["state"]["values"], {})
    draft = _draft(door, at.draft)
    known = door.people(submission.people_named(question.line, line))
    tier = draft.answers.get("tier") if draft else None
    if wrong := _wrong(office, question.line, line | {"tier": tier}, known):
        errors = {id: office.words.as_plain(door.sentence(refusal)) for id, refusal in wrong.items()}
        return {"response_action": "errors", "errors": errors}
    kept = _save_line(office, at, line)
    if kept is None:
        return {"response_action": "errors", "errors": {question.line[0].id: office.words.plain("draft_gone")}}
    door.after(body, lambda: _redraw(door, view["previous_view_id"], kept, at.step))
    return {}


def _save_line(office: Office, at: Where, line: Mapping[str, Any] | None) -> Draft | None:
    """Put a line in its place in the draft, at the end when it is new; no line takes it out. None for a draft gone."""
    with writing(office.memory) as connection:
        draft = drafts.get(connection, office.workspace, at.draft)
        if draft is None:
            return None
        before = draft.answers.get(at.question) or []
        here = [] if line is None else [{**line, modals.LINE_ID: at.line}]
        place = next((i for i, one in enumerate(before) if one[modals.LINE_ID] == at.line), len(before))
        lines = [*before[:place], *here, *before[place + 1 :]]
        changed = replace(draft, answers={**draft.answers, at.question: lines or None}, changed_at=office.clock())
        drafts.save(connection, changed)
    return changed


def _continue(door: Door, body: Body, actor: str, key: str) -> None:
    """Go on with a draft: in the modal it was chosen in, or in a new one."""
    office = door.office
    draft = _draft(door, key)
    if draft is None or draft.author != actor:
        door.tell(body, office.words.phrase("draft_gone"))
        return
    view = _view(door, draft, draft.step)
    if body.get("view", {}).get("type") == "modal":
        office.slack.call("views.update", view_id=body["view"]["id"], view=view)
    else:
        office.slack.call("views.open", trigger_id=body["trigger_id"], view=view)
