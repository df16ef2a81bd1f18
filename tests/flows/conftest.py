"""How far a handoff of Acme, or a need of theirs, has come when a test begins."""

from __future__ import annotations

import pytest

from tests.flows.forms import ACCEPT
from tests.flows.needs import VERDICT, made, writes_down
from tests.support.at_work import Bot
from tests.support.hand import Control, Message


@pytest.fixture
def card(box: Control, bot: Bot) -> Message:
    """Ann's card for Acme, which Ben has handed to her."""
    bot.is_handed()
    bot.goes_round()
    return box.ann.sees_message("hands Acme")


@pytest.fixture
def accepted(box: Control, bot: Bot, card: Message) -> None:
    """Ann has accepted Acme, and the clock has gone round."""
    box.ann.clicks(ACCEPT, card)
    bot.goes_round()


@pytest.fixture
def heard(box: Control, bot: Bot) -> Message:
    """Ben has written down what he heard at Acme, which Ann owns; her card for it."""
    bot.has_an_account("Acme", owner="UANN", ae="UBEN", our_sponsor="USUE")
    writes_down(box.ben, "acme")
    bot.goes_round()
    return box.ann.sees_message("A need of Acme")


@pytest.fixture
def judged(box: Control, bot: Bot, heard: Message) -> Message:
    """Ann has judged it; her next card."""
    made(box.ann, "judge", heard, VERDICT)
    bot.goes_round()
    return box.ann.sees_message("who should help")
