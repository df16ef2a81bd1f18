"""Looking something up: an account by its name, a whole record, one's own part, the help, and everybody's Home."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.rules.facts import LINE_ID
from tests.flows.forms import reaches
from tests.flows.looking import is_needed, is_returned
from tests.support.at_work import Bot
from tests.support.hand import Control, eventually
from tests.support.sold import OUTCOMES
from tests.walks.conftest import ON_A_DESK, ON_A_PHONE, Walker

pytestmark = pytest.mark.browser

THREE = [{**outcome, LINE_ID: f"outcome{n}"} for n, outcome in enumerate([*OUTCOMES, OUTCOMES[0]])]


@ON_A_PHONE
def test_a_customer_is_looked_up(box: Control, bot: Bot, walker: Walker) -> None:
    for name in ("Globex", "Globex Italia", "Initech"):
        bot.has_an_account(name, owner="UANN")
    owned = bot.is_handed(next_meeting="Thursday with Dana, about the first report")
    bot.is_accepted(owned)
    is_needed(bot, owned.account)
    walker.is_in(box.ann, "C0TEAM")

    walker.types("/account acme")
    brief = walker.form("Account brief")
    expect(brief.dialog).to_contain_text("SSO by May")
    walker.looks("looking-01-brief", whole=True, dark=True)
    walker.puts_away()

    walker.types("/account")
    walker.looks("looking-02-which", walker.form("Find an account").dialog)
    walker.puts_away()

    walker.types("/account globx")
    found = walker.form("Find an account")
    expect(found.dialog).to_contain_text("Globex Italia")
    walker.looks("looking-03-several")
    found.presses("Globex Italia")
    expect(walker.form("Account brief").dialog).to_contain_text("Globex Italia")
    walker.looks("looking-04-quiet-brief")
    walker.puts_away()

    walker.types("/account Wonka Chocolates")
    expect(walker.form("Find an account").dialog).to_contain_text("Wonka Chocolates")
    walker.looks("looking-05-unknown")
    walker.puts_away()


@ON_A_DESK
def test_a_record_is_read_and_ones_part_in_all(box: Control, bot: Bot, walker: Walker) -> None:
    bot.is_accepted(bot.is_handed())
    bot.is_handed("Globex", tier="T1", manager="UMEG", outcomes=THREE, their_sponsor=None)
    is_returned(bot, bot.is_handed("Initech"))
    bot.is_handed("Umbrella")
    reaches(box.ben, 2, "Hooli")
    box.ben.closes()

    walker.is_in(box.ben, "C0SALES")
    walker.types("/account umbrella")
    walker.form("Account brief").dialog.get_by_role("button", name="Read in full: Handoff, Umbrella").click()
    walker.looks("looking-06-whole", walker.form("Handoff").dialog, whole=True)
    walker.puts_away()

    walker.types("/handoff status")
    part = walker.form("Your part")
    expect(part.dialog).to_contain_text("Hooli")
    walker.looks("looking-07-status")
    walker.puts_away()

    walker.types("/handoff help")
    walker.form("Handoff")
    walker.looks("looking-08-help")
    walker.puts_away()

    walker.types("/account help")
    walker.form("What you can do here")
    walker.looks("looking-09-help-of-all")
    walker.puts_away()

    walker.is_with_hearth(box.ben, "home")
    expect(walker.home).to_contain_text("Drafts (1)")
    walker.looks("looking-10-home-of-ben", walker.home)
    walker.is_with_hearth(box.ann, "home")
    expect(walker.home).to_contain_text("Your turn (1)")
    walker.looks("looking-11-home-of-ann", walker.home, dark=True)


@ON_A_PHONE
def test_a_newcomers_home_and_one_with_a_lot(box: Control, bot: Bot, walker: Walker) -> None:
    nell = box.welcome("UNELL", "nell", "Nell New", tz="Europe/Lisbon", title="Account Manager")
    eventually(lambda: bot.knows("UNELL"), lambda: "Nell should be known")
    walker.is_with_hearth(nell, "home")
    expect(walker.home).to_contain_text("3. ")
    walker.looks("looking-12-newcomer", walker.home)
    walker.page.get_by_role("tab", name="Messages").click()
    walker.types("hello, what is this?")
    walker.looks("looking-13-hello", walker.card("Hearth keeps what we promised"))

    for number in range(25):
        record = bot.is_handed(f"Customer {number:02}", owner="UANN")
        if number % 3:
            bot.is_accepted(record)
    walker.is_with_hearth(box.ann, "home")
    expect(walker.home).to_contain_text("Your accounts (16)")
    walker.looks("looking-14-a-lot", walker.home, whole=True)
