"""The app's Home and its direct message, from the newcomer's first look on."""

from __future__ import annotations

import pytest

from bot.rules.facts import Standing
from tests.flows.forms import ACCEPT, hands_off, reaches
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message
from tests.support.reading import actions, texts, values


@pytest.fixture
def nell(box: Control, bot: Bot) -> Hand:
    """Somebody who has joined the workspace just now."""
    nell = box.welcome("UNELL", "nell", "Nell New", tz="Europe/Lisbon")
    bot.hears_of("UNELL", Standing.MEMBER)
    return nell


def test_a_newcomers_home_says_what_this_is_and_how_to_begin(bot: Bot, nell: Hand) -> None:
    home = bot.home_of(nell)
    assert "Hearth keeps what we promised our customers" in home.words
    assert "Nothing waits for you yet" in home.words
    assert actions(home) == ["start_form:handoff"]


def test_a_newcomer_begins_from_home(bot: Bot, nell: Hand) -> None:
    nell.clicks("start_form:handoff", bot.home_of(nell))
    assert values(nell.sees_modal("form")) == {"ae": "UNELL"}


def test_a_newcomers_words_are_answered_with_what_can_be_done_here(nell: Hand) -> None:
    nell.opens_home("messages")
    nell.says("hi, what is this?")
    answer = nell.sees_message("Hearth keeps who owns a customer")
    assert "`/handoff`" in answer.text
    assert "Home tab" in answer.text


def test_the_owners_home_offers_what_the_card_offers(box: Control, bot: Bot, card: Message) -> None:
    home = bot.home_of(box.ann)
    assert "*Acme*: handoff waiting for Ann Adler to accept or return it, until Tue 3 Mar" in home.words
    assert actions(home) == ["start_form:handoff", "move:handoff:accept", "move:handoff:return"]
    box.ann.clicks(ACCEPT, home)
    assert "You accepted" not in home.words
    box.ann.sees_home("To do (6)")
    bot.goes_round()
    assert "You accepted Acme" in box.ann.messages()[0].text


def test_home_is_drawn_anew_for_whoever_hears_something(box: Control, bot: Bot, nell: Hand) -> None:
    bot.home_of(box.ann)
    bot.is_handed()
    bot.goes_round()
    box.ann.sees_home("Your turn (1)")


def test_home_is_drawn_anew_for_whoever_did_something(box: Control, bot: Bot) -> None:
    bot.home_of(box.ben)
    hands_off(box.ben)
    box.ben.sees_home("Your accounts (1)")


def test_a_long_home_says_how_much_more_there_is(box: Control, bot: Bot) -> None:
    for number in range(25):
        bot.has_an_account(f"Customer {number:02}", owner="UANN")
    home = bot.home_of(box.ann).words
    assert "Your accounts (25)" in home
    assert "Customer 19" in home
    assert "Customer 20" not in home
    assert "… and 5 more" in home


def test_many_drafts_stay_within_slacks_limits(box: Control, bot: Bot) -> None:
    for number in range(7):
        reaches(box.ben, 2, f"Customer {number}")
        box.clock.advance(1)
    home = bot.home_of(box.ben).words
    assert "Drafts (7)" in home
    assert "… and 2 more" in home
    box.ben.closes()
    box.ben.types("/handoff")
    assert "Customer 6" in box.ben.sees_modal("form").words


def test_the_messages_tab_draws_no_home(box: Control, bot: Bot) -> None:
    box.ann.opens_home("messages")
    bot.home_of(box.ben)  # what came before it was heard before it
    assert box.ann.home is None


def test_the_bot_does_not_talk_to_itself_nor_in_channels(box: Control, bot: Bot, card: Message) -> None:
    box.invite("UHEARTH", "C0SALES")
    box.ben.says("Hearth, are you there? <@UHEARTH>", "C0SALES")
    box.ben.says("hello")
    box.ben.sees_message("/handoff")
    assert len(texts(box.ben)) == 2
    assert not any("Hearth keeps" in text for text in texts(box.ann))
    assert not any("Hearth keeps" in text for text in texts(box.ben, "C0SALES"))
