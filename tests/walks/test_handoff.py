"""Two people do a whole handoff, with nothing but what is on the screen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.flows.forms import OUTCOMES, PROMISE, RISK
from tests.support.at_work import Bot
from tests.support.hand import Control, eventually
from tests.walks.conftest import Walker

pytestmark = pytest.mark.browser


def test_two_people_do_a_whole_handoff(box: Control, bot: Bot, walker: Walker) -> None:
    page = walker.page
    walker.acts_as("UBEN", "/c/C0SALES")
    page.get_by_role("textbox", name="Message #sales").fill("/handoff Acme")
    page.keyboard.press("Enter")

    form = page.get_by_role("dialog", name="The account")
    expect(form.get_by_role("combobox", name="Account", exact=True)).to_have_value("New account: Acme")
    pick(form, "Tier", "T2")
    form.get_by_label("Products and scope bought").fill("Reporting for 200 people; not the data warehouse")
    form.get_by_label("ARR").fill("120,000 EUR")
    form.get_by_label("Contract starts").fill("2026-03-01")
    form.get_by_label("Renewal date").fill("2027-03-01")
    pick(form, "Account owner", "Gus Guest")
    pick(form, "Deputy", "Dev Das")
    pick(form, "Our executive sponsor", "Sue Stone")
    walker.looks("1-account")
    form.get_by_role("button", name="Next").click()

    expect(form.get_by_role("combobox", name="Account owner")).to_be_focused()
    expect(form).to_contain_text("guest")
    walker.looks("2-refused")
    form.get_by_role("button", name="Clear Gus Guest").click()
    pick(form, "Account owner", "Ann Adler")
    form.get_by_role("button", name="Next").click()

    people = page.get_by_role("dialog", name="Their people")
    people.get_by_label("Their executive sponsor").fill("Dana Ruiz, CFO, dana@acme.example")
    people.get_by_label(re.compile(r"^Champion\W*$")).fill("Raj Patel, Head of Finance Systems")
    people.get_by_label("Why the champion cares").fill("He promised to close the books in five days")
    walker.looks("3-people")
    people.get_by_role("button", name="Next").click()

    why = page.get_by_role("dialog", name="Why, and what was said")
    why.get_by_label("Why now").fill("Their auditor gave them a year")
    why.get_by_label("Kickoff, proposed day").fill("2026-03-12")
    for outcome in OUTCOMES:
        add(page, why, "outcome", outcome)
    add(page, why, "promise", PROMISE)
    add(page, why, "risk", RISK)
    expect(why.get_by_label("Why now")).to_have_value("Their auditor gave them a year")
    walker.looks("4-why")
    why.get_by_role("button", name="Send handoff").click()

    receipt = page.get_by_role("dialog", name="Handoff sent")
    expect(receipt).to_contain_text("Ann Adler")
    walker.looks("5-receipt")
    receipt.get_by_role("button", name="Close").first.click()
    bot.goes_round()

    walker.acts_as("UANN", f"/c/{box.ann.dm}")
    page.get_by_role("tab", name="Messages").click()
    card = page.get_by_role("article", name="Hearth").filter(has_text="hands Acme to you")
    expect(card).to_contain_text("SSO by May")
    walker.looks("6-card")
    card.get_by_role("button", name="Accept").click()
    page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="Accept").click()
    eventually(lambda: bot.record().state == "accepted" or None, lambda: "the handoff should be accepted")
    bot.goes_round()
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
    done = page.get_by_role("button", name="Done").first
    done.scroll_into_view_if_needed()
    walker.looks("7-accepted")
    before = page.get_by_role("button", name="Done").count()
    done.click()
    eventually(lambda: "task_done" in bot.happened() or None, lambda: "the task should be done")
    bot.goes_round()
    expect(page.get_by_role("button", name="Done")).to_have_count(before - 1)
    walker.looks("8-done")

    channel = str(bot.account().channel)
    walker.acts_as("UDEV", f"/c/{channel}")
    expect(page.get_by_role("article", name="Hearth")).to_contain_text("owns Acme")
    walker.looks("9-channel")


def pick(form: Locator, label: str, choice: str) -> None:
    """Type into a combobox and take the option."""
    box = form.get_by_role("combobox", name=label)
    box.click()
    box.press_sequentially(choice)
    form.get_by_role("option", name=choice).first.click()


def add(page: Page, form: Locator, one: str, line: dict[str, Any]) -> None:
    """Press "Add …", fill the modal above the form, and send it."""
    form.get_by_role("button", name=f"Add {one}").or_(form.get_by_role("button", name=f"Add an {one}")).or_(
        form.get_by_role("button", name=f"Add a {one}")
    ).click()
    above = page.get_by_role("dialog").last
    labels = LABELS[one]
    for question, answer in line.items():
        if question in ("where", "keeper"):
            pick(above, labels[question], {"spoken": "spoken", "UANN": "Ann Adler"}[answer])
        else:
            above.get_by_label(re.compile(rf"^{labels[question]}\W*$")).fill(answer)
    above.get_by_role("button", name="Keep").click()
    expect(form).to_contain_text(line["what"])


LABELS = {
    "outcome": {
        "what": "What will be different",
        "measure": "Measured by",
        "today": "Value today",
        "target": "Target",
        "by_when": "By when",
        "who": "Who at the customer owns it",
    },
    "promise": {
        "what": "What was promised",
        "by_whom": "Who promised it",
        "due_on": "Due",
        "where": "In the contract or spoken",
        "keeper": "Who keeps it from now on",
    },
    "risk": {
        "what": "What could go wrong",
        "sign": "The sign you saw",
        "who": "Who said or showed it",
        "seen_on": "When",
    },
}
