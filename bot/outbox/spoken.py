"""What is said."""

from __future__ import annotations

from dataclasses import dataclass

from bot.words import Said


@dataclass(frozen=True)
class Spoken:
    """What is said, and which nudges it tells of: key, account, and whether it warns that it goes to somebody else."""

    said: Said
    nudges: tuple[tuple[str, int, bool], ...] = ()
