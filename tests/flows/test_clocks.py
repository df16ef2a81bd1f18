"""The clocks in an account's brief: last touch and talk with their colour, whose turn it is, what they were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from bot import deeds
from bot.deeds import Gesture
from bot.rules.facts import Account, Draft, Record, Touch
from bot.store import listening, touches
from bot.store.engine import writing
from tests.cast import MONDAY
from tests.flows.looking import is_known, sees_new
from tests.flows.nudging import has_gone_quiet, is_looked_at
from tests.support.at_work import Bot
from tests.support.hand import Control

TODAY = MONDAY.date()
CALL = Touch(0, "record/call", date(2026, 2, 26), "UANN", "video", two_way=True, live=True)


def is_touched(bot: Bot, account: Account, **how: Any) -> None:
    """They were in touch, and the clock has seen it."""
    touch = replace(CALL, account=account.id, key=f"record/{how}", **how)
    with writing(bot.office.memory) as connection:
        touches.add(connection, bot.office.workspace, touch, bot.office.clock())
    is_looked_at(bot, account)


def clocks_of(box: Control, account: str = "acme") -> str:
    """What the brief says between the people and the buttons."""
    words = sees_new(box.ann, f"/account {account}", "brief").words
    return words[: words.index("Cadence…")]


@pytest.mark.parametrize(
    ("tier", "last", "said"),
    [
        ("T1", date(2026, 2, 26), "Thu 26 Feb, 4 days ago: green"),
        ("T1", date(2026, 3, 1), "Sun 1 Mar, 1 day ago: green"),
        ("T1", TODAY, "Mon 2 Mar, today: green"),
        ("T1", date(2026, 2, 10), "Tue 10 Feb, 20 days ago: amber"),
        ("T1", date(2026, 1, 20), "Tue 20 Jan, 41 days ago: red"),
        ("T3", date(2026, 1, 20), "Tue 20 Jan, 41 days ago: green"),
    ],
)
def test_a_touch_is_told_with_its_day_and_the_colour_its_tier_gives_it(
    box: Control, bot: Bot, tier: str, last: date, said: str
) -> None:
    has_gone_quiet(bot, tier=tier, last=last)
    bot.goes_round()
    assert f"*Last touch*\n{said}" in clocks_of(box)


def test_a_clock_that_nobody_watches_has_no_colour(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot, tier="T4", last=date(2026, 2, 26))
    bot.goes_round()
    assert "*Last touch*\nThu 26 Feb, 4 days ago: green" in clocks_of(box)
    assert "*Last call, meeting or visit*\nThu 26 Feb, 4 days ago\n" in clocks_of(box)


@pytest.mark.parametrize(
    ("ball", "said"),
    [
        ("us", "ours, since Thu 26 Feb"),
        ("them", "theirs, since Thu 26 Feb"),
        (None, "nobody’s: nothing is open"),
    ],
)
def test_whose_turn_it_is_is_told_with_the_day_since_when(box: Control, bot: Bot, ball: str | None, said: str) -> None:
    is_touched(bot, has_gone_quiet(bot), ball=ball)
    assert f"*Whose turn it is*\n{said}" in clocks_of(box)


@pytest.mark.parametrize(
    ("next", "said"),
    [
        ({"next_on": date(2026, 3, 12), "next_how": "report", "told": True}, "Thu 12 Mar, a report; they know"),
        ({"next_on": date(2026, 3, 12), "told": False}, "Thu 12 Mar; they do not know yet"),
        ({"next_on": date(2026, 2, 27), "told": True}, "Fri 27 Feb; that day has passed without a touch"),
    ],
)
def test_when_they_hear_from_us_next_is_told_and_whether_they_know(
    box: Control, bot: Bot, next: dict[str, Any], said: str
) -> None:
    is_touched(bot, has_gone_quiet(bot), **next)
    assert f"*They hear from us next*\n{said}" in clocks_of(box)


def test_that_nobody_agreed_it_is_the_first_thing_told(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot)
    clocks = clocks_of(box)
    assert "not agreed yet; agree it, and tell them" in clocks
    assert clocks.index("They hear from us next") < clocks.index("Last touch")


def test_a_pause_is_told_until_it_has_passed(box: Control, bot: Bot) -> None:
    acme = has_gone_quiet(bot)
    is_known(bot, acme, paused_until="2026-03-03")
    assert "*Not watched until*\nTue 3 Mar" in clocks_of(box)
    box.clock.set("2026-03-03T09:00:00Z")
    assert "Not watched" not in clocks_of(box)


def test_a_channel_whose_messages_count_is_told(box: Control, bot: Bot) -> None:
    acme = has_gone_quiet(bot)
    with writing(bot.office.memory) as connection:
        listening.start(connection, bot.office.workspace, "C0SHARED", acme.id, "UANN", bot.office.clock())
    assert "*Messages count as touches in*\n<#C0SHARED>" in clocks_of(box)


def test_the_next_review_is_told_and_none_that_is_past(box: Control, bot: Bot) -> None:
    acme = has_gone_quiet(bot)
    assert "Next review" not in clocks_of(box)
    for day in ("2026-06-02", "2026-03-20"):
        is_planned(bot, acme, day)
    assert "*Next review*\nFri 20 Mar" in clocks_of(box)
    box.clock.set("2026-03-21T09:00:00Z")
    assert "*Next review*\nTue 2 Jun" in clocks_of(box)


def is_planned(bot: Bot, account: Account, day: str) -> None:
    """A review, as its form would have sent it."""
    now = bot.office.clock()
    answers = {"account": {"id": account.id, "name": account.name}, "kind": "qbr", "on": day}
    draft = Draft(bot.office.workspace, uuid4().hex, "review", "UANN", 0, answers, None, now)
    with writing(bot.office.memory) as connection:
        record = deeds.submit(bot.office, connection, draft, Gesture("UANN", now, "modal"))
    assert isinstance(record, Record), record


def test_a_new_account_has_clocks_that_never_ran(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex")
    bot.goes_round()
    clocks = clocks_of(box, "globex")
    assert "*Last touch*\nnone noted yet\n*Last call, meeting or visit*\nnone noted yet" in clocks


def test_what_was_done_about_a_nudge_stands_among_what_happened(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot)
    bot.goes_round()
    box.ann.clicks("nudge:more", bot.home_of(box.ann), value=live_of(bot, "wrong"), block_id="due.1")
    box.ann.sees_modal("nudge:wrong")
    box.ann.submits({"reason": "not_worth_it"})
    words = sees_new(box.ann, "/account acme", "brief").words
    assert "Mon 2 Mar: Ann Adler called wrong what “No call, meeting or visit for long” asked for" in words


def live_of(bot: Bot, act: str) -> str:
    return f"{act}|quiet/live/{bot.account().id}/2026-01-20"
