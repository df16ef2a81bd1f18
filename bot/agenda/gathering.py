"""Everything the clock's rules judge an account by, gathered for many accounts in few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from bot.blueprint import Asking, Blueprint, Cadence, Ladder
from bot.rules.facts import Clocks, Mark, Record, Task
from bot.rules.moves import people_of
from bot.rules.watch import Situation, asked_of
from bot.store import accounts, marks, people, records, tasks, touches


def situations(
    connection: Connection, workspace: str, blueprint: Blueprint, ids: Collection[int]
) -> dict[int, Situation]:
    """How each account stands, by id; one that was withdrawn is left out."""
    there = accounts.get_many(connection, workspace, ids)
    since = accounts.since_of(connection, workspace, list(there))
    clocks = touches.clocks(connection, workspace, list(there))
    todo = tasks.open_of_accounts(connection, workspace, list(there))
    under_way = records.open_of_accounts(connection, workspace, list(there), left_out(blueprint))
    marked = marks.of_accounts(connection, workspace, list(there))
    roles: dict[int, dict[str, str]] = defaultdict(dict)
    for role in accounts.roles(connection, workspace, list(there)):
        roles[role.account][role.role] = role.person
    passed_to = {mark.to for those in marked.values() for mark in those if mark.to}
    known = people.known(connection, workspace, _everybody(blueprint, roles, todo, under_way) | passed_to)
    return {
        id: Situation(
            account=account,
            since=since[id],
            roles=roles.get(id, {}),
            people=known,
            clocks=clocks.get(id, Clocks()),
            tasks=todo.get(id, ()),
            records=under_way.get(id, ()),
            marks=_by_nudge(marked.get(id, ())),
        )
        for id, account in there.items()
    }


def left_out(blueprint: Blueprint) -> dict[str, frozenset[str]]:
    """The states, by habit, whose records the clock does not look at: those that are settled, but for what a watch
    follows all the same (an agreed cadence, a review that was held)."""
    settled = {
        habit.id: {state.id for state in habit.states.values() if state.settles} for habit in blueprint.habits.values()
    }
    for watch in blueprint.watches.values():
        match watch.rule:
            case Cadence(habit=habit):
                settled[habit] = set()
            case Ladder(habit=str(habit), states=states) | Asking(habit=habit, states=states):
                settled[habit] -= states
    return {habit: frozenset(states) for habit, states in settled.items()}


def _everybody(
    blueprint: Blueprint,
    roles: Mapping[int, Mapping[str, str]],
    todo: Mapping[int, Collection[Task]],
    under_way: Mapping[int, Collection[Record]],
) -> set[str]:
    held = {person for of_account in roles.values() for person in of_account.values()}
    owners = {task.owner for those in todo.values() for task in those}
    named = {person for those in under_way.values() for record in those for person in _named_in(blueprint, record)}
    return held | owners | named


def _named_in(blueprint: Blueprint, record: Record) -> set[str]:
    asking = [w.rule for w in blueprint.watches.values() if isinstance(w.rule, Asking) and w.rule.habit == record.habit]
    asked = {person for rule in asking for person in asked_of(rule, record)}
    return asked | set(people_of(blueprint.habits[record.habit], record, {}).values())


def _by_nudge(marked: Collection[Mark]) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for mark in marked:
        found[mark.nudge].append(mark)
    return {nudge: tuple(those) for nudge, those in found.items()}
