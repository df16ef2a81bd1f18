"""/account why: the rules and limits of an account, its days, who was told when, what was done about it, what comes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot import deeds
from bot.deeds import Gesture
from bot.pages import why
from bot.rules.facts import Account, Deed, Nudge
from tests.flows.looking import is_known, sees_new
from tests.flows.nudging import has_gone_quiet, is_open, morning_comes, open_nudges
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, View

LIVE = "No call, meeting or visit for long"


@pytest.fixture
def told(bot: Bot) -> Account:
    """Acme, of whose silence Ann was told this morning."""
    acme = has_gone_quiet(bot)
    morning_comes(bot)
    return acme


def sees_why(person: Hand, typed: str = "acme") -> View:
    return sees_new(person, f"/account why {typed}", "why")


def does(bot: Bot, nudge: Nudge, deed: Deed, by: str = "UANN", **how: Any) -> None:
    gesture = Gesture(by, bot.office.clock(), "modal", "Europe/Berlin")
    assert isinstance(deeds.mark(bot.office, nudge.key, deed, gesture, **how), Nudge)


def test_it_tells_the_rule_the_days_whose_turn_it_is_and_who_was_told(box: Control, bot: Bot, told: Account) -> None:
    words = sees_why(box.ann).words
    assert f"*{LIVE}*\n35 days without a call, meeting or visit are amber, 60 days are red." in words
    assert "*Last call, meeting or visit*\nTue 20 Jan, 41 days ago: amber" in words
    assert "*They hear from us next*\nnot agreed yet; agree it, and tell them" in words
    assert (
        "Told from Wed 25 Feb on, amber, red from Sun 22 Mar. It is with Ann Adler (while they are away: Dev Das)."
        in words
    )
    assert "Told so far: Ann Adler (Mon 2 Mar)." in words
    assert "Also watched, with nothing to tell: " in words
    assert "and as soon as something changes." in words


def test_the_limits_are_those_of_the_accounts_own_tier(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot, tier="T3", last=date(2025, 12, 1))
    bot.goes_round()
    words = sees_why(box.ann).words
    assert "60 days without a touch are amber, 90 days are red." in words
    assert "120 days without a call" not in words  # in T3 that is only watched, and nothing is open
    assert LIVE in words


def test_it_tells_what_was_done_about_it_by_whom_and_why(box: Control, bot: Bot, told: Account) -> None:
    open = open_nudges(bot, told)
    does(bot, open["quiet/live"], Deed.SNOOZED, until=date(2026, 3, 20), reason="bad_moment", note="Their year ends")
    does(bot, open["quiet/threads"], Deed.WRONG, "UDEV", reason="wrong_limit")
    does(bot, open["quiet/touch"], Deed.PASSED_ON, to="UMEG")
    bot.goes_round()
    words = sees_why(box.ann).words
    assert (
        "Mon 2 Mar: Ann Adler snoozed it until Fri 20 Mar: This is a bad moment for them (“Their year ends”)." in words
    )
    assert "Mon 2 Mar: Dev Das said that it is wrong: The limit does not fit this account." in words
    assert "Mon 2 Mar: Ann Adler passed it on to Meg Moss." in words
    assert "It is with Meg Moss" in words
    assert (
        "*Too few people there know us*\nFewer than 2 contacts were in touch within 90 days.\nNothing of it is open."
        in words
    )


def test_what_is_to_come_is_told_with_its_day(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot, tier="T2", last=date(2026, 2, 8))
    bot.goes_round()
    assert "To come: it is told from Wed 11 Mar on, and red from Thu 26 Mar, to Ann Adler" in sees_why(box.ann).words


def test_the_channel_is_among_those_who_were_told(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot, channel="C0TEAM")
    box.invite("UHEARTH", "C0TEAM")
    bot.goes_round()
    assert "the account channel (Mon 2 Mar)" in sees_why(box.ann).words


def test_an_account_with_nothing_says_what_is_watched(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex", "T4")
    words = sees_why(box.ann, "globex").words
    assert "*Last touch*\nnone noted yet" in words
    assert "Told" not in words
    assert "Their champion is quiet" not in words  # in T4 nobody looks after that


def test_a_paused_account_says_until_when(box: Control, bot: Bot, told: Account) -> None:
    is_known(bot, told, paused_until="2026-04-01")
    assert "*Not watched until*\nWed 1 Apr" in sees_why(box.ann).words


def test_their_people_are_named_to_the_team_alone(box: Control, bot: Bot) -> None:
    acme = has_gone_quiet(bot)
    is_known(bot, acme, champion="Raj Patel, Head of Finance Systems")
    bot.goes_round()
    assert "Raj Patel" in sees_why(box.ann).words
    assert "Their champion is quiet" in sees_why(box.ben).words
    assert "Raj Patel" not in sees_why(box.ben).words


def test_a_colleague_reads_what_the_owner_is_told(box: Control, bot: Bot, told: Account) -> None:
    assert "It is with Ann Adler (while they are away: Dev Das)." in sees_why(box.ben).words
    assert "Last call, meeting or visit 41 days ago" in sees_why(box.ben).words


def test_the_brief_leads_there(box: Control, bot: Bot, told: Account) -> None:
    brief = sees_new(box.ann, "/account acme", "brief")
    assert "*Last touch*\nTue 20 Jan, 41 days ago: red" in brief.words
    box.ann.clicks("why_of", brief)
    assert LIVE in box.ann.sees_modal("why").words
    assert len(box.ann.modals) == 2


@pytest.mark.parametrize(("typed", "said"), [("umbrella", "called “umbrella”"), ("glo", "called “glo”")])
def test_an_account_nobody_knows_is_said_so(box: Control, bot: Bot, told: Account, typed: str, said: str) -> None:
    assert said in sees_new(box.ann, f"/account why {typed}", "find").words


def test_a_long_story_fits_into_one_modal(box: Control, bot: Bot, told: Account) -> None:
    live = open_nudges(bot, told)["quiet/live"]
    for day in range(3, 30):
        does(bot, live, Deed.SNOOZED, until=date(2026, 3, day), reason="other", note="&<>" * 900)
    view = sees_why(box.ann)
    assert len(view.blocks) <= 100
    assert view.words.count("snoozed it until") <= 5


def test_a_nudge_of_a_watch_that_is_gone_is_left_out(box: Control, bot: Bot, told: Account) -> None:
    is_open(bot, Nudge("gone/watch/1/x", told.id, "gone/watch", "UANN", date(2026, 3, 1)))
    assert "gone" not in sees_why(box.ann).words


def test_the_same_is_told_at_a_terminal_without_what_is_personal(bot: Bot) -> None:
    acme = has_gone_quiet(bot)
    is_known(bot, acme, champion="Raj Patel, Head of Finance Systems")
    bot.goes_round()
    lines = why.lines_for(bot.office, acme.id, bot.office.clock())
    assert lines is not None
    assert lines[:2] == ["Acme", "They hear from us next: not agreed yet; agree it, and tell them"]
    assert LIVE in lines
    assert "35 days without a call, meeting or visit are amber, 60 days are red." in lines
    assert not any("*" in line or "Raj" in line for line in lines)
    assert why.lines_for(bot.office, 4711, bot.office.clock()) is None
