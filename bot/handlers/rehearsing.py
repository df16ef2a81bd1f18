"""The rehearsal in an admin's Home: what would be said in the days to come, before any of it is."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.handlers.door import Body, Door
from bot.handlers.events import chosen
from bot.modals import View, plain
from bot.pages import home
from bot.rehearsal import rehearse, told
from bot.rules.allowed import why_not_see_outbox
from bot.rules.moves import Refusal
from bot.words import section_block

DAYS = 30
_MOST_LINES, _LINES_A_BLOCK = 900, 12
"""A modal has a hundred blocks, each of 3,000 characters (docs.slack.dev/surfaces/modals)."""


def register(app: App, door: Door) -> None:
    """Listen for the menu in an admin's Home."""

    @app.action(home.MORE, matchers=[chosen(home.REHEARSE)])
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        if phrase := why_not_see_outbox(actor):
            door.refuse(body, Refusal(phrase))
        else:
            door.after(body, lambda: _show(door, body))


def _show(door: Door, body: Body) -> None:
    """Say at once that it is being gone through, for that takes a while, and then what came of it."""
    slack, words = door.office.slack, door.office.words
    opened = slack.call("views.open", trigger_id=body["trigger_id"], view=_view(door, [words.plain("rehearsal_begun")]))
    lines = list(told(rehearse(door.office, DAYS), words))
    if (left := len(lines) - _MOST_LINES) > 0:
        lines = [*lines[:_MOST_LINES], words.plain("and_more", count=left)]
    slack.call("views.update", view_id=opened["view"]["id"], view=_view(door, lines))


def _view(door: Door, lines: list[str]) -> View:
    groups = [lines[first : first + _LINES_A_BLOCK] for first in range(0, len(lines), _LINES_A_BLOCK)]
    texts = [text for group in groups if (text := "\n".join(group).strip("\n"))]
    return {
        "type": "modal",
        "callback_id": "rehearsal",
        "title": plain(door.office.words.plain("rehearse")[:24]),
        "close": plain(door.office.words.plain("close")),
        "blocks": [section_block(f"rehearsal.{n}", text) for n, text in enumerate(texts)],
    }
