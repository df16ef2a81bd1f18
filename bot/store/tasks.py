"""The checklists' tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from bot.rules.facts import Task
from bot.store.tables import tasks

_t = tasks.c
_TASK = select(_t.id, _t.account, _t.record, _t.key, _t.do, _t.owner, _t.due_on, _t.done_at, _t.done_by)


def add(connection: Connection, workspace: str, new: Iterable[Task], at: datetime) -> tuple[Task, ...]:
    """Keep new tasks and return them with their ids; the ids they come with are not looked at.

    Raises sqlalchemy.exc.IntegrityError where a record has a task of that key already.
    """
    wanted = tuple(new)
    if not wanted:
        return ()
    rows = [asdict(task) | {"workspace": workspace, "created_at": at} for task in wanted]
    for row in rows:
        del row["id"]
    ids = connection.scalars(insert(tasks).returning(_t.id, sort_by_parameter_order=True), rows)
    return tuple(replace(task, id=id) for task, id in zip(wanted, ids, strict=True))


def get(connection: Connection, workspace: str, task: int) -> Task | None:
    """The task of this id."""
    row = connection.execute(_TASK.where(_t.workspace == workspace, _t.id == task)).one_or_none()
    return Task(*row) if row else None


def finish(connection: Connection, workspace: str, task: int, by: str, at: datetime) -> bool:
    """Mark a task done; False where it is done already (who did it first stays) or unknown."""
    still_open = (_t.workspace == workspace, _t.id == task, _t.done_at.is_(None))
    return connection.execute(update(tasks).where(*still_open).values(done_at=at, done_by=by)).rowcount == 1


def of_record(connection: Connection, workspace: str, record: int) -> tuple[Task, ...]:
    """A record's tasks in the order of its checklist."""
    return _tasks(connection, _t.id, _t.workspace == workspace, _t.record == record)


def open_for(connection: Connection, workspace: str, person: str) -> tuple[Task, ...]:
    """What a person has still to do, the earliest due first."""
    return _tasks(connection, _t.due_on, _t.workspace == workspace, _t.owner == person, _t.done_at.is_(None))


def _tasks(connection: Connection, order: ColumnElement[Any], *where: ColumnElement[bool]) -> tuple[Task, ...]:
    return tuple(Task(*row) for row in connection.execute(_TASK.where(*where).order_by(order, _t.id)))
