"""What one person is told on a morning, gathered and judged as things stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from bot.blueprint import Blueprint
from bot.rules.allowed import why_not_hold
from bot.rules.days import next_workday
from bot.rules.digest import Candidate, Line, begins_week, digest, nobody_is_here
from bot.rules.facts import Nudge, Rhythm
from bot.store import accounts, marks, nudges, people, rhythms, told


def lines_for(connection: Connection, workspace: str, blueprint: Blueprint, person: str, day: date) -> tuple[Line, ...]:
    """What `person` is told on their `day`, the gravest first; empty where there is nothing."""
    rhythm = rhythms.of(connection, workspace, blueprint.calendar, [person])[person]
    by = next_workday(day, rhythm)
    own = open_to(connection, workspace, blueprint, person, day, by)
    climbing = _climbing(connection, workspace, blueprint, person, day, rhythm)
    found = {nudge.key: nudge for nudge in (*own, *climbing)}
    known = rhythms_of(connection, workspace, blueprint, found.values(), person)
    return digest(blueprint, person, day, known, candidates(connection, workspace, blueprint, found.values()))


def open_to(
    connection: Connection, workspace: str, blueprint: Blueprint, person: str, day: date, by: date
) -> tuple[Nudge, ...]:
    """What a person may be told of by that day: as whose turn it is, as who stands in, and what nobody is there for."""
    own = nudges.open_for(connection, workspace, person, by)
    covered = nudges.covered_by(connection, workspace, person, by)
    last = blueprint.calendar.digest.nobody_here
    theirs = [held.account for held in accounts.held_by(connection, workspace, person) if held.role == last]
    below = [n for those in nudges.open_of(connection, workspace, theirs).values() for n in those if n.person != person]
    known = rhythms_of(connection, workspace, blueprint, below)
    left = (nudge for nudge in below if nobody_is_here(nudge, day, known))
    return tuple({nudge.key: nudge for nudge in (*own, *covered, *left)}.values())


def rhythms_of(
    connection: Connection, workspace: str, blueprint: Blueprint, of: Iterable[Nudge], *more: str
) -> dict[str, Rhythm]:
    """The days of everybody whose turn these are, and of who stands in for them; of others, too."""
    concerned = {person for nudge in of for person in (nudge.person, nudge.cover) if person}
    return rhythms.of(connection, workspace, blueprint.calendar, {*concerned, *more})


def candidates(
    connection: Connection, workspace: str, blueprint: Blueprint, open: Collection[Nudge]
) -> Iterable[Candidate]:
    """Open nudges with what people did about them, and when they were told."""
    keys = [nudge.key for nudge in open]
    marked = marks.of(connection, workspace, keys)
    tellings = told.of(connection, workspace, keys)
    there = accounts.get_many(connection, workspace, {nudge.account for nudge in open})
    roles = _roles(connection, workspace, there)
    last_tier = blueprint.tiers[-1].id
    for nudge in open:
        account = there.get(nudge.account)
        if account is not None:
            tier = account.tier or last_tier
            of_it = (marked.get(nudge.key, ()), tellings.get(nudge.key, ()))
            yield Candidate(nudge, tier, account.name, roles.get(account.id, {}), *of_it)


def _climbing(
    connection: Connection, workspace: str, blueprint: Blueprint, person: str, day: date, rhythm: Rhythm
) -> tuple[Nudge, ...]:
    """What may have come up to this person, by a role to which some watch escalates: looked at once a week."""
    upward = {watch.escalates.to for watch in blueprint.watches.values() if watch.escalates}
    if not upward or not begins_week(day, rhythm):
        return ()
    theirs = [held.account for held in accounts.held_by(connection, workspace, person) if held.role in upward]
    return tuple(n for those in nudges.open_of(connection, workspace, theirs).values() for n in those)


def _roles(connection: Connection, workspace: str, ids: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """The roles of each account whose people can act: nothing goes on to somebody who has left."""
    held = accounts.roles(connection, workspace, list(ids))
    known = people.known(connection, workspace, {role.person for role in held})
    found: dict[int, dict[str, str]] = {}
    for role in held:
        if why_not_hold(known.get(role.person)) is None:
            found.setdefault(role.account, {})[role.role] = role.person
    return found
