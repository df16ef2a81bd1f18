"""Which move a person may make on a record, and what follows when the record enters its new state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.blueprint import AUTHOR, DONE, FORM_MOVE, TASK_HOLDERS, Blueprint, Entering, Habit, Item, Move, Span, Tell
from bot.rules.allowed import why_not_move
from bot.rules.days import due_day, local_day
from bot.rules.facts import ACCOUNT_CHANNEL, LINE_ID, Account, Answers, Message, Person, Record, Touch
from bot.rules.submission import is_answered, roles_in
from bot.rules.touches import touch_of

OWN_TASKS = "own_tasks"
"""In a message's facts: of the checklist, it tells its reader only what is theirs."""


@dataclass(frozen=True)
class Refusal:
    """Why a gesture is not carried out: a phrase and its facts."""

    phrase: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewTask:
    """A checklist item with its owner and day. The blueprint holds the words of `item`; `line` is the one it is for.

    One that `has_own_day` is due when an answer says so. `again` is the entry that asked for it once more.
    """

    item: str
    owner: str
    due_on: date
    promise: bool = False
    line: Answers | None = None
    has_own_day: bool = False
    again: int | None = None

    @property
    def key(self) -> str:
        """What tells it from the record's other tasks."""
        parts = (self.item, self.line and self.line[LINE_ID], self.again)
        return "/".join(str(part) for part in parts if part)


@dataclass(frozen=True)
class Following:
    """All that follows when a record enters a state; each part is written in the transaction of the move itself.

    `knows` is what is known of the account from now on, by question, None where it is known no more; `binds` a channel
    to bind it to; `wants_channel` says that one is to be created. `touch` is the contact that the record tells of;
    `takes_back` says that it never was, and that what the record gave to do is dropped.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    knows: Answers = field(default_factory=dict)
    touch: Touch | None = None
    takes_back: bool = False
    binds: str | None = None
    wants_channel: bool = False
    tasks: tuple[NewTask, ...] = ()
    messages: tuple[Message, ...] = ()


def people_of(habit: Habit, record: Record, held: Mapping[str, str]) -> dict[str, str]:
    """Role to person on this record: whoever opened it, the account's own where the habit takes them from there
    (`held`: all roles of the account), and those the form names."""
    team = {role: held[role] for role in habit.team if role in held}
    return {AUTHOR: record.opened_by} | team | roles_in(habit.questions, record.answers)


def holder_of_turn(habit: Habit, record: Record, held: Mapping[str, str]) -> str | None:
    """Whose turn it is, or None where nobody has the ball."""
    return people_of(habit, record, held).get(habit.states[record.state].turn or "")


def why_not(
    habit: Habit, move: Move, record: Record, held: Mapping[str, str], actor: str, number: int | None
) -> Refusal | None:
    """Why `actor` may not make `move` on `record`, or None when they may.

    `number` is the count of entries that the pressed button was drawn for; a button of an older one has moved on.
    """
    state = habit.states[record.state]
    if record.state not in move.sources or (number is not None and number != record.number):
        return Refusal("moved_on", {"state": state.id, "says": state.says, "changed_at": record.changed_at})
    roles = people_of(habit, record, held)
    if phrase := why_not_move(move, actor, roles):
        return Refusal(phrase, {"button": move.button, "person": roles.get(move.by, ""), "role": move.by})
    if move.id == FORM_MOVE and actor not in {*roles.values(), *held.values()}:
        # Its form opens with all that was answered, and what is personal is for those who take part alone.
        holder = state.turn or ""
        return Refusal("not_yours_to_move", {"button": move.button, "person": roles.get(holder, ""), "role": holder})
    turn = habit.states[move.to].turn
    if turn and turn not in roles:
        return Refusal("nobody_to_turn_to", {"button": move.button, "role": turn})
    return None


def entering(
    blueprint: Blueprint,
    record: Record,
    account: Account,
    held: Mapping[str, str],
    people: Mapping[str, Person],
    actor: str,
    now: datetime,
    move: Answers | None = None,
) -> Following:
    """What follows now that `record` has entered its state, `actor` having brought it there.

    `held` maps the account's roles to people as they were before; `move` holds the answers to the move's own form (why
    it was returned), which the messages carry.
    """
    habit = blueprint.habits[record.habit]
    roles = people_of(habit, record, held)
    tasks = _tasks(blueprint, habit, record, roles, people, now)
    step = habit.on.get(record.state)
    if step is None:
        return Following(tasks=tasks)
    plan = step.channel
    named = next((record.answers.get(q.id) for q in habit.questions if q.kind == "channel"), None)
    return Following(
        roles={role: roles[role] for role in step.roles if role in roles},
        knows={id: record.answers[id] for id in step.keeps if record.answers.get(id) not in (None, "", [])}
        | (_known_no_more(habit, record, account) if step.takes_back else {}),
        touch=touch_of(step.touch, record, local_day(now, people[actor].zone), actor) if step.touch else None,
        takes_back=step.takes_back,
        binds=named if plan and not account.channel else None,
        wants_channel=plan is not None and not account.channel and not named,
        tasks=tasks,
        messages=(  # what is settled comes first: a message in the same words that is told now is not meant
            *(_settled(record, words, actor, move) for words in step.settles),
            *(
                _message(blueprint, record, tell, to, actor, move)
                for tell, to in _told(habit, step, record.answers, roles, [task.owner for task in tasks], actor)
            ),
        ),
    )


def turn_due(
    blueprint: Blueprint, record: Record, held: Mapping[str, str], people: Mapping[str, Person]
) -> date | None:
    """The day by which whoever's turn it is should have moved, in their own zone; None when the state sets no limit."""
    habit = blueprint.habits[record.habit]
    state = habit.states[record.state]
    if state.turn is None or state.within_working_days is None:
        return None
    holder = people.get(holder_of_turn(habit, record, held) or "")
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
    wanted = (item for item in checklist.items if item.unless is None or not record.answers.get(item.unless))
    made = (
        _task(blueprint, record, item, line, roles, people, now)
        for item in wanted
        for line in (record.answers.get(item.each) or () if item.each else (None,))
    )
    return tuple(task for task in made if task is not None)


def _task(
    blueprint: Blueprint,
    record: Record,
    item: Item,
    line: Answers | None,
    roles: Mapping[str, str],
    people: Mapping[str, Person],
    now: datetime,
) -> NewTask | None:
    """One thing to do, or None where nobody has the role, or the day was left open."""
    answers = record.answers if line is None else line
    owner = roles.get(item.who) if line is None else line.get(item.who)
    if not owner or (item.due_on and not answers.get(item.due_on)):
        return None
    if item.due_on:
        due = date.fromisoformat(answers[item.due_on])
    else:
        start = local_day(now, people[owner].zone if owner in people else "UTC")
        due = due_day(start, item.due[record.answers["tier"]], blueprint.calendar)
    return NewTask(item.id, owner, due, item.promise, line, has_own_day=item.due_on is not None and line is None)


def _known_no_more(habit: Habit, record: Record, account: Account) -> dict[str, None]:
    """What this record let be known of its account, where that is still as the record says."""
    kept = {id for step in habit.on.values() for id in step.keeps if record.answers.get(id) not in (None, "", [])}
    return {id: None for id in kept if account.facts.get(id) == record.answers[id]}


def _told(
    habit: Habit, step: Entering, answers: Answers, roles: Mapping[str, str], busy: Sequence[str], actor: str
) -> Iterator[tuple[Tell, str]]:
    """Who hears what. Whoever filled in the form, and the `busy` ones with something to do, hear as such only what they
    would not know otherwise."""
    kept = {question.id: question for question in habit.kept}
    tells = [t for t in step.tell if t.when is None or is_answered(kept[t.when], answers.get(t.when))]
    knows = {actor} | {roles[tell.to] for tell in tells if tell.to in roles and tell.to != AUTHOR}
    for tell in tells:
        if tell.to == ACCOUNT_CHANNEL:
            yield tell, ACCOUNT_CHANNEL
        elif tell.to == TASK_HOLDERS:
            yield from ((tell, person) for person in dict.fromkeys(busy) if person not in knows)
        elif tell.to in roles and (tell.to != AUTHOR or roles[AUTHOR] not in knows):
            yield tell, roles[tell.to]


def _message(blueprint: Blueprint, record: Record, tell: Tell, to: str, actor: str, move: Answers | None) -> Message:
    role = to if tell.to == TASK_HOLDERS else tell.to
    interrupts = f"{record.habit}/{tell.message}" in blueprint.calendar.interrupts
    return Message(
        key=f"{record.habit}/{record.id}/{tell.message}/{record.number}/{role}",
        to=to,
        habit=record.habit,
        words=tell.message,
        account=record.account,
        record=record.id,
        actor=actor,
        buttons=tell.buttons,
        # A channel has no working hours, and an answer to one's own gesture is not an interruption.
        at_once=interrupts or to in (ACCOUNT_CHANNEL, actor),
        facts={"number": record.number, "move": dict(move or {}), OWN_TASKS: _is_of_own_tasks(blueprint, record, tell)},
    )


def _is_of_own_tasks(blueprint: Blueprint, record: Record, tell: Tell) -> bool:
    """Whether of the checklist it tells only what is its reader's: all of it is for whoever is told first."""
    ticked_off = (one for one in blueprint.habits[record.habit].on[record.state].tell if DONE in one.buttons)
    return tell.to == TASK_HOLDERS or (DONE in tell.buttons and tell != next(ticked_off))


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
