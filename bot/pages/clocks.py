"""How an account's clocks stand: last touch and talk, whose turn it is, when they hear from us next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from bot import agenda
from bot.blueprint import LIVE, TOUCH, Blueprint, Clock, Ladder
from bot.office import Office
from bot.rules.facts import Account, Clocks, Nudge, Record
from bot.rules.watch import Colour, colour
from bot.store import listening, nudges, touches

PAUSED = "paused_until"
"""The fact that says until when an account is not watched."""


@dataclass(frozen=True)
class Stand:
    """The clocks of one account as they stand `today`. `open` are its open nudges."""

    account: Account
    clocks: Clocks
    open: Sequence[Nudge]
    today: date

    def last(self, runs_from: str) -> date | None:
        """The last touch or the last live talk."""
        contacted = self.clocks.account
        return contacted.touch_on if runs_from == TOUCH else contacted.live_on

    @property
    def paused_until(self) -> date | None:
        """The day until which the account is not watched, while it is to come."""
        until = self.account.facts.get(PAUSED)
        day = date.fromisoformat(until) if until else None
        return day if day and day > self.today else None


def stand(office: Office, connection: Connection, account: Account, today: date) -> Stand:
    """How one account stands."""
    [stand] = stands(office, connection, [account], today)
    return stand


def stands(office: Office, connection: Connection, those: Collection[Account], today: date) -> list[Stand]:
    """How these accounts stand, in their order."""
    ids = [account.id for account in those]
    clocks = touches.clocks(connection, office.workspace, ids)
    open = nudges.open_of(connection, office.workspace, ids)
    return [Stand(one, clocks.get(one.id, Clocks()), open.get(one.id, ()), today) for one in those]


def fields(office: Office, connection: Connection, stand: Stand, under_way: Collection[Record]) -> list[str]:
    """Each of it in two lines, a heading and how it stands; what nobody has agreed yet comes first."""
    found = [*_clocks(office, stand), _ball(office, stand), *_planned(office, connection, stand, under_way)]
    next = _next(office, stand)
    return [*found[:2], next, *found[2:]] if stand.clocks.next_on else [next, *found]


def in_words(office: Office, stand: Stand, runs_from: str) -> str:
    """One clock with its days and its colour, in Slack's markup."""
    last = stand.last(runs_from)
    return office.words.phrase(
        "clock_stands",
        sent_on=stand.today,
        day=last or "",
        count=(stand.today - last).days if last else 0,
        colour=_colour(office.blueprint, stand, runs_from),
    )


def _clocks(office: Office, stand: Stand) -> Iterator[str]:
    for runs_from in (TOUCH, LIVE):
        yield _field(office, f"clock_{runs_from}", in_words(office, stand, runs_from))


def _colour(blueprint: Blueprint, stand: Stand, runs_from: str) -> str:
    """Green, amber or red; nothing for a clock that is not watched, that never ran, or that is not asked about now."""
    last = stand.last(runs_from)
    for watch in blueprint.watches.values():
        rule = watch.rule
        if not isinstance(rule, Clock) or rule.contact or rule.runs_from != runs_from:
            continue
        limits = rule.limits.get(stand.account.tier or blueprint.tiers[-1].id)
        shown = [colour(nudge, stand.today) for nudge in stand.open if nudge.watch == watch.id]
        if limits is None or (shown and shown[0] is not Colour.PLAIN):
            return shown[0].value if limits else ""
        within = last is not None and stand.today - last <= timedelta(days=limits.amber)
        return "green" if within else ""
    return ""


def _ball(office: Office, stand: Stand) -> str:
    clocks = stand.clocks
    says = office.words.phrase(
        "ball_stands", sent_on=stand.today, ball=clocks.ball or "", since=clocks.ball_since or ""
    )
    return _field(office, "clock_ball", says)


def _next(office: Office, stand: Stand) -> str:
    clocks, last = stand.clocks, stand.last(TOUCH)
    missed = clocks.next_on is not None and clocks.next_on < stand.today and (last is None or last < clocks.next_on)
    says = office.words.phrase(
        "next_stands",
        sent_on=stand.today,
        day=clocks.next_on or "",
        how=touch_answer(office.blueprint, "next_how", clocks.next_how or ""),
        told="yes" if clocks.told else "",
        missed="yes" if missed else "",
    )
    return _field(office, "clock_next", says)


def _planned(office: Office, connection: Connection, stand: Stand, under_way: Collection[Record]) -> Iterator[str]:
    say, today = office.words.phrase, stand.today
    if review := _next_review(office.blueprint, under_way, today):
        yield _field(office, "clock_review", say("day_stands", day=review, sent_on=today))
    if until := stand.paused_until:
        yield _field(office, "clock_paused", say("day_stands", day=until, sent_on=today))
    heard = listening.of_account(connection, office.workspace, stand.account.id)
    if heard:
        yield _field(office, "clock_listens", ", ".join(f"<#{one.channel}>" for one in heard))


def touch_answer(blueprint: Blueprint, part: str, value: str) -> str:
    """How the touch log calls a choice of the question for this part of its plan (with_whom, next_how)."""
    asked = agenda.touch_question(blueprint, part)
    return next((choice.label for choice in (asked.choices if asked else ()) if choice.value == value), value)


def _next_review(blueprint: Blueprint, under_way: Collection[Record], today: date) -> date | None:
    """The next day that some ladder leads up to, of the records that have one."""
    days = [
        record.answers.get(watch.rule.day)
        for watch in blueprint.watches.values()
        if isinstance(watch.rule, Ladder)
        for record in under_way
        if record.habit == watch.rule.habit and record.state in watch.rule.states
    ]
    coming = (date.fromisoformat(day) for day in days if day)
    return min((day for day in coming if day >= today), default=None)


def _field(office: Office, heading: str, answer: Any) -> str:
    return f"{office.words.phrase('asked', ask=office.words.plain(heading))}\n{answer}"
