"""Somebody cannot be reached any more: whoever can mend it hears of it instead."""

from __future__ import annotations

import pytest

from bot.rules.facts import Record, Saying, Standing
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.reading import texts

NINE_IN_NEW_YORK = "2026-03-02T09:00:00-05:00"
UNHEARD = "somebody was not reached"


def leaves(box: Control, bot: Bot, person: str) -> None:
    box.change(person, deleted=True)
    bot.hears_of(person, Standing.DEACTIVATED)
    bot.in_trouble = True


def test_a_card_for_an_owner_who_has_left_is_told_to_whoever_sent_it(box: Control, bot: Bot, handed: Record) -> None:
    leaves(box, bot, "UANN")
    bot.goes_round()
    assert texts(box.ben) == []  # not at four in the morning
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    [told] = box.ben.messages()
    assert UNHEARD in told.words
    assert "Ann Adler is deactivated in Slack" in told.words


def test_it_is_told_to_the_sender_even_where_another_owns_the_account(box: Control, bot: Bot) -> None:
    bot.has_an_account("Acme", owner="UMEG")
    bot.is_handed()
    leaves(box, bot, "UANN")
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    assert UNHEARD in box.ben.sees_message("Acme").words
    assert texts(box.meg) == []


@pytest.mark.parametrize(("person", "name"), [("USUE", "Sue Stone"), ("UBEN", "Ben Brand")])
def test_of_the_team_the_owner_hears_who_was_not_reached(
    box: Control, bot: Bot, accepted: Record, person: str, name: str
) -> None:
    leaves(box, bot, person)
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    told = box.ann.sees_message(UNHEARD).words
    assert f"{name} is deactivated in Slack" in told


def test_somebody_slack_knows_to_be_gone_before_we_do_is_told_of_too(box: Control, bot: Bot, handed: Record) -> None:
    box.fault("conversations.open", "refuse", error="user_disabled")
    bot.in_trouble = True
    bot.goes_round()
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    assert "Ann Adler is deactivated in Slack" in box.ben.sees_message(UNHEARD).words


def test_somebody_who_became_a_guest_is_told_nothing_internal(box: Control, bot: Bot, handed: Record) -> None:
    box.change("UANN", is_restricted=True)
    bot.hears_of("UANN", Standing.GUEST)
    bot.in_trouble = True
    bot.goes_round()
    assert texts(box.ann) == []
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    assert "Ann Adler is a guest" in box.ben.sees_message(UNHEARD).words


def test_where_nobody_is_left_to_tell_it_is_kept_as_failed(box: Control, bot: Bot, handed: Record) -> None:
    for person in ("UANN", "UBEN", "UDEV"):
        leaves(box, bot, person)
    bot.goes_round()
    assert [row.message.words for row in bot.messages(Saying.FAILED)] == ["card"]
    assert bot.messages(Saying.WAITING) == []


def test_a_message_that_could_not_be_edited_bothers_nobody(box: Control, bot: Bot, accepted: Record) -> None:
    box.fault("chat.update", "refuse", error="message_not_found")
    bot.in_trouble = True
    bot.goes_round()
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    assert UNHEARD not in "\n".join(person.sees_text() for person in (box.ann, box.ben, box.sue, box.dev))


def test_the_messages_tab_switched_off_is_told_in_words(box: Control, bot: Bot, handed: Record) -> None:
    box.fault("chat.postMessage", "refuse", error="messages_tab_disabled")
    bot.in_trouble = True
    bot.goes_round()
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    assert "Messages from Hearth are switched off in the app's settings" in box.ben.sees_message(UNHEARD).words


def test_news_of_a_person_does_not_go_back_in_time(box: Control, bot: Bot) -> None:
    leaves(box, bot, "UDEV")
    bot.in_trouble = False
    box.change("UDEV", deleted=False)
    bot.hears_of("UDEV", Standing.MEMBER)
