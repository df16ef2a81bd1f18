"""Steps before and after a day: of the renewal, of a review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.blueprint import Ladder, Rung
from bot.rules.facts import Record
from bot.rules.moves import people_of
from bot.rules.watch.look import Look, Occasion, day_in, records_ahead
from bot.rules.watch.marked import is_over
from bot.rules.watch.reckoning import days_after, offset_from

LAST_RUNG = 60
"""Days for which the last rung of a ladder is told: there is no next one to take its place."""


def occasions(rule: Ladder, look: Look, watch: str) -> Iterator[Occasion]:
    """Each rung that belongs to the account's tier and the record's answers, until the next one's day: after a long
    silence of ours the latest speaks alone, and names those before it that nobody did. Of those beyond what is wanted
    now the first is enough: by it one knows when to look again.

    What an account's own ladder would have asked before the account was ours is nobody's to do any more; but its last
    step is, as long as the day it leads to is to come: from the first day on.
    """
    if rule.habit is None:
        day = day_in(look.account.facts, rule.day)
        if day is not None:
            ours = _since_ours(rungs_around(rule, look, day, None), look.situation.since, day)
            yield from _climb(ours, look, watch, f"{look.account.id}/{day.isoformat()}", day, None)
        return
    for record, day in records_ahead(rule, look.situation):
        rungs = rungs_around(rule, look, day, record)
        yield from _climb(rungs, look, watch, str(record.id), day, record)


def _since_ours(rungs: list[tuple[date, Rung]], since: date, day: date) -> list[tuple[date, Rung]]:
    """The steps since that day, and where all are before it, the last one on it."""
    ours = [(on, rung) for on, rung in rungs if on >= since]
    return ours if ours or not rungs or day < since else [(since, rungs[-1][1])]


def _climb(
    rungs: list[tuple[date, Rung]], look: Look, watch: str, began: str, day: date, record: Record | None
) -> Iterator[Occasion]:
    people = _people(look, record)
    not_done = [(then, other.id) for then, other in rungs if not is_over(f"{watch}/{began}/{other.id}", look)]
    for on, rung in rungs:
        ends_on = next((then for then, _ in rungs if then > on), None) or days_after(on, LAST_RUNG)
        if ends_on > look.today:
            yield Occasion(
                began=f"{began}/{rung.id}",
                opens_on=on,
                due_on=on,
                ends_on=ends_on,
                turn=tuple(people[role] for role in rung.who if role in people),
                record=record.id if record else None,
                facts={
                    "rung": rung.id,
                    "day": day.isoformat(),
                    "open_before": [id for then, id in not_done if then < on],
                },
            )
        if on > look.until:
            return


def rungs_around(rule: Ladder, look: Look, day: date, record: Record | None) -> list[tuple[date, Rung]]:
    """The steps around a day that belong to the account's tier, and to the record as it stands; each with its own day,
    in their order."""
    ours = (rung for rung in rule.rungs if _belongs(rung, look.tier, record))
    return sorted(((offset_from(day, rung.at, look.calendar), rung) for rung in ours), key=lambda pair: pair[0])


def _belongs(rung: Rung, tier: str, record: Record | None) -> bool:
    answers = record.answers if record else {}
    is_its_turn = record is None or not rung.states or record.state in rung.states
    return tier in rung.tiers and is_its_turn and all(answers.get(id) == value for id, value in rung.only.items())


def _people(look: Look, record: Record | None) -> Mapping[str, str]:
    held = look.situation.roles
    return {**held, **people_of(look.blueprint.habits[record.habit], record, held)} if record else held
