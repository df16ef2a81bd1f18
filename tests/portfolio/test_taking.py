"""What was planned is done whole or not at all, is remembered, and can be put back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.portfolio import Counts, Kept, MovedOn, NoImport, fields, telling
from bot.rules.facts import Account
from bot.store import accounts, imports, records
from bot.store.engine import reading, writing
from tests.cast import MONDAY, WORKSPACE
from tests.portfolio.conftest import HEADER, Book

SAMPLE = Path(__file__).parents[2] / "tools" / "sample" / "portfolio.csv"
ACME = "A1,Acme,T2,Ann Adler,Dev Das,Ben Brand,120.000 EUR,2026-12-31\n"
GLOBEX = "A2,Globex,T1,UDEV,UANN,UBEN,,\n"
STATE = {
    "name": "Acme",
    "external_id": "A1",
    "tier": "T2",
    "roles.owner": "UANN",
    "roles.deputy": "UDEV",
    "roles.ae": "UBEN",
    "facts.arr": {"minor": 12_000_000, "currency": "EUR"},
    "facts.renewal_on": "2026-12-31",
}


def test_an_account_is_kept_with_its_people_and_what_is_known_of_it(book: Book) -> None:
    book.takes(HEADER + ACME)
    assert book.state == {"Acme": STATE}


def test_the_sample_is_taken_whole_and_a_second_time_changes_nothing(book: Book) -> None:
    sample = SAMPLE.read_bytes()
    rows = len(sample.splitlines()) - 1
    assert book.plan(sample).counts == Counts(rows, 0, 0, 0)
    book.takes(sample)
    assert book.plan(sample).counts == Counts(0, 0, rows, 0)


def test_an_account_is_known_by_its_external_id_whatever_it_is_called_now(book: Book) -> None:
    book.takes(HEADER + ACME)
    book.takes("id,account\nA1,Acme Corp\n")
    assert book.state == {"Acme Corp": {**STATE, "name": "Acme Corp"}}


def test_found_by_its_name_in_whatever_spelling_it_keeps_its_own(book: Book) -> None:
    book.takes("account,tier,owner\nAcme,T2,UANN\n")
    assert book.plan("account,tier\n ACME ,T2\n").counts == Counts(0, 0, 1, 0)


def test_found_by_its_name_it_gets_the_external_id_and_is_spelled_as_there_from_then_on(book: Book) -> None:
    book.takes("account,tier,owner\nacme,T2,UANN\n")
    table = "id,account\nA1,Acme\n"
    book.takes(table)
    assert book.state["Acme"]["external_id"] == "A1"
    assert not book.plan(table).changes


def test_each_account_remembers_what_an_import_did_to_it(book: Book) -> None:
    book.takes(HEADER + ACME)
    book.takes("account,tier\nAcme,T1\n")
    with reading(book.memory) as connection:
        made, changed = records.entries_about(connection, WORKSPACE, book.account("Acme"))
    assert (made.kind, made.key, made.by, made.surface) == ("imported", "import/1/1", "UMEG", "message")
    assert made.facts == {"before": {}, "after": STATE}
    assert changed.facts == {"before": {"tier": "T2"}, "after": {"tier": "T1"}}


def test_what_is_known_beside_the_table_stays(book: Book) -> None:
    book.takes(HEADER + ACME)
    book.takes("account,champion\nAcme,Max\n")
    assert book.state["Acme"] == {**STATE, "facts.champion": "Max"}


def test_pickers_hear_of_new_names(book: Book) -> None:
    def revision() -> int:
        with reading(book.memory) as connection:
            return accounts.names_revision(connection, WORKSPACE)

    before = revision()
    book.takes(HEADER + ACME)
    taken = revision()
    book.undoes()
    assert before < taken < revision()


def someone_changes_the_tier(book: Book) -> None:
    with writing(book.memory) as connection:
        accounts.set_tier(connection, WORKSPACE, book.account("Acme"), "T4", MONDAY)


def someone_makes_globex(book: Book) -> None:
    with writing(book.memory) as connection:
        accounts.create(connection, WORKSPACE, "Globex", MONDAY, "T1")


def someone_withdraws_acme(book: Book) -> None:
    book.undoes(1)


@pytest.mark.parametrize("meanwhile", [someone_changes_the_tier, someone_makes_globex, someone_withdraws_acme])
def test_a_plan_that_is_not_true_any_more_is_not_done_in_part(book: Book, meanwhile: Callable[[Book], None]) -> None:
    book.takes(HEADER + ACME)
    plan = book.plan(HEADER + "A3,Initech,T3,UANN,,,,\n" + ACME.replace("T2", "T1") + GLOBEX)
    meanwhile(book)
    before = book.state
    with pytest.raises(MovedOn):
        book.takes(plan)
    assert book.state == before
    with reading(book.memory) as connection:
        assert imports.get(connection, WORKSPACE, 2) is None


def test_undoing_puts_back_what_was_changed_and_takes_away_what_was_made(book: Book) -> None:
    book.takes(HEADER + ACME)
    before = book.state
    book.takes(HEADER + "A1,Acme Corp,T1,UDEV,USUE,,1 EUR,2027-01-01\n" + GLOBEX)
    undone = book.undoes()
    assert (undone.imported.id, undone.restored, undone.withdrawn, undone.kept) == (2, 1, 1, ())
    assert book.state == before
    with reading(book.memory) as connection:
        assert [held.account for held in accounts.held_by(connection, WORKSPACE, "UDEV")] == [1]


def test_a_role_that_nobody_had_is_nobodys_again(book: Book) -> None:
    book.takes("account,tier,owner\nAcme,T2,UANN\n")
    before = book.state
    book.takes("account,ae\nAcme,UBEN\n")
    book.undoes()
    assert book.state == before


def test_what_was_withdrawn_can_be_taken_in_again_under_its_name_and_id(book: Book) -> None:
    for _ in range(2):
        book.takes(HEADER + ACME)
        book.undoes()
        assert book.state == {}
    with writing(book.memory) as connection:
        accounts.create(connection, WORKSPACE, "Acme", MONDAY)


def test_what_has_changed_since_stays_and_is_told(book: Book) -> None:
    book.takes(HEADER + ACME)
    book.takes(HEADER + "A1,Acme,T1,UDEV,USUE,,,\n")
    with writing(book.memory) as connection:
        accounts.take_role(connection, WORKSPACE, 1, "deputy", "UMEG", MONDAY)
    undone = book.undoes(2)
    assert undone.kept == (Kept("Acme", ("roles.deputy",)),)
    assert book.state["Acme"] == {**STATE, "roles.deputy": "UMEG"}
    assert list(telling.undone(undone, fields(book.blueprint), book.words)) == [
        "Import 2 of accounts.csv is undone. Accounts that are as they were: 1; made by it and gone: 0.",
        "Acme was changed since and stays so: Deputy.",
    ]


def test_a_name_that_is_anothers_by_now_is_not_given_back(book: Book) -> None:
    book.takes(HEADER + ACME)
    book.takes("id,account\nA1,Acme Corp\n")
    with writing(book.memory) as connection:
        accounts.create(connection, WORKSPACE, "Acme", MONDAY)
    assert book.undoes(2).kept == (Kept("Acme Corp", ("name",)),)


def test_an_account_with_a_record_stays_and_is_told(book: Book) -> None:
    book.takes(HEADER + ACME + GLOBEX)
    with writing(book.memory) as connection:
        records.open_record(connection, WORKSPACE, "handoff", book.account("Acme"), "UBEN", MONDAY)
    undone = book.undoes()
    assert (undone.withdrawn, undone.kept) == (1, (Kept("Acme", used=True),))
    assert book.state == {"Acme": STATE}
    assert list(telling.undone(undone, fields(book.blueprint), book.words))[1:] == [
        "Acme stays: something was done with it since."
    ]


def test_imports_are_undone_one_after_the_other_the_latest_first(book: Book) -> None:
    book.takes(HEADER + ACME)
    book.takes(HEADER + ACME.replace("T2", "T1"))
    assert [book.undoes().imported.id, book.undoes().imported.id] == [2, 1]
    assert book.state == {}


def test_undone_out_of_order_a_later_import_is_a_change_since(book: Book) -> None:
    book.takes(HEADER + ACME)
    book.takes(HEADER + ACME.replace("T2", "T1"))
    assert book.undoes(1).kept == (Kept("Acme", ("tier",)),)
    assert book.state["Acme"]["tier"] == "T1"


@pytest.mark.parametrize("number", [None, 1, 7])
def test_nothing_is_undone_twice(book: Book, number: int | None) -> None:
    book.takes(HEADER + ACME)
    book.undoes(1)
    with pytest.raises(NoImport) as no:
        book.undoes(number)
    assert (no.value.undone is not None) == (number == 1)


def test_an_import_remembers_its_file_and_what_became_of_its_rows(book: Book) -> None:
    book.takes(HEADER + ACME + "A2,,,,,,,\n")
    with reading(book.memory) as connection:
        taken = imports.latest(connection, WORKSPACE)
    assert taken
    assert (taken.source, taken.by, taken.undone_at) == ("accounts.csv", "UMEG", None)
    assert taken.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}


def test_a_form_that_was_begun_for_a_withdrawn_account_makes_it_anew(book: Book) -> None:
    book.takes(HEADER + ACME)
    old = book.account("Acme")
    book.undoes()
    with writing(book.memory) as connection:
        assert accounts.get(connection, WORKSPACE, old) is None
        made = accounts.create(connection, WORKSPACE, "Acme", MONDAY)
    assert made == Account(WORKSPACE, made.id, "Acme")
    assert made.id != old


def test_what_an_import_changes_is_looked_at_again_and_nothing_else(book: Book) -> None:
    def nothing_is_to_come() -> None:
        with writing(book.memory) as connection:
            accounts.looked(connection, WORKSPACE, {book.account(name): None for name in ("Acme", "Globex")})

    def looked_at_again() -> list[str]:
        with reading(book.memory) as connection:
            at = {name: accounts.look_at(connection, WORKSPACE, book.account(name)) for name in ("Acme", "Globex")}
        return [name for name, moment in at.items() if moment == MONDAY]

    book.takes(HEADER + ACME + GLOBEX)
    assert looked_at_again() == ["Acme", "Globex"]
    nothing_is_to_come()
    book.takes("account,tier\nAcme,T1\nGlobex,T1\n")
    assert looked_at_again() == ["Acme"]
    nothing_is_to_come()
    book.undoes()
    assert looked_at_again() == ["Acme"]
