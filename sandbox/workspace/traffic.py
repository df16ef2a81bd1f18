"""The last things said on the wire, with every token masked."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import Any, Literal

KEPT = 2000
TOKEN = re.compile(r"\b(xox[a-z]|xapp|xoxe)[-.][A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came of it; `at` is the sandbox's time, `ms` how long the answer took on it."""

    n: int
    at: float
    direction: Literal["in", "out"]
    kind: Literal["web_api", "socket", "http"]
    name: str
    person: str | None
    status: int | None
    request: Any
    response: Any
    ms: float


class Traffic:
    """A ring of the last `KEPT` exchanges, numbered from 1."""

    def __init__(self) -> None:
        self._ring: deque[Exchange] = deque(maxlen=KEPT)
        self._count = 0

    def add(
        self,
        *,
        at: float,
        direction: Literal["in", "out"],
        kind: Literal["web_api", "socket", "http"],
        name: str,
        person: str | None = None,
        status: int | None = None,
        request: Any = None,
        response: Any = None,
        ms: float = 0.0,
    ) -> Exchange:
        self._count += 1
        exchange = Exchange(
            self._count, at, direction, kind, name, person, status, masked(request), masked(response), round(ms, 1)
        )
        self._ring.append(exchange)
        return exchange

    def since(self, n: int = 0, limit: int = KEPT) -> list[Exchange]:
        """The newest `limit` exchanges after number `n`, oldest first."""
        return [exchange for exchange in self._ring if exchange.n > n][-limit:]


def masked(value: Any) -> Any:
    """The same value with each token cut down to its kind: `xoxb-…`."""
    if isinstance(value, str):
        return TOKEN.sub(r"\1-…", value)
    if isinstance(value, dict):
        return {key: masked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item) for item in value]
    return value
