"""Names are kept between two letters and are never older than the database, whichever bot changed them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, event, update

from bot.names import Names
from bot.rules.facts import Account
from bot.rules.search import Named
from bot.store import accounts, tables
from bot.store.engine import open_engine, writing
from tests.store.world import ELSEWHERE, NORTH, NOW


@pytest.fixture
def names(engine: Engine, acme: Account) -> Names:
    return Names(engine, NORTH)


@pytest.fixture
def other(url: str) -> Iterator[Engine]:
    """Another bot on the same database."""
    engine = open_engine(url)
    yield engine
    engine.dispose()


def reads(engine: Engine, do: Callable[[], object]) -> list[str]:
    """The tables that were read for it."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement.split("FROM ")[1].split()[0])

    event.listen(engine, "before_cursor_execute", note)
    do()
    event.remove(engine, "before_cursor_execute", note)
    return asked


def withdraw(connection: Connection) -> None:
    connection.execute(update(tables.accounts).values(withdrawn_at=NOW))
    accounts.names_changed(connection, NORTH)


def test_the_accounts_are_read_again_only_after_a_change(engine: Engine, names: Names) -> None:
    assert reads(engine, lambda: names.find("acme", 9)) == ["revisions", "accounts"]
    assert reads(engine, lambda: [names.find("a", 9), names.find("", 9), names.meant("acme")]) == ["revisions"] * 3
    with writing(engine) as connection:
        accounts.create(connection, NORTH, "Acorn", NOW)
    assert reads(engine, lambda: names.find("ac", 9)) == ["revisions", "accounts"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda c: accounts.create(c, NORTH, "Acorn", NOW), ["Acme", "Acorn"]),
        (lambda c: accounts.create(c, ELSEWHERE, "Acorn", NOW), ["Acme"]),
        (withdraw, []),
    ],
)
def test_what_another_bot_changed_is_found_at_the_next_letter(
    names: Names, other: Engine, change: Callable[[Connection], object], found: list[str]
) -> None:
    assert [account.name for account in names.find("ac", 9)] == ["Acme"]
    with writing(other) as connection:
        change(connection)
    assert [account.name for account in names.find("ac", 9)] == found


def test_a_tier_comes_with_the_name(names: Names, other: Engine, acme: Account) -> None:
    assert names.meant("acme") == Named(acme.id, "Acme", None)
    with writing(other) as connection:
        accounts.set_tier(connection, NORTH, acme.id, "T1", NOW)
    assert names.meant("acme") == Named(acme.id, "Acme", "T1")


def test_a_name_that_was_taken_back_in_the_end_is_never_found(engine: Engine, names: Names) -> None:
    def fails() -> None:
        with writing(engine) as connection:
            accounts.create(connection, NORTH, "Acorn", NOW)
            assert names.meant("acorn") is None
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fails()
    with writing(engine) as connection:
        accounts.create(connection, NORTH, "Globex", NOW)
    assert [account.name for account in names.find("", 9)] == ["Acme", "Globex"]


def test_many_who_type_at_once_wait_for_one_reading(engine: Engine, names: Names) -> None:
    def all_type() -> None:
        with ThreadPoolExecutor(8) as hands:
            assert {len(found) for found in hands.map(lambda typed: names.find(typed, 9), ["a", "ac", ""] * 8)} == {1}

    assert reads(engine, all_type).count("accounts") == 1
