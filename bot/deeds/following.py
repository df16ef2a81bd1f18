"""What is written of a deed, and all that follows from the state it leaves a record in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot import outbox, picture
from bot.deeds.gesture import Gesture
from bot.office import Office
from bot.rules import moves
from bot.rules.days import local_day
from bot.rules.facts import Account, Answers, Entry, Record, Task
from bot.rules.moves import Following
from bot.rules.submission import people_named
from bot.store import accounts, people, records, tasks, touches


def append(
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
    """Remember what happened to a record, and return it in its new state; raises what `records.append` does."""
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
    habit = office.blueprint.habits[record.habit]
    by_form = moves.people_of(habit, replace(record, answers=answers), {})
    return records.append(
        connection, office.workspace, entry, state=state, answers=answers, after=record.number, people=by_form
    )


def follow(
    office: Office, connection: Connection, record: Record, account: Account, gesture: Gesture, move: Answers
) -> None:
    """Write all that follows from the state the record is in now; `move` are the answers to the move's own form."""
    workspace = office.workspace
    habit = office.blueprint.habits[record.habit]
    held = accounts.roles_of(connection, workspace, account.id)
    people_here = set(moves.people_of(habit, record, held).values()) | {gesture.actor}
    known = people.known(connection, workspace, people_named(habit.kept, record.answers) | people_here)
    following = moves.entering(office.blueprint, record, account, held, known, gesture.actor, gesture.at, move)
    accounts.take_roles(connection, workspace, account.id, following.roles, gesture.at)
    if following.knows:
        accounts.keep_facts(connection, workspace, account.id, following.knows, gesture.at)
    _plan_channel(office, connection, record, account, following, gesture)
    if following.takes_back:
        touches.withdraw_of_record(connection, workspace, record.id)
        tasks.withdraw_of_record(connection, workspace, record.id)
    if following.touch:
        touches.add(connection, workspace, following.touch, gesture.at)
    _add_tasks(office, connection, record, following, gesture)
    outbox.put(connection, office, following.messages, gesture.at)
    accounts.look_again(connection, workspace, [account.id], gesture.at)


def standing(office: Office, connection: Connection, record: Record, gesture: Gesture) -> dict[str, Any]:
    """Where a record stands and since when, as whoever made the gesture counts days."""
    facts = picture.of_record(connection, office.workspace, office.blueprint, record, gesture.actor, gesture.at)
    return {
        "says": office.words.state(record.habit, record.state, facts),
        "changed_at": local_day(record.changed_at, gesture.zone),
        "sent_on": gesture.today,
    }


def _plan_channel(
    office: Office, connection: Connection, record: Record, account: Account, following: Following, gesture: Gesture
) -> None:
    if following.binds:
        outbox.bind_channel(connection, office, account.id, following.binds, gesture.at, team_wanted=True)
    elif following.wants_channel:
        facts = picture.of_record(connection, office.workspace, office.blueprint, record, gesture.actor, gesture.at)
        name = office.words.channel_name(record.habit, record.state, facts)
        accounts.want_channel(connection, office.workspace, account.id, name, gesture.at)


def _add_tasks(office: Office, connection: Connection, record: Record, following: Following, gesture: Gesture) -> None:
    """A record that enters such a state again keeps the things to do that it has.

    Where an answer that says when has changed, an open one is put off, and for a done one there is another.
    """
    if not following.tasks:
        return
    there = {task.key: task for task in tasks.of_record(connection, office.workspace, record.id)}
    wanted = []
    for task in following.tasks:
        before = there.get(task.key)
        if before is None:
            wanted.append(task)
        elif not task.has_own_day or task.due_on == before.due_on:
            continue
        elif before.done_at is None:
            tasks.put_off(connection, office.workspace, before.id, task.due_on)
        else:
            wanted.append(replace(task, again=record.number))
    if not wanted:
        return
    facts = picture.of_record(connection, office.workspace, office.blueprint, record, gesture.actor, gesture.at)
    new = [
        Task(
            id=0,
            account=record.account,
            record=record.id,
            key=task.key,
            do=office.words.task(record.habit, task.item, facts, task.line),
            owner=task.owner,
            due_on=task.due_on,
            promise=task.promise,
        )
        for task in wanted
    ]
    tasks.add(connection, office.workspace, new, gesture.at)
