"""Slack does not open or redraw a modal: the person is told, and nothing that was typed is lost."""

from __future__ import annotations

import pytest

from bot.rules.facts import Record
from tests.flows.forms import RETURN, adds_line, chooses, opens_line, reaches, redrawn, starts, submits, takes_step
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control
from tests.support.reading import texts, values
from tests.support.sold import ACCOUNT, OUTCOMES, PEOPLE, WHY

TROUBLE = "That did not work, and nothing was lost. Try again in a minute"
FAILURES = {
    "an expired trigger": ("refuse", "expired_trigger_id"),
    "Slack is down": ("status500", "internal_error"),
    "a lost connection": ("reset_after_accept", "internal_error"),
    "too many calls": ("status429", "ratelimited"),
}


@pytest.fixture(params=FAILURES.values(), ids=list(FAILURES))
def fails(request: pytest.FixtureRequest, box: Control, bot: Bot) -> str:
    """The next opening of a modal goes wrong in this way; the answer to it, however often it is tried."""
    kind, error = request.param
    box.fault("views.open", kind, error=error, times=2)
    bot.in_trouble = True
    return str(kind)


def test_a_command_that_opens_nothing_says_so_where_it_was_typed(box: Control, bot: Bot, fails: str) -> None:
    box.ben.types("/handoff Acme", "C0SALES")
    bot.rests()
    [told] = [message for message in box.ben.messages("C0SALES") if message.ephemeral]
    assert TROUBLE in told.text
    box.heal()
    assert starts(box.ben).title == "The account"


def test_a_global_shortcut_that_opens_nothing_says_so_in_a_direct_message(box: Control, bot: Bot, fails: str) -> None:
    box.ben.takes("start:handoff")
    bot.rests()
    assert TROUBLE in texts(box.ben)[-1]


def test_a_button_in_home_that_opens_nothing_says_so_in_a_direct_message(box: Control, bot: Bot, fails: str) -> None:
    box.ben.chooses("start_form", "handoff", bot.home_of(box.ben))
    bot.rests()
    assert TROUBLE in texts(box.ben)[-1]


def test_a_message_shortcut_that_opens_nothing_keeps_the_link(box: Control, bot: Bot, fails: str) -> None:
    message = box.ben.sees_message("Acme signed this morning", "C0SALES")
    box.ben.takes("start_here:handoff", message)
    bot.rests()
    assert TROUBLE in texts(box.ben, "C0SALES")[-1]
    assert message.ts.replace(".", "") in bot.drafts("UBEN")[0].answers["started_from"]


def test_a_draft_that_does_not_open_is_still_there(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    box.ben.closes()
    home = bot.home_of(box.ben)
    box.fault("views.open", "refuse", error="expired_trigger_id", times=2)
    bot.in_trouble = True
    box.ben.clicks("continue_draft", home)
    bot.rests()
    assert TROUBLE in texts(box.ben)[-1]
    box.ben.clicks("continue_draft", home)
    assert box.ben.sees_modal("form").title == "Their people"


def test_the_form_for_returning_that_does_not_open_says_so_beside_the_card(
    box: Control, bot: Bot, said: Record
) -> None:
    card = box.ann.sees_message("hands Acme")
    box.fault("views.open", "refuse", error="expired_trigger_id")
    bot.in_trouble = True
    box.ann.clicks(RETURN, card)
    bot.rests()
    [told] = [message for message in box.ann.messages() if message.ephemeral]
    assert TROUBLE in told.text
    assert bot.record().state == "submitted"


def test_a_line_that_does_not_open_says_so_and_keeps_the_form(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    box.ben.fills(WHY)
    box.fault("views.push", "status500")
    bot.in_trouble = True
    box.ben.clicks("add_line", block_id="outcomes~add")
    assert TROUBLE in box.ben.sees_modal("notice").words
    box.ben.closes()
    assert values(box.ben.sees_modal("form")).items() >= WHY.items()
    assert bot.drafts("UBEN")[0].answers.items() >= WHY.items()
    opens_line(box.ben, "outcomes")


def test_a_line_whose_trigger_expired_says_so_in_a_direct_message(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    box.fault("views.push", "refuse", error="expired_trigger_id", times=2)
    bot.in_trouble = True
    box.ben.clicks("add_line", block_id="outcomes~add")
    bot.rests()
    assert TROUBLE in texts(box.ben)[-1]


def test_a_line_that_the_form_does_not_show_is_kept(box: Control, bot: Bot) -> None:
    """The redrawing fails: the line is in the draft, and the next redrawing shows it."""
    reaches(box.ben, 3)
    opens_line(box.ben, "outcomes")
    box.fault("views.update", "status500")
    bot.in_trouble = True
    box.ben.submits(OUTCOMES[0])
    bot.rests()
    assert TROUBLE in texts(box.ben)[-1]
    form = adds_line(box.ben, "outcomes", OUTCOMES[1])
    assert OUTCOMES[0]["what"] in form.words
    assert OUTCOMES[1]["what"] in form.words


def test_a_step_back_that_fails_says_so_and_can_be_taken_again(box: Control, bot: Bot) -> None:
    second = reaches(box.ben, 2)
    box.ben.fills(PEOPLE)
    box.fault("views.update", "status500")
    bot.in_trouble = True
    box.ben.clicks("back")
    assert TROUBLE in box.ben.sees_modal("notice").words
    box.ben.closes()
    assert values(box.ben.sees_modal("form")) == PEOPLE
    box.ben.clicks("back")
    assert redrawn(box.ben, second).title == "The account"


def test_a_home_that_cannot_be_drawn_does_not_make_the_deed_a_failure(box: Control, bot: Bot, said: Record) -> None:
    card = box.ann.sees_message("hands Acme")
    box.fault("views.publish", "status500", times=3)
    box.ann.clicks("move:handoff:accept", card)
    bot.rests()
    assert TROUBLE not in box.ann.sees_text()
    assert bot.record().state == "accepted"


def test_a_person_slack_does_not_tell_of_cannot_be_given_a_part_yet(box: Control, bot: Bot) -> None:
    starts(box.ben)
    box.fault("users.info", "status500")
    sent = submits(box.ben, {**ACCOUNT, "deputy": "UOLA"})
    assert "is not known to Slack any more" in sent.errors["deputy"]


def test_with_every_way_of_telling_gone_nothing_is_lost_all_the_same(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    box.ben.closes()
    box.fault("*", "status500", times=4)
    bot.in_trouble = True
    box.ben.types("/handoff Acme")
    bot.rests()
    box.heal()
    assert starts(box.ben).title == "Their people"
    takes_step(box.ben, **PEOPLE)


def test_whoever_closes_a_form_before_it_is_drawn_again_is_told_of_no_trouble(box: Control, bot: Bot) -> None:
    starts(box.ben)
    chooses(box.ben, "tier", "T1")
    box.ben.closes()
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.rests()
    assert texts(box.ben) == []


def test_whoever_closes_a_form_before_a_line_opens_is_told_of_no_trouble(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    box.fault("views.push", "refuse", error="not_found")
    box.ben.clicks("add_line", block_id="outcomes~add")
    bot.rests()
    assert texts(box.ben) == []
    assert box.ben.sees_modal().callback_id == "form"
