"""A gesture: who did something, when, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Gesture:
    """Who did something, when, and on which surface (command, modal, button, home)."""

    actor: str
    at: datetime
    surface: str
