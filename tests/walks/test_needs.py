"""Two needs of a customer: one is judged and confirmed, one is set aside."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.at_work import Bot
from tests.support.hand import Control, eventually
from tests.walks.conftest import ON_A_PHONE, Walker

pytestmark = pytest.mark.browser

HEARD = {
    "The need, in a few words": "Close the books faster",
    "In their own words": "We close in nine days, and the board asks every month why",
    "Who said it": "Raj Patel, Head of Finance Systems",
    "When": "2026-02-27",
    "Where": "Cadence call",
    "Who feels it": "Group accounting, eleven people",
}
MEANING = {
    "What happens to their business if nothing is done": "The board decides on figures that are two weeks old",
    "What that costs them in a year": "80,000 EUR",
    "What kind of need it is": "they said it",
    "Next step": "Ask Dana for last year's closing days",
    "Who takes it": "Ben Brand",
    "By which day": "2026-03-06",
}
TEN_IN_NEW_YORK = "2026-03-02T10:00:00-05:00"


@ON_A_PHONE
def test_a_need_is_heard_judged_and_confirmed_and_another_set_aside(box: Control, bot: Bot, walker: Walker) -> None:
    bot.has_an_account("Acme", owner="UANN", deputy="UDEV", ae="UBEN", our_sponsor="USUE", manager="UMEG")
    dev_writes_it_down(box, walker, HEARD)
    comes_to(bot, "heard")
    ann_judges_it(box, bot, walker)
    it_is_confirmed(box, bot, walker)
    dev_writes_it_down(box, walker, HEARD | {"The need, in a few words": "Figures on a phone"}, again=True)
    comes_to(bot, "heard")
    ann_sets_it_aside(box, bot, walker)


def comes_to(bot: Bot, state: str) -> None:
    """The latest need gets there, and whoever has to hear of it does."""
    eventually(lambda: [one for one in bot.records()[-1:] if one.state == state] or None, lambda: f"{bot.records()}")
    bot.goes_round()


def dev_writes_it_down(box: Control, walker: Walker, heard: dict[str, str], *, again: bool = False) -> None:
    walker.is_in(box.dev, "C0TEAM")
    walker.types("/account needs acme")
    form = walker.form("What you heard")
    expect(form.field("Account")).to_have_value("Acme")
    form.fills(heard)
    if not again:
        walker.looks("needs-01-heard", whole=True)
    form.presses("Next")
    means = walker.form("What it means")
    means.fills(MEANING)
    means.ticks("Is it measured today?", "No")
    if not again:
        walker.looks("needs-02-means")
    means.presses("Send needs assessment")
    walker.form("Needs assessment sent")
    if not again:
        walker.looks("needs-03-receipt")
    walker.puts_away()


def ann_judges_it(box: Control, bot: Bot, walker: Walker) -> None:
    walker.is_with_hearth(box.ann)
    card = walker.card("A need of Acme")
    walker.looks("needs-04-card", card)
    walker.presses("Judge it", card)
    form = walker.form("Who should help?")
    form.fills({"Verdict": "we can"})
    form.presses("Judge it")
    walker.looks("needs-05-judging-wrong")
    form.fills({"With which offering": "Close Manager", "Why": "They lose four days each month, whoever sells it"})
    form.ticks("Would we advise it if we earned nothing?", "Yes")
    form.presses("Judge it")
    comes_to(bot, "judged")
    walker.looks("needs-06-judged", walker.card("who should help"))


def it_is_confirmed(box: Control, bot: Bot, walker: Walker) -> None:
    walker.presses("They confirmed it", walker.card("who should help"))
    form = walker.form("Confirmed")
    form.fills({"Who confirmed it": "Dana Ruiz, CFO", "When": "2026-03-02"})
    walker.looks("needs-07-confirming")
    form.presses("They confirmed it")
    comes_to(bot, "confirmed")
    walker.looks("needs-08-confirmed", walker.card("Acme confirmed a need"))
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    walker.is_with_hearth(box.ben)
    walker.looks("needs-09-next-step", walker.card("A next step for Acme"))


def ann_sets_it_aside(box: Control, bot: Bot, walker: Walker) -> None:
    walker.is_with_hearth(box.ann)
    walker.presses("Set aside", walker.card("A need of Acme"))
    form = walker.form("Set aside")
    form.fills({"Why": "Their new CFO begins in May", "Look again on": "2026-06-01"})
    form.presses("Set aside")
    comes_to(bot, "set_aside")
    walker.looks("needs-10-set-aside", walker.card("Acme: set aside"))
    walker.types("/account acme")
    walker.form("Account brief")
    walker.looks("needs-11-brief")
