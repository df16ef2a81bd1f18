"""What is due on an account on a day, worked out once more from what happened to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.blueprint import (
    Asking,
    Ball,
    Blueprint,
    Cadence,
    Clock,
    Ladder,
    Left,
    NextContact,
    Offset,
    Pulse,
    Span,
    Threads,
    Todo,
    Together,
    Turns,
    Watch,
)
from tests.year.company import Founded, Marked, Touched

LIVE = ("video", "visit", "phone")
TWO_WAY = (*LIVE, "mail")
OVER = ("done", "wrong", "dropped")
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
AHEAD = timedelta(days=60)
"""How far ahead anything is worked out: further than anybody is told of it."""


@dataclass(frozen=True)
class Thing:
    """Something due: it is told from `opens` on, is red from `red`, is for the day `due`, and gives way on `ends`.

    `turn` are those whose it is before whoever the watch names; `person` is who has it, `cover` who stands in.
    """

    key: str
    watch: Watch
    opens: date
    red: date | None = None
    due: date | None = None
    ends: date = date.max
    turn: tuple[str, ...] = ()
    last_on: date | None = None
    task: str | None = None
    person: str = ""
    cover: str | None = None


@dataclass
class Review:
    kind: str
    on: date
    by: str
    state: str = "planned"


@dataclass
class Task:
    owner: str
    due: date
    promise: bool


@dataclass
class Account:
    """What is known of an account. `touches` stand in the order in which they count: by day, then as they were logged;
    `tasks` are the open ones."""

    number: int
    name: str
    tier: str
    since: date
    roles: dict[str, str]
    facts: dict[str, str]
    has_channel: bool
    touches: list[Touched] = field(default_factory=list)
    tasks: dict[str, Task] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    lines: tuple[tuple[str, str, int, date], ...] = ()
    paused: date = date.min
    marks: dict[str, list[Marked]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, event: Founded) -> Account:
        """A new account, ours since that day (of UTC)."""
        roles, facts = dict(event.roles), dict(event.facts)
        return cls(event.account, event.name, event.tier, event.at.date(), roles, facts, event.has_channel)

    @property
    def everybody(self) -> set[str]:
        """All who may be told anything of it."""
        passed = {mark.to for marks in self.marks.values() for mark in marks if mark.to}
        asked = {review.by for review in self.reviews.values()}
        return {*self.roles.values(), *(task.owner for task in self.tasks.values()), *asked, *passed}

    def log(self, touch: Touched) -> None:
        """One contact more, perhaps of an earlier day."""
        self.touches.append(touch)
        self.touches.sort(key=lambda one: one.on)

    def last(self, kinds: tuple[str, ...] = TWO_WAY, contact: str | None = None) -> date | None:
        """The day of the last contact of these kinds, with anybody or with one of theirs."""
        days = (t.on for t in self.touches if t.kind in kinds and (contact is None or contact in t.with_whom))
        return max(days, default=None)

    def left(self) -> dict[str, date]:
        """Who left, and since when: it is news again only of somebody who was in touch in between."""
        found, met = dict[str, date](), dict[str, date]()
        for touch in self.touches:
            for who in touch.left:
                if who not in found or met.get(who, date.min) > found[who]:
                    found[who] = touch.on
            if touch.kind in TWO_WAY:
                met |= dict.fromkeys(touch.with_whom, touch.on)
        return found

    def ball(self) -> date | None:
        """Since when it is our turn, None while it is not."""
        whose, since = "nobody", None
        for touch in self.touches:
            ball = "them" if touch.kind == "one_way" and touch.ball != "us" else touch.ball
            if ball and ball != whose:
                whose, since = ball, touch.on
        return since if whose == "us" else None

    def promised(self) -> Touched | None:
        """The latest contact that said when they hear from us next."""
        return next((touch for touch in reversed(self.touches) if touch.next_on), None)


@dataclass
class Due:
    """The rules, by a blueprint's limits. `is_here`: who is with us."""

    blueprint: Blueprint
    is_here: Callable[[str], bool]

    def things(self, account: Account, day: date) -> dict[str, Thing]:
        """All that is due on that day, or comes to be soon, by key: not what has given way, nor what somebody ended."""
        found = list[Thing]()
        for watch in sorted(self.blueprint.watches.values(), key=lambda watch: isinstance(watch.rule, Together)):
            rests = not isinstance(watch.rule, Todo | Ball | Left | Turns)
            for thing in self._of(watch, account, day, found):
                ready = self._held(account, _rested(thing, account.paused) if rests else thing)
                if ready and ready.ends > max(ready.opens, day) and not _is_over(account, ready.key):
                    found.append(ready)
        return {thing.key: thing for thing in found}

    def _held(self, account: Account, thing: Thing) -> Thing | None:
        """The thing with whoever has it: to whom it was passed on, whose turn it is, whom the watch names; else the
        owner, the deputy, the manager. Who stands in is the owner, or the deputy for the owner."""
        passed = [mark.to for mark in account.marks.get(thing.key, ()) if mark.deed == "passed_on"]
        roles = (*thing.watch.who, "owner", "deputy", "manager")
        wanted = (*passed[-1:], *thing.turn, *(account.roles.get(role) for role in roles))
        person = next((one for one in wanted if one and self.is_here(one)), None)
        if person is None:
            return None
        others = (account.roles.get(role) for role in ("owner", "deputy"))
        cover = next((one for one in others if one and one != person and self.is_here(one)), None)
        return replace(thing, person=person, cover=cover, red=thing.red and max(thing.red, thing.opens))

    def _of(self, watch: Watch, account: Account, day: date, others: list[Thing]) -> Iterator[Thing]:
        match watch.rule:
            case Clock() as rule:
                yield from self._clock(watch, rule, account)
            case NextContact() as rule:
                yield from self._next_contact(watch, rule, account)
            case Ball(after=after) if (since := account.ball()) and (span := after.get(account.tier)):
                late = self._after(since, span) + A_DAY
                yield Thing(f"{watch.id}/{account.number}/{since}", watch, late, red=late)
            case Cadence() as rule:
                yield from self._cadence(watch, rule, account, day)
            case Todo() as rule:
                for name, task in account.tasks.items():
                    if task.promise == rule.promises:
                        opens = self._before(task.due, rule.ahead)
                        key = f"{watch.id}/{name}"
                        yield Thing(key, watch, opens, task.due + A_DAY, task.due, turn=(task.owner,), task=name)
            case Asking(habit="review") as rule:
                for name, review in account.reviews.items():
                    if review.state in rule.states and self.is_here(review.by):
                        opens = self._offset(review.on, rule.at)
                        yield Thing(f"{watch.id}/{name}/{review.by}", watch, opens, turn=(review.by,))
            case Threads() as rule:
                yield from self._threads(watch, rule, account)
            case Left():
                for who, on in account.left().items():
                    yield Thing(f"{watch.id}/{account.number}/{who}/{on}", watch, on, red=on)
            case Together() as rule:
                yield from _together(watch, rule, account, others)
            case Pulse() as rule if account.tier in rule.tiers:
                monday = day - (day.weekday() - rule.weekday) % 7 * A_DAY
                for on in (monday, monday + A_WEEK):
                    if on >= account.paused:
                        yield Thing(f"{watch.id}/{account.number}/{on}", watch, on, ends=on + A_WEEK)
            case Ladder(habit=None) as rule:
                if on := account.facts.get(rule.day):
                    yield from self._ladder(watch, rule, account, f"{account.number}/{on}", date.fromisoformat(on))
            case Ladder() as rule:
                for name, review in account.reviews.items():
                    if review.state in rule.states:
                        yield from self._ladder(watch, rule, account, name, review.on, review)

    def _clock(self, watch: Watch, rule: Clock, account: Account) -> Iterator[Thing]:
        """So many days after the last contact. A contact whom we do not know, or who left, has no clock; a new account
        has none in its grace, nor is it red there before the first talk, for as long again."""
        limits = rule.limits.get(account.tier)
        if limits is None or (rule.contact and not _is_there(account, rule.contact)):
            return
        last_on = account.last(LIVE if rule.runs_from == "live" else TWO_WAY, rule.contact)
        began = last_on or account.since
        amber = max(began + (limits.amber + 1) * A_DAY, account.since + rule.grace * A_DAY)
        red = None
        if limits.red:
            grace = rule.grace if account.last(LIVE) else 2 * rule.grace
            red = max(began + (limits.red + 1) * A_DAY, account.since + grace * A_DAY)
        booked = self._booked(account)
        if inside := [on for on in booked if red is None or on < red]:
            amber = max(amber, max(inside) + A_DAY)
        if red and (beyond := [on for on in booked if on >= red]):
            red = max(beyond) + A_DAY
        opens = max(amber, self._quiet_until(account))
        yield Thing(f"{watch.id}/{account.number}/{began}", watch, opens, red, last_on=last_on)

    def _booked(self, account: Account) -> list[date]:
        """The days of meetings they know of: what they were promised as one, and the reviews."""
        promised = account.promised()
        reviews = [review.on for review in account.reviews.values() if review.state != "called_off"]
        return reviews + (
            [promised.next_on] if promised and promised.next_on and promised.next_how == "meeting" else []
        )

    def _quiet_until(self, account: Account) -> date:
        """Nothing is asked about silence so soon after a contact."""
        last = account.last()
        return self._after(last, self.blueprint.calendar.quiet_for) + A_DAY if last else account.since

    def _next_contact(self, watch: Watch, rule: NextContact, account: Account) -> Iterator[Thing]:
        """What they were told stands until a later touch keeps it; after that, or without it, it is missing."""
        last, promised = account.last(), account.promised()
        if promised and (on := promised.next_on):
            opens = self._before(on, rule.ahead)
            if last is None or last < opens or last <= promised.on:
                yield Thing(f"{watch.id}/{account.number}/{on}", watch, opens, on + A_DAY, on)
                return
        if last and (span := rule.missing_after.get(account.tier)):
            opens = self._after(last, span) + A_DAY
            yield Thing(f"{watch.id}/{account.number}/missing/{last}", watch, opens)

    def _cadence(self, watch: Watch, rule: Cadence, account: Account, day: date) -> Iterator[Thing]:
        """Each line's days, until a contact of its kind was near enough, or the next one's turn comes."""
        for name, venue, every, first in account.lines:
            met = account.last(LIVE if venue in LIVE else TWO_WAY) or date.min
            near = min(rule.tolerance, (every - 1) // 2) * A_DAY
            on = first + max((day - first).days // every - 1, 0) * every * A_DAY
            while on <= day + AHEAD:
                then = on + every * A_DAY
                if met < on - near and on >= account.paused:
                    yield Thing(
                        f"{watch.id}/{account.number}/{name}/{on}",
                        watch,
                        self._before(on, rule.ahead),
                        on + near + A_DAY,
                        on,
                        self._before(then, rule.ahead),
                    )
                on = then

    def _threads(self, watch: Watch, rule: Threads, account: Account) -> Iterator[Thing]:
        """From each day on which one more of theirs fell silent, or left, while too few remain."""
        silent, left = list[date](), account.left()
        for who in {who for touch in account.touches for who in touch.with_whom}:
            if met := account.last(contact=who):
                until = met + (rule.within + 1) * A_DAY
                silent.append(min(until, left[who]) if who in left and left[who] >= met else until)
        first = account.since + (rule.within + 1) * A_DAY
        falls = sorted({first, *(on for on in silent if on > first)})
        for on, ends in zip(falls, [*falls[1:], date.max], strict=True):
            if sum(until > on for until in silent) < rule.fewest.get(account.tier, 0):
                opens = max(on, self._quiet_until(account))
                yield Thing(f"{watch.id}/{account.number}/{on}", watch, opens, ends=ends)

    def _ladder(
        self, watch: Watch, rule: Ladder, account: Account, of: str, day: date, review: Review | None = None
    ) -> Iterator[Thing]:
        """Each step that is for such a tier and review, until the next one's day; the last for sixty days."""
        days = {
            rung.id: self._offset(day, rung.at)
            for rung in rule.rungs
            if account.tier in rung.tiers
            and (review is None or rung.only.get("kind", review.kind) == review.kind)
            and (review is None or not rung.states or review.state in rung.states)
        }
        if review is None:
            days = _since_ours(days, account.since, day)
        for id, on in days.items():
            ends = min((other for other in days.values() if other > on), default=on + 60 * A_DAY)
            yield Thing(f"{watch.id}/{of}/{id}", watch, on, due=on, ends=ends)

    def _offset(self, day: date, at: Offset) -> date:
        return self._before(day, at.span) if at.before else self._after(day, at.span)

    def _after(self, day: date, span: Span) -> date:
        return self._walk(day, span, A_DAY)

    def _before(self, day: date, span: Span) -> date:
        return self._walk(day, span, -A_DAY)

    def _walk(self, day: date, span: Span, step: timedelta) -> date:
        left = span.count
        while left:
            day += step
            left -= not span.working or day.weekday() in self.blueprint.calendar.working_days
        return day


def _since_ours(days: dict[str, date], since: date, day: date) -> dict[str, date]:
    """What would have been asked before the account came is left out; but of the last step, while there is time."""
    ours = {id: on for id, on in days.items() if on >= since}
    last = max(days, key=lambda id: days[id], default=None)
    return ours if ours or last is None or day < since else {last: since}


def _together(watch: Watch, rule: Together, account: Account, others: list[Thing]) -> Iterator[Thing]:
    """From the day on which the last one needed of these signs came; an amber clock is none."""
    signs = dict[str, date]()
    for thing in others:
        since = thing.red if isinstance(thing.watch.rule, Clock) else thing.red or thing.opens
        if thing.watch.id in rule.of and since:
            signs[thing.watch.id] = min(since, signs.get(thing.watch.id, date.max))
    days = sorted(signs.values())
    if len(days) >= rule.at_least:
        since = days[rule.at_least - 1]
        yield Thing(f"{watch.id}/{account.number}/{since}", watch, since, red=since)


def _rested(thing: Thing, until: date) -> Thing:
    """Nothing of it is told while the account rests, nor of a day that passed in its rest."""
    passed = thing.due is not None and thing.due < until
    return replace(thing, opens=max(thing.opens, until), due=None if passed else thing.due)


def _is_there(account: Account, contact: str) -> bool:
    left, met = account.left().get(contact), account.last(contact=contact)
    return contact in account.facts and (left is None or (met is not None and met > left))


def _is_over(account: Account, key: str) -> bool:
    return any(mark.deed in OVER for mark in account.marks.get(key, ()))
