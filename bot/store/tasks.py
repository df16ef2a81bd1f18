"""The checklists' tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.rules.facts import Task
from bot.store.tables import tasks

_t = tasks.c
_OURS = _t.workspace == bindparam("ours")
_THIS = _t.id == bindparam("this")
_OPEN = _t.done_at.is_(None)
_TASK = select(*[_t[field.name] for field in fields(Task)])
_ADD = insert(tasks).returning(_t.id, sort_by_parameter_order=True)
_GET = _TASK.where(_OURS, _THIS)
_FINISH = update(tasks).where(_OURS, _THIS, _OPEN)
_PUT_OFF = update(tasks).where(_OURS, _THIS, _OPEN)
_OF_RECORD = _TASK.where(_OURS, _t.record == bindparam("record")).order_by(_t.due_on, _t.id)
_OPEN_OF_ACCOUNT = _TASK.where(_OURS, _t.account == bindparam("account"), _OPEN).order_by(_t.due_on, _t.id)
_OPEN_FOR = _TASK.where(_OURS, _t.owner == bindparam("owner"), _OPEN).order_by(_t.due_on, _t.id)


def add(connection: Connection, workspace: str, new: Iterable[Task], at: datetime) -> tuple[Task, ...]:
    """Keep new tasks and return them with their ids; the ids they come with are not looked at.

    Raises sqlalchemy.exc.IntegrityError where a record has a task of that key already.
    """
    wanted = tuple(new)
    if not wanted:
        return ()
    rows = [vars(task) | {"workspace": workspace, "created_at": at} for task in wanted]
    for row in rows:
        del row["id"]
    ids = connection.scalars(_ADD, rows)
    return tuple(replace(task, id=id) for task, id in zip(wanted, ids, strict=True))


def get(connection: Connection, workspace: str, task: int) -> Task | None:
    """The task of this id."""
    row = connection.execute(_GET, {"ours": workspace, "this": task}).one_or_none()
    return Task(*row) if row else None


def finish(connection: Connection, workspace: str, task: int, by: str, at: datetime) -> bool:
    """Mark a task done; False where it is done already (who did it first stays) or unknown."""
    change = {"ours": workspace, "this": task, "done_at": at, "done_by": by}
    return connection.execute(_FINISH, change).rowcount == 1


def put_off(connection: Connection, workspace: str, task: int, due_on: date) -> bool:
    """Let a task be due on another day; False where it is done already or unknown."""
    return connection.execute(_PUT_OFF, {"ours": workspace, "this": task, "due_on": due_on}).rowcount == 1


def of_record(connection: Connection, workspace: str, record: int) -> tuple[Task, ...]:
    """A record's tasks, the earliest due first."""
    found = connection.execute(_OF_RECORD, {"ours": workspace, "record": record})
    return tuple(Task(*row) for row in found)


def open_for(connection: Connection, workspace: str, person: str) -> tuple[Task, ...]:
    """What a person has still to do, the earliest due first."""
    found = connection.execute(_OPEN_FOR, {"ours": workspace, "owner": person})
    return tuple(Task(*row) for row in found)


def open_of_account(connection: Connection, workspace: str, account: int) -> tuple[Task, ...]:
    """What is still to be done for an account, whoever does it, the earliest due first."""
    found = connection.execute(_OPEN_OF_ACCOUNT, {"ours": workspace, "account": account})
    return tuple(Task(*row) for row in found)
