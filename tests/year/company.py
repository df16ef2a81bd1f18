"""Twelve people in six zones, and what they do to their accounts in a year: events with a moment, and nothing drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeAlias


@dataclass(frozen=True)
class Worker:
    """Somebody of ours. Who has `chosen` keeps the public holidays of `region` (None: none) and the rest as it stands
    here; for the others all is as the calendar has it. Slack leaves everybody alone from ten in the evening until
    `quiet_until`."""

    id: str
    name: str
    zone: str
    region: str | None = None
    days: frozenset[int] = frozenset(range(5))
    opens: time = time(9)
    closes: time = time(17)
    digest_at: time = time(9)
    chosen: bool = False
    quiet_until: time = time(8)


SUNDAY_TO_THURSDAY, MONDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3}), frozenset(range(4))
WORKERS: Mapping[str, Worker] = {
    worker.id: worker
    for worker in (
        Worker("UANN", "Ann Adler", "Europe/Berlin"),
        Worker("UBEN", "Ben Brand", "America/New_York"),
        Worker("UDEV", "Dev Das", "Asia/Kolkata", None, SUNDAY_TO_THURSDAY, chosen=True),
        Worker(
            "UEVA", "Eva Ernst", "Europe/Berlin", "DE-BY", MONDAY_TO_THURSDAY, time(10), time(15), time(10, 30), True
        ),
        Worker("UKIM", "Kim Kaur", "Asia/Kolkata"),
        Worker("ULEE", "Lee Lowe", "Europe/London", "GB-SCT", chosen=True),
        Worker("UNED", "Ned Nash", "America/New_York", "US-NY", closes=time(16), digest_at=time(9, 30), chosen=True),
        Worker("USID", "Sid Swan", "Australia/Sydney", quiet_until=time(9, 45)),
        Worker("UYUI", "Yui Yano", "Asia/Tokyo"),
        Worker("UMEG", "Meg Moss", "Europe/London"),
        Worker("UZOE", "Zoe Zane", "Australia/Sydney", "AU-NSW", opens=time(8, 30), digest_at=time(8, 30), chosen=True),
        Worker("USUE", "Sue Stone", "America/New_York"),
    )
}
OWNERS = ("UANN", "UBEN", "UDEV", "UEVA", "UKIM", "ULEE", "UNED", "USID", "UYUI")
MANAGERS = ("UMEG", "UZOE")
SPONSOR = "USUE"


@dataclass(frozen=True)
class Founded:
    """An account comes to us. `number` is its id, too: they are founded in their order."""

    at: datetime
    account: int
    name: str
    tier: str
    roles: Mapping[str, str]
    facts: Mapping[str, str]
    has_channel: bool


@dataclass(frozen=True)
class Touched:
    """Somebody logs a contact, perhaps days late. `kind` is video, mail, one_way or note; each promise is its name, its
    day and whose it is."""

    at: datetime
    account: int
    by: str
    on: date
    kind: str
    with_whom: tuple[str, ...] = ()
    ball: str = "nobody"
    next_on: date | None = None
    next_how: str | None = None
    left: tuple[str, ...] = ()
    promises: tuple[tuple[str, date, str], ...] = ()


@dataclass(frozen=True)
class Assigned:
    """Somebody gets something to do."""

    at: datetime
    account: int
    task: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class Finished:
    """It is done, or a promise is kept."""

    at: datetime
    account: int
    by: str
    task: str


@dataclass(frozen=True)
class Planned:
    """A review is planned, or moved to another day."""

    at: datetime
    account: int
    by: str
    review: str
    kind: str
    on: date


@dataclass(frozen=True)
class Reviewed:
    """What became of a review: hold, follow_up, call_off. One that was held is a live talk."""

    at: datetime
    account: int
    by: str
    review: str
    move: str
    next_on: date | None = None


@dataclass(frozen=True)
class Agreed:
    """A cadence is agreed: name, venue, every so many days, first day of each line."""

    at: datetime
    account: int
    by: str
    lines: tuple[tuple[str, str, int, date], ...]


@dataclass(frozen=True)
class Paused:
    """An account rests until that day; None: it goes on before."""

    at: datetime
    account: int
    by: str
    until: date | None


@dataclass(frozen=True)
class Given:
    """A role changes hands."""

    at: datetime
    account: int
    role: str
    person: str


@dataclass(frozen=True)
class Learned:
    """Something else is known of an account."""

    at: datetime
    account: int
    fact: str
    value: str


@dataclass(frozen=True)
class Ranked:
    """An account comes into another tier."""

    at: datetime
    account: int
    tier: str


@dataclass(frozen=True)
class Leaves:
    """Somebody says when they are away, or that they are not after all."""

    at: datetime
    person: str
    first: date
    last: date
    back: bool = False


@dataclass(frozen=True)
class Vacation:
    """Somebody's status says that they are on vacation until that day, and ends by itself in its evening; None: it
    says so no more."""

    at: datetime
    person: str
    last: date | None
    ends: datetime | None = None


@dataclass(frozen=True)
class Travels:
    """Somebody works in another zone from now on."""

    at: datetime
    person: str
    zone: str


@dataclass(frozen=True)
class Quits:
    """Somebody is not with us any more."""

    at: datetime
    person: str


@dataclass(frozen=True)
class Reacts:
    """Somebody does something about what stands at that place of the digest they got today, if anything does.

    `deed` is logged, done, snoozed, slipped, passed_on, wrong or dropped; `days` how long it is snoozed, or put off.
    """

    at: datetime
    by: str
    place: int
    deed: str
    days: int = 1


@dataclass(frozen=True)
class Marked:
    """What a reaction comes to: the mark on a nudge."""

    at: datetime
    account: int
    by: str
    nudge: str
    deed: str
    until: date | None = None
    to: str | None = None


@dataclass(frozen=True)
class Restarts:
    """The bot is started anew, having been down until then; `since` when."""

    at: datetime
    since: datetime


Event: TypeAlias = (
    Founded
    | Touched
    | Assigned
    | Finished
    | Planned
    | Reviewed
    | Agreed
    | Paused
    | Given
    | Learned
    | Ranked
    | Leaves
    | Vacation
    | Travels
    | Quits
    | Reacts
    | Marked
    | Restarts
)


@dataclass(frozen=True)
class Script:
    """A year: from when to when, and all that happens in it, in order."""

    seed: int
    begins: datetime
    ends: datetime
    events: tuple[Event, ...] = field(repr=False)
