"""The process as frozen values: what the files in blueprints/ mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from functools import cached_property
from typing import Any

from bot.blueprint.packs import Pack
from bot.blueprint.spans import A_DAY_OR_TWO, Span
from bot.blueprint.watches import Watch

ACCOUNT_CHANNEL = "account channel"
"""In a tell's `to`: the account's own channel."""

TASK_HOLDERS = "whoever has something to do"
"""In a tell's `to`: everybody to whom the checklist gives something, and who is told nothing else."""

ANYONE = "anyone"
"""In a move's `by`: every member of the workspace may make it."""

START = "start"
"""The state of a form that has not been sent yet; moves may start from it, no habit declares it."""

FORM_MOVE = "submit"
"""The id of the move that sending the habit's own form makes; it has no button."""

CHANNEL_TROUBLE = "channel_trouble"
"""The message to the owner when the account channel could not be made or used; every habit with a channel has it."""

NOT_DELIVERED = "not_delivered"
"""The message to the account team when somebody could not be reached; a habit may have it."""

DONE = "done"
"""In a tell's `buttons`: the Done button beside every task of the checklist."""

READ = "read"
"""In a tell's `buttons`: a button that opens the whole record."""

PACK = "pack"
"""In a tell's `buttons`, and in a watch's `offers`: a button that opens what is put together for the meeting."""

AUTHOR = "author"
"""The role of whoever opened a record; every habit has it."""

FILLER = "whoever fills the form"
"""In a person question's `starts_as`: the person who opened the form is filled in."""

GAPS = "the gaps"
"""In the `starts_as` of a lines question: one line for everything the record still misses."""

AHEAD, BEHIND = "today or later", "today or earlier"
"""In a date question's `falls`."""

BALLS = US, THEM, NOBODY = "us", "them", "nobody"
"""The answers of a touch's question for the ball: whose turn it is to write."""

MEETING = "meeting"
"""The answer of a touch's question `next_how` for a meeting that is booked."""

TODAY = "today"
"""In a date question's `starts_as`: the day it is."""

UMBRELLA = "/account"
"""The command of everything about an account; a habit may be one of its words ("/account needs")."""

SUB_COMMANDS = ("status", "help")
"""What may follow a habit's command in place of an account's name."""

UMBRELLA_WORDS = (*SUB_COMMANDS, "hours", "mine", "team", "orphans", "stale", "why", "listen", "channel")
"""What may follow the umbrella's, habits apart."""


class FieldClass(StrEnum):
    """Who may read an answer: a customer too, only us, or only those who need the personal data."""

    SHAREABLE = "shareable"
    INTERNAL = "internal"
    PERSONAL = "personal"


_STRICTNESS = tuple(FieldClass)


def strictest(classes: Iterable[FieldClass]) -> FieldClass | None:
    """The class that allows the fewest readers; None when there is none to choose from."""
    return max(classes, key=_STRICTNESS.index, default=None)


@dataclass(frozen=True)
class Tier:
    id: str
    name: str
    about: str


@dataclass(frozen=True)
class Digest:
    """The one message that a person gets on a working morning, at `at` of their own day.

    `order` are the ids of all watches, the gravest first; `most` how many things it tells. `nobody_here` is the role
    that hears what neither whose turn it is nor who stands in is there for. Who has snoozed one thing
    `still_right_after` times is asked whether it is right to go on. `reasons` are why one snoozes, `wrong` why it was
    wrong to tell.
    """

    at: time
    order: tuple[str, ...]
    most: int
    nobody_here: str
    still_right_after: int
    reasons: tuple[Choice, ...]
    wrong: tuple[Choice, ...]


@dataclass(frozen=True)
class Calendar:
    """When people are told things. `working_days` are numbers as `date.weekday()` gives them, Monday is 0.

    `interrupts` names the messages ("<habit>/<message>", or a watch) that need not wait for working hours, at most
    `interrupts_a_week` of them for one person. `holidays` maps the IANA name of a zone to the region whose public
    holidays are kept there ("DE", "US-NY"), for everybody who has not chosen one. An account whose fact `paused_until`
    names a day to come is not watched. An item is quiet for `quiet_for` after a touch. A watch
    named in `interrupts` speaks at `unmet_at` on the day that something is due, if it is not done by then.
    """

    working_days: frozenset[int]
    opens: time
    closes: time
    interrupts: frozenset[str]
    interrupts_a_week: int
    digest: Digest
    holidays: Mapping[str, str] = field(default_factory=dict)
    quiet_for: Span = A_DAY_OR_TWO
    unmet_at: time = time(15)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One thing a form asks. `required`, `wanted` and `least` (the fewest lines) are by tier id.

    A form cannot be sent without what is `required`; without what is `wanted` it can, and that is a gap then. An answer
    made of nothing but the wordings in `vague` is none. `may_be_new`: the account asked for need not be known yet.
    `falls` is AHEAD or BEHIND for a day that must not have passed, or must have come.
    `role` is the part that the person named takes in the account. For `lines`: `one` is what a single line is called,
    `none` the words of the tick box that answers "there are none", `reads` the template one line is read back with,
    `line` what each line asks.
    """

    id: str
    ask: str
    kind: str
    field_class: FieldClass
    required: frozenset[str] = frozenset()
    hint: str | None = None
    placeholder: str | None = None
    choices: tuple[Choice, ...] = ()
    role: str | None = None
    starts_as: str | None = None
    least: Mapping[str, int] = field(default_factory=dict)
    one: str | None = None
    none: str | None = None
    reads: str | None = None
    line: tuple[Question, ...] = ()
    wanted: frozenset[str] = frozenset()
    vague: tuple[str, ...] = ()
    may_be_new: bool = False
    falls: str | None = None
    begins: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One modal of a form. `says` is a text above its questions."""

    id: str
    title: str
    questions: tuple[Question, ...]
    says: str | None = None


@dataclass(frozen=True)
class Section:
    """What is judged together: the ids of its questions. One that is a `must` cannot be left out altogether."""

    id: str
    called: str
    questions: tuple[str, ...]
    must: bool = False


@dataclass(frozen=True)
class Score:
    """How complete a form is: each section counts 0, 1 or 2.

    From `enough` on it goes on as it is, from `with_gaps` on with its gaps named, to be closed within `close` (by tier
    id); below that it cannot be sent.
    """

    sections: tuple[Section, ...]
    enough: int
    with_gaps: int
    close: Mapping[str, Span]

    @property
    def most(self) -> int:
        """The score of a form that lacks nothing."""
        return 2 * len(self.sections)


@dataclass(frozen=True)
class State:
    """Where a record stands. `says` is a template; `turn` the role that has the ball, for so many working days.

    A state that `settles` is an end: nothing more is awaited.
    """

    id: str
    says: str
    turn: str | None
    within_working_days: int | None
    settles: bool


@dataclass(frozen=True)
class Confirm:
    """What Slack asks before a button is taken at its word."""

    title: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True)
class MoveForm:
    """The questions a button asks before its move is made. The record keeps the answers if it `keeps` them.

    Kept answers are part of the record from then on, under their ids; others are told in this move's messages alone.
    """

    title: str
    questions: tuple[Question, ...]
    says: str | None = None
    keeps: bool = False


@dataclass(frozen=True)
class Move:
    """A way from some states (`sources`) to another, made by a role or by anyone.

    `button` may be None for the habit's own form; where it is not, it opens that form for a record in `sources`.
    `with_gaps` is the state it leads to instead, by tier id, when the form is sent with gaps.
    """

    id: str
    button: str | None
    style: str | None
    sources: frozenset[str]
    to: str
    by: str
    confirm: Confirm | None
    form: MoveForm | None
    with_gaps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One thing to do. `do` is a template, `who` a role, `due` by tier id, counted from the checklist's first day.

    Where `due_on` is given, a date question's id, that answer is the day. `each` is a lines question: there is one
    thing for every line, `who` and `due_on` are questions of the line, and `do` may use the fact `line`. It is left out
    where the question `unless` is answered. A `promise` is something that the customer was promised; `told_as` is the
    template in which they read it, of shareable answers alone.
    """

    id: str
    do: str
    who: str
    due: Mapping[str, Span] = field(default_factory=dict)
    due_on: str | None = None
    each: str | None = None
    unless: str | None = None
    promise: bool = False
    told_as: str | None = None


@dataclass(frozen=True)
class Checklist:
    """What is to be done from the moment a record enters one of the states `starts`."""

    starts: frozenset[str]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class ChannelPlan:
    """The account channel to bind, or to create where the form names none.

    `name` is a template, `members` are roles.
    """

    name: str
    private: bool
    members: tuple[str, ...]


@dataclass(frozen=True)
class Tell:
    """Who hears what: a role or "account channel", a message's id, and the moves offered as buttons under it.

    With `when`, a question's id, only where that is answered.
    """

    to: str
    message: str
    buttons: tuple[str, ...]
    when: str | None = None


@dataclass(frozen=True)
class TouchPlan:
    """How a record is a touch: the ids of the questions that say on which day (`day`), of which `kind`, `with_whom`,
    who has the `ball`, when they hear from us `next_on` and how (`next_how`), whether they were `told` so, who `left`.

    Of the kinds, the `live` ones are talks; those in `one_way` went unanswered so far and move no clock, but the ball;
    those in `notes` move nothing. Without a `kind` question it is a live talk. `next_how` answered by `MEETING` is a
    meeting that is booked. The ball is one of `BALLS`.
    """

    day: str
    kind: str | None = None
    live: frozenset[str] = frozenset()
    one_way: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    with_whom: str | None = None
    ball: str | None = None
    next_on: str | None = None
    next_how: str | None = None
    told: str | None = None
    left: str | None = None


@dataclass(frozen=True)
class Entering:
    """What follows when a record enters a state.

    `roles` are those that the form's people now take; `keeps` the questions whose answers are from now on known of the
    account; `settles` the earlier messages that are now updated in place with the words of "<message>_settled".
    `touch` is how the record is a contact with the customer. `takes_back`: what earlier states of the record led to is
    taken back: its touch, what is still to be done for it, and what the account is known for by it.
    """

    roles: tuple[str, ...] = ()
    channel: ChannelPlan | None = None
    tell: tuple[Tell, ...] = ()
    settles: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    touch: TouchPlan | None = None
    takes_back: bool = False


@dataclass(frozen=True)
class Part:
    """A piece of a message: heading, say, facts, small, buttons or tasks; `texts` are its templates."""

    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class MessageWords:
    """A message's templates; its class is that of the strictest answer they use."""

    id: str
    summary: str
    parts: tuple[Part, ...]
    field_class: FieldClass


@dataclass(frozen=True)
class Habit:
    """One folder of blueprints/: a form, the states its record goes through, and what is told on the way.

    `team` are the roles it takes from the account. An account has one open record of a habit, unless it may have
    `many`. `pack` is what is put together for the meeting that its record is about.
    """

    id: str
    name: str
    command: str
    about: str
    steps: tuple[Step, ...]
    states: Mapping[str, State]
    moves: Mapping[str, Move]
    checklist: Checklist | None
    on: Mapping[str, Entering]
    messages: Mapping[str, MessageWords]
    team: tuple[str, ...] = ()
    many: bool = False
    score: Score | None = None
    pack: Pack | None = None

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the form, in order, without those inside lines or moves."""
        return tuple(question for step in self.steps for question in step.questions)

    @cached_property
    def kept(self) -> tuple[Question, ...]:
        """Every question whose answer a record may hold: the form's, and those of the moves that keep theirs."""
        of_moves = (move.form.questions for move in self.moves.values() if move.form and move.form.keeps)
        asked = (*self.questions, *(question for questions in of_moves for question in questions))
        return tuple({question.id: question for question in asked}.values())

    @cached_property
    def all_roles(self) -> tuple[str, ...]:
        """Every role that its words and moves may name: the author's, the form's and the account's."""
        return tuple(dict.fromkeys((AUTHOR, *self.roles, *self.team)))

    def form_of(self, move: str | None) -> tuple[Step, ...]:
        """The steps of the habit's own form, or the single one of a move's; raises KeyError, ValueError."""
        if move is None:
            return self.steps
        form = self.moves[move].form
        if form is None:
            raise ValueError(f"the move {move} has no form")
        return (Step(move, form.title, form.questions, form.says),)

    @cached_property
    def roles(self) -> Mapping[str, Question]:
        """Each role the form fills, and the question that fills it."""
        return {question.role: question for question in self.questions if question.role}

    def question(self, id: str) -> Question:
        """The form's question of that id; raises KeyError."""
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    def moves_from(self, state: str) -> Iterator[Move]:
        """The moves that may be made from a state."""
        return (move for move in self.moves.values() if state in move.sources)


@dataclass(frozen=True)
class Blueprint:
    """The whole folder. `digest` is the SHA-256 of its files: an entry remembers under which one it was made.

    `watches` by id, in the order of `calendar.digest.order`, the gravest first.
    """

    habits: Mapping[str, Habit]
    tiers: tuple[Tier, ...]
    calendar: Calendar
    phrases: Mapping[str, str]
    digest: str
    watches: Mapping[str, Watch] = field(default_factory=dict)

    @property
    def tier_ids(self) -> frozenset[str]:
        """The ids of all tiers."""
        return frozenset(tier.id for tier in self.tiers)

    @property
    def known_of_accounts(self) -> Mapping[str, Question]:
        """Every question whose answer some habit keeps with the account, by id: what can be imported, too."""
        return {
            id: habit.question(id)
            for habit in self.habits.values()
            for entering in habit.on.values()
            for id in entering.keeps
        }

    @property
    def team_roles(self) -> Mapping[str, Question]:
        """Every role that an account has by some habit's form, and the question that fills it."""
        return {
            role: habit.roles[role]
            for habit in self.habits.values()
            for entering in habit.on.values()
            for role in entering.roles
        }
