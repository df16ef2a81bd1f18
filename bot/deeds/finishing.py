"""Doing what was to be done."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from bot import outbox
from bot.blueprint import Habit
from bot.deeds.gesture import Gesture
from bot.office import Office
from bot.rules.facts import Entry, Message, Record, Task
from bot.rules.moves import Refusal, people_of
from bot.store import accounts, records, tasks
from bot.store.engine import writing


def finish(office: Office, task_id: int, gesture: Gesture) -> Task | Refusal:
    """Mark a checklist task done; anyone of the account team or of the record may, and who did it is kept."""
    with writing(office.memory) as connection:
        task = tasks.get(connection, office.workspace, task_id)
        if task is None:
            return Refusal("gone")
        record = records.get(connection, office.workspace, task.record)
        assert record is not None  # a task's foreign key says so
        held = accounts.roles_of(connection, office.workspace, task.account)
        of_record = people_of(office.blueprint.habits[record.habit], record, held)
        if gesture.actor not in {task.owner, *held.values(), *of_record.values()}:
            return Refusal("not_your_task", {"person": task.owner})
        finish_in(office, connection, task, record, gesture)
    office.wake()
    return task


def finish_in(office: Office, connection: Connection, task: Task, record: Record, gesture: Gesture) -> None:
    """`finish` in the caller's transaction, by somebody of whom it knows that they may; wake the clock afterwards."""
    if tasks.finish(connection, office.workspace, task.id, gesture.actor, gesture.at):
        records.note(connection, office.workspace, _entry(office, record, task, gesture))
        outbox.put(connection, office, list(_redrawn(office, record, task, gesture)), gesture.at)
        accounts.look_again(connection, office.workspace, [task.account], gesture.at)


def _entry(office: Office, record: Record, task: Task, gesture: Gesture) -> Entry:
    return Entry(
        key=f"{record.habit}/{record.id}/task/{task.key}",
        at=gesture.at,
        by=gesture.actor,
        surface=gesture.surface,
        kind="task_done",
        habit=record.habit,
        account=task.account,
        record=None,
        blueprint=office.blueprint.digest,
        facts={"record": record.id, "task": task.key, "due_on": task.due_on.isoformat()},
    )


def _redrawn(office: Office, record: Record, task: Task, gesture: Gesture) -> Iterator[Message]:
    """The messages that list this record's tasks show it done, wherever it was pressed."""
    for words in _tellings_of_tasks(office.blueprint.habits[record.habit]):
        yield Message(
            key=f"{record.habit}/{record.id}/{words}/done/{task.key}",
            to=gesture.actor,
            habit=record.habit,
            words=words,
            account=record.account,
            record=record.id,
            actor=record.opened_by,
            replaces=words,
            at_once=True,
        )


def _tellings_of_tasks(habit: Habit) -> list[str]:
    """The messages in which the checklist stands."""
    return [id for id, message in habit.messages.items() if any(part.kind == "tasks" for part in message.parts)]
