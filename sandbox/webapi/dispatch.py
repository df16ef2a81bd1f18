"""From an HTTP request to Slack's answer: token, rate, scope, method, and the faults someone injected."""

from __future__ import annotations

import asyncio
import html
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.delivery.triggers import TriggerRefused
from sandbox.faults import Fault
from sandbox.rates import RateLimited
from sandbox.webapi.access import Caller, caller_of
from sandbox.webapi.apps import METHODS as APPS
from sandbox.webapi.arguments import Arguments, Sent, bearer_token, sent_in
from sandbox.webapi.blocks import METHODS as BLOCKS
from sandbox.webapi.bookmarks import METHODS as BOOKMARKS
from sandbox.webapi.canvases import METHODS as CANVASES
from sandbox.webapi.chat import METHODS as CHAT
from sandbox.webapi.conversations import METHODS as CONVERSATIONS
from sandbox.webapi.cutting import cut
from sandbox.webapi.files import METHODS as FILES
from sandbox.webapi.files import SignInFirst, private_content, receive
from sandbox.webapi.method import Answer, Call, Method
from sandbox.webapi.reactions import METHODS as REACTIONS
from sandbox.webapi.scheduled import METHODS as SCHEDULED
from sandbox.webapi.team import METHODS as TEAM
from sandbox.webapi.users import METHODS as USERS
from sandbox.webapi.views import METHODS as VIEWS
from sandbox.workspace import Refused, Workspace

FAMILIES = (
    APPS,
    BLOCKS,
    BOOKMARKS,
    CANVASES,
    CHAT,
    CONVERSATIONS,
    FILES,
    REACTIONS,
    SCHEDULED,
    TEAM,
    USERS,
    VIEWS,
)

METHODS: dict[str, Method] = {method.name: method for family in FAMILIES for method in family}

TOO_MANY = 429
NOBODY_THERE = 499
UNHEARD = ("silence", "reset", "garbled")
"""Faults after which the traffic tells of no answer."""
GARBLED = "<!DOCTYPE html><html><body><h1>Something went wrong on the way</h1></body></html>"
"""What a proxy says in place of the answer."""
FILES_PRIVATE = "files-pri"
SIGN_IN = """<!DOCTYPE html>
<html lang="en"><head><title>Sign in to {name}</title></head><body><h1>Sign in to {name}</h1></body></html>
"""

NOT_AUTHED_YET = Caller("bot", "", ())


class WebApi:
    """The routes under /api/ and the upload URLs; `open_connection` makes the WebSocket URL of Socket Mode."""

    def __init__(self, workspace: Workspace, open_connection: Callable[[], str]) -> None:
        self._workspace = workspace
        self._open_connection = open_connection

    def routes(self) -> list[Route]:
        return [
            Route("/api/{method}", self._serve, methods=["GET", "POST"]),
            Route("/files/upload/{file_id}", self._upload, methods=["POST"]),
            Route("/files-pri/{team_id}-{file_id}/{name}", self._download),
            Route("/files-pri/{team_id}-{file_id}/download/{name}", self._download),
            Route("/sign-in", self._sign_in),
        ]

    async def _serve(self, request: Request) -> Response:
        started = self._workspace.clock.now()
        name = request.path_params["method"]
        fault = self._workspace.faults.strike(name)
        sent: Sent | None = None
        try:
            sent = await sent_in(request)
            response = _prevented(fault) or self._answer(name, request, sent)
        except Refused as refused:
            response = _reply(refused.answer())
        except ClientDisconnect:  # gone before all was said: nothing was asked, and nobody hears the answer
            return Response(status_code=NOBODY_THERE)
        if response.status_code == TOO_MANY:
            self._workspace.rates.refused[name] += 1
        await self._suffer(fault, request)
        self._workspace.traffic.add(
            at=started,
            direction="in",
            kind="web_api",
            name=name,
            status=response.status_code,
            request=dict(sent.arguments) if sent else None,
            response=json.loads(bytes(response.body)) if fault is None or fault.kind not in UNHEARD else None,
            ms=(self._workspace.clock.now() - started) * 1000,
        )
        return HTMLResponse(GARBLED) if fault is not None and fault.kind == "garbled" else response

    def _answer(self, name: str, request: Request, sent: Sent) -> Response:
        method = METHODS.get(name)
        if method is None:
            return _reply({"ok": False, "error": "unknown_method", "req_method": name})
        headers: dict[str, str] = {}
        try:
            caller = self._caller(method, sent)
            if method.tokens:
                headers["x-oauth-scopes"] = ",".join(caller.scopes)
            if method.scopes:
                headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
            self._workspace.rates.admit(name, method.tier)
            caller.need(*method.scopes)
            call = Call(
                self._workspace,
                caller,
                Arguments(sent.arguments),
                sent.token_in_header,
                request.method == "POST",
                self._open_connection,
                str(request.base_url),
            )
            return _reply(_with_warnings(method.does(call), sent.warnings), headers)
        except (Refused, TriggerRefused) as refused:
            answer = refused.answer() if isinstance(refused, Refused) else {"ok": False, "error": refused.error}
            return _reply(_with_warnings(answer, sent.warnings), headers)
        except RateLimited as limited:
            return _too_many(limited.retry_after, headers)

    def _caller(self, method: Method, sent: Sent) -> Caller:
        """Raises: Refused: not_authed, invalid_auth, account_inactive, not_allowed_token_type."""
        if not method.tokens:
            return NOT_AUTHED_YET
        caller = caller_of(sent.token, self._workspace.installation)
        if caller.kind not in method.tokens:
            raise Refused("not_allowed_token_type")
        return caller

    async def _suffer(self, fault: Fault | None, request: Request) -> None:
        """What a fault does after the work is done."""
        if fault is None:
            return
        if fault.kind == "slow":
            await self._workspace.clock.sleep(fault.seconds)
        elif fault.kind in ("reset", "reset_after_accept"):
            cut(request)
        elif fault.kind == "silence":
            while not await request.is_disconnected():
                await asyncio.sleep(0.02)

    async def _upload(self, request: Request) -> Response:
        """The second step of an upload: the bytes, raw or as the first file of a form; a 200 says that they arrived."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "multipart/form-data":
            parts = [part for part in (await request.form()).values() if not isinstance(part, str)]
            content = await parts[0].read() if parts else b""
        else:
            content = await request.body()
        try:
            receive(self._workspace, request.path_params["file_id"], content)
        except Refused as refused:
            return PlainTextResponse(refused.error, status_code=400)
        return PlainTextResponse(f"OK - {len(content)}")

    async def _download(self, request: Request) -> Response:
        """The bytes of a file. Faults are injected under the name of the path, `files-pri`."""
        started = self._workspace.clock.now()
        fault = self._workspace.faults.strike(FILES_PRIVATE)
        response = _prevented(fault) or self._private_file(request)
        await self._suffer(fault, request)
        self._workspace.traffic.add(
            at=started,
            direction="in",
            kind="web_api",
            name=FILES_PRIVATE,
            status=response.status_code,
            request={"file": request.path_params["file_id"]},
            response=f"{len(response.body)} bytes",
            ms=(self._workspace.clock.now() - started) * 1000,
        )
        return response

    def _private_file(self, request: Request) -> Response:
        """Whoever may not have it is led to a page to sign in, which says 200 (github.com/slackapi/deno-slack-sdk/
        issues/285, github.com/PostHog/posthog/pull/74184)."""
        try:
            kind, content = private_content(self._workspace, request.path_params["file_id"], bearer_token(request))
        except SignInFirst:
            return RedirectResponse(f"/sign-in?redir={quote(request.url.path)}", 302)
        except Refused as refused:
            return PlainTextResponse(refused.error, 404)
        return Response(content, media_type=kind)

    async def _sign_in(self, _request: Request) -> Response:
        return HTMLResponse(SIGN_IN.format(name=html.escape(self._workspace.team.name)))


def _prevented(fault: Fault | None) -> Response | None:
    """The answer of a fault that keeps the work from being done."""
    if fault is None:
        return None
    if fault.kind == "status429":
        return _too_many(fault.retry_after, {})
    if fault.kind == "status500":
        return _reply({"ok": False, "error": "internal_error"}, status=500)
    if fault.kind == "refuse":
        return _reply({"ok": False, "error": fault.error})
    if fault.kind == "reset":
        return _reply({"ok": False, "error": "request_timeout"})  # which nobody hears
    return None


def _reply(answer: dict[str, Any], headers: dict[str, str] | None = None, status: int = 200) -> JSONResponse:
    return JSONResponse(answer, status, headers, media_type="application/json; charset=utf-8")


def _too_many(retry_after: int, headers: dict[str, str]) -> JSONResponse:
    """docs.slack.dev/apis/web-api/rate-limits"""
    return _reply({"ok": False, "error": "ratelimited"}, {**headers, "Retry-After": str(retry_after)}, TOO_MANY)


def _with_warnings(answer: Answer, sent_warnings: tuple[str, ...]) -> dict[str, Any]:
    """`warning` and `response_metadata.warnings`, as docs.slack.dev/apis/web-api has them."""
    answer = {"ok": True, **answer}
    warnings = [*answer.pop("warnings", ()), *sent_warnings]
    if warnings:
        answer["warning"] = ",".join(warnings)
        answer["response_metadata"] = {**answer.get("response_metadata", {}), "warnings": warnings}
    return answer
