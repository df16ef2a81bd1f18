"""Messages about what is due: the digest, one nudge to one person, and what the account's channel is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot import agenda
from bot.blueprint import FieldClass, Ladder
from bot.office import Office
from bot.outbox.not_now import Later, Moot
from bot.outbox.spoken import Spoken
from bot.rules.days import digest_day, local_day, moment_of, opening, works_on
from bot.rules.digest import Line, snoozed_until
from bot.rules.facts import ACCOUNT_CHANNEL, Mark, Message, Nudge, Rhythm, Telling
from bot.rules.watch import colour
from bot.store import accounts, marks, nudges, rhythms, told
from bot.store.told import TellingLine
from bot.words import Said

OF_NUDGE, OF_DAY = "nudge", "day"
"""In a message's facts: the key of the nudge, and the day of the digest."""


class Digest:
    """What is due for one person on one working day of theirs."""

    def check(self, office: Office, connection: Connection, message: Message) -> None:
        if message.replaces is not None:
            return
        rhythm = rhythm_of(office, connection, message.to)
        if digest_day(office.clock(), rhythm) != day_of(message):
            raise Moot("that morning has passed")

    def field_class(self, _office: Office, _message: Message) -> FieldClass:
        return FieldClass.PERSONAL

    def spoken(self, office: Office, connection: Connection, message: Message, _now: datetime) -> Spoken:
        """The lines as they stand; of one that is drawn again the same lines, with what became of each."""
        day = day_of(message)
        if message.replaces is None:
            lines = agenda.lines_for(connection, office.workspace, office.blueprint, message.to, day)
        else:
            lines = _told_before(office, connection, message.replaces, day)
        if not lines:
            raise Moot("nothing is due any more")
        said = agenda.digest(connection, office, message.to, day, rhythm_of(office, connection, message.to), lines)
        if not said.told:
            raise Moot("nothing is due any more")
        told_of = (line for line in lines if line.nudge.key in said.told)
        return Spoken(said, tuple(_telling(line) for line in told_of))


class Single:
    """One nudge to one person, because it cannot wait for their digest."""

    def check(self, office: Office, connection: Connection, message: Message) -> None:
        if message.replaces is None:
            nudge = open_nudge(office, connection, message)
            rhythm = rhythm_of(office, connection, message.to)
            today = local_day(office.clock(), rhythm.zone)
            if nudge.due_on != day_of(message) or nudge.person != message.to:
                raise Moot("it is due on another day, or another's turn")
            if today > day_of(message):
                raise Moot("its day has passed, and the digest tells of it")
            if not works_on(today, rhythm):
                raise Moot("they do not work on that day")
            if snoozed_until(_marks(office, connection, nudge), today):
                raise Moot("it is snoozed")

    def field_class(self, _office: Office, _message: Message) -> FieldClass:
        return FieldClass.PERSONAL

    def spoken(self, office: Office, connection: Connection, message: Message, now: datetime) -> Spoken:
        nudge, _ = _there(office, connection, message)
        day = local_day(now, rhythm_of(office, connection, message.to).zone)
        said = agenda.single(connection, office, message.to, day, Line(nudge, colour(nudge, day)))
        return Spoken(_there_still(said), (TellingLine(nudge.key, nudge.account),))


class Alert:
    """One nudge in the account's channel, drawn again as it worsens and when it is over."""

    def check(self, office: Office, connection: Connection, message: Message) -> None:
        if message.replaces is not None:
            _there(office, connection, message)
            return
        nudge = open_nudge(office, connection, message)
        day, rhythm = channel_day(office, connection, message)
        if nudge.opens_on > day and not (nudge.due_on and is_told_on(nudge, rhythm) <= day):
            raise Later(channel_moment(nudge, rhythm), "it is not due yet")
        if until := snoozed_until(_marks(office, connection, nudge), day):
            raise Later(moment_of(until, rhythm.opens, rhythm.zone), f"it is snoozed until {until}")

    def field_class(self, _office: Office, _message: Message) -> FieldClass:
        return FieldClass.INTERNAL

    def spoken(self, office: Office, connection: Connection, message: Message, _now: datetime) -> Spoken:
        nudge, closed_at = _there(office, connection, message)
        day, _ = channel_day(office, connection, message)
        is_step, mended = message.under is not None, closed_at is not None
        return Spoken(_there_still(agenda.alert(connection, office, day, nudge, mended=mended, is_step=is_step)))


class Pulse:
    """How an account stands, once a week in its channel; in a ladder's first message, what the thread is about."""

    def check(self, office: Office, connection: Connection, message: Message) -> None:
        if message.replaces is not None:
            _there(office, connection, message)
            return
        nudge = _first_open(office, connection, message)
        day, rhythm = channel_day(office, connection, message)
        if nudge.opens_on > day and not (nudge.due_on and is_told_on(nudge, rhythm) <= day):
            raise Later(channel_moment(nudge, rhythm), "it is not due yet")

    def field_class(self, _office: Office, _message: Message) -> FieldClass:
        return FieldClass.INTERNAL

    def spoken(self, office: Office, connection: Connection, message: Message, _now: datetime) -> Spoken:
        nudge, _ = _there(office, connection, message)
        day, _ = channel_day(office, connection, message)
        of_ladder = isinstance(office.blueprint.watches[nudge.watch].rule, Ladder)
        said = (agenda.thread if of_ladder else agenda.pulse)(connection, office, day, nudge)
        return Spoken(_there_still(said))


def _telling(line: Line) -> TellingLine:
    return TellingLine(line.nudge.key, line.nudge.account, line.goes_to is not None, line.cover_for)


def day_of(message: Message) -> date:
    """The day of a digest."""
    return date.fromisoformat(message.facts[OF_DAY])


def rhythm_of(office: Office, connection: Connection, person: str) -> Rhythm:
    """How somebody's days go; of nobody, as the calendar has it in UTC."""
    return rhythms.of(connection, office.workspace, office.blueprint.calendar, [person])[person]


def whose_hours(office: Office, connection: Connection, message: Message) -> str:
    """In whose hours it is said: its reader's, or in a channel those of the account's owner, whoever that is by now; ""
    where nobody's count."""
    if message.to != ACCOUNT_CHANNEL:
        return message.to
    if message.hours is None:
        return ""
    return accounts.roles_of(connection, office.workspace, message.account or 0).get("owner", message.hours)


def channel_day(office: Office, connection: Connection, message: Message) -> tuple[date, Rhythm]:
    """The day it is for whoever's hours count in a channel, and how their days go."""
    rhythm = rhythm_of(office, connection, whose_hours(office, connection, message))
    return local_day(office.clock(), rhythm.zone), rhythm


def channel_moment(nudge: Nudge, rhythm: Rhythm) -> datetime:
    """When the channel is told of it: in the hours of whoever's rhythm it is."""
    return opening(moment_of(is_told_on(nudge, rhythm), rhythm.digest_at, rhythm.zone), rhythm)


def is_told_on(nudge: Nudge, rhythm: Rhythm) -> date:
    """The day on which it is first told: before free days where it is due on one of them."""
    day = nudge.opens_on
    if nudge.due_on is not None:
        for _ in range(14):
            if works_on(day, rhythm):
                return day
            day -= timedelta(days=1)
    return nudge.opens_on


def open_nudge(office: Office, connection: Connection, message: Message) -> Nudge:
    """The nudge that a message is about, while it is open; raises Moot."""
    nudge, closed_at = _there(office, connection, message)
    if closed_at is not None:
        raise Moot("it is not due any more")
    if _has_ended(office, connection, message, nudge):
        raise Moot("another occasion has taken its place")
    return nudge


def ladder_of(nudge: Nudge) -> str:
    """What all steps of one ladder have in common: their key without the step."""
    return nudge.key.rpartition("/")[0]


def _first_open(office: Office, connection: Connection, message: Message) -> Nudge:
    """The nudge that a word on an account is about; of a ladder the first step that is open, whichever was the first
    when the word was put. Raises Moot."""
    nudge, _ = _there(office, connection, message)
    if not isinstance(office.blueprint.watches[nudge.watch].rule, Ladder):
        return open_nudge(office, connection, message)
    there = nudges.open_of(connection, office.workspace, [nudge.account])[nudge.account]
    steps = [one for one in there if ladder_of(one) == ladder_of(nudge)]
    steps = [one for one in steps if not _has_ended(office, connection, message, one)]
    if not steps:
        raise Moot("no step of it is due any more")
    return min(steps, key=lambda step: step.opens_on)


def _has_ended(office: Office, connection: Connection, message: Message, nudge: Nudge) -> bool:
    today = local_day(office.clock(), rhythm_of(office, connection, whose_hours(office, connection, message)).zone)
    return nudge.ends_on is not None and nudge.ends_on <= today


def _there_still(said: Said | None) -> Said:
    if said is None:
        raise Moot("the account is gone")
    return said


def _there(office: Office, connection: Connection, message: Message) -> tuple[Nudge, datetime | None]:
    key = message.facts[OF_NUDGE]
    found = nudges.get_many(connection, office.workspace, [key]).get(key)
    if found is None or found[0].watch not in office.blueprint.watches:
        raise Moot("nothing watches that any more")
    return found


def _marks(office: Office, connection: Connection, nudge: Nudge) -> Sequence[Mark]:
    return marks.of(connection, office.workspace, [nudge.key]).get(nudge.key, ())


def _told_before(office: Office, connection: Connection, message: str, day: date) -> tuple[Line, ...]:
    """The lines of a digest as it was told, with the nudges as they are now."""
    tellings = told.in_message(connection, office.workspace, message)
    there = nudges.get_many(connection, office.workspace, [telling.nudge for telling in tellings])
    return tuple(_again(office, connection, there[one.nudge][0], day, one) for one in tellings if one.nudge in there)


def _again(office: Office, connection: Connection, nudge: Nudge, day: date, telling: Telling) -> Line:
    """A line as it was told: to whoever stood in, as to them, though by now it may be another's; and with the warning
    of whom it goes on to."""
    watch = office.blueprint.watches.get(nudge.watch)
    goes_to = None
    if telling.warned and watch and watch.escalates:
        goes_to = accounts.roles_of(connection, office.workspace, nudge.account).get(watch.escalates.to)
    return Line(nudge, colour(nudge, day), cover_for=telling.cover_for or None, goes_to=goes_to)
