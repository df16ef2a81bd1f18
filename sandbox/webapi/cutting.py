"""How a connection is dropped without an answer, for the fault `reset_after_accept`."""

from __future__ import annotations

import asyncio
import socket
import struct

from starlette.requests import HTTPConnection
from uvicorn.protocols.http.h11_impl import H11Protocol


class CuttableProtocol(H11Protocol):
    """uvicorn's HTTP protocol (`uvicorn.Config(http=CuttableProtocol)`), whose connections the app can cut."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        self.app_state = {**self.app_state, "cut": self._cut}

    def _cut(self) -> None:
        """SO_LINGER of 0 seconds makes the kernel send a reset instead of a goodbye."""
        connected = self.transport.get_extra_info("socket")
        if connected is not None:
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()


def cut(connection: HTTPConnection) -> None:
    """Drop the TCP connection at once; the client sees it reset."""
    connection.state.cut()
