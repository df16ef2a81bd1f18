"""Why a message is not said: later, no longer, or never there."""

from __future__ import annotations

from datetime import datetime, timedelta

A_WHILE = timedelta(seconds=30)
"""Before looking again at what could not be done just now."""


class Later(Exception):
    """Not now: to be said from `at` on, because of `why`."""

    def __init__(self, at: datetime, why: str) -> None:
        super().__init__(why)
        self.at = at
        self.why = why


class Moot(Exception):
    """No longer worth saying, and why."""


class Unsayable(Exception):
    """Cannot be said there at all, as a phrase id that tells a person why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
