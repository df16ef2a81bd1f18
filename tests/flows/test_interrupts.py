"""Outside her hours a person hears only what is on the short list, and not too often a week."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.deeds import Gesture
from bot.deeds.resting import keep_hours
from bot.outbox import LEASE
from bot.rules.facts import Saying
from bot.rules.hours import Wanted
from bot.store import said
from bot.store.engine import writing
from tests.flows.forms import hands_off
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.postgres import on_both

pytestmark = on_both

EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
"""Nine in the evening and nine in the morning in Berlin."""


def is_taken(bot: Bot, account: str) -> None:
    """Another worker has taken the card of this handoff, and is at it."""
    [card] = [row for row in bot.messages(Saying.WAITING) if row.message.record == bot.record(account).id]
    now = bot.office.clock()
    with writing(bot.office.memory) as connection:
        assert said.claim(connection, bot.office.workspace, card.id, "another", now + LEASE, now)


def cards(box: Control) -> list[str]:
    """The accounts that Ann was handed."""
    return [message.text.split()[3] for message in box.ann.messages() if "hands" in message.text]


def test_the_fourth_handoff_of_an_evening_waits_for_the_owners_morning(box: Control, bot: Bot) -> None:
    box.clock.set(EVENING.timestamp())
    for account in ("Acme", "Globex", "Initech", "Hooli"):
        hands_off(box.ben, account)
        box.ben.closes()
        bot.goes_round()
    assert cards(box) == ["Acme", "Globex", "Initech"]

    box.clock.set(NEXT_MORNING.timestamp())
    bot.goes_round()
    assert "hands Hooli" in box.ann.sees_message("hands Hooli").text


@pytest.mark.parametrize(("day", "more"), [(9, []), (10, ["Hooli"])], ids=["at that hour", "a day later"])
def test_a_week_later_at_the_same_hour_they_still_count(box: Control, bot: Bot, day: int, more: list[str]) -> None:
    """Which of two evenings came some seconds earlier decides nothing."""
    box.clock.set(EVENING.timestamp())
    for account in ("Acme", "Globex", "Initech"):
        bot.is_handed(account)
        bot.goes_round()
    box.clock.set(EVENING.replace(day=day, second=30).timestamp())
    bot.is_handed("Hooli")
    bot.goes_round()
    assert cards(box) == ["Acme", "Globex", "Initech", *more]


def test_one_that_another_worker_is_at_may_be_the_last_of_the_week(box: Control, bot: Bot) -> None:
    box.clock.set(EVENING.timestamp())
    for account in ("Acme", "Globex"):
        bot.is_handed(account)
        bot.goes_round()
    for account in ("Initech", "Hooli"):
        bot.is_handed(account)
    is_taken(bot, "Initech")
    bot.goes_round()
    assert cards(box) == ["Acme", "Globex"]

    box.clock.advance(LEASE.total_seconds() + 1)
    bot.goes_round()
    assert len(cards(box)) == 3  # the other one did not say it, and one of the two is the last


def test_who_is_on_leave_is_not_interrupted_but_told_when_they_are_back(box: Control, bot: Bot) -> None:
    monday = date(2026, 3, 2)
    kept = keep_hours(bot.office, Wanted(first=monday, last=monday), Gesture("UANN", EVENING, "modal", "Europe/Berlin"))
    assert not isinstance(kept, tuple), kept
    box.clock.set(EVENING.timestamp())
    bot.is_handed()
    bot.goes_round()
    assert cards(box) == []

    box.clock.set(NEXT_MORNING.timestamp())
    bot.goes_round()
    assert cards(box) == ["Acme"]
