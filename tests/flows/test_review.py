"""A business review, from its planning to the follow-up, and what it moves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.rules.facts import Account, Contacted
from tests.flows.reviews import changes, makes, plans
from tests.flows.touches import clocks
from tests.support.at_work import Bot
from tests.support.hand import Control, Message
from tests.support.reading import actions

PLAN = {"on": "2026-04-15", "their_people": ["their_sponsor", "champion"], "goal": "Agree on the second team"}
HELD = {"notes": "They close in six days now", "decisions": "Raj brings the second team", "next_on": "2026-04-20"}
DAY_OF_IT = "2026-04-15T15:00:00+02:00"


@pytest.fixture
def acme(bot: Bot) -> Account:
    return bot.has_an_account("Acme", "T1", owner="UANN", deputy="UDEV", our_sponsor="USUE", manager="UMEG")


@pytest.fixture
def planned(box: Control, bot: Bot, acme: Account) -> Message:
    """Dev has planned one; Ann's card for it."""
    assert "Business review of Acme is sent: quarterly business review on Wed 15 Apr." in plans(box.dev, **PLAN).words
    box.dev.closes()
    bot.goes_round()
    return box.ann.sees_message("quarterly business review")


def holds(box: Control, bot: Bot, card: Message, **answers: Any) -> Message:
    """Ann says that it was held, on its day; her next card."""
    box.clock.set(DAY_OF_IT)
    sent = makes(box.ann, "hold", card, {**HELD, **answers})
    assert not sent.errors, sent.errors
    bot.goes_round()
    return box.ann.sees_message("Agree" if answers.get("unseen") else "What was said")


def test_the_owner_can_go_on_from_the_plan(planned: Message) -> None:
    assert actions(planned) == ["move:review:hold", "complete", "pack", "move:review:call_off", "read"]
    assert "Agree on the second team" in planned.words
    assert "What they want to talk about is not known yet: ask them." in planned.words


def test_nothing_was_touched_by_planning(bot: Bot, planned: Message) -> None:
    assert clocks(bot).account == Contacted()


def test_its_day_is_changed_in_its_own_form(box: Control, bot: Bot, planned: Message) -> None:
    receipt = changes(box.ann, planned, on="2026-04-22")
    assert "Business review of Acme is sent: quarterly business review on Wed 22 Apr." in receipt.words
    bot.goes_round()
    assert "It moved on" in box.ann.messages()[0].words
    assert "Wed 22 Apr" in box.ann.sees_message("Agree on the second team").words
    assert [record.answers["on"] for record in bot.records()] == ["2026-04-22"]


def test_that_it_was_held_is_a_live_talk_with_those_who_came(box: Control, bot: Bot, planned: Message) -> None:
    card = holds(box, bot, planned)
    on = date(2026, 4, 15)
    talked = Contacted(touch_on=on, live_on=on)
    assert clocks(bot).account == talked
    assert clocks(bot).contacts == {"their_sponsor": talked, "champion": talked}
    assert (clocks(bot).next_on, clocks(bot).told) == (date(2026, 4, 20), False)
    assert "They hear from us next on Mon 20 Apr." in card.words


def test_it_is_followed_up(box: Control, bot: Bot, planned: Message) -> None:
    card = holds(box, bot, planned)
    box.ann.clicks("move:review:follow_up", card)
    bot.goes_round()
    assert bot.record().state == "followed_up"
    assert "nothing more is to be done here" in box.ann.messages()[-1].words
    assert clocks(bot).account.live_on == date(2026, 4, 15)


def test_it_was_held_on_a_day_that_has_come(box: Control, planned: Message) -> None:
    assert set(makes(box.ann, "hold", planned, {**HELD, "held_on": "2026-03-03"}).errors) == {"held_on"}


def test_it_is_called_off_with_the_reason(box: Control, bot: Bot, planned: Message) -> None:
    sent = makes(box.ann, "call_off", planned, {"called_off_because": "Their board meets that day"})
    assert not sent.errors
    bot.goes_round()
    assert bot.record().state == "called_off"
    assert "Their board meets that day" in box.ann.sees_message("called off").words


def test_an_account_has_one_of_each_planned_at_a_time(box: Control, bot: Bot, planned: Message) -> None:
    plans(box.ann, kind="ebr", on="2026-06-10")
    assert [(record.answers["kind"], record.state) for record in bot.records()] == [
        ("qbr", "planned"),
        ("ebr", "planned"),
    ]
