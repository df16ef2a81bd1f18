"""A handoff from the first word to the last task, as the people in it see it."""

from __future__ import annotations

from tests.flows.conftest import Bot
from tests.flows.forms import hands_off, starts
from tests.support.hand import Control


def test_a_handoff_is_filled_accepted_announced_and_done(box: Control, bot: Bot) -> None:
    receipt = hands_off(box.ben)
    assert "Ann Adler" in receipt.words
    assert "Tue 3 Mar" in receipt.words

    bot.goes_round()
    card = box.ann.sees_message("Acme")
    for fact in ("Their auditor gave them a year", "SSO by May", "Raj may leave"):
        assert fact in card.words

    assert box.ann.clicks("move:handoff:accept", card).acked
    bot.goes_round(3)
    print(box.ann.sees_text())
