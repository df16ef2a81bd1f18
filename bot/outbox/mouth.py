"""The worker that says what waits: claimed before it is said, and looked for in history before it is said again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot import picture
from bot.blueprint import READ
from bot.office import Office
from bot.outbox.checking import checked
from bot.outbox.not_now import Later, Moot, Unsayable
from bot.outbox.places import Places
from bot.outbox.putting import put
from bot.outbox.trouble import REFUSALS, trouble
from bot.rules.facts import ACCOUNT_CHANNEL, Message
from bot.rules.sharing import why_not_say
from bot.slack import Busy, Refused, Unanswered
from bot.store import people, said
from bot.store.engine import reading, writing
from bot.store.said import Row
from bot.words import Button, Said

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""How long a claimed message is one worker's. Several times the HTTP time-out, so that whatever a dead worker posted
has reached the channel's history before anyone looks for it there."""
PACE = timedelta(seconds=1)
"""Between two messages in one channel (docs.slack.dev/apis/web-api/rate-limits: one a second a channel)."""
MOST_TRIES = 8
EVENT_TYPE = "hearth_message"
"""The metadata's event_type. Its payload is an opaque mark and never a fact: everyone in the workspace can read it
(docs.slack.dev/messaging/message-metadata)."""


class Guard(Protocol):
    """Runs one piece of work; a failure in it is logged and stops nothing else."""

    def __call__(self, what: str, work: Callable[[], None]) -> None: ...


@dataclass(frozen=True)
class Delivery:
    """What a round of saying did: which people heard something, and when there is something to say next."""

    heard: frozenset[str]
    next_at: datetime | None


Destination = tuple[str, int]
"""Where a message goes: to a person, or to an account's channel."""


def destination(message: Message) -> Destination:
    return message.to, (message.account or 0) if message.to == ACCOUNT_CHANNEL else 0


@dataclass
class Mouth:
    """One worker that says what waits. `worker` names it in the leases it takes."""

    office: Office
    worker: str
    _spoke: dict[Destination, datetime] = field(default_factory=dict)
    _resting: dict[str, datetime] = field(default_factory=dict)
    _places: Places = field(init=False)

    def __post_init__(self) -> None:
        self._places = Places(self.office)

    def deliver(self, guard: Guard) -> Delivery:
        """Say everything that is due now, and settle what an earlier worker left half said."""
        heard: set[str] = set()
        now = self.office.clock()
        with reading(self.office.memory) as connection:
            left = said.lapsed(connection, self.office.workspace, now, limit=50)
            due = said.due(connection, self.office.workspace, now, limit=500)
        for row in left:
            guard(f"reconcile {row.message.key}", partial(self._reconcile, row))
        next_turns = []
        for row in due:
            if turn := self._next_turn(row.message):
                next_turns.append(turn)  # not even claimed: of a backlog all but one wait in each round
            else:
                guard(f"say {row.message.key}", partial(self._claim_and_say, row, heard))
        with reading(self.office.memory) as connection:
            next_at = said.next_due_at(connection, self.office.workspace, self.office.clock())
        return Delivery(frozenset(heard), min([*next_turns, *([next_at] if next_at else [])], default=None))

    def _next_turn(self, message: Message) -> datetime | None:
        """When this may be said, if that is not now: its channel has its pace, and a method Slack is tired of rests."""
        now = self.office.clock()
        rests = [until for method in self._needed(message) if (until := self._resting.get(method)) and until > now]
        last = self._spoke.get(destination(message))
        if message.replaces is None and last is not None and last <= now < last + PACE:
            rests.append(last + PACE)
        return max(rests, default=None)

    def _needed(self, message: Message) -> Iterator[str]:
        """The methods it takes to say this."""
        yield "chat.postMessage" if message.replaces is None else "chat.update"
        if message.to == ACCOUNT_CHANNEL:
            yield "conversations.info"
        elif message.replaces is None and not self._places.knows(message.to):
            yield "conversations.open"

    def _claim_and_say(self, row: Row, heard: set[str]) -> None:
        now = self.office.clock()
        with writing(self.office.memory) as connection:
            claimed = said.claim(connection, self.office.workspace, row.id, self.worker, now + LEASE, now)
        if claimed is None:
            return
        try:
            channel, ts = self._say(claimed)
        except Later as later:
            self._later(claimed, later.at, later.why)
        except Busy as busy:
            until = self._resting[busy.method] = self.office.clock() + timedelta(seconds=busy.seconds)
            self._later(claimed, until, str(busy))
        except Moot as moot:
            self._settle(said.moot, claimed, str(moot))
        except Unsayable as never:
            self._fail(claimed, never.why)
        except Refused as refused:
            self._fail(claimed, REFUSALS.get(refused.why, "slack_refused"), refused.why)
        except Unanswered as lost:
            # It may have been said. The lease is left to run out; then history is asked before anything is repeated.
            log.warning("%s: no answer (%s); will look before repeating", claimed.message.key, lost)
        else:
            with writing(self.office.memory) as connection:
                said.said(connection, self.office.workspace, claimed.id, self.worker, channel, ts, self.office.clock())
            if claimed.message.to != ACCOUNT_CHANNEL:
                heard.add(claimed.message.to)
            log.info("said %s", claimed.message.key)

    def _say(self, row: Row) -> tuple[str, str]:
        """Say one message, all of it checked again at this moment; returns the channel and ts it stands at."""
        message, office = row.message, self.office
        with reading(office.memory) as connection:
            target = checked(office, connection, message)
        channel, ts = target or (self._places.of(message), None)
        words = office.blueprint.habits[message.habit].messages[message.words].field_class
        if why := why_not_say(words, self._places.place(message, channel)):
            raise Unsayable(why)
        text = self._words(message, office.clock())
        return self._speak(row, channel, ts, text)

    def _words(self, message: Message, now: datetime) -> Said:
        office = self.office
        with reading(office.memory) as connection:
            facts = picture.of_message(connection, office.workspace, office.blueprint, message, now)
        return office.words.render(message.habit, message.words, facts, buttons=buttons_of(office, message))

    def _speak(self, row: Row, channel: str, ts: str | None, text: Said) -> tuple[str, str]:
        slack = self.office.slack
        if ts is not None:  # an edit makes no sound, and does not count as a message
            slack.call("chat.update", channel=channel, ts=ts, text=text.text, blocks=text.blocks)
            return channel, ts
        self._spoke[destination(row.message)] = self.office.clock()
        mark = {"event_type": EVENT_TYPE, "event_payload": {"mark": row.mark}}
        answer = slack.call(
            "chat.postMessage",
            channel=channel,
            text=text.text,
            blocks=text.blocks,
            metadata=mark,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(answer["channel"]), str(answer["ts"])

    def _reconcile(self, row: Row) -> None:
        """A worker took this message and was not heard of again: was it said? Only if not is it said again."""
        now = self.office.clock()
        with writing(self.office.memory) as connection:
            taken = said.take_over(connection, self.office.workspace, row.id, self.worker, now + LEASE, now)
        if taken is None:
            return
        if taken.message.replaces is not None:
            self._retry(taken)  # an edit may be made twice
            return
        try:
            channel = self._places.of(taken.message)
            ts = self._in_history(taken, channel)
        except (Later, Busy, Unanswered) as not_now:
            log.info("%s: cannot look yet (%s)", taken.message.key, not_now)
            return
        except Refused as refused:
            self._settle(said.unsure, taken, refused.why)
            log.error("%s: may have been said, and history cannot be read (%s)", taken.message.key, refused)
            return
        if ts is None:
            self._retry(taken)
            return
        with writing(self.office.memory) as connection:
            said.said(connection, self.office.workspace, taken.id, self.worker, channel, ts, now)

    def _in_history(self, row: Row, channel: str) -> str | None:
        since = row.first_try_at or row.not_before
        history = self.office.slack.pages(
            "conversations.history",
            "messages",
            channel=channel,
            oldest=f"{(since - LEASE).timestamp():.6f}",
            include_all_metadata=True,
            limit=200,
        )
        marked = (m for m in history if m.get("metadata", {}).get("event_payload", {}).get("mark") == row.mark)
        return next((str(message["ts"]) for message in marked), None)

    def _retry(self, row: Row) -> None:
        if row.attempts >= MOST_TRIES:
            self._fail(row, "gave_up")
        else:
            self._later(row, self.office.clock(), "not found in history, saying it again", tried=True)

    def _later(self, row: Row, at: datetime, why: str, tried: bool = False) -> None:
        now = self.office.clock()
        with writing(self.office.memory) as connection:
            said.later(connection, self.office.workspace, row.id, self.worker, at, why, now, tried=tried)

    def _settle(self, how: Callable[..., bool], row: Row, why: str) -> None:
        with writing(self.office.memory) as connection:
            how(connection, self.office.workspace, row.id, self.worker, why, self.office.clock())

    def _fail(self, row: Row, why: str, error: str = "") -> None:
        """It cannot be said; somebody who can mend that is told instead, in the same transaction."""
        now = self.office.clock()
        log.error("%s cannot be said: %s %s", row.message.key, why, error)
        with writing(self.office.memory) as connection:
            said.failed(connection, self.office.workspace, row.id, self.worker, f"{why} {error}".strip(), now)
            word = trouble(self.office, connection, row.message, why, error)
            if word is not None:
                known = people.known(connection, self.office.workspace, [word.to])
                put(connection, self.office, [word], known, now)


def buttons_of(office: Office, message: Message) -> list[Button]:
    """The buttons of a message, its moves drawn for the entry it was decided at. Done stands beside each task."""
    habit = office.blueprint.habits[message.habit]
    record = message.record
    assert record is not None  # moves and whole records are offered where there is one
    number = message.facts.get("number", 0)
    return [
        office.words.read_button(record)
        if name == READ
        else office.words.move_button(habit, habit.moves[name], record, number)
        for name in message.buttons
        if name == READ or name in habit.moves
    ]
