"""What is put together for a meeting read back: the customer's part and ours, and where each thing comes from."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blueprint import Blueprint, Habit, Pack, PackPart
from bot.telling.sentences import asked_in, days, filled, listed, spaced


def told_pack(blueprint: Blueprint, habit: Habit, pack: Pack) -> Iterator[str]:
    """A habit's pack, in sentences."""
    yield f"  Put together for the day under {asked_in(habit.kept, pack.day)}:"
    yield f"    - A number older than {days(pack.old_after, 'day')} is said to be so."
    for heading, parts in (("The customer may read", pack.customer), ("We alone read", pack.ours)):
        yield from (f"    - {heading} “{part.called}”: {_source(blueprint, habit, part)}." for part in parts)


def _source(blueprint: Blueprint, habit: Habit, part: PackPart) -> str:
    if part.answer:
        return asked_in(habit.kept, part.answer)
    if part.asked:
        return f"what those who were asked have answered: “{blueprint.watches[part.asked].called}”"
    if part.known:
        return f"{listed(asked_in(blueprint.known_of_accounts.values(), id) for id in part.known)} of the account"
    if part.habit:
        return _gathered(blueprint.habits[part.habit], part)
    return "what they were promised, kept, open or missed"


def _gathered(habit: Habit, part: PackPart) -> str:
    states = listed(map(spaced, sorted(part.states)), "or")
    asked, what = habit.kept, filled(part.reads or "")
    if part.each:
        lines = next(question for question in habit.kept if question.id == part.each)
        asked, what = lines.line, f"each {lines.one}"
    value = f", with the number under {asked_in(asked, part.value)}" if part.value else ""
    unknown = f' ("{listed(part.unknown, "or")}" is none)' if part.unknown else ""
    return f"{what} of a {habit.name} that is {states}{value}{unknown}"
