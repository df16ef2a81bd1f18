"""One look at an account: all that is known of it, and what a rule sees coming in that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from bot.blueprint import MEETING, Blueprint, Calendar, Ladder
from bot.rules.allowed import why_not_hold
from bot.rules.days import due_day
from bot.rules.facts import Account, Answers, Clocks, Mark, Person, Record, Task
from bot.rules.watch.reckoning import days_after

PAUSED_UNTIL: Final = "paused_until"
"""The fact of an account that names the first day on which it is watched again."""


@dataclass(frozen=True)
class Situation:
    """Everything that is known of an account, as far as a rule judges it.

    It is ours `since` that day. `roles` maps each of its roles to a person, `people` holds all who are named anywhere.
    `tasks` are the open ones; `records` those that are not settled, and whatever else a watch follows (an agreed
    cadence). `marks` are by the nudge's key.
    """

    account: Account
    since: date
    roles: Mapping[str, str]
    people: Mapping[str, Person]
    clocks: Clocks = field(default_factory=Clocks)
    tasks: tuple[Task, ...] = ()
    records: tuple[Record, ...] = ()
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Occasion:
    """What a rule sees: the days of a nudge and its facts, as in `Nudge`.

    `began` tells it from the watch's other occasions: of which account, record or task, and since when. `turn` are the
    people whose turn it is before those whom the watch names; the first who can act has it.
    """

    began: str
    opens_on: date
    red_on: date | None = None
    due_on: date | None = None
    ends_on: date | None = None
    turn: tuple[str, ...] = ()
    record: int | None = None
    task: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Look:
    """A situation as it is judged on a day. `until` is the last day whose nudges are wanted now."""

    blueprint: Blueprint
    situation: Situation
    today: date
    until: date

    @property
    def account(self) -> Account:
        return self.situation.account

    @property
    def clocks(self) -> Clocks:
        return self.situation.clocks

    @property
    def calendar(self) -> Calendar:
        return self.blueprint.calendar

    @property
    def tier(self) -> str:
        """The account's; one that has none yet is looked after like those of the last."""
        return self.account.tier or self.blueprint.tiers[-1].id

    @cached_property
    def paused_until(self) -> date:
        """The first day on which the account is watched again, or one long gone where nobody paused it."""
        return day_in(self.account.facts, PAUSED_UNTIL) or date.min

    @cached_property
    def able(self) -> Mapping[str, str]:
        """The roles whose person can act, with that person."""
        there = self.situation
        return {role: who for role, who in there.roles.items() if why_not_hold(there.people.get(who)) is None}

    @property
    def touched_on(self) -> date | None:
        """When we were last in touch with them, by whatever way."""
        met = self.clocks.account
        return max((day for day in (met.touch_on, met.live_on) if day is not None), default=None)

    @cached_property
    def quiet_until(self) -> date:
        """The first day on which silence may be told of again, so soon after a touch."""
        if self.touched_on is None:
            return self.situation.since
        return days_after(due_day(self.touched_on, self.calendar.quiet_for, self.calendar), 1)

    @cached_property
    def booked(self) -> tuple[date, ...]:
        """The days of all meetings that are booked with them, passed ones too: the one that they were promised, and
        the day of each record that a ladder leads to."""
        clocks, found = self.clocks, set[date]()
        if clocks.next_how == MEETING and clocks.next_on is not None:
            found.add(clocks.next_on)
        for watch in self.blueprint.watches.values():
            if isinstance(watch.rule, Ladder) and watch.rule.habit is not None:
                found |= {day for _, day in records_ahead(watch.rule, self.situation)}
        return tuple(sorted(found))


def records_ahead(ladder: Ladder, situation: Situation) -> list[tuple[Record, date]]:
    """The records that a ladder is for, each with its day."""
    of_habit = (one for one in situation.records if one.habit == ladder.habit and one.state in ladder.states)
    dated = ((record, day_in(record.answers, ladder.day)) for record in of_habit)
    return [(record, day) for record, day in dated if day is not None]


def day_in(answers: Answers, id: str) -> date | None:
    """The day that was answered, None where it was left open."""
    answer = answers.get(id)
    return date.fromisoformat(answer) if answer else None
