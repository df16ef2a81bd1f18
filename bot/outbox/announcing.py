"""What a look at accounts leads to: channel messages that wait for their hour, and earlier ones drawn as it is now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.blueprint import Ladder, Pulse
from bot.office import Office
from bot.outbox.nudging import OF_DAY, OF_NUDGE, channel_moment, ladder_of
from bot.rules.days import moment_of, works_on
from bot.rules.facts import ACCOUNT_CHANNEL, Account, Message, Nudge, Rhythm, Saying, Speech
from bot.store import accounts, rhythms, said, told
from bot.store.nudges import Settled
from bot.store.said import Row

LATELY = timedelta(days=3)
"""How long a digest is drawn again when something in it was done."""

Planned = tuple[Message, datetime]
"""A message and when it is to be said."""


def digest_of(person: str, day: object) -> Message:
    """The digest of one person on one day of theirs; what it tells is found out when it is said."""
    return Message(
        key=f"digest/{person}/{day}",
        to=person,
        habit="digest",
        words="digest",
        account=None,
        record=None,
        actor="",
        facts={OF_DAY: str(day)},
        kind=Speech.DIGEST,
    )


def announce(
    connection: Connection,
    office: Office,
    there: Collection[Account],
    wanted: Collection[Nudge],
    settled: Settled,
    now: datetime,
) -> None:
    """Let everything that these accounts' nudges say in channels, or at once to somebody, wait for its hour; and draw
    anew what told of those that are over."""
    owners = _owners(connection, office, there)
    people = {*owners.values(), *(nudge.person for nudge in wanted)}
    days = rhythms.of(connection, office.workspace, office.blueprint.calendar, people)
    with_channel = {account.id for account in there if account.channel or account.channel_wanted}
    planned: dict[str, Planned] = {}
    for nudge in wanted:
        owner = owners.get(nudge.account, nudge.person)
        told = [*_for_person(office, nudge, days)]
        if nudge.account in with_channel:
            told += _for_channel(office, nudge, owner, days[owner])
        for message, at in told:  # the first of a thread comes with each of its steps, and before all of them
            if message.key not in planned or at < planned[message.key][1]:
                planned[message.key] = message, at
    _put(connection, office, planned, {nudge.key for nudge in settled.opened}, now)
    over = [nudge.key for nudge in settled.closed]
    changed = [*over, *(nudge.key for nudge in settled.opened), *(new.key for _, new in settled.changed)]
    redrawn(connection, office, over, now)
    _redraw_channel(connection, office, changed, now)
    _redraw_threads(connection, office, wanted, settled, now)


def redrawn(connection: Connection, office: Office, keys: Iterable[str], at: datetime) -> None:
    """Let the digests of these days in which the nudges stand be drawn as things are now."""
    tellings = told.of(connection, office.workspace, list(keys))
    lately = {t.message for those in tellings.values() for t in those if t.on >= (at - LATELY).date()}
    for row in said.by_keys(connection, office.workspace, sorted(lately)).values():
        _draw_again(connection, office, row, at)


def _for_channel(office: Office, nudge: Nudge, owner: str, rhythm: Rhythm) -> Iterator[Planned]:
    """What the account's channel is told of a nudge, in the hours of its owner."""
    watch = office.blueprint.watches[nudge.watch]
    at = channel_moment(nudge, rhythm)
    if isinstance(watch.rule, Pulse):
        yield _message(nudge, owner, f"pulse/{nudge.key}", Speech.PULSE), at
    elif watch.alert is None:
        return
    elif isinstance(watch.rule, Ladder):
        root = _message(nudge, owner, f"thread/{ladder_of(nudge)}", Speech.PULSE)
        yield root, at
        yield _message(nudge, owner, f"step/{nudge.key}", Speech.ALERT, under=root.key), at
    else:
        base = _message(nudge, owner, f"alert/{nudge.key}", Speech.ALERT)
        yield base, at
        if nudge.red_on and nudge.red_on > nudge.opens_on:
            reddens = moment_of(nudge.red_on, rhythm.opens, rhythm.zone)
            yield _edit(base, f"red/{nudge.red_on}"), max(reddens, at)


def _for_person(office: Office, nudge: Nudge, days: Mapping[str, Rhythm]) -> Iterator[Planned]:
    """What cannot wait for a digest: at the hour that the calendar has for it, on the day it is due."""
    if nudge.watch not in office.blueprint.calendar.interrupts or nudge.due_on is None:
        return
    rhythm = days[nudge.person]
    if works_on(nudge.due_on, rhythm):
        at = moment_of(nudge.due_on, office.blueprint.calendar.unmet_at, rhythm.zone)
        message = _message(nudge, nudge.person, f"now/{nudge.key}/{nudge.due_on}/{nudge.person}", Speech.NUDGE)
        facts = {**message.facts, OF_DAY: nudge.due_on.isoformat()}
        yield replace(message, to=nudge.person, hours=None, at_once=True, facts=facts), at


def _message(nudge: Nudge, owner: str, key: str, kind: Speech, under: str | None = None) -> Message:
    folder, _, watch = nudge.watch.partition("/")
    return Message(
        key=key,
        to=ACCOUNT_CHANNEL,
        habit=folder,
        words=watch,
        account=nudge.account,
        record=None,
        actor="",
        facts={OF_NUDGE: nudge.key},
        kind=kind,
        under=under,
        hours=owner,
    )


def _edit(base: Message, occasion: str) -> Message:
    return replace(base, key=f"{base.key}/{occasion}", replaces=base.key)


def _owners(connection: Connection, office: Office, there: Collection[Account]) -> dict[int, str]:
    held = accounts.roles(connection, office.workspace, [account.id for account in there])
    return {role.account: role.person for role in held if role.role == "owner"}


def _put(
    connection: Connection, office: Office, planned: Mapping[str, Planned], opened: Collection[str], now: datetime
) -> None:
    """Remember what is not there yet, and move what still waits to its new hour."""
    there = said.progress(connection, office.workspace, planned)
    said.put_many(connection, office.workspace, [one for key, one in planned.items() if key not in there], now)
    for key, progress in there.items():
        message, at = planned[key]
        if progress.state is Saying.WAITING and progress.not_before != at and progress.attempts == 0:
            said.reschedule(connection, office.workspace, key, at)
        elif progress.state is Saying.MOOT and message.facts[OF_NUDGE] in opened:
            said.revive(connection, office.workspace, key, at, now)


def _redraw_channel(connection: Connection, office: Office, keys: Collection[str], at: datetime) -> None:
    posts = [f"{kind}/{key}" for key in keys for kind in ("alert", "step")]
    there = said.progress(connection, office.workspace, posts)
    drawn = [key for key, progress in there.items() if progress.state in (Saying.SAID, Saying.SENDING)]
    for row in said.by_keys(connection, office.workspace, drawn).values():
        _draw_again(connection, office, row, at)


def _redraw_threads(
    connection: Connection, office: Office, wanted: Collection[Nudge], settled: Settled, at: datetime
) -> None:
    """Draw the first message of a ladder's thread again where it may tell of another day, or that nothing follows."""
    going_on = {ladder_of(nudge) for nudge in wanted}
    ended = {ladder_of(nudge) for nudge in settled.closed} - going_on
    opened = {nudge.key for nudge in settled.opened}
    begun = {ladder_of(nudge) for nudge in settled.opened}
    begun -= {ladder_of(nudge) for nudge in wanted if nudge.key not in opened}
    moved = {ladder_of(new) for old, new in settled.changed if old.facts.get("day") != new.facts.get("day")}
    roots = [f"thread/{ladder}" for ladder in ended | begun | moved]
    for row in said.by_keys(connection, office.workspace, roots).values():
        _draw_again(connection, office, row, at)


def _draw_again(connection: Connection, office: Office, row: Row, at: datetime) -> None:
    """Of a message that was said, or is being said just now: what never was need not be drawn again."""
    if row.state in (Saying.SAID, Saying.SENDING):
        said.put(connection, office.workspace, _edit(row.message, f"drawn/{at.isoformat()}"), at, at)
