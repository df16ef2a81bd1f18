"""Where things stand for somebody: the lines and buttons that Home, a brief and a status share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from bot import picture
from bot.blueprint import ANYONE, AUTHOR, Confirm, Habit, State
from bot.modals import CONTINUE_DRAFT
from bot.office import Office
from bot.rules.days import local_day
from bot.rules.facts import Draft, Record, Task
from bot.rules.moves import holder_of_turn, why_not
from bot.store import accounts, drafts, records
from bot.store.records import Turn
from bot.words import (
    TASK_DONE,
    Block,
    Button,
    Words,
    buttons_block,
    header_block,
    section_block,
    small_block,
)

Item = list[Block]
"""The blocks of one thing in a list."""
Place = tuple[int, int]
"""A record's id and its account's."""
Thing = TypeVar("Thing")

DISCARD_DRAFT = "discard_draft"
BRIEF = "brief"
"""The action_id of an account's button is "brief:<account id>", so that several can stand in one row."""


def waiting_for(office: Office, connection: Connection, person: str, habits: Iterable[Habit]) -> tuple[Place, ...]:
    """The open records of these habits whose turn is this person's, the longest unchanged first."""
    turns = [(habit, state, state.turn) for habit, state in _open_states(habits) if state.turn]
    return _taken_part_in(office, connection, person, turns)


def taking_part_in(office: Office, connection: Connection, person: str, habits: Iterable[Habit]) -> tuple[Place, ...]:
    """The open records of these habits in which this person has any role, the longest unchanged first."""
    every = [(habit, state, role) for habit, state in _open_states(habits) for role in habit.all_roles]
    return _taken_part_in(office, connection, person, every)


def record_item(
    office: Office,
    connection: Connection,
    record: Record,
    person: str,
    now: datetime,
    phrase: str,
    *,
    moves: bool = True,
) -> Item:
    """Where a record stands, in a phrase of the facts `habit account says turn due changed_at`, and what this person
    may press there; without `moves` it can only be read."""
    habit = office.blueprint.habits[record.habit]
    held = accounts.roles_of(connection, office.workspace, record.account)
    facts = picture.of_record(connection, office.workspace, office.blueprint, record, record.opened_by, now)
    text = office.words.phrase(
        phrase,
        habit=habit.name,
        account=facts["account"]["name"],
        says=office.words.state(habit.id, record.state, facts),
        turn=_turn(office.words, habit, record, facts, holder_of_turn(habit, record, held), person),
        due=facts["due"],
        changed_at=facts["changed_on"],
        sent_on=facts["sent_on"],
    )
    read = office.words.read_button(record.id)
    read = replace(read, label=f"{read.text}: {habit.name}, {facts['account']['name']}")
    pack = [office.words.pack_button(record.id)] if habit.pack else []
    offered = _offered(office.words, habit, record, held, person) if moves else ()
    buttons = [*offered, *pack, read]
    return [section_block(f"record.{record.id}", text), buttons_block(f"record.{record.id}.do", buttons)]


def task_button(words: Words, task: Task) -> Button:
    """Done, or for a promise Kept; a screen reader hears of what."""
    text = words.plain("kept" if task.promise else "done")
    return Button(TASK_DONE, text, str(task.id), label=f"{text}: {task.do}")


def drafts_of(office: Office, connection: Connection, person: str) -> list[Draft]:
    """A person's drafts, the latest first, of those forms that the blueprints still have."""
    return [draft for draft in drafts.of(connection, office.workspace, person) if _has_form(office, draft)]


def draft_item(office: Office, connection: Connection, draft: Draft, zone: str) -> Item:
    """A draft, to be gone on with or discarded."""
    words = office.words
    sure = Confirm(
        words.plain("discard_sure"), words.plain("discard_lost"), words.plain("discard"), words.plain("discard_not")
    )
    buttons = [
        Button(CONTINUE_DRAFT, words.plain("continue"), draft.key),
        Button(DISCARD_DRAFT, words.plain("discard"), draft.key, confirm=sure),
    ]
    return [
        section_block(f"draft.{draft.key}", draft_sentence(office, connection, draft, zone)),
        buttons_block(f"draft.{draft.key}.do", buttons),
    ]


def draft_sentence(office: Office, connection: Connection, draft: Draft, zone: str) -> str:
    """One line that tells a draft from another: the account, how far it went, and when it was last touched."""
    habit = office.blueprint.habits[draft.habit]
    steps = habit.form_of(draft.move)
    return office.words.phrase(
        "draft_move_line" if draft.move else "draft_line",
        form=steps[0].title,
        habit=habit.name,
        account=_account_of(office, connection, draft),
        step=draft.step + 1,
        steps=len(steps),
        saved_on=local_day(draft.changed_at, zone),
        sent_on=local_day(office.clock(), zone),
    )


def listed(words: Words, phrase: str, things: Sequence[Thing], most: int, item: Callable[[Thing], Item]) -> Item:
    """A list under its heading; of more than `most` things it says how many are left out. Nothing for no things.

    `item` is asked only for what is shown.
    """
    if not things:
        return []
    blocks = [header_block(f"{phrase}.head", words.plain(phrase, count=len(things)))]
    blocks += [block for thing in things[:most] for block in item(thing)]
    if len(things) > most:
        blocks.append(small_block(f"{phrase}.more", words.phrase("and_more", count=len(things) - most)))
    return blocks


def role_name(office: Office, role: str) -> str:
    """A role as a form that asks for it calls it."""
    asked = (habit.roles[role].ask for habit in office.blueprint.habits.values() if role in habit.roles)
    return next(asked, role.replace("_", " ").capitalize())


def _open_states(habits: Iterable[Habit]) -> Iterator[tuple[Habit, State]]:
    return ((habit, state) for habit in habits for state in habit.states.values() if not state.settles)


def _taken_part_in(
    office: Office, connection: Connection, person: str, wanted: Sequence[tuple[Habit, State, str]]
) -> tuple[Place, ...]:
    by_form: list[Turn] = [(h.id, s.id, role) for h, s, role in wanted if role == AUTHOR or role in h.roles]
    by_account: list[Turn] = [(h.id, s.id, role) for h, s, role in wanted if role in h.team and role not in h.roles]
    return records.taken_part_in(connection, office.workspace, person, by_form, by_account)


def _turn(words: Words, habit: Habit, record: Record, facts: picture.Facts, holder: str | None, person: str) -> str:
    """Whose turn it is until when, as plain text; "" where nobody has the ball."""
    role = habit.states[record.state].turn
    if role is None or holder is None:
        return ""
    if holder == person:
        return words.plain("turn_yours", due=facts["due"], sent_on=facts["sent_on"])
    return words.plain("turn_of", person=facts[role]["name"], due=facts["due"], sent_on=facts["sent_on"])


def _offered(words: Words, habit: Habit, record: Record, held: dict[str, str], person: str) -> Iterator[Button]:
    """The moves that are this person's to make; what anyone may do is offered to whoever's turn it is."""
    is_theirs = holder_of_turn(habit, record, held) == person
    for move in habit.moves_from(record.state):
        may = is_theirs or move.by != ANYONE
        if move.button and may and why_not(habit, move, record, held, person, record.number) is None:
            yield words.move_button(habit, move, record.id, record.number)


def _has_form(office: Office, draft: Draft) -> bool:
    habit = office.blueprint.habits.get(draft.habit)
    move = habit.moves.get(draft.move) if habit and draft.move else None
    return habit is not None and (draft.move is None or (move is not None and move.form is not None))


def _account_of(office: Office, connection: Connection, draft: Draft) -> str:
    answer = draft.answers.get("account") or {}
    if name := answer.get("name") or answer.get("new"):
        return str(name)
    record = records.get(connection, office.workspace, draft.record) if draft.record else None
    account = accounts.get(connection, office.workspace, record.account) if record else None
    return account.name if account else ""
