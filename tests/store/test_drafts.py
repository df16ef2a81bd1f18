from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from bot.rules.facts import Record
from bot.store import drafts
from tests.store.world import NORTH, NOW, draft, minutes


def test_a_draft_is_kept_in_its_latest_form(connection: Connection, handoff: Record) -> None:
    drafts.save(connection, draft())
    latest = replace(draft(), step=2, answers={"tier": "T1"}, record=handoff.id, changed_at=NOW + minutes(1))
    drafts.save(connection, latest)
    assert drafts.get(connection, NORTH, "view-1") == latest


def test_a_persons_drafts_are_listed_the_latest_first(connection: Connection) -> None:
    early, late = draft("view-1"), draft("view-2", changed_at=NOW + minutes(1))
    for one in (early, late, draft("view-3", author="UMEG")):
        drafts.save(connection, one)
    assert drafts.of(connection, NORTH, "UBEN") == (late, early)


def test_a_draft_is_discarded_once_and_alone(connection: Connection) -> None:
    drafts.save(connection, draft("view-1"))
    drafts.save(connection, draft("view-2"))
    assert drafts.discard(connection, NORTH, "view-1")
    assert not drafts.discard(connection, NORTH, "view-1")
    assert drafts.get(connection, NORTH, "view-1") is None
    assert drafts.of(connection, NORTH, "UBEN") == (draft("view-2"),)
