"""A form can be left at any moment, and goes on where it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store import drafts
from bot.store.engine import writing
from tests.flows.forms import adds_line, hands_off, opens_line, reaches, redrawn, sends, starts, takes_step
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control
from tests.support.reading import buttons, texts, values
from tests.support.sold import ACCOUNT, OUTCOMES, PEOPLE, PROMISE, RISK, WHY


def test_nothing_is_kept_before_anything_was_said(box: Control, bot: Bot) -> None:
    starts(box.ben)
    box.ben.closes()
    assert bot.drafts("UBEN") == []


def test_each_step_is_kept_as_it_is_left(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    [draft] = bot.drafts("UBEN")
    assert draft.step == 1
    assert draft.answers["bought"] == ACCOUNT["bought"]
    takes_step(box.ben, **PEOPLE)
    [draft] = bot.drafts("UBEN")
    assert draft.step == 2
    assert draft.answers.items() >= PEOPLE.items()


def test_what_is_half_typed_is_kept_at_every_button(box: Control, bot: Bot) -> None:
    before = reaches(box.ben, 2)
    box.ben.fills({"champion": "Raj Patel"})
    box.ben.clicks("back")
    redrawn(box.ben, before)
    assert bot.drafts("UBEN")[0].answers["champion"] == "Raj Patel"
    takes_step(box.ben)
    assert values(box.ben.sees_modal("form")) == {"champion": "Raj Patel"}


def test_a_closed_form_goes_on_from_home(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    adds_line(box.ben, "outcomes", OUTCOMES[0])
    box.ben.closes()
    home = bot.home_of(box.ben)
    assert "Handoff of *Acme*, step 3 of 3, saved Mon 2 Mar" in home.words
    box.ben.clicks("continue_draft", home)
    form = box.ben.sees_modal("form")
    assert form.title == "Why, and what was said"
    assert "Close the books faster" in form.words


def test_a_closed_form_goes_on_by_the_accounts_name(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    box.ben.closes()
    assert starts(box.ben, "acme").title == "Their people"


def test_a_closed_form_is_offered_in_an_empty_one(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    box.ben.fills({"champion": "not sent"})
    box.ben.closes()
    first = starts(box.ben, "")
    assert "Handoff of *Acme*, step 2 of 3" in first.words
    box.ben.clicks("continue_draft", first)
    second = redrawn(box.ben, first)
    assert second.title == "Their people"
    box.ben.clicks("back")
    assert values(redrawn(box.ben, second)).items() >= ACCOUNT.items()
    assert len(box.ben.modals) == 1


def test_several_drafts_are_told_apart(box: Control, bot: Bot) -> None:
    for account in ("Acme", "Globex"):
        reaches(box.ben, 2, account)
        box.ben.closes()
    home = bot.home_of(box.ben).words
    assert "Drafts (2)" in home
    assert "*Acme*" in home
    assert "*Globex*" in home
    assert starts(box.ben, "globex").title == "Their people"


def test_a_discarded_draft_is_gone(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    box.ben.closes()
    box.ben.clicks("discard_draft", bot.home_of(box.ben))
    bot.rests()
    assert "Drafts" not in bot.home_of(box.ben).words
    assert starts(box.ben, "acme").title == "The account"
    assert "bought" not in values(box.ben.sees_modal("form"))


def test_discarding_asks_first(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    home = bot.home_of(box.ben)
    [discard] = [button for button in buttons(home) if button["action_id"] == "discard_draft"]
    assert "cannot be brought back" in discard["confirm"]["text"]["text"]


def test_a_draft_that_is_gone_says_so(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    box.ben.closes()
    home = bot.home_of(box.ben)
    box.ben.clicks("discard_draft", home)
    bot.hears_again(
        {
            **(pressed := envelopes(box, "interactive")[-1]),
            "payload": {
                **pressed["payload"],
                "actions": [{**pressed["payload"]["actions"][0], "action_id": "continue_draft"}],
            },
        }
    )
    bot.rests()
    assert "This draft was sent or discarded already" in box.ben.sees_modal("notice").words


def test_nobody_goes_on_with_the_draft_of_another(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    box.ben.closes()
    box.ben.clicks("continue_draft", bot.home_of(box.ben))
    box.ben.sees_modal("form")
    pressed = envelopes(box, "interactive")[-1]
    bot.hears_from("UMEG", pressed)
    bot.rests()
    assert box.meg.modal is None
    assert "This draft was sent or discarded already" in texts(box.meg)[-1]
    bot.hears_from(
        "UMEG",
        {
            **pressed,
            "payload": {
                **pressed["payload"],
                "actions": [{**pressed["payload"]["actions"][0], "action_id": "discard_draft"}],
            },
        },
    )
    assert len(bot.drafts("UBEN")) == 1
    assert "Drafts" not in bot.home_of(box.meg).words


def test_a_sent_form_leaves_no_draft(box: Control, bot: Bot) -> None:
    hands_off(box.ben)
    assert bot.drafts("UBEN") == []
    assert "Drafts" not in bot.home_of(box.ben).words


def test_a_form_is_filled_across_a_restart(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    bot.restarts()
    takes_step(box.ben, **PEOPLE)
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    bot.restarts()
    adds_line(box.ben, "promises", PROMISE)
    adds_line(box.ben, "risks", RISK)
    box.ben.fills(WHY)
    bot.restarts()
    sends(box.ben)
    bot.restarts()
    bot.goes_round()
    card = box.ann.sees_message("hands Acme").words
    for fact in (ACCOUNT["bought"], PEOPLE["champion"], OUTCOMES[1]["what"], PROMISE["what"], WHY["why_now"]):
        assert fact in card


def test_a_form_still_open_after_its_draft_was_discarded_loses_no_step_unnoticed(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    box.ben.clicks("discard_draft", bot.home_of(box.ben))
    bot.rests()
    takes_step(box.ben, **PEOPLE)
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    box.ben.submits({**WHY, "promises~none": ["none"], "risks~none": ["none"]})
    assert box.ben.sees_modal("form").title == "The account"
    assert bot.records() == []


@pytest.mark.parametrize("step", [1, 2, 3])
def test_the_back_button_is_on_every_step_but_the_first(box: Control, bot: Bot, step: int) -> None:
    assert ("back" in str(reaches(box.ben, step).blocks)) == (step > 1)


def test_a_line_is_kept_though_the_bot_was_restarted_while_it_was_written(box: Control, bot: Bot) -> None:
    before = reaches(box.ben, 3)
    opens_line(box.ben, "outcomes")
    bot.restarts()
    assert box.ben.submits(OUTCOMES[0]).errors == {}
    assert "Close the books faster" in redrawn(box.ben, before).words


def test_what_is_left_of_a_form_with_fewer_steps_now_opens_at_its_last(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    box.ben.closes()
    [draft] = bot.drafts("UBEN")
    with writing(bot.office.memory) as connection:
        drafts.save(connection, replace(draft, step=4))
    assert starts(box.ben).title == "Why, and what was said"
