"""Whether somebody wants to be left alone just now, as Slack has it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.office import Office
from bot.slack import SlackTrouble

log = logging.getLogger(__name__)

LONGEST = timedelta(days=1)
"""Who is to be left alone for longer is told all the same: Slack makes no sound then, and nothing may be lost."""

MOST = 50
"""People of one answer (docs.slack.dev/reference/methods/dnd.teamInfo)."""


def quiet_people(office: Office, people: Iterable[str]) -> dict[str, datetime]:
    """Who of these is in a do-not-disturb, and until when; true at this moment only.

    Asked for many at once, for a minute allows few such questions and the same morning brings many digests. What goes
    unanswered or is refused counts as none: the worst that may come of it is a message which makes no sound. So does a
    pause that somebody began by hand: Slack shows it to themselves alone, and holds the sound back without us.
    """
    wanted, now = sorted(people), office.clock()
    found: dict[str, datetime] = {}
    for first in range(0, len(wanted), MOST):
        some = wanted[first : first + MOST]
        try:
            told = office.slack.ask_in_haste("dnd.teamInfo", users=",".join(some))
        except SlackTrouble as trouble:
            log.warning("it is not known who of %d people wants to be left alone: %s", len(some), trouble)
            continue
        for person, hours in told.get("users", {}).items():
            if hours.get("dnd_enabled"):
                begins, ends = (datetime.fromtimestamp(hours[f"next_dnd_{end}_ts"], UTC) for end in ("start", "end"))
                if begins <= now < ends <= now + LONGEST:
                    found[person] = ends
    return found
