"""The rehearsal in an admin's Home: what would be said in the days to come, before any of it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from slack_bolt import Ack, App

from bot.handlers.door import Body, Door
from bot.handlers.events import chosen
from bot.modals import View, plain
from bot.pages import home
from bot.rehearsal import rehearse, told
from bot.rules.allowed import why_not_see_outbox
from bot.rules.moves import Refusal
from bot.words import Block

DAYS = 30
_MOST_LINES, _LINES_A_BLOCK = 750, 12
"""A modal has a hundred blocks, each of 3,000 characters (docs.slack.dev/surfaces/modals); each day begins a block."""


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


def _view(door: Door, lines: Sequence[str]) -> View:
    return {
        "type": "modal",
        "callback_id": "rehearsal",
        "title": plain(door.office.words.plain("rehearse")[:24]),
        "close": plain(door.office.words.plain("close")),
        "blocks": [_paragraph(f"rehearsal.{n}", text) for n, text in enumerate(_paragraphs(lines))],
    }


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """The report's paragraphs, a long one in several: a day is read together."""
    for is_text, paragraph in groupby(lines, key=bool):
        of_one = list(paragraph)
        if is_text:
            yield from ("\n".join(of_one[n : n + _LINES_A_BLOCK]) for n in range(0, len(of_one), _LINES_A_BLOCK))


def _paragraph(block_id: str, text: str) -> Block:
    """Plain text: names are as they were typed."""
    return {"type": "section", "block_id": block_id, "text": plain(text)}
