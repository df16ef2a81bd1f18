"""A handoff that is sent although something is missing: who is asked, who closes what, and who hears of it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules.facts import LINE_ID
from tests.support.at_work import Bot
from tests.support.hand import Control, Message
from tests.support.reading import actions
from tests.support.sold import OUTCOMES

THREE = [{**outcome, LINE_ID: f"outcome{n}"} for n, outcome in enumerate([*OUTCOMES, OUTCOMES[0]])]
TEN_IN_NEW_YORK = "2026-03-02T10:00:00-05:00"


@pytest.fixture
def asked(box: Control, bot: Bot) -> Message:
    """Ben has handed over Acme as a T1 account, and what is only wanted is missing; the card of Meg, Ann's manager."""
    bot.is_handed(tier="T1", manager="UMEG", outcomes=THREE, their_sponsor=None)
    bot.goes_round()
    return box.meg.sees_message("go on with gaps?")


@pytest.fixture
def card(box: Control, bot: Bot, asked: Message) -> Message:
    """Meg has let it go on; Ann's card."""
    box.meg.clicks("move:handoff:let_go_on", asked)
    bot.goes_round()
    return box.ann.sees_message("hands Acme")


def test_the_manager_is_asked_before_the_owner(box: Control, bot: Bot, asked: Message) -> None:
    assert "Still missing\nExplicitly out of scope, Notice date, Their executive sponsor" in asked.words.replace(
        "*", ""
    )
    assert bot.record().state == "asks_manager"
    assert box.ann.messages() == []


def test_the_managers_yes_hands_it_to_the_owner_with_its_gaps_named(
    box: Control, asked: Message, card: Message
) -> None:
    assert "3 outcomes, 1 promise, 1 known risk. Still missing: Explicitly out of scope" in card.text
    assert "Executive sponsor: not known yet" in card.words
    assert "it is with <@UANN> now" in box.meg.sees_message("moved on").words


def test_what_the_manager_sends_back_is_with_the_executive(box: Control, bot: Bot, asked: Message) -> None:
    box.meg.clicks("move:handoff:send_back", asked)
    box.meg.sees_modal("form")
    assert not box.meg.submits({"note": "Find out who decides there"}).errors
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    said = box.ben.sees_message("needs a little more").words
    assert "<@UMEG> returned the handoff on Mon 2 Mar." in said
    assert "Find out who decides there" in said
    assert actions(box.meg.sees_message("moved on")) == []


def test_each_gap_gets_a_name_and_a_day_and_is_a_thing_to_do(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks("move:handoff:accept_with_gaps", card)
    assert "Notice date: <@UBEN>, by Wed 4 Mar" in box.ann.sees_modal("form").words
    box.ann.submits()
    bot.goes_round()
    assert bot.record().state == "accepted_with_gaps"
    task = bot.tasks()["gap/notice_on"]
    assert (task.do, task.owner, task.due_on) == ("Close the gap: Notice date", "UBEN", date(2026, 3, 4))


def test_the_executive_hears_which_gaps_are_his(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks("move:handoff:accept_with_gaps", card)
    box.ann.sees_modal("form")
    box.ann.submits()
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    [said] = [message.words for message in box.ben.messages() if "was accepted" in message.words]
    assert "• Notice date: Ben Brand, by Wed 4 Mar" in said
    assert "Nothing more is needed from you" not in said


def test_a_sponsor_without_a_counterpart_is_told_so(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks("move:handoff:accept", card)
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    said = box.sue.sees_message("You sponsor Acme").words
    assert "Who sponsors it on their side is not known yet" in said
    assert "within five working days of hearing who it is" in said


def test_the_deputy_is_told_when_it_is_accepted(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks("move:handoff:accept", card)
    box.clock.set("2026-03-03T10:00:00+05:30")
    bot.goes_round()
    assert "you act when Ann is away" in box.dev.sees_message("You cover Acme").words
