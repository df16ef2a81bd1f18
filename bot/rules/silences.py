"""Which of the things that are due tell of one silence, and so are told as one thing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blueprint import Blueprint, Clock, Together
from bot.rules.digest import Line
from bot.rules.facts import Nudge


def told_as_one(blueprint: Blueprint, lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in their order, each with those after it that it carries: an account that went quiet is one thing to
    its owner, whoever else there is quiet with it."""
    things: list[list[Line]] = []
    for line in lines:
        thing = next((one for one in things if _carries_line(blueprint, one[0], line)), None)
        if thing is None:
            things.append([line])
        else:
            thing.append(line)
    return things


def carries(blueprint: Blueprint, graver: Nudge, other: Nudge) -> bool:
    """Whether `other` is told beside the `graver` one: it is the silence of somebody at the same account, on the same
    person's list. A graver thing is never put off with a lesser one."""
    if (graver.account, graver.person) != (other.account, other.person):
        return False
    order = {id: place for place, id in enumerate(blueprint.watches)}
    if not {graver.watch, other.watch} <= order.keys() or order[graver.watch] >= order[other.watch]:
        return False
    rule, silence = blueprint.watches[graver.watch].rule, blueprint.watches[other.watch].rule
    tells_of_it = isinstance(rule, Clock) or (isinstance(rule, Together) and other.watch in rule.of)
    return tells_of_it and isinstance(silence, Clock)


def _carries_line(blueprint: Blueprint, graver: Line, other: Line) -> bool:
    alike = (graver.cover_for, graver.escalated) == (other.cover_for, other.escalated)
    return alike and carries(blueprint, graver.nudge, other.nudge)
