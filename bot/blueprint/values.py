"""The process as frozen values: what the files in blueprints/ mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

ACCOUNT_CHANNEL = "account channel"
"""In a tell's `to`: the account's own channel."""

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

AE = "ae"
"""The role of whoever opened a record, unless a question of the form fills it."""

FILLER = "whoever fills the form"
"""In a question's `starts_as`: the person who opened the form is filled in."""


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
class Calendar:
    """When people are told things. `working_days` are numbers as `date.weekday()` gives them, Monday is 0.

    `interrupts` names the messages ("<habit>/<message>") that need not wait for working hours, at most
    `interrupts_a_week` of them for one person.
    """

    working_days: frozenset[int]
    opens: time
    closes: time
    interrupts: frozenset[str]
    interrupts_a_week: int


@dataclass(frozen=True)
class Span:
    """A length of time: so many days, all of them or only the working ones."""

    count: int
    working: bool


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One thing a form asks. `required` and `least` (the fewest lines) are by tier id.

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


@dataclass(frozen=True)
class Step:
    """One modal of a form."""

    id: str
    title: str
    questions: tuple[Question, ...]


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
    """The questions a button asks before its move is made."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Move:
    """A way from some states (`sources`) to another, made by a role or by anyone.

    `button` is None for the habit's own form.
    """

    id: str
    button: str | None
    style: str | None
    sources: frozenset[str]
    to: str
    by: str
    confirm: Confirm | None
    form: MoveForm | None


@dataclass(frozen=True)
class Item:
    """One thing to do. `do` is a template, `who` a role, `due` by tier id, counted from the checklist's first day."""

    id: str
    do: str
    who: str
    due: Mapping[str, Span]


@dataclass(frozen=True)
class Checklist:
    """What is to be done from the moment a record enters the state `starts`."""

    starts: str
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
    """Who hears what: a role or "account channel", a message's id, and the moves offered as buttons under it."""

    to: str
    message: str
    buttons: tuple[str, ...]


@dataclass(frozen=True)
class Entering:
    """What follows when a record enters a state.

    `roles` are those that the form's people now take; `settles` the earlier messages that are now updated in place
    with the words of "<message>_settled".
    """

    roles: tuple[str, ...] = ()
    channel: ChannelPlan | None = None
    tell: tuple[Tell, ...] = ()
    settles: tuple[str, ...] = ()


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
    """One folder of blueprints/: a form, the states its record goes through, and what is told on the way."""

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

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the form, in order, without those inside lines or moves."""
        return tuple(question for step in self.steps for question in step.questions)

    @property
    def roles(self) -> Mapping[str, Question]:
        """Each role the form fills, and the question that fills it."""
        return {question.role: question for question in self.questions if question.role}

    def question(self, id: str) -> Question:
        """The form's question of that id; raises KeyError."""
        return _by_id(self.questions, id)

    def moves_from(self, state: str) -> Iterator[Move]:
        """The moves that may be made from a state."""
        return (move for move in self.moves.values() if state in move.sources)


@dataclass(frozen=True)
class Blueprint:
    """The whole folder. `digest` is the SHA-256 of its files: an entry remembers under which one it was made."""

    habits: Mapping[str, Habit]
    tiers: tuple[Tier, ...]
    calendar: Calendar
    phrases: Mapping[str, str]
    digest: str

    @property
    def tier_ids(self) -> frozenset[str]:
        """The ids of all tiers."""
        return frozenset(tier.id for tier in self.tiers)


def _by_id(questions: Iterable[Question], id: str) -> Question:
    for question in questions:
        if question.id == id:
            return question
    raise KeyError(id)
