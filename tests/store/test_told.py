"""What people did about nudges, and in which message each of them stood."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from bot.rules.facts import Account, Deed, Mark, Record, Telling
from bot.store import accounts, marks, nudges, said, told
from tests.store.world import NORTH, NOW, TODAY, days, message, minutes, nudge


@pytest.fixture
def quiet(connection: Connection, acme: Account) -> str:
    """A nudge's key."""
    nudges.settle(connection, NORTH, [acme.id], [nudge(acme.id, "quiet/live/1")], NOW)
    return "quiet/live/1"


def test_marks_come_back_whole_in_their_order(connection: Connection, acme: Account, quiet: str) -> None:
    snoozed = Mark(quiet, acme.id, Deed.SNOOZED, "UANN", NOW, until=days(7), reason="waiting", note="They are moving.")
    passed = Mark(quiet, acme.id, Deed.PASSED_ON, "UANN", NOW + minutes(1), to="UDEV")
    for mark in (passed, snoozed):
        marks.add(connection, NORTH, mark)
    assert marks.of(connection, NORTH, [quiet, "other"]) == {quiet: (snoozed, passed), "other": ()}
    assert marks.of_accounts(connection, NORTH, [acme.id, 99]) == {acme.id: (snoozed, passed), 99: ()}


def test_how_often_it_was_wrong_is_counted_by_watch(connection: Connection, acme: Account, quiet: str) -> None:
    other = nudge(acme.id, "renewal/line/1", watch="renewal/line")
    nudges.settle(connection, NORTH, [acme.id], [nudge(acme.id, quiet), other], NOW)
    for number, (key, deed) in enumerate(
        [(quiet, Deed.WRONG), (quiet, Deed.WRONG), (quiet, Deed.DONE), (other.key, Deed.WRONG)]
    ):
        marks.add(connection, NORTH, Mark(key, acme.id, deed, "UANN", NOW + minutes(number)))
    assert marks.count_wrong(connection, NORTH, NOW) == {"quiet/live": 2, "renewal/line": 1}
    assert marks.count_wrong(connection, NORTH, NOW + minutes(1)) == {"quiet/live": 1, "renewal/line": 1}


def put(connection: Connection, record: Record, key: str) -> None:
    said.put(connection, NORTH, message(record, key), NOW, NOW)


def say(connection: Connection, key: str) -> None:
    row = said.by_key(connection, NORTH, key)
    assert row
    assert said.claim(connection, NORTH, row.id, "w1", NOW + minutes(1), NOW)
    assert said.said(connection, NORTH, row.id, "w1", "D0ANN", "1.1", NOW)


def test_what_stood_in_a_message_is_counted_once_that_was_said(
    connection: Connection, acme: Account, handoff: Record, quiet: str
) -> None:
    put(connection, handoff, "digest")
    told.note(connection, NORTH, "digest", "UANN", TODAY, [("other", acme.id, False), (quiet, acme.id, True)])
    there = Telling("digest", quiet, "UANN", TODAY, warned=True, place=1)
    other = Telling("digest", "other", "UANN", TODAY, warned=False, place=0)
    assert told.in_message(connection, NORTH, "digest") == (other, there)
    assert told.of(connection, NORTH, [quiet]) == {quiet: ()}
    say(connection, "digest")
    assert told.of(connection, NORTH, [quiet, "unknown"]) == {quiet: (there,), "unknown": ()}
    assert told.of_account(connection, NORTH, acme.id, 9) == (other, there)


def test_what_is_noted_again_of_a_message_takes_the_place_of_what_was(
    connection: Connection, acme: Account, quiet: str
) -> None:
    told.note(connection, NORTH, "digest", "UANN", TODAY, [(quiet, acme.id, True), ("other", acme.id, False)])
    told.note(connection, NORTH, "digest", "UANN", TODAY, [("other", acme.id, False)])
    assert [telling.nudge for telling in told.in_message(connection, NORTH, "digest")] == ["other"]
    told.note(connection, NORTH, "digest", "UANN", TODAY, [])
    assert told.in_message(connection, NORTH, "digest") == ()


def test_the_first_telling_comes_first_of_a_nudge_and_the_last_of_an_account(
    connection: Connection, acme: Account, handoff: Record, quiet: str
) -> None:
    bread = accounts.create(connection, NORTH, "Bread", NOW)
    for number, key in enumerate(["monday", "tuesday"]):
        put(connection, handoff, key)
        told.note(connection, NORTH, key, "UANN", days(number), [(quiet, acme.id, False), ("b", bread.id, False)])
        say(connection, key)
    first, second = told.of(connection, NORTH, [quiet])[quiet]
    assert (first.message, second.message) == ("monday", "tuesday")
    assert told.of_account(connection, NORTH, acme.id, 1) == (second,)
    assert replace(first, message="tuesday", on=days(1)) == second
