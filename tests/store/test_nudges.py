"""What is due is settled for many accounts at once, and only what changed is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, event

from bot.rules.facts import Account, Nudge
from bot.store import accounts, nudges
from bot.store.nudges import Settled
from tests.store.world import NORTH, NOW, TODAY, days, minutes, nudge


def settle(connection: Connection, account: Account, *wanted: Nudge) -> Settled:
    return nudges.settle(connection, NORTH, [account.id], wanted, NOW)


def open_of(connection: Connection, account: Account) -> tuple[Nudge, ...]:
    return nudges.open_of(connection, NORTH, [account.id])[account.id]


def test_what_is_wanted_is_open_and_comes_back_whole(connection: Connection, acme: Account) -> None:
    whole = nudge(
        acme.id, "todo/promises/5", red_on=days(2), due_on=days(1), ends_on=days(9), task=5, record=7, facts={"days": 3}
    )
    assert settle(connection, acme, whole) == Settled(opened=(whole,))
    assert open_of(connection, acme) == (whole,)


def test_what_stays_is_not_written_again(connection: Connection, acme: Account) -> None:
    wanted = [nudge(acme.id, "a", facts={"line": {"every_days": 30, "with": ["champion"]}}), nudge(acme.id, "b")]
    settle(connection, acme, *wanted)
    assert written_by(connection, lambda: settle(connection, acme, *reversed(wanted))) == []


def test_each_change_is_told_as_it_was_and_as_it_is(connection: Connection, acme: Account) -> None:
    quiet, review = nudge(acme.id, "quiet"), nudge(acme.id, "review")
    settle(connection, acme, quiet, review)
    redder, new = replace(quiet, red_on=days(3), person="UMEG", cover=None), nudge(acme.id, "renewal")
    assert settle(connection, acme, redder, new) == Settled((new,), ((quiet, redder),), (review,))
    assert open_of(connection, acme) == (redder, new)


def test_one_that_is_over_is_kept_with_its_moment_and_opens_again_where_it_comes_back(
    connection: Connection, acme: Account
) -> None:
    quiet = nudge(acme.id, "quiet")
    settle(connection, acme, quiet)
    assert settle(connection, acme) == Settled(closed=(quiet,))
    assert nudges.get_many(connection, NORTH, ["quiet", "unknown"]) == {"quiet": (quiet, NOW)}
    again = replace(quiet, opens_on=days(5))
    assert settle(connection, acme, again) == Settled(opened=(again,))
    assert nudges.get_many(connection, NORTH, ["quiet"]) == {"quiet": (again, None)}


def test_accounts_that_are_not_settled_keep_what_they_have(connection: Connection, acme: Account) -> None:
    bread = accounts.create(connection, NORTH, "Bread", NOW)
    settle(connection, acme, nudge(acme.id, "of acme"))
    settle(connection, bread, nudge(bread.id, "of bread"))
    assert [of.key for of in open_of(connection, acme)] == ["of acme"]
    with pytest.raises(ValueError, match="not settled"):
        settle(connection, acme, nudge(bread.id, "of bread"))


def test_a_thousand_accounts_are_settled_in_a_handful_of_statements(connection: Connection) -> None:
    ids = [accounts.create(connection, NORTH, f"Account {n}", NOW).id for n in range(1000)]
    wanted = [nudge(id, f"quiet/{id}") for id in ids]
    statements = statements_of(connection, lambda: nudges.settle(connection, NORTH, ids, wanted, NOW))
    assert len(statements) == 3  # two chunks of accounts asked for, one list of rows written
    assert len(nudges.open_of(connection, NORTH, ids)) == 1000


@pytest.mark.parametrize(
    ("by", "ends_on", "due_on", "told"),
    [
        (days(3), None, None, True),
        (days(2), None, None, False),
        (days(2), None, days(2), True),
        (days(3), days(3), None, True),  # whether it is over on a day, the digest judges
    ],
)
def test_one_is_told_from_its_opening_or_its_day_on(
    connection: Connection, acme: Account, by: date, ends_on: date | None, due_on: date | None, told: bool
) -> None:
    quiet = nudge(acme.id, "quiet", days(3), due_on=due_on, ends_on=ends_on)
    settle(connection, acme, quiet)
    expected = (quiet,) if told else ()
    assert nudges.open_for(connection, NORTH, "UANN", by) == expected
    assert nudges.covered_by(connection, NORTH, "UDEV", by) == expected
    assert nudges.open_for(connection, NORTH, "UDEV", by) == nudges.covered_by(connection, NORTH, "UANN", by) == ()


def test_what_is_closed_is_told_nobody(connection: Connection, acme: Account) -> None:
    settle(connection, acme, nudge(acme.id, "quiet"))
    assert nudges.close_of(connection, NORTH, [acme.id], NOW + minutes(1)) == 1
    assert nudges.open_for(connection, NORTH, "UANN", TODAY) == ()
    assert nudges.close_of(connection, NORTH, [acme.id], NOW) == 0


def statements_of(connection: Connection, do: Callable[[], object]) -> list[str]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    do()
    event.remove(connection, "before_cursor_execute", note)
    return asked


def written_by(connection: Connection, do: Callable[[], object]) -> list[str]:
    return [statement for statement in statements_of(connection, do) if not statement.startswith("SELECT")]
