"""Whether somebody wants to be left alone just now, as Slack has it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice

from bot.office import Office
from bot.outbox.not_now import Later
from bot.outbox.pace import MINUTE, Pace
from bot.rules.days import local_day, opening
from bot.slack import SlackTrouble
from bot.store import rhythms
from bot.store.engine import reading

log = logging.getLogger(__name__)

LONGEST = timedelta(days=1)
"""Who is to be left alone for longer is told all the same: Slack makes no sound then, and nothing may be lost."""

MOST = 50
"""People of one answer (docs.slack.dev/reference/methods/dnd.teamInfo)."""


ASKING = "dnd.teamInfo"


@dataclass
class Quiet:
    """Who wants to be left alone: asked when somebody is about to be told something, for many at once, and good for a
    minute, in which Slack answers few such questions."""

    office: Office
    pace: Pace
    _known: dict[str, tuple[datetime, datetime | None]] = field(default_factory=dict)

    def until(self, person: str, coming: Iterable[str]) -> datetime | None:
        """Until when they want to be left alone, None where they do not; `coming` are told something next.

        Nor where they are at work and it lasts longer than that: Slack makes no sound meanwhile, and whoever is never
        to be disturbed would never be told anything. Raises Later where Slack was asked too much in this minute.
        """
        now = self.office.clock()
        if not self._is_known(person, now):
            if turn := self.pace.next_turn([ASKING], None, now):
                raise Later(turn, "who wants to be left alone can be asked again then")
            others = (other for other in coming if other != person and not self._is_known(other, now))
            some = [person, *islice(dict.fromkeys(others), MOST - 1)]
            self.pace.called(ASKING, now)
            quiet = quiet_people(self.office, some)
            self._known |= {one: (now, quiet.get(one)) for one in some}
        until = self._known[person][1]
        return None if until is None or self._outlasts_their_hours(person, until, now) else until

    def _outlasts_their_hours(self, person: str, until: datetime, now: datetime) -> bool:
        with reading(self.office.memory) as connection:
            rhythm = rhythms.of(connection, self.office.workspace, self.office.blueprint.calendar, [person])[person]
        is_later_today = (
            local_day(until, rhythm.zone) == local_day(now, rhythm.zone) and opening(until, rhythm) == until
        )
        return opening(now, rhythm) == now and not is_later_today

    def _is_known(self, person: str, now: datetime) -> bool:
        return person in self._known and self._known[person][0] <= now < self._known[person][0] + MINUTE


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
            told = office.slack.ask_in_haste(ASKING, users=",".join(some))
        except SlackTrouble as trouble:
            log.warning("it is not known who of %d people wants to be left alone: %s", len(some), trouble)
            continue
        for person, hours in told.get("users", {}).items():
            if hours.get("dnd_enabled"):
                begins, ends = (datetime.fromtimestamp(hours[f"next_dnd_{end}_ts"], UTC) for end in ("start", "end"))
                if begins <= now < ends <= now + LONGEST:
                    found[person] = ends
    return found
