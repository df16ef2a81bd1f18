"""How the cast plans a business review, moves it, and opens what is put together for it."""

from __future__ import annotations

from typing import Any

from tests.flows.forms import opened, submits, takes_step
from tests.flows.touches import sends
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, Submitted, View

IN_FORTY_DAYS = "2026-04-11"
PLAN = {"on": IN_FORTY_DAYS, "their_people": ["their_sponsor", "champion"]}
"""All that has to be known today, on the tests' Monday."""

_FIRST = ("account", "kind", "on", "our_people", "their_people", "topics")
"""What the form's first step asks."""


def plans(person: Hand, account: str = "acme", **answers: Any) -> View:
    """The whole form, sent; returns the receipt."""
    before = person.modal
    person.types(f"/account qbr {account}")
    opened(person, before)
    return fills(person, **{**PLAN, **answers})


def changes(person: Hand, at: Message | View, **answers: Any) -> View:
    """Press the button that opens the form again, and send it with other answers; returns the receipt."""
    before = person.modal
    person.clicks("complete", at)
    opened(person, before)
    return fills(person, **answers)


def fills(person: Hand, **answers: Any) -> View:
    """Both steps of the form that is open."""
    takes_step(person, **{id: answer for id, answer in answers.items() if id in _FIRST})
    return sends(person, **{id: answer for id, answer in answers.items() if id not in _FIRST})


def makes(person: Hand, move: str, at: Message, answers: dict[str, Any]) -> Submitted:
    """Press a button and fill in what it asks."""
    before = person.modal
    person.clicks(f"move:review:{move}", at)
    opened(person, before)
    return submits(person, answers)


def is_planned(box: Control, bot: Bot, **answers: Any) -> Message:
    """Ann has planned one; her card for it."""
    plans(box.ann, **answers)
    box.ann.closes()
    bot.goes_round()
    return box.ann.sees_message("business review on")


def opens_pack(person: Hand, at: Message | View, action: str = "pack", **where: str) -> View:
    """Press the button, and read what is put together."""
    person.clicks(action, at, **where)
    return person.sees_modal("pack")


def for_them(view: View) -> str:
    """What the customer may read of a pack: all that is there to be copied."""
    theirs = (block for block in view.blocks if block["block_id"].startswith("theirs.") and "text" in block)
    return "\n".join(block["text"]["text"] for block in theirs)


def for_us(view: View) -> str:
    """The words of a pack that are not the customer's."""
    return "\n".join(line for line in view.words.split("\n") if line not in for_them(view).split("\n"))
