"""What was half said is looked for wherever it may stand, and as long as nobody can look it waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.outbox import LEASE, Mouth
from bot.rules.facts import Account, Record, Saying
from bot.store import said as outbox
from bot.store.engine import writing
from tests.faults.busy import plans_a_review
from tests.flows.looking import is_withdrawn
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot
from tests.support.hand import Control, Message
from tests.support.reading import texts

CHANNEL = "C0TEAM"
STEP, FIRST = "step/review/ladder/1/t14", "thread/review/ladder/1"
TOLD = "Put the first version of the pack together"


@pytest.fixture
def stepping(box: Control, bot: Bot) -> Account:
    """Acme, with a review in eleven days: a thread is to be begun in its channel, and a step waits for it."""
    box.invite("UHEARTH", CHANNEL)
    account = has_gone_quiet(bot, channel=CHANNEL, last=date(2026, 2, 27))
    plans_a_review(bot, account, date(2026, 3, 13))
    box.clock.set("2026-03-02T06:00:00Z")
    bot.goes_round(1)
    box.clock.set("2026-03-02T09:00:00Z")
    return account


def lapses(bot: Bot) -> None:
    """The worker is gone, and so is the lease it had."""
    bot.loses_its_mouth()
    bot.box.clock.advance(LEASE.total_seconds() + 1)
    bot.goes_round()


def stands(box: Control) -> list[Message]:
    """The step wherever it can be read, in the channel or in a thread of it."""
    there = box.ann.messages(CHANNEL)
    return [m for first in there for m in box.ann.messages(CHANNEL, first.ts) if TOLD in m.words]


def state(bot: Bot, key: str) -> Saying:
    return next(state for state in Saying for row in bot.messages(state) if row.message.key == key)


def test_a_step_whose_answer_was_lost_is_found_in_its_thread(box: Control, bot: Bot, stepping: Account) -> None:
    bot.goes_round(1)
    assert (state(bot, FIRST), state(bot, STEP)) == (Saying.SAID, Saying.WAITING)
    box.fault("chat.postMessage", "reset_after_accept")
    box.clock.advance(2)
    bot.goes_round(1)
    assert state(bot, STEP) is Saying.SENDING
    lapses(bot)
    assert state(bot, STEP) is Saying.SAID
    [step] = stands(box)
    assert step.thread_ts


def test_a_step_that_stood_alone_is_found_though_its_thread_was_begun_since(
    box: Control, bot: Bot, stepping: Account
) -> None:
    now, workspace = bot.office.clock(), bot.office.workspace
    with writing(bot.office.memory) as connection:
        outbox.drop(connection, workspace, FIRST, "nothing of it was due", now)
    box.fault("chat.postMessage", "reset_after_accept", times=9)
    bot.goes_round(1)
    box.heal()
    assert state(bot, STEP) is Saying.SENDING
    with writing(bot.office.memory) as connection:
        outbox.revive(connection, workspace, FIRST, now, now)
    bot.goes_round()
    lapses(bot)
    assert (state(bot, FIRST), state(bot, STEP)) == (Saying.SAID, Saying.SAID)
    assert len(stands(box)) == 1


def test_a_step_is_looked_for_though_somebody_deleted_its_thread(box: Control, bot: Bot, stepping: Account) -> None:
    bot.goes_round(1)
    [first] = [m for m in box.ann.messages(CHANNEL) if "Each step" in m.words]
    bot.office.slack.call("chat.delete", channel=CHANNEL, ts=first.ts)
    box.fault("chat.postMessage", "reset")
    box.clock.advance(2)
    bot.goes_round(1)
    lapses(bot)
    assert state(bot, STEP) is Saying.SAID
    assert len(stands(box)) == 1


def test_what_was_to_be_said_of_an_account_that_is_gone_is_not_looked_for(box: Control, bot: Bot) -> None:
    """An import that nobody had done anything with was undone, in the minute in which its channel was told of it."""
    box.invite("UHEARTH", CHANNEL)
    account = has_gone_quiet(bot, channel=CHANNEL)
    box.fault("chat.postMessage", "reset", times=9)
    bot.goes_round(1)
    box.heal()
    is_withdrawn(bot, account)
    lapses(bot)
    assert bot.messages(Saying.SENDING) == bot.messages(Saying.UNSURE) == []
    assert "Acme" not in box.ann.sees_text(CHANNEL)


def test_what_was_said_by_a_clock_that_is_a_day_ahead_of_slacks_is_found(
    box: Control, bot: Bot, handed: Record
) -> None:
    right = bot.office.clock
    bot.office = replace(bot.office, clock=lambda: right() + timedelta(days=1))
    bot.mouth = Mouth(bot.office, "ahead by a day")
    box.fault("chat.postMessage", "reset_after_accept")
    bot.goes_round(1)
    assert len(bot.messages(Saying.SENDING)) == 1
    lapses(bot)
    assert len([text for text in texts(box.ann) if "hands Acme" in text]) == 1
    assert bot.messages(Saying.SENDING) == []
