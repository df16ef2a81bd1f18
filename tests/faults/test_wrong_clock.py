"""The machine's clock steps back, or runs ahead and is put right: nothing is said twice, and nobody waits for long."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs.door import guard
from bot.jobs.put_right import put_right
from bot.outbox import Mouth
from bot.rules.facts import Record, Saying, Speech
from tests.cast import MONDAY
from tests.faults.slowly import while_asking
from tests.faults.test_reconciled import CHANNEL, lapses
from tests.flows.nudging import has_gone_quiet, morning_comes
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.reading import texts


def goes_on(bot: Bot, moment: datetime) -> None:
    """It is that moment, as far as anybody's clock shows."""
    bot.box.clock.set(moment.timestamp())
    bot.goes_round()


def is_put_right(bot: Bot, moment: datetime) -> None:
    """The clock shows the right time again, and the hour at which that is looked after comes."""
    bot.box.clock.set(moment.timestamp())
    put_right(bot.office)
    bot.goes_round()


def lives_until(bot: Bot, moment: datetime) -> None:
    """Some hours at a time, with all that is said in between."""
    while bot.office.clock() < moment:
        goes_on(bot, bot.office.clock() + timedelta(hours=4))


def digests(bot: Bot) -> Counter[str]:
    """The days whose digest Ann has got, and how often."""
    posted = {post["metadata"]["event_payload"]["mark"] for post in bot.box.posted()}
    assert len(posted) == len(bot.box.posted())
    rows = [row for row in bot.messages(Saying.SAID) if row.message.kind is Speech.DIGEST and not row.message.replaces]
    return Counter(row.message.facts["day"] for row in rows if row.message.to == "UANN" and row.mark in posted)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)], ids=["an hour", "a day"])
def test_a_clock_that_steps_back_makes_nobody_hear_anything_twice(box: Control, bot: Bot, back: timedelta) -> None:
    box.invite("UHEARTH", CHANNEL)
    has_gone_quiet(bot, channel=CHANNEL)
    morning_comes(bot)
    said = len(box.posted())
    goes_on(bot, MONDAY - back)
    lives_until(bot, MONDAY + timedelta(hours=2))
    assert len(box.posted()) == said
    lives_until(bot, MONDAY + timedelta(days=1, hours=3))
    assert digests(bot) == {"2026-03-02": 1, "2026-03-03": 1}


@pytest.mark.parametrize("ahead", [3, 31], ids=["three days", "a month"])
def test_a_clock_that_ran_ahead_keeps_nobody_waiting_once_it_is_right(box: Control, bot: Bot, ahead: int) -> None:
    """What it told of a day to come is not told again on that day."""
    has_gone_quiet(bot)
    morning_comes(bot)
    wrong = MONDAY + timedelta(days=ahead)
    goes_on(bot, wrong)
    is_put_right(bot, MONDAY + timedelta(hours=1))
    lives_until(bot, MONDAY + timedelta(days=4))
    assert digests(bot) == dict.fromkeys([f"2026-03-0{day}" for day in range(2, 7)] + [str(wrong.date())], 1)


JUMPS = {
    "an hour ahead": timedelta(hours=1),
    "an hour back": timedelta(hours=-1),
    "a day ahead": timedelta(days=1),
    "a day back": timedelta(days=-1),
}


@pytest.mark.parametrize("there", JUMPS.values(), ids=list(JUMPS))
@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"], ids=["before it is said", "as it is"])
def test_a_clock_that_jumps_while_something_is_said_and_back_again_makes_nobody_hear_it_twice(
    box: Control, bot: Bot, method: str, there: timedelta
) -> None:
    """Another worker comes round meanwhile, to whom the lease may seem to have ended, or to last for a day."""
    has_gone_quiet(bot)
    for moment in (MONDAY - timedelta(hours=7), MONDAY - timedelta(minutes=61)):
        goes_on(bot, moment)
    box.clock.set(MONDAY.timestamp())
    with while_asking(bot, method):
        box.clock.set((MONDAY + there).timestamp())
        Mouth(bot.office, "another").deliver(guard)
        box.clock.set(MONDAY.timestamp())
    for minute in range(1, 5):
        is_put_right(bot, MONDAY + timedelta(minutes=minute))
    assert digests(bot) == {"2026-03-02": 1}
    assert bot.messages(Saying.SENDING) == []


def test_what_waits_for_somebodys_hours_does_not_wait_for_those_of_another_year(
    box: Control, bot: Bot, handed: Record
) -> None:
    a_year_on = MONDAY + timedelta(days=364)
    box.clock.set(a_year_on.timestamp())
    bot.goes_round()
    bot.is_accepted(handed)  # of which Ben, in New York, hears in his morning
    bot.goes_round()
    is_put_right(bot, MONDAY + timedelta(hours=1))
    assert texts(box.ben) == []
    goes_on(bot, datetime(2026, 3, 2, 14, tzinfo=UTC))
    assert len(texts(box.ben)) == 1


def test_what_was_half_said_by_a_clock_that_ran_ahead_is_looked_for_when_it_is_right(
    box: Control, bot: Bot, handed: Record
) -> None:
    """Its lease ends tomorrow, as clocks show now."""
    box.clock.set((MONDAY + timedelta(days=1)).timestamp())
    box.fault("chat.postMessage", "reset_after_accept")
    bot.goes_round(1)
    is_put_right(bot, MONDAY)
    assert len(bot.messages(Saying.SENDING)) == 1  # whoever has it may still be at it
    lapses(bot)
    assert bot.messages(Saying.SENDING) == []
    assert len([text for text in texts(box.ann) if "hands Acme" in text]) == 1
