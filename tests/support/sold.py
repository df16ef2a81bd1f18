"""What Ben sold to Acme: as it is entered in the form, by question, and as it is kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.rules.facts import LINE_ID
from bot.rules.money import Money

ACCOUNT = {
    "tier": "T2",
    "bought": "Reporting for 200 people; not the data warehouse",
    "arr": "120,000 EUR",
    "contract_start": "2026-03-01",
    "term_months": "12",
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
THIRD_OUTCOME = {**OUTCOMES[1], "what": "One report for the board"}
RISK = {"what": "Raj may leave", "sign": "He asked about references", "who": "Raj Patel", "seen_on": "2026-02-20"}

# What the form would like to know as well: without it there are gaps, with it there are none.
MORE = {
    "out_of_scope": "The data warehouse",
    "notice_on": "2026-12-01",
    "manager": "UMEG",
}
MORE_PEOPLE = {
    "economic_buyer": "Dana Ruiz",
    "technical_buyer": "Raj Patel",
    "day_to_day": "Lena Roth, lena@acme.example",
    "billing_contact": "ap@acme.example",
    "end_user": "Piet Smit, closes the books",
    "sceptic": "nobody known",
}
MORE_WHY = {"first_deliverable": "The first report", "objections": "none"}

ANSWERS: dict[str, Any] = {
    **ACCOUNT,
    **PEOPLE,
    **WHY,
    "ae": "UBEN",
    "term_months": 12,
    "arr": asdict(Money(12_000_000, "EUR")),
    "outcomes": [{**outcome, LINE_ID: f"outcome{n}"} for n, outcome in enumerate(OUTCOMES)],
    "promises": [{**PROMISE, LINE_ID: "promise"}],
    "risks": [{**RISK, LINE_ID: "risk"}],
}
