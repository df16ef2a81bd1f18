"""What would be said in the days to come is told beforehand, and it is what is said then."""

from __future__ import annotations

from bot.rehearsal import rehearse, told
from tests.flows.nudging import has_gone_quiet, knows
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.postgres import on_both

pytestmark = on_both

DAY = 24 * 3600


def test_a_rehearsal_tells_what_is_said_afterwards(box: Control, bot: Bot, accepted: None) -> None:
    bot.goes_round()
    before = len(box.posted())
    rehearsal = rehearse(bot.office, days=10)
    for _ in range(10 * 24):
        bot.goes_round(1)
        box.clock.advance(3600 - 1.1)
    really = [(post["text"]) for post in box.posted()[before:]]
    assert [one.text for one in rehearsal.said] == really
    assert len(really) > 5


def test_nobody_hears_a_rehearsal_and_nothing_of_it_is_kept(box: Control, bot: Bot, accepted: None) -> None:
    bot.goes_round()
    before = len(box.posted())
    rehearse(bot.office, days=5)
    assert len(box.posted()) == before
    again = rehearse(bot.office, days=5)
    assert again == rehearse(bot.office, days=5)


def test_the_noisiest_person_and_day_are_named(box: Control, bot: Bot, accepted: None) -> None:
    bot.goes_round()
    report = "\n".join(told(rehearse(bot.office, days=10), bot.office.words))
    assert "Most is said to Ann Adler" in report
    assert report.count("Europe/Berlin") == 1
    assert "\n\nTue 3 Mar (1)\n09:00 Ann Adler: Acme: Something to do" in report


def test_a_rehearsal_names_nobody_of_theirs_and_repeats_nothing_that_was_typed(box: Control, bot: Bot) -> None:
    quiet = has_gone_quiet(bot)
    knows(bot, quiet, champion="Joe Doe, CTO")
    rehearsal = rehearse(bot.office, days=60)
    assert "Joe Doe" in str(rehearsal.said)
    report = "\n".join(told(rehearsal, bot.office.words))
    assert "Their champion is quiet" in report
    assert "Joe" not in report


def test_an_admin_sees_it_in_home_and_nobody_else_is_offered_it(box: Control, bot: Bot, accepted: None) -> None:
    box.change("UMEG", is_admin=True)
    bot.calls_the_roll()
    bot.goes_round()
    bot.home_of(box.meg)
    box.meg.clicks("home_more", box.meg.sees_home(), value="rehearse")
    shown = box.meg.sees_modal("rehearsal")
    bot.rests()
    assert "Most is said to Ann Adler" in "\n".join(block["text"]["text"] for block in box.meg.sees_modal().blocks)
    assert shown is not None
    assert "rehearse" not in str(bot.home_of(box.ben).blocks)
