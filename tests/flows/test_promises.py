"""What was promised is kept by somebody, by a day."""

from __future__ import annotations

import pytest

from bot.deeds import Gesture, finish
from bot.rules.facts import LINE_ID
from tests.flows.forms import ACCEPT
from tests.flows.looking import sees_new
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control
from tests.support.reading import block_of, buttons
from tests.support.sold import PROMISE

PROMISES = [
    {**PROMISE, LINE_ID: "sso"},
    {**PROMISE, LINE_ID: "training", "what": "A training day", "keeper": "UDEV", "due_on": "2026-03-20"},
    {**PROMISE, LINE_ID: "price", "what": "The price stays", "keeper": "UMEG", "due_on": "2026-02-01"},
]
SSO = "SSO by May\n_Acme, due Fri 1 May_"


@pytest.fixture
def promised(box: Control, bot: Bot) -> None:
    """Ann has accepted Acme with three promises, of which she, Dev and Meg keep one each."""
    bot.is_handed(promises=PROMISES)
    bot.goes_round()
    box.ann.clicks(ACCEPT, box.ann.sees_message("hands Acme"))
    bot.goes_round()


def test_a_promise_has_its_keeper_and_its_day(bot: Bot, promised: None) -> None:
    kept = {task.do: (task.owner, str(task.due_on)) for task in bot.tasks().values() if task.promise}
    assert kept == {
        "SSO by May": ("UANN", "2026-05-01"),
        "A training day": ("UDEV", "2026-03-20"),
        "The price stays": ("UMEG", "2026-02-01"),  # said is said, though its day has passed
    }


def test_it_stands_in_the_home_of_its_keeper_alone_with_a_button_of_its_own(
    box: Control, bot: Bot, promised: None
) -> None:
    home = bot.home_of(box.ann)
    assert "Promises to keep (1)" in home.words
    assert SSO in home.words
    assert "A training day" not in home.words
    assert "Kept" in [button["text"]["text"] for button in buttons(home)]
    assert "A training day" in bot.home_of(box.dev).words


def test_somebody_outside_of_the_team_hears_what_they_promised_to_keep(box: Control, bot: Bot, promised: None) -> None:
    told = box.meg.sees_message("For Acme, by you").words
    assert "The price stays" in told
    assert "SSO" not in told


def test_the_deputy_says_that_it_was_kept(box: Control, bot: Bot, promised: None) -> None:
    """The owner is away: he finds it in the account's brief, and the owner's checklist shows who did it."""
    brief = sees_new(box.dev, "/account acme", "brief")
    box.dev.clicks("task_done", brief, block_id=block_of(brief, "SSO by May"))
    bot.goes_round()
    assert "~SSO by May~\n_Done by Dev Das_" in box.ann.sees_message("First weeks with Acme").words
    assert "SSO" not in bot.home_of(box.ann).words


def test_whoever_handed_over_may_say_so_too_though_another_is_the_executive(box: Control, bot: Bot) -> None:
    bot.is_accepted(bot.is_handed(by="UMEG"))
    assert "UMEG" not in bot.roles().values()
    finish(bot.office, bot.tasks()["introduce"].id, Gesture("UMEG", bot.office.clock(), "button"))
    assert bot.tasks()["introduce"].done_by == "UMEG"


def test_kept_in_home_is_kept_once(box: Control, bot: Bot, promised: None) -> None:
    home = bot.home_of(box.ann)
    box.ann.clicks("task_done", home, block_id=block_of(home, "SSO by May"))
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.goes_round()
    assert bot.happened().count("task_done") == 1
    assert "Promises to keep" not in bot.home_of(box.ann).words


def test_a_handoff_without_promises_has_none_to_keep(box: Control, bot: Bot) -> None:
    bot.is_accepted(bot.is_handed(promises=[]))
    assert not any(task.promise for task in bot.tasks().values())
