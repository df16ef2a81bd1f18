"""What was heard in a year, by the sandbox's own account of it, and what is wrong with it whatever was expected."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

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
LEFT = "touch", "somebody_left"


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
    wrong += [f"Slack was asked too much of {method}: {many} times" for method, many in life.bot.box.refused.items()]
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


def mended(life: Life) -> set[tuple[str, str]]:
    """The alerts that say by now, in the accounts' channels, that they are settled: channel and ts."""
    found = set[tuple[str, str]]()
    for channel in life.channels.values():
        for message in life.bot.office.slack.pages("conversations.history", "messages", channel=channel, limit=200):
            if "That is settled" in str(message.get("blocks")):
                found.add((channel, message["ts"]))
        life.bot.box.clock.advance(2)  # Slack reads fifty a minute
    return found


class _World:
    """Whose hours count, as the year goes on."""

    def __init__(self, calendar: Calendar) -> None:
        self.days = Days(calendar.holidays)
        self.names: dict[int, str] = {}
        self.owners: dict[int, str] = {}
        self._most = calendar.interrupts_a_week
        self._interrupted: dict[str, list[datetime]] = defaultdict(list)
        self._told = set[tuple[str, str]]()
        self._greeted = set[tuple[str, date]]()
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
                self.days.quit(event.person)

    def reader(self, message: Message) -> str:
        """Whose hours count: the owner's in an account's channel."""
        return self.owners[message.account or 0] if message.to == ACCOUNT_CHANNEL else message.to

    def wrong_with(self, one: Heard) -> Iterator[str]:
        """What must not be, whoever expected it."""
        message, reader = one.message, self.reader(one.message)
        day = self.days.today(reader, one.at)
        there = f"{message.key} to {reader} at {self.days.hour(reader, one.at):%H:%M} on {day}"
        is_unasked = message.to not in (ACCOUNT_CHANNEL, message.actor)
        in_hours = self.days.in_hours(reader, one.at)
        if (one.post["channel"], message.key) in self._told:
            yield f"said before: {there}"
        self._told.add((one.post["channel"], message.key))
        if not message.at_once and not in_hours:
            yield f"out of hours: {there}"
        if is_unasked and self.days.left_alone(reader, one.at):
            yield f"to somebody who wants to be left alone: {there}"
        if is_unasked and self.days.away(reader, day):
            yield f"to somebody on leave: {there}"
        if message.kind in (Speech.DIGEST, Speech.NUDGE) and not self.days.works(reader, day):
            yield f"on a free day: {there}"
        if message.kind is Speech.DIGEST and (reader, day) in self._greeted:
            yield f"the second digest of a day: {there}"
        if message.kind is Speech.DIGEST:
            self._greeted.add((reader, day))
        if message.at_once and is_unasked:
            lately = [at for at in self._interrupted[reader] if at > one.at - A_WEEK]
            self._interrupted[reader].append(one.at)
            if len(lately) >= self._most and not in_hours:
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
        case _ if (message.habit, message.words) == LEFT and message.to != message.actor:
            return Spoken("left", life.news[message.record or 0], message.to, day)
    return None
