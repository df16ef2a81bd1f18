"""What people did about a nudge, as far as it changes the judgement."""

from __future__ import annotations

from bot.rules.facts import Deed
from bot.rules.marks import OVER
from bot.rules.watch.look import Look


def is_over(key: str, look: Look) -> bool:
    """Whether somebody has ended it: it was done, wrong, or is not to be chased any more."""
    return any(mark.deed in OVER for mark in look.situation.marks.get(key, ()))


def passed_to(key: str, look: Look) -> str | None:
    """Who has it now, where it was passed on."""
    passed = (mark for mark in look.situation.marks.get(key, ()) if mark.deed is Deed.PASSED_ON)
    latest = max(passed, key=lambda mark: mark.at, default=None)
    return latest.to if latest else None
