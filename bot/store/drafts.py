"""The forms not yet submitted."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, delete, select

from bot.rules.facts import Draft
from bot.store.engine import insert
from bot.store.tables import drafts

_d = drafts.c
_DRAFT = select(_d.workspace, _d.key, _d.habit, _d.author, _d.step, _d.answers, _d.record, _d.changed_at)


def save(connection: Connection, draft: Draft) -> None:
    """Keep a draft in place of an earlier one of its key."""
    row = asdict(draft) | {"answers": dict(draft.answers)}
    new = insert(connection, drafts)
    told = {name: new.excluded[name] for name in row if name not in ("workspace", "key")}
    connection.execute(new.on_conflict_do_update(index_elements=["workspace", "key"], set_=told), row)


def get(connection: Connection, workspace: str, key: str) -> Draft | None:
    """The draft of this key."""
    row = connection.execute(_DRAFT.where(_d.workspace == workspace, _d.key == key)).one_or_none()
    return Draft(*row) if row else None


def of(connection: Connection, workspace: str, author: str) -> tuple[Draft, ...]:
    """A person's drafts, the latest first."""
    mine = _DRAFT.where(_d.workspace == workspace, _d.author == author).order_by(_d.changed_at.desc(), _d.key)
    return tuple(Draft(*row) for row in connection.execute(mine))


def discard(connection: Connection, workspace: str, key: str) -> bool:
    """Forget a draft, submitted or given up; False where there is none."""
    gone = connection.execute(delete(drafts).where(_d.workspace == workspace, _d.key == key))
    return gone.rowcount == 1
