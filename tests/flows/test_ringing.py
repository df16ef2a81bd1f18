"""The clock of the running bot: it goes round when it is rung, when something is due, and at every tick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from bot.jobs.timetable import Timetable
from bot.rules.facts import Saying
from tests.flows.forms import ACCEPT, hands_off
from tests.support.at_work import Bot, meanwhile
from tests.support.hand import Control, eventually
from tests.support.reading import texts

A_MINUTE = timedelta(minutes=1)
AN_INSTANT = timedelta(milliseconds=50)


@contextmanager
def ticking(bot: Bot, every: timedelta) -> Iterator[Timetable]:
    """The bot with its own clock, which is told of what happens."""
    timetable = Timetable(bot.office, "ticking", every)
    bot.office = replace(bot.office, wake=timetable.ring)
    bot.starts()
    timetable.start()
    try:
        yield timetable
    finally:
        timetable.stop()


def once(seen: Callable[[], bool], what: str) -> None:
    eventually(lambda: True if seen() else None, lambda: what)


def test_what_is_decided_is_said_within_a_moment(box: Control, bot: Bot) -> None:
    with ticking(bot, A_MINUTE):
        hands_off(box.ben)
        card = box.ann.sees_message("hands Acme")
        box.ann.clicks(ACCEPT, card)
        box.ann.sees_message("You accepted Acme")


def test_what_waited_when_the_bot_was_down_is_said_at_its_start(box: Control, bot: Bot) -> None:
    bot.is_handed()
    with ticking(bot, A_MINUTE):
        box.ann.sees_message("hands Acme")


def test_what_becomes_due_by_time_alone_is_said_at_a_tick(box: Control, bot: Bot) -> None:
    record = bot.is_handed()
    bot.goes_round(1)
    bot.is_accepted(record)
    with ticking(bot, AN_INSTANT):
        box.ann.sees_message("You accepted Acme")
        box.clock.set("2026-03-02T09:00:00-05:00")
        box.ben.sees_message("Ann Adler accepted Acme")


def test_many_rings_at_once_lead_to_everything_said_once(box: Control, bot: Bot) -> None:
    with ticking(bot, AN_INSTANT) as timetable:
        bot.is_handed()
        for _ in range(20):
            timetable.ring()
        box.ann.sees_message("hands Acme")
        once(lambda: len(texts(box.ann)) == 1, "one card is enough")


def test_a_round_that_fails_does_not_stop_the_clock(box: Control, bot: Bot) -> None:
    with ticking(bot, AN_INSTANT):
        box.fault("conversations.open", "status500", times=1)
        bot.is_handed()
        once(lambda: bool(box.traffic(name="conversations.open")), "the clock should go round")
        box.clock.advance(61)
        box.ann.sees_message("hands Acme")


def test_the_clock_stops_though_the_round_at_work_plans_another(box: Control, bot: Bot) -> None:
    """Of two cards for Ann the first is on its way when the bot is told to stop; the second is for the next second."""
    for account in ("Acme", "Globex"):
        bot.is_handed(account)
    box.fault("conversations.open", "slow", seconds=2)
    timetable = Timetable(bot.office, "ticking", A_MINUTE)
    timetable.start()
    once(lambda: bool(bot.messages(Saying.SENDING)), "the first card should be on its way")
    stopping = meanwhile(timetable.stop)
    eventually(
        lambda: True if box.traffic(name="conversations.open") else box.clock.advance(2.5),
        lambda: "Slack should have answered by now",
    )
    stopping.result(5)
    assert len(texts(box.ann)) == 1
    assert len(bot.messages(Saying.WAITING)) == 1
