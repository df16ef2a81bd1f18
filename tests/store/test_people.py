from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.rules.facts import Standing
from bot.store import people
from tests.store.world import NORTH, NOW, minutes, person


def test_a_person_is_known_as_last_seen(connection: Connection) -> None:
    people.remember(connection, person("UDORA"))
    gone = person("UDORA", standing=Standing.DEACTIVATED, seen_at=NOW + minutes(1))
    people.remember(connection, gone)
    assert people.known(connection, NORTH, ["UDORA"]) == {"UDORA": gone}


def test_old_news_does_not_replace_newer(connection: Connection) -> None:
    people.remember(connection, person("UANN"))
    people.remember(connection, person("UANN", standing=Standing.DEACTIVATED, seen_at=NOW - minutes(1)))
    assert people.known(connection, NORTH, ["UANN"]) == {"UANN": person("UANN")}


def test_many_are_remembered_at_once_and_strangers_are_left_out(connection: Connection) -> None:
    people.remember_many(connection, [person("UANN"), person("UBEN"), person("UDEV")])
    people.remember_many(connection, [])
    assert set(people.known(connection, NORTH, ["UANN", "UDEV", "UNOBODY"])) == {"UANN", "UDEV"}


@pytest.mark.parametrize("standing", Standing)
def test_everybody_is_active_but_the_deactivated(connection: Connection, standing: Standing) -> None:
    people.remember(connection, person("UX", standing=standing))
    assert people.active(connection, NORTH, "UX") is (standing is not Standing.DEACTIVATED)


def test_who_was_never_seen_is_not_active(connection: Connection) -> None:
    assert not people.active(connection, NORTH, "UNOBODY")
