from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.rules.facts import Record
from bot.store import accounts, records
from tests.store.world import NORTH, NOW, entry, minutes


def test_a_record_opens_empty_and_without_entries(connection: Connection, handoff: Record) -> None:
    assert handoff == Record(NORTH, handoff.id, "handoff", handoff.account, "start", 0, {}, "UBEN", NOW, NOW)
    assert records.get(connection, NORTH, handoff.id) == handoff
    assert records.entries_of(connection, NORTH, handoff.id) == ()


def test_an_entry_moves_its_record_on(connection: Connection, handoff: Record) -> None:
    submitted = entry(handoff, at=NOW + minutes(1))
    moved = records.append(connection, NORTH, submitted, state="submitted", answers={"arr": 1200}, after=0)
    later = NOW + minutes(1)
    assert moved == replace(handoff, state="submitted", number=1, answers={"arr": 1200}, changed_at=later)
    assert records.get(connection, NORTH, handoff.id) == moved
    assert records.entries_of(connection, NORTH, handoff.id) == (submitted,)
    assert records.entries_about(connection, NORTH, handoff.account) == (submitted,)


@pytest.mark.parametrize("after", [0, 1])
def test_an_entry_is_recorded_once_whatever_the_number_it_comes_with(
    connection: Connection, handoff: Record, after: int
) -> None:
    moved = records.append(connection, NORTH, entry(handoff), state="submitted", answers={}, after=0)
    with pytest.raises(records.AlreadyRecorded):
        records.append(connection, NORTH, entry(handoff), state="accepted", answers={}, after=after)
    assert records.get(connection, NORTH, handoff.id) == moved
    assert len(records.entries_of(connection, NORTH, handoff.id)) == 1


def test_an_entry_on_a_record_that_moved_on_is_refused_and_leaves_nothing(
    connection: Connection, handoff: Record
) -> None:
    moved = records.append(connection, NORTH, entry(handoff), state="submitted", answers={}, after=0)
    with pytest.raises(records.MovedOn, match="at entry 1 and submitted") as refusal:
        records.append(connection, NORTH, entry(handoff, "view-2"), state="accepted", answers={}, after=0)
    assert refusal.value.record == records.get(connection, NORTH, handoff.id) == moved
    assert len(records.entries_of(connection, NORTH, handoff.id)) == 1


def test_an_entry_needs_a_record_that_exists(connection: Connection, handoff: Record) -> None:
    with pytest.raises(LookupError, match="no record 99"):
        records.append(connection, NORTH, replace(entry(handoff), record=99), state="submitted", answers={}, after=0)
    with pytest.raises(LookupError, match="no record None"):
        records.append(connection, NORTH, replace(entry(handoff), record=None), state="submitted", answers={}, after=0)


def test_what_happens_outside_a_record_is_noted_once(connection: Connection, handoff: Record) -> None:
    outside = replace(entry(handoff), record=None, kind="role")
    records.note(connection, NORTH, outside)
    with pytest.raises(records.AlreadyRecorded):
        records.note(connection, NORTH, outside)
    assert records.entries_about(connection, NORTH, handoff.account) == (outside,)


def test_what_happened_to_a_record_is_not_noted_past_it(connection: Connection, handoff: Record) -> None:
    with pytest.raises(ValueError, match="append it there"):
        records.note(connection, NORTH, entry(handoff))


@pytest.mark.parametrize("change", ["UPDATE entries SET by = 'UBEN'", "DELETE FROM entries"])
def test_an_entry_is_never_edited_nor_deleted(connection: Connection, handoff: Record, change: str) -> None:
    records.append(connection, NORTH, entry(handoff), state="submitted", answers={}, after=0)
    with pytest.raises(DBAPIError, match="entries are never edited"), connection.begin_nested():
        connection.exec_driver_sql(change)
    assert records.entries_of(connection, NORTH, handoff.id) == (entry(handoff),)


def test_an_accounts_records_are_found_the_longest_unchanged_first(connection: Connection, handoff: Record) -> None:
    second = records.open_record(connection, NORTH, "handoff", handoff.account, "UBEN", NOW + minutes(1))
    review = records.open_record(connection, NORTH, "review", handoff.account, "UBEN", NOW)
    touched = entry(handoff, at=NOW + minutes(2))
    first = records.append(connection, NORTH, touched, state="submitted", answers={}, after=0)
    assert records.of_account(connection, NORTH, handoff.account) == (review, second, first)


SUBMITTED = ("handoff", "submitted")


def test_what_somebody_takes_part_in_is_found_by_the_role_their_turn_needs(
    connection: Connection, handoff: Record
) -> None:
    people = {"author": "UBEN", "owner": "UANN"}
    records.append(connection, NORTH, entry(handoff), state="submitted", answers={}, after=0, people=people)

    def found(person: str, *roles: str) -> list[int]:
        asked = [(*SUBMITTED, role) for role in roles]
        return [record for record, _ in records.taken_part_in(connection, NORTH, person, asked, [])]

    assert found("UANN", "owner") == found("UBEN", "author", "owner") == [handoff.id]
    assert found("UANN", "author") == found("UBEN", "owner") == found("UANN") == []


def test_who_takes_part_changes_with_the_form_and_stays_with_any_other_entry(
    connection: Connection, handoff: Record
) -> None:
    def parts(number: int, people: dict[str, str] | None) -> list[tuple[int, int]]:
        of = entry(handoff, f"view-{number}")
        records.append(connection, NORTH, of, state="submitted", answers={}, after=number, people=people)
        return list(records.taken_part_in(connection, NORTH, "UANN", [(*SUBMITTED, "owner")], []))

    assert parts(0, {"owner": "UANN"}) == [(handoff.id, handoff.account)]
    assert parts(1, None) == [(handoff.id, handoff.account)]
    assert parts(2, {"owner": "UDEV"}) == []


def test_a_role_of_the_account_takes_part_in_its_records_for_as_long_as_it_is_held(
    connection: Connection, handoff: Record
) -> None:
    def found(person: str) -> int:
        return len(records.taken_part_in(connection, NORTH, person, [], [("handoff", "start", "owner")]))

    accounts.take_role(connection, NORTH, handoff.account, "owner", "UANN", NOW)
    assert (found("UANN"), found("UDEV")) == (1, 0)
    accounts.take_role(connection, NORTH, handoff.account, "owner", "UDEV", NOW)
    assert (found("UANN"), found("UDEV")) == (0, 1)


def test_what_happened_last_comes_first(connection: Connection, handoff: Record) -> None:
    for number in range(3):
        of = entry(handoff, f"view-{number}", at=NOW + minutes(number))
        records.append(connection, NORTH, of, state="submitted", answers={}, after=number)
    latest = records.latest_about(connection, NORTH, handoff.account, most=2)
    assert [happened.key for happened in latest] == ["view-2", "view-1"]


def test_several_records_are_had_at_once(connection: Connection, handoff: Record) -> None:
    assert records.get_many(connection, NORTH, [handoff.id, 99]) == {handoff.id: handoff}
