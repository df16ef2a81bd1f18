"""What goes wrong on the way: each time a sentence stands where the person is, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.at_work import Bot
from tests.support.hand import Control, eventually
from tests.walks import sold
from tests.walks.conftest import ON_A_DESK, ON_A_PHONE, Walker

pytestmark = pytest.mark.browser


@ON_A_PHONE
def test_wrong_answers_are_told_at_their_fields_and_a_form_left_is_found_again(
    box: Control, bot: Bot, walker: Walker
) -> None:
    walker.is_in(box.ben, "C0SALES")
    walker.types("/handoff Acme")
    form = walker.form("The account")
    form.fills({"Tier": "T2"})
    expect(form.dialog).to_contain_text("Still missing for T2")
    form.presses("Next")
    walker.looks("bad-01-empty")
    form.fills(sold.ACCOUNT | {"Account owner": "Gus Guest", "ARR": "plenty", "Renewal date": "2025-03-01"})
    form.presses("Next")
    expect(form.dialog).to_contain_text("Gus Guest is a guest")
    walker.looks("bad-02-wrong", whole=True)
    form.fills({"Account owner": "Ann Adler", "ARR": "120,000", "Renewal date": "2027-03-01"})
    form.presses("Next")
    expect(form.dialog).to_contain_text("currency")
    walker.looks("bad-03-no-currency")
    form.fills({"ARR": "120,000 EUR"})
    form.presses("Next")

    people = walker.form("Their people")
    people.presses("Next")
    walker.looks("bad-04-no-backer", people.dialog)
    people.fills({"Champion": "Raj Patel, Head of Finance Systems"})
    people.presses("Next")

    why = walker.form("Why, and what was said")
    why.presses("Add outcome")
    outcome = walker.form("Add outcome")
    outcome.fills(sold.OUTCOMES[0] | {"What will be different": "Get more value", "By when": "2026-01-31"})
    outcome.presses("Save")
    expect(outcome.dialog).to_contain_text("says nothing that could be measured")
    walker.looks("bad-05-vague")
    outcome.fills(sold.OUTCOMES[0])
    outcome.presses("Save")
    expect(why.dialog).to_contain_text("Close the books faster")
    why.fills(sold.WHY)
    why.presses("Send handoff")
    expect(why.dialog).to_contain_text("Look again at: Outcomes they expect, Promises made, Risks")
    walker.looks("bad-06-too-little", whole=True)
    why.presses("Cancel")

    walker.is_with_hearth(box.ben, "home")
    expect(walker.home).to_contain_text("step 3 of 3")
    walker.looks("bad-07-draft", walker.home)
    walker.presses("Continue", walker.home)
    expect(walker.form("Why, and what was said").dialog).to_contain_text("Close the books faster")
    walker.looks("bad-08-found-again")


@ON_A_DESK
def test_an_old_button_says_what_has_happened_meanwhile(box: Control, bot: Bot, walker: Walker) -> None:
    record = bot.is_handed()
    bot.goes_round()
    walker.is_with_hearth(box.ann)
    card = walker.card("hands Acme to you")
    bot.is_accepted(record)
    walker.presses("Return", card)
    walker.looks("bad-09-moved-on", walker.card("This has moved on since"))

    bot.goes_round()
    walker.is_in(box.ben, "C0SALES")
    walker.types("/handoff Acme")
    expect(walker.form("The account").dialog).to_contain_text("Step 1 of 3")
    walker.looks("bad-10-again")


@ON_A_PHONE
def test_a_guest_is_not_let_in(box: Control, bot: Bot, walker: Walker) -> None:
    walker.is_in(box.hand("UGUS"), "C0TEAM")
    walker.types("/handoff Acme")
    eventually(lambda: walker.page.get_by_text("guests cannot use it").count() or None, lambda: "Gus should be told")
    walker.looks("bad-11-guest")
