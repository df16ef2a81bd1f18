"""A gesture: who did something, when, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.rules.days import local_day


@dataclass(frozen=True)
class Gesture:
    """Who did something, when, and on which surface (command, modal, button, home).

    `zone` is the IANA name of the zone in which they count days.
    """

    actor: str
    at: datetime
    surface: str
    zone: str = "UTC"

    @property
    def today(self) -> date:
        """The day it is where it was done."""
        return local_day(self.at, self.zone)
