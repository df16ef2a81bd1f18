from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot.rules.facts import Record
from bot.store import tasks
from tests.store.world import NORTH, NOW, minutes, task


def test_tasks_get_ids_and_keep_the_order_of_their_checklist(connection: Connection, handoff: Record) -> None:
    introduce, kickoff = task(handoff, "introduce"), task(handoff, "kickoff")
    added = tasks.add(connection, NORTH, [introduce, kickoff], NOW)
    assert [replace(one, id=0) for one in added] == [introduce, kickoff]
    assert tasks.of_record(connection, NORTH, handoff.id) == added
    assert tasks.get(connection, NORTH, added[1].id) == added[1]
    assert tasks.add(connection, NORTH, [], NOW) == ()


def test_a_record_has_one_task_of_a_key(connection: Connection, handoff: Record) -> None:
    tasks.add(connection, NORTH, [task(handoff, "introduce")], NOW)
    with pytest.raises(IntegrityError):
        tasks.add(connection, NORTH, [task(handoff, "introduce")], NOW)


def test_a_task_is_finished_by_the_first_who_says_so(connection: Connection, handoff: Record) -> None:
    [introduce] = tasks.add(connection, NORTH, [task(handoff, "introduce")], NOW)
    assert tasks.finish(connection, NORTH, introduce.id, "UANN", NOW)
    assert not tasks.finish(connection, NORTH, introduce.id, "UDEV", NOW + minutes(1))
    assert tasks.get(connection, NORTH, introduce.id) == replace(introduce, done_at=NOW, done_by="UANN")


def test_a_person_sees_what_is_open_the_earliest_due_first(connection: Connection, handoff: Record) -> None:
    late, done, soon, _other = tasks.add(
        connection,
        NORTH,
        [
            task(handoff, "review", due_on=date(2026, 4, 1)),
            task(handoff, "introduce"),
            task(handoff, "kickoff", due_on=date(2026, 3, 10)),
            task(handoff, "thank", owner="UBEN"),
        ],
        NOW,
    )
    tasks.finish(connection, NORTH, done.id, "UANN", NOW)
    assert tasks.open_for(connection, NORTH, "UANN") == (soon, late)
