"""What must be said in a year, worked out a second time and by itself, moment by moment, by the product's rules.

It asks none of the bot's rules: not what is due (`bot.rules.watch`; that is `tests/year/due.py`), not who is told
(`bot.rules.digest`), not what a working day is (`bot.rules.days`; that is `tests/year/days.py`). Of the blueprints it
reads what they say: limits, steps, hours.

Expected, and compared exactly:

- each person's digest: on which day of theirs, what stands in it and in which order, for whom they stand in, and of
  what it warns that it goes to somebody else next;
- each interrupt: of what, to whom, on which day, and how many a week;
- in each account's channel what is said of which occasion and on which day of its owner: alerts, steps of a review, the
  first message of their thread, the weekly pulse;
- how often each digest, and each interrupt, is drawn again: once whenever something in it is over, or somebody said
  something of it, for three days;
- which alerts say in the end that they are settled.

Messages in answer to a deed (a review was planned, an account rests) are not the clock's own; of these it is only seen
that each comes once and in the hours of whoever reads it.

What an edit says besides, and how often a channel's message is edited, is not compared.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.blueprint import Blueprint, Clock, Escalation, Ladder, Pulse, Todo
from tests.year.company import (
    WORKERS,
    Agreed,
    Assigned,
    Event,
    Finished,
    Founded,
    Given,
    Learned,
    Leaves,
    Marked,
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
from tests.year.days import A_DAY, Days
from tests.year.due import Account, Due, Review, Task, Thing

Place: TypeAlias = tuple[str, str, str]

TO_PERSONS = ("now", "left")
A_WEEK = timedelta(days=7)
AT_ONE_HOUR = timedelta(minutes=90)
"""What was told at this hour a week ago counts, though daylight saving is between."""
LATELY = timedelta(days=3)
"""How long what was told is drawn again."""
AHEAD, HALF_A_DAY = timedelta(days=14), timedelta(hours=12)
"""How long before it opens something can be told, because its day falls on free days: counted where a day ends last."""


@dataclass(frozen=True)
class Line:
    """One thing in a digest: its key, for whom the reader stands in, and whether it goes to somebody else next."""

    key: str
    cover_for: str | None = None
    warns: bool = False


@dataclass(frozen=True)
class Digest:
    """What one person is told on one day of theirs."""

    person: str
    day: date
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Spoken:
    """What is said besides: `now` (a promise that is due) or `left` (somebody of theirs) to a person; `alert`,
    `thread`, `step` or `pulse` in an account's channel."""

    kind: str
    key: str
    to: str
    day: date


def place(said: Digest | Spoken) -> Place:
    """What can be said once. A promise is told at once to everybody whose it is on its day, and again on another day to
    which it was put off."""
    if isinstance(said, Digest):
        return "digest", said.person, str(said.day)
    to_person = f"{said.to} on {said.day}" if said.kind == "now" else said.to
    return said.kind, said.key, to_person if said.kind in TO_PERSONS else ""


@dataclass
class Expected:
    """All that is to be said, and when; `drawn` is when what was told to a person is drawn again, `open` what is not
    settled in the end. `events` is what really happens: each reaction is what it comes to, and what cannot be is left
    out."""

    events: list[Event] = field(default_factory=list)
    said: list[tuple[datetime, Digest | Spoken]] = field(default_factory=list)
    drawn: dict[Place, set[datetime]] = field(default_factory=lambda: defaultdict(set))
    open: set[str] = field(default_factory=set)


class Oracle:
    """Goes through a year in thought. `foresee` is asked once."""

    def __init__(self, blueprint: Blueprint, script: Script) -> None:
        self.blueprint, self.script, self.calendar = blueprint, script, blueprint.calendar
        self.days = Days(self.calendar.holidays)
        self.due = Due(blueprint, lambda person: person not in self.days.gone)
        self.accounts: dict[int, Account] = {}
        self.told: dict[str, list[tuple[str, date, bool]]] = defaultdict(list)
        self.greeted: set[tuple[str, date]] = set()
        self.digests: dict[str, Digest] = {}
        self.said: set[tuple[str, ...]] = set()
        self.interrupts: dict[str, list[datetime]] = defaultdict(list)
        self.leaving: list[tuple[str, str, datetime]] = []
        self.expected = Expected()
        self._timeline: list[tuple[datetime, int, Event | None]] = []
        self._order = count()
        self._known: dict[int, dict[date, dict[str, Thing]]] = defaultdict(dict)
        self._whose: dict[str, int] = {}
        self._heard: dict[int, object] = {}
        self._ids: dict[str, str] = {}
        self._tasks, self._records = count(1), count(1)
        self._told_in: dict[str, list[tuple[str, date, Place]]] = defaultdict(list)
        self._there: dict[int, set[str]] = {}
        self._unseen: set[int] = set()
        self._seen_on = script.begins.date() - A_DAY

    def foresee(self) -> Expected:
        """Everything that is to be said in the year."""
        self._plan()
        down = [(event.since, event.at) for event in self.script.events if isinstance(event, Restarts)]
        while self._timeline:
            moment, touched = self._timeline[0][0], set[int]()
            while self._timeline and self._timeline[0][0] == moment:
                if event := heappop(self._timeline)[2]:
                    self._lives(event, touched)
            if not any(since <= moment < until for since, until in down):
                self._looks(moment)
                self._speaks(moment)
        self.expected.open = {key for there in self._there.values() for key in there}
        return self.expected

    def _plan(self) -> None:
        """All moments at which anything may be said: whenever something happens, and the hours of everybody's day."""
        for event in self.script.events:
            self._at(event.at, event)
        zones = {(who, one.zone) for who, one in WORKERS.items()}
        zones |= {(event.person, event.zone) for event in self.script.events if isinstance(event, Travels)}
        zones |= {(event.person, "UTC") for event in self.script.events if isinstance(event, Quits)}
        for who, zone in zones:
            one = WORKERS[who]
            for hour in {one.opens, one.digest_at, one.quiet_until, self.calendar.unmet_at}:
                day = self.script.begins.date()
                while day <= self.script.ends.date():
                    self._at(datetime.combine(day, hour, ZoneInfo(zone)), None)
                    day += A_DAY
        for n in range((self.script.ends - self.script.begins).days + 1):
            self._at(datetime.combine(self.script.begins.date() + n * A_DAY, time(), UTC) + HALF_A_DAY, None)
        for who in WORKERS:  # nobody's morning is looked after before there is something to tell
            if self.days.hour(who, self.script.begins) >= WORKERS[who].digest_at:
                self.greeted.add((who, self.days.today(who, self.script.begins)))

    def _at(self, moment: datetime, event: Event | None) -> None:
        if self.script.begins <= moment < self.script.ends:
            heappush(self._timeline, (moment.astimezone(self.script.begins.tzinfo), next(self._order), event))

    def _things(self, number: int, day: date) -> dict[str, Thing]:
        known = self._known[number]
        if day not in known:
            known[day] = self.due.things(self.accounts[number], day)
            self._whose |= dict.fromkeys(known[day], number)
        return known[day]

    # what happens

    def _lives(self, event: Event, touched: set[int]) -> None:
        """Take in what happens; `touched` are the accounts to which something happened at this moment already."""
        if isinstance(event, Reacts):
            marked = self._comes_to(event, touched)
            if marked is None:
                return
            event = marked
        if not self._happens(event):
            return
        self.expected.events.append(event)
        if number := getattr(event, "account", None):
            touched.add(number)
            self._unseen.add(number)
            self._known.pop(number, None)
        elif isinstance(event, Quits):
            self._known.clear()

    def _happens(self, event: Event) -> bool:
        """Take it in, unless it cannot be: a review that was never planned is not held."""
        match event:
            case Founded():
                self.accounts[event.account] = Account.of(event)
            case Leaves():
                self.days.leave(event)
            case Vacation():
                self.days.vacation(event)
            case Travels():
                self.days.move(event.person, event.zone)
            case Quits():
                self._quits(event)
            case Restarts():
                pass
            case _:
                account = self.accounts.get(event.account)
                return account is not None and self._happens_to(account, event)
        return True

    def _happens_to(self, account: Account, event: Event) -> bool:
        match event:
            case Touched():
                if (event.left or event.promises) and self._is_orphaned(account, event.by):
                    return False  # that somebody is told who is gone, is told elsewhere
                account.log(event)
                account.tasks |= {name: Task(who, due, promise=True) for name, due, who in event.promises}
                self._numbers(*(name for name, _, _ in event.promises), records=bool(event.left or event.promises))
                self._interrupts(event, account)
            case Assigned():
                account.tasks[event.task] = Task(event.owner, event.due_on, promise=False)
                self._numbers(event.task)
            case Finished():
                return account.tasks.pop(event.task, None) is not None
            case Planned() | Reviewed() | Paused() if self._is_orphaned(account, event.by):
                return False
            case Planned():
                if event.review not in account.reviews:
                    self._ids[event.review] = str(next(self._records))
                review = account.reviews.setdefault(event.review, Review(event.kind, event.on, event.by))
                if review.state != "planned":
                    return False
                review.on, review.by = event.on, event.by
            case Reviewed():
                return self._reviewed(account, event)
            case Agreed():
                self._numbers(records=not account.lines)
                account.lines = event.lines
            case Paused():
                if (event.until is None) == (account.paused == date.min):
                    return False
                account.paused = event.until or date.min
                self._numbers(records=event.until is not None)
            case Given() if event.person in self.days.gone:
                return False
            case Given():
                account.roles[event.role] = event.person
            case Learned():
                account.facts[event.fact] = event.value
            case Ranked():
                account.tier = event.tier
            case Marked():
                task = self._things(account.number, self.days.today(event.by, event.at))[event.nudge].task
                self._draws_again(event.nudge, event.at)
                account.marks[event.nudge].append(event)
                if task and event.deed == "done":
                    del account.tasks[task]
                elif task and event.deed == "slipped" and event.until:
                    account.tasks[task].due = event.until
        return True

    def _numbers(self, *tasks: str, records: bool = True) -> None:
        """Records and tasks are numbered as they come; of two alike the lower number, as it is written, comes first."""
        if records:
            next(self._records)
        self._ids |= {task: str(next(self._tasks)) for task in tasks}

    def _reviewed(self, account: Account, event: Reviewed) -> bool:
        review = account.reviews.get(event.review)
        if review is None or review.state != {"follow_up": "held"}.get(event.move, "planned"):
            return False
        review.state = {"hold": "held", "call_off": "called_off", "follow_up": "followed_up"}[event.move]
        if event.move == "hold":
            today = self.days.today(event.by, event.at)
            how = "call" if event.next_on else None
            account.log(
                Touched(
                    event.at, account.number, event.by, today, "video", ball="", next_on=event.next_on, next_how=how
                )
            )
        return True

    def _quits(self, event: Quits) -> None:
        """Their accounts are given to others, one after the other."""
        self.days.quit(event.person)
        for number, account in self.accounts.items():
            for role, person in account.roles.items():
                if person == event.person:
                    heir = next(one for one in ("UANN", "UBEN", "UDEV") if one not in account.roles.values())
                    at = event.at + A_DAY * (1 + number % 14) + timedelta(minutes=1)
                    self._at(at, Given(at, number, role, heir))

    def _is_orphaned(self, account: Account, by: str) -> bool:
        return not self.days.gone.isdisjoint({by, *account.everybody})

    def _interrupts(self, event: Touched, account: Account) -> None:
        """Who is told at once that somebody left: owner and manager."""
        if event.left:
            news = f"{event.account}/{event.at.isoformat()}"
            told = {account.roles["owner"], account.roles["manager"]} - {event.by}
            self.leaving += [(person, news, event.at) for person in sorted(told)]

    def _comes_to(self, event: Reacts, touched: set[int]) -> Event | None:
        """What somebody does about a thing they were told today, if it is still there and nobody else is at it."""
        today, digest = self.days.today(event.by, event.at), self.digests.get(event.by)
        if digest is None or digest.day != today or event.place >= len(digest.lines) or event.by in self.days.gone:
            return None
        key = digest.lines[event.place].key
        number = self._whose[key]
        thing = self._things(number, today).get(key)
        if thing is None or number in touched or thing.opens > (event.at - HALF_A_DAY).date() + AHEAD:
            return None  # what slipped so far that it is not seen yet is there no more
        deed = self._deed(event, self.accounts[number], thing, today)
        return None if isinstance(deed, Marked) and self._is_said_already(deed) else deed

    def _is_said_already(self, mark: Marked) -> bool:
        """What is said twice is said once."""
        last = self.accounts[mark.account].marks[mark.nudge][-1:]
        return any((one.deed, one.by, one.until, one.to) == (mark.deed, mark.by, mark.until, mark.to) for one in last)

    def _deed(self, event: Reacts, account: Account, thing: Thing, today: date) -> Event | None:
        at, number, by, nudge = event.at, account.number, event.by, thing.key
        match event.deed:
            case "logged":
                on = today + A_WEEK * (1 + event.days)
                kind = ("video", "mail")[event.place % 2]
                return Touched(at, number, by, today, kind, ("champion", "their_sponsor"), "them", on, "meeting")
            case "snoozed":
                return Marked(at, number, by, nudge, "snoozed", until=today + event.days * A_DAY)
            case "slipped" if thing.task in account.tasks and account.tasks[thing.task].promise:
                return Marked(at, number, by, nudge, "slipped", until=today + event.days * A_DAY)
            case "slipped":
                return None
            case "passed_on":
                roles = (account.roles[role] for role in ("owner", "manager", "deputy"))
                to = next((one for one in roles if one not in (by, thing.person, *self.days.gone)), None)
                return Marked(at, number, by, nudge, "passed_on", to=to) if to else None
            case "done" if "done" not in thing.watch.offers:
                return None
        return Marked(at, number, by, nudge, event.deed)

    def _looks(self, moment: datetime) -> None:
        """What is over is seen when something happens, and when a day has ended everywhere."""
        day = (moment - HALF_A_DAY).date()
        seen = self.accounts if day != self._seen_on else self._unseen
        for number in seen:
            there = {key for key, thing in self._things(number, day).items() if thing.opens <= day + AHEAD}
            for key in self._there.get(number, set()) - there:
                self._draws_again(key, moment)
            self._there[number] = there
        self._unseen, self._seen_on = set(), day

    def _draws_again(self, nudge: str, moment: datetime) -> None:
        for person, day, where in self._told_in[nudge]:
            if day >= (moment - LATELY).date() and person not in self.days.gone:
                self.expected.drawn[where].add(moment)

    # what is said

    def _speaks(self, moment: datetime) -> None:
        leaving, self.leaving = self.leaving, []
        for person, news, at in leaving:
            waits_until = at if at > moment else self._tells_who_left(person, news, moment)
            self.leaving += [(person, news, waits_until)] if waits_until else []
        for number, account in self.accounts.items():
            self._speaks_in_channel(account, moment)
            for task in account.tasks.values():
                if task.promise and abs((task.due - moment.date()).days) <= 1:
                    self._speaks_at_once(number, moment)
        for person in WORKERS:
            self._greets(person, moment)

    def _greets(self, person: str, moment: datetime) -> None:
        """The digest, once a day: at its hour, or as soon after it as can be while they work."""
        worker, day = self.days.workers[person], self.days.today(person, moment)
        due = self.days.hour(person, moment) >= worker.digest_at and self.days.in_hours(person, moment)
        due = due and not self.days.left_alone(person, moment)
        if person in self.days.gone or not due or (person, day) in self.greeted:
            return
        self.greeted.add((person, day))
        found = [
            (thing, account, line)
            for number, account in self.accounts.items()
            if person in account.everybody
            for thing in self._things(number, day).values()
            if (line := self._line(person, day, account, thing, moment))
        ]
        if found:
            found.sort(key=lambda one: self._gravity(one[0], one[1], day))
            lines = tuple(line for _, _, line in found[: self.calendar.digest.most])
            self.digests[person] = Digest(person, day, lines)
            self.expected.said.append((moment, self.digests[person]))
            for line in lines:
                self.told[line.key].append((person, day, line.warns))
                self._told_in[line.key].append((person, day, place(self.digests[person])))

    def _gravity(self, thing: Thing, account: Account, day: date) -> tuple[object, ...]:
        """By the calendar's order; then what is red, and amber; then by tier, and day."""
        grave = 0 if _is_red(thing, day) else 1 if isinstance(thing.watch.rule, Clock) and thing.opens <= day else 2
        order = list(self.blueprint.watches).index(thing.watch.id)
        numbered = "/".join(self._ids.get(part, part) for part in thing.key.split("/"))
        return order, grave, account.tier, thing.due or thing.opens, account.name, numbered

    def _line(self, person: str, day: date, account: Account, thing: Thing, moment: datetime) -> Line | None:
        """How somebody is told of a thing that day, if they are: as whose turn it is, as who stands in, or as who hears
        of it next."""
        early = thing.due is not None and thing.due < self.days.next(person, day)
        early = early and thing.opens <= (moment - HALF_A_DAY).date() + AHEAD
        if isinstance(thing.watch.rule, Pulse) or not (thing.opens <= day or early):
            return None
        if person == thing.person:
            return self._to_holder(person, day, account, thing)
        if person == self._stands_in(account, thing, day):
            line = self._to_holder(person, day, account, thing)
            return line and replace(line, cover_for=thing.person)
        step = thing.watch.escalates
        if step and person == account.roles.get(step.to) and self._climbs(step, person, day, account, thing):
            return Line(thing.key)
        return None

    def _stands_in(self, account: Account, thing: Thing, day: date) -> str | None:
        """Who has it instead while whose turn it is is away: who covers, and who is left when they are away too."""
        if not self.days.away(thing.person, day):
            return None
        if thing.cover and not self.days.away(thing.cover, day):
            return thing.cover
        return account.roles.get(self.calendar.digest.nobody_here)

    def _to_holder(self, person: str, day: date, account: Account, thing: Thing) -> Line | None:
        """Not while it is snoozed, nor again too soon to the same person, unless it is red or its day has come; with a
        warning where the next digest would be one too many."""
        marks = account.marks.get(thing.key, ())
        if _is_snoozed(account, thing, day):
            return None
        snoozes = [mark.until for mark in marks if mark.deed == "snoozed" and mark.until]
        last = max((on for who, on, _ in self.told[thing.key] if who == person and on < day), default=None)
        red = _is_red(thing, day)
        if last and not red:
            came = thing.due is not None and last < thing.due <= day
            woke = any(last < until <= day for until in snoozes)
            again = self.due._after(last, thing.watch.again)
            if not came and not woke and day < again:
                return None
        step = thing.watch.escalates
        to = account.roles.get(step.to) if step else None
        if step is None or to is None or to in (person, thing.person) or not red:
            return Line(thing.key)
        return Line(thing.key, warns=self._ignored(thing, account, day) + 1 >= step.after)

    def _climbs(self, step: Escalation, person: str, day: date, account: Account, thing: Thing) -> bool:
        """It was red in so many digests, and told last week where it goes; or silence lasted too long in any case."""
        if not self.days.begins_week(person, day):
            return False
        limit = step.always.get(account.tier)
        if limit is not None and thing.last_on and day > thing.last_on + limit * A_DAY:
            return True
        monday = day - day.weekday() * A_DAY
        warned = any(warned and on < monday for _, on, warned in self._since_deed(thing, account))
        return _is_red(thing, day) and warned and self._ignored(thing, account, day) >= step.after

    def _ignored(self, thing: Thing, account: Account, day: date) -> int:
        return len({on for _, on, _ in self._since_deed(thing, account) if _is_red(thing, on) and on < day})

    def _since_deed(self, thing: Thing, account: Account) -> list[tuple[str, date, bool]]:
        """What whose turn it is, or who stands in, was told since the day on which somebody last did something."""
        acted = max((self.days.today(thing.person, m.at) for m in account.marks.get(thing.key, ())), default=date.min)
        return [one for one in self.told[thing.key] if one[1] > acted and one[0] in (thing.person, thing.cover)]

    def _may_interrupt(self, person: str, moment: datetime) -> bool:
        lately = [at for at in self.interrupts[person] if at >= moment - A_WEEK - AT_ONE_HOUR]
        return len(lately) < self.calendar.interrupts_a_week

    def _tells_who_left(self, person: str, news: str, moment: datetime) -> datetime | None:
        """At any hour at which they need not be left alone, a few times a week at most; else, and to whoever is on
        leave, in their hours. Until when it waits, where it does."""
        day = self.days.today(person, moment)
        at_once = self._may_interrupt(person, moment) and not self.days.away(person, day)
        if not at_once and not self.days.in_hours(person, moment):
            return self.days.opening(person, moment)
        if self.days.left_alone(person, moment):
            return self.days.woken(person, moment)
        self.interrupts[person].append(moment)
        self.expected.said.append((moment, Spoken("left", news, person, day)))
        return None

    def _speaks_at_once(self, number: int, moment: datetime) -> None:
        """A promise that is due today and not kept: at its hour, a few times a week at most."""
        for thing in {t.key: t for day in _around(moment) for t in self._things(number, day).values()}.values():
            rule, person = thing.watch.rule, thing.person
            if not isinstance(rule, Todo) or not rule.promises or thing.due is None:
                continue
            day = self.days.today(person, moment)
            snoozed = _is_snoozed(self.accounts[number], thing, day)
            here = self.days.works(person, day) and self.days.hour(person, moment) >= self.calendar.unmet_at
            if thing.due != day or snoozed or not here or ("now", thing.key, person, str(day)) in self.said:
                continue
            self.said.add(("now", thing.key, person, str(day)))
            if self._may_interrupt(person, moment):
                self.interrupts[person].append(moment)
                spoken = Spoken("now", thing.key, person, day)
                self.told[thing.key].append((person, day, False))
                self._told_in[thing.key].append((person, day, place(spoken)))
                self.expected.said.append((moment, spoken))

    def _speaks_in_channel(self, account: Account, moment: datetime) -> None:
        """In its owner's hours whatever its channel has not heard: each occasion once."""
        owner = account.roles["owner"]
        if not account.has_channel or not self.days.in_hours(owner, moment):
            return
        day, late = self.days.today(owner, moment), self.days.hour(owner, moment) >= self.days.workers[owner].digest_at
        things = self._things(account.number, day)
        if self._heard.get(account.number) == (things, owner, day, late):
            return
        self._heard[account.number] = (things, owner, day, late)
        for thing in things.values():
            opens = self._told_on(thing, owner)
            if opens < day or (opens == day and late):
                self._speaks_of(thing, account, day, moment)

    def _speaks_of(self, thing: Thing, account: Account, day: date, moment: datetime) -> None:
        is_pulse, is_step = isinstance(thing.watch.rule, Pulse), isinstance(thing.watch.rule, Ladder)
        if is_pulse:
            self._says("pulse", thing.key, account, day, moment)
        elif thing.watch.alert and is_step:
            self._says("thread", thing.key.rpartition("/")[0], account, day, moment)
        if thing.watch.alert and not _is_snoozed(account, thing, day):
            self._says("step" if is_step else "alert", thing.key, account, day, moment)

    def _says(self, kind: str, key: str, account: Account, day: date, moment: datetime) -> None:
        if (kind, key) not in self.said:
            self.said.add((kind, key))
            self.expected.said.append((moment, Spoken(kind, key, account.name, day)))

    def _told_on(self, thing: Thing, owner: str) -> date:
        """The day a channel hears of it: before free days, where it is for one of them."""
        before = (thing.opens - n * A_DAY for n in range(14))
        return next((day for day in before if self.days.works(owner, day)), thing.opens) if thing.due else thing.opens


def _is_snoozed(account: Account, thing: Thing, day: date) -> bool:
    """Whether it was put off beyond that day, and not passed on since: whoever does that wants it seen to."""
    marks = [mark for mark in account.marks.get(thing.key, ()) if mark.deed in ("snoozed", "passed_on")]
    return bool(marks and marks[-1].until and marks[-1].until > day)


def _is_red(thing: Thing, day: date) -> bool:
    return thing.red is not None and thing.red <= day


def _around(moment: datetime) -> tuple[date, date, date]:
    return moment.date() - A_DAY, moment.date(), moment.date() + A_DAY
