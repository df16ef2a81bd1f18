"""A modal of a few questions that are no habit's: what one does with a nudge, and the like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.blueprint import Question
from bot.modals.fields import asked, plain
from bot.modals.forms import View
from bot.words import Words, section_block

_TITLE = 24
"""docs.slack.dev/reference/views/modal-views"""


@dataclass(frozen=True)
class Asks:
    """What such a modal asks. Its answers are read back with `modals.step_answers`.

    `metadata` is what it remembers of itself: ids, never an answer. A question that is `required` for any tier cannot
    be left empty. `title` and `submit` are plain text, `says` a text above the questions, `starts_as` the answers to
    begin with.
    """

    callback_id: str
    metadata: str
    title: str
    submit: str
    questions: Sequence[Question]
    says: str = ""
    starts_as: Mapping[str, Any] = field(default_factory=dict)


def asks_view(asks: Asks, words: Words) -> View:
    """The modal."""
    needed = frozenset(question.id for question in asks.questions if question.required)
    blocks = [section_block("~says", asks.says)] if asks.says else []
    for question in asks.questions:
        blocks += asked(question, asks.starts_as.get(question.id), words, needed, question.id)
    return {
        "type": "modal",
        "callback_id": asks.callback_id,
        "private_metadata": asks.metadata,
        "title": plain(asks.title[:_TITLE]),
        "submit": plain(asks.submit[:_TITLE]),
        "close": plain(words.plain("cancel")),
        "blocks": blocks,
    }
