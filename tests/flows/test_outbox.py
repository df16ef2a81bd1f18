"""An admin sees in Home what is said, to whom, and what failed, and settles what the bot cannot know."""

from __future__ import annotations

import pytest

from bot.outbox import LEASE
from bot.pages import home
from bot.pages.outbox import AGAIN, OUTBOX_VIEW, WAS_SAID
from bot.rules.allowed import may_say_again
from bot.rules.facts import Message, Saying
from bot.store import said
from bot.store.engine import writing
from tests.cast import WORKSPACE
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control, Hand, View, eventually
from tests.support.reading import actions, buttons, texts

LAPSED = LEASE.total_seconds() + 1
CARD = "*Handoff: card* to Ann Adler, Acme"


@pytest.fixture
def unsure(box: Control, bot: Bot) -> None:
    """Ann's card for Acme was posted, Slack's answer was lost, and her conversation cannot be read."""
    bot.is_handed()
    box.fault("chat.postMessage", "reset_after_accept")
    bot.goes_round(1)
    box.fault("conversations.history", "refuse", error="missing_scope")
    bot.in_trouble = True
    bot.loses_its_mouth()
    box.clock.advance(LAPSED)
    bot.goes_round(1)
    assert len(bot.messages(Saying.UNSURE)) == 1


@pytest.fixture
def failed(box: Control, bot: Bot) -> None:
    """Slack refused Ann's card for Acme for good."""
    bot.is_handed()
    box.fault("chat.postMessage", "refuse", error="restricted_action")
    bot.in_trouble = True
    bot.goes_round(1)
    assert len(bot.messages(Saying.FAILED)) == 1


def sees_outbox(bot: Bot, person: Hand) -> View:
    person.clicks(home.MORE, bot.home_of(person), value=home.OUTBOX)
    return person.sees_modal(OUTBOX_VIEW)


def reads_in_it(person: Hand, words: str) -> View:
    """The outbox once it was drawn anew and holds these words."""
    return eventually(
        lambda: view if (view := person.modal) and words in view.words else None,
        lambda: f"{person.id} should read {words!r}; there is {person.modals}",
    )


def cards(person: Hand) -> list[str]:
    return [text for text in texts(person) if "hands Acme" in text]


def test_only_an_admins_home_offers_it(box: Control, bot: Bot) -> None:
    assert "\nOutbox\n" in bot.home_of(box.ann).words
    assert "\nOutbox\n" in bot.home_of(box.meg).words
    assert "Outbox" not in bot.home_of(box.ben).words


def test_before_anything_was_said_it_says_so(box: Control, bot: Bot) -> None:
    assert "Nothing has been put in yet." in sees_outbox(bot, box.meg).words


def test_it_tells_what_comes_and_what_was_said_but_never_the_words(box: Control, bot: Bot) -> None:
    record = bot.is_handed()
    bot.goes_round()
    bot.is_accepted(record)  # of which Ben, in New York, hears in his morning
    bot.goes_round(1)
    view = sees_outbox(bot, box.meg)
    assert "Comes next" in view.words
    assert "Mon 2 Mar, 14:00" in view.words  # nine in New York, as Meg in London counts
    assert f"{CARD}\nMon 2 Mar, 09:00" in view.words
    assert "hands Acme" not in view.words
    assert actions(view) == []


def test_what_may_have_been_said_is_shown_with_why_nobody_knows(box: Control, bot: Bot, unsure: None) -> None:
    view = sees_outbox(bot, box.meg)
    assert "Perhaps said: please look (1)" in view.words
    assert f"{CARD}\nMon 2 Mar, 09:01: The app lacks a permission in Slack." in view.words
    assert actions(view) == [WAS_SAID, AGAIN]
    assert buttons(view)[1]["confirm"]["text"]["text"] == "If it did arrive, it is read twice."


def test_once_an_admin_says_that_it_was_said_it_is_said_no_more(box: Control, bot: Bot, unsure: None) -> None:
    sees_outbox(bot, box.meg)
    box.meg.clicks(WAS_SAID)
    view = reads_in_it(box.meg, "Said last (1)")
    assert "Meg Moss says that it was said" in view.words
    assert actions(view) == []
    bot.goes_round()
    assert (len(cards(box.ann)), bot.messages(Saying.UNSURE)) == (1, [])


def test_said_again_it_is_checked_and_said_like_any_other(box: Control, bot: Bot, unsure: None) -> None:
    sees_outbox(bot, box.meg)
    box.meg.clicks(AGAIN)
    reads_in_it(box.meg, "Meg Moss has it said again")
    bot.goes_round()
    assert len(cards(box.ann)) == 2
    assert len(bot.messages(Saying.SAID)) == 1


def test_of_two_admins_the_first_decides(box: Control, bot: Bot, unsure: None) -> None:
    for admin in (box.meg, box.ann):
        sees_outbox(bot, admin)
    box.meg.clicks(WAS_SAID)
    reads_in_it(box.meg, "Said last (1)")
    box.ann.clicks(AGAIN)
    told = eventually(
        lambda: view if (view := box.ann.modal) and view.callback_id != OUTBOX_VIEW else None,
        lambda: "Ann should be told that Meg was first",
    )
    assert "Somebody decided on this already" in told.words
    box.ann.closes()
    reads_in_it(box.ann, "Meg Moss says that it was said")
    bot.goes_round()
    assert len(cards(box.ann)) == 1


def test_what_was_refused_is_tried_again_when_that_was_mended(box: Control, bot: Bot, failed: None) -> None:
    view = sees_outbox(bot, box.meg)
    assert "Not said (1)" in view.words
    assert "The rules of this workspace forbid Hearth to do this." in view.words
    assert actions(view) == [AGAIN]
    box.meg.clicks(AGAIN)
    reads_in_it(box.meg, "Meg Moss has it said again")
    bot.goes_round()
    assert len(cards(box.ann)) == 1


def test_however_much_there_is_it_fits_and_says_what_is_left_out(box: Control, bot: Bot) -> None:
    now = bot.office.clock()
    with writing(bot.office.memory) as connection:
        for state, settle in ((Saying.UNSURE, said.unsure), (Saying.FAILED, said.failed), (Saying.WAITING, None)):
            for number in range(12):
                message = Message(f"{state}/{number}", "UDEV", "handoff", "card", None, None, "")
                said.put(connection, WORKSPACE, message, now, now)
                row = said.by_key(connection, WORKSPACE, message.key)
                if row and settle:
                    said.claim(connection, WORKSPACE, row.id, "w", now, now)
                    settle(connection, WORKSPACE, row.id, "w", "missing_scope", now)
    view = sees_outbox(bot, box.meg)
    assert view.words.count("*Handoff: card* to Dev Das") == 30
    assert view.words.count("… and 2 more") == 3


def test_nobody_but_an_admin_sees_it_or_decides(box: Control, bot: Bot, unsure: None) -> None:
    sees_outbox(bot, box.meg)
    box.meg.clicks(WAS_SAID)
    reads_in_it(box.meg, "Said last (1)")
    opened, decided = envelopes(box, "interactive")
    for envelope in (opened, decided):
        bot.hears_from("UBEN", envelope)
        bot.rests()
    assert "open to the admins of this workspace alone" in texts(box.ben)[-1]
    assert bot.happened() == ["submit"]


@pytest.mark.parametrize(
    ("why", "may"), [("personal_in_channel", False), ("channel_archived is_archived", True), ("gave_up", True)]
)
def test_what_must_not_be_said_is_not_tried_again(why: str, may: bool) -> None:
    assert may_say_again(why) is may
