"""A Slack that keeps what it is told to itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.slack import Refused, Slack


class Silent(Slack):
    """Takes every message as Slack would, tells nobody, and hands it to `hear` with the moment it came.

    What it is asked it answers as for a workspace in order: nobody wants to be left alone, and every account's channel
    is ours alone. Whatever else it is asked it refuses: a rehearsal changes nothing in the world.
    """

    def __init__(self, clock: Clock, hear: Callable[[datetime, Mapping[str, Any]], None]) -> None:
        super().__init__(token=None, api_url="https://slack.invalid/api/")
        self._clock = clock
        self._hear = hear
        self._count = 0

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        match method:
            case "chat.postMessage":
                self._count += 1
                self._hear(self._clock(), arguments)
                return {"channel": arguments["channel"], "ts": f"{self._clock().timestamp():.0f}.{self._count:06d}"}
            case "conversations.open":
                return {"channel": {"id": arguments["users"]}}
            case "conversations.create":
                self._count += 1
                return {"channel": {"id": f"C{self._count}"}}
            case "chat.update" | "views.publish" | "conversations.join" | "conversations.invite":
                return {}
            case _:
                raise Refused(method, "rehearsal", {})

    def ask(self, method: str, **_arguments: Any) -> Mapping[str, Any]:
        if method == "conversations.info":
            return {"channel": {"is_ext_shared": False, "is_pending_ext_shared": False, "is_member": True}}
        raise Refused(method, "rehearsal", {})

    def ask_in_haste(self, method: str, **_arguments: Any) -> Mapping[str, Any]:
        if method == "dnd.teamInfo":
            return {"users": {}}
        raise Refused(method, "rehearsal", {})
