"""When each account is looked at: whenever something happened by which it may be judged otherwise, and not before."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import Connection

from bot.rules.facts import Account
from bot.store import accounts, imports, nudges
from tests.store.world import NORTH, NOW, TODAY, minutes, nudge

LATER = NOW + minutes(60)


def due(connection: Connection, at: datetime = NOW) -> list[int]:
    return sorted(accounts.look_due(connection, NORTH, at, 99))


def test_a_new_account_is_looked_at_at_once(connection: Connection, acme: Account) -> None:
    [imported] = imports.create(connection, [Account(NORTH, 0, "Imported")], NOW)
    assert due(connection) == [acme.id, imported]
    assert due(connection, NOW - minutes(1)) == []


def test_one_that_was_looked_at_waits_for_its_next_moment(connection: Connection, acme: Account) -> None:
    bread = accounts.create(connection, NORTH, "Bread", NOW)
    assert accounts.looked(connection, NORTH, {acme.id: LATER, bread.id: None}) == 2
    assert due(connection) == []
    assert accounts.next_look_at(connection, NORTH, NOW) == accounts.look_at(connection, NORTH, acme.id) == LATER
    assert accounts.look_at(connection, NORTH, bread.id) is None
    assert due(connection, LATER) == [acme.id]
    assert accounts.looked(connection, NORTH, {}) == 0


@pytest.mark.parametrize(
    ("planned", "asked", "looked_at"),
    [(LATER, NOW, NOW), (NOW, LATER, NOW), (None, LATER, LATER)],
)
def test_it_is_looked_at_again_at_the_earlier_of_both_moments(
    connection: Connection, acme: Account, planned: datetime | None, asked: datetime, looked_at: datetime
) -> None:
    accounts.looked(connection, NORTH, {acme.id: planned})
    assert accounts.look_again(connection, NORTH, [acme.id, 99], asked) == 1
    assert accounts.look_at(connection, NORTH, acme.id) == looked_at


def test_the_longest_due_come_first_and_no_more_than_asked_for(connection: Connection, acme: Account) -> None:
    bread, zoo = (accounts.create(connection, NORTH, name, NOW) for name in ("Bread", "Zoo"))
    accounts.looked(connection, NORTH, {acme.id: NOW, bread.id: NOW - minutes(2), zoo.id: NOW - minutes(1)})
    assert accounts.look_due(connection, NORTH, NOW, 2) == (bread.id, zoo.id)


def test_what_an_import_changes_is_looked_at_again(connection: Connection, acme: Account) -> None:
    accounts.looked(connection, NORTH, {acme.id: None})
    imports.change(connection, NORTH, [acme], NOW)
    assert due(connection) == [acme.id]


def test_a_withdrawn_account_is_looked_at_no_more_and_nothing_is_due_on_it(
    connection: Connection, acme: Account
) -> None:
    nudges.settle(connection, NORTH, [acme.id], [nudge(acme.id, "quiet")], NOW)
    imports.withdraw(connection, NORTH, [acme.id], NOW)
    assert accounts.look_again(connection, NORTH, [acme.id], NOW) == 0
    assert accounts.looked(connection, NORTH, {acme.id: NOW}) == 0
    assert due(connection) == []
    assert nudges.open_for(connection, NORTH, "UANN", TODAY) == ()


def test_another_blueprint_has_all_accounts_looked_at_again_and_the_same_one_none(
    connection: Connection, acme: Account
) -> None:
    bread = accounts.create(connection, NORTH, "Bread", NOW)
    red, blue = "4ed" + 61 * "0", "b1e" + 61 * "0"
    for blueprint, is_other in ((red, True), (red, False), (blue, True), (red, True)):
        accounts.looked(connection, NORTH, {acme.id: LATER, bread.id: None})
        assert accounts.judge_by(connection, NORTH, blueprint, NOW) == is_other
        assert due(connection) == ([acme.id, bread.id] if is_other else [])


def test_an_account_is_ours_since_the_day_it_was_made(connection: Connection, acme: Account) -> None:
    assert accounts.since_of(connection, NORTH, [acme.id, 99]) == {acme.id: date(2026, 3, 2)}
