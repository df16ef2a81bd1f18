"""What people do: type commands, use elements, fill in modals, take shortcuts, write."""

from __future__ import annotations

from sandbox.gestures.commands import Commands
from sandbox.gestures.elements import Elements
from sandbox.gestures.entrances import Entrances
from sandbox.gestures.modals import Modals
from sandbox.gestures.places import Places
from sandbox.gestures.refused import Impossible
from sandbox.gestures.stage import Stage

__all__ = ["Gestures", "Impossible"]


class Gestures:
    """Every hand in the workspace."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.places = Places(stage)
        self.commands = Commands(stage)
        self.elements = Elements(stage)
        self.modals = Modals(stage, self.elements)
        self.entrances = Entrances(stage, self.places)
