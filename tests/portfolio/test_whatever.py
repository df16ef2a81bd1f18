"""Whatever stands in a table, each of its rows is taken or told; taking it in and undoing that leaves no trace."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.portfolio import Plan, Unreadable, read, telling
from tests.portfolio.conftest import Book

NewBook = Callable[[], AbstractContextManager[Book]]

GOOD = {
    "Account Name": ["Acme", "acme ", "Globex", "Müller & Söhne", "*bold*", "👩‍💻"],
    "Id": ["", "", "A1", "A2", "a1", "=1+1"],
    "Tier": ["T1", "2", "Tier 3", "Strategic"],
    "CSM": ["UANN", "@Dev Das"],
    "Deputy": ["", "", "Meg Moss", "USUE"],
    "AE": ["", "", "Ben Brand"],
    "ARR": ["", "", "120.000 EUR", "$1.5m"],
    "Currency": [""],
    "Renewal": ["", "", "2026-12-31", "31.12.2026", "31/12/2027"],
    "Contract start": ["", "2026-01-01"],
    "Champion": ["", "Max", "<!channel>", "'=x"],
    "Notes": ["", "anything"],
}
"""Cells of rows that can be taken, but for two about one account."""
BAD = {
    "Account Name": ["Ac\x00me", "x" * 80, ""],
    "Tier": ["T9", ""],
    "CSM": ["Gus Guest", "Nobody", "meg@northwind.example", ""],
    "Deputy": ["UANN", "Dora Gone"],
    "AE": ["UANN"],
    "ARR": ["120.000", "a lot", "9" * 400],
    "Currency": ["EUR", "$", "doubloons"],
    "Renewal": ["soon", "03/04/2026", "12/31/2026"],
    "Contract start": ["2027-06-01"],
    "Champion": ["a\nb", "\u202eb"],
}
good = [st.sampled_from(cells) for cells in GOOD.values()]
anything = [st.one_of(st.sampled_from(GOOD[one] + BAD.get(one, [])), st.text(max_size=12)) for one in GOOD]
rows = st.integers(0, 3).flatmap(lambda chance: st.tuples(*(good if chance else anything)))
tables = st.lists(rows, max_size=8)


def written(rows: list[tuple[str, ...]]) -> str:
    table = io.StringIO()
    csv.writer(table).writerows([tuple(GOOD), *rows])
    return table.getvalue()


def every_row_has_its_fate(book: Book, plan: Plan, table: str) -> None:
    told = [*telling.changes(plan, book.words), *telling.refusals(plan, book.words)]
    assert len(told) + plan.unchanged == len(read(table.encode(), "accounts.csv").rows)
    assert all(line.startswith("accounts.csv:") and "\n" not in line for line in told)
    assert list(telling.summary(plan, book.words))


def planned(book: Book, table: str | bytes) -> Plan | None:
    """What the table would change; None where it is told why it is none."""
    try:
        return book.plan(table)
    except Unreadable as no:
        telling.why_unreadable(no, "accounts.csv", book.words)
        return None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=tables, second=tables)
def test_each_row_is_taken_or_told_a_second_time_it_changes_nothing_and_undone_all_is_as_it_was(
    new_book: NewBook, first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    with new_book() as book:
        states = [book.state]
        for table in map(written, (first, second)):
            if plan := planned(book, table):
                every_row_has_its_fate(book, plan, table)
                book.takes(plan)
                states.append(book.state)
                refused = {row.line for row in plan.refused}
                assert {change.line for change in book.plan(table).changes} <= refused
                assert not book.undoes().kept
                assert book.state == states[-2]
                book.takes(plan)
                assert book.state == states[-1]
        for before in states[-2::-1]:
            assert not book.undoes().kept
            assert book.state == before


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_whatever_bytes_a_file_has_it_is_planned_or_told_why_not(new_book: NewBook, anything: bytes) -> None:
    with new_book() as book:
        for file in (anything, b"account;tier;owner\n" + anything, "account,arr\n".encode("utf-16") + anything):
            if plan := planned(book, file):
                assert len([*telling.refusals(plan, book.words)]) == len(plan.refused)
