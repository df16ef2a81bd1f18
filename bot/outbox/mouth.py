"""The worker that says what waits: claimed before it is said, and looked for in history before it is said again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from sqlalchemy import Connection

from bot.clock import stopwatch
from bot.office import Office
from bot.outbox.checking import SOON, checked, refuse_strangers
from bot.outbox.dnd import Quiet
from bot.outbox.kinds import kind_of
from bot.outbox.not_now import A_WHILE, Later, Moot, Unsayable
from bot.outbox.pace import Destination, Pace
from bot.outbox.places import Places
from bot.outbox.putting import put
from bot.outbox.spoken import Spoken
from bot.outbox.trouble import REFUSALS, trouble
from bot.rules.days import local_day
from bot.rules.facts import ACCOUNT_CHANNEL, Message, Saying, Speech
from bot.rules.sharing import why_not_say
from bot.slack import Busy, NotLetIn, Refused, Unanswered
from bot.store import rhythms, said, told
from bot.store.engine import reading, writing_beside
from bot.store.said import Row
from bot.words import Said

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""How long a claimed message is one worker's. Several times the HTTP time-out, so that whatever a dead worker posted
has reached the channel's history before anyone looks for it there."""
STALE = 20.0
"""Seconds after which what was claimed is not posted any more: a third of the lease. A process that was frozen in
between cannot know whether another one has taken its place."""
LOOK_BACK = timedelta(days=2)
"""How far before the first try history is read: our clock and Slack's may disagree by a day."""
NO_THREAD = {
    "thread_not_found",  # somebody deleted its first message
    "cannot_reply_to_message",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
}
"""Where nothing can stand in a thread any more it stands beside it (docs.slack.dev/reference/methods/
chat.postMessage)."""
UNTIL_LET_IN = (
    "until SLACK_BOT_TOKEN is good: copy the Bot User OAuth Token again from the app's page, Install App, "
    "and start Hearth with it."
)
MOST_TRIES = 8
EVENT_TYPE = "hearth_message"
"""The metadata's event_type. Its payload is an opaque mark and never a fact: everyone in the workspace can read it
(docs.slack.dev/messaging/message-metadata)."""


_AS_IT_IS = {"unfurl_links": False, "unfurl_media": False}


class Guard(Protocol):
    """Runs one piece of work; a failure in it is logged and stops nothing else."""

    def __call__(self, what: str, work: Callable[[], None]) -> None: ...


@dataclass(frozen=True)
class Delivery:
    """What a round of saying did: which people heard something, and when there is something to say next."""

    heard: frozenset[str]
    next_at: datetime | None


def destination(message: Message) -> Destination:
    return message.to, (message.account or 0) if message.to == ACCOUNT_CHANNEL else 0


@dataclass
class Mouth:
    """One worker that says what waits. `worker` names it in the leases it takes, `stopwatch` measures how long it takes
    over one message, in seconds that no clock on the wall can change."""

    office: Office
    worker: str
    stopwatch: Callable[[], float] = stopwatch
    _pace: Pace = field(default_factory=Pace)
    _coming: Sequence[Row] = ()
    _quiet: Quiet = field(init=False)
    _places: Places = field(init=False)

    def __post_init__(self) -> None:
        self._places = Places(self.office, self._pace)
        self._quiet = Quiet(self.office, self._pace)

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
        for place, row in enumerate(due):
            self._coming = due[place + 1 :]
            if turn := self._next_turn(row.message):
                next_turns.append(turn)  # not even claimed: of a backlog all but one wait in each round
            else:
                guard(f"say {row.message.key}", partial(self._claim_and_say, row, heard))
        with reading(self.office.memory) as connection:
            next_at = said.next_due_at(connection, self.office.workspace, self.office.clock())
        return Delivery(frozenset(heard), min([*next_turns, *([next_at] if next_at else [])], default=None))

    def _next_turn(self, message: Message) -> datetime | None:
        """When this may be said, if that is not now: its channel has its pace, and so has Slack."""
        to = destination(message) if message.replaces is None else None
        return self._pace.next_turn(_needed(message), to, self.office.clock())

    def _claim_and_say(self, row: Row, heard: set[str]) -> None:
        now, begun = self.office.clock(), self.stopwatch()
        with writing_beside(self.office.memory) as connection:
            claimed = said.claim(connection, self.office.workspace, row.id, self.worker, now + LEASE, now)
        if claimed is None:
            return
        try:
            channel, ts = self._say(claimed, begun)
        except Later as later:
            self._later(claimed, later.at, later.why)
        except Busy as busy:
            until = self.office.clock() + timedelta(seconds=busy.seconds)
            self._pace.rests(busy.method, until)
            self._later(claimed, until, f"Slack asks to wait for {busy.seconds:g} seconds")
        except Moot as moot:
            self._settle(said.moot, claimed, str(moot))
        except Unsayable as never:
            self._fail(claimed, never.why)
        except NotLetIn as refused:
            self._is_not_let_in(claimed, refused)
        except Refused as refused:
            self._fail(claimed, REFUSALS.get(refused.why, "slack_refused"), refused.why)
        except Unanswered as lost:
            # It may have been said. The lease is left to run out; then history is asked before anything is repeated.
            log.warning("%s: no answer (%s); will look before repeating", claimed.message.key, lost)
        else:
            with writing_beside(self.office.memory) as connection:
                said.said(connection, self.office.workspace, claimed.id, self.worker, channel, ts, self.office.clock())
            if claimed.message.kind is Speech.TOLD and claimed.message.to != ACCOUNT_CHANNEL:
                heard.add(claimed.message.to)
            log.info("said %s", claimed.message.key)

    def _say(self, row: Row, begun: float) -> tuple[str, str]:
        """Say one message, all of it checked again at this moment; returns the channel and ts it stands at."""
        message, office = row.message, self.office
        with reading(office.memory) as connection:
            target = checked(office, connection, message)
        if _may_disturb(message):
            self._leave_alone(message.to)
        channel, ts = target or (self._places.of(message), None)
        if message.to == ACCOUNT_CHANNEL:
            self._pace.called("conversations.info", office.clock())
        if why := why_not_say(kind_of(message).field_class(office, message), self._places.place(message, channel)):
            raise Unsayable(why)
        with reading(office.memory) as connection:
            refuse_strangers(office, connection, message)  # who may have left while Slack was asked
            if not said.is_held(connection, office.workspace, row.id, self.worker):
                raise Later(row.not_before, "by a clock that runs ahead another worker has taken it over")
            thread = self._thread(connection, message)
            spoken = kind_of(message).spoken(office, connection, message, office.clock())
        if spoken.nudges and ts is None:
            self._note(message, spoken)
        if row.attempts > 1 and ts is None and (there := self._said_since(row)):
            return there
        if self.stopwatch() - begun > STALE:
            raise Later(office.clock() + LEASE, "it took too long, and another worker may be at it")
        return self._speak(row, channel, ts, spoken.said, thread)

    def _said_since(self, row: Row) -> tuple[str, str] | None:
        """Where it stands by now, though whoever tried it before was not done when it was looked for: a clock that ran
        ahead may have ended their lease."""
        channel = self._places.door_of(row.message)
        ts = self._in_history(row, channel)
        return (channel, ts) if ts else None

    def _is_not_let_in(self, row: Row, refused: NotLetIn) -> None:
        """Nothing can be said to anybody until there is another token: all of it waits for that, and whoever looks at
        what comes next reads so first."""
        until = self.office.clock() + A_WHILE
        log.error("Slack does not let us in (%s). Nothing is lost, and nothing is said %s", refused, UNTIL_LET_IN)
        for method in ("chat.postMessage", "chat.update"):
            self._pace.rests(method, until)
        self._later(row, row.not_before, f"Slack does not let us in ({refused.why}): nothing is said {UNTIL_LET_IN}")

    def _leave_alone(self, person: str) -> None:
        """Raises Later while they want to be left alone."""
        coming = (row.message.to for row in self._coming if _may_disturb(row.message))
        if until := self._quiet.until(person, coming):
            raise Later(until, "they want to be left alone until then")

    def _thread(self, connection: Connection, message: Message) -> str | None:
        """The ts of the message under which it stands; raises Later while that is still to be said.

        Where it never was, the message stands for itself.
        """
        if message.under is None:
            return None
        first = said.by_key(connection, self.office.workspace, message.under)
        if first is not None and first.state in (Saying.WAITING, Saying.SENDING):
            raise Later(
                max(self.office.clock() + SOON, first.not_before), "the first of its thread is still to be said"
            )
        return first.ts if first else None

    def _note(self, message: Message, spoken: Spoken) -> None:
        """Write down what is about to be told: nothing is told uncounted, whatever happens to us then."""
        with writing_beside(self.office.memory) as connection:
            days = rhythms.of(connection, self.office.workspace, self.office.blueprint.calendar, [message.to])
            day = local_day(self.office.clock(), days[message.to].zone)
            told.note(connection, self.office.workspace, message.key, message.to, day, spoken.nudges)

    def _speak(self, row: Row, channel: str, ts: str | None, text: Said, thread: str | None) -> tuple[str, str]:
        slack = self.office.slack
        now = self.office.clock()
        self._pace.called("chat.postMessage" if ts is None else "chat.update", now)
        if ts is not None:  # an edit makes no sound, and does not count as a message
            slack.call("chat.update", channel=channel, ts=ts, text=text.text, blocks=text.blocks)
            return channel, ts
        self._pace.spoke(destination(row.message), now)
        mark = {"event_type": EVENT_TYPE, "event_payload": {"mark": row.mark}}
        post = {"channel": channel, "text": text.text, "blocks": text.blocks, "metadata": mark, **_AS_IT_IS}
        try:
            answer = slack.call("chat.postMessage", **post, thread_ts=thread)
        except Refused as refused:
            if thread is None or refused.why not in NO_THREAD:
                raise
            answer = slack.call("chat.postMessage", **post)
        return str(answer["channel"]), str(answer["ts"])

    def _reconcile(self, row: Row) -> None:
        """A worker took this message and was not heard of again: was it said? Only if not is it said again."""
        now = self.office.clock()
        with writing_beside(self.office.memory) as connection:
            taken = said.take_over(connection, self.office.workspace, row.id, self.worker, now + LEASE, now)
        if taken is None:
            return
        if taken.message.replaces is not None:
            self._retry(taken)  # an edit may be made twice
            return
        try:
            channel = self._places.door_of(taken.message)
            ts = self._in_history(taken, channel)
        except (Later, Busy, Unanswered) as not_now:
            log.info("%s: cannot look yet (%s)", taken.message.key, not_now)
            return
        except Moot as moot:
            self._settle(partial(said.moot, tried=True), taken, str(moot))
            return
        except NotLetIn as refused:
            log.error("%s: cannot look, Slack does not let us in (%s)", taken.message.key, refused)
            return
        except Refused as refused:
            if refused.why == "user_disabled":  # said or not, nobody reads it there any more
                self._fail(taken, REFUSALS[refused.why], refused.why)
                return
            self._settle(said.unsure, taken, refused.why)
            log.error("%s: may have been said, and history cannot be read (%s)", taken.message.key, refused)
            return
        if ts is None:
            self._retry(taken)
            return
        with writing_beside(self.office.memory) as connection:
            said.said(connection, self.office.workspace, taken.id, self.worker, channel, ts, now)

    def _in_history(self, row: Row, channel: str) -> str | None:
        """The ts of the post that carries this row's mark: in the channel, or else in the thread that it belongs to.
        Replies do not stand in a channel's history (docs.slack.dev/reference/methods/conversations.replies), and
        before its thread was begun, or after that was deleted, it stood for itself."""
        ts = self._marked(row, "conversations.history", channel=channel)
        if ts is not None or row.message.under is None:
            return ts
        with reading(self.office.memory) as connection:
            first = said.by_key(connection, self.office.workspace, row.message.under)
        if first is None or first.ts is None:
            return None
        try:
            return self._marked(row, "conversations.replies", channel=channel, ts=first.ts)
        except Refused as refused:
            if refused.why not in NO_THREAD:
                raise
            return None

    def _marked(self, row: Row, method: str, **where: str) -> str | None:
        """The ts of the message with this row's mark among those of a conversation."""
        since = min(row.first_try_at or row.not_before, self.office.clock()) - LOOK_BACK
        there = {**where, "oldest": f"{since.timestamp():.6f}", "include_all_metadata": True, "limit": 200}
        history = self.office.slack.pages(method, "messages", **there)
        marked = (m for m in history if m.get("metadata", {}).get("event_payload", {}).get("mark") == row.mark)
        return next((str(message["ts"]) for message in marked), None)

    def _retry(self, row: Row) -> None:
        if row.attempts >= MOST_TRIES:
            self._fail(row, "gave_up")
        else:
            self._later(row, row.not_before, "not found in history, saying it again", tried=True)

    def _later(self, row: Row, at: datetime, why: str, tried: bool = False) -> None:
        now = self.office.clock()
        with writing_beside(self.office.memory) as connection:
            said.later(connection, self.office.workspace, row.id, self.worker, at, why, now, tried=tried)

    def _settle(self, how: Callable[..., bool], row: Row, why: str) -> None:
        with writing_beside(self.office.memory) as connection:
            how(connection, self.office.workspace, row.id, self.worker, why, self.office.clock())

    def _fail(self, row: Row, why: str, error: str = "") -> None:
        """It cannot be said; somebody who can mend that is told instead, in the same transaction."""
        now = self.office.clock()
        log.error("%s cannot be said: %s %s", row.message.key, why, error)
        with writing_beside(self.office.memory) as connection:
            said.failed(connection, self.office.workspace, row.id, self.worker, f"{why} {error}".strip(), now)
            word = trouble(self.office, connection, row.message, why, error)
            if word is not None:
                put(connection, self.office, [word], now)


def _may_disturb(message: Message) -> bool:
    """Would it make a sound for a person who did not ask for it just now?"""
    return message.to not in (ACCOUNT_CHANNEL, message.actor) and message.replaces is None


def _needed(message: Message) -> Iterator[str]:
    """The methods it takes to say this."""
    yield "chat.postMessage" if message.replaces is None else "chat.update"
    if message.to == ACCOUNT_CHANNEL:
        yield "conversations.info"
