"""One's own part in a habit: what waits for oneself, what one waits for, and one's drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.blueprint import Habit
from bot.modals import View, plain
from bot.office import Office
from bot.pages import standing
from bot.pages.standing import Item, Place
from bot.store import people, records
from bot.store.engine import reading
from bot.words import section_block

STATUS_VIEW = "status"
"""The callback_id of its modal; the private_metadata is the habit's id."""

_MOST = 12
"""Of each of three lists: with their headings they are 76 of the 100 blocks of a modal
(docs.slack.dev/reference/block-kit/blocks)."""


def view_for(office: Office, person: str, habit: Habit, now: datetime) -> View:
    """Whose turn it is until when in everything of this habit that this person takes part in."""
    words = office.words
    with reading(office.memory) as connection:
        blocks = _blocks(office, connection, person, habit, now)
    empty = section_block("empty", words.phrase("status_empty", habit=habit.name, command=habit.command))
    return {
        "type": "modal",
        "callback_id": STATUS_VIEW,
        "private_metadata": habit.id,
        "title": plain(words.plain("status_title")[:24]),
        "close": plain(words.plain("close")),
        "blocks": blocks or [empty],
    }


def _blocks(office: Office, connection: Connection, person: str, habit: Habit, now: datetime) -> Item:
    yours = standing.waiting_for(office, connection, person, [habit])
    others = [
        place for place in standing.taking_part_in(office, connection, person, [habit]) if place not in set(yours)
    ]
    mine = [draft for draft in standing.drafts_of(office, connection, person) if draft.habit == habit.id]
    me = people.known(connection, office.workspace, [person]).get(person)
    shown = records.get_many(connection, office.workspace, [record for record, _ in [*yours[:_MOST], *others[:_MOST]]])

    def record_item(place: Place) -> Item:
        return standing.record_item(office, connection, shown[place[0]], person, now, "clock_line")

    return [
        *standing.listed(office.words, "status_yours", yours, _MOST, record_item),
        *standing.listed(office.words, "status_others", others, _MOST, record_item),
        *standing.listed(
            office.words,
            "status_drafts",
            mine,
            _MOST,
            lambda draft: standing.draft_item(office, connection, draft, me.zone if me else "UTC"),
        ),
    ]
