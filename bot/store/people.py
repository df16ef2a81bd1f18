"""Who is who in Slack, as last seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from functools import cache

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import Insert

from bot.rules.facts import Person, Standing
from bot.store.engine import insert
from bot.store.tables import people

_p = people.c
_OURS = _p.workspace == bindparam("ours")
_KNOWN = select(*[_p[field.name] for field in fields(Person)]).where(_OURS, _p.id.in_(bindparam("ids", expanding=True)))
_ADMINS = (
    select(*[_p[field.name] for field in fields(Person)])
    .where(_OURS, _p.is_admin, _p.standing == Standing.MEMBER)
    .order_by(_p.name)
)
_EVERYBODY = select(*[_p[field.name] for field in fields(Person)]).where(_OURS)
_STANDING = select(_p.standing).where(_OURS, _p.id == bindparam("id"))


def remember(connection: Connection, person: Person) -> None:
    """Keep what Slack told about a person, unless something newer is known."""
    remember_many(connection, [person])


def remember_many(connection: Connection, seen: Iterable[Person]) -> None:
    """`remember` for each."""
    rows = [asdict(person) for person in sorted(seen, key=lambda person: person.id)]
    if rows:  # in one order: two bots that start together never wait for one another
        connection.execute(_remember(connection.dialect.name), rows)


def known(connection: Connection, workspace: str, ids: Iterable[str]) -> dict[str, Person]:
    """The people of these ids by id; who was never seen is left out."""
    found = connection.execute(_KNOWN, {"ours": workspace, "ids": list(set(ids))})
    return {person.id: person for person in (Person(*row) for row in found)}


def admins(connection: Connection, workspace: str) -> tuple[Person, ...]:
    """The workspace's admins and owners by name, as last seen. Read through everybody known: it is asked rarely."""
    return tuple(Person(*row) for row in connection.execute(_ADMINS, {"ours": workspace}))


def everybody(connection: Connection, workspace: str) -> dict[str, Person]:
    """Everyone we have ever seen, by id."""
    found = connection.execute(_EVERYBODY, {"ours": workspace})
    return {person.id: person for person in (Person(*row) for row in found)}


def active(connection: Connection, workspace: str, person: str) -> bool:
    """Is this somebody we have seen, and not deactivated when last seen?"""
    standing = connection.scalar(_STANDING, {"ours": workspace, "id": person})
    return standing is not None and standing != Standing.DEACTIVATED


@cache
def _remember(dialect: str) -> Insert:
    new = insert(dialect, people)
    told = {name: new.excluded[name] for name in ("name", "zone", "standing", "seen_at", "is_admin", "away_until")}
    return new.on_conflict_do_update(
        index_elements=["workspace", "id"], set_=told, where=_p.seen_at <= new.excluded.seen_at
    )
