"""The table that is written of a portfolio says the same when it is read."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.portfolio import read
from bot.portfolio.writing import cell, written
from bot.rules.facts import Account, Person, Standing
from bot.store import accounts
from bot.store.engine import reading, writing
from tests.cast import MONDAY, WORKSPACE
from tests.portfolio.conftest import Book
from tests.portfolio.test_cells import PLACES, column, said

FACTS: dict[str, Any] = {
    "arr": {"minor": 120_000_050, "currency": "EUR"},
    "renewal_on": "2026-12-31",
    "term_months": 24,
    "bought": '=cmd, "quoted"; and\ntwo lines',
    "champion": "'Ana' \N{ROCKET} Ångström",
    "legal_name": "-5",
}


def remember(book: Book, name: str, facts: dict[str, Any], roles: dict[str, str]) -> Account:
    with writing(book.memory) as connection:
        account = accounts.create(connection, WORKSPACE, name, MONDAY, "T1")
        accounts.keep_facts(connection, WORKSPACE, account.id, facts, MONDAY)
        accounts.take_roles(connection, WORKSPACE, account.id, roles, MONDAY)
    return account


def table(book: Book) -> str:
    with reading(book.memory) as connection:
        return written(connection, WORKSPACE, book.blueprint)


def rows(book: Book) -> list[dict[str, str]]:
    return list(csv.DictReader(table(book).splitlines(keepends=True)))


def test_every_account_stands_there_with_its_people_and_facts(book: Book) -> None:
    remember(book, "Zoo", {}, {})
    remember(book, "Acme", FACTS, {"owner": "UANN", "ae": "UBEN", "deputy": "UNOBODY"})
    acme, zoo = rows(book)
    assert list(acme)[:6] == ["account", "external_id", "tier", "channel", "owner", "deputy"]
    assert (acme["account"], acme["tier"], acme["owner"]) == ("Acme", "T1", "<@UANN|Ann Adler>")
    assert (acme["arr"], acme["renewal_on"], acme["deputy"]) == ("1,200,000.50 EUR", "2026-12-31", "<@UNOBODY>")
    assert zoo["account"] == "Zoo"
    assert not any(zoo[column] for column in zoo if column not in ("account", "tier"))


def test_no_cell_is_a_formula(book: Book) -> None:
    remember(book, "=HYPERLINK(1)", FACTS, {})
    [row] = rows(book)
    assert not [cell for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]


@pytest.mark.parametrize(
    "name", ["Acme", "=SUM(A1)", "'quoted", "'=both", "株式会社", "a, b; c", 'say "x"', "+1 & <co>"]
)
def test_taken_in_again_it_changes_nothing(book: Book, name: str) -> None:
    remember(book, name, FACTS, {"owner": "UANN", "ae": "UBEN", "deputy": "UDEV"})
    plan = book.plan(table(book).encode("utf-8-sig"))
    assert (plan.counts.unchanged, plan.changes, plan.refused) == (1, (), ())


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("people", ["UANN", "UBEN"], "<@UANN>; <@UBEN>"),
        ("person", "UODD", "<@UODD|Odd Name, PhD>"),
        ("choices", ["contract", "a+"], "contract; a+"),
        ("choice", "a+", "a+"),
        ("number", -3, "'-3"),
        ("yes_no", "no", "no"),
        ("channel", "C012AB3CDE", "C012AB3CDE"),
        ("email", "dana@acme.example", "dana@acme.example"),
        ("url", "https://acme.example/a?b=c", "https://acme.example/a?b=c"),
        ("money", {"minor": 1500, "currency": "KWD"}, "1.500 KWD"),
        ("money", {"minor": 1234567, "currency": "JPY"}, "1,234,567 JPY"),
        ("text", None, ""),
        ("people", [], ""),
    ],
)
def test_an_answer_of_every_kind_is_read_as_it_was(kind: str, value: Any, shown: str) -> None:
    asked = column(kind, PLACES)
    assert asked.field
    odd = Person(WORKSPACE, "UODD", "Odd> Name, PhD", "UTC", Standing.MEMBER, MONDAY)
    assert cell(asked.field.question, value, {"UODD": odd}) == shown
    [row] = read(f'account,asked\nAcme,"{shown}"'.encode(), "accounts.csv").rows
    if value:
        assert said(asked, row.cells[1]) == value


SHOWN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(text=SHOWN.map(lambda text: " ".join(text.split())).filter(bool))
def test_whatever_a_text_is_it_is_read_as_it_was(book: Book, text: str) -> None:
    with writing(book.memory) as connection:
        known = accounts.named(connection, WORKSPACE, "Acme") or accounts.create(
            connection, WORKSPACE, "Acme", MONDAY, "T1"
        )
        accounts.keep_facts(connection, WORKSPACE, known.id, {"champion": text}, MONDAY)
        accounts.take_roles(connection, WORKSPACE, known.id, {"owner": "UANN"}, MONDAY)
    plan = book.plan(table(book).encode("utf-8-sig"))
    assert (plan.changes, plan.refused) == ((), ())
