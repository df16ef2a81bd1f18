"""How the cast fills the handoff form, step by step, through the modals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.support.hand import Hand, Json, Submitted, View, eventually
from tests.support.sold import ACCOUNT, OUTCOMES, PEOPLE, PROMISE, RISK, THIRD_OUTCOME, WHY

ACCEPT = "move:handoff:accept"
RETURN = "move:handoff:return"
NOW = timedelta(0)
DISPATCH = ("account", "tier")
"""The questions whose answers change what the form asks or knows."""


def starts(person: Hand, account: str = "Acme") -> View:
    """Type /handoff with the account's name and see the form."""
    before = person.modal
    person.types(f"/handoff {account}")
    return opened(person, before)


def opened(person: Hand, before: View | None = None) -> View:
    """The form, in place of the modal that was open `before`."""
    return eventually(
        lambda: view if (view := person.modal) and view.callback_id == "form" and view.id != _id(before) else None,
        lambda: f"{person.id} should see a new form; open are {person.modals}",
    )


def submits(person: Hand, answers: dict[str, Any]) -> Submitted:
    """Fill in a step and press its button."""
    fills_step(person, answers)
    return person.submits()


def fills_step(person: Hand, answers: dict[str, Any]) -> View:
    """Fill in a step. What changes the rest of the form is chosen first, and the form waited for."""
    for block in person.sees_modal("form").blocks:
        if block.get("dispatch_action") and (question := asked_in(block)) in answers:
            chooses(person, question, answers[question])
    shown = {asked_in(block): block["block_id"] for block in person.sees_modal("form").blocks}
    left = {id: answer for id, answer in answers.items() if id not in DISPATCH}
    person.fills({shown.get(id, id): answer for id, answer in left.items()})
    return person.sees_modal("form")


def asked_in(block: Json) -> str:
    """The question that a block belongs to: what was filled in anew has a number behind it."""
    return str(block["block_id"]).partition("~")[0] if block["type"] == "input" else ""


def chooses(person: Hand, question: str, answer: Any) -> View:
    """Choose in a menu that tells us at once, and see the form drawn again."""
    before = person.sees_modal("form")
    block = next(block for block in before.blocks if asked_in(block) == question)
    person.chooses(block["element"]["action_id"], answer, block_id=block["block_id"])
    return redrawn(person, before)


def takes_step(person: Hand, **answers: Any) -> View:
    """Fill in a step, press its button, and see the form's next step."""
    sent = submits(person, answers)
    assert not sent.errors, sent.errors
    assert not sent.error, sent.error
    return person.sees_modal("form")


def reaches(person: Hand, step: int, account: str = "Acme", **changes: Any) -> View:
    """The form at a step (1, 2, 3), with everything before it filled in."""
    view = starts(person, account)
    if step > 1:
        view = takes_step(person, **{**ACCOUNT, **changes})
    if step > 2:
        view = takes_step(person, **PEOPLE)
    return view


def opens_line(person: Hand, question: str) -> View:
    """Press the Add button of a repeated question."""
    person.clicks("add_line", block_id=f"{question}~add")
    return person.sees_modal("line")


def adds_line(person: Hand, question: str, line: dict[str, Any]) -> View:
    """Add a line to a repeated question; the form below it shows it."""
    before = person.sees_modal("form")
    opens_line(person, question)
    sent = person.submits(line)
    assert not sent.errors, sent.errors
    return redrawn(person, before)


def goes_back(person: Hand) -> View:
    """Press the Back button, and see the step before."""
    before = person.sees_modal("form")
    person.clicks("back")
    return redrawn(person, before)


def redrawn(person: Hand, before: View) -> View:
    """The form, once it was drawn again."""
    return eventually(
        lambda: view if (view := person.modal) and view.id == before.id and _hash(view) != _hash(before) else None,
        lambda: f"the form should have been drawn again; open are {person.modals}",
    )


def fills_whole(person: Hand, account: str = "Acme", *, since_monday: timedelta = NOW, **changes: Any) -> View:
    """Everything up to the last button, which is not yet pressed; in T1 that takes an outcome more.

    What was sold on the tests' Monday may be handed over so much later; each of its days is that much later, too.
    """
    reaches(person, 3, account, **{**later(ACCOUNT, since_monday), **changes})
    for outcome in [*OUTCOMES, THIRD_OUTCOME] if changes.get("tier") == "T1" else OUTCOMES:
        adds_line(person, "outcomes", later(outcome, since_monday))
    adds_line(person, "promises", later(PROMISE, since_monday))
    adds_line(person, "risks", later(RISK, since_monday))
    person.fills(later(WHY, since_monday))
    return person.sees_modal("form")


def later(answers: dict[str, Any], by: timedelta) -> dict[str, Any]:
    """The same answers with every day moved."""
    return {id: _moved(answer, by) for id, answer in answers.items()}


def hands_off(person: Hand, account: str = "Acme", *, since_monday: timedelta = NOW, **changes: Any) -> View:
    """The whole form, sent; returns the receipt."""
    fills_whole(person, account, since_monday=since_monday, **changes)
    return sends(person)


def sends(person: Hand) -> View:
    """Press the form's last button; returns the receipt."""
    sent = person.submits()
    assert not sent.errors, sent.errors
    receipt = person.sees_modal("notice")
    assert receipt.title == "Handoff sent", receipt.words
    return receipt


def is_pending(person: Hand) -> None:
    """The modal's button turns and turns."""
    eventually(
        lambda: True if (view := person.modal) and view.json["pending"] else None,
        lambda: "the modal should be waiting for its answer",
    )


def _id(view: View | None) -> str | None:
    return view.id if view else None


def _moved(answer: Any, by: timedelta) -> Any:
    try:
        return (date.fromisoformat(answer) + by).isoformat()
    except (TypeError, ValueError):
        return answer


def _hash(view: View) -> str:
    return str(view.json["hash"])
