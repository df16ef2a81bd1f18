"""The control API under /control: act as a person, move the clock, inject a fault, read what everyone could see."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from itertools import islice
from urllib.parse import quote

from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.control import shows
from sandbox.control.acts import Acts
from sandbox.control.requests import Unclear, wanted
from sandbox.control.world import World
from sandbox.delivery.http import HttpMode
from sandbox.delivery.socket import SocketMode
from sandbox.gestures import Gestures, Impossible
from sandbox.skipping import Skipping
from sandbox.webapi.cutting import cut
from sandbox.workspace import Json, Member, Refused
from sandbox.workspace.files import kind_of

__all__ = ["Control"]

NOT_THERE = (
    "channel_not_found",
    "user_not_found",
    "message_not_found",
    "team_not_found",
    "file_not_found",
    "not_found",
)


class Control:
    """The control API over one workspace; errors are sentences."""

    def __init__(
        self, gestures: Gestures, transport: SocketMode | HttpMode, skipping: Skipping, reset: Callable[[], None]
    ) -> None:
        self._gestures = gestures
        self._workspace = gestures.stage.workspace
        self._transport = transport
        self._acts = Acts(gestures)
        self._skipping = skipping
        self._world = World(self._workspace, transport, skipping, reset)
        self._watching: set[Request] = set()

    def app(self) -> Starlette:
        """The API as an application of its own, to be mounted at /control."""
        routes = [
            Route("/time", self._time),
            Route("/state", self._state),
            Route("/sees", self._sees),
            Route("/messages", self._messages),
            Route("/traffic", self._traffic),
            Route("/posted", self._posted),
            Route("/rates", self._rates),
            Route("/events", self._events),
            Route("/files/{file_id}", self._file),
            *self._acts.routes(),
            *self._world.routes(),
        ]
        return Starlette(
            routes=routes,
            exception_handlers={
                Impossible: _impossible,
                Unclear: _unclear,
                Refused: _refused,
                HTTPException: _no_such_route,
            },
        )

    def stop_watching(self) -> None:
        """End every stream of /control/events, so that the server can stop."""
        for request in list(self._watching):
            cut(request)

    async def _time(self, _request: Request) -> JSONResponse:
        self._skipping.looked()
        return JSONResponse({"now": self._workspace.clock.moment().isoformat()})

    async def _state(self, _request: Request) -> JSONResponse:
        return _ok(shows.state(self._workspace, self._transport, self._skipping))

    async def _sees(self, request: Request) -> JSONResponse:
        return _ok(shows.sees(self._workspace, self._looking(request)))

    async def _messages(self, request: Request) -> JSONResponse:
        thread_ts = request.query_params.get("thread_ts")
        offers = self._gestures.stage.offers
        return _ok(
            shows.messages(self._workspace, offers, self._looking(request), wanted(request, "channel"), thread_ts)
        )

    async def _traffic(self, request: Request) -> JSONResponse:
        since, limit = _number(request, "since", 0), _number(request, "limit", 2000)
        return _ok({"traffic": [shows.exchange(seen) for seen in self._workspace.traffic.since(since, limit)]})

    async def _posted(self, request: Request) -> JSONResponse:
        after = _number(request, "since", 0)
        posts = islice(self._workspace.posted.values(), after, None)  # they are numbered from 1 on
        return _ok({"posted": [shows.posted(post) for post in posts]})

    async def _rates(self, _request: Request) -> JSONResponse:
        rates = self._workspace.rates
        return _ok({"refused": dict(rates.refused), "limits": asdict(rates.limits)})

    async def _events(self, request: Request) -> EventSourceResponse:
        person_id = request.query_params.get("as")
        if person_id is not None:
            self._looking(request)
        return EventSourceResponse(self._changes(request, person_id))

    async def _changes(self, request: Request, person_id: str | None) -> AsyncIterator[Json]:
        self._watching.add(request)
        try:
            async for version in self._workspace.subscribe(person_id):
                yield {"event": "changed", "data": json.dumps({"version": version})}
        finally:
            self._watching.discard(request)

    async def _file(self, request: Request) -> Response:
        """A file's content, for somebody who sees it; a browser saves it and does not show it."""
        file = self._workspace.file_seen_by(self._looking(request).id, request.path_params["file_id"])
        saved = {"content-disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
        return Response(base64.b64decode(file.content or ""), media_type=kind_of(file.name).mimetype, headers=saved)

    def _looking(self, request: Request) -> Member:
        """Whoever looks; a deactivated person's view of things may still be looked at."""
        member = self._workspace.members.get(wanted(request, "as"))
        if member is None:
            raise Impossible(f"there is nobody of id {request.query_params['as']!r} in this workspace", 404)
        return member


def _ok(said: Json) -> JSONResponse:
    return JSONResponse({"ok": True, **said})


def _number(request: Request, name: str, otherwise: int) -> int:
    text = request.query_params.get(name, str(otherwise))
    if not text.isdigit():
        raise Unclear(f"{name!r} is {text!r}: a whole number is expected")
    return int(text)


async def _impossible(_request: Request, problem: Exception) -> JSONResponse:
    status = problem.status if isinstance(problem, Impossible) else 400
    return JSONResponse({"ok": False, "error": str(problem)}, status)


async def _unclear(_request: Request, problem: Exception) -> JSONResponse:
    return JSONResponse({"ok": False, "error": str(problem)}, 400)


async def _refused(_request: Request, problem: Exception) -> JSONResponse:
    error = str(problem)
    status = 404 if error in NOT_THERE else 400
    return JSONResponse({"ok": False, "error": f"the workspace refuses this: {error}"}, status)


async def _no_such_route(request: Request, problem: Exception) -> JSONResponse:
    status = problem.status_code if isinstance(problem, HTTPException) else 404
    sentence = f"{request.method} {request.url.path} is not part of the control API; sandbox/README.md lists what is"
    return JSONResponse({"ok": False, "error": sentence}, status)
