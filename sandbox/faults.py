"""Things that go wrong on request: what a test or a demo injects into the Web API."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal, get_args

FaultKind = Literal["status429", "status500", "reset", "reset_after_accept", "silence", "garbled", "slow", "refuse"]
"""`status429`, `status500` and `refuse` answer so and do nothing; with `reset` the connection is cut and nothing done.
The others do the work first: then the connection is cut, or no answer ever comes, or a proxy's page comes in its place
(`garbled`), or it comes `seconds` late (on the sandbox's clock)."""

KINDS: tuple[FaultKind, ...] = get_args(FaultKind)


@dataclass(slots=True)
class Fault:
    """One injected fault: how often it strikes still, and what it needs to know. `method` "*" is every method."""

    id: str
    method: str
    kind: FaultKind
    times: int = 1
    retry_after: int = 1
    seconds: float = 1.0
    error: str = "internal_error"


class Faults:
    """The faults that wait for their method, first injected first struck."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._serial = itertools.count(1)

    def inject(
        self,
        method: str,
        kind: FaultKind,
        *,
        times: int = 1,
        retry_after: int = 1,
        seconds: float = 1.0,
        error: str = "internal_error",
    ) -> Fault:
        """Let `method` fail the next `times` times.

        Raises:
            ValueError: an unknown kind, or fewer than one time.
        """
        if kind not in KINDS:
            raise ValueError(f"kind is {kind!r}; one of {', '.join(KINDS)} is expected")
        if times < 1:
            raise ValueError(f"times is {times}; 1 or more is expected")
        fault = Fault(f"fault{next(self._serial)}", method, kind, times, retry_after, seconds, error)
        self._waiting.append(fault)
        return fault

    def strike(self, method: str) -> Fault | None:
        """The fault that this call meets, if one waits for it; it counts as struck once more."""
        fault = next((fault for fault in self._waiting if fault.method in (method, "*")), None)
        if fault is not None:
            fault.times -= 1
            if fault.times == 0:
                self._waiting.remove(fault)
        return fault

    def waiting(self) -> list[Fault]:
        return list(self._waiting)

    def clear(self) -> None:
        self._waiting.clear()
