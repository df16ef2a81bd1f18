"""What was heard in a year, by the sandbox's own account of it, and what is wrong with it whatever was expected."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.blueprint import Calendar
from bot.rules.facts import ACCOUNT_CHANNEL, Message, Speech, Telling
from bot.store import said, told
from bot.store.engine import reading
from tests.support.hand import Json
from tests.year.company import Event, Founded, Given, Leaves, Quits, Travels, Vacation
from tests.year.days import Days
from tests.year.living import Life
from tests.year.oracle import Digest, Line, Spoken

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Heard:
    """A post: when it came, the message it was, what the bot noted of it, and what it comes to (None: it answers a
    deed)."""

    at: datetime
    post: Json
    message: Message
    told: tuple[Telling, ...]
    said: Digest | Spoken | None


def heard(life: Life, events: Sequence[Event]) -> tuple[list[Heard], list[str]]:
    """Every post of the year in order; and what is wrong in itself: said twice, out of hours, too often."""
    posts = life.bot.box.posted()
    office = life.bot.office
    marks = [post["metadata"]["event_payload"]["mark"] for post in posts]
    wrong = [f"said {many} times: {mark}" for mark, many in Counter(marks).items() if many > 1]
    with reading(office.memory) as connection:
        rows = said.by_marks(connection, office.workspace, marks)
        tellings = {mark: told.in_message(connection, office.workspace, rows[mark].message.key) for mark in rows}
    coming, world = [*reversed(events)], _World(office.blueprint.calendar)
    found = []
    for post, mark in sorted(zip(posts, marks, strict=True), key=lambda pair: pair[0]["at"]):
        at = datetime.fromtimestamp(post["at"], UTC)
        while coming and coming[-1].at <= at:
            world.sees(coming.pop())
        message = rows[mark].message
        one = Heard(at, post, message, tellings[mark], _said(life, world, message, tellings[mark], at))
        found.append(one)
        wrong += world.wrong_with(one)
    return found, wrong


class _World:
    """Whose hours count, as the year goes on."""

    def __init__(self, calendar: Calendar) -> None:
        self.days = Days(calendar.holidays)
        self.names: dict[int, str] = {}
        self.owners: dict[int, str] = {}
        self._interrupted: dict[str, list[datetime]] = defaultdict(list)
        self._threads: dict[str, str] = {}

    def sees(self, event: Event) -> None:
        match event:
            case Founded():
                self.names[event.account], self.owners[event.account] = event.name, event.roles["owner"]
            case Given(role="owner"):
                self.owners[event.account] = event.person
            case Leaves():
                self.days.leave(event)
            case Vacation():
                self.days.vacation(event)
            case Travels():
                self.days.move(event.person, event.zone)
            case Quits():
                self.days.gone.add(event.person)

    def reader(self, message: Message) -> str:
        """Whose hours count: the owner's in an account's channel."""
        return self.owners[message.account or 0] if message.to == ACCOUNT_CHANNEL else message.to

    def wrong_with(self, one: Heard) -> Iterator[str]:
        """What must not be, whoever expected it."""
        message, reader = one.message, self.reader(one.message)
        there = (
            f"{message.key} to {reader} at {self.days.hour(reader, one.at):%H:%M} on {self.days.today(reader, one.at)}"
        )
        if not message.at_once and not self.days.in_hours(reader, one.at):
            yield f"out of hours: {there}"
        if message.at_once and message.to not in (ACCOUNT_CHANNEL, message.actor):
            lately = [at for at in self._interrupted[reader] if at > one.at - A_WEEK]
            self._interrupted[reader].append(one.at)
            if len(lately) >= 3 and not self.days.in_hours(reader, one.at):
                yield f"interrupted too often: {there}"
        if message.key.startswith("thread/"):
            self._threads[message.key] = one.post["ts"]
        if message.under and one.post["thread_ts"] != self._threads.get(message.under):
            yield f"not in its thread: {there}"


def _said(
    life: Life, world: _World, message: Message, tellings: Iterable[Telling], at: datetime
) -> Digest | Spoken | None:
    reader = world.reader(message)
    day = world.days.today(reader, at)
    kind, _, key = message.key.partition("/")
    match message.kind:
        case Speech.DIGEST:
            lines = (Line(life.theirs(one.nudge), one.cover_for, one.warned) for one in tellings)
            return Digest(message.to, day, tuple(lines))
        case Speech.NUDGE:
            return Spoken("now", life.theirs(message.facts["nudge"]), message.to, day)
        case Speech.ALERT | Speech.PULSE:
            return Spoken(kind, life.theirs(key), world.names[message.account or 0], day)
    return None
