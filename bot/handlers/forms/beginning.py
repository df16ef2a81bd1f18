"""What a form begins with: what is known of an account, what a move starts as, what was answered before."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection

from bot import deeds
from bot.blueprint import FORM_MOVE, GAPS, Habit
from bot.deeds import Gesture
from bot.handlers.forms.drafting import of_account
from bot.office import Office
from bot.rules import score, starts
from bot.rules.allowed import may_read_answer
from bot.rules.days import due_day, local_day
from bot.rules.facts import Account, Answers, Draft, Person, Record
from bot.rules.moves import people_of
from bot.store import accounts, drafts, people
from bot.store.engine import writing


def new_draft(office: Office, habit: Habit, actor: Person, answers: Answers, link: str, known: bool) -> Draft:
    """A draft with what is there before the first answer; it is kept at once when that could not be typed again."""
    if link:
        answers = {**answers, "started_from": link}
    draft = Draft(office.workspace, uuid.uuid4().hex, habit.id, actor.id, 0, answers, None, office.clock())
    if link or (known and _is_beyond_a_view(habit, answers)):
        with writing(office.memory) as connection:
            drafts.save(connection, draft)
    return draft


def known_of(
    office: Office, connection: Connection, habit: Habit, account: Account, answers: Answers, gesture: Gesture
) -> dict[str, Any]:
    """What of a habit's form is known of an account, beside what is answered: its roles, its facts, tier and channel;
    and the lines that its tier begins with.

    Only what whoever fills it may read: a form that anybody can open is no way to its people's personal details.
    Whoever sells does not hand over to themselves: an owner who is the account executive here is left to be named.
    """
    held = accounts.roles_of(connection, office.workspace, account.id)
    known: dict[str, Any] = dict(account.facts)
    known |= {question.id: held[role] for role, question in habit.roles.items() if role in held}
    known |= {question.id: account.channel for question in habit.questions if question.kind == "channel"}
    known["tier"] = account.tier
    if known.get("owner") and known.get("owner") == (answers.get("ae") or known.get("ae")):
        del known["owner"]
    tier = account.tier or office.blueprint.tiers[-1].id
    known |= starts.begun(habit.questions, tier, gesture.actor, gesture.today, office.blueprint.calendar)
    asked = {question.id for question in habit.questions if may_read_answer(question, gesture.actor, held)}
    fresh = {id: value for id, value in known.items() if id in asked and not answers.get(id) and value}
    return {**fresh, **of_account(office.blueprint, habit, account)}


def new_move(
    office: Office, connection: Connection, habit: Habit, record: Record, move: str, number: int, gesture: Gesture
) -> Draft:
    questions = habit.form_of(move)[0].questions
    answers = {"tier": record.answers["tier"], **starts.started(questions, gesture.actor, gesture.today)}
    for question in questions:
        if question.starts_as == GAPS:
            answers[question.id] = _gaps(office, connection, habit, record) or None
    key = _key_again(record, gesture, move)
    return Draft(office.workspace, key, habit.id, gesture.actor, 0, answers, record.id, gesture.at, move, number)


def begun_again(office: Office, record: Record, gesture: Gesture) -> Draft:
    """A person's draft that fills a returned record again: the one they began, else a new one, kept at once."""
    draft = deeds.draft_of_returned(record, gesture.actor, _key_again(record, gesture, FORM_MOVE), gesture)
    with writing(office.memory) as connection:
        begun = drafts.get(connection, office.workspace, draft.key)
        if begun is None:
            drafts.save(connection, draft)
    return begun or draft


def _is_beyond_a_view(habit: Habit, answers: Answers) -> bool:
    """Whether anything is there that the first step's own fields do not hold: lines, and what other steps ask."""
    shown = {question.id for question in habit.steps[0].questions if question.kind != "lines"} | {"account", "tier"}
    return any(answer for id, answer in answers.items() if id not in shown)


def _gaps(office: Office, connection: Connection, habit: Habit, record: Record) -> list[dict[str, str]]:
    """One line for each thing the record lacks, for whoever sold it to close in the tier's time."""
    found = score.judged(habit, record.answers, office.blueprint.tier_ids)
    assert found is not None  # the loader lets only a habit with a score
    assert habit.score is not None  # start as its gaps
    held = accounts.roles_of(connection, office.workspace, record.account)
    roles = people_of(habit, record, held)
    who = roles.get("ae") or roles["author"]
    known = people.known(connection, office.workspace, [who])
    today = local_day(office.clock(), known[who].zone if who in known else "UTC")
    span = habit.score.close[record.answers["tier"]]
    return score.gap_lines(habit, found, who, due_day(today, span, office.blueprint.calendar))


def _key_again(record: Record, gesture: Gesture, move: str) -> str:
    """One draft for each person and state of a record, however often its button is pressed at the same moment."""
    return f"{record.habit}.{record.id}.{move}.{record.number}.{gesture.actor}"
