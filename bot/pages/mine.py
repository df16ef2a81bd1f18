"""One's own accounts by what needs one: the open nudges as the digest tells them, those put off, and the calm rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.modals import View, plain
from bot.office import Office
from bot.pages import needing, standing
from bot.pages.standing import Item
from bot.rules.days import local_day
from bot.store import accounts, people
from bot.store.engine import reading
from bot.words import section_block, small_block

MINE_VIEW = "mine"
"""The callback_id of its modal."""

_OPEN, _SNOOZED = 25, 10
"""Of each list: with their headings they are 90 of the 100 blocks of a modal
(docs.slack.dev/reference/block-kit/blocks)."""


def view_for(office: Office, person: str, now: datetime) -> View:
    """What needs this person now."""
    words = office.words
    with reading(office.memory) as connection:
        blocks = _blocks(office, connection, person, now)
    return {
        "type": "modal",
        "callback_id": MINE_VIEW,
        "title": plain(words.plain("mine_title")[:24]),
        "close": plain(words.plain("close")),
        "blocks": blocks,
    }


def _blocks(office: Office, connection: Connection, person: str, now: datetime) -> Item:
    words = office.words
    me = people.known(connection, office.workspace, [person]).get(person)
    today = local_day(now, me.zone if me else "UTC")
    needs = needing.needs_of(office, connection, person, today)
    held = {account for account, _, _ in accounts.names_held_by(connection, office.workspace, person)}
    calm = len(held - {line.nudge.account for line in needs.open})
    things = needing.things_of(office, needs)
    open = needing.open_items(office, connection, person, today, things[:_OPEN], with_why=True)
    snoozed = needing.snoozed_items(office, connection, person, today, needs.snoozed[:_SNOOZED])
    clear = [] if needs.open else [section_block("clear", words.phrase("mine_clear"))]
    return [
        *clear,
        *standing.listed(words, "needs_you", things, _OPEN, lambda thing: open[thing[0].nudge.key]),
        *standing.listed(words, "snoozed", needs.snoozed, _SNOOZED, lambda pair: snoozed[pair[0].key]),
        *([small_block("calm", words.phrase("mine_calm", count=calm))] if calm else []),
    ]
