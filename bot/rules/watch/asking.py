"""What people are asked about a record: each of them until they have answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.blueprint import Asking, Calendar
from bot.rules.allowed import why_not_hold
from bot.rules.days import local_day
from bot.rules.facts import Record
from bot.rules.moves import people_of
from bot.rules.watch.look import Look, Occasion, day_in
from bot.rules.watch.reckoning import offset_from


def occasions(rule: Asking, look: Look) -> Iterator[Occasion]:
    """One for each who is asked; where several are, for those alone who can act. A role's question is that of whoever
    has the role, and answered once."""
    for record in look.situation.records:
        if record.habit == rule.habit and record.state in rule.states:
            for began, person in _asked(rule, look, record):
                known = look.situation.people.get(person)
                day = _counted_from(rule, record, known.zone if known else "UTC")
                if day is not None:
                    yield Occasion(
                        began=began,
                        opens_on=offset_from(day, rule.at, look.calendar),
                        turn=(person,),
                        record=record.id,
                        facts={"day": day.isoformat()},
                    )


def asked_of(rule: Asking, record: Record) -> tuple[str, ...]:
    """The people each of whom is asked about a record; none where a role is."""
    answer = record.answers.get(rule.of)
    return tuple(dict.fromkeys(answer)) if isinstance(answer, list) else ()


def asked_on(rule: Asking, record: Record, zone: str, calendar: Calendar) -> date | None:
    """The day on which they are asked, whose days are those of `zone`; None while nobody is."""
    day = _counted_from(rule, record, zone) if record.state in rule.states else None
    return offset_from(day, rule.at, calendar) if day else None


def _asked(rule: Asking, look: Look, record: Record) -> Iterator[tuple[str, str]]:
    """What began each occasion, and whose turn it is."""
    there = look.situation
    for person in asked_of(rule, record):
        if why_not_hold(there.people.get(person)) is None:
            yield f"{record.id}/{person}", person
    holder = people_of(look.blueprint.habits[rule.habit], record, there.roles).get(rule.of)
    if holder is not None:
        yield str(record.id), holder


def _counted_from(rule: Asking, record: Record, zone: str) -> date | None:
    return day_in(record.answers, rule.day) if rule.day else local_day(record.changed_at, zone)
