"""The months before a renewal: who hears what on which morning, also of the day of notice, and that it begins anew."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from bot.rules.facts import Account, Leave
from bot.store import leaves
from bot.store.engine import writing
from tests.flows.looking import is_known
from tests.flows.mornings import BERLIN, digests, lives_until, said_in, wakes
from tests.flows.nudging import has_gone_quiet, is_looked_at
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message
from tests.support.reading import block_of

RENEWS = "2026-07-05"
"""A Sunday, 125 days after the tests' Monday."""
STANDS = "Go through how the account stands with the AE and the manager"
OPENLY = "Ask them openly whether anything stands in the way"
TERMS = "Begin the talk about terms"
OFFER = "Send the renewal offer"
DECIDED = "Note what they decided"
MEAN = "Find out whether they mean to go on"
CHANGE = "Settle what they would change"
SURPRISED = "Make sure that nobody there is surprised"
GAVE = "Note whether they gave notice"
EVERY = (STANDS, OPENLY, TERMS, OFFER, DECIDED, MEAN, CHANGE, SURPRISED, GAVE)


def renews(bot: Bot, account: Account, **facts: str) -> None:
    """It is known when its contract renews, or until when notice can be given."""
    is_known(bot, account, **facts)
    is_looked_at(bot, account)


@pytest.fixture
def acme(box: Control, bot: Bot) -> Account:
    """Ann's, a T2 account without a channel."""
    return has_gone_quiet(bot, tier="T2")


def is_on_leave(bot: Bot, person: str, first: date, last: date) -> None:
    """Somebody has said when they are away."""
    with writing(bot.office.memory) as connection:
        leaves.add(connection, bot.office.workspace, Leave(person, first, last))


def day_of(message: Message) -> str:
    return datetime.fromtimestamp(float(message.ts), BERLIN).date().isoformat()


def with_step(person: Hand, step: str) -> list[Message]:
    """The digests in which a step is what is to be done."""
    return [message for message in digests(person) if re.search(f"To do[^:]*: {step}", message.text)]


def told(person: Hand, step: str) -> list[str]:
    """The days on which a step was told."""
    return [day_of(message) for message in with_step(person, step)]


def first_told(person: Hand) -> list[tuple[str, str]]:
    """The day on which each step was told for the first time, in their order."""
    return sorted((days[0], step) for step in EVERY if (days := told(person, step)))


def ticks(person: Hand, step: str) -> None:
    """Press Done under a step, in the latest digest that has it."""
    message = with_step(person, step)[-1]
    person.clicks("nudge:done", message, block_id=f"{block_of(message, step)}.do")


# the renewal


def test_each_step_is_told_to_the_owner_on_its_day(box: Control, bot: Bot, acme: Account) -> None:
    renews(bot, acme, renewal_on=RENEWS)
    lives_until(box, bot, "2026-06-05")
    assert first_told(box.ann) == [
        ("2026-03-06", STANDS),  # 120 days before is a Saturday
        ("2026-04-02", OPENLY),  # 90 days before is Easter Monday
        ("2026-04-24", TERMS),  # 70 days before is a Sunday
        ("2026-05-06", OFFER),
        ("2026-06-05", DECIDED),
    ]
    assert [first_told(hand) for hand in (box.dev, box.meg, box.ben)] == [[], [], []]


def test_a_step_that_nobody_does_is_told_once_a_week_until_the_next_takes_its_place(
    box: Control, bot: Bot, acme: Account
) -> None:
    renews(bot, acme, renewal_on=RENEWS)
    lives_until(box, bot, "2026-04-10")
    assert told(box.ann, STANDS) == ["2026-03-06", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30"]
    assert "Still open: Go through how the account stands" in with_step(box.ann, OPENLY)[-1].words


def test_in_the_last_month_it_is_told_each_morning_until_it_is_decided(box: Control, bot: Bot, acme: Account) -> None:
    renews(bot, acme, renewal_on=RENEWS)
    wakes(box, bot, "2026-06-04")
    lives_until(box, bot, "2026-06-12")
    assert told(box.ann, DECIDED) == [f"2026-06-{day:02}" for day in (5, 8, 9, 10, 11, 12)]
    assert "Acme (T2) renews Sun 5 Jul. To do: Note what they decided" in with_step(box.ann, DECIDED)[-1].text
    ticks(box.ann, DECIDED)
    lives_until(box, bot, "2026-06-19")
    assert told(box.ann, DECIDED)[-1] == "2026-06-12"


def test_once_the_day_has_passed_it_is_told_as_past(box: Control, bot: Bot, acme: Account) -> None:
    renews(bot, acme, renewal_on=RENEWS)
    wakes(box, bot, "2026-07-06")
    assert "Acme (T2) was to renew Sun 5 Jul. To do: Note what they decided" in with_step(box.ann, DECIDED)[-1].text


@pytest.mark.parametrize(
    ("tier", "expected"), [("T3", [OPENLY, TERMS, OFFER, DECIDED]), ("T4", [OPENLY, OFFER, DECIDED])]
)
def test_other_tiers_have_fewer_steps(box: Control, bot: Bot, tier: str, expected: list[str]) -> None:
    renews(bot, has_gone_quiet(bot, tier=tier), renewal_on=RENEWS)
    lives_until(box, bot, "2026-06-05")
    assert [step for _, step in first_told(box.ann)] == expected


def test_renewed_it_is_over_and_begins_anew_the_year_after(box: Control, bot: Bot, acme: Account) -> None:
    renews(bot, acme, renewal_on=RENEWS)
    wakes(box, bot, "2026-06-05")
    renews(bot, acme, renewal_on="2027-07-05")
    digest = with_step(box.ann, DECIDED)[-1]
    assert "Settled" in digest.words
    lives_until(box, bot, "2026-06-19")
    assert told(box.ann, DECIDED) == ["2026-06-05"]
    wakes(box, bot, "2027-03-05")
    assert "renews Mon 5 Jul. To do, due on Sun 7 Mar: Go through" in with_step(box.ann, STANDS)[-1].text


def test_what_was_done_a_year_before_is_to_be_done_again(box: Control, bot: Bot, acme: Account) -> None:
    renews(bot, acme, renewal_on=RENEWS)
    wakes(box, bot, "2026-03-06")
    ticks(box.ann, STANDS)
    lives_until(box, bot, "2026-03-20")
    assert told(box.ann, STANDS) == ["2026-03-06"]
    renews(bot, acme, renewal_on="2027-07-05")
    wakes(box, bot, "2027-03-05")
    assert told(box.ann, STANDS)[-1] == "2027-03-05"


def test_nothing_of_it_is_said_in_the_channel(box: Control, bot: Bot) -> None:
    box.invite("UHEARTH", "C0TEAM")
    renews(bot, has_gone_quiet(bot, tier="T2", last=date(2026, 3, 1), channel="C0TEAM"), renewal_on="2026-03-20")
    lives_until(box, bot, "2026-03-13")
    assert told(box.ann, DECIDED) != []
    assert said_in(box, "C0TEAM") == []


def test_while_the_owner_is_away_the_deputy_is_told(box: Control, bot: Bot, acme: Account) -> None:
    renews(bot, acme, renewal_on=RENEWS)
    is_on_leave(bot, "UANN", date(2026, 5, 4), date(2026, 5, 15))
    wakes(box, bot, "2026-05-06")
    assert "You stand in for Ann Adler, who is away." in with_step(box.dev, OFFER)[-1].words
    assert with_step(box.ann, OFFER) == []


def test_while_the_deputy_is_away_too_the_manager_is_told_until_one_is_back(
    box: Control, bot: Bot, acme: Account
) -> None:
    renews(bot, acme, renewal_on=RENEWS)
    is_on_leave(bot, "UANN", date(2026, 5, 4), date(2026, 5, 15))
    is_on_leave(bot, "UDEV", date(2026, 5, 4), date(2026, 5, 8))
    wakes(box, bot, "2026-05-06")
    box.clock.set("2026-05-06T09:05:00+01:00")
    bot.goes_round()
    assert "You stand in for Ann Adler, who is away." in with_step(box.meg, OFFER)[0].words
    assert with_step(box.ann, OFFER) == with_step(box.dev, OFFER) == []
    wakes(box, bot, "2026-05-11")
    assert told(box.dev, OFFER) == ["2026-05-11"]


# the day of notice


def test_before_the_day_of_notice_it_is_asked_whether_they_go_on(box: Control, bot: Bot, acme: Account) -> None:
    renews(bot, acme, renewal_on="2026-10-30", notice_on="2026-05-29")
    lives_until(box, bot, "2026-06-01")
    assert first_told(box.ann) == [
        ("2026-03-30", MEAN),
        ("2026-04-29", CHANGE),
        ("2026-05-22", SURPRISED),
        ("2026-06-01", GAVE),
    ]
    assert "Notice can be given until Fri 29 May; the contract renews Fri 30 Oct." in with_step(box.ann, MEAN)[0].text
    assert "Notice could be given until Fri 29 May" in with_step(box.ann, GAVE)[0].text


def test_a_day_of_notice_that_moves_takes_its_steps_along(box: Control, bot: Bot, acme: Account) -> None:
    renews(bot, acme, notice_on="2026-05-29")
    wakes(box, bot, "2026-03-30")
    renews(bot, acme, notice_on="2026-07-31")
    lives_until(box, bot, "2026-06-01")
    assert told(box.ann, MEAN) == ["2026-03-30", "2026-06-01"]
