"""A handoff of an account of the first tier, by all who have a part in it, with nothing but what is on the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.at_work import Bot
from tests.support.hand import Control, eventually
from tests.walks import sold
from tests.walks.conftest import ON_BOTH, Walker

pytestmark = pytest.mark.browser

TEN_IN_NEW_YORK = "2026-03-02T10:00:00-05:00"
TUESDAY_IN_BERLIN = "2026-03-03T10:00:00+01:00"
TUESDAY_IN_NEW_YORK = "2026-03-03T10:00:00-05:00"
WEDNESDAY_IN_KOLKATA = "2026-03-04T10:00:00+05:30"


@ON_BOTH
def test_five_people_do_a_whole_handoff(box: Control, bot: Bot, walker: Walker) -> None:
    ben_fills_it_in(box, walker)
    comes_to(bot, "asks_manager")
    meg_lets_it_go_on(box, bot, walker)
    ann_returns_it(box, bot, walker)
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    ben_completes_it(box, walker)
    comes_to(bot, "asks_manager")
    meg_lets_it_go_on(box, bot, walker)
    box.clock.set(TUESDAY_IN_BERLIN)
    bot.goes_round()
    ann_accepts_it_with_gaps(box, bot, walker)
    ann_does_the_first_thing(box, bot, walker)
    box.clock.set(TUESDAY_IN_NEW_YORK)
    bot.goes_round()
    everybody_reads_their_part(box, bot, walker)


def comes_to(bot: Bot, state: str) -> None:
    """The handoff gets there, and whoever has to hear of it does."""
    eventually(lambda: bot.record().state == state or None, lambda: f"it should be {state}, and is {bot.record()}")
    bot.goes_round()


def ben_fills_it_in(box: Control, walker: Walker) -> None:
    walker.is_in(box.ben, "C0SALES")
    walker.types("/handoff Acme")
    form = walker.form("The account")
    expect(form.field("Account")).to_have_value("New account: Acme")
    form.fills({"Tier": "T1"})
    expect(form.dialog).to_contain_text("Still missing for T1")
    walker.looks("handoff-01-account-empty")
    form.fills(sold.ACCOUNT)
    walker.looks("handoff-02-account", whole=True)
    form.presses("Next")

    people = walker.form("Their people")
    expect(people.dialog.get_by_text("Step 2 of 3")).to_be_in_viewport()
    people.fills(sold.PEOPLE)
    walker.looks("handoff-03-people")
    people.presses("Next")

    why = walker.form("Why, and what was said")
    expect(why.dialog.get_by_text("Step 3 of 3")).to_be_in_viewport()
    walker.looks("handoff-04-why-empty")
    why.fills(sold.WHY)
    why.presses("Add outcome")
    walker.form("Add outcome")
    walker.looks("handoff-05-outcome")
    walker.form("Add outcome").presses("Cancel")
    for outcome in sold.OUTCOMES:
        why.adds("outcome", outcome)
    for promise in sold.PROMISES:
        why.adds("promise", promise)
    why.adds("risk", sold.RISK)
    why.adds("link", sold.LINK)
    expect(why.field("Why now")).to_have_value(sold.WHY["Why now"])
    walker.looks("handoff-06-why", whole=True, dark=True)
    why.presses("Send handoff")

    receipt = walker.form("Handoff sent")
    expect(receipt.dialog).to_contain_text("Meg Moss")
    walker.looks("handoff-07-receipt")
    walker.puts_away()


def meg_lets_it_go_on(box: Control, bot: Bot, walker: Walker) -> None:
    walker.is_with_hearth(box.meg)
    asked = walker.card("Let it go on")
    expect(asked).to_contain_text("Notice date")
    walker.looks("handoff-08-manager", asked)
    walker.presses("Let it go on", asked)
    comes_to(bot, "submitted")
    expect(walker.page.get_by_role("button", name="Let it go on")).to_have_count(0)
    walker.looks("handoff-09-manager-done")


def ann_returns_it(box: Control, bot: Bot, walker: Walker) -> None:
    walker.is_with_hearth(box.ann)
    card = walker.card("hands Acme to you")
    expect(card).to_contain_text("Single sign-on before the summer")
    walker.looks("handoff-10-card", card, whole=True, dark=True)
    walker.presses("Return", card)
    form = walker.form("Return the handoff")
    form.fills(
        {
            "Why it goes back": "scope unclear",
            "What would make it complete": "Is the data warehouse part of it? Raj thinks so.",
        }
    )
    walker.looks("handoff-11-return")
    form.presses("Return")
    comes_to(bot, "returned")
    walker.looks("handoff-12-returned", walker.card("You returned this"))


def ben_completes_it(box: Control, walker: Walker) -> None:
    walker.is_with_hearth(box.ben)
    returned = walker.card("needs a little more")
    walker.looks("handoff-13-needs-more", returned)
    walker.presses("Complete it", returned)
    form = walker.form("The account")
    expect(form.field("ARR")).to_have_value("120,000 EUR")
    form.fills({"Explicitly out of scope": "The data warehouse, and anything that writes to their ledger"})
    walker.looks("handoff-14-completing")
    form.presses("Next")
    walker.form("Their people").presses("Next")
    walker.form("Why, and what was said").presses("Send handoff")
    walker.form("Handoff sent")
    walker.puts_away()


def ann_accepts_it_with_gaps(box: Control, bot: Bot, walker: Walker) -> None:
    walker.is_with_hearth(box.ann)
    card = walker.card("hands Acme to you")
    expect(card).to_contain_text("The data warehouse, and anything that writes")
    walker.looks("handoff-15-card-again", card)
    walker.presses("Accept with gaps", card)
    walker.looks("handoff-16-sure")
    walker.page.get_by_role("alertdialog").get_by_role("button", name="Name the gaps").click()
    gaps = walker.form("Accept with gaps")
    walker.looks("handoff-17-gaps", whole=True)
    gaps.changes("Notice date: Ben Brand", "Edit")
    line = walker.form("Edit gap")
    line.fills({"Who closes it": "Dev Das", "By when": "2026-03-09"})
    walker.looks("handoff-18-gap")
    line.presses("Save")
    expect(gaps.dialog).to_contain_text("Notice date: Dev Das, by Mon 9 Mar")
    gaps.changes("Billing contact: Ben Brand", "Remove")
    expect(gaps.dialog).not_to_contain_text("Billing contact")
    gaps.adds(
        "gap",
        {"What is missing": "Where their data may be kept", "Who closes it": "Ben Brand", "By when": "2026-03-06"},
    )
    walker.looks("handoff-19-gaps-named")
    gaps.presses("Accept with gaps")
    comes_to(bot, "accepted_with_gaps")
    walker.looks("handoff-20-accepted", walker.card("You accepted this"))


def ann_does_the_first_thing(box: Control, bot: Bot, walker: Walker) -> None:
    checklist = walker.card("First weeks with Acme")
    walker.looks("handoff-21-checklist", checklist, whole=True, dark=True)
    open_tasks = checklist.get_by_role("button", name="Done").count()
    walker.presses("Done: Introduce yourself to Acme", checklist)
    eventually(lambda: "task_done" in bot.happened() or None, lambda: "the task should be done")
    bot.goes_round()
    expect(checklist.get_by_role("button", name="Done")).to_have_count(open_tasks - 1)
    walker.looks("handoff-22-one-done", checklist)


def everybody_reads_their_part(box: Control, bot: Bot, walker: Walker) -> None:
    channel = str(bot.account().channel)
    walker.is_in(box.dev, channel)
    expect(walker.card("Acme has an owner")).to_contain_text("owns Acme")
    walker.looks("handoff-23-channel", walker.card("Acme has an owner"), dark=True)

    walker.is_with_hearth(box.sue)
    walker.looks("handoff-24-sponsor", walker.card("You sponsor Acme"))
    walker.is_with_hearth(box.ben)
    walker.looks("handoff-25-executive", walker.card("Acme was accepted"))
    walker.is_with_hearth(box.ben, "home")
    walker.looks("handoff-26-his-gaps", walker.page.get_by_role("tabpanel"))

    box.clock.set(WEDNESDAY_IN_KOLKATA)
    bot.goes_round()
    walker.is_with_hearth(box.dev)
    deputy = walker.card("You cover Acme")
    walker.looks("handoff-27-deputy", deputy)
    walker.presses("Done: Close the gap: Notice date", deputy)
    eventually(lambda: bot.happened().count("task_done") == 2 or None, lambda: "the gap should be closed")
