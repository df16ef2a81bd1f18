"""A lean Slack in the benchmark's own process: Socket Mode and a Web API that answer at once and note the moment."""

from __future__ import annotations

import asyncio
import itertools
import json
import math
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Literal
from urllib.parse import parse_qsl

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from benchmarks.methods import Json, Methods, granted_scopes

PATIENCE = 30.0
"""Seconds after which nobody waits for an answer any more; it counts as one that took for ever."""
LATE = 3.0
"""Seconds that Slack waits for an ack (docs.slack.dev/interactivity/handling-user-interaction)."""

Kind = Literal["slash_commands", "interactive"]


@dataclass(frozen=True)
class Ack:
    """An app's ack: when its envelope was sent (`perf_counter`), the seconds it took (infinite when it never came)."""

    sent: float
    seconds: float
    payload: Json


@dataclass(frozen=True)
class Call:
    """One Web API call: when it had arrived whole (seconds of `perf_counter`), and what was answered."""

    method: str
    arguments: Json
    at: float
    answer: Json


class Wire:
    """Slack as one app sees it. Nothing is checked, so that the figures are the app's own."""

    def __init__(self, people: Sequence[str]) -> None:
        self.connected: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.calls: Counter[str] = Counter()
        self.refused: list[Call] = []
        self.ports = (0, 0)
        self._methods = Methods(people, lambda: f"ws://127.0.0.1:{self.ports[1]}/")
        self._scopes = granted_scopes()
        self._line: ServerConnection | None = None
        self._acks: dict[str, asyncio.Future[tuple[float, Json]]] = {}
        self._awaited: dict[str, asyncio.Future[Call]] = {}
        self._envelopes = itertools.count(1)
        self._last_call = perf_counter()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.ports[0]}/api/"

    async def send(self, kind: Kind, payload: Json) -> Ack:
        """Send one envelope and wait for its ack."""
        assert self._line is not None  # whoever sends has waited for `connected`
        id = f"envelope-{next(self._envelopes)}"
        envelope = {"envelope_id": id, "type": kind, "accepts_response_payload": True, "payload": payload}
        text = json.dumps(envelope)
        answered: asyncio.Future[tuple[float, Json]] = asyncio.get_running_loop().create_future()
        self._acks[id] = answered
        sent = perf_counter()
        await self._line.send(text)
        try:
            at, said = await asyncio.wait_for(answered, PATIENCE)
        except TimeoutError:
            return Ack(sent, math.inf, {})
        return Ack(sent, at - sent, said)

    def expect(self, id: str) -> asyncio.Future[Call]:
        """The next call that carries this trigger_id or view_id."""
        self._awaited[id] = asyncio.get_running_loop().create_future()
        return self._awaited[id]

    async def quiet(self, seconds: float = 0.3) -> None:
        """Wait until the app has called nothing for so long: what the last gestures caused is done."""
        while (left := self._last_call + seconds - perf_counter()) > 0:
            await asyncio.sleep(left)

    async def listen(self, line: ServerConnection) -> None:
        """Serve one WebSocket of the app."""
        self._line = line
        await line.send(json.dumps({"type": "hello", "num_connections": 1}))
        if not self.connected.done():
            self.connected.set_result(perf_counter())
        try:
            async for text in line:
                self._hear(perf_counter(), json.loads(text))
        except ConnectionClosed:
            pass  # an app that is stopped need not say goodbye

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one Web API call; slack_sdk opens a connection for each."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            request, *lines = head.strip().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines)
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            at = perf_counter()
            call = self._called(at, request.split()[1].rpartition("/")[2], _arguments(headers, body))
            said = json.dumps(call.answer).encode()
            writer.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n"
                + f"x-oauth-scopes: {self._scopes}\r\ncontent-length: {len(said)}\r\n\r\n".encode()
                + said
            )
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the app was stopped in the middle of a call
        finally:
            writer.close()

    def _called(self, at: float, method: str, arguments: Json) -> Call:
        call = Call(method, arguments, at, self._methods.answer(method, arguments))
        self.calls[method] += 1
        self._last_call = at
        if not call.answer["ok"]:
            self.refused.append(call)
        for id in (arguments.get("trigger_id"), arguments.get("view_id")):
            if id in self._awaited:
                self._awaited.pop(id).set_result(call)
        return call

    def _hear(self, at: float, message: Json) -> None:
        answered = self._acks.pop(message["envelope_id"])
        if not answered.done():
            answered.set_result((at, message.get("payload") or {}))


@asynccontextmanager
async def open_wire(people: Sequence[str]) -> AsyncIterator[Wire]:
    """A wire with its two ports open on loopback."""
    wire = Wire(people)
    async with (
        await asyncio.start_server(wire.answer, "127.0.0.1", 0) as web,
        serve(wire.listen, "127.0.0.1", 0, compression=None) as socket,
    ):
        wire.ports = (web.sockets[0].getsockname()[1], next(iter(socket.sockets)).getsockname()[1])
        yield wire


def _arguments(headers: dict[str, str], body: bytes) -> dict[str, Any]:
    if body and headers.get("content-type", "").startswith("application/json"):
        return dict(json.loads(body))
    return dict(parse_qsl(body.decode()))
