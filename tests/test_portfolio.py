"""Taking in a team's accounts from a table: what is good is kept, what is not is told by line, nothing is half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.portfolio import NoTable, Taken, take_in
from bot.store import accounts, schema
from bot.store.engine import open_engine, reading, writing
from tests.cast import MONDAY, WORKSPACE

SAMPLE = Path(__file__).parents[1] / "tools" / "sample" / "portfolio.csv"
TIERS = ("T1", "T2", "T3", "T4")
HEADER = "account,tier,owner,deputy,ae,our_sponsor\n"

Import = Callable[[str | bytes], Taken]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    database = tmp_path_factory.mktemp("empty") / "hearth.sqlite3"
    schema.upgrade(f"sqlite:///{database}")
    return database.read_bytes()


@pytest.fixture
def memory(empty: bytes, tmp_path: Path) -> Iterator[Engine]:
    """A database of this version with nothing in it."""
    (tmp_path / "hearth.sqlite3").write_bytes(empty)
    engine = open_engine(f"sqlite:///{tmp_path / 'hearth.sqlite3'}")
    yield engine
    engine.dispose()


@pytest.fixture
def takes_in(memory: Engine, tmp_path: Path) -> Import:
    """Take in a table that is written like this."""

    def taken(text: str | bytes) -> Taken:
        table = tmp_path / "accounts.csv"
        table.write_bytes(text if isinstance(text, bytes) else text.encode())
        with writing(memory) as connection:
            return take_in(connection, WORKSPACE, table, TIERS, MONDAY)

    return taken


def kept(memory: Engine) -> dict[str, dict[str, str]]:
    """Every account by name, with who is who in it."""
    with reading(memory) as connection:
        found = accounts.all_names(connection, WORKSPACE)
        return {
            f"{name} {tier}": {held.role: held.person for held in accounts.roles(connection, WORKSPACE, [id])}
            for id, name, tier in found
        }


def test_the_sample_is_taken_in_whole_and_a_second_time_changes_nothing(memory: Engine) -> None:
    for expected in (Taken(12, 0, ()), Taken(0, 12, ())):
        with writing(memory) as connection:
            assert take_in(connection, WORKSPACE, SAMPLE, TIERS, MONDAY) == expected
    assert kept(memory)["Initech T3"] == {"owner": "UANN", "deputy": "UDEV", "ae": "UBEN"}


@pytest.mark.parametrize(
    "table",
    [
        HEADER + "Acme,T2,UANN,UDEV,,\n",
        "\ufeff" + HEADER + "Acme,T2,UANN,UDEV,,\n",
        "account;tier;owner;deputy\r\nAcme;T2;UANN;UDEV\r\n",
        "account\ttier\towner\tdeputy\nAcme\tT2\tUANN\tUDEV",
        "Owner, Account ,TIER,Deputy\nUANN,  Acme , T2,UDEV\n",
        HEADER + ",,,,,\n\nAcme,T2,UANN,UDEV,,,,\n",
    ],
    ids=[
        "plain",
        "byte order mark",
        "semicolons",
        "tabs",
        "another order, spaces and capitals",
        "blank rows and cells",
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(takes_in: Import, memory: Engine, table: str) -> None:
    assert takes_in(table) == Taken(1, 0, ())
    assert kept(memory) == {"Acme T2": {"owner": "UANN", "deputy": "UDEV"}}


def test_an_account_that_is_there_stays_as_it_is(takes_in: Import, memory: Engine) -> None:
    takes_in(HEADER + "Acme,T2,UANN,,,\n")
    assert takes_in(HEADER + "ACME,T1,UDEV,,,\nAcme,T3,UBEN,,,\n") == Taken(0, 2, ())
    assert kept(memory) == {"Acme T2": {"owner": "UANN"}}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",T1,UANN,,,", '"account" is empty; every account has a name, a tier and an owner'),
        ("Acme,T1", '"owner" is empty; every account has a name, a tier and an owner'),
        ("Acme,T9,UANN,,,", 'the tier is "T9"; expected one of T1, T2, T3, T4'),
        ("Acme,T1,ann,,,", '"owner" is "ann"; expected a Slack member id such as U012AB3CDE'),
        ("Acme,T1,UANN,,@ben,", '"ae" is "@ben"; expected a Slack member id such as U012AB3CDE'),
        ("Smith, Jones,T1,UANN,,,", 'the tier is "Jones"; expected one of T1, T2, T3, T4'),
        ("Acme,T1,UANN,,,,more", '"more" is in no column; a cell that holds the separator goes in double quotes'),
        (f"{'A' * 76},T1,UANN,,,", "the name has 76 characters; at most 75 fit"),
        ("Ac\0me,T1,UANN,,,", r"the name 'Ac\x00me' holds characters that cannot be shown"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_the_good_ones_are_kept(
    takes_in: Import, memory: Engine, row: str, why: str
) -> None:
    taken = takes_in(f"{HEADER}Globex,T1,UANN,,,\n{row}\nHooli,T2,UDEV,,,\n")
    assert taken == Taken(2, 0, (f"accounts.csv:3: {why}",))
    assert list(kept(memory)) == ["Globex T1", "Hooli T2"]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("", "accounts.csv:1: the columns are none; expected account, tier, owner"),
        ("name,tier,owner\n", "accounts.csv:1: the columns are name, tier, owner; expected account, tier"),
        ("account,tier\n", "accounts.csv:1: the columns are account, tier; expected account, tier, owner"),
        ("account,tier,owner,tier\n", "accounts.csv:1: the columns are account, tier, owner, tier; expected"),
        (HEADER + 'Globex,T1,UANN,,,\n"Acme,T1,UANN,,,\n', "accounts.csv:3: the row cannot be read"),
        ((HEADER + "Globex,T1,UANN,,,\nMüller,T1,UANN,,,\n").encode("cp1252"), "accounts.csv:3: this is not UTF-8"),
        (HEADER.encode("utf-16"), "accounts.csv:1: this is not UTF-8 text (byte 0xff)"),
    ],
    ids=["empty", "another column", "a column missing", "a column twice", "an open quote", "Windows text", "UTF-16"],
)
def test_of_a_file_that_is_no_table_nothing_is_taken(
    takes_in: Import, memory: Engine, table: str | bytes, why: str
) -> None:
    with pytest.raises(NoTable) as refused:
        takes_in(table)
    assert str(refused.value).startswith(why)
    assert kept(memory) == {}
