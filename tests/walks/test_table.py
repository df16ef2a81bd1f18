"""The head of account management drops a table on Hearth, sees what it would change, takes it in and undoes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.walks.conftest import ON_A_DESK, ON_A_PHONE, Walker

pytestmark = pytest.mark.browser

TABLE = """Customer;Segment;Tier;CSM;Deputy;ARR (EUR);Renewal date;Notes
Acme;Finance;T1;Ann Adler;Dev Das;120.000,00;31.01.2027;
Globex;Energy;T2;Dev Das;Ann Adler;84.000,00;30.06.2026;second demo on Friday
Initech;Software;T3;Ann Adler;;12.500,00;15.11.2026;
Hooli;Software;T9;Ann Adler;;9.000,00;01.10.2026;
Vandelay;Trade;T4;;;4.000,00;01.09.2026;
Umbrella;Pharma;T2;Dora Gone;;50.000,00;01.12.2026;
"""


@ON_A_DESK
def test_a_table_is_dropped_looked_at_taken_in_and_undone(box: Control, bot: Bot, walker: Walker) -> None:
    bot.has_an_account("Globex", tier="T3", owner="UANN")
    walker.is_with_hearth(box.meg)
    walker.attaches("accounts.csv", TABLE)
    walker.page.get_by_role("button", name="Send").click()
    offer = walker.card("Rows that cannot be taken")
    walker.looks("table-01-offer", offer, dark=True)
    walker.presses("Take in 3 accounts", offer)
    taken = walker.card("Taken in from accounts.csv")
    walker.looks("table-02-taken", taken)
    assert sorted(bot.accounts()) == ["Acme", "Globex", "Initech"]

    walker.types("/account acme")
    walker.form("Account brief")
    walker.looks("table-03-brief")
    walker.puts_away()

    walker.presses("Undo", taken)
    walker.looks("table-04-sure")
    walker.page.get_by_role("alertdialog").get_by_role("button", name="Undo").click()
    walker.looks("table-05-undone", walker.card("is undone"))
    assert bot.accounts() == ["Globex"]


@ON_A_PHONE
def test_whoever_may_not_is_told_who_may_and_what_is_no_table_is_told_so(
    box: Control, bot: Bot, walker: Walker
) -> None:
    walker.is_with_hearth(box.ben)
    walker.attaches("accounts.csv", TABLE)
    walker.page.get_by_role("button", name="Send").click()
    expect(walker.card("only an admin")).to_contain_text("Meg Moss")
    walker.looks("table-06-not-yours")
    walker.is_with_hearth(box.meg)
    walker.attaches("accounts.csv", "colour;size\nred;3\n")
    walker.page.get_by_role("button", name="Send").click()
    walker.looks("table-07-no-table", walker.card("No column holds the names"))
