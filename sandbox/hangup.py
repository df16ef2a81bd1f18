"""Cutting a connection as a dying server does: no answer, no closing frame."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterable
from typing import Any

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

KEY = "sandbox.hang_up"


def hang_up(connection: HTTPConnection) -> None:
    """Reset the connection under a request or a WebSocket; whatever was not sent is lost."""
    connection.scope[KEY]()


class HangUp:
    """ASGI middleware that lets `hang_up` find the transport; `open_connections` are those of the running server."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.open_connections: Iterable[Any] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            scope[KEY] = lambda: self._cut(scope["client"])
        await self._app(scope, receive, send)

    def _cut(self, client: tuple[str, int]) -> None:
        for connection in list(self.open_connections):
            if connection.client == tuple(client):
                _reset(connection.transport)


def _reset(transport: asyncio.Transport) -> None:
    """Close with a reset instead of a goodbye: SO_LINGER of 0 seconds."""
    connected: socket.socket | None = transport.get_extra_info("socket")
    if connected is not None:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
