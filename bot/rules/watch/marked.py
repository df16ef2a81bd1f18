"""What people did about a nudge, as far as it changes the judgement."""

from __future__ import annotations

from bot.rules.facts import Deed
from bot.rules.marks import OVER
from bot.rules.watch.look import Look


def is_over(key: str, look: Look) -> bool:
    """Whether somebody has ended it: it was done, wrong, or is not to be chased any more."""
    of_it = look.situation.marks.get(key)
    return of_it is not None and any(mark.deed in OVER for mark in of_it)


def passed_to(key: str, look: Look) -> str | None:
    """Who has it now, where it was passed on."""
    if key not in look.situation.marks:
        return None
    passed = (mark for mark in look.situation.marks[key] if mark.deed is Deed.PASSED_ON)
    latest = max(passed, key=lambda mark: mark.at, default=None)
    return latest.to if latest else None
