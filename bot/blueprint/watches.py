"""What the clock watches, as frozen values: the meaning of the watch.yml of a folder of blueprints/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from bot.blueprint.spans import NEXT_DAY, Offset, Span

if TYPE_CHECKING:
    from bot.blueprint.values import Question

TOUCH, LIVE = "touch", "live"
"""What a clock runs from: the last two-way contact, or the last call, meeting or visit."""

LOG = "log"
"""In a watch's `offers`: a button that opens the touch log for the account."""

TICK = "done"
"""In a watch's `offers`: a button that says it is done; the task it is about, where it is about one."""

OPEN = "read"
"""In a watch's `offers`: a button that opens the record it is about."""

BRIEF = "brief"
"""In a watch's `offers`: a button that opens the account's brief."""

SLIP = "slip"
"""In a watch's `offers`: a button that gives what was promised another day, and asks whether they were told."""

NOTHING_OPEN = "nothing_open"
"""In a watch's `offers`: a button that says that it is nobody's turn, where the watch says that it is ours."""

ANSWER = "answer"
"""In a watch's `offers`: a button that opens what a watch asks."""

CADENCE_LINE = {"every_days": "number", "first_on": "date"}
"""The questions, with their kinds, that a line of an agreed cadence is reckoned with: every so many days, from then."""


@dataclass(frozen=True)
class Limits:
    """Days after which a clock turns amber, and red; `red` is None where it never does."""

    amber: int
    red: int | None


@dataclass(frozen=True)
class Clock:
    """Runs from the last touch or live talk of an account, or with one of its contacts, and grows old.

    `contact` is a value of the touch log's question `with_whom`; the account must know somebody under that id. `limits`
    by tier id: a tier that is missing is not watched. `grace` days after an account became ours nothing is said.
    """

    runs_from: str
    limits: Mapping[str, Limits]
    contact: str | None = None
    grace: int = 0


@dataclass(frozen=True)
class Rung:
    """One step of a ladder: what is to be done, so long before or after its day.

    `only` maps a question of the record to the answer with which this rung belongs to it, `states` are those in which
    it does (none: in all of the ladder's). `tiers` are those that have it. `who` are roles, the first that is filled
    acts.
    """

    id: str
    at: Offset
    do: str
    who: tuple[str, ...]
    tiers: frozenset[str]
    only: Mapping[str, str] = field(default_factory=dict)
    states: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ladder:
    """Steps before and after a day: one that is known of the account (`day` is the fact's id), or, with `habit`, the
    answer `day` of each of its records while that is in one of `states`."""

    day: str
    rungs: tuple[Rung, ...]
    habit: str | None = None
    states: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NextContact:
    """When they will hear from us next, as the latest touch says: told `ahead` of the day, and when it has passed
    without a touch. Where no touch says so, that is told `missing_after` the latest one (by tier id)."""

    ahead: Span
    missing_after: Mapping[str, Span]


@dataclass(frozen=True)
class Ball:
    """The ball is with us for longer than that (by tier id)."""

    after: Mapping[str, Span]


@dataclass(frozen=True)
class Cadence:
    """The lines of an account's agreed cadence, from the question `lines` of `habit`: each occurrence is told `ahead`.

    It is kept by a contact of its kind at most `tolerance` days away from its day.
    """

    habit: str
    lines: str
    ahead: Span
    tolerance: int


@dataclass(frozen=True)
class Todo:
    """Things to do that somebody took on: promises, or all the others; told `ahead` of their day."""

    promises: bool
    ahead: Span


@dataclass(frozen=True)
class Turns:
    """Records of any habit in which it is somebody's turn, from the first working day after it became so."""


@dataclass(frozen=True)
class Asking:
    """Something that people are asked about each record of `habit` while it is in one of `states`, until they answer.

    `of` is a role of the record, or a question of kind people: then each of them answers. They are asked so long before
    or after (`at`) the record's answer `day`; without one, after it entered its state. `title`, `says` and `questions`
    are those of the modal; `tells` is the role that hears what was answered.
    """

    habit: str
    states: frozenset[str]
    of: str
    at: Offset
    title: str
    questions: tuple[Question, ...]
    day: str | None = None
    says: str | None = None
    tells: str | None = None


@dataclass(frozen=True)
class Threads:
    """Fewer contacts (by tier id) than these were in touch within so many days."""

    fewest: Mapping[str, int]
    within: int


@dataclass(frozen=True)
class Left:
    """A contact of ours at the customer has left, as somebody noted with a touch."""


@dataclass(frozen=True)
class Together:
    """At least so many of these other watches are red, or have no colour and are open, for one account at one time."""

    of: tuple[str, ...]
    at_least: int


@dataclass(frozen=True)
class Pulse:
    """How an account stands, told in its channel every week on that weekday (Monday is 0), for these tiers."""

    weekday: int
    tiers: frozenset[str]


Rule: TypeAlias = (
    Clock | Ladder | NextContact | Ball | Cadence | Todo | Turns | Asking | Threads | Left | Together | Pulse
)


@dataclass(frozen=True)
class Escalation:
    """Who else hears of it: the role `to`, in their first digest of the week, once it was red in `after` digests of
    whose turn it is, and that one was told so. `always` days after which (by tier id) they hear in any case."""

    after: int
    to: str
    always: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Alert:
    """What the account's channel is told: one message an occasion, updated in place as it worsens, with `mended` in the
    end. Templates; nothing personal."""

    summary: str
    says: str
    mended: str


@dataclass(frozen=True)
class Watch:
    """One thing that the clock watches, and the words in which it is told.

    `id` is "<folder>/<name>", `called` how people call it. `who` are roles: the first whose holder can act is told.
    `says` (fact, date, whose turn, one action) and `why` (rule, limit, last date) are templates; `offers` the buttons
    that every item has besides Snooze, Not mine and Wrong. `again`: how long before somebody who did nothing is told
    again, while it is not red; red is told each day. A ladder with an `alert` has a thread in the channel: the alert is
    its first message and each rung a reply.
    """

    id: str
    called: str
    rule: Rule
    who: tuple[str, ...]
    says: str
    why: str
    offers: tuple[str, ...] = ()
    again: Span = NEXT_DAY
    escalates: Escalation | None = None
    alert: Alert | None = None
