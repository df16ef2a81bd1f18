"""What may be said where: internal words only where no outsider can read, and unknown means no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.blueprint import FieldClass, Question
from bot.rules.facts import Answers


@dataclass(frozen=True)
class Place:
    """A conversation, as Slack describes it at the moment of speaking (docs.slack.dev/apis/slack-connect).

    None means Slack did not say. `is_direct` is a DM between the bot and one person.
    """

    is_direct: bool
    is_shared_outside: bool | None
    sharing_is_pending: bool | None
    is_archived: bool = False


def why_not_say(words: FieldClass, place: Place) -> str | None:
    """Why words of this class may not be said in this place, as a phrase id; None when they may."""
    if place.is_archived:
        return "channel_archived"
    if place.is_direct or words is FieldClass.SHAREABLE:
        return None
    if words is FieldClass.PERSONAL:
        return "personal_in_channel"
    if place.is_shared_outside is None or place.sharing_is_pending is None:
        return "sharing_unknown"
    if place.is_shared_outside or place.sharing_is_pending:
        return "channel_shared_outside"
    return None


def shareable(asked: Iterable[Question], answers: Answers) -> dict[str, Any]:
    """What of these answers a customer may read: those to shareable questions, and inside their lines likewise.

    Everything that goes to a customer comes through here. What nobody asks, or any more, is not known to be shareable.
    """
    return {
        question.id: _inside(question, answers[question.id])
        for question in asked
        if question.field_class is FieldClass.SHAREABLE and question.id in answers
    }


def _inside(question: Question, answer: Any) -> Any:
    if question.kind != "lines":
        return answer
    return [shareable(question.line, line) for line in answer or ()]
