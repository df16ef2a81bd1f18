"""Trigger ids: the right to open one modal, for three seconds, once."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass

from sandbox.clock import Clock

LIFE = 3.0
"""Seconds from being sent (docs.slack.dev/interactivity/handling-user-interaction)."""

KEPT = 10_000
"""How many spent or expired ids are remembered by name; older ones are merely invalid."""


class TriggerRefused(Exception):
    """A trigger id that opens nothing; `error` is Slack's name for why (docs.slack.dev, methods/views.open)."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(slots=True)
class _Trigger:
    person: str
    sent_at: float
    spent: bool = False


class Triggers:
    """Issues trigger ids and takes them back. Each belongs to the person whose gesture caused it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, _Trigger] = {}
        self._serial = itertools.count(1_000_000_000_001)

    def issue(self, person_id: str) -> str:
        """A fresh id in Slack's form, `132456.7890123.abcdef`."""
        trigger_id = f"{next(self._serial)}.{secrets.randbelow(10**12):012d}.{secrets.token_hex(16)}"
        self._known[trigger_id] = _Trigger(person_id, self._clock.now())
        while len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        return trigger_id

    def spend(self, trigger_id: str) -> str:
        """Use the id up and name the person it belongs to.

        Raises:
            TriggerRefused: it was never issued, has been used, or is older than `LIFE`.
        """
        trigger = self._known.get(trigger_id)
        if trigger is None:
            raise TriggerRefused("invalid_trigger_id")
        if trigger.spent:
            raise TriggerRefused("exchanged_trigger_id")
        if self._clock.now() - trigger.sent_at > LIFE:
            raise TriggerRefused("expired_trigger_id")
        trigger.spent = True
        return trigger.person
