"""What a person can do to a record, each deed one transaction: entry, roles, tasks and messages, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot import outbox, picture
from bot.blueprint import FORM_MOVE, Habit, Move
from bot.office import Office
from bot.rules import moves
from bot.rules.days import local_day
from bot.rules.facts import Account, Answers, Draft, Entry, Message, Record, Task
from bot.rules.moves import Following, Refusal
from bot.rules.submission import people_named
from bot.store import accounts, drafts, people, records, tasks
from bot.store.engine import reading, writing


@dataclass(frozen=True)
class Gesture:
    """Who did something, when, and on which surface (command, modal, button, home)."""

    actor: str
    at: datetime
    surface: str


def submit(office: Office, connection: Connection, draft: Draft, gesture: Gesture) -> Record | Refusal:
    """Send a filled form, in the caller's transaction: the one in which it was found to be whole.

    Whether it was sent before, `submitted` tells; whoever calls this wakes the clock afterwards.
    """
    habit = office.blueprint.habits[draft.habit]
    key = _submission_key(draft.habit, draft.key)
    account = _account(office, connection, draft.answers, gesture)
    record = _record_for(office, connection, habit, draft, account, gesture)
    if isinstance(record, Refusal):
        return record
    answers = {**draft.answers, "account": {"id": account.id, "name": account.name}}  # it is no new one any more
    moved = _append(office, connection, record, key, FORM_MOVE, habit.moves[FORM_MOVE].to, answers, {}, gesture)
    _follow(office, connection, moved, account, gesture, {})
    drafts.discard(connection, office.workspace, draft.key)
    return moved


def why_not_submit(office: Office, connection: Connection, draft: Draft, gesture: Gesture) -> Refusal | None:
    """Why the draft's account would be refused as things stand, so that nobody fills in a whole form in vain."""
    habit = office.blueprint.habits[draft.habit]
    account = _known_account(office, connection, draft.answers["account"])
    record = _open_one(office, connection, habit, account) if account else None
    if account is None or record is None:
        return None
    return _taken(office, connection, habit, draft, account, record, gesture)


def submitted(connection: Connection, office: Office, habit: str, draft: str) -> Record | None:
    """What became of a draft that was sent already, by its key."""
    return records.of_entry(connection, office.workspace, _submission_key(habit, draft))


def _submission_key(habit: str, draft: str) -> str:
    """The occasion of sending a draft, which happens once however often it is pressed."""
    return f"{habit}/submit/{draft}"


def move(
    office: Office, record_id: int, move_id: str, number: int | None, answers: Answers, gesture: Gesture
) -> Record | Refusal:
    """Make a move on a record (accept it, return it). `number` is the entry count the pressed button was drawn for."""
    with writing(office.memory) as connection:
        record = records.get(connection, office.workspace, record_id)
        if record is None:
            return Refusal("gone")
        habit = office.blueprint.habits[record.habit]
        chosen = habit.moves[move_id]
        refusal = _why_not(office, connection, habit, chosen, record, number, gesture)
        if refusal is not None:
            return refusal
        key = f"{habit.id}/{record.id}/{move_id}/{record.number}"
        facts = {"move": dict(answers)}
        moved = _append(office, connection, record, key, move_id, chosen.to, record.answers, facts, gesture)
        account = accounts.get(connection, office.workspace, record.account)
        assert account is not None  # a record's foreign key says so
        _follow(office, connection, moved, account, gesture, answers)
    office.wake()
    return moved


def why_not_move(office: Office, record: Record, move_id: str, number: int | None, gesture: Gesture) -> Refusal | None:
    """Why `move` would be refused as things stand; None when it would not."""
    habit = office.blueprint.habits[record.habit]
    with reading(office.memory) as connection:
        return _why_not(office, connection, habit, habit.moves[move_id], record, number, gesture)


def finish(office: Office, task_id: int, gesture: Gesture) -> Task | Refusal:
    """Mark a checklist task done; anyone of the account team may, and who did it is kept."""
    with writing(office.memory) as connection:
        task = tasks.get(connection, office.workspace, task_id)
        if task is None:
            return Refusal("gone")
        team = {r.person for r in accounts.roles(connection, office.workspace, [task.account])}
        if gesture.actor not in team | {task.owner}:
            return Refusal("not_your_task", {"person": task.owner})
        record = records.get(connection, office.workspace, task.record)
        assert record is not None  # a task's foreign key says so
        if tasks.finish(connection, office.workspace, task.id, gesture.actor, gesture.at):
            records.note(connection, office.workspace, _task_entry(office, record, task, gesture))
            _redraw_checklist(office, connection, record, task, gesture)
    office.wake()
    return task


def _account(office: Office, connection: Connection, answers: Answers, gesture: Gesture) -> Account:
    """The account the form names, made if it is new. Until its handoff is accepted, whoever made it owns it."""
    answer = answers["account"]
    tier = answers["tier"]
    account = _known_account(office, connection, answer)
    if account is None:
        account = accounts.create(connection, office.workspace, answer.get("new") or answer["name"], gesture.at, tier)
        both = {"owner": gesture.actor, "ae": gesture.actor}
        accounts.take_roles(connection, office.workspace, account.id, both, gesture.at)
    elif account.tier != tier:
        accounts.set_tier(connection, office.workspace, account.id, tier, gesture.at)
    return account


def _known_account(office: Office, connection: Connection, answer: Mapping[str, Any]) -> Account | None:
    if "new" in answer:
        return accounts.named(connection, office.workspace, answer["new"])
    return accounts.get(connection, office.workspace, answer["id"])


def _record_for(
    office: Office, connection: Connection, habit: Habit, draft: Draft, account: Account, gesture: Gesture
) -> Record | Refusal:
    """The record this draft goes to: the returned one it answers, or a new one where none is open."""
    record = _open_one(office, connection, habit, account)
    if record is None:
        return records.open_record(connection, office.workspace, habit.id, account.id, gesture.actor, gesture.at)
    return _taken(office, connection, habit, draft, account, record, gesture) or record


def _open_one(office: Office, connection: Connection, habit: Habit, account: Account) -> Record | None:
    """The account's record of this habit that is not settled yet."""
    known = records.of_account(connection, office.workspace, account.id)
    return next((r for r in known if r.habit == habit.id and not habit.states[r.state].settles), None)


def _taken(
    office: Office,
    connection: Connection,
    habit: Habit,
    draft: Draft,
    account: Account,
    record: Record,
    gesture: Gesture,
) -> Refusal | None:
    """Why a draft cannot go to the account's open record: it is not the one that was returned to be filled again."""
    if record.id == draft.record and record.state in habit.moves[FORM_MOVE].sources:
        return None
    facts = _standing(office, connection, record, gesture)
    since = local_day(record.opened_at, _zone(office, connection, gesture.actor))
    return Refusal("already_open", {**facts, "account": account.name, "since": since})


def _append(
    office: Office,
    connection: Connection,
    record: Record,
    key: str,
    kind: str,
    state: str,
    answers: Answers,
    facts: Mapping[str, Any],
    gesture: Gesture,
) -> Record:
    entry = Entry(
        key=key,
        at=gesture.at,
        by=gesture.actor,
        surface=gesture.surface,
        kind=kind,
        habit=record.habit,
        account=record.account,
        record=record.id,
        blueprint=office.blueprint.digest,
        facts={"answers": dict(answers), "state": state, **facts},
    )
    return records.append(connection, office.workspace, entry, state=state, answers=answers, after=record.number)


def _follow(
    office: Office, connection: Connection, record: Record, account: Account, gesture: Gesture, move: Answers
) -> None:
    """Write all that follows from the state the record is in now."""
    workspace = office.workspace
    habit = office.blueprint.habits[record.habit]
    ids = people_named(habit.questions, record.answers) | set(moves.people_of(habit, record).values()) | {gesture.actor}
    known = people.known(connection, workspace, ids)
    following = moves.entering(office.blueprint, record, account, known, gesture.actor, gesture.at, move)
    accounts.take_roles(connection, workspace, account.id, following.roles, gesture.at)
    _plan_channel(office, connection, record, account, following, gesture)
    _add_tasks(office, connection, record, following, gesture)
    outbox.put(connection, office, following.messages, known, gesture.at)


def _plan_channel(
    office: Office, connection: Connection, record: Record, account: Account, following: Following, gesture: Gesture
) -> None:
    if following.binds:
        accounts.bind_channel(connection, office.workspace, account.id, following.binds, gesture.at)
    elif following.wants_channel:
        facts = picture.of_record(connection, office.workspace, office.blueprint, record, gesture.actor, gesture.at)
        name = office.words.channel_name(record.habit, record.state, facts)
        accounts.want_channel(connection, office.workspace, account.id, name, gesture.at)


def _add_tasks(office: Office, connection: Connection, record: Record, following: Following, gesture: Gesture) -> None:
    if not following.tasks:
        return
    facts = picture.of_record(connection, office.workspace, office.blueprint, record, gesture.actor, gesture.at)
    new = [
        Task(
            id=0,
            account=record.account,
            record=record.id,
            key=task.key,
            do=office.words.task(record.habit, task.key, facts),
            owner=task.owner,
            due_on=task.due_on,
        )
        for task in following.tasks
    ]
    tasks.add(connection, office.workspace, new, gesture.at)


def _task_entry(office: Office, record: Record, task: Task, gesture: Gesture) -> Entry:
    return Entry(
        key=f"{record.habit}/{record.id}/task/{task.key}",
        at=gesture.at,
        by=gesture.actor,
        surface=gesture.surface,
        kind="task_done",
        habit=record.habit,
        account=task.account,
        record=None,
        blueprint=office.blueprint.digest,
        facts={"record": record.id, "task": task.key, "due_on": task.due_on.isoformat()},
    )


def _redraw_checklist(office: Office, connection: Connection, record: Record, task: Task, gesture: Gesture) -> None:
    """The messages that list this record's tasks show it done, wherever it was pressed."""
    habit = office.blueprint.habits[record.habit]
    starts = habit.checklist.starts if habit.checklist else ()
    for tell in (tell for state in starts for tell in habit.on[state].tell):
        if any(part.kind == "tasks" for part in habit.messages[tell.message].parts):
            redrawn = Message(
                key=f"{record.habit}/{record.id}/{tell.message}/done/{task.key}",
                to=gesture.actor,
                habit=record.habit,
                words=tell.message,
                account=record.account,
                record=record.id,
                actor=record.opened_by,
                buttons=tell.buttons,
                replaces=tell.message,
                at_once=True,
            )
            outbox.put(connection, office, [redrawn], {}, gesture.at)


def _why_not(
    office: Office,
    connection: Connection,
    habit: Habit,
    move: Move,
    record: Record,
    number: int | None,
    gesture: Gesture,
) -> Refusal | None:
    refusal = moves.why_not(habit, move, record, gesture.actor, number)
    if refusal is None or "says" not in refusal.facts:
        return refusal
    return replace(refusal, facts={**refusal.facts, **_standing(office, connection, record, gesture)})


def _standing(office: Office, connection: Connection, record: Record, gesture: Gesture) -> dict[str, Any]:
    """Where a record stands and since when, as whoever made the gesture counts days."""
    facts = picture.of_record(connection, office.workspace, office.blueprint, record, gesture.actor, gesture.at)
    zone = _zone(office, connection, gesture.actor)
    return {
        "says": office.words.state(record.habit, record.state, facts),
        "changed_at": local_day(record.changed_at, zone),
        "sent_on": local_day(gesture.at, zone),
    }


def _zone(office: Office, connection: Connection, person: str) -> str:
    known = people.known(connection, office.workspace, [person])
    return known[person].zone if person in known else "UTC"
