from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select, update

from bot.rules.facts import Account, Role
from bot.store import accounts, tables
from tests.store.world import NORTH, NOW, minutes


@pytest.mark.parametrize(
    "spelling", ["Müller & Söhne", "  müller  &\tSÖHNE ", "Ｍüller & Söhne", "Mu\u0308ller & Söhne"]
)
def test_an_account_is_found_by_its_name_in_any_spelling(connection: Connection, spelling: str) -> None:
    made = accounts.create(connection, NORTH, "Müller &  Söhne", NOW, tier="T2")
    assert made.name == "Müller & Söhne"
    assert accounts.named(connection, NORTH, spelling) == accounts.get(connection, NORTH, made.id) == made
    with pytest.raises(accounts.NameTaken, match="already an account named"):
        accounts.create(connection, NORTH, spelling, NOW)


def test_a_name_is_not_found_by_its_beginning(connection: Connection) -> None:
    assert accounts.named(connection, NORTH, "Acm") is None


@pytest.mark.parametrize("blank", ["", "  \t"])
def test_a_blank_name_is_refused(connection: Connection, blank: str) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        accounts.create(connection, NORTH, blank, NOW)


def test_all_names_are_listed_by_name(connection: Connection, acme: Account) -> None:
    zoo = accounts.create(connection, NORTH, "Zoo", NOW)
    bread = accounts.create(connection, NORTH, "bread", NOW, tier="T1")
    listed = [(acme.id, "Acme", None), (bread.id, "bread", "T1"), (zoo.id, "Zoo", None)]
    assert accounts.all_names(connection, NORTH) == listed


@pytest.mark.parametrize(
    "change",
    [
        lambda c: accounts.create(c, NORTH, "Bread", NOW),
        lambda c: accounts.set_tier(c, NORTH, 1, "T1", NOW),
        lambda c: accounts.names_changed(c, NORTH),
    ],
)
def test_the_revision_tells_that_names_or_tiers_changed(
    connection: Connection, change: Callable[[Connection], object]
) -> None:
    before = accounts.names_revision(connection, NORTH)
    change(connection)
    assert accounts.names_revision(connection, NORTH) == before + 1


def test_the_revision_stays_where_no_name_changed(connection: Connection, acme: Account) -> None:
    before = accounts.names_revision(connection, NORTH)
    accounts.take_role(connection, NORTH, acme.id, "owner", "UANN", NOW)
    accounts.keep_facts(connection, NORTH, acme.id, {"arr": 5}, NOW)
    accounts.bind_channel(connection, NORTH, acme.id, "C0ACME", NOW)
    with pytest.raises(accounts.NameTaken):
        accounts.create(connection, NORTH, "Acme", NOW)
    assert accounts.names_revision(connection, NORTH) == before


def test_a_withdrawn_account_is_seen_nowhere_and_cannot_be_changed(connection: Connection, acme: Account) -> None:
    accounts.bind_channel(connection, NORTH, acme.id, "C0ACME", NOW)
    accounts.want_channel(connection, NORTH, acme.id, "acct-acme", NOW)
    connection.execute(update(tables.accounts).values(withdrawn_at=NOW))
    assert accounts.get(connection, NORTH, acme.id) is None
    assert accounts.get_many(connection, NORTH, [acme.id]) == {}
    assert accounts.named(connection, NORTH, "Acme") is None
    assert accounts.all_names(connection, NORTH) == []
    assert accounts.wanting_channels(connection, NORTH) == ()
    assert accounts.bound_channels(connection, NORTH) == {}
    with pytest.raises(LookupError, match="no account"):
        accounts.set_tier(connection, NORTH, acme.id, "T1", NOW)


def test_what_is_kept_of_an_account_joins_what_was_known(connection: Connection, acme: Account) -> None:
    accounts.keep_facts(connection, NORTH, acme.id, {"arr": 5, "renewal_on": "2026-09-01"}, NOW)
    accounts.keep_facts(connection, NORTH, acme.id, {"arr": 7}, NOW + minutes(1))
    known = accounts.get(connection, NORTH, acme.id)
    assert known
    assert known.facts == {"arr": 7, "renewal_on": "2026-09-01"}


def test_accounts_are_fetched_together(connection: Connection, acme: Account) -> None:
    bread = accounts.create(connection, NORTH, "Bread", NOW)
    assert accounts.get_many(connection, NORTH, [acme.id, bread.id, 99]) == {acme.id: acme, bread.id: bread}
    assert accounts.get_many(connection, NORTH, []) == {}


def test_a_change_of_tier_is_dated(connection: Connection, acme: Account) -> None:
    accounts.set_tier(connection, NORTH, acme.id, "T1", NOW + minutes(1))
    changed = accounts.get(connection, NORTH, acme.id)
    assert changed
    assert changed.tier == "T1"
    dates = connection.execute(select(tables.accounts.c.created_at, tables.accounts.c.changed_at)).one()
    assert tuple(dates) == (NOW, NOW + minutes(1))


def test_a_channel_is_wanted_until_it_is_bound(connection: Connection, acme: Account) -> None:
    assert accounts.wanting_channels(connection, NORTH) == ()
    accounts.want_channel(connection, NORTH, acme.id, "acct-acme", NOW)
    assert [account.channel_wanted for account in accounts.wanting_channels(connection, NORTH)] == ["acct-acme"]
    accounts.bind_channel(connection, NORTH, acme.id, "C0ACME", NOW)
    assert accounts.wanting_channels(connection, NORTH) == ()
    assert accounts.get(connection, NORTH, acme.id) == Account(NORTH, acme.id, "Acme", channel="C0ACME")


def test_an_unknown_account_cannot_be_changed(connection: Connection) -> None:
    with pytest.raises(LookupError, match="no account 99"):
        accounts.set_tier(connection, NORTH, 99, "T1", NOW)


def test_a_role_has_one_person_and_a_person_may_have_many_roles(connection: Connection, acme: Account) -> None:
    bread = accounts.create(connection, NORTH, "Bread", NOW)
    for account, role, who in [
        (acme, "owner", "UBEN"),
        (acme, "owner", "UANN"),
        (acme, "ae", "UBEN"),
        (bread, "owner", "UANN"),
    ]:
        accounts.take_role(connection, NORTH, account.id, role, who, NOW)
    of_acme = (Role(acme.id, "ae", "UBEN"), Role(acme.id, "owner", "UANN"))
    assert accounts.roles(connection, NORTH, [acme.id]) == of_acme
    assert accounts.roles(connection, NORTH, [acme.id, bread.id]) == (*of_acme, Role(bread.id, "owner", "UANN"))
    assert accounts.held_by(connection, NORTH, "UANN") == (of_acme[1], Role(bread.id, "owner", "UANN"))


def test_several_roles_are_taken_together(connection: Connection, acme: Account) -> None:
    accounts.take_roles(connection, NORTH, acme.id, {"owner": "UBEN", "ae": "UBEN"}, NOW)
    accounts.take_roles(connection, NORTH, acme.id, {"owner": "UANN", "deputy": "UDEV"}, NOW)
    accounts.take_roles(connection, NORTH, acme.id, {}, NOW)
    held = {role.role: role.person for role in accounts.roles(connection, NORTH, [acme.id])}
    assert held == {"owner": "UANN", "ae": "UBEN", "deputy": "UDEV"}


@pytest.mark.parametrize(("taker", "since"), [("UANN", NOW), ("UDEV", NOW + minutes(1))])
def test_a_role_is_held_since_its_person_took_it(
    connection: Connection, acme: Account, taker: str, since: object
) -> None:
    accounts.take_role(connection, NORTH, acme.id, "owner", "UANN", NOW)
    accounts.take_role(connection, NORTH, acme.id, "owner", taker, NOW + minutes(1))
    assert connection.scalars(select(tables.roles.c.since)).all() == [since]
