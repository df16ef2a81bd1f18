"""What a watch asks: its modal, begun with what was answered before, and the answer that is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot import deeds, modals
from bot.blueprint import ANSWER, Asking
from bot.deeds import Gesture
from bot.handlers import asking
from bot.handlers.door import Body, Door
from bot.handlers.reasons import About, about
from bot.modals import Asks
from bot.rules import submission
from bot.rules.facts import Answers, Deed, Nudge
from bot.rules.moves import Refusal
from bot.store import accounts, marks, nudges
from bot.store.engine import reading

_VIEW = f"nudge:{ANSWER}"
"""The callback_id of the modal."""


def register(app: App, door: Door) -> None:
    """Listen for answers."""

    @app.view(_VIEW)
    def sent(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        gesture = door.gesture(body, "modal")
        ack(**_sent(door, body, view, gesture))


def ask(door: Door, body: Body, gesture: Gesture, nudge: Nudge) -> None:
    """Open what a nudge asks, unless it is too late for an answer. Slack is called: do this after the ack."""
    office = door.office
    rule = deeds.asking_of(office, nudge)
    with reading(office.memory) as connection:
        refusal = deeds.why_not_answered(office, connection, nudge.key, gesture)
        account = accounts.get(connection, office.workspace, nudge.account)
        earlier = marks.of(connection, office.workspace, [nudge.key]).get(nudge.key, ())
    if refusal is not None or rule is None or account is None:
        door.tell(body, door.sentence(refusal or Refusal("gone")))
        return
    below = body.get("view", {}) if body.get("view", {}).get("type") == "modal" else {}
    says = [office.words.phrase("answer_says", account=account.name), *([rule.says] if rule.says else [])]
    asks = Asks(
        callback_id=_VIEW,
        metadata=About(nudge.key, under=below.get("callback_id", ""), of=below.get("private_metadata", "")).dumps(),
        title=rule.title,
        submit=office.words.plain("answer_do"),
        questions=rule.questions,
        says="\n".join(says),
        starts_as=next((mark.answers or {} for mark in reversed(earlier) if mark.deed is Deed.ANSWERED), {}),
    )
    asking.show(door, body, modals.asks_view(asks, office.words))


def _sent(door: Door, body: Body, view: Mapping[str, Any], gesture: Gesture) -> dict[str, Any]:
    """Keep the answer, close the modal, and draw again what stands under it."""
    of = about(view)
    rule = _asked(door, of.nudge)
    if rule is None:
        return {"response_action": "update", "view": door.notice(Refusal("gone"))}
    answers = modals.step_answers(rule.questions, view["state"]["values"])
    if wrong := _wrong(door, rule, answers):
        return {"response_action": "errors", "errors": wrong}
    outcome = deeds.answer(door.office, of.nudge, answers, gesture)
    if isinstance(outcome, Refusal):
        return {"response_action": "update", "view": door.notice(outcome)}
    door.refresh(gesture.actor)
    asking.draw_again(door, body, view["previous_view_id"], of.under, of.of, gesture.actor)
    return {}


def _asked(door: Door, key: str) -> Asking | None:
    with reading(door.office.memory) as connection:
        there = nudges.get_many(connection, door.office.workspace, [key]).get(key)
    return deeds.asking_of(door.office, there[0]) if there else None


def _wrong(door: Door, rule: Asking, answers: Answers) -> dict[str, str]:
    """What is wrong with each answer, as plain text, by question."""
    words = door.office.words
    found = submission.problems(rule.questions, answers, {}, door.office.blueprint.tier_ids)
    return {p.question: words.as_plain(door.sentence(Refusal(p.phrase, p.facts))) for p in found}
