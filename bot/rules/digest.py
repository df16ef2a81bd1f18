"""What one person is told on one of their working mornings, in which order, and what is kept back and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.blueprint import Blueprint, Escalation, Pulse, Watch
from bot.rules.days import due_day, is_away, local_day, next_workday, works_on
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
    it in the first digest of next week, if it stays as it is; `escalated` says that the reader is that one."""

    nudge: Nudge
    colour: Colour
    cover_for: str | None = None
    goes_to: str | None = None
    escalated: bool = False


def digest(
    blueprint: Blueprint, person: str, day: date, rhythms: Mapping[str, Rhythm], open: Iterable[Candidate]
) -> tuple[Line, ...]:
    """What `person` is told on `day`, a working day of theirs, the gravest first; empty where there is nothing.

    `rhythms` are those of the reader, of everybody whose turn something is, and of who stands in for them. All of it is
    told, however much: how many fit is for whoever lays it out.
    """
    morning = _Morning(blueprint, person, day, rhythms)
    found = ((one, morning.line(one)) for one in open)
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


def nobody_is_here(nudge: Nudge, day: date, rhythms: Mapping[str, Rhythm]) -> bool:
    """Whether both are away, whose turn it is and who stands in, if there is somebody who does."""
    return all(is_away(day, rhythms[person]) for person in (nudge.person, nudge.cover) if person)


def snoozed_until(marks: Sequence[Mark], day: date) -> date | None:
    """The day until which a nudge is snoozed, None where it is not (any more): who passes it on wants it seen to."""
    settles = (mark for mark in marks if mark.deed in (Deed.SNOOZED, Deed.PASSED_ON))
    latest = max(settles, key=lambda mark: mark.at, default=None)
    return latest.until if latest and latest.until and latest.until > day else None


def snoozes(marks: Iterable[Mark]) -> int:
    """How often a nudge was snoozed."""
    return sum(mark.deed is Deed.SNOOZED for mark in marks)


@dataclass(frozen=True)
class _Morning:
    """One reader's day, as what is open is judged on it."""

    blueprint: Blueprint
    person: str
    day: date
    rhythms: Mapping[str, Rhythm]

    def line(self, one: Candidate) -> Line | None:
        """How the reader is told of it: as whose turn it is, as who stands in, or as who hears of it next."""
        nudge, rhythm = one.nudge, self.rhythms[self.person]
        watch = self.blueprint.watches.get(nudge.watch)
        if watch is None or isinstance(watch.rule, Pulse) or not is_open(nudge, self.day, rhythm):
            return None
        line = Line(nudge, colour(nudge, self.day))
        if self.person == nudge.person:
            return self._to_holder(watch, one, line)
        if self._stands_in(one):
            told = self._to_holder(watch, one, line)
            return told and replace(told, cover_for=nudge.person)
        step = watch.escalates
        if step and one.roles.get(step.to) == self.person and begins_week(self.day, rhythm):
            return self._to_next(step, one, line)
        return None

    def _stands_in(self, one: Candidate) -> bool:
        """Is the reader whom it falls to while those before them are away?"""
        if self.person == one.nudge.cover:
            return is_away(self.day, self.rhythms[one.nudge.person])
        last = one.roles.get(self.blueprint.calendar.digest.nobody_here)
        return self.person == last and nobody_is_here(one.nudge, self.day, self.rhythms)

    def _to_holder(self, watch: Watch, one: Candidate, line: Line) -> Line | None:
        """For whose turn it is, or who stands in: not while it is snoozed, and not again too soon."""
        if snoozed_until(one.marks, self.day) or self._too_soon(watch, one, line):
            return None
        step = watch.escalates
        to = one.roles.get(step.to) if step else None
        if step is None or to is None or to in (self.person, line.nudge.person):
            return line
        ripens = line.colour is Colour.RED and self._ignored(one) + 1 >= step.after
        return replace(line, goes_to=to) if ripens else line

    def _too_soon(self, watch: Watch, one: Candidate, line: Line) -> bool:
        """Red is told each day, and so is what is due by then; anything else after a while, to whoever was told it."""
        due_on, day = line.nudge.due_on, self.day
        before = (telling.on for telling in one.told if telling.person == self.person and telling.on < day)
        last = max(before, default=None)
        if last is None or line.colour is Colour.RED:
            return False
        if due_on is not None and last < due_on <= day:
            return False
        if any(mark.deed is Deed.SNOOZED and mark.until and last < mark.until <= day for mark in one.marks):
            return False  # it was put off until now
        return day < due_day(last, watch.again, self.blueprint.calendar)

    def _to_next(self, step: Escalation, one: Candidate, line: Line) -> Line | None:
        """For the one it goes to: after whose turn it is had the chance to act, and was told so in an earlier week."""
        monday = self.day - timedelta(days=self.day.weekday())
        warned = any(telling.warned and telling.on < monday for telling in self._unheeded(one))
        ripe = line.colour is Colour.RED and self._ignored(one) >= step.after and warned
        return replace(line, escalated=True) if ripe or self._in_any_case(step, one) else None

    def _in_any_case(self, step: Escalation, one: Candidate) -> bool:
        limit, last = step.always.get(one.tier), one.nudge.facts.get("last_on")
        return limit is not None and last is not None and self.day > date.fromisoformat(last) + timedelta(days=limit)

    def _ignored(self, one: Candidate) -> int:
        """On how many days before this one it was told as red, and nobody did anything since."""
        red_on = one.nudge.red_on
        return len({telling.on for telling in self._unheeded(one) if red_on and red_on <= telling.on < self.day})

    def _unheeded(self, one: Candidate) -> list[Telling]:
        """What whose turn it is, or who stands in, was told after the day on which somebody last did something."""
        zone, whose = self.rhythms[one.nudge.person].zone, (one.nudge.person, one.nudge.cover)
        acted = max((local_day(mark.at, zone) for mark in one.marks), default=date.min)
        return [telling for telling in one.told if telling.on > acted and telling.person in whose]


def begins_week(day: date, rhythm: Rhythm) -> bool:
    """Is it the first day they work in this week, from Monday on?"""
    monday = day - timedelta(days=day.weekday())
    earlier = (monday + timedelta(days=n) for n in range(day.weekday()))
    return works_on(day, rhythm) and not any(works_on(one, rhythm) for one in earlier)
