"""The database is slow or busy: acks come in time all the same, and what was acked is kept."""

from __future__ import annotations

from bot.rules.facts import Record
from tests.flows.forms import ACCEPT, fills_step, fills_whole, is_pending, starts
from tests.support.at_work import Bot, meanwhile
from tests.support.hand import Control
from tests.support.sold import ACCOUNT


def test_a_form_sent_while_another_writes_for_a_second_is_acked_in_time(box: Control, bot: Bot) -> None:
    fills_whole(box.ben)
    with bot.locked_out():
        pressed = meanwhile(lambda: box.ben.submits())
        is_pending(box.ben)
        box.clock.advance(1)
    sent = pressed.result(5)
    assert sent.acked
    assert sent.error is None
    assert "Ann Adler" in box.ben.sees_modal("notice").words
    assert bot.happened() == ["submit"]


def test_a_step_taken_while_another_writes_for_a_second_is_acked_in_time(box: Control, bot: Bot) -> None:
    starts(box.ben)
    fills_step(box.ben, ACCOUNT)
    with bot.locked_out():
        pressed = meanwhile(lambda: box.ben.submits())
        is_pending(box.ben)
        box.clock.advance(1)
    assert pressed.result(5).acked
    assert box.ben.sees_modal("form").title == "Their people"


def test_a_form_opens_while_another_writes(box: Control, bot: Bot) -> None:
    """Readers wait for no writer."""
    with bot.locked_out():
        assert starts(box.ben).title == "The account"


def test_a_button_pressed_while_another_writes_is_carried_out_once(box: Control, bot: Bot, said: Record) -> None:
    card = box.ann.sees_message("hands Acme")
    with bot.locked_out():
        pressed = meanwhile(lambda: box.ann.clicks(ACCEPT, card))
        box.clock.advance(1)
    assert pressed.result(5).acked
    assert bot.happened() == ["submit", "accept"]
