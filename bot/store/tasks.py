"""The checklists' tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.rules.facts import Task
from bot.store.chunks import chunks
from bot.store.tables import tasks

_t = tasks.c
_OURS = _t.workspace == bindparam("ours")
_THIS = _t.id == bindparam("this")
_OPEN = _t.done_at.is_(None)
_TASK = select(*[_t[field.name] for field in fields(Task)])
_ADD = insert(tasks).returning(_t.id, sort_by_parameter_order=True)
_GET = _TASK.where(_OURS, _THIS)
_GET_MANY = _TASK.where(_OURS, _t.id.in_(bindparam("ids", expanding=True)))
_WITHDRAW = delete(tasks).where(_OURS, _t.record == bindparam("record"), _OPEN)
_FINISH = update(tasks).where(_OURS, _THIS, _OPEN)
_PUT_OFF = update(tasks).where(_OURS, _THIS, _OPEN)
_OF_RECORD = _TASK.where(_OURS, _t.record == bindparam("record")).order_by(_t.due_on, _t.id)
_OPEN_OF_ACCOUNT = _TASK.where(_OURS, _t.account == bindparam("account"), _OPEN).order_by(_t.due_on, _t.id)
_OPEN_OF_ACCOUNTS = _TASK.where(_OURS, _t.account.in_(bindparam("ids", expanding=True)), _OPEN).order_by(
    _t.due_on, _t.id
)
_PROMISES = _TASK.where(_OURS, _t.account == bindparam("account"), _t.promise).order_by(_t.due_on, _t.id)
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


def get_many(connection: Connection, workspace: str, ids: Iterable[int]) -> dict[int, Task]:
    """The tasks of these ids by id; unknown ones are left out."""
    asked = ({"ours": workspace, "ids": some} for some in chunks(ids))
    found = (Task(*row) for these in asked for row in connection.execute(_GET_MANY, these))
    return {task.id: task for task in found}


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


def promises_to(connection: Connection, workspace: str, account: int) -> tuple[Task, ...]:
    """Everything that an account was promised, kept or not, the earliest due first."""
    found = connection.execute(_PROMISES, {"ours": workspace, "account": account})
    return tuple(Task(*row) for row in found)


def open_of_accounts(connection: Connection, workspace: str, accounts: Iterable[int]) -> dict[int, tuple[Task, ...]]:
    """`open_of_account` of each of these, by id."""
    found: dict[int, list[Task]] = {id: [] for id in accounts}
    for some in chunks(found):
        for row in connection.execute(_OPEN_OF_ACCOUNTS, {"ours": workspace, "ids": some}):
            task = Task(*row)
            found[task.account].append(task)
    return {id: tuple(those) for id, those in found.items()}


def withdraw_of_record(connection: Connection, workspace: str, record: int) -> int:
    """Nobody is to do what a record gave to do and is not done yet: it was sent in error. How many there were."""
    return connection.execute(_WITHDRAW, {"ours": workspace, "record": record}).rowcount
