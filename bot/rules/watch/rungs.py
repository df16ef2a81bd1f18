"""How far a record has come on the ladders that lead to its day and on from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.blueprint import Blueprint, Ladder
from bot.rules.watch import ladder
from bot.rules.watch.look import Look, Situation, records_ahead
from bot.rules.watch.marked import is_over


@dataclass(frozen=True)
class RungStands:
    """One step of a ladder, due `on` a day; `is_over` once somebody has ended it."""

    watch: str
    rung: str
    on: date
    is_over: bool


def rungs_of(blueprint: Blueprint, situation: Situation, record: int, today: date) -> Iterator[RungStands]:
    """The steps of every ladder that a record has as it stands, each ladder's in their order; none where it stands in
    no state that has steps."""
    look = Look(blueprint, situation, today, today)
    for watch in blueprint.watches.values():
        if not isinstance(watch.rule, Ladder) or watch.rule.habit is None:
            continue
        for one, day in records_ahead(watch.rule, situation):
            if one.id == record:
                for on, rung in ladder.rungs_around(watch.rule, look, day, one):
                    is_done = is_over(f"{watch.id}/{record}/{rung.id}", look)
                    yield RungStands(watch.id, rung.id, on, is_done)
