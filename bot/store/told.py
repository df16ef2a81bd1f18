"""Which nudges stood in which message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, insert, select

from bot.rules.facts import Saying, Telling
from bot.store.chunks import chunks
from bot.store.tables import said, told


class TellingLine(NamedTuple):
    """A nudge's key and account, whether the line warns that it would go to somebody else next, and for whom its reader
    stands in."""

    nudge: str
    account: int
    warned: bool = False
    cover_for: str | None = None


_t = told.c
_OURS = _t.workspace == bindparam("ours")
_TELLING = select(*[_t[field.name] for field in fields(Telling)]).where(_OURS)
_IN_MESSAGE = _TELLING.where(_t.message == bindparam("this")).order_by(_t.place)
_WAS_SAID = _TELLING.join(said, and_(said.c.workspace == _t.workspace, said.c.key == _t.message)).where(
    said.c.state == Saying.SAID
)
_OF = _WAS_SAID.where(_t.nudge.in_(bindparam("keys", expanding=True))).order_by(_t.on, said.c.id)
_OF_ACCOUNT = (
    _WAS_SAID.where(_t.account == bindparam("account"))
    .order_by(_t.on.desc(), said.c.id.desc(), _t.place)
    .limit(bindparam("limit"))
)
_FORGET = delete(told).where(_OURS, _t.message == bindparam("this"))
_NOTE = insert(told)


def note(
    connection: Connection, workspace: str, message: str, person: str, on: date, lines: Sequence[TellingLine]
) -> None:
    """A message (by its key in `said`) tells these, in this order, in place of what was noted of it before.

    `on` is the day on which it tells `person`, as they count days.

    Raises sqlalchemy.exc.IntegrityError where an account is unknown.
    """
    connection.execute(_FORGET, {"ours": workspace, "this": message})
    alike = {"workspace": workspace, "message": message, "person": person, "on": on}
    rows = [alike | TellingLine(*line)._asdict() | {"place": place} for place, line in enumerate(lines)]
    if rows:
        connection.execute(_NOTE, rows)


def of(connection: Connection, workspace: str, keys: Iterable[str]) -> dict[str, tuple[Telling, ...]]:
    """In which messages that were said each of the nudges of these keys stood, by key, the first first."""
    found: dict[str, list[Telling]] = {key: [] for key in keys}
    for some in chunks(found):
        for row in connection.execute(_OF, {"ours": workspace, "keys": some}):
            telling = Telling(*row)
            found[telling.nudge].append(telling)
    return {key: tuple(those) for key, those in found.items()}


def of_account(connection: Connection, workspace: str, account: int, limit: int) -> tuple[Telling, ...]:
    """What was said of an account, the latest first."""
    found = connection.execute(_OF_ACCOUNT, {"ours": workspace, "account": account, "limit": limit})
    return tuple(Telling(*row) for row in found)


def in_message(connection: Connection, workspace: str, message: str) -> tuple[Telling, ...]:
    """What stands in a message, whatever became of it, in its order."""
    found = connection.execute(_IN_MESSAGE, {"ours": workspace, "this": message})
    return tuple(Telling(*row) for row in found)
