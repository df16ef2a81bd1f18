"""How the cast writes down a need, and what follows it, through the modals."""

from __future__ import annotations

from typing import Any

from tests.flows.forms import opened, submits, takes_step
from tests.support.hand import Hand, Message, Submitted, View

HEARD = {
    "need": "Close the books faster",
    "in_their_words": "We close in nine days, and the board asks every month why",
    "said_by": "Raj Patel, Head of Finance Systems",
    "said_on": "2026-02-27",
    "said_where": "Cadence call",
    "who_feels_it": "Group accounting, eleven people",
}
MEANING = {
    "effect": "The board decides on figures that are two weeks old",
    "is_measured": "no",
    "kind_of_need": "stated",
    "next_step": "Ask Dana for last year's closing days",
    "next_owner": "UBEN",
    "next_on": "2026-03-06",
}
MEASURED = {"is_measured": "yes", "today": "9 days", "target": "5 days", "by_when": "2026-09-30"}
VERDICT = {
    "verdict": "we",
    "offering": "Close Manager",
    "advised_unpaid": "yes",
    "advised_because": "They lose four days each month, whoever sells it",
}
CONFIRMED = {"confirmed_by": "Dana Ruiz, CFO", "confirmed_on": "2026-03-02"}
ASIDE = {"set_aside_because": "Their new CFO begins in May", "look_again_on": "2026-06-01"}
TEN_IN_NEW_YORK = "2026-03-02T10:00:00-05:00"


def writes_down(person: Hand, account: str, **changes: str) -> None:
    """The whole form, from the shortcut to the receipt."""
    person.takes("start:needs")
    person.sees_modal("form")
    [offered] = person.is_offered("pick_account", account)
    fills_in(person, account=offered["value"], **changes)


def fills_in(person: Hand, account: str | None = None, **changes: str) -> None:
    """Both steps of the form that is open, and the receipt read and closed."""
    chosen = {"account": account} if account else {}
    takes_step(person, **chosen, **{**HEARD, **{id: text for id, text in changes.items() if id in HEARD}})
    sent = submits(person, {**MEANING, **{id: text for id, text in changes.items() if id not in HEARD}})
    assert not sent.errors, sent.errors
    assert person.sees_modal("notice").title == "Needs assessment sent"
    person.closes()


def makes(person: Hand, move: str, at: Message | View, answers: dict[str, Any]) -> Submitted:
    """Press a button and fill in what it asks."""
    before = person.modal
    person.clicks(f"move:needs:{move}", at)
    opened(person, before)
    return submits(person, answers)


def made(person: Hand, move: str, at: Message | View, answers: dict[str, Any]) -> None:
    """The same, and nothing was wrong with it."""
    sent = makes(person, move, at, answers)
    assert not sent.errors, sent.errors
    assert not sent.error, sent.error
