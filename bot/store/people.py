"""Who is who in Slack, as last seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, select

from bot.rules.facts import Person, Standing
from bot.store.engine import insert
from bot.store.tables import people

_p = people.c
_PERSON = select(_p.workspace, _p.id, _p.name, _p.zone, _p.standing, _p.seen_at)


def remember(connection: Connection, person: Person) -> None:
    """Keep what Slack told about a person, unless something newer is known."""
    remember_many(connection, [person])


def remember_many(connection: Connection, seen: Iterable[Person]) -> None:
    """`remember` for each."""
    rows = [asdict(person) for person in seen]
    if not rows:
        return
    new = insert(connection, people)
    told = {name: new.excluded[name] for name in ("name", "zone", "standing", "seen_at")}
    connection.execute(
        new.on_conflict_do_update(
            index_elements=["workspace", "id"], set_=told, where=_p.seen_at <= new.excluded.seen_at
        ),
        rows,
    )


def known(connection: Connection, workspace: str, ids: Iterable[str]) -> dict[str, Person]:
    """The people of these ids by id; who was never seen is left out."""
    found = connection.execute(_PERSON.where(_p.workspace == workspace, _p.id.in_(set(ids))))
    return {person.id: person for person in (Person(*row) for row in found)}


def active(connection: Connection, workspace: str, person: str) -> bool:
    """Is this somebody we have seen, and not deactivated when last seen?"""
    standing = connection.scalar(select(_p.standing).where(_p.workspace == workspace, _p.id == person))
    return standing is not None and standing != Standing.DEACTIVATED
