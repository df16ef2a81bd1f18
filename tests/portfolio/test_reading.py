"""A file is read in the encoding and with the separator it has, or told why it cannot be."""

from __future__ import annotations

import pytest

from bot.portfolio import MOST_BYTES, Row, Unreadable, read
from bot.portfolio.reading import MOST_ROWS

TEXT = "account;arr\r\nMüller & Söhne;120.000 €\r\n"


@pytest.mark.parametrize(
    ("codec", "shown", "sure"),
    [
        ("utf-8", "UTF-8", True),
        ("utf-8-sig", "UTF-8", True),
        ("utf-16", "UTF-16", True),
        ("utf-16-le", "UTF-16", False),
        ("utf-16-be", "UTF-16", False),
        ("utf-32", "UTF-32", True),
        ("cp1252", "Windows-1252", False),
    ],
)
def test_the_encoding_is_found_and_told_and_what_is_only_likely_can_be_looked_at(
    codec: str, shown: str, sure: bool
) -> None:
    table = read(TEXT.encode(codec), "accounts.csv")
    assert table.encoding == shown
    assert table.headings == ("account", "arr")
    assert table.rows == (Row(2, ("Müller & Söhne", "120.000 €")),)
    assert table.sample == ("" if sure else "Müller & Söhne")


def test_an_encoding_that_somebody_names_is_taken() -> None:
    table = read("account\nŁódź\n".encode("cp1250"), "accounts.csv", "cp1250")
    assert table.rows[0].cells == ("Łódź",)
    assert not table.sample


@pytest.mark.parametrize(
    ("separator", "text"),
    [
        (",", 'account,tier\n"Smith, Jones; Co",T1\n'),
        (";", "account;arr (EUR, yearly);tier\nAcme;120.000,50;T1\nGlobex;1,5;T2\n"),
        ("\t", "account\ttier\nSmith, Jones\tT1\n"),
        ("|", "account|tier\nSmith, Jones|T1\n"),
        ("!", "sep=!\naccount!tier\nAcme;Smith!T1\n"),
        (",", "account\nAcme\n"),
    ],
)
def test_the_separator_is_the_one_by_which_the_rows_fit_the_headings(separator: str, text: str) -> None:
    table = read(text.encode(), "accounts.csv")
    assert table.separator == separator
    assert all(len(row.cells) == len(table.headings) for row in table.rows)


def test_each_row_has_the_line_it_begins_at_and_blank_ones_are_none() -> None:
    text = '\n account , note \nAcme,"two\r\nlines"\n,\n\nGlobex,"a ""quoted"" one"\rHooli,"\'=1+1"\n'
    table = read(text.encode(), "accounts.csv")
    assert table.headings == ("account", "note")
    assert table.rows == (
        Row(3, ("Acme", "two\r\nlines")),
        Row(7, ("Globex", 'a "quoted" one')),
        Row(8, ("Hooli", "=1+1")),
    )


def test_what_nobody_sees_is_no_part_of_a_cell() -> None:
    text = "account\n\u200bAc\u00adme\ufeff\n"
    assert read(text.encode(), "accounts.csv").rows[0].cells == ("Acme",)


@pytest.mark.parametrize(
    ("written", "line", "phrase"),
    [
        (b"", 1, "table_empty"),
        (b"\n ; \n", 1, "table_empty"),
        (b"PK\x03\x04rest", 0, "table_is_workbook"),
        (b"\xd0\xcf\x11\xe0rest", 0, "table_is_workbook"),
        (b'account\nAcme\n"Globex\nHooli\n', 3, "table_row_broken"),
        (b'account\n"Acme" Ltd\n', 2, "table_row_broken"),
        ("account\nMüller\n".encode() + b"Caf\xe9\n", 3, "table_encoding_wrong"),
        (b"account\nAc\x81me\xff\n", 2, "table_encoding_wrong"),
        ("account\nAcme\n".encode("utf-16") + b"\n", 3, "table_encoding_wrong"),
        (b"a" * (MOST_BYTES + 1), 0, "table_too_large"),
        (b"account\n" + b"a\n" * (MOST_ROWS + 1), 0, "table_too_long"),
    ],
)
def test_what_is_no_table_is_told_by_its_line(written: bytes, line: int, phrase: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(written, "accounts.csv")
    assert (refused.value.line, refused.value.phrase) == (line, phrase)


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "ascii"])
def test_an_encoding_that_is_none_or_does_not_fit_is_told(encoding: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read("account\nMüller\n".encode(), "accounts.csv", encoding)
    assert refused.value.phrase in ("table_encoding_unknown", "table_encoding_wrong")
