"""The first days of a portfolio that came by a table: people are not told at once all that nobody did before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import MONDAY
from tests.flows.forms import adds_line
from tests.flows.mornings import digests, lives_until, wakes
from tests.flows.test_import_by_file import drops, presses
from tests.flows.touches import TALK, clocks, opens_log, sends
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand

QUIET = "Customer 00"
"""A T1 account of which nothing but its silence could be told: it renewed before it came to us."""
HEADER = "Account,Tier,Account owner,Deputy,Manager,Renewal date,Champion\n"


def fifty() -> str:
    """Fifty accounts of Ann's and Dev's, of all tiers, that renew from last week until far into the next year."""
    rows = []
    for number in range(50):
        renewal = MONDAY.date() + timedelta(days=9 * number - 7)
        owner, deputy = [("UANN", "UDEV"), ("UDEV", "UANN")][number % 2]
        rows.append(f"Customer {number:02},T{number % 4 + 1},{owner},{deputy},UMEG,{renewal},Raj Patel {number}\n")
    return HEADER + "".join(rows)


@pytest.fixture
def taken(box: Control, bot: Bot) -> None:
    """Meg has taken them in, on the tests' Monday."""
    offer = drops(bot, box.meg, fifty())
    assert "50 new accounts" in offer.text
    presses(bot, box.meg, "take_table", offer)
    bot.goes_round()


def things(person: Hand) -> list[str]:
    """What the latest digest tells, a line each."""
    return [line for line in digests(person)[-1].text.split("\n") if line.startswith("Customer")]


def test_the_next_morning_tells_only_what_can_still_be_done(box: Control, bot: Bot, taken: None) -> None:
    for hour in ("04:00", "08:30", "14:30"):
        box.clock.set(f"2026-03-03T{hour}:00Z")
        bot.goes_round()
    told = {person.id: things(person) for person in (box.ann, box.dev)}
    renew = {line.split(" (")[0] for lines in told.values() for line in lines}
    assert renew == {f"Customer {n:02}" for n in (1, 2, 3, 4, 5, 6, 7, 11)}  # within 60 days, and a step of this week
    assert [len(lines) for lines in told.values()] == [5, 7]
    assert not any("ago" in line or "was to renew" in line or "Still open" in line for line in told["UANN"])
    assert digests(box.meg) == []


def test_silence_is_told_after_a_month_and_not_before(box: Control, bot: Bot, taken: None) -> None:
    lives_until(box, bot, "2026-03-31")
    assert not [message for message in digests(box.ann) if QUIET in message.text]
    lives_until(box, bot, "2026-04-07")
    assert QUIET in digests(box.ann)[-1].text


def test_a_touch_and_a_promise_are_logged_on_the_first_day(box: Control, bot: Bot, taken: None) -> None:
    opens_log(box.ann, "customer 08")
    adds_line(box.ann, "promises", {"what": "SSO by May", "due_on": "2026-03-06", "keeper": "UDEV"})
    sends(box.ann, **TALK)
    assert clocks(bot, "Customer 08").account.live_on == MONDAY.date()
    wakes(box, bot, "2026-03-05")
    assert "Customer 08 (T1). Promised to them: SSO by May. Due tomorrow" in digests(box.dev)[-1].text
