"""What people did about nudges: done, snoozed, passed on, wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, insert, select

from bot.rules.facts import Deed, Mark
from bot.store.chunks import chunks
from bot.store.tables import marks, nudges
from bot.store.types import Moment

_m = marks.c
_OURS = _m.workspace == bindparam("ours")
_MARK = select(*[_m[field.name] for field in fields(Mark)]).where(_OURS).order_by(_m.at, _m.id)
_ADD = insert(marks)
_OF = _MARK.where(_m.nudge.in_(bindparam("keys", expanding=True)))
_OF_ACCOUNTS = _MARK.where(_m.account.in_(bindparam("ids", expanding=True)))
_WRONG = (
    select(nudges.c.watch, func.count())
    .join_from(marks, nudges, and_(nudges.c.workspace == _m.workspace, nudges.c.key == _m.nudge))
    .where(_OURS, _m.deed == Deed.WRONG, _m.at >= bindparam("since", type_=Moment))
    .group_by(nudges.c.watch)
)


def add(connection: Connection, workspace: str, mark: Mark) -> None:
    """Keep what somebody did. Raises sqlalchemy.exc.IntegrityError where the account is unknown."""
    connection.execute(_ADD, vars(mark) | {"workspace": workspace})


def of(connection: Connection, workspace: str, keys: Iterable[str]) -> dict[str, tuple[Mark, ...]]:
    """What was done about each of the nudges of these keys, by key, in its order."""
    found: dict[str, list[Mark]] = {key: [] for key in keys}
    for some in chunks(found):
        for row in connection.execute(_OF, {"ours": workspace, "keys": some}):
            mark = Mark(*row)
            found[mark.nudge].append(mark)
    return {key: tuple(those) for key, those in found.items()}


def of_accounts(connection: Connection, workspace: str, accounts: Iterable[int]) -> dict[int, tuple[Mark, ...]]:
    """What was done about the nudges of each of these accounts, by id, in its order."""
    found: dict[int, list[Mark]] = {id: [] for id in accounts}
    for some in chunks(found):
        for row in connection.execute(_OF_ACCOUNTS, {"ours": workspace, "ids": some}):
            mark = Mark(*row)
            found[mark.account].append(mark)
    return {id: tuple(those) for id, those in found.items()}


def count_wrong(connection: Connection, workspace: str, since: datetime) -> dict[str, int]:
    """How often people said since then that it was wrong to be told, by watch. Read through all marks: asked rarely."""
    counted: defaultdict[str, int] = defaultdict(int)
    for watch, count in connection.execute(_WRONG, {"ours": workspace, "since": since}):
        counted[watch] += count
    return dict(counted)
