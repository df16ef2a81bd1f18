"""Whether somebody wants to be left alone just now, as Slack has it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.office import Office
from bot.slack import SlackTrouble

log = logging.getLogger(__name__)

LONGEST = timedelta(days=1)
"""Who is to be left alone for longer is told all the same: Slack makes no sound then, and nothing may be lost."""


def quiet_until(office: Office, person: str) -> datetime | None:
    """The end of the do-not-disturb that a person is in, None where they are in none; true at this moment only.

    Slack is asked in haste, and what goes unanswered or is refused counts as none: the worst that may come of it is a
    message which makes no sound. It tells the hours of anybody, but of somebody's paused notifications perhaps only to
    themselves (docs.slack.dev/reference/methods/dnd.info).
    """
    try:
        told = office.slack.ask_in_haste("dnd.info", user=person)
    except SlackTrouble as trouble:
        log.warning("it is not known whether %s wants to be left alone: %s", person, trouble)
        return None
    now = office.clock()
    return max((ends for begins, ends in _pauses(told) if begins <= now < ends <= now + LONGEST), default=None)


def _pauses(told: Mapping[str, Any]) -> Iterator[tuple[datetime, datetime]]:
    """The hours set beforehand, and the pause begun by hand, of which only the end is told."""
    if told.get("dnd_enabled"):
        yield _moment(told.get("next_dnd_start_ts")), _moment(told.get("next_dnd_end_ts"))
    if told.get("snooze_enabled"):
        yield _moment(0), _moment(told.get("snooze_endtime"))


def _moment(seconds: int | None) -> datetime:
    return datetime.fromtimestamp(seconds or 0, UTC)
