"""Somebody says how their own days go, and when they are away."""

from __future__ import annotations

from bot.deeds.gesture import Gesture
from bot.office import Office
from bot.persons import look_again
from bot.rules.days import plain_rhythm
from bot.rules.facts import Leave, Rhythm
from bot.rules.hours import Wanted, own, wrong_with
from bot.rules.problem import Problem
from bot.store import leaves, rhythms
from bot.store.engine import writing
from bot.store.rhythms import Chosen


def keep_hours(office: Office, wanted: Wanted, gesture: Gesture) -> Rhythm | tuple[Problem, ...]:
    """Keep what somebody wants of their days, and look anew at what hangs on them; or say all that is wrong with it."""
    plain = plain_rhythm(gesture.zone, office.blueprint.calendar)
    if problems := wrong_with(wanted, plain, gesture.today):
        return problems
    who, chosen = gesture.actor, own(wanted, plain)
    kept = Chosen(chosen.region, chosen.working_days, chosen.opens, chosen.closes, chosen.digest_at)
    with writing(office.memory) as connection:
        rhythms.choose(connection, office.workspace, who, kept)
        if wanted.first and wanted.last:
            leaves.add(connection, office.workspace, Leave(who, wanted.first, wanted.last))
        look_again(connection, office.workspace, [who], gesture.at)
        return rhythms.of(connection, office.workspace, office.blueprint.calendar, [who])[who]


def take_back_leave(office: Office, leave: Leave, gesture: Gesture) -> None:
    """They are not away then after all; nothing happens where nobody said so."""
    with writing(office.memory) as connection:
        if leaves.remove(connection, office.workspace, leave):
            look_again(connection, office.workspace, [leave.person], gesture.at)
