"""What a table would change is shown change by change, and what cannot be taken row by row."""

from __future__ import annotations

import pytest

from bot.portfolio import Counts, Unreadable, Wishes, telling
from tests.portfolio.conftest import HEADER, Book

ACME = "A1,Acme,T2,Ann Adler,Dev Das,Ben Brand,120.000 EUR,2026-12-31\n"


def test_a_new_account_is_shown_with_all_that_is_known_of_it(book: Book) -> None:
    assert book.changes(book.plan(HEADER + ACME)) == [
        "accounts.csv:2: Acme is new: Id in another system A1; Tier T2; Account owner Ann Adler; Deputy Dev Das; "
        "Account executive Ben Brand; ARR 120,000 EUR; Renewal date Thu 31 Dec 2026"
    ]


def test_what_differs_is_shown_before_and_after_and_an_empty_cell_says_nothing(book: Book) -> None:
    book.takes(HEADER + ACME)
    plan = book.plan(HEADER + "A1,Acme Corp,1,@Dev Das,USUE,,130k EUR,\n")
    assert book.changes(plan) == [
        "accounts.csv:2: Acme: Account Acme → Acme Corp; Tier T2 → T1; Account owner Ann Adler → Dev Das; "
        "Deputy Dev Das → Sue Stone; ARR 120,000 EUR → 130,000 EUR"
    ]


def test_what_was_not_known_before_is_nothing(book: Book) -> None:
    book.takes("account,tier,owner\nAcme,T2,UANN\n")
    assert book.changes(book.plan("account,arr\nacme,5 EUR\n")) == ["accounts.csv:2: Acme: ARR nothing → 5 EUR"]


def test_how_the_table_was_read_is_told(book: Book) -> None:
    table = "Firma;Stufe;CSM;ARR;Währung;Notizen;Account\nMüller;1;Ann Adler;1.500;EUR;hm;\n"
    plan = book.plan(table.encode("cp1252"), Wishes({"Account": "", "CSM": "owner"}))
    assert list(telling.summary(plan, book.words)) == [
        "accounts.csv: Windows-1252, separator “;”, rows: 1.",
        "Nothing in the file says that it is Windows-1252. Is “Währung” spelled as it should be?",
        "Columns: “Firma” is Account, “Stufe” is Tier, “CSM” is Account owner, “ARR” is ARR, "
        "“Währung” is the currency.",
        "Left alone: Notizen, Account.",
        "Accounts: 1 new, 0 to change, 0 as they are. Rows that cannot be taken: 0.",
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A2,,T1,UANN,,,,", "The account’s name is empty."),
        (
            "A2,Globex,,,,,,",
            "This account is new and lacks: Tier, Account owner. Every account has a tier and an owner.",
        ),
        ("A2,Globex,T9,UANN,,,,", "tier: “T9” is none of T1, T2, T3, T4."),
        (
            "A2,Globex,T1,Nobody,,,,",
            "owner: “Nobody” is nobody here. Expected somebody of ours by name, mail address or Slack id.",
        ),
        ("A2,Globex,T1,Gus Guest,,,,", "owner: Gus Guest is a guest in this workspace. Choose a full member."),
        ("A2,Globex,T1,Dora Gone,,,,", "owner: Dora Gone is deactivated in Slack. Choose somebody who is here."),
        ("A2,Globex,T1,UOLA,,,,", "owner: Ola Outside belongs to another company. Choose somebody of ours."),
        ("A2,Globex,T1,Hearth,,,,", "owner: Hearth is an app. Choose a person."),
        (
            "A2,Globex,T1,UANN,UANN,,,",
            "deputy: Ann Adler is the owner already. The deputy acts when the owner is away, so choose somebody else.",
        ),
        ("A2,Globex,T1,UANN,,,12,", "arr: “12” has no currency. Write it as 120,000 EUR, or add a column “Currency”."),
        ("A2,Globex,T1,UANN,,,,soon", "renewal_on: “soon” is no day Hearth can read. Write it as 2026-12-31."),
        (
            "A2,Globex,T1,UANN,,,,,more",
            "“more” is in no column. A cell that holds the separator goes in double quotes.",
        ),
        (f"A2,{'G' * 76},T1,UANN,,,,", "account: This name has 76 characters; Slack's menus show 75. Shorten it."),
        (
            "A2,Glo\x00bex,T1,UANN,,,,",
            "account: “Glo�bex” holds a character that cannot be shown, or turns the reading order around.",
        ),
        ("A1,Globex,T1,UANN,,,,", "Line 2 has the id “A1” already."),
        (",ACME,T1,UANN,,,,", "The account of line 2 again; what that line says counts."),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_by_its_line(book: Book, row: str, why: str) -> None:
    assert book.refusals(f"{HEADER}{ACME}{row}\n") == [f"accounts.csv:3: {why}"]


def test_everything_that_is_wrong_with_a_row_is_told_at_once(book: Book) -> None:
    [told] = book.refusals(HEADER + "A2,Globex,T9,Gus Guest,,,12,soon\n")
    assert [column for column in ("tier: ", "arr: ", "renewal_on: ") if column in told] == [
        "tier: ",
        "arr: ",
        "renewal_on: ",
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A1,Globex,,,,,,", "Another account is called “Globex” already."),
        ("A3,Globex,,,,,,", "The account of this name has the id “A2”, and this row says “A3”."),
        (
            ",Acme,,UBEN,,,,",
            "owner: Ben Brand is the account executive and cannot hand over to themselves. Choose another owner.",
        ),
    ],
)
def test_what_does_not_fit_to_the_accounts_there_are_is_told(book: Book, row: str, why: str) -> None:
    book.takes(HEADER + ACME + "A2,Globex,T1,UANN,,,,\n")
    assert book.refusals(HEADER + row + "\n") == [f"accounts.csv:2: {why}"]


def test_what_was_wrong_before_is_not_this_tables_fault(book: Book) -> None:
    book.takes(HEADER + ACME)
    assert book.refusals("account,contract_start\nAcme,2027-01-01\n") == [
        "accounts.csv:2: The contract would renew on Thu 31 Dec 2026, before it starts on Fri 1 Jan 2027."
    ]
    book.has_gone("UANN")
    assert book.plan("account,tier\nAcme,T3\n").counts == Counts(0, 1, 0, 0)
    assert book.plan("account,tier,owner\nGlobex,T3,Ann Adler\n").counts == Counts(0, 0, 0, 1)


def test_the_first_of_two_rows_about_one_account_counts(book: Book) -> None:
    plan = book.plan(HEADER + ACME + "A9,Acme,T4,UDEV,,,,\n")
    assert plan.counts == Counts(1, 0, 0, 1)
    assert book.takes(plan).counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert book.state["Acme"]["tier"] == "T2"


def test_a_column_of_days_that_can_be_read_in_two_ways_refuses_the_table(book: Book) -> None:
    table = HEADER + "A1,Acme,T2,UANN,,,,03/04/2026\n"
    with pytest.raises(Unreadable) as refused:
        book.plan(table)
    assert telling.why_unreadable(refused.value, "accounts.csv", book.words) == (
        "accounts.csv: “renewal_on” can be read in two ways: in 03/04/2026 the day or the month may come first. "
        "Write it as 2026-12-31."
    )
    [change] = book.plan(table, Wishes(day_first=True)).changes
    assert change.after["facts.renewal_on"] == "2026-04-03"
