"""THE MOUTH: `put` remembers what is to be said, `Mouth.deliver` says it, once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Connection

from bot import picture
from bot.office import Office
from bot.rules.allowed import why_not_hold
from bot.rules.days import next_working_moment
from bot.rules.facts import ACCOUNT_CHANNEL, Message, Person, Saying
from bot.rules.moves import is_still_due, people_of
from bot.rules.sharing import Place, why_not_say
from bot.slack import Busy, Refused, Unanswered
from bot.store import accounts, people, records, said
from bot.store.engine import reading, writing
from bot.store.said import Row
from bot.words import Button, Said

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""How long a claimed message is one worker's. Several times the HTTP time-out, so that whatever a dead worker posted
has reached the channel's history before anyone looks for it there."""
PACE = timedelta(seconds=1)
"""Between two messages in one channel (docs.slack.dev/apis/web-api/rate-limits: one a second a channel)."""
A_WHILE = timedelta(seconds=30)
"""Before looking again at what could not be done just now."""
MOST_TRIES = 8
EVENT_TYPE = "hearth_message"
"""The metadata's event_type. Its payload is an opaque mark and never a fact: everyone in the workspace can read it
(docs.slack.dev/messaging/message-metadata)."""


class Guard(Protocol):
    """Runs one piece of work; a failure in it is logged and stops nothing else."""

    def __call__(self, what: str, work: Callable[[], None]) -> None: ...


class Later(Exception):
    """Not now: to be said from `at` on, because of `why`."""

    def __init__(self, at: datetime, why: str) -> None:
        super().__init__(why)
        self.at = at
        self.why = why


class Moot(Exception):
    """No longer worth saying, and why."""


class Unsayable(Exception):
    """Cannot be said there at all, as a phrase id that tells a person why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Delivery:
    """What a round of saying did: which people heard something, and when there is something to say next."""

    heard: frozenset[str]
    next_at: datetime | None


Destination = tuple[str, int]
"""Where a message goes: to a person, or to an account's channel."""


def destination(message: Message) -> Destination:
    return message.to, message.account if message.to == ACCOUNT_CHANNEL else 0


def put(
    connection: Connection, office: Office, messages: Iterable[Message], known: Mapping[str, Person], now: datetime
) -> None:
    """Remember messages inside the caller's transaction. A message whose key is there already changes nothing."""
    for message in messages:
        for ready in _aimed(connection, office, message):
            said.put(connection, office.workspace, ready, _not_before(office, ready, known, now), now)


def _aimed(connection: Connection, office: Office, message: Message) -> Iterator[Message]:
    """An edit is aimed at the very messages it replaces, one for each who got it; with none there is nothing to say."""
    if message.replaces is None:
        yield message
        return
    for row in said.standing(connection, office.workspace, message.record, message.replaces):
        to = row.message.to
        yield replace(message, key=f"{message.key}/{to}", replaces=row.message.key, to=to)


def _not_before(office: Office, message: Message, known: Mapping[str, Person], now: datetime) -> datetime:
    person = known.get(message.to)
    if message.at_once or person is None:
        return now
    return next_working_moment(now, person.zone, office.blueprint.calendar)


@dataclass
class Mouth:
    """One worker that says what waits. `worker` names it in the leases it takes."""

    office: Office
    worker: str
    _spoke: dict[Destination, datetime] = field(default_factory=dict)
    _doors: dict[str, str] = field(default_factory=dict)
    _resting: dict[str, datetime] = field(default_factory=dict)

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
        elif message.replaces is None and message.to not in self._doors:
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
            self._still_true(connection, message)
            target = self._target(connection, message)
            recipient = self._recipient(connection, message)
            may_interrupt = self._may_interrupt(connection, message)
        now = office.clock()
        if recipient and not may_interrupt:
            opens = next_working_moment(now, recipient.zone, office.blueprint.calendar)
            if opens > now:
                raise Later(opens, "outside working hours")
        channel, ts = target or (self._conversation(message), None)
        words = office.blueprint.habits[message.habit].messages[message.words].field_class
        if why := why_not_say(words, self._place(message, channel)):
            raise Unsayable(why)
        text = self._words(message, now)
        return self._speak(row, channel, ts, text)

    def _may_interrupt(self, connection: Connection, message: Message) -> bool:
        """Whether it need not wait for working hours: few things may, and not too often a week to one person.

        An answer to one's own gesture is no interruption, and an edit makes no sound: neither is counted.
        """
        if not message.at_once or message.to == message.actor or message.replaces is not None:
            return message.at_once
        a_week_ago = self.office.clock() - timedelta(days=7)
        so_far = said.interrupted(connection, self.office.workspace, message.to, a_week_ago)
        return so_far < self.office.blueprint.calendar.interrupts_a_week

    def _still_true(self, connection: Connection, message: Message) -> None:
        record = records.get(connection, self.office.workspace, message.record)
        if record is None or not is_still_due(message, self.office.blueprint.habits[message.habit], record):
            raise Moot("the record has moved on")

    def _target(self, connection: Connection, message: Message) -> tuple[str, str] | None:
        """Where the message to be edited stands; None for a new message."""
        if message.replaces is None:
            return None
        row = said.by_key(connection, self.office.workspace, message.replaces)
        if row is not None and row.state in (Saying.WAITING, Saying.SENDING):
            soon = self.office.clock() + PACE
            raise Later(max(soon, row.not_before), "the message to edit is still to be said")
        if row is None or row.channel is None or row.ts is None:
            raise Moot("the message to edit was never said")
        return row.channel, row.ts

    def _recipient(self, connection: Connection, message: Message) -> Person | None:
        if message.to == ACCOUNT_CHANNEL:
            return None
        person = people.known(connection, self.office.workspace, [message.to]).get(message.to)
        if why := why_not_hold(person):
            raise Unsayable(why)
        return person

    def _conversation(self, message: Message) -> str:
        if message.to != ACCOUNT_CHANNEL:
            return self._door(message.to)
        with reading(self.office.memory) as connection:
            account = accounts.get(connection, self.office.workspace, message.account)
        if account is None or not (account.channel or account.channel_wanted):
            raise Moot("the account has no channel, and none is to be made any more")
        if account.channel is None:
            raise Later(self.office.clock() + A_WHILE, "the account has no channel yet")
        return account.channel

    def _door(self, person: str) -> str:
        """The DM with a person: the same one every time (docs.slack.dev/reference/methods/conversations.open)."""
        if person not in self._doors:
            self._doors[person] = str(self.office.slack.call("conversations.open", users=person)["channel"]["id"])
        return self._doors[person]

    def _place(self, message: Message, channel: str) -> Place:
        """What Slack says of the conversation now; what goes unanswered is asked again later, never guessed."""
        if message.to != ACCOUNT_CHANNEL:
            return Place(is_direct=True, is_shared_outside=None, sharing_is_pending=None)
        try:
            info = self.office.slack.ask("conversations.info", channel=channel)["channel"]
            place = place_of(info)
            if not info.get("is_member") and not info.get("is_private") and not place.is_archived:
                self.office.slack.call("conversations.join", channel=channel)  # somebody chose it for the account
        except Unanswered as lost:
            raise Later(self.office.clock() + A_WHILE, str(lost)) from lost
        return place

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
            channel = self._conversation(taken.message)
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
            trouble = self._trouble(connection, row.message, why, error)
            if trouble is not None:
                known = people.known(connection, self.office.workspace, [trouble.to])
                put(connection, self.office, [trouble], known, now)

    def _trouble(self, connection: Connection, message: Message, why: str, error: str) -> Message | None:
        """Word of an undelivered message, to the account's owner or else its AE, whoever can still be reached.

        The record's own people come first: until a handoff is accepted the account is in other hands. That an earlier
        message could not be edited is no news to anybody.
        """
        habit = self.office.blueprint.habits[message.habit]
        words = "channel_trouble" if message.to == ACCOUNT_CHANNEL else "not_delivered"
        if words not in habit.messages or message.words in ("channel_trouble", "not_delivered") or message.replaces:
            return None
        record = records.get(connection, self.office.workspace, message.record)
        assert record is not None  # a message's foreign key says so
        held = accounts.roles(connection, self.office.workspace, [message.account])
        roles = {r.role: r.person for r in held} | people_of(habit, record)
        known = people.known(connection, self.office.workspace, roles.values())
        able = [roles[r] for r in ("owner", "ae", "deputy") if r in roles and why_not_hold(known.get(roles[r])) is None]
        to = next((person for person in able if person != message.to), None)
        if to is None:
            return None
        unheard = self.office.words.person(message.to, known.get(message.to)) if message.to != ACCOUNT_CHANNEL else ""
        reason = self.office.words.plain(why, error=error, person=unheard)
        return Message(
            key=f"{message.key}/trouble",
            to=to,
            habit=message.habit,
            words=words,
            account=message.account,
            record=message.record,
            actor=message.actor,
            facts={"why": reason},
        )


def buttons_of(office: Office, message: Message) -> list[Button]:
    """The move buttons of a message, drawn for the entry it was decided at."""
    habit = office.blueprint.habits[message.habit]
    number = message.facts.get("number", 0)
    return [
        office.words.move_button(habit, habit.moves[name], message.record, number)
        for name in message.buttons
        if name in habit.moves
    ]


def place_of(info: Mapping[str, Any]) -> Place:
    """A conversation object as the sharing rule reads it; a flag that is not there is unknown."""
    return Place(
        is_direct=False,
        is_shared_outside=info.get("is_ext_shared"),
        sharing_is_pending=info.get("is_pending_ext_shared"),
        is_archived=bool(info.get("is_archived")),
    )


REFUSALS = {
    "is_archived": "channel_archived",
    "not_in_channel": "not_in_channel",
    "channel_not_found": "channel_not_found",
    "user_disabled": "role_deactivated",
    "user_not_found": "role_unknown_person",
    "missing_scope": "missing_scope",
    "restricted_action": "restricted_action",
    "messages_tab_disabled": "messages_tab_disabled",
}
"""Slack's error codes (docs.slack.dev/reference/methods/chat.postMessage) and the phrases that say them to a person."""
