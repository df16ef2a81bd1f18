"""The way out to Slack: one call that either answers, or raises what the answer means for us."""

from __future__ import annotations

import http.client
import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

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


class NotLetIn(Refused):
    """The token is no good, whatever it is used for: nobody can be told anything before there is another."""


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


_NOT_LET_IN = {"not_authed", "invalid_auth", "token_expired", "token_revoked", "account_inactive"}
"""What is wrong with our token and with no call (docs.slack.dev/reference/methods/chat.postMessage)."""

_TOO_MANY = {"ratelimited", "rate_limited"}
"""Slack lists both as errors of chat.postMessage (its page), so either may come without the status and the header."""

A_WHILE = 30.0
"""Seconds until Slack is asked again that said "too often" and not for how long."""


HASTE = 1
"""Seconds that an answer is waited for while somebody's gesture waits for its ack."""

FILES = "files"
"""Slack's file host, where a method is named. It says no with `too_large`, `elsewhere`, `not_let_in` or `gone`."""


class Slack:
    """One workspace's bot token and where its API is.

    The SDK's default retry handler is switched off: it sends a write again after a dropped connection, and Slack has no
    idempotency key, so a message would be said twice. One TLS context is shared: building one for each call costs tens
    of milliseconds on Python 3.11.
    """

    def __init__(self, token: str | None, api_url: str, timeout: int = 10) -> None:
        context = ssl.create_default_context() if api_url.startswith("https") else None
        self.client = WebClient(token=token, base_url=api_url, timeout=timeout, ssl=context, retry_handlers=[])
        self._hasty = WebClient(token=token, base_url=api_url, timeout=HASTE, ssl=context, retry_handlers=[])

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Call a Web API method with a JSON body and return the answer's body; raises Refused, Busy or Unanswered."""
        return self._answer(method, json={k: v for k, v in arguments.items() if v is not None})

    def ask(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """The same for the reading methods that take form arguments only (docs.slack.dev/apis/web-api)."""
        return self._answer(method, params={k: v for k, v in arguments.items() if v is not None})

    def ask_in_haste(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """`ask` before an ack, for which Slack waits three seconds: no answer within `HASTE` is none."""
        asked = {name: value for name, value in arguments.items() if value is not None}
        data: Mapping[str, Any] = self._response(method, self._hasty, params=asked).data
        return data

    def pages(self, method: str, key: str, **arguments: Any) -> Iterator[Mapping[str, Any]]:
        """Every item under `key` of a paginated reading method (docs.slack.dev/apis/web-api/pagination)."""
        cursor: str | None = None
        while cursor != "":
            answer = self.ask(method, cursor=cursor, **arguments)
            yield from answer[key]
            cursor = answer.get("response_metadata", {}).get("next_cursor", "")

    def download(self, url: str, most: int) -> bytes:
        """A file's bytes by its `url_private_download`, `most` of them at most; raises Refused, Busy or Unanswered.

        Only Slack itself is asked, whatever the address says: an external file's leads to its own host (docs.slack.dev/
        reference/objects/file-object, `is_external`), and our token must not. Whoever may not read a file is shown a
        page to sign in, with a 200 (github.com/slackapi/deno-slack-sdk/issues/285).
        """
        if not self._is_slacks(url):
            raise Refused(FILES, "elsewhere", {})
        asked = Request(url, headers={"Authorization": f"Bearer {self.client.token}"})
        proxy = {"http": self.client.proxy, "https": self.client.proxy} if self.client.proxy else {}
        opener = build_opener(ProxyHandler(proxy), HTTPSHandler(context=self.client.ssl), _OnlyTo(self._is_slacks))
        try:
            with opener.open(asked, timeout=self.client.timeout) as answer:
                if answer.headers.get_content_type() == "text/html":
                    raise Refused(FILES, "not_let_in", {})
                written: bytes = answer.read(most + 1)
        except HTTPError as no:
            with no:
                raise _said_no(no) from no
        except (OSError, http.client.HTTPException) as lost:
            raise Unanswered(FILES, str(lost) or type(lost).__name__) from lost
        if len(written) > most:
            raise Refused(FILES, "too_large", {})
        return written

    def _is_slacks(self, url: str) -> bool:
        """Whether an address is on the API's own host, or on one below it such as files.slack.com."""
        api, other = urlsplit(self.client.base_url), urlsplit(url)
        return other.scheme == api.scheme and f".{other.hostname}".endswith(f".{api.hostname}")

    def scopes(self) -> tuple[Mapping[str, Any], frozenset[str]]:
        """Who we are (auth.test) and which scopes the token holds (header x-oauth-scopes)."""
        answer = self._response("auth.test", json={})
        headers = {name.lower(): value for name, value in answer.headers.items()}
        granted = headers.get("x-oauth-scopes", "")
        return answer.data, frozenset(scope.strip() for scope in granted.split(",") if scope.strip())

    def _answer(self, method: str, **how: Any) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self._response(method, **how).data
        return data

    def _response(self, method: str, client: WebClient | None = None, **how: Any) -> Any:
        try:
            return (client or self.client).api_call(method, http_verb="POST", **how)
        except SlackApiError as refusal:
            raise _meaning(method, refusal) from refusal
        except (OSError, http.client.HTTPException) as lost:
            raise Unanswered(method, str(lost) or type(lost).__name__) from lost


class _OnlyTo(HTTPRedirectHandler):
    """Follows a redirect, to which our token goes along, only where `ours` says so."""

    def __init__(self, ours: Callable[[str], bool]) -> None:
        self._ours = ours

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        return super().redirect_request(req, fp, code, msg, headers, newurl) if self._ours(newurl) else None


def _said_no(no: HTTPError) -> SlackTrouble:
    if no.code == 429:
        return Busy(FILES, float(no.headers.get("Retry-After", 1)))
    if no.code >= 500:
        return Unanswered(FILES, f"status {no.code}")
    if no.code in (404, 410):
        return Refused(FILES, "gone", {})
    return Refused(FILES, "elsewhere" if 300 <= no.code < 400 else "not_let_in", {})


def _meaning(method: str, refusal: SlackApiError) -> SlackTrouble:
    answer = refusal.response
    body = answer.data if isinstance(answer.data, dict) else {}
    error = str(body.get("error", ""))
    if answer.status_code == 429:
        return Busy(method, float(answer.headers.get("Retry-After", 1)))  # the SDK writes it in this case
    if error in _TOO_MANY:
        return Busy(method, A_WHILE)
    if not _CODE.fullmatch(error):  # the SDK puts its own sentence there when the body is no JSON: a proxy answered
        return Unanswered(method, f"status {answer.status_code} and no answer of Slack's")
    if answer.status_code >= 500 or error in _MAY_HAVE_HAPPENED:
        return Unanswered(method, error)
    return (NotLetIn if error in _NOT_LET_IN else Refused)(method, error, body)
