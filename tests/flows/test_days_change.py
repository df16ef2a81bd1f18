"""Somebody's days change while something waits for their hours: it is said in the hours that hold then."""

from __future__ import annotations

from datetime import date

import pytest

from bot.deeds import Gesture
from bot.deeds.resting import keep_hours
from bot.rules.facts import LINE_ID, Touch
from bot.rules.hours import Wanted
from bot.store import accounts, touches
from bot.store.engine import writing
from tests.cast import MONDAY
from tests.flows.mornings import lives_until, said_in, wakes
from tests.flows.nudging import has_gone_quiet
from tests.flows.reviews import changes, is_planned
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.sold import PROMISE

CHANNEL = "C0TEAM"


@pytest.fixture
def promised(bot: Bot) -> None:
    """Dev, in Kolkata, keeps a promise by today; the hour at which he hears of it has not come yet."""
    promise = {**PROMISE, LINE_ID: "today", "keeper": "UDEV", "due_on": "2026-03-02"}
    bot.is_accepted(bot.is_handed(promises=[promise]))
    bot.goes_round()


def interrupts_of(box: Control, person: str) -> list[str]:
    """When somebody heard of the promise outside of a digest, by UTC."""
    said = [post for post in box.posted() if post["to"] == person and "SSO by May" in post["text"]]
    return [post["iso"][11:16] for post in said if not post["text"].startswith(("Good morning", "For "))]


def test_an_alert_waits_for_the_hours_of_whoever_owns_the_account_by_then(box: Control, bot: Bot) -> None:
    account = has_gone_quiet(bot, channel=CHANNEL, owner="UBEN")
    bot.goes_round()
    assert not said_in(box, CHANNEL)  # it is four in the morning in New York
    with writing(bot.office.memory) as connection:
        accounts.take_role(connection, bot.office.workspace, account.id, "owner", "UANN", bot.office.clock())
        accounts.look_again(connection, bot.office.workspace, [account.id], bot.office.clock())
    bot.goes_round()
    assert any("last live talk" in text for _, text, _ in said_in(box, CHANNEL))


def test_a_promise_due_today_is_told_at_that_hour_where_its_keeper_is_by_then(
    box: Control, bot: Bot, promised: None
) -> None:
    box.change("UDEV", tz="Europe/London")
    bot.calls_the_roll()
    for at in ("09:35", "14:55", "15:05"):
        box.clock.set(f"2026-03-02T{at}:00+00:00")
        bot.goes_round()
    assert interrupts_of(box, "UDEV") == ["15:05"]


def test_nobody_is_interrupted_on_a_day_they_have_taken_off_since(box: Control, bot: Bot, promised: None) -> None:
    today = date(2026, 3, 2)
    kept = keep_hours(bot.office, Wanted(first=today, last=today), Gesture("UDEV", MONDAY, "modal", "Asia/Kolkata"))
    assert not isinstance(kept, tuple)
    box.clock.set("2026-03-02T09:35:00+00:00")
    bot.goes_round()
    assert not interrupts_of(box, "UDEV")


def test_a_step_whose_day_was_moved_follows_the_owners_leave_too(box: Control, bot: Bot) -> None:
    box.invite("UHEARTH", CHANNEL)
    has_gone_quiet(bot, tier="T3", last=date(2026, 2, 28), channel=CHANNEL)
    card = is_planned(box, bot, on="2026-03-06")
    changes(box.ann, card, on="2026-05-07")
    lives_until(box, bot, "2026-04-24")  # it was not due on its first day, and is coming now
    away = date(2026, 5, 7)
    kept = keep_hours(bot.office, Wanted(first=away, last=away), Gesture("UANN", MONDAY, "modal", "Europe/Berlin"))
    assert not isinstance(kept, tuple)
    lives_until(box, bot, "2026-05-08")
    assert [day for day, text, _ in said_in(box, CHANNEL) if "Hold it" in text] == ["2026-05-06"]


def test_a_digest_says_by_what_they_hear_from_us_next(box: Control, bot: Bot) -> None:
    account = has_gone_quiet(bot)
    said = Touch(account.id, "record/call", MONDAY.date(), "UANN", "phone", two_way=True, live=True)
    said = Touch(**{**vars(said), "next_on": date(2026, 3, 4), "next_how": "report", "told": True})
    with writing(bot.office.memory) as connection:
        touches.add(connection, bot.office.workspace, said, MONDAY)
        accounts.look_again(connection, bot.office.workspace, [account.id], MONDAY)
    bot.goes_round()
    wakes(box, bot, "2026-03-03")
    assert "They expect to hear from us tomorrow (a report)" in box.ann.sees_message("Good morning").words
