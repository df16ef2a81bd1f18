"""How grave a nudge is on a day: plain, amber, red."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from bot.rules.facts import Nudge


class Colour(StrEnum):
    """From what is merely due to what should not be; people read the word, too."""

    PLAIN = "plain"
    AMBER = "amber"
    RED = "red"


def colour(nudge: Nudge, day: date) -> Colour:
    """How grave it is on `day`: from `red_on` anything is red, and a clock is amber from the day it opens."""
    if nudge.red_on is not None and nudge.red_on <= day:
        return Colour.RED
    runs = "clock" in nudge.facts  # what the clock rule alone tells: from what it runs
    return Colour.AMBER if runs and nudge.opens_on <= day else Colour.PLAIN
