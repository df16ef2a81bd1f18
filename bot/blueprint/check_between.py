"""What must hold between habits: each has its own command, and they agree on what an account has and is known for."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.blueprint.check_form import questions_of
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.written import HabitFile


def check_between(habits: Collection[HabitFile], find: Findings) -> None:
    """Find what does not fit between the habits of a folder, all of which could be read."""
    _check_commands(habits, find)
    for habit in habits:
        check_roles(habit.team, habits, find)
    _check_kept(habits, find)


def check_roles(roles: Iterable[Text], habits: Collection[HabitFile], find: Findings) -> None:
    """Find what is no role of an account, though it is taken for one: some habit must give it."""
    given = [str(role) for habit in habits for entering in habit.on.values() for role in entering.roles]
    for role in roles:
        find.known(role, list(dict.fromkeys(given)), 'a role that some habit gives in an account ("on", "roles")')


def _check_commands(habits: Collection[HabitFile], find: Findings) -> None:
    taken: dict[str, str] = {}
    for habit in habits:
        if habit.command in taken:
            find.say(habit.command, f"{habit.command} already opens the habit {taken[habit.command]}")
        taken.setdefault(habit.command, habit.id)


def _check_kept(habits: Collection[HabitFile], find: Findings) -> None:
    """An account knows one answer of each id: two habits that keep it must mean the same by it."""
    first: dict[str, tuple[str, str]] = {}
    for habit in habits:
        kinds = {question.id: str(question.kind) for question in questions_of(habit)}
        for id in (id for entering in habit.on.values() for id in entering.keeps if id in kinds):
            other, kind = first.setdefault(id, (habit.id, kinds[id]))
            if kind != kinds[id]:
                find.say(id, f'"{id}" is kept here as {kinds[id]} and by the habit {other} as {kind}; ask for one kind')
