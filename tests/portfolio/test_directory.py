"""Whom a cell means, asked of Slack's own list and of our memory."""

from __future__ import annotations

import pytest

from bot.office import Office
from bot.portfolio import Directory, listed, remembered
from bot.rules.facts import Person, Standing
from bot.store import people
from bot.store.engine import reading, writing
from tests.cast import ANN, DORA, EVERYBODY, MONDAY, WORKSPACE, person


def meant(directory: Directory, written: str) -> str:
    """The id of whoever is meant, or the phrase that says why nobody is."""
    found = directory.meant(written)
    return found.id if isinstance(found, Person) else found.phrase


@pytest.fixture
def of_slack(office: Office) -> Directory:
    return listed(office.slack, WORKSPACE, MONDAY)


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("UANN", "UANN"),
        ("@UANN", "UANN"),
        ("<@UANN>", "UANN"),
        ("<@UANN|ann>", "UANN"),
        ("Ann Adler", "UANN"),
        ("ann adler", "UANN"),
        ("@Ann  Adler", "UANN"),
        ("Gus Guest", "UGUS"),
        ("Dora Gone", "UDORA"),
        ("Nobody", "person_unknown"),
        ("UNOBODY", "person_unknown"),
        ("Ann@Northwind.example", "UANN"),
        ("who@northwind.example", "person_unknown"),
    ],
)
def test_people_are_known_by_id_by_name_and_by_mail(of_slack: Directory, written: str, id: str) -> None:
    assert meant(of_slack, written) == id


def test_where_slack_shows_no_mail_addresses_that_is_told(of_slack: Directory) -> None:
    blind = Directory(WORKSPACE, of_slack.people, of_slack.names, mails=None)
    assert meant(blind, "ann@northwind.example") == "person_mail_unseen"


def directory_of(office: Office, *known: Person) -> Directory:
    with writing(office.memory) as connection:
        people.remember_many(connection, known)
    with reading(office.memory) as connection:
        return remembered(connection, WORKSPACE, MONDAY)


def test_those_we_have_seen_are_known_without_slack(office: Office) -> None:
    assert meant(directory_of(office, *EVERYBODY.values()), "Ann Adler") == "UANN"


def test_of_two_with_one_name_the_member_is_meant_and_of_two_members_neither(office: Office) -> None:
    gone = person("UANNA", "Ann Adler", "UTC", Standing.DEACTIVATED)
    assert meant(directory_of(office, ANN, gone), "Ann Adler") == "UANN"
    assert meant(directory_of(office, person("UANN2", "Ann Adler", "UTC")), "Ann Adler") == "person_ambiguous"


def test_where_nobody_was_ever_seen_an_id_is_trusted_and_a_name_is_not(office: Office) -> None:
    nobody = directory_of(office)
    assert meant(nobody, "UANN") == "UANN"
    assert meant(nobody, "Ann Adler") == "person_unknown"
    assert meant(directory_of(office, DORA), "UANN") == "person_unknown"
