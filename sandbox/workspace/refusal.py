"""How the workspace says no, in Slack's words."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """Slack's answer `{"ok": false, "error": error, …}`; `details` are the answer's further fields."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.details = details

    @classmethod
    def arguments(cls, *messages: str) -> Refused:
        """`invalid_arguments` with a sentence for each mistake (docs.slack.dev/apis/web-api, "Error responses")."""
        return cls("invalid_arguments", response_metadata={"messages": [f"[ERROR] {message}" for message in messages]})

    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.details}
