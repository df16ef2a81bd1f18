"""Records that wait for somebody's move."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blueprint import Span
from bot.rules.days import due_day, local_day
from bot.rules.facts import Record
from bot.rules.moves import holder_of_turn, turn_due
from bot.rules.watch.look import Look, Occasion
from bot.rules.watch.reckoning import days_after


def occasions(look: Look) -> Iterator[Occasion]:
    """Each record in which it is somebody's turn, from the first working day after it became so, where they are."""
    for record in look.situation.records:
        habit = look.blueprint.habits.get(record.habit)
        state = habit.states.get(record.state) if habit else None
        if state is not None and state.turn is not None and not state.settles:
            yield _of_record(record, look)


def _of_record(record: Record, look: Look) -> Occasion:
    there = look.situation
    holder = holder_of_turn(look.blueprint.habits[record.habit], record, there.roles)
    known = there.people.get(holder or "")
    since = local_day(record.changed_at, known.zone if known else "UTC")
    due_on = turn_due(look.blueprint, record, there.roles, there.people)
    return Occasion(
        began=f"{record.id}/{record.number}",
        opens_on=due_day(since, Span(1, working=True), look.calendar),
        due_on=due_on,
        red_on=days_after(due_on, 1) if due_on else None,
        turn=(holder,) if holder else (),
        record=record.id,
        facts={"state": record.state, "since": since.isoformat()},
    )
