"""A review's steps in its account's channel: one thread, and each step there on its day."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from bot import deeds
from bot.deeds import Gesture
from bot.rules.facts import Account, Draft, Record, Saying
from bot.store.engine import writing
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot
from tests.support.hand import Control, Message

CHANNEL = "C0TEAM"
ABOUT = "Each step stands in this thread"
DAYS = ("2026-03-06", "2026-03-11", "2026-03-13", "2026-03-16", "2026-03-20")
"""On which there is something to do after the first, around a review on the 13th; on the sixth two things."""


@pytest.fixture
def planned(box: Control, bot: Bot) -> Account:
    """Meg has planned it; nothing was said yet."""
    account = has_gone_quiet(bot, channel=CHANNEL, last=date(2026, 2, 27))
    now = bot.office.clock()
    answers = {"account": {"id": account.id, "name": account.name}, "kind": "qbr", "on": "2026-03-13"}
    draft = Draft(bot.office.workspace, uuid4().hex, "review", "UMEG", 0, answers, None, now)
    with writing(bot.office.memory) as connection:
        assert isinstance(deeds.submit(bot.office, connection, draft, Gesture("UMEG", now, "modal")), Record)
    return account


def firsts(box: Control) -> list[Message]:
    """What opens a thread about a review in the channel."""
    return [message for message in box.ann.messages(CHANNEL) if ABOUT in message.words]


def steps(box: Control, bot: Bot) -> list[str]:
    """Which steps stand in the one thread, in order."""
    [first] = firsts(box)
    there = {message.ts for message in box.ann.messages(CHANNEL, first.ts)[1:]}
    rows = (row for row in bot.messages(Saying.SAID) if row.message.under and not row.message.replaces)
    return [row.message.key.rpartition("/")[2] for row in sorted(rows, key=lambda row: row.ts or "") if row.ts in there]


def said_on(box: Control, bot: Bot, day: str) -> None:
    """It becomes that day's ten o'clock in Berlin."""
    box.clock.set(f"{day}T09:00:00Z")
    bot.goes_round()


def moves(bot: Bot, move: str, **answers: str) -> None:
    """Ann's press, as the form behind her button would have sent it."""
    [review] = bot.records()
    gesture = Gesture("UANN", bot.office.clock(), "button")
    assert isinstance(deeds.move(bot.office, review.id, move, review.number, answers, gesture), Record)


def test_each_step_is_said_on_its_day_in_one_thread(box: Control, bot: Bot, planned: Account) -> None:
    bot.goes_round()
    assert steps(box, bot) == ["t14"]
    for day in DAYS:
        said_on(box, bot, day)
        if day == "2026-03-13":
            moves(bot, "hold", held_on=day, notes="They close in six days now")
    assert steps(box, bot) == ["t14", "t7", "t5", "t2", "t0", "after1", "after7"]


def test_a_thread_begins_with_the_step_that_is_due_when_it_can_be_said(
    box: Control, bot: Bot, planned: Account
) -> None:
    """It was put on Monday evening, and nothing was said until the day of the third step."""
    box.clock.set("2026-03-02T20:00:00Z")
    bot.goes_round()
    assert firsts(box) == []
    said_on(box, bot, "2026-03-11")
    assert steps(box, bot) == ["t2"]


def test_a_thread_in_which_nothing_is_due_is_not_begun(box: Control, bot: Bot, planned: Account) -> None:
    box.clock.set("2026-03-02T20:00:00Z")
    bot.goes_round()
    moves(bot, "call_off", called_off_because="Their board meets that day")
    said_on(box, bot, "2026-03-06")
    assert firsts(box) == []
