"""The workspace as the rest of the sandbox knows it: one object with all abilities."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.manifest import Manifest
from sandbox.rates import Rates
from sandbox.workspace.people import People
from sandbox.workspace.records import Records
from sandbox.workspace.views import Views


class Workspace(People):
    """Sight (who sees what), Posting (messages), Rooms (conversations), People (members), and the views."""

    def __init__(
        self, seed: Callable[[float], Records], manifest: Manifest, clock: Clock, saved: Records | None = None
    ) -> None:
        """`seed` makes the first records from the present moment; `saved` are those of an earlier run, if there was."""
        super().__init__(seed, manifest, clock, saved)
        self.views = Views(self)
        self.rates = Rates(clock)
        self.faults = Faults()

    def next_turn(self) -> float | None:
        """The next moment at which something happens by itself: a scheduled message is due, or a status is over."""
        ends = (member.status_expiration for member in self.members.values() if member.status_expiration)
        return min([*(scheduled.post_at for scheduled in self.records.scheduled), *ends], default=None)

    def reset(self) -> None:
        """Back to the seed: records, rates and faults; the version goes on, so that everybody looks again."""
        self.rates.forget()
        self.faults.clear()
        super().reset()
