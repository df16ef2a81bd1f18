"""Making a move on a record: accepting it, returning it, judging it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.blueprint import Habit, Move
from bot.deeds.following import append, follow, standing
from bot.deeds.gesture import Gesture
from bot.office import Office
from bot.rules import moves
from bot.rules.facts import Answers, Record
from bot.rules.moves import Refusal
from bot.store import accounts, records
from bot.store.engine import reading, writing


def move(
    office: Office, record_id: int, move_id: str, number: int | None, answers: Answers, gesture: Gesture
) -> Record | Refusal:
    """Make a move on a record (accept it, return it). `number` is the entry count the pressed button was drawn for."""
    with writing(office.memory) as connection:
        moved = move_in(office, connection, record_id, move_id, number, answers, gesture)
    office.wake()
    return moved


def move_in(
    office: Office,
    connection: Connection,
    record_id: int,
    move_id: str,
    number: int | None,
    answers: Answers,
    gesture: Gesture,
) -> Record | Refusal:
    """`move` in the caller's transaction; whoever calls this wakes the clock afterwards."""
    record = records.get(connection, office.workspace, record_id)
    if record is None:
        return Refusal("gone")
    habit = office.blueprint.habits[record.habit]
    chosen = habit.moves[move_id]
    refusal = _why_not(office, connection, habit, chosen, record, number, gesture)
    if refusal is not None:
        return refusal
    key = _move_key(habit.id, record.id, move_id, record.number)
    asked = {question.id: answers.get(question.id) for question in chosen.form.questions} if chosen.form else {}
    facts = {"move": asked}
    moved = append(office, connection, record, key, move_id, chosen.to, _kept(chosen, record, asked), facts, gesture)
    account = accounts.get(connection, office.workspace, record.account)
    assert account is not None  # a record's foreign key says so
    follow(office, connection, moved, account, gesture, asked)
    return moved


def moved(
    connection: Connection, office: Office, habit: str, record: int, move_id: str, number: int, by: str
) -> Record | None:
    """The record on which this person made this move when it had `number` entries; None when they did not."""
    key = _move_key(habit, record, move_id, number)
    made = records.of_entry(connection, office.workspace, key)
    mine = made and any(e.key == key and e.by == by for e in records.entries_of(connection, office.workspace, made.id))
    return made if mine else None


def why_not_move(office: Office, record: Record, move_id: str, number: int | None, gesture: Gesture) -> Refusal | None:
    """Why `move` would be refused as things stand; None when it would not."""
    habit = office.blueprint.habits[record.habit]
    with reading(office.memory) as connection:
        return _why_not(office, connection, habit, habit.moves[move_id], record, number, gesture)


def _move_key(habit: str, record: int, move: str, number: int) -> str:
    """The occasion of a move: it is made once on a record as it stands."""
    return f"{habit}/{record}/{move}/{number}"


def _kept(chosen: Move, record: Record, answers: Answers) -> dict[str, Any]:
    """The record's answers from now on."""
    if chosen.form is None or not chosen.form.keeps:
        return dict(record.answers)
    return {**record.answers, **answers}


def _why_not(
    office: Office,
    connection: Connection,
    habit: Habit,
    move: Move,
    record: Record,
    number: int | None,
    gesture: Gesture,
) -> Refusal | None:
    held = accounts.roles_of(connection, office.workspace, record.account)
    refusal = moves.why_not(habit, move, record, held, gesture.actor, number)
    if refusal is None or "says" not in refusal.facts:
        return refusal
    return replace(refusal, facts={**refusal.facts, **standing(office, connection, record, gesture)})
