"""The frozen values that rules judge and the store remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
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
    (docs.slack.dev/reference/objects/user-object).
    """

    workspace: str
    id: str
    name: str
    zone: str
    standing: Standing
    seen_at: datetime
    is_admin: bool = False


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


class Saying(StrEnum):
    """Where a message stands between being decided and being read (design: said once)."""

    WAITING = "waiting"
    SENDING = "sending"
    SAID = "said"
    FAILED = "failed"
    UNSURE = "unsure"
    MOOT = "moot"


@dataclass(frozen=True)
class Message:
    """What the bot has decided to say.

    `key` names the occasion (habit/record/message/entry), unique in its workspace. `to` is a person's id, or
    "account channel". `replaces` is the key of an earlier message to update in place instead of posting a new one.
    `at_once` is for the short list of interrupts and answers to one's own gesture; the rest waits for working hours.
    """

    key: str
    to: str
    habit: str
    words: str
    account: int
    record: int
    actor: str
    buttons: tuple[str, ...] = ()
    replaces: str | None = None
    at_once: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


ACCOUNT_CHANNEL = "account channel"
