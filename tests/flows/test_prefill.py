"""What is known of an account stands in its form already, and goes with it when another is chosen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest

from bot.handlers.afterwards import Afterwards
from bot.handlers.door import Door
from bot.handlers.forms.steps import redraw
from bot.modals import where
from bot.rules.money import Money
from tests.flows.forms import asked_in, chooses, fills_step, goes_back, starts, submits, takes_step
from tests.flows.looking import is_known
from tests.support.at_work import Bot
from tests.support.hand import Control, Json, View
from tests.support.reading import values
from tests.support.sold import ACCOUNT, PEOPLE

IMPORTED = {"arr": asdict(Money(8_000_000, "USD")), "renewal_on": "2026-12-01", "legal_name": "Acme GmbH", **PEOPLE}
FIRST_STEP = {
    "tier": "T3",
    "arr": "80,000 USD",
    "renewal_on": "2026-12-01",
    "legal_name": "Acme GmbH",
    "owner": "UANN",
    "deputy": "UDEV",
    "ae": "UBEN",
}


@pytest.fixture(autouse=True)
def portfolio(bot: Bot) -> None:
    """Acme and Globex were imported, Acme with most of what a form asks."""
    is_known(bot, bot.has_an_account("Acme", "T3", owner="UANN", deputy="UDEV", ae="UBEN"), **IMPORTED)
    is_known(bot, bot.has_an_account("Globex", "T1", owner="UMEG"), renewal_on="2027-01-31")


def filled(view: View) -> Json:
    """What stands in a step, by question."""
    ids = {block["block_id"]: asked_in(block) for block in view.blocks}
    return {ids[block]: value for block, value in values(view).items() if ids.get(block) not in (None, "", "account")}


def chosen(box: Control, name: str) -> View:
    """Ben finds an account in the menu of his form, and chooses it."""
    [option] = [o for o in box.ben.is_offered("pick_account", name) if o["text"]["text"].endswith(name)]
    return chooses(box.ben, "account", option["value"])


def test_an_account_named_in_the_command_is_filled_in(box: Control, bot: Bot) -> None:
    assert filled(starts(box.ben, "acme")) == FIRST_STEP
    assert values(takes_step(box.ben, bought="Reports", contract_start="2026-03-01", term_months="12")) == PEOPLE


def test_whoever_is_not_of_the_account_team_is_told_nothing_personal(box: Control, bot: Bot) -> None:
    starts(box.meg, "acme")
    assert values(takes_step(box.meg, bought="Reports", contract_start="2026-03-01", term_months="12")) == {}
    assert bot.drafts("UMEG")[0].answers.keys().isdisjoint(PEOPLE)


def test_an_account_chosen_in_the_menu_is_filled_in_beside_what_was_typed(box: Control, bot: Bot) -> None:
    starts(box.ben, "")
    fills_step(box.ben, {"bought": "Reports", "arr": "99,000 EUR", "owner": "UMEG"})
    assert filled(chosen(box, "Acme")) == {**FIRST_STEP, "bought": "Reports", "arr": "99,000 EUR", "owner": "UMEG"}
    second = takes_step(box.ben, contract_start="2026-03-01", term_months="12")
    assert filled(second) == PEOPLE


def test_of_an_account_chosen_by_mistake_nothing_stays_but_what_was_typed(box: Control, bot: Bot) -> None:
    starts(box.ben, "acme")
    fills_step(box.ben, {"bought": "Reports", "legal_name": "Globex Ltd"})
    assert filled(chosen(box, "Globex")) == {
        "tier": "T1",
        "ae": "UBEN",
        "owner": "UMEG",
        "renewal_on": "2027-01-31",
        "bought": "Reports",
        "legal_name": "Globex Ltd",
    }
    assert "champion" not in bot.drafts("UBEN")[0].answers
    assert filled(chosen(box, "Initech")) == {"ae": "UBEN", "bought": "Reports", "legal_name": "Globex Ltd"}
    assert filled(chosen(box, "Acme")) == {**FIRST_STEP, "bought": "Reports", "legal_name": "Globex Ltd"}


def test_a_form_is_not_drawn_back_to_a_step_that_was_left_meanwhile(box: Control, bot: Bot) -> None:
    """A tier is chosen, and before the form is drawn again for it the step is sent."""
    starts(box.ben, "Initech")
    fills_step(box.ben, ACCOUNT)
    first, [chosen] = box.ben.sees_modal("form"), bot.drafts("UBEN")
    assert takes_step(box.ben).title == "Their people"
    redraw(Door(bot.office, Afterwards(ThreadPoolExecutor())), first.id, chosen, where(first.json))
    assert box.ben.sees_modal("form").title == "Their people"


def test_whoever_sells_is_not_filled_in_as_the_owner(box: Control, bot: Bot) -> None:
    """An import makes the executive the owner of what nobody looks after yet."""
    bot.has_an_account("Hooli", "T2", owner="UBEN", ae="UBEN")
    assert filled(starts(box.ben, "hooli")) == {"tier": "T2", "ae": "UBEN"}


def test_somebody_who_has_left_is_filled_in_and_refused_at_the_field(box: Control, bot: Bot) -> None:
    bot.has_an_account("Hooli", "T2", owner="UDORA")
    starts(box.ben, "hooli")
    sent = box.ben.submits({id: value for id, value in ACCOUNT.items() if id not in ("owner", "tier")})
    assert sent.errors == {"owner": "Dora Gone is deactivated in Slack. Choose somebody who is here."}


def test_what_a_handoff_has_said_is_known_to_the_next_one(box: Control, bot: Bot) -> None:
    bot.is_accepted(bot.is_handed("Umbrella"))
    form = starts(box.ann, "umbrella")
    assert filled(form).items() >= {"arr": "120,000 EUR", "renewal_on": "2027-03-01", "deputy": "UDEV"}.items()
    assert "owner" not in filled(form)  # she hands it over: somebody else will own it


def test_in_a_form_that_was_filled_in_a_wrong_answer_is_told_at_its_field_too(box: Control, bot: Bot) -> None:
    starts(box.ben, "")
    chosen(box, "Acme")
    sent = submits(
        box.ben, {"bought": "Reports", "contract_start": "2026-03-01", "term_months": "12", "deputy": "UGUS"}
    )
    assert list(sent.errors.values()) == ["Gus Guest is a guest in this workspace. Choose a full member."]
    assert submits(box.ben, {"deputy": "UMEG"}).errors == {}
    first = goes_back(box.ben)
    assert filled(first) == {
        **FIRST_STEP,
        "deputy": "UMEG",
        "bought": "Reports",
        "contract_start": "2026-03-01",
        "term_months": "12",
    }


def test_somebody_who_is_not_in_the_accounts_channel_begins_its_next_handoff(box: Control, bot: Bot) -> None:
    bot.is_accepted(bot.is_handed("Umbrella"))
    bot.goes_round()
    form = starts(box.meg, "umbrella")
    assert filled(form)["channel"] == bot.account("Umbrella").channel
    assert submits(box.meg, {"owner": "USUE", "our_sponsor": "UDEV", "deputy": "UMEG"}).errors == {}
