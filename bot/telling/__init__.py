"""THE PROCESS READ BACK, for whoever wrote it. Law: every word of a blueprint comes back as a plain sentence."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blueprint import Blueprint, Habit, Tier
from bot.telling.flow import state_told, told_flow
from bot.telling.form import told_form
from bot.telling.sentences import first_up, listed, role_of

__all__ = ["state_told", "tell"]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def tell(blueprint: Blueprint, habit: str | None = None) -> str:
    """What the blueprint says, as text; one habit of it by id (raises KeyError), or all of it."""
    if habit is not None:
        return "\n".join(_habit(blueprint.habits[habit], blueprint.tiers))
    parts = [_calendar(blueprint), _tiers(blueprint.tiers)]
    parts += [_habit(one, blueprint.tiers) for one in blueprint.habits.values()]
    return "\n\n".join("\n".join(part) for part in parts)


def _calendar(blueprint: Blueprint) -> Iterator[str]:
    calendar = blueprint.calendar
    days = listed(_DAYS[day] for day in sorted(calendar.working_days))
    yield "When people are told things"
    yield f"  On {days}, {calendar.opens:%H:%M} to {calendar.closes:%H:%M} where they are."
    if calendar.interrupts:
        most = calendar.interrupts_a_week
        yield f"  At any hour, at most {most} times a week: {listed(sorted(calendar.interrupts))}."


def _tiers(tiers: tuple[Tier, ...]) -> Iterator[str]:
    yield "Tiers"
    for tier in tiers:
        yield f"  {tier.id} {tier.name}: {tier.about}"


def _habit(habit: Habit, tiers: tuple[Tier, ...]) -> Iterator[str]:
    yield f"{habit.name} ({habit.command})"
    yield f"  {habit.about}"
    yield f"  An account {'may have several of them' if habit.many else 'has one of them'} open at once."
    if habit.team:
        named = listed(role_of(habit, role) for role in habit.team)
        yield f"  {first_up(named)} {'are those' if len(habit.team) > 1 else 'is the one'} that the account has."
    yield from told_form(habit, tiers)
    yield from told_flow(habit, tiers)
