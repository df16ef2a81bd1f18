"""What one person is told on one of their working mornings, in which order, and what is kept back and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.blueprint import Blueprint, Escalation, Pulse, Watch
from bot.rules.days import due_day, is_away, next_workday, works_on
from bot.rules.facts import Deed, Mark, Nudge, Rhythm, Telling
from bot.rules.watch import Colour, colour


@dataclass(frozen=True)
class Candidate:
    """An open nudge with all that speaks for and against telling it: `tier` and `roles` are its account's."""

    nudge: Nudge
    tier: str
    account_name: str
    roles: Mapping[str, str]
    marks: Sequence[Mark] = ()
    told: Sequence[Telling] = ()


@dataclass(frozen=True)
class Line:
    """A nudge that is told. `cover_for` is whose turn it really is, where the reader stands in; `goes_to` who hears of
    it next, in their digest of the week that `goes_on` begins; `escalated` says that the reader is that one.
    `asks_still`: it was snoozed so often that the next time asks whether it is right to go on."""

    nudge: Nudge
    colour: Colour
    cover_for: str | None = None
    goes_to: str | None = None
    escalated: bool = False
    asks_still: bool = False


def digest(
    blueprint: Blueprint, person: str, day: date, rhythms: Mapping[str, Rhythm], open: Iterable[Candidate]
) -> tuple[Line, ...]:
    """What `person` is told on `day`, the gravest first; empty where there is nothing.

    `rhythms` are those of the reader and of everybody whose turn something is. All of it is told, however much: how
    many fit is for whoever lays it out.
    """
    found = ((one, _line(blueprint, person, day, rhythms, one)) for one in open)
    lines = [(one, line) for one, line in found if line is not None]
    order = {watch: place for place, watch in enumerate(blueprint.watches)}
    colours = list(Colour)
    tiers = [tier.id for tier in blueprint.tiers]

    def gravity(pair: tuple[Candidate, Line]) -> tuple[object, ...]:
        one, line = pair
        nudge = line.nudge
        place = tiers.index(one.tier) if one.tier in tiers else len(tiers)
        day = nudge.due_on or nudge.opens_on
        return (order[nudge.watch], -colours.index(line.colour), place, day, one.account_name, nudge.key)

    return tuple(line for _, line in sorted(lines, key=gravity))


def is_open(nudge: Nudge, day: date, rhythm: Rhythm) -> bool:
    """Whether it is to be told to somebody of that rhythm on `day`, as its days have it.

    What falls on the free days before them is told on the last working day.
    """
    if nudge.ends_on is not None and nudge.ends_on <= day:
        return False
    early = nudge.due_on is not None and nudge.due_on < next_workday(day, rhythm)
    return nudge.opens_on <= day or early


def snoozed_until(marks: Sequence[Mark], day: date) -> date | None:
    """The day until which a nudge is snoozed, None where it is not (any more)."""
    latest = max((mark for mark in marks if mark.deed is Deed.SNOOZED), key=lambda mark: mark.at, default=None)
    return latest.until if latest and latest.until and latest.until > day else None


def snoozes(marks: Iterable[Mark]) -> int:
    """How often a nudge was snoozed."""
    return sum(mark.deed is Deed.SNOOZED for mark in marks)


def _line(blueprint: Blueprint, person: str, day: date, rhythms: Mapping[str, Rhythm], one: Candidate) -> Line | None:
    nudge = one.nudge
    watch = blueprint.watches.get(nudge.watch)
    if watch is None or isinstance(watch.rule, Pulse) or not is_open(nudge, day, rhythms[person]):
        return None
    line = Line(
        nudge, colour(nudge, day), asks_still=snoozes(one.marks) + 1 >= blueprint.calendar.digest.still_right_after
    )
    holder = rhythms.get(nudge.person)
    if person == nudge.person:
        return _to_holder(blueprint, watch, day, one, line)
    if person == nudge.cover and holder is not None and is_away(day, holder):
        told = _to_holder(blueprint, watch, day, one, line)
        return told and replace(told, cover_for=nudge.person)
    if watch.escalates and one.roles.get(watch.escalates.to) == person:
        return _to_next(watch.escalates, day, rhythms[person], one, line)
    return None


def _to_holder(blueprint: Blueprint, watch: Watch, day: date, one: Candidate, line: Line) -> Line | None:
    """For whose turn it is, or who stands in: not while it is snoozed, and not again too soon."""
    if snoozed_until(one.marks, day) or _too_soon(blueprint, watch, day, one, line):
        return None
    step = watch.escalates
    to = one.roles.get(step.to) if step else None
    if step and to and to != line.nudge.person and line.colour is Colour.RED and _ignored(one, day) + 1 >= step.after:
        return replace(line, goes_to=to)
    return line


def _too_soon(blueprint: Blueprint, watch: Watch, day: date, one: Candidate, line: Line) -> bool:
    """Red is told each day, and so is what is due by then; anything else after a while."""
    nudge = line.nudge
    last = max((telling.on for telling in one.told if telling.on < day), default=None)
    if last is None or line.colour is Colour.RED:
        return False
    if nudge.due_on is not None and last < nudge.due_on <= day:
        return False
    if any(mark.deed is Deed.SNOOZED and mark.until and last < mark.until <= day for mark in one.marks):
        return False  # it was put off until now
    return day < due_day(last, watch.again, blueprint.calendar)


def _to_next(step: Escalation, day: date, rhythm: Rhythm, one: Candidate, line: Line) -> Line | None:
    """For the one it goes to: once a week, after whose turn it is had the chance to act and was told so."""
    if not begins_week(day, rhythm):
        return None
    warned = any(telling.warned and telling.on < day for telling in _since_deed(one))
    ripe = line.colour is Colour.RED and _ignored(one, day) >= step.after and warned
    return replace(line, escalated=True) if ripe or _in_any_case(step, day, one) else None


def _in_any_case(step: Escalation, day: date, one: Candidate) -> bool:
    limit, last = step.always.get(one.tier), one.nudge.facts.get("last_on")
    return limit is not None and last is not None and day > date.fromisoformat(last) + timedelta(days=limit)


def _ignored(one: Candidate, day: date) -> int:
    """In how many digests before `day` it stood red for whose turn it is, since somebody last did something."""
    red_on = one.nudge.red_on
    return sum(red_on is not None and red_on <= telling.on < day for telling in _since_deed(one))


def _since_deed(one: Candidate) -> list[Telling]:
    acted = max((mark.at.date() for mark in one.marks), default=date.min)
    mine = {one.nudge.person, one.nudge.cover}
    return [telling for telling in one.told if telling.on > acted and telling.person in mine]


def begins_week(day: date, rhythm: Rhythm) -> bool:
    """Is it the first day they work in this week, from Monday on?"""
    monday = day - timedelta(days=day.weekday())
    earlier = (monday + timedelta(days=n) for n in range(day.weekday()))
    return works_on(day, rhythm) and not any(works_on(one, rhythm) for one in earlier)
