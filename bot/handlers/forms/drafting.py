"""A form between two gestures: what is filled in so far, kept on our side, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot import deeds, modals
from bot.blueprint import Blueprint, Habit, Question
from bot.deeds import Gesture
from bot.handlers.door import Door
from bot.modals import Where
from bot.office import Office
from bot.rules import score, starts, submission
from bot.rules.allowed import may_read_answer
from bot.rules.facts import Account, Answers, Draft, Person, Record
from bot.store import accounts, drafts, people, records
from bot.store.engine import reading, writing


def filled(office: Office, connection: Connection, view: Mapping[str, Any], gesture: Gesture, step: int) -> Draft:
    """The draft with what the form holds now, to go on at `step`; a form's first gesture begins one."""
    at = modals.where(view)
    habit = office.blueprint.habits[at.habit]
    before = drafts.get(connection, office.workspace, at.draft)
    steps = habit.form_of(at.move or None)
    every = [question for step in steps for question in step.questions]
    answers = dict(before.answers) if before else starts.started(every, gesture.actor, gesture.today)
    questions = steps[at.step].questions
    answers |= modals.step_answers(questions, view["state"]["values"], at.fresh)
    answers |= {
        question.id: modals.lines_answer(question, view["state"]["values"], answers.get(question.id))
        for question in questions
        if question.kind == "lines"
    }
    if chosen := chosen_account(office, connection, answers):
        answers |= of_account(office.blueprint, habit, chosen)
    if before:
        return replace(before, author=gesture.actor, step=step, answers=answers, changed_at=gesture.at)
    return Draft(
        workspace=office.workspace,
        key=at.draft,
        habit=at.habit,
        author=gesture.actor,
        step=step,
        answers=answers,
        record=at.record,
        changed_at=gesture.at,
        move=at.move or None,
        number=at.number,
    )


def kept(door: Door, view: Mapping[str, Any], gesture: Gesture, back: int = 0) -> Draft:
    """Save what the form holds now and return the whole draft, so many steps `back` from where it stands.

    What was sent already is no draft any more, and is not saved.
    """
    office = door.office
    with writing(office.memory) as connection:
        draft = filled(office, connection, view, gesture, modals.where(view).step - back)
        if not sent_before(connection, office, draft):
            drafts.save(connection, draft)
    return draft


def stored(door: Door, key: str) -> Draft | None:
    """The draft of this key, as it was last kept."""
    with reading(door.office.memory) as connection:
        return drafts.get(connection, door.office.workspace, key)


def sent_before(connection: Connection, office: Office, draft: Draft) -> Record | None:
    """What became of a form that was sent already: its receipt may have been lost on the way."""
    if draft.move is None:
        return deeds.submitted(connection, office, draft.habit, draft.key)
    assert draft.record is not None  # a move is made on a record,
    assert draft.number is not None  # as it stood when its form was begun
    return deeds.moved(connection, office, draft.habit, draft.record, draft.move, draft.number, draft.author)


def of_account(blueprint: Blueprint, habit: Habit, account: Account) -> dict[str, Any]:
    """What a form holds of the account it is about: its name is ours, not the menu's, in which Slack escapes signs
    (github.com/slackapi/bolt-python/issues/513); its tier, where the form does not ask for one, its own."""
    answers: dict[str, Any] = {"account": {"id": account.id, "name": account.name}}
    if not any(question.id == "tier" for question in habit.questions):
        answers["tier"] = account.tier or blueprint.tiers[-1].id
    return answers


def chosen_account(office: Office, connection: Connection, answers: Answers) -> Account | None:
    """The account that these answers are about; None while none is chosen, and for a new one."""
    answer = answers.get("account") or {}
    return accounts.get(connection, office.workspace, answer["id"]) if "id" in answer else None


def view_of(door: Door, draft: Draft, step: int, *, fresh: int = 0, **how: Any) -> modals.View:
    """A step of the form as this draft has it; the last one where the form had more steps when it was left."""
    habit = door.office.blueprint.habits[draft.habit]
    step = min(step, len(habit.form_of(draft.move)) - 1)
    at = Where(
        habit=habit.id,
        draft=draft.key,
        step=step,
        fresh=fresh,
        record=draft.record,
        number=draft.number,
        move=draft.move or "",
    )
    questions = habit.form_of(draft.move)[step].questions
    return modals.step_view(
        habit,
        at,
        draft.answers,
        door.office.words,
        needed=needed_of(door.office, questions, draft),
        known=_in_lines(door.office, questions, draft),
        today=draft.changed_at.date(),
        names=names_of_contacts(door.office, questions, draft),
        missing=_missing(door.office, habit, draft, step) if draft.move is None else "",
        **how,
    )


def needed_of(office: Office, questions: Sequence[Question], draft: Draft | None) -> frozenset[str]:
    """Which of these questions cannot be left empty, for the tier of this draft."""
    tier = draft.answers.get("tier") if draft else None
    return submission.required(questions, tier, office.blueprint.tier_ids)


def names_of_contacts(office: Office, questions: Sequence[Question], draft: Draft) -> dict[str, str]:
    """The people of the account whom these questions offer to choose, by the id under which each is known, as far as
    whoever fills the form may read who they are. A name ends at the first comma: title and mail come behind it."""
    offered = {choice.value for question in questions for choice in question.choices}
    known = {id: one for id, one in office.blueprint.known_of_accounts.items() if id in offered}
    if not known:
        return {}
    with reading(office.memory) as connection:
        account = _account_of(office, connection, draft)
        held = accounts.roles_of(connection, office.workspace, account.id) if account else {}
    facts = account.facts if account else {}
    open_to_them = [id for id, question in known.items() if may_read_answer(question, draft.author, held)]
    return {id: name for id in open_to_them if (name := str(facts.get(id) or "").partition(",")[0].strip())}


def question_of(habit: Habit, at: Where) -> Question:
    """The repeated question whose lines are changed at this place."""
    return next(q for step in habit.form_of(at.move or None) for q in step.questions if q.id == at.question)


def _account_of(office: Office, connection: Connection, draft: Draft) -> Account | None:
    """The account that a draft is about: that of its record, else the one that is chosen."""
    record = records.get(connection, office.workspace, draft.record) if draft.record else None
    if record is not None:
        return accounts.get(connection, office.workspace, record.account)
    return chosen_account(office, connection, draft.answers)


def _in_lines(office: Office, questions: Sequence[Question], draft: Draft) -> dict[str, Person]:
    """The people whom the lines of these questions name."""
    named = submission.people_named([question for question in questions if question.kind == "lines"], draft.answers)
    if not named:
        return {}
    with reading(office.memory) as connection:
        return people.known(connection, office.workspace, named)


def _missing(office: Office, habit: Habit, draft: Draft, step: int) -> str:
    """What the form still lacks, in this step by name and in the others by number, and how it scores."""
    found = score.judged(habit, draft.answers, office.blueprint.tier_ids)
    if found is None:
        return ""
    tier = draft.answers.get("tier") or ""
    if not found.missing:
        return office.words.phrase("nothing_missing", tier=tier, score=found.score, most=found.most)
    asked = {question.id: question.ask for question in habit.steps[step].questions}
    here = [asked[id] for id in found.missing if id in asked]
    return office.words.phrase(
        "still_missing",
        tier=tier,
        here=", ".join(here),
        elsewhere=len(found.missing) - len(here),
        score=found.score,
        most=found.most,
    )
