"""The lines of a repeated question: added, edited and removed in a modal above the form."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot import modals
from bot.deeds import Gesture
from bot.handlers.door import Body, Door
from bot.handlers.forms.drafting import kept, names_of_contacts, needed_of, question_of, stored
from bot.handlers.forms.steps import redraw
from bot.modals import Where
from bot.office import Office
from bot.rules import starts, submission
from bot.rules.facts import LINE_ID, Draft
from bot.rules.moves import Refusal
from bot.store import drafts
from bot.store.engine import writing


def register(app: App, door: Door) -> None:
    """Listen for the buttons and menus of repeated questions, and for a line being sent."""

    @app.view("line")
    def line_sent(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        gesture = door.gesture(body, "modal")
        ack(**_line_sent(door, view, body, gesture))

    @app.action(modals.ADD_LINE)
    def add_line(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, "modal")
        draft = kept(door, body["view"], gesture)
        ack()
        at = replace(modals.where(body["view"]), question=body["actions"][0]["value"], line=uuid.uuid4().hex[:12])
        asked = question_of(door.office.blueprint.habits[at.habit], at).line
        new = starts.started(asked, gesture.actor, gesture.today)
        door.after(body, lambda: _push_line(door, body, at, draft, new))

    @app.action(modals.CHANGE_LINE)
    def change_line(ack: Ack, body: dict[str, Any]) -> None:
        draft = kept(door, body["view"], door.gesture(body, "modal"))
        what, question, line = body["actions"][0]["selected_option"]["value"].split(":")
        at = replace(modals.where(body["view"]), question=question, line=line)
        if what == "edit":
            there = (one for one in draft.answers[question] or () if one[LINE_ID] == line)
            door.after(body, partial(_push_line, door, body, at, draft, next(there, {})))
        else:
            fewer = _save_line(door.office, at, None) or draft
            door.after(body, lambda: redraw(door, body["view"]["id"], fewer, at))
        ack()


def _push_line(door: Door, body: Body, at: Where, draft: Draft, line: Mapping[str, Any]) -> None:
    """Open one line above the form; it is a new one where it has no id of its own yet."""
    question = question_of(door.office.blueprint.habits[at.habit], at)
    needed = needed_of(door.office, question.line, draft)
    names = names_of_contacts(door.office, question.line, draft)
    view = modals.line_view(at, question, line, door.office.words, needed, names)
    door.office.slack.call("views.push", trigger_id=body["trigger_id"], view=view)


def _line_sent(door: Door, view: Mapping[str, Any], body: Body, gesture: Gesture) -> dict[str, Any]:
    """Keep one line in the draft, close its modal, and draw the step below it again."""
    office = door.office
    at = modals.where(view)
    question = question_of(office.blueprint.habits[at.habit], at)
    line = modals.step_answers(question.line, view["state"]["values"])
    draft = stored(door, at.draft)
    known = door.people(submission.people_named(question.line, line))
    tier = draft.answers.get("tier") if draft else None
    answers = line | {"tier": tier}
    found = submission.problems(question.line, answers, known, office.blueprint.tier_ids, gesture.today)
    if found:
        told = {problem.question: Refusal(problem.phrase, problem.facts) for problem in reversed(found)}
        errors = {id: office.words.as_plain(door.sentence(refusal)) for id, refusal in told.items()}
        return {"response_action": "errors", "errors": errors}
    if draft and _is_full(draft, at):
        full = office.words.as_plain(office.words.phrase("lines_most", most=modals.MOST_LINES))
        return {"response_action": "errors", "errors": {question.line[0].id: full}}
    saved = _save_line(office, at, line)
    if saved is None:
        return {"response_action": "errors", "errors": {question.line[0].id: office.words.plain("draft_gone")}}
    door.after(body, lambda: redraw(door, view["previous_view_id"], saved, at))
    return {}


def _is_full(draft: Draft, at: Where) -> bool:
    """Whether there is no room for this line, a new one: the form was open twice."""
    lines = draft.answers.get(at.question) or ()
    return len(lines) >= modals.MOST_LINES and at.line not in {line[LINE_ID] for line in lines}


def _save_line(office: Office, at: Where, line: Mapping[str, Any] | None) -> Draft | None:
    """Put a line in its place in the draft, at the end when it is new; no line takes it out. None for a draft gone."""
    with writing(office.memory) as connection:
        draft = drafts.get(connection, office.workspace, at.draft)
        if draft is None:
            return None
        before = draft.answers.get(at.question) or []
        here = [] if line is None else [{**line, LINE_ID: at.line}]
        place = next((i for i, one in enumerate(before) if one[LINE_ID] == at.line), len(before))
        lines = [*before[:place], *here, *before[place + 1 :]]
        changed = replace(draft, answers={**draft.answers, at.question: lines or None}, changed_at=office.clock())
        drafts.save(connection, changed)
    return changed
