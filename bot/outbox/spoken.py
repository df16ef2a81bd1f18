"""What is said."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.told import TellingLine
from bot.words import Said


@dataclass(frozen=True)
class Spoken:
    """What is said, and which nudges it tells of."""

    said: Said
    nudges: tuple[TellingLine, ...] = ()
