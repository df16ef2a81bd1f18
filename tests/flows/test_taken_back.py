"""A handoff is taken back by whoever sold it, while nobody has accepted it."""

from __future__ import annotations

from tests.flows.forms import ACCEPT, redrawn, sends, takes_step
from tests.flows.looking import sees_new
from tests.support.at_work import Bot
from tests.support.hand import Control, Message
from tests.support.reading import actions, texts

TAKE_BACK = "move:handoff:take_back"


def test_an_owner_who_is_gone_is_replaced(box: Control, bot: Bot, card: Message) -> None:
    box.change("UANN", deleted=True)
    bot.rests()
    status = sees_new(box.ben, "/handoff status", "status")
    box.ben.clicks(TAKE_BACK, status)
    bot.rests()
    assert bot.record().state == "taken_back"
    box.ben.closes(clear=True)
    box.ben.clicks("complete", bot.home_of(box.ben))
    takes_step(box.ben, owner="UMEG")
    form = takes_step(box.ben)
    box.ben.clicks("change_line", value="edit:promises:promise", block_id="promises~promise")
    box.ben.sees_modal("line")
    box.ben.submits({"keeper": "UMEG"})  # it was Ann, too, who kept the promise
    redrawn(box.ben, form)
    sends(box.ben)
    bot.goes_round()
    assert ACCEPT in actions(box.meg.sees_message("hands Acme to you"))
    assert bot.happened() == ["submit", "take_back", "submit"]


def test_the_owners_card_says_where_it_is_and_makes_no_sound(box: Control, bot: Bot, card: Message) -> None:
    before = len(texts(box.ann))
    box.ben.clicks(TAKE_BACK, sees_new(box.ben, "/handoff acme", "brief"))
    bot.goes_round()
    [now] = [message for message in box.ann.messages() if message.ts == card.ts]
    assert "Ben Brand took Acme back on Mon 2 Mar" in now.text
    assert actions(now) == []
    assert len(texts(box.ann)) == before


def test_nobody_else_takes_it_back_and_nobody_after_it_was_accepted(box: Control, bot: Bot, card: Message) -> None:
    assert TAKE_BACK not in actions(sees_new(box.meg, "/handoff acme", "brief"))
    brief = sees_new(box.ben, "/handoff acme", "brief")
    box.ann.clicks(ACCEPT, card)
    box.ben.clicks(TAKE_BACK, brief)
    bot.rests()
    assert "This has moved on since: accepted by Ann Adler" in box.ben.sees_modal("notice").words
    assert bot.record().state == "accepted"
