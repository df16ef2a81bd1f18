"""The days to come, gone through on a copy: every message that would be said if nobody did anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.jobs.looking import judge_by_blueprint
from bot.jobs.round import go_round
from bot.office import Office
from bot.outbox import Mouth
from bot.rehearsal.copying import copied
from bot.rehearsal.silent import Silent
from bot.rules.days import zone_named
from bot.rules.facts import ACCOUNT_CHANNEL, Message, Person, Speech
from bot.store import accounts, nudges, people, said, told
from bot.store.engine import reading

WORKER = "rehearsal"
STEP = timedelta(seconds=1)
"""The clock moves on by this at least, and otherwise to whatever is due next."""


@dataclass(frozen=True)
class Utterance:
    """One message that would be said: `to` whom, or in which account's channel, and when in `zone`.

    `text` is for whoever it is for; `about` names accounts and what there is of each, and nobody of theirs.
    """

    at: datetime
    zone: str
    kind: Speech
    to: str
    is_channel: bool
    text: str
    about: tuple[str, ...]

    @property
    def local(self) -> datetime:
        """When it is, where whoever reads it is."""
        return self.at.astimezone(zone_named(self.zone))


@dataclass(frozen=True)
class Rehearsal:
    """What would be said from `first` to `last`, in that order."""

    first: datetime
    last: datetime
    said: tuple[Utterance, ...]


@dataclass(frozen=True)
class _Heard:
    """A post: when it came, the mark it carries, and its text."""

    at: datetime
    mark: str
    text: str


@dataclass
class _Time:
    """A clock that is put forward by hand."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def rehearse(office: Office, days: int) -> Rehearsal:
    """Go through so many days from now on, on a copy of the memory. Nothing is said and nothing remembered.

    It is taken that nobody does anything in these days, so this is the most that can be said of what is known now.
    """
    begins = office.clock().astimezone(UTC)
    time, ends = _Time(begins), begins + timedelta(days=days)
    heard: list[_Heard] = []

    def hear(at: datetime, post: Mapping[str, Any]) -> None:
        heard.append(_Heard(at, post["metadata"]["event_payload"]["mark"], post["text"]))

    with copied(office.memory, office.workspace) as memory:
        alone = replace(office, memory=memory, clock=time, slack=Silent(time, hear), wake=lambda: None)
        mouth = Mouth(alone, WORKER)
        judge_by_blueprint(alone)
        while time.now < ends:
            next_at = go_round(alone, mouth)
            time.now = max(min(next_at or ends, ends), time.now + STEP)
        return Rehearsal(begins, ends, _utterances(alone, heard))


def _utterances(office: Office, heard: Sequence[_Heard]) -> tuple[Utterance, ...]:
    with reading(office.memory) as connection:
        rows = said.by_marks(connection, office.workspace, [post.mark for post in heard])
        everybody = people.everybody(connection, office.workspace)
        tellings = {mark: told.in_message(connection, office.workspace, row.message.key) for mark, row in rows.items()}
        keys = [telling.nudge for those in tellings.values() for telling in those]
        there = {key: nudge for key, (nudge, _) in nudges.get_many(connection, office.workspace, keys).items()}
        ids = {nudge.account for nudge in there.values()} | {row.message.account or 0 for row in rows.values()}
        named = accounts.get_many(connection, office.workspace, ids)

    def name(account: int | None) -> str:
        return named[account].name if account in named else ""

    def about(post: _Heard, message: Message) -> Iterator[str]:
        if message.kind is not Speech.DIGEST:
            account = "" if message.to == ACCOUNT_CHANNEL else name(message.account)  # the channel is named for it
            yield ": ".join(part for part in (account, office.words.about(message)) if part)
        for nudge in (there[one.nudge] for one in tellings[post.mark] if message.kind is Speech.DIGEST):
            yield f"{name(nudge.account)}: {office.blueprint.watches[nudge.watch].called}"

    def one(post: _Heard) -> Utterance:
        message = rows[post.mark].message
        is_channel = message.to == ACCOUNT_CHANNEL
        to = name(message.account) if is_channel else _name(message.to, everybody)
        zone, things = _zone(message, everybody), tuple(about(post, message))
        return Utterance(post.at, zone, message.kind, to, is_channel, post.text, things)

    return tuple(one(post) for post in heard)


def _name(id: str, everybody: Mapping[str, Person]) -> str:
    return everybody[id].name if id in everybody else id


def _zone(message: Message, everybody: Mapping[str, Person]) -> str:
    whose = (message.hours or "") if message.to == ACCOUNT_CHANNEL else message.to
    return everybody[whose].zone if whose in everybody else "UTC"
