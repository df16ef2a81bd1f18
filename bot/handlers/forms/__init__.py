"""FILLING A FORM: opening it, its steps, its lines, and sending it; the same for a habit's form and a move's."""

from __future__ import annotations

from slack_bolt import App

from bot.handlers.door import Door
from bot.handlers.forms import lines, opening, steps
from bot.handlers.forms.opening import open_form, open_move, open_named

__all__ = ["open_form", "open_move", "open_named", "register"]


def register(app: App, door: Door) -> None:
    """Listen for everything that opens, fills or sends a form of any habit."""
    for topic in (opening, steps, lines):
        topic.register(app, door)
