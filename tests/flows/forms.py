"""How the cast fills the handoff form, step by step, through the modals."""

from __future__ import annotations

from typing import Any

from tests.support.hand import Hand, View

ACCOUNT = {
    "tier": "T2",
    "bought": "Reporting for 200 people; not the data warehouse",
    "arr": "120,000 EUR",
    "contract_start": "2026-03-01",
    "renewal_on": "2027-03-01",
    "owner": "UANN",
    "deputy": "UDEV",
    "our_sponsor": "USUE",
}
PEOPLE = {
    "their_sponsor": "Dana Ruiz, CFO, dana@acme.example",
    "champion": "Raj Patel, Head of Finance Systems",
    "champion_cares": "His quarter closes in nine days, he promised five",
}
WHY = {"why_now": "Their auditor gave them a year", "kickoff_on": "2026-03-12"}
OUTCOMES = [
    {
        "what": "Close the books faster",
        "measure": "days to close",
        "today": "9",
        "target": "5",
        "by_when": "2026-09-30",
        "who": "Raj Patel",
    },
    {
        "what": "No manual reconciliation",
        "measure": "hours a month",
        "today": "60",
        "target": "5",
        "by_when": "2026-12-31",
        "who": "Dana Ruiz",
    },
]
PROMISE = {
    "what": "SSO by May",
    "by_whom": "Ben Brand",
    "due_on": "2026-05-01",
    "where": "spoken",
    "keeper": "UANN",
}
RISK = {"what": "Raj may leave", "sign": "He asked about references", "who": "Raj Patel", "seen_on": "2026-02-20"}


def starts(person: Hand, account: str = "Acme") -> View:
    """Type /handoff with the account's name and see the form."""
    person.types(f"/handoff {account}")
    return person.sees_modal("form")


def adds_line(person: Hand, question: str, line: dict[str, Any]) -> None:
    """Press the Add button of a repeated question, fill its modal and send it; the form below shows the line."""
    before = person.sees_modal("form").json["hash"]
    person.clicks("add_line", value=None, block_id=f"{question}~add")
    person.sees_modal("line")
    sent = person.submits(line)
    assert not sent.errors, sent.errors
    redrawn(person, before)


def redrawn(person: Hand, before: str) -> View:
    """The form, once it was drawn again."""
    from tests.support.hand import eventually

    return eventually(
        lambda: view if (view := person.modal) and view.callback_id == "form" and view.json["hash"] != before else None,
        lambda: f"the form should have been drawn again; open are {person.modals}",
    )


def fills_whole(person: Hand, account: str = "Acme", **changes: Any) -> View:
    """Everything up to the last step, not yet sent."""
    starts(person, account)
    sent = person.submits({**ACCOUNT, **changes})
    assert not sent.errors, sent.errors
    sent = person.submits(PEOPLE)
    assert not sent.errors, sent.errors
    for outcome in OUTCOMES:
        adds_line(person, "outcomes", outcome)
    adds_line(person, "promises", PROMISE)
    adds_line(person, "risks", RISK)
    person.fills(WHY)
    return person.sees_modal("form")


def hands_off(person: Hand, account: str = "Acme", **changes: Any) -> View:
    """The whole form, sent; returns the receipt."""
    fills_whole(person, account, **changes)
    sent = person.submits()
    assert not sent.errors, sent.errors
    return person.sees_modal("notice")
