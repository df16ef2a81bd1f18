"""THE PROCESS READ BACK, for whoever wrote it. Law: every word of a blueprint comes back as a plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.blueprint import Blueprint, Digest, Habit, Tier, Watch
from bot.telling.flow import state_told, told_flow
from bot.telling.form import told_form
from bot.telling.pack import told_pack
from bot.telling.sentences import WEEK, first_up, listed, role_of, span
from bot.telling.watch import told_watch

__all__ = ["state_told", "tell"]


def tell(blueprint: Blueprint, folder: str | None = None) -> str:
    """What the blueprint says, as text; one folder of it by its name (raises KeyError), or all of it."""
    habits = [habit for id, habit in blueprint.habits.items() if folder in (None, id)]
    watches = [watch for id, watch in blueprint.watches.items() if folder in (None, id.partition("/")[0])]
    if not habits and not watches:
        raise KeyError(folder)
    parts = [_calendar(blueprint), _tiers(blueprint.tiers)] if folder is None else []
    parts += [_habit(blueprint, habit) for habit in habits]
    parts += [_watches(blueprint, watches)] if watches else []
    return "\n\n".join("\n".join(part) for part in parts)


def _calendar(blueprint: Blueprint) -> Iterator[str]:
    calendar = blueprint.calendar
    days = listed(WEEK[day] for day in sorted(calendar.working_days))
    yield "When people are told things"
    yield f"  On {days}, {calendar.opens:%H:%M} to {calendar.closes:%H:%M} where they are."
    if calendar.interrupts:
        most = calendar.interrupts_a_week
        yield f"  At any hour, at most {most} times a week: {listed(sorted(calendar.interrupts))}."
        yield f"  Of what is watched they tell what is due on a day, and not done by {calendar.unmet_at:%H:%M}."
    yield from _digest(calendar.digest)
    yield f"  For {span(calendar.quiet_for)} after a touch nothing more is asked about that account."
    if calendar.holidays:
        kept = listed(f"{region} in {zone}" for zone, region in calendar.holidays.items())
        yield f"  Public holidays are kept: {kept}."


def _digest(digest: Digest) -> Iterator[str]:
    yield f"  At {digest.at:%H:%M} everybody is told what is due, in one message of at most {digest.most} things."
    yield f"  Where neither whose turn it is nor who stands in is there, the {digest.nobody_here} is told."
    reasons, wrong = ((choice.label for choice in choices) for choices in (digest.reasons, digest.wrong))
    yield f"  One may put a thing off, saying: {listed(reasons, 'or')}."
    yield f"  Put off {digest.still_right_after} times, it is asked about: is it still right?"
    yield f"  One may say that it was wrong to tell it: {listed(wrong, 'or')}."


def _watches(blueprint: Blueprint, watches: Iterable[Watch]) -> Iterator[str]:
    yield "What the clock watches, the gravest first"
    for watch in watches:
        yield from told_watch(blueprint, watch)


def _tiers(tiers: tuple[Tier, ...]) -> Iterator[str]:
    yield "Tiers"
    for tier in tiers:
        yield f"  {tier.id} {tier.name}: {tier.about}"


def _habit(blueprint: Blueprint, habit: Habit) -> Iterator[str]:
    yield f"{habit.name} ({habit.command})"
    yield f"  {habit.about}"
    yield f"  An account {'may have several of them' if habit.many else 'has one of them'} open at once."
    if habit.team:
        named = listed(role_of(habit, role) for role in habit.team)
        yield f"  {first_up(named)} {'are those' if len(habit.team) > 1 else 'is the one'} that the account has."
    yield from told_form(habit, blueprint.tiers)
    yield from told_flow(habit, blueprint.tiers)
    if habit.pack:
        yield from told_pack(blueprint, habit, habit.pack)
