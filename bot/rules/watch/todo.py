"""Things to do that somebody took on, and promises."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blueprint import Todo
from bot.rules.watch.look import Look, Occasion
from bot.rules.watch.reckoning import days_after, days_before


def occasions(rule: Todo, look: Look) -> Iterator[Occasion]:
    """Each open one, by whoever took it on; red from the day after."""
    for task in look.situation.tasks:
        if task.promise == rule.promises:
            yield Occasion(
                began=str(task.id),
                opens_on=days_before(task.due_on, rule.ahead, look.calendar),
                due_on=task.due_on,
                red_on=days_after(task.due_on, 1),
                turn=(task.owner,),
                record=task.record,
                task=task.id,
            )
