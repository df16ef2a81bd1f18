"""Everything our own memory knows against saying a message now, looked at in the moment of saying it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.office import Office
from bot.outbox.kinds import kind_of
from bot.outbox.not_now import Later, Moot, Unsayable
from bot.outbox.nudging import rhythm_of, whose_hours
from bot.rules.allowed import why_not_hold
from bot.rules.days import is_away, local_day, opening
from bot.rules.facts import ACCOUNT_CHANNEL, Message, Saying, Speech
from bot.store import people, said

A_WEEK = timedelta(days=7, minutes=90)
"""So long something that was told at once counts. What is told at one hour of the day counts a week later, too: that it
was some seconds earlier or later than now, or that daylight saving came between, is not to decide."""
SOON = timedelta(seconds=1)
"""Before looking whether another message was said."""


def checked(office: Office, connection: Connection, message: Message) -> tuple[str, str] | None:
    """Whether this is still to be said, to this person, at this hour; raises Later, Moot or Unsayable when it is not.

    Returns the channel and ts of the message to edit, None for a new one.
    """
    kind_of(message).check(office, connection, message)
    target = _target(office, connection, message)
    refuse_strangers(office, connection, message)
    hours_of = whose_hours(office, connection, message)
    if target is None and hours_of and not _may_interrupt(office, connection, message):
        if message.kind is Speech.NUDGE:
            raise Moot("they were interrupted often enough this week, and the digest tells of it")
        _wait_for_hours(office, connection, hours_of)
    return target


def _target(office: Office, connection: Connection, message: Message) -> tuple[str, str] | None:
    """Where the message to be edited stands; None for a new message."""
    if message.replaces is None:
        return None
    row = said.by_key(connection, office.workspace, message.replaces)
    if row is not None and row.state in (Saying.WAITING, Saying.SENDING):
        soon = office.clock() + SOON
        raise Later(max(soon, row.not_before), "the message to edit is still to be said")
    if row is None or row.channel is None or row.ts is None:
        raise Moot("the message to edit was never said")
    return row.channel, row.ts


def refuse_strangers(office: Office, connection: Connection, message: Message) -> None:
    """Raises Moot or Unsayable where it is for somebody who is not here any more, or may not hear internal words."""
    if message.to == ACCOUNT_CHANNEL:
        return
    person = people.known(connection, office.workspace, [message.to]).get(message.to)
    if why := why_not_hold(person):
        if message.replaces is not None:
            raise Moot("nobody reads there any more what was told before")
        raise Unsayable(why)


def _wait_for_hours(office: Office, connection: Connection, person: str) -> None:
    now = office.clock()
    opens = opening(now, rhythm_of(office, connection, person))
    if opens > now:
        raise Later(opens, "outside working hours")


def _is_on_leave(office: Office, connection: Connection, person: str, now: datetime) -> bool:
    rhythm = rhythm_of(office, connection, person)
    return is_away(local_day(now, rhythm.zone), rhythm)


def _may_interrupt(office: Office, connection: Connection, message: Message) -> bool:
    """Whether it need not wait for working hours: few things may, not too often a week to one person, and never while
    they are away.

    An answer to one's own gesture is no interruption, and an edit makes no sound: neither is counted. Raises Later
    where another worker is at one that may be the last.
    """
    if not message.at_once or message.to == message.actor or message.replaces is not None:
        return message.at_once
    now, most = office.clock(), office.blueprint.calendar.interrupts_a_week
    if _is_on_leave(office, connection, message.to, now):
        return False
    so_far = said.interrupted(connection, office.workspace, message.to, now - A_WEEK)
    if so_far < most <= so_far + said.interrupting(connection, office.workspace, message.to, but=message.key):
        raise Later(now + SOON, "they are being told something else, and may then have heard enough this week")
    return so_far < most
