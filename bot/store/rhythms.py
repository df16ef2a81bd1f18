"""How each person's days go: what they chose, what Slack knows of them, and the calendar for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import time
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import Insert

from bot.blueprint import Calendar
from bot.rules.days import plain_rhythm
from bot.rules.facts import Person, Rhythm
from bot.store import leaves, people
from bot.store.chunks import chunks
from bot.store.engine import insert
from bot.store.tables import rhythms


@dataclass(frozen=True)
class Chosen:
    """What somebody chose for themselves; what is None is as the calendar has it. A `region` of "" has no holidays."""

    region: str | None = None
    working_days: frozenset[int] | None = None
    opens: time | None = None
    closes: time | None = None
    digest_at: time | None = None


_r = rhythms.c
_OURS = _r.workspace == bindparam("ours")
_CHOSEN = select(_r.person, *[_r[field.name] for field in fields(Chosen)]).where(_OURS)
_OF = _CHOSEN.where(_r.person.in_(bindparam("ids", expanding=True)))


def of(connection: Connection, workspace: str, calendar: Calendar, ids: Iterable[str]) -> dict[str, Rhythm]:
    """How the days of each of these people go, by id; whoever was never seen lives in UTC."""
    wanted = set(ids)
    known = people.known(connection, workspace, wanted)
    chosen = _chosen(connection, workspace, wanted)
    away = leaves.of_many(connection, workspace, wanted)
    return {
        id: replace(_rhythm(calendar, known.get(id), chosen.get(id, Chosen())), leaves=away.get(id, ()))
        for id in wanted
    }


def choose(connection: Connection, workspace: str, person: str, chosen: Chosen) -> None:
    """Keep what somebody chose, in place of what they had chosen before."""
    row = {
        "workspace": workspace,
        "person": person,
        "region": chosen.region,
        "working_days": None if chosen.working_days is None else sorted(chosen.working_days),
        **{name: hour and f"{hour:%H:%M}" for name, hour in _hours(chosen).items()},
    }
    connection.execute(_choose(connection.dialect.name), row)


def chosen(connection: Connection, workspace: str, person: str) -> Chosen:
    """What somebody chose."""
    return _chosen(connection, workspace, [person]).get(person, Chosen())


def _chosen(connection: Connection, workspace: str, ids: Iterable[str]) -> dict[str, Chosen]:
    found = {}
    for some in chunks(ids):
        for person, region, days, *hours in connection.execute(_OF, {"ours": workspace, "ids": some}):
            opens, closes, digest_at = (hour and time.fromisoformat(hour) for hour in hours)
            found[person] = Chosen(region, None if days is None else frozenset(days), opens, closes, digest_at)
    return found


def _rhythm(calendar: Calendar, person: Person | None, chosen: Chosen) -> Rhythm:
    plain = plain_rhythm(person.zone if person else "UTC", calendar)
    own: dict[str, Any] = {name: value for name, value in vars(chosen).items() if value is not None}
    if chosen.region == "":
        own["region"] = None
    return replace(plain, **own, away_until=person.away_until if person else None)


def _hours(chosen: Chosen) -> dict[str, time | None]:
    return {"opens": chosen.opens, "closes": chosen.closes, "digest_at": chosen.digest_at}


@cache
def _choose(dialect: str) -> Insert:
    new = insert(dialect, rhythms)
    told = {field.name: new.excluded[field.name] for field in fields(Chosen)}
    return new.on_conflict_do_update(index_elements=["workspace", "person"], set_=told)
