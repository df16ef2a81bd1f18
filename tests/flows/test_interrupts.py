"""Outside her hours a person hears only what is on the short list, and not too often a week."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.flows.forms import hands_off
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.postgres import on_both

pytestmark = on_both

EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
"""Nine in the evening and nine in the morning in Berlin."""


def test_the_fourth_handoff_of_an_evening_waits_for_the_owners_morning(box: Control, bot: Bot) -> None:
    box.clock.set(EVENING.timestamp())
    for account in ("Acme", "Globex", "Initech", "Hooli"):
        hands_off(box.ben, account)
        box.ben.closes()
        bot.goes_round()
    cards = [m.text for m in box.ann.messages() if "hands" in m.text]
    assert [card.split()[3] for card in cards] == ["Acme", "Globex", "Initech"]

    box.clock.set(NEXT_MORNING.timestamp())
    bot.goes_round()
    assert "hands Hooli" in box.ann.sees_message("hands Hooli").text
