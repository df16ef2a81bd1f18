"""One's own hours and leave: the modal, and the regions to choose from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rapidfuzz import process

from bot.modals.fields import Block, plain
from bot.modals.forms import View
from bot.modals.hours import hours_view, region_option
from bot.office import Office
from bot.rules.days import local_day, plain_rhythm
from bot.rules.regions import named_like, regions
from bot.store import leaves, rhythms
from bot.store.engine import reading
from bot.words import Words

_MOST = 100
"""Options of one answer (docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""
_PERHAPS = 5


def view_for(office: Office, person: str, now: datetime) -> View:
    """A person's hours and leave as they stand."""
    calendar = office.blueprint.calendar
    with reading(office.memory) as connection:
        rhythm = rhythms.of(connection, office.workspace, calendar, [person])[person]
        today = local_day(now, rhythm.zone)
        coming = leaves.of(connection, office.workspace, person, today)
    return hours_view(rhythm, plain_rhythm(rhythm.zone, calendar), coming, today, office.words)


def regions_like(office: Office, typed: str) -> dict[str, Any]:
    """The answer to the menu of regions: those that may be meant, or a word that there is none, and the nearest."""
    words = office.words
    if likely := named_like(typed):
        codes = likely if typed.strip() else ["", *likely]
        return {"options": [_option(code, words) for code in codes[:_MOST]]}
    nearest = [code for _, _, code in process.extract(typed, regions(), limit=_PERHAPS)]
    none = plain(words.plain("hours_no_region", seen=typed)[:75])
    return {"option_groups": [{"label": none, "options": [_option(code, words) for code in nearest]}]}


def _option(code: str, words: Words) -> Block:
    return region_option(code, words)
