"""A T1 handoff with gaps goes on with the manager's yes alone."""

from __future__ import annotations

import pytest

from bot.rules.facts import LINE_ID
from tests.flows.forms import hands_off, opened, sends, takes_step
from tests.support.at_work import Bot
from tests.support.hand import Control, Message
from tests.support.reading import actions, texts, values
from tests.support.sold import ACCOUNT, ANSWERS, THIRD_OUTCOME

LET_GO_ON = "move:handoff:let_go_on"
SEND_BACK = "move:handoff:send_back"
NOTE = "Who decides on the money? Ask Raj before the kickoff."
T1 = {
    "tier": "T1",
    "manager": "UMEG",
    "outcomes": [*ANSWERS["outcomes"], {**THIRD_OUTCOME, LINE_ID: "third"}],
}


@pytest.fixture
def asked(box: Control, bot: Bot) -> Message:
    """Ben has handed over Acme with gaps, and Meg, in London, is asked."""
    bot.is_handed(**T1)
    bot.goes_round()
    return box.meg.sees_message("Let it go on or send it back")


def test_the_manager_is_asked_and_sees_what_is_missing(box: Control, bot: Bot, asked: Message) -> None:
    assert "<@UBEN> hands Acme to <@UANN>, and the form still has gaps" in asked.words
    assert "until Tue 3 Mar" in asked.words
    assert "*Still missing*\nExplicitly out of scope, Notice date, Economic buyer" in asked.words
    assert actions(asked)[:2] == [LET_GO_ON, SEND_BACK]
    assert texts(box.ann) == []
    assert "waiting for Meg Moss to let it go on with its gaps" in bot.home_of(box.meg).words
    assert bot.home_of(box.ann).words.count("Acme") == 0


def test_the_receipt_names_the_manager(box: Control, bot: Bot) -> None:
    receipt = hands_off(box.ben, tier="T1", manager="UMEG")
    waits = "waiting for Meg Moss to let it go on with its gaps, until Tue 3 Mar."
    assert f"Handoff of Acme is sent: {waits}" in receipt.words


@pytest.mark.parametrize("place", ["message", "home"])
def test_with_the_managers_yes_the_owner_gets_the_card(box: Control, bot: Bot, asked: Message, place: str) -> None:
    box.meg.clicks(LET_GO_ON, asked if place == "message" else bot.home_of(box.meg))
    bot.goes_round()
    assert "hands Acme to you" in box.ann.sees_message("hands Acme").words
    [settled] = [message for message in box.meg.messages() if message.ts == asked.ts]
    assert "This moved on, Mon 2 Mar: it is with <@UANN> now" in settled.words
    assert actions(settled) == []
    assert bot.happened() == ["submit", "let_go_on"]


def test_what_is_sent_back_reaches_the_executive_with_the_note(box: Control, bot: Bot, asked: Message) -> None:
    box.meg.clicks(SEND_BACK, asked)
    assert box.meg.sees_modal("form").title == "Send back the handoff"
    assert box.meg.submits({"note": NOTE}).errors == {}
    box.clock.set("2026-03-02T09:00:00-05:00")
    bot.goes_round()
    told = box.ben.sees_message("Acme needs a little more")
    assert "<@UMEG> returned the handoff" in told.words
    assert NOTE in told.words
    assert texts(box.ann) == []
    box.ben.clicks("complete", told)
    assert values(opened(box.ben)).items() >= (ACCOUNT | {"tier": "T1"}).items()
    takes_step(box.ben)
    takes_step(box.ben)
    sends(box.ben)
    bot.goes_round()
    assert len([text for text in texts(box.meg) if "Let it go on or send it back" in text]) == 1  # the earlier settled
    assert bot.happened() == ["submit", "send_back", "submit"]


@pytest.mark.parametrize("person", ["UANN", "UBEN"])
def test_nobody_else_says_the_managers_yes_or_no(box: Control, bot: Bot, asked: Message, person: str) -> None:
    box.invite("UHEARTH", "C0SALES")
    bot.office.slack.call("chat.postMessage", channel="C0SALES", text="A card in a channel", blocks=asked.blocks)
    presser = box.hand(person)
    seen = presser.sees_message("A card in a channel", "C0SALES")
    for button, name in ((LET_GO_ON, "Let it go on"), (SEND_BACK, "Send back")):
        presser.clicks(button, seen)
        bot.rests()
        assert texts(presser, "C0SALES")[-1] == f"“{name}” is for Meg Moss. Nothing was changed."
        assert presser.modal is None
    assert bot.happened() == ["submit"]
    assert all(button not in actions(bot.home_of(presser)) for button in (LET_GO_ON, SEND_BACK))


def test_a_yes_pressed_twice_is_one(box: Control, bot: Bot, asked: Message) -> None:
    for _ in range(2):
        box.meg.clicks(LET_GO_ON, asked)
    bot.rests()
    assert "This has moved on since" in texts(box.meg)[-1]
    bot.goes_round()
    assert bot.happened() == ["submit", "let_go_on"]
    assert len(texts(box.ann)) == 1
