"""Which move a person may make on a record, and what follows when the record enters its new state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.blueprint import Blueprint, Habit, Item, Move, Span, Tell
from bot.rules.allowed import why_not_move
from bot.rules.days import due_day, local_day
from bot.rules.facts import ACCOUNT_CHANNEL, Account, Answers, Message, Person, Record
from bot.rules.submission import roles_in


@dataclass(frozen=True)
class Refusal:
    """Why a gesture is not carried out: a phrase and its facts."""

    phrase: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewTask:
    """A checklist item with its owner and day: `key` is the item's id, whose words the blueprint holds."""

    key: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class Following:
    """All that follows when a record enters a state; each part is written in the transaction of the move itself.

    `binds` is a channel to bind the account to; `wants_channel` says that one is to be created.
    """

    roles: Mapping[str, str]
    binds: str | None
    wants_channel: bool
    tasks: tuple[NewTask, ...]
    messages: tuple[Message, ...]


def people_of(habit: Habit, record: Record) -> dict[str, str]:
    """Role to person on this record: those the form names; who opened it is its AE unless the form says otherwise."""
    return {"author": record.opened_by} | roles_in(habit.questions, record.answers)


def why_not(habit: Habit, move: Move, record: Record, actor: str, number: int | None) -> Refusal | None:
    """Why `actor` may not make `move` on `record`, or None when they may.

    `number` is the count of entries that the pressed button was drawn for; a button of an older one has moved on.
    """
    state = habit.states[record.state]
    if record.state not in move.sources or (number is not None and number != record.number):
        return Refusal("moved_on", {"state": state.id, "says": state.says, "changed_at": record.changed_at})
    roles = people_of(habit, record)
    phrase = why_not_move(move, actor, roles)
    if phrase is None:
        return None
    return Refusal(phrase, {"button": move.button, "person": roles.get(move.by, ""), "role": move.by})


def entering(
    blueprint: Blueprint,
    record: Record,
    account: Account,
    people: Mapping[str, Person],
    actor: str,
    now: datetime,
    move: Answers | None = None,
) -> Following:
    """What follows now that `record` has entered its state, `actor` having brought it there.

    `move` holds the answers to the move's own form (why it was returned); the messages carry them.
    """
    habit = blueprint.habits[record.habit]
    step = habit.on.get(record.state)
    if step is None:
        return Following({}, None, False, (), ())
    roles = people_of(habit, record)
    plan = step.channel
    named = next((record.answers.get(q.id) for q in habit.questions if q.kind == "channel"), None)
    return Following(
        roles={role: roles[role] for role in step.roles if role in roles},
        binds=named if plan and not account.channel else None,
        wants_channel=plan is not None and not account.channel and not named,
        tasks=_tasks(blueprint, habit, record, roles, people, now),
        messages=(
            *(_message(blueprint, record, tell, roles, actor, move) for tell in step.tell if _known(tell, roles)),
            *(_settled(record, words, actor, move) for words in step.settles),
        ),
    )


def turn_due(blueprint: Blueprint, record: Record, people: Mapping[str, Person]) -> date | None:
    """The day by which whoever's turn it is should have moved, in their own zone; None when the state sets no limit."""
    habit = blueprint.habits[record.habit]
    state = habit.states[record.state]
    if state.turn is None or state.within_working_days is None:
        return None
    holder = people.get(people_of(habit, record).get(state.turn, ""))
    start = local_day(record.changed_at, holder.zone if holder else "UTC")
    return due_day(start, Span(state.within_working_days, working=True), blueprint.calendar)


def is_still_due(message: Message, habit: Habit, record: Record) -> bool:
    """Whether a decided message still says something true; a request to move is moot once the record has moved on."""
    asks = any(button in habit.moves for button in message.buttons)
    return not asks or message.facts.get("number") == record.number


def _tasks(
    blueprint: Blueprint,
    habit: Habit,
    record: Record,
    roles: Mapping[str, str],
    people: Mapping[str, Person],
    now: datetime,
) -> tuple[NewTask, ...]:
    checklist = habit.checklist
    if checklist is None or record.state not in checklist.starts:
        return ()

    def task(item: Item) -> NewTask:
        owner = roles[item.who]
        start = local_day(now, people[owner].zone if owner in people else "UTC")
        return NewTask(item.id, owner, due_day(start, item.due[record.answers["tier"]], blueprint.calendar))

    return tuple(task(item) for item in checklist.items if item.who in roles)


def _known(tell: Tell, roles: Mapping[str, str]) -> bool:
    return tell.to == ACCOUNT_CHANNEL or tell.to in roles


def _message(
    blueprint: Blueprint, record: Record, tell: Tell, roles: Mapping[str, str], actor: str, move: Answers | None
) -> Message:
    to = tell.to if tell.to == ACCOUNT_CHANNEL else roles[tell.to]
    interrupts = f"{record.habit}/{tell.message}" in blueprint.calendar.interrupts
    return Message(
        key=f"{record.habit}/{record.id}/{tell.message}/{record.number}/{tell.to}",
        to=to,
        habit=record.habit,
        words=tell.message,
        account=record.account,
        record=record.id,
        actor=actor,
        buttons=tell.buttons,
        # A channel has no working hours, and an answer to one's own gesture is not an interruption.
        at_once=interrupts or to in (ACCOUNT_CHANNEL, actor),
        facts={"number": record.number, "move": dict(move or {})},
    )


def _settled(record: Record, words: str, actor: str, move: Answers | None) -> Message:
    """An earlier message of this record, put into its last words where it stands: an edit makes no sound."""
    return Message(
        key=f"{record.habit}/{record.id}/{words}/{record.number}/settled",
        to=actor,
        habit=record.habit,
        words=f"{words}_settled",
        account=record.account,
        record=record.id,
        actor=actor,
        replaces=words,
        at_once=True,
        facts={"number": record.number, "move": dict(move or {})},
    )
