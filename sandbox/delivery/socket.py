"""Socket Mode: up to ten WebSockets, each envelope to exactly one of them, and acks that come back on any."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.clock import Clock
from sandbox.delivery.ack import ACK_WITHIN, Ack, Kind, person_in
from sandbox.delivery.deadline import within
from sandbox.webapi.cutting import cut
from sandbox.workspace.traffic import Traffic

MOST_LINES = 10
"""Connections an app may hold at once (docs.slack.dev/apis/events-api/using-socket-mode)."""

LINE_LASTS = 3600
"""Seconds told to the app in `hello` as `approximate_connection_time` (same page)."""

DEBUG_LINE_LASTS = 360
"""Seconds a line opened with `&debug_reconnects=true` lasts (same page)."""

WARNED_BEFORE = 10.0
"""Seconds between the `warning` and the end of the line (same page: about ten)."""

TICKET_LASTS = 30.0
"""Seconds in which a ticket must be used. Slack calls the URL temporary and gives no figure: rtm.connect's."""

Drop = Literal["abrupt", "warning", "refresh_requested", "link_disabled"]
DROPS: tuple[Drop, ...] = ("abrupt", "warning", "refresh_requested", "link_disabled")


@dataclass(slots=True, eq=False)
class _Line:
    socket: WebSocket
    greeted: bool = False
    warned: bool = False


class SocketMode:
    """The app's WebSockets. Slack gives no figure for its retries here; the first is measured, the others are HTTP's.

    `retries_after`: an unacknowledged event was seen again about a second after its three were over
    (github.com/slackapi/bolt-js/issues/2487), then as docs.slack.dev/apis/events-api says.
    """

    name = "socket"
    retries_after: tuple[float, ...] = (1.0, 60.0, 300.0)

    def __init__(self, clock: Clock, app_id: str, traffic: Traffic) -> None:
        self._clock = clock
        self._app_id = app_id
        self._traffic = traffic
        self._host = f"sandbox-{secrets.token_hex(3)}"
        self._tickets: dict[str, float] = {}
        self._lines: list[_Line] = []
        self._turn = itertools.count()
        self._somebody_joined = asyncio.Event()
        self._acks: dict[str, asyncio.Future[dict[str, Any] | None]] = {}
        self._background: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> int:
        return len(self._lines)

    def ticket(self) -> str:
        """A permit to open one line, for the URL that `apps.connections.open` gives."""
        now = self._clock.now()
        self._tickets = {ticket: until for ticket, until in self._tickets.items() if until > now}
        ticket = str(uuid4())
        self._tickets[ticket] = now + TICKET_LASTS
        return ticket

    async def link(self, socket: WebSocket) -> None:
        """Serve one line until either side ends it. Without a fresh ticket the handshake is refused with status 403."""
        if self._tickets.pop(socket.query_params.get("ticket", ""), 0.0) < self._clock.now():
            await socket.close()
            return
        await socket.accept()
        if len(self._lines) >= MOST_LINES:
            await socket.send_json(
                {**self._parting("too_many_websockets"), "num_connections": MOST_LINES, **self._introduction()}
            )
            await socket.close()
            return
        line = _Line(socket)
        self._lines.append(line)
        try:
            await self._greet(line)
            while (frame := await socket.receive())["type"] == "websocket.receive":
                self._hear(frame.get("text") or "")
        finally:
            self._forget(line)

    async def attempt(self, kind: Kind, payload: dict[str, Any], *, retry: int = 0, reason: str | None = None) -> Ack:
        """Send one envelope down one line; when none is open, hold it as long as an ack may take."""
        envelope = self._envelope(kind, payload, retry, reason)
        sent_at = self._clock.now()
        answered: asyncio.Future[dict[str, Any] | None] = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = answered
        said: dict[str, Any] | None
        try:
            if not await self._send(envelope, sent_at + ACK_WITHIN):
                ack, said = Ack(False, reason="connection_failed"), {"error": "no socket was connected"}
            elif not await within(self._clock, sent_at + ACK_WITHIN, answered):
                ack, said = Ack(False, late=True, reason="timeout"), {"error": "no ack within 3 seconds"}
            else:
                said = answered.result()
                ack = Ack(True, said)
        finally:
            del self._acks[envelope["envelope_id"]]
        self._traffic.add(
            at=sent_at,
            direction="out",
            kind="socket",
            name=kind,
            person=person_in(payload),
            status=200 if ack.arrived else None,
            request=envelope,
            response=said,
            ms=(self._clock.now() - sent_at) * 1000,
        )
        return ack

    async def drop(self, how: Drop) -> int:
        """End every line in one of the ways Slack ends them, and say how many there were.

        After `warning` a line lives for `WARNED_BEFORE` seconds of the sandbox's clock.
        """
        lines = list(self._lines)
        for line in lines:
            if how == "abrupt":
                self._forget(line)
                cut(line.socket)
            elif how == "warning":
                await self._warn(line)
            else:
                await self._end(line, how)
        return len(lines)

    async def close(self) -> None:
        """Stop everything that waits; the lines end with the server."""
        for task in list(self._background):
            task.cancel()

    async def _greet(self, line: _Line) -> None:
        debug = line.socket.query_params.get("debug_reconnects") == "true"
        await self._say(line, self._hello(DEBUG_LINE_LASTS if debug else LINE_LASTS))
        line.greeted = True
        self._somebody_joined.set()
        if debug:
            self._later(DEBUG_LINE_LASTS - WARNED_BEFORE, lambda: self._warn(line))

    def _hear(self, said: str) -> None:
        try:
            message = json.loads(said)
        except ValueError:
            message = None
        if not isinstance(message, dict) or not isinstance(message.get("envelope_id"), str):
            self._unexpected("unknown", said, "an ack was expected: a JSON object with an envelope_id")
            return
        payload = message.get("payload")
        awaited = self._acks.get(message["envelope_id"])
        if awaited is None or awaited.done():
            self._unexpected("ack", message, "nobody waits for this ack any more")
        else:
            awaited.set_result(payload if isinstance(payload, dict) else None)

    async def _send(self, envelope: dict[str, Any], until: float) -> bool:
        while True:
            while line := self._next_line():
                if await self._say(line, envelope):
                    return True
            self._somebody_joined.clear()
            if not await within(self._clock, until, joined := asyncio.ensure_future(self._somebody_joined.wait())):
                joined.cancel()
                return False

    def _next_line(self) -> _Line | None:
        greeted = [line for line in self._lines if line.greeted]
        staying = [line for line in greeted if not line.warned] or greeted
        return staying[next(self._turn) % len(staying)] if staying else None

    async def _warn(self, line: _Line) -> None:
        line.warned = True
        await self._say(line, self._parting("warning"))
        self._later(WARNED_BEFORE, lambda: self._end(line, "refresh_requested"))

    async def _end(self, line: _Line, reason: str) -> None:
        if line in self._lines and await self._say(line, self._parting(reason)):
            self._forget(line)
            await line.socket.close()

    async def _say(self, line: _Line, message: dict[str, Any]) -> bool:
        """Send, unless the line died between two turns of the loop."""
        try:
            await line.socket.send_json(message)
        except (WebSocketDisconnect, RuntimeError):
            self._forget(line)
            return False
        return True

    def _forget(self, line: _Line) -> None:
        if line in self._lines:
            self._lines.remove(line)

    def _later(self, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        async def wait_and_act() -> None:
            await self._clock.sleep(seconds)
            await act()

        task = asyncio.create_task(wait_and_act())
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    def _unexpected(self, name: str, said: Any, sentence: str) -> None:
        self._traffic.add(
            at=self._clock.now(), direction="in", kind="socket", name=name, request=said, response={"error": sentence}
        )

    def _envelope(self, kind: Kind, payload: dict[str, Any], retry: int, reason: str | None) -> dict[str, Any]:
        """All but events accept a payload with the ack, although only some of them have a use for it."""
        envelope = {
            "envelope_id": str(uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason or ""}
        return envelope

    def _hello(self, lasts: int) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._lines),
            **self._introduction(),
            "debug_info": {
                "host": self._host,
                "started": self._clock.moment().strftime("%Y-%m-%d %H:%M:%S.000"),
                "build_number": 1,
                "approximate_connection_time": lasts,
            },
        }

    def _introduction(self) -> dict[str, Any]:
        return {"connection_info": {"app_id": self._app_id}}

    def _parting(self, reason: str) -> dict[str, Any]:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": self._host}}
