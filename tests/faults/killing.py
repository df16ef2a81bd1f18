"""Days on which those who deliver are killed, at random or as soon as they have begun something, and the same days on
which nobody is."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.outbox import LEASE
from bot.rules.facts import Saying
from bot.store import told
from bot.store.engine import reading
from bot.store.said import Row
from tests.faults import busy
from tests.faults.truth import Truth, is_nearly_given_up, mark_of, truth_of
from tests.faults.workers import WRITES, Workers
from tests.support.at_work import Bot

DAYS = 3
"""After so many everything was said that there is to say, a reminder of a promise last of all."""
LAPSED = LEASE.total_seconds() + 1


class Stage(StrEnum):
    """Where somebody was when they were killed: what the database, the sandbox and the call they were at have shown."""

    LOOKING = "while looking at accounts"
    GREETING = "while putting digests"
    BEFORE = "before a claim"
    CLAIMED = "claimed, and nothing noted yet"
    NOTED = "noted and not posted"
    UNHEARD = "posting what is not noted, before Slack had it"
    POSTED = "posted, before it was answered"
    UNSETTLED = "answered and not written down"
    DRAWING = "while drawing an edit"
    RECONCILING = "while finding out what another one had said"
    IDLE = "with nothing to do"


SIGNS: Mapping[Stage, Sequence[str]] = {
    Stage.LOOKING: ["INSERT INTO nudges"],
    Stage.GREETING: ["UPDATE mornings SET"],
    Stage.CLAIMED: ["UPDATE said SET", "commits"],
    Stage.NOTED: ["INSERT INTO told", "asks chat.postMessage"],
    Stage.UNHEARD: ["asks chat.postMessage"],
    Stage.POSTED: ["asks chat.postMessage"],
    Stage.UNSETTLED: ["heard chat.postMessage"],
    Stage.DRAWING: ["asks chat.update"],
    Stage.RECONCILING: ["asks conversations.history"],
}
"""What somebody begins, one after the other, by whom it may be that they have come to a stage."""
LONGEST = 0.004
"""Machine seconds between such a sign and the kill, at most: what is begun there takes less."""


@dataclass
class Fate:
    """How the next one dies, by a luck that is told: in every third case after a random part of the time in which, as
    this machine is just now, one says a few words, else just after they have begun something, most of all what nobody
    has died at yet."""

    seed: int
    patience: float = 0.2
    kills: int = 0
    stages: Counter[Stage] = field(default_factory=Counter)
    spared: int = 0
    """How many a message would have cost its last try, had they been killed."""

    def __post_init__(self) -> None:
        self._luck = random.Random(self.seed)

    @property
    def missing(self) -> list[Stage]:
        """Where nobody has died yet."""
        return [stage for stage in SIGNS if not self.stages[stage]]

    def aims(self, at_hand: Sequence[Stage] = ()) -> Sequence[str]:
        """What the next one has begun when they die, perhaps something that nobody comes to every day; nothing where
        it is to happen at any time."""
        if not self.is_struck(2 / 3):
            return ()
        rare = at_hand if at_hand and self.is_struck(2 / 3) else self.missing if self.is_struck(1 / 2) else []
        return SIGNS[self._luck.choice(rare or list(SIGNS))]

    def strikes(self, workers: Workers, among: Collection[int], signs: Sequence[str]) -> str:
        """Kill one of these, if they come to it after these signs; what it was doing."""
        pid = self._luck.choice(sorted(among))
        self.kills += 1
        until = time.monotonic() + self.patience
        for sign in signs:
            workers.does(pid, sign, until - time.monotonic())
        time.sleep(self._luck.choice([0, self.within(LONGEST)]) if signs else self.within(self.patience))
        return workers.kill(pid)

    def within(self, longest: float) -> float:
        """A part of so many machine seconds."""
        return self._luck.uniform(0, longest)

    def is_struck(self, likely: float) -> bool:
        """Luck has it so, so often."""
        return self._luck.random() < likely

    def learns(self, posts: int) -> None:
        """How much the last one had said."""
        self.patience *= 1.1 if posts == 0 else 0.8 if posts > 1 else 1

    def __str__(self) -> str:
        told = "".join(f"\n{times:7} {stage}" for stage in Stage if (times := self.stages[stage]))
        return f"{self.kills} kills, {self.spared} spared, --kill-seed {self.seed}{told}"


def lives(bot: Bot, workers: Workers) -> Truth:
    """Days on which nobody dies."""
    for _ in moments(bot):
        _says_all(bot, workers)
    return truth_of(bot)


def dies(bot: Bot, workers: Workers, fate: Fate) -> Truth:
    """The same days; whoever delivers is killed soon, and another hired, until all that is due was said."""
    for _ in moments(bot):
        _dies_once(bot, workers, fate)
        while busy.is_due(bot):
            if is_nearly_given_up(bot):
                fate.spared += 1
                _says_all(bot, workers)
            else:
                _dies_once(bot, workers, fate)
    return truth_of(bot)


def die_together(bot: Bot, workers: Workers, fate: Fate, replicas: int) -> Truth:
    """The same days; so many deliver at once, and of them one after the other is killed and replaced.

    Time passes, and leases end, while those who live rest between two rounds: to whoever says something meanwhile a
    minute would have gone by in a moment, and no stopwatch would have told them.
    """
    for _ in moments(bot):
        while True:
            while len(workers.at_work) < replicas:
                workers.hire(bot.database)
            if is_nearly_given_up(bot):
                fate.spared += 1
            else:
                fate.strikes(workers, workers.at_work, fate.aims())
            if busy.is_at_hand(bot):
                continue
            workers.rest()
            bot.box.clock.advance(LAPSED)
            if not busy.is_due(bot):
                break
            workers.go_on()
        workers.end()
        workers.go_on()
    return truth_of(bot)


def moments(bot: Bot) -> Iterator[None]:
    """Again and again there is something to say; after each night people work."""
    made = busy.fills(bot)
    for day in range(DAYS):
        for moment in busy.moments(day):
            bot.box.clock.set(moment.timestamp())
            yield
            if moment.time() == busy.NIGHT:
                busy.works(bot, made, day)


def _says_all(bot: Bot, workers: Workers) -> None:
    workers.goes_round(bot.database)
    bot.box.clock.advance(1.1)
    while busy.is_due(bot):
        workers.goes_round(bot.database)
        bot.box.clock.advance(1.1)


def _dies_once(bot: Bot, workers: Workers, fate: Fate) -> None:
    """One is hired and killed, and its lease ends."""
    left, before = {row.id for row in bot.messages(Saying.SENDING)}, len(bot.box.posted())
    chances = {
        Stage.LOOKING: busy.is_to_look(bot),
        Stage.GREETING: busy.is_to_greet(bot) and not busy.is_to_look(bot),
        Stage.NOTED: busy.is_to_note(bot),
    }
    signs = fate.aims([stage for stage, there in chances.items() if there])
    halts = signs[0] if len(signs) == 1 and fate.is_struck(1 / 2) else None
    doing = fate.strikes(workers, [workers.hire(bot.database, halts=halts)], signs)
    new = bot.box.posted(before)
    fate.learns(len(new))
    fate.stages[_stage(bot, doing, left, {mark_of(post) for post in new})] += 1
    bot.box.clock.advance(LAPSED)


def _stage(bot: Bot, doing: str, left: Collection[int], posted: Collection[str]) -> Stage:
    """Where somebody died who was `doing` that last, was `left` these rows by those before, and `posted` those marks.

    The clock stood while they lived: what they had in hand is what came to its state since.
    """
    held = [row for row in bot.messages(Saying.SENDING) if row.changed_at >= bot.office.clock()]
    for row in held:
        if row.id in left:
            return Stage.RECONCILING
        if row.message.replaces is not None:
            return Stage.DRAWING
        if row.mark in posted:
            return Stage.POSTED if doing.startswith("asks") else Stage.UNSETTLED
        if _is_noted(bot, row):
            return Stage.NOTED
        return Stage.UNHEARD if doing == "asks chat.postMessage" else Stage.CLAIMED
    writes = doing.startswith(WRITES)
    if busy.is_to_look(bot):
        return Stage.LOOKING if writes else Stage.BEFORE
    if busy.is_to_greet(bot):
        return Stage.GREETING if writes else Stage.BEFORE
    return Stage.BEFORE if busy.is_due(bot) else Stage.IDLE


def _is_noted(bot: Bot, row: Row) -> bool:
    with reading(bot.office.memory) as connection:
        return bool(told.in_message(connection, bot.office.workspace, row.message.key))
