"""The way out to Slack: one call that either answers, or raises what the answer means for us."""

from __future__ import annotations

import http.client
import re
import ssl
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError


class SlackTrouble(Exception):
    """A call that did not do what was asked; the subclasses say what may be assumed."""

    def __init__(self, method: str, why: str) -> None:
        super().__init__(f"{method}: {why}")
        self.method = method
        self.why = why


class Refused(SlackTrouble):
    """Slack answered no, and nothing happened. `why` is its error code, `details` its answer."""

    def __init__(self, method: str, why: str, details: Mapping[str, Any]) -> None:
        super().__init__(method, why)
        self.details = details


class Busy(SlackTrouble):
    """Nothing happened; ask again after `seconds` (docs.slack.dev/apis/web-api/rate-limits)."""

    def __init__(self, method: str, seconds: float) -> None:
        super().__init__(method, f"rate limited for {seconds:g} s")
        self.seconds = seconds


class Unanswered(SlackTrouble):
    """No answer that can be trusted: it may or may not have happened (a time-out, a reset, a 5xx, internal_error)."""


_CODE = re.compile(r"[a-z][a-z0-9_]*")
"""What Slack's errors look like."""

_MAY_HAVE_HAPPENED = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""Slack: "It's possible some aspect of the operation succeeded before the error was raised" (any method page)."""


class Slack:
    """One workspace's bot token and where its API is.

    The SDK's default retry handler is switched off: it sends a write again after a dropped connection, and Slack has no
    idempotency key, so a message would be said twice. One TLS context is shared: building one for each call costs tens
    of milliseconds on Python 3.11.
    """

    def __init__(self, token: str | None, api_url: str, timeout: int = 10) -> None:
        context = ssl.create_default_context() if api_url.startswith("https") else None
        self.client = WebClient(token=token, base_url=api_url, timeout=timeout, ssl=context, retry_handlers=[])

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Call a Web API method with a JSON body and return the answer's body; raises Refused, Busy or Unanswered."""
        return self._answer(method, json={k: v for k, v in arguments.items() if v is not None})

    def ask(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """The same for the reading methods that take form arguments only (docs.slack.dev/apis/web-api)."""
        return self._answer(method, params={k: v for k, v in arguments.items() if v is not None})

    def pages(self, method: str, key: str, **arguments: Any) -> Iterator[Mapping[str, Any]]:
        """Every item under `key` of a paginated reading method (docs.slack.dev/apis/web-api/pagination)."""
        cursor: str | None = None
        while cursor != "":
            answer = self.ask(method, cursor=cursor, **arguments)
            yield from answer[key]
            cursor = answer.get("response_metadata", {}).get("next_cursor", "")

    def scopes(self) -> tuple[Mapping[str, Any], frozenset[str]]:
        """Who we are (auth.test) and which scopes the token holds (header x-oauth-scopes)."""
        answer = self._response("auth.test", json={})
        headers = {name.lower(): value for name, value in answer.headers.items()}
        granted = headers.get("x-oauth-scopes", "")
        return answer.data, frozenset(scope.strip() for scope in granted.split(",") if scope.strip())

    def _answer(self, method: str, **how: Any) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self._response(method, **how).data
        return data

    def _response(self, method: str, **how: Any) -> Any:
        try:
            return self.client.api_call(method, http_verb="POST", **how)
        except SlackApiError as refusal:
            raise _meaning(method, refusal) from refusal
        except (OSError, http.client.HTTPException) as lost:
            raise Unanswered(method, str(lost) or type(lost).__name__) from lost


def _meaning(method: str, refusal: SlackApiError) -> SlackTrouble:
    answer = refusal.response
    body = answer.data if isinstance(answer.data, dict) else {}
    if answer.status_code == 429:
        return Busy(method, float(answer.headers.get("Retry-After", 1)))  # the SDK writes it in this case
    error = str(body.get("error", ""))
    if not _CODE.fullmatch(error):  # the SDK puts its own sentence there when the body is no JSON: a proxy answered
        return Unanswered(method, f"status {answer.status_code} and no answer of Slack's")
    if answer.status_code >= 500 or error in _MAY_HAVE_HAPPENED:
        return Unanswered(method, error)
    return Refused(method, error, body)
