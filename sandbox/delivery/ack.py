"""What a delivery is, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

Kind = Literal["events_api", "slash_commands", "interactive"]
"""The three types of envelope (docs.slack.dev/apis/events-api/using-socket-mode)."""

ACK_WITHIN = 3.0
"""Seconds to acknowledge anything (docs.slack.dev/interactivity/handling-user-interaction, …/apis/events-api)."""


@dataclass(frozen=True, slots=True)
class Ack:
    """The app's answer to one delivery.

    `payload` is what it said with the ack, if anything. `late` means that it was reached and did not answer in time.
    `reason` is why nothing arrived, in the words of `x-slack-retry-reason` (docs.slack.dev/apis/events-api).
    `final` means that the app asked for no further attempt (`x-slack-no-retry`).
    """

    arrived: bool
    payload: dict[str, Any] | None = None
    late: bool = False
    reason: str | None = None
    final: bool = False


class Transport(Protocol):
    """One way to the app: it makes a single attempt, within `ACK_WITHIN` seconds of the sandbox's clock."""

    name: str
    retries_after: tuple[float, ...]
    """Seconds to wait before each further attempt at an event."""

    @property
    def connected(self) -> int:
        """How many open lines lead to the app."""
        ...

    async def attempt(self, kind: Kind, payload: dict[str, Any], *, retry: int = 0, reason: str | None = None) -> Ack:
        """Deliver once; `retry` counts from 0, `reason` is why the attempt before came to nothing."""
        ...


def person_in(payload: dict[str, Any]) -> str | None:
    """Whose doing a payload tells of, if anybody's."""
    about = payload.get("event", payload)
    user = about.get("user") or about.get("user_id")
    return user.get("id") if isinstance(user, dict) else user
