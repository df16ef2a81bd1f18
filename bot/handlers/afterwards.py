"""Work that follows an ack, begun only when the ack is on its way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

Work = Callable[[], object]


class Afterwards:
    """Hands work to a pool of threads; what is given inside `held` is held back until that block ends.

    A thread that begins before the ack is written competes with it for the interpreter: measured, it more than doubled
    the time to the ack (benchmarks/README.md). Work given outside of `held` begins at once.
    """

    def __init__(self, pool: Executor) -> None:
        self.pool = pool
        self._here = threading.local()

    def do(self, work: Work) -> None:
        """Let `work` be done. It answers for its own failures."""
        held: list[Work] | None = getattr(self._here, "held", None)
        if held is None:
            self.pool.submit(work)
        else:
            held.append(work)

    @contextmanager
    def held(self) -> Iterator[None]:
        """What this thread gives to be done in this block is begun when the block is over, however it ends."""
        self._here.held = []
        try:
            yield
        finally:
            held, self._here.held = self._here.held, None
            for work in held:
                self.pool.submit(work)
