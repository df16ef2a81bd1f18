"""How far a handoff of Acme has come when a test begins."""

from __future__ import annotations

import pytest

from tests.flows.forms import ACCEPT
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
