"""A year drawn from a seed: what happens to each account and to each of our people, before anything of it is lived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.year.company import (
    MANAGERS,
    OWNERS,
    SPONSOR,
    WORKERS,
    Agreed,
    Assigned,
    Event,
    Finished,
    Founded,
    Given,
    Learned,
    Leaves,
    Paused,
    Planned,
    Quits,
    Ranked,
    Reacts,
    Restarts,
    Reviewed,
    Script,
    Touched,
    Travels,
    Vacation,
)

BEGINS = datetime(2026, 3, 2, 12, tzinfo=UTC)
SLOTS = (time(1, 17), time(6, 17), time(10, 17), time(14, 17), time(19, 17))
"""The times of a day (UTC) at which people do something: few, so that a year does not need a round of the clock for
each minute, and none at which anybody's morning begins."""
EVENING = time(18, 17)
"""When the last day of a vacation ends for whoever is on one: no moment at which anybody is told anything, for what
comes first of two things at one moment is nobody's to say."""
CONTACTS = ("champion", "their_sponsor", "day_to_day", "economic_buyer", "somebody_else")
RHYTHM = {"T1": 9, "T2": 18, "T3": 40, "T4": 75}
"""Days between two contacts with an account of each tier, more or less."""


def write(seed: int, accounts: int, days: int) -> Script:
    """The same year for the same numbers."""
    writer = _Writer(Random(f"{seed} {accounts} {days}"), BEGINS.date(), days)
    founded = sorted((writer.founding() for _ in range(accounts)), key=lambda day: day)
    for number, day in enumerate(founded, 1):
        writer.account(number, day)
    for worker in WORKERS:
        writer.worker(worker)
    writer.mishaps()
    events = [event for event in writer.events if BEGINS < event.at < writer.ends and not writer.is_down(event)]
    return Script(seed, BEGINS, writer.ends, tuple(sorted(events, key=lambda event: event.at)))


@dataclass(frozen=True)
class _Of:
    """An account as it begins: its number, the day it is ours from, its tier and its owner."""

    number: int
    since: date
    tier: str
    owner: str


@dataclass
class _Writer:
    """`busy` are the moments at which something happens to an account: never two things at one."""

    dice: Random
    first: date
    days: int
    events: list[Event] = field(default_factory=list)
    busy: set[tuple[int, datetime]] = field(default_factory=set)
    names: int = 0

    @property
    def ends(self) -> datetime:
        return BEGINS + timedelta(days=self.days)

    def founding(self) -> date:
        """The day an account is ours from; most were long before."""
        return self.first + timedelta(days=self.dice.choice([0, 0, 0, 0, 0, 0, 1]) * self.dice.randrange(self.days))

    def account(self, number: int, day: date) -> None:
        """Everything that happens to one account."""
        dice = self.dice
        owner, deputy = dice.sample(OWNERS, 2)
        roles = {"owner": owner, "deputy": deputy, "manager": dice.choice(MANAGERS), "our_sponsor": SPONSOR}
        tier = dice.choices(["T1", "T2", "T3", "T4"], [1, 2, 4, 3])[0]
        facts = {who: f"{who} of {number}" for who in ("champion", "their_sponsor") if dice.random() < 0.8}
        facts["renewal_on"] = str(day + timedelta(days=dice.randrange(-30, 500)))
        if dice.random() < 0.3:
            facts["notice_on"] = str(day + timedelta(days=dice.randrange(-30, 400)))
        at = datetime.combine(day, SLOTS[3], UTC) if day > self.first else BEGINS + timedelta(seconds=number)
        self.busy.add((number, at))
        self.events.append(Founded(at, number, f"Account {number:03}", tier, roles, facts, dice.random() < 0.7))
        for part in (self._touches, self._tasks, self._reviews, self._cadence, self._pauses, self._changes):
            self.events += [event for event in part(_Of(number, day, tier, owner)) if event is not None]

    def worker(self, id: str) -> None:
        """When somebody is away, and what they do about what they are told."""
        dice = self.dice
        for _ in range(4):
            first = self._some_day(self.first)
            leave = Leaves(
                self._on(first, -dice.randrange(1, 40)),
                id,
                first,
                first + timedelta(days=dice.choice([0, 0, 4, 11, 15])),
            )
            self.events.append(leave)
            if dice.random() < 0.2:
                self.events.append(
                    Leaves(self._on(first, dice.randrange(0, 4)), id, leave.first, leave.last, back=True)
                )
        if dice.random() < 0.5:
            first = self._some_day(self.first)
            last = first + timedelta(days=dice.randrange(1, 12))
            evening = datetime.combine(last, EVENING, ZoneInfo(WORKERS[id].zone)).astimezone(UTC)
            self.events += [Vacation(self._on(first), id, last, evening), Vacation(evening, id, None)]
            if dice.random() < 0.4:
                self.events.append(Vacation(self._on(last, -1), id, None))
        for n in range(self.days):
            for _ in range(dice.choice([0, 2, 4, 6])):
                deeds = ["logged", "snoozed", "done", "passed_on", "wrong", "dropped", "slipped"]
                deed = dice.choices(deeds, [60, 12, 30, 5, 5, 2, 15])[0]
                at = self._on(self.first, n)
                self.events.append(Reacts(at, id, dice.randrange(8), deed, dice.choice([1, 3, 7, 20])))

    def mishaps(self) -> None:
        """Somebody leaves us, somebody travels, and the bot is started anew, now and then after hours."""
        dice = self.dice
        if self.days > 200:
            self.events.append(Quits(self._on(self.first, dice.randrange(150, 250)), dice.choice(OWNERS[5:])))
        gone, there = self._some_day(self.first), dice.randrange(5, 40)
        who, zone = dice.choice([("UANN", "America/New_York"), ("UBEN", "Asia/Tokyo"), ("UKIM", "Europe/London")])
        self.events += [Travels(self._on(gone), who, zone), Travels(self._on(gone, there), who, WORKERS[who].zone)]
        for hours in (0, 0, 0, 0, 0, 0, 3, 6, 20, 40, 70):
            at = self._on(self._some_day(self.first))
            up_since = min(at, BEGINS + timedelta(days=1))  # whose first morning it is, is known by then
            self.events.append(Restarts(at, max(at - timedelta(hours=hours), up_since)))

    def is_down(self, event: Event) -> bool:
        """Whether nobody can do that at that moment, as the bot is down: a table is taken in without it."""
        down = [(one.since, one.at) for one in self.events if isinstance(one, Restarts) and one.since < one.at]
        by_itself = isinstance(event, Founded | Restarts) or (isinstance(event, Vacation) and event.last is None)
        return not by_itself and any(since <= event.at <= until for since, until in down)

    # what happens to an account

    def _touches(self, of: _Of) -> Iterator[Event | None]:
        """Most are on the day that was promised, or about it; sometimes nobody thinks of them for long."""
        dice, on = self.dice, of.since + timedelta(days=self.dice.randrange(1, RHYTHM[of.tier]))
        while (on - self.first).days < self.days:
            touch = self._touch(of, on)
            yield touch
            if touch and touch.next_on and dice.random() < 0.85:
                on = max(touch.next_on + timedelta(days=dice.choice([-1, 0, 0, 0, 1, 4])), on + timedelta(days=1))
            else:
                silence = dice.uniform(0.3, 1.7) * RHYTHM[of.tier] * dice.choice([1] * 8 + [4])
                on += timedelta(days=max(1, round(silence)))

    def _touch(self, of: _Of, on: date) -> Touched | None:
        dice = self.dice
        at = self._free(of.number, on, dice.choice([0, 0, 0, 0, 1, 4]))
        by = dice.choice([of.owner, of.owner, of.owner, dice.choice(OWNERS)])
        if at is None:
            return None
        on = min(on, _today(at, by))
        kind = dice.choices(["video", "mail", "one_way", "note"], [40, 35, 15, 10])[0]
        next_on = on + timedelta(days=dice.randrange(3, 2 * RHYTHM[of.tier])) if dice.random() < 0.7 else None
        if next_on and next_on < _today(at, by):
            next_on = None
        left = (dice.choice(CONTACTS[:2]),) if dice.random() < 0.04 else ()
        many = dice.choice([0] * 8 + [1, 2])
        return Touched(
            at,
            of.number,
            by,
            on,
            kind,
            with_whom=tuple(dice.sample(CONTACTS, dice.randrange(1, 4))),
            ball=dice.choices(["us", "them", "nobody"], [2, 2, 6])[0],
            next_on=next_on,
            next_how=dice.choice(["meeting", "call", "mail"]) if next_on else None,
            left=left,
            promises=tuple(self._promise(of.number, at, by) for _ in range(many)),
        )

    def _promise(self, number: int, at: datetime, by: str) -> tuple[str, date, str]:
        name, keeper = self._name("promise"), self.dice.choice([by, by, self.dice.choice(OWNERS)])
        due_on = _today(at, by) + timedelta(days=self.dice.randrange(0, 30))
        if self.dice.random() < 0.95 and (done := self._free(number, due_on, self.dice.randrange(-5, 8), after=at)):
            self.events.append(Finished(done, number, keeper, name))
        return name, due_on, keeper

    def _tasks(self, of: _Of) -> Iterator[Event | None]:
        for _ in range(self.dice.choice([0, 1, 2])):
            due_on, who, name = self._some_day(of.since), self.dice.choice(OWNERS), self._name("task")
            at = self._free(of.number, due_on, -self.dice.randrange(1, 30))
            if at:
                yield Assigned(at, of.number, name, who, due_on)
                done = self._free(of.number, due_on, self.dice.randrange(-5, 20), after=at)
                yield Finished(done, of.number, who, name) if done else None

    def _reviews(self, of: _Of) -> Iterator[Event | None]:
        dice = self.dice
        for _ in range(dice.choice({"T1": [1, 2, 3], "T2": [0, 1, 2], "T3": [0, 0, 1], "T4": [0]}[of.tier])):
            name, on, kind = self._name("review"), self._some_day(of.since), dice.choice(["qbr", "qbr", "ebr"])
            at = self._free(of.number, on, -dice.randrange(3, 100))
            if at is None or on < _today(at, of.owner):
                continue
            yield Planned(at, of.number, of.owner, name, kind, on)
            if dice.random() < 0.3 and (then := self._free(of.number, on, -dice.randrange(1, 30), after=at)):
                at, on = then, max(on + timedelta(days=dice.randrange(-20, 40)), _today(then, of.owner))
                yield Planned(at, of.number, of.owner, name, kind, on)
            fate = dice.choices(["hold", "call_off", ""], [75, 15, 10])[0]
            ahead = dice.randrange(0, 4) if fate == "hold" else -dice.randrange(0, 20)
            if fate and (then := self._free(of.number, on, ahead, after=at)):
                at = then
                next_on = _today(at, of.owner) + timedelta(days=dice.randrange(5, 60)) if dice.random() < 0.7 else None
                yield Reviewed(at, of.number, of.owner, name, fate, next_on if fate == "hold" else None)
                if fate == "hold" and (then := self._free(of.number, on, ahead + dice.randrange(1, 20), after=at)):
                    yield Reviewed(then, of.number, of.owner, name, "follow_up")

    def _cadence(self, of: _Of) -> Iterator[Event | None]:
        agreed = self._some_day(of.since) if self.dice.random() < 0.3 else of.since + timedelta(days=1)
        for on in [agreed, self._some_day(agreed)][: self.dice.choice([0, 1, 1, 1, 2])]:
            if at := self._free(of.number, on):
                lines = [(f"line-{n}", *self._line(on, of.tier)) for n in range(self.dice.choice([1, 1, 2]))]
                yield Agreed(at, of.number, of.owner, tuple(lines))

    def _line(self, on: date, tier: str) -> tuple[str, int, date]:
        venue = self.dice.choice(["video", "visit", "mail", "report"])
        every = RHYTHM[tier] * self.dice.choice([1, 2, 3])
        return venue, every, on + timedelta(days=self.dice.randrange(-10, every))

    def _pauses(self, of: _Of) -> Iterator[Event | None]:
        if self.dice.random() < 0.15 and (at := self._free(of.number, self._some_day(of.since))):
            yield Paused(at, of.number, of.owner, _today(at, of.owner) + timedelta(days=self.dice.randrange(5, 60)))
            then = self._free(of.number, at.date(), self.dice.randrange(2, 40), after=at)
            if then and self.dice.random() < 0.4:
                yield Paused(then, of.number, of.owner, None)

    def _changes(self, of: _Of) -> Iterator[Event | None]:
        dice = self.dice
        for chance, role in ((0.3, "owner"), (0.2, "deputy"), (0.1, "manager")):
            if dice.random() < chance and (at := self._free(of.number, self._some_day(of.since))):
                yield Given(at, of.number, role, dice.choice(MANAGERS if role == "manager" else OWNERS))
        for chance, fact in ((0.2, "renewal_on"), (0.1, "notice_on")):
            if dice.random() < chance and (at := self._free(of.number, self._some_day(of.since))):
                yield Learned(at, of.number, fact, str(at.date() + timedelta(days=dice.randrange(-10, 200))))
        if dice.random() < 0.1 and (at := self._free(of.number, self._some_day(of.since))):
            yield Learned(at, of.number, "champion", f"another champion of {of.number}")
        if dice.random() < 0.08 and (at := self._free(of.number, self._some_day(of.since))):
            yield Ranked(at, of.number, dice.choice(["T1", "T2", "T3", "T4"]))

    # moments and names

    def _some_day(self, since: date) -> date:
        return since + timedelta(days=self.dice.randrange(1, max(2, self.days - (since - self.first).days)))

    def _on(self, day: date, later: int = 0) -> datetime:
        return datetime.combine(day + timedelta(days=later), self.dice.choice(SLOTS), UTC)

    def _free(self, number: int, day: date, later: int = 0, after: datetime = BEGINS) -> datetime | None:
        """A moment of that day at which nothing else happens to the account, None where there is none after `after`."""
        at = self._on(day, later)
        if at <= after or (number, at) in self.busy:
            return None
        self.busy.add((number, at))
        return at

    def _name(self, of: str) -> str:
        self.names += 1
        return f"{of}-{self.names}"


def _today(at: datetime, who: str) -> date:
    return at.astimezone(ZoneInfo(WORKERS[who].zone)).date()
