"""Sending a filled form, which begins a record or goes on with a returned one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.blueprint import FORM_MOVE, Habit
from bot.deeds.following import append, follow, standing
from bot.deeds.gesture import Gesture
from bot.office import Office
from bot.rules import score
from bot.rules.days import local_day
from bot.rules.facts import Account, Answers, Draft, Record
from bot.rules.moves import Refusal
from bot.store import accounts, drafts, records


def submit(office: Office, connection: Connection, draft: Draft, gesture: Gesture) -> Record | Refusal:
    """Send a filled form, in the caller's transaction: the one in which it was found to be whole.

    Whether it was sent before, `submitted` tells; whoever calls this wakes the clock afterwards.
    """
    habit = office.blueprint.habits[draft.habit]
    account = _account(office, connection, habit, draft.answers, gesture)
    if isinstance(account, Refusal):
        return account
    record = _record_for(office, connection, habit, draft, account, gesture)
    if isinstance(record, Refusal):
        return record
    answers = _answers(office, draft.answers, account)
    sending = habit.moves[FORM_MOVE]
    state = score.state_after(sending, answers, score.judged(habit, answers, office.blueprint.tier_ids))
    key = _submission_key(draft.habit, draft.key)
    moved = append(office, connection, record, key, FORM_MOVE, state, answers, {}, gesture)
    follow(office, connection, moved, account, gesture, {})
    drafts.discard(connection, office.workspace, draft.key)
    return moved


def why_not_submit(office: Office, connection: Connection, draft: Draft, gesture: Gesture) -> Refusal | None:
    """Why the draft's account would be refused as things stand, so that nobody fills in a whole form in vain."""
    habit = office.blueprint.habits[draft.habit]
    account = _known_account(office, connection, draft.answers["account"])
    if account is None:
        return _unknown(habit, draft.answers["account"])
    record = _open_one(office, connection, habit, account, draft)
    return _taken(office, connection, habit, draft, account, record, gesture) if record else None


def submitted(connection: Connection, office: Office, habit: str, draft: str) -> Record | None:
    """What became of a draft that was sent already, by its key."""
    return records.of_entry(connection, office.workspace, _submission_key(habit, draft))


def the_one_of(office: Office, connection: Connection, habit: Habit, account: Account) -> Record | None:
    """The account's record of a habit of which it has one only: the one that is not settled yet, or whose form can be
    sent again all the same."""
    known = records.of_account(connection, office.workspace, account.id)
    again = habit.moves[FORM_MOVE].sources
    return next(
        (r for r in known if r.habit == habit.id and (r.state in again or not habit.states[r.state].settles)), None
    )


def draft_of_returned(record: Record, author: str, key: str, gesture: Gesture) -> Draft:
    """A draft that fills a returned record again, beginning with all that was answered."""
    answers = record.answers
    return Draft(record.workspace, key, record.habit, author, 0, answers, record.id, gesture.at, number=record.number)


def _submission_key(habit: str, draft: str) -> str:
    """The occasion of sending a draft, which happens once however often it is pressed."""
    return f"{habit}/submit/{draft}"


def _answers(office: Office, answers: Answers, account: Account) -> dict[str, Any]:
    """The answers as the record holds them: the account is no new one any more, and the tier is the account's own.

    An account that nobody put into a tier is looked after like those of the last.
    """
    tier = account.tier or office.blueprint.tiers[-1].id
    return {"tier": tier, **answers, "account": {"id": account.id, "name": account.name}}


def _account(
    office: Office, connection: Connection, habit: Habit, answers: Answers, gesture: Gesture
) -> Account | Refusal:
    """The account the form names, made if it is new. Until its handoff is accepted, whoever made it owns it."""
    answer = answers["account"]
    tier = answers.get("tier")
    account = _known_account(office, connection, answer)
    if account is None:
        if refusal := _unknown(habit, answer):
            return refusal
        account = accounts.create(connection, office.workspace, answer.get("new") or answer["name"], gesture.at, tier)
        both = {"owner": gesture.actor, "ae": gesture.actor}
        accounts.take_roles(connection, office.workspace, account.id, both, gesture.at)
    elif tier and account.tier != tier:
        accounts.set_tier(connection, office.workspace, account.id, tier, gesture.at)
    return account


def _unknown(habit: Habit, answer: Mapping[str, Any]) -> Refusal | None:
    """Not every habit begins with a customer nobody knows yet."""
    if habit.question("account").may_be_new:
        return None
    return Refusal("account_unknown", {"account": answer.get("new") or answer["name"]})


def _known_account(office: Office, connection: Connection, answer: Mapping[str, Any]) -> Account | None:
    """The account that was chosen; by name one that was new, or that an undone import took away and another brought."""
    chosen = accounts.get(connection, office.workspace, answer["id"]) if "id" in answer else None
    return chosen or accounts.named(connection, office.workspace, answer.get("new") or answer["name"])


def _record_for(
    office: Office, connection: Connection, habit: Habit, draft: Draft, account: Account, gesture: Gesture
) -> Record | Refusal:
    """The record this draft goes to: the returned one it answers, or a new one where none is open."""
    record = _open_one(office, connection, habit, account, draft)
    if record is None:
        return records.open_record(connection, office.workspace, habit.id, account.id, gesture.actor, gesture.at)
    return _taken(office, connection, habit, draft, account, record, gesture) or record


def _open_one(office: Office, connection: Connection, habit: Habit, account: Account, draft: Draft) -> Record | None:
    """The record in the way of a new one, or to go on with: the account's, where it has one of this habit; where it may
    have many, the one that the draft fills again."""
    if habit.many:
        return records.get(connection, office.workspace, draft.record) if draft.record else None
    return the_one_of(office, connection, habit, account)


def _taken(
    office: Office,
    connection: Connection,
    habit: Habit,
    draft: Draft,
    account: Account,
    record: Record,
    gesture: Gesture,
) -> Refusal | None:
    """Why a draft cannot go to the account's open record: it is not the one that was returned to be filled again.

    Neither can one that was begun when it was returned the time before: it knows nothing of what was sent since.
    """
    is_it = (record.id, record.account) == (draft.record, account.id) and draft.number in (None, record.number)
    if is_it and record.state in habit.moves[FORM_MOVE].sources:
        return None
    facts = standing(office, connection, record, gesture)
    since = local_day(record.opened_at, gesture.zone)
    return Refusal("already_open", {**facts, "habit": habit.name, "account": account.name, "since": since})
