"""HTTP delivery: one URL, every request signed, and the reasons by which Slack explains its retries."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import ssl
from typing import Any
from urllib.parse import urlencode, urljoin

import httpx

from sandbox.clock import Clock
from sandbox.delivery.ack import ACK_WITHIN, Ack, Kind, person_in
from sandbox.delivery.deadline import within
from sandbox.workspace.traffic import Traffic

MOST_REDIRECTS = 2
"""Redirects (301 and 302) followed before giving up as `too_many_redirects` (docs.slack.dev/apis/events-api)."""

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """The `x-slack-signature` of a body (docs.slack.dev/authentication/verifying-requests-from-slack)."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()


class HttpMode:
    """Posts to the app's one URL: events as JSON, commands and interactions as forms.

    `retries_after`: near-immediately, after a minute, after five (docs.slack.dev/apis/events-api).
    """

    name = "http"
    retries_after: tuple[float, ...] = (0.0, 60.0, 300.0)

    def __init__(self, clock: Clock, url: str, signing_secret: str, verification_token: str, traffic: Traffic) -> None:
        self._clock = clock
        self._machine = Clock()  # signed with the machine's time: an app refuses what is not within 300 s of its own
        self._url = url
        self._secret = signing_secret
        self._token = verification_token
        self._traffic = traffic
        self._client = httpx.AsyncClient(timeout=None, trust_env=False)

    @property
    def connected(self) -> int:
        return 0

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def attempt(self, kind: Kind, payload: dict[str, Any], *, retry: int = 0, reason: str | None = None) -> Ack:
        """Post once, following up to `MOST_REDIRECTS` redirects of an event."""
        headers = {"x-slack-retry-num": str(retry), "x-slack-retry-reason": reason or "unknown_error"} if retry else {}
        if kind == "events_api":
            body, content_type = json.dumps(payload), "application/json"
        elif kind == "slash_commands":
            body, content_type = urlencode({key: _form_text(value) for key, value in payload.items()}), FORM
        else:
            body, content_type = urlencode({"payload": json.dumps(payload)}), FORM
        redirects = MOST_REDIRECTS if kind == "events_api" else 0
        ack, _ = await self._post(kind, payload, body, content_type, headers, redirects)
        return ack

    async def verify_url(self, challenge: str) -> str | None:
        """Ask for the challenge back as Slack does before it saves a URL; return what is wrong, or None.

        The answer may be plain text, a form or JSON (docs.slack.dev/reference/events/url_verification).
        """
        payload = {"token": self._token, "challenge": challenge, "type": "url_verification"}
        ack, said = await self._post("url_verification", payload, json.dumps(payload), "application/json", {}, 0)
        if not ack.arrived:
            return f"Your request URL didn't respond as it should ({ack.reason})."
        if challenge not in said:
            return "Your request URL responded without the value of the challenge parameter."
        return None

    async def check_ssl(self) -> bool:
        """Send the `ssl_check=1` that command URLs get now and then; say whether it was answered with a 200.

        Source: docs.slack.dev/interactivity/implementing-slash-commands.
        """
        payload = {"ssl_check": "1", "token": self._token}
        ack, _ = await self._post("ssl_check", payload, urlencode(payload), FORM, {}, 0)
        return ack.arrived

    async def _post(
        self,
        name: str,
        payload: dict[str, Any],
        body: str,
        content_type: str,
        headers: dict[str, str],
        redirects: int,
    ) -> tuple[Ack, str]:
        sent_at = self._clock.now()
        asked = asyncio.ensure_future(self._ask(body, {"content-type": content_type, **headers}, redirects))
        if await within(self._clock, sent_at + ACK_WITHIN, asked):
            status, ack, said = asked.result()
        else:
            asked.cancel()
            status, ack, said = None, Ack(False, late=True, reason="http_timeout"), "no answer within 3 seconds"
        self._traffic.add(
            at=sent_at,
            direction="out",
            kind="http",
            name=name,
            person=person_in(payload),
            status=status,
            request={**headers, "body": payload},
            response=said,
            ms=(self._clock.now() - sent_at) * 1000,
        )
        return ack, said

    async def _ask(self, body: str, headers: dict[str, str], redirects: int) -> tuple[int | None, Ack, str]:
        url = self._url
        for _ in range(redirects + 1):
            try:
                answer = await self._client.post(url, content=body, headers={**headers, **self._signed(body)})
            except (httpx.TransportError, httpx.InvalidURL) as problem:  # a redirect may lead anywhere
                return None, Ack(False, reason=_reason(problem)), str(problem) or type(problem).__name__
            if answer.status_code not in (301, 302):
                return answer.status_code, _ack(answer), answer.text
            url = urljoin(url, answer.headers.get("location", ""))
        reason = "too_many_redirects" if redirects else "http_error"
        return answer.status_code, Ack(False, reason=reason), answer.text

    def _signed(self, body: str) -> dict[str, str]:
        timestamp = str(int(self._machine.now()))
        return {
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": signature(self._secret, timestamp, body),
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }


def _ack(answer: httpx.Response) -> Ack:
    if not answer.is_success:
        return Ack(False, reason="http_error", final=answer.headers.get("x-slack-no-retry") == "1")
    if answer.headers.get("content-type", "").startswith("application/json") and answer.text:
        try:
            said = answer.json()
        except ValueError:
            return Ack(True, {"text": answer.text})
        return Ack(True, said if isinstance(said, dict) else None)
    return Ack(True, {"text": answer.text} if answer.text else None)


def _reason(problem: Exception) -> str:
    if isinstance(problem.__cause__, ssl.SSLError) or isinstance(problem.__context__, ssl.SSLError):
        return "ssl_error"
    if isinstance(problem, httpx.NetworkError | httpx.RemoteProtocolError):
        return "connection_failed"
    return "unknown_error"


def _form_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
