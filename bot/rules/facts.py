"""The frozen values that rules judge and the store remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

Answers = Mapping[str, Any]
"""Question id to answer, as JSON can hold it: text, number, ISO date, person or channel id, list of lines (dicts)."""


LINE_ID = "~id"
"""The key under which a line keeps its own id, so that a line sent twice is one line."""


class Standing(StrEnum):
    """What a person is to our workspace; only a `member` may act or own."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"
    BOT = "bot"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True)
class Person:
    """Somebody in Slack, as we last saw them.

    `zone` is an IANA name; `seen_at` is when Slack told us, aware, UTC. `is_admin`: an admin or owner of the workspace
    (docs.slack.dev/reference/objects/user-object). `away_until`: the last day of a vacation that their Slack status
    tells of.
    """

    workspace: str
    id: str
    name: str
    zone: str
    standing: Standing
    seen_at: datetime
    is_admin: bool = False
    away_until: date | None = None


@dataclass(frozen=True)
class Account:
    """A customer company. `channel` is the bound account channel's id, `channel_wanted` a name to create one under.

    `facts` is what is known of it, under the ids of the questions that ask for it (a blueprint's `keeps`): the renewal
    date, the yearly amount, their people. `external_id` is its id in the system that it was imported from.
    """

    workspace: str
    id: int
    name: str
    tier: str | None = None
    channel: str | None = None
    channel_wanted: str | None = None
    external_id: str | None = None
    facts: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class Role:
    """A person's part in an account: owner, deputy, ae, our_sponsor, or any a blueprint names."""

    account: int
    role: str
    person: str


@dataclass(frozen=True)
class Record:
    """One filled form of a habit on one account, and the state its latest entry left it in.

    `number` counts its entries: whoever presses a button on an older number is told that things moved on.
    """

    workspace: str
    id: int
    habit: str
    account: int
    state: str
    number: int
    answers: Answers
    opened_by: str
    opened_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Entry:
    """Something that happened. Never edited.

    `key` names the occasion and is unique in its workspace; `surface` is where it was done (command, button, modal, …).
    """

    key: str
    at: datetime
    by: str
    surface: str
    kind: str
    habit: str
    account: int | None
    record: int | None
    blueprint: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """A form not yet sent. `key` is its own from the first modal on; `record` is the returned record it fills again.

    With `move` it is the form of that move on `record`, begun when the record had `number` entries.
    """

    workspace: str
    key: str
    habit: str
    author: str
    step: int
    answers: Answers
    record: int | None
    changed_at: datetime
    move: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Task:
    """Something to do by a day. `key` is unique in its record: the checklist item's id, with a line's id behind it
    where there is one for every line. A `promise` is one that the customer was given.
    """

    id: int
    account: int
    record: int
    key: str
    do: str
    owner: str
    due_on: date
    done_at: datetime | None = None
    done_by: str | None = None
    promise: bool = False


@dataclass(frozen=True)
class Touch:
    """A contact with the customer, or a message of theirs or ours in the channel we share with them.

    `key` names the occasion (the record that tells of it, or channel and day). `on` is its day where it was logged.
    `two_way`: they took part, which moves the touch clock; `live`: a call, meeting or visit, which moves both. `ball`
    is whose turn it is from then on ("us", "them", "nobody"; None: it says nothing of that). `next_on`: when they hear
    from us next, `next_how` by what, `told` whether they know. `with_whom` and `left` are contact ids ("champion").
    """

    account: int
    key: str
    on: date
    by: str
    kind: str
    two_way: bool
    live: bool
    ball: str | None = None
    next_on: date | None = None
    next_how: str | None = None
    told: bool = False
    with_whom: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    record: int | None = None


@dataclass(frozen=True)
class Contacted:
    """How long ago an account, or one of its contacts, was last in touch and last talked to."""

    touch_on: date | None = None
    live_on: date | None = None


@dataclass(frozen=True)
class Clocks:
    """What all touches of an account come to.

    `ball` is with "us" or "them" since `ball_since`. `next_on`, `next_how` and `told` are as the latest touch that said
    anything of the next contact has it, of `next_said_on`. `contacts` by contact id; `left` maps those who left to the
    day it was noted.
    """

    account: Contacted = Contacted()
    contacts: Mapping[str, Contacted] = field(default_factory=dict)
    ball: str | None = None
    ball_since: date | None = None
    next_on: date | None = None
    next_how: str | None = None
    told: bool = False
    next_said_on: date | None = None
    left: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Nudge:
    """Something due on an account, and whose turn it is (`person`). It says nothing of today: only days.

    `key` names the occasion and is unique in its workspace: watch, account, what began it. From `opens_on` it is told;
    from `red_on` it is red; `due_on` is a day meant for people, told beforehand where it falls on their free days.
    From `ends_on` it is another occasion's turn. `cover` is who acts while `person` is away: the deputy, as a rule.
    `facts` as JSON holds them: what the watch's words tell besides account and people; days as ISO texts.
    """

    key: str
    account: int
    watch: str
    person: str
    opens_on: date
    red_on: date | None = None
    due_on: date | None = None
    ends_on: date | None = None
    cover: str | None = None
    record: int | None = None
    task: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


class Deed(StrEnum):
    """What somebody did about a nudge, where it stands."""

    DONE = "done"
    SNOOZED = "snoozed"
    PASSED_ON = "passed_on"
    WRONG = "wrong"
    DROPPED = "dropped"
    SLIPPED = "slipped"
    ANSWERED = "answered"


SLIPS = TOLD_THEM, NOT_TOLD_YET = "told_them", "not_told_yet"
"""Whether the customer knows that something comes later than promised (habits: slips told before due)."""


@dataclass(frozen=True)
class Mark:
    """What somebody did about a nudge, never edited. A nudge that was done, answered, wrong or dropped is over.

    `until` is the day from which a snoozed one is told again, or the new one of what slipped; `to` who has one that was
    passed on; `reason` and `note` are in that person's words. The reason of a slip is one of `SLIPS`. `answers` are
    those to what a watch asks.
    """

    nudge: str
    account: int
    deed: Deed
    by: str
    at: datetime
    until: date | None = None
    to: str | None = None
    reason: str | None = None
    note: str | None = None
    answers: Answers | None = None


@dataclass(frozen=True)
class Telling:
    """That a nudge stood in a message that was said: for whom, and on which day of theirs.

    `warned`: it said that it would go to somebody else next. `place` is where it stood, from 0; `cover_for` for whom
    the reader stood in.
    """

    message: str
    nudge: str
    person: str
    on: date
    warned: bool
    place: int = 0
    cover_for: str | None = None


@dataclass(frozen=True)
class Leave:
    """Days on which somebody is away: `first` to `last`, both included."""

    person: str
    first: date
    last: date


@dataclass(frozen=True)
class Rhythm:
    """How one person's days go: working days and hours in their own zone, free days, leave.

    `region` is the one whose public holidays they keep ("DE", "US-NY", None for none); `away_until` what Slack says of
    a vacation that is running (None: they are not on one).
    """

    zone: str
    working_days: frozenset[int]
    opens: time
    closes: time
    digest_at: time
    region: str | None = None
    leaves: tuple[tuple[date, date], ...] = ()
    away_until: date | None = None


class Saying(StrEnum):
    """Where a message stands between being decided and being read (design: said once)."""

    WAITING = "waiting"
    SENDING = "sending"
    SAID = "said"
    FAILED = "failed"
    UNSURE = "unsure"
    MOOT = "moot"


class Speech(StrEnum):
    """What kind of message it is: what it is made from, and what is checked before it is said."""

    TOLD = "told"
    """A habit's words about a record."""
    DIGEST = "digest"
    """What is due for one person on one working day."""
    NUDGE = "nudge"
    """One nudge to one person, outside the digest."""
    ALERT = "alert"
    """One nudge in the account's channel."""
    PULSE = "pulse"
    """How an account stands, in its channel."""
    WORD = "word"
    """A sentence about something that is no record's: `words` is a phrase's id, `facts` what it tells."""


@dataclass(frozen=True)
class Message:
    """What the bot has decided to say.

    `key` names the occasion (habit/record/message/entry), unique in its workspace. `to` is a person's id, or
    "account channel". `replaces` is the key of an earlier message to update in place instead of posting a new one.
    `at_once` is for the short list of interrupts and answers to one's own gesture; the rest waits for working hours: in
    a channel for those of the account's owner, or of `hours`, a person's id, where it has none. `habit` and `words`
    name what is told; of a nudge the two halves of its watch's id. `under` is the key of the message in whose thread it
    stands.
    """

    key: str
    to: str
    habit: str
    words: str
    account: int | None
    record: int | None
    actor: str
    buttons: tuple[str, ...] = ()
    replaces: str | None = None
    at_once: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    kind: Speech = Speech.TOLD
    under: str | None = None
    hours: str | None = None


ACCOUNT_CHANNEL = "account channel"
