"""The forms not yet submitted."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import Insert

from bot.rules.facts import Draft
from bot.store.engine import insert
from bot.store.tables import drafts

_d = drafts.c
_OURS = _d.workspace == bindparam("ours")
_THIS = _d.key == bindparam("this")
_DRAFT = select(*[_d[field.name] for field in fields(Draft)])
_GET = _DRAFT.where(_OURS, _THIS)
_OF = _DRAFT.where(_OURS, _d.author == bindparam("author")).order_by(_d.changed_at.desc(), _d.key)
_DISCARD = delete(drafts).where(_OURS, _THIS)


def save(connection: Connection, draft: Draft) -> None:
    """Keep a draft in place of an earlier one of its key."""
    row = vars(draft) | {"answers": dict(draft.answers)}
    connection.execute(_save(connection.dialect.name), row)


def get(connection: Connection, workspace: str, key: str) -> Draft | None:
    """The draft of this key."""
    row = connection.execute(_GET, {"ours": workspace, "this": key}).one_or_none()
    return Draft(*row) if row else None


def of(connection: Connection, workspace: str, author: str) -> tuple[Draft, ...]:
    """A person's drafts, the latest first."""
    found = connection.execute(_OF, {"ours": workspace, "author": author})
    return tuple(Draft(*row) for row in found)


def discard(connection: Connection, workspace: str, key: str) -> bool:
    """Forget a draft, submitted or given up; False where there is none."""
    return connection.execute(_DISCARD, {"ours": workspace, "this": key}).rowcount == 1


@cache
def _save(dialect: str) -> Insert:
    new = insert(dialect, drafts)
    told = {column.name: new.excluded[column.name] for column in _d if not column.primary_key}
    return new.on_conflict_do_update(index_elements=["workspace", "key"], set_=told)
