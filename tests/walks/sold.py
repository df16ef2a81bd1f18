"""What Ben sold to Acme, as he enters it: each answer under what stands above its field."""

from __future__ import annotations

ACCOUNT = {
    "Products and scope bought": "Reporting for 200 people in finance and operations",
    "ARR": "120,000 EUR",
    "Contract starts": "2026-03-01",
    "Term in months": "12",
    "Renewal date": "2027-03-01",
    "Account owner": "Ann Adler",
    "Deputy": "Dev Das",
    "Our executive sponsor": "Sue Stone",
    "Manager of the owner": "Meg Moss",
}
PEOPLE = {
    "Their executive sponsor": "Dana Ruiz, CFO, dana@acme.example",
    "Champion": "Raj Patel, Head of Finance Systems, raj@acme.example",
    "Why the champion cares": "He promised the board to close the books in five days",
    "Sceptic or blocker": "Ines Weber, IT security: asked twice where the data is kept",
}
WHY = {
    "Why now": "Their auditor gave them a year to close the books in five days. Two spreadsheets and a person on leave"
    " made it eleven last quarter.",
    "Kickoff, proposed day": "2026-03-12",
}
OUTCOMES = [
    {
        "What will be different": "Close the books faster",
        "Measured by": "days to close",
        "Value today": "9",
        "Target": "5",
        "By when": "2026-09-30",
        "Who at the customer owns it": "Raj Patel",
    },
    {
        "What will be different": "No manual reconciliation",
        "Measured by": "hours a month",
        "Value today": "60",
        "Target": "5",
        "By when": "2026-12-31",
        "Who at the customer owns it": "Dana Ruiz",
    },
    {
        "What will be different": "One set of figures for the board",
        "Measured by": "corrections after the meeting",
        "Value today": "not measured yet",
        "Target": "0",
        "By when": "2027-01-31",
        "Who at the customer owns it": "Dana Ruiz",
    },
]
PROMISES = [
    {
        "What was promised": "Single sign-on before the summer",
        "Who promised it": "Ben Brand",
        "Due": "2026-05-29",
        "In the contract or spoken": "spoken",
        "Who keeps it from now on": "Ann Adler",
    },
    {
        "What was promised": "Two days of training on site",
        "Who promised it": "Sue Stone",
        "Due": "2026-04-17",
        "In the contract or spoken": "in the contract",
        "Who keeps it from now on": "Dev Das",
    },
]
RISK = {
    "What could go wrong": "Raj may leave",
    "The sign you saw": "He asked us for references",
    "Who said or showed it": "Raj Patel",
    "When": "2026-02-20",
}
LINK = {"What it is": "Signed contract", "Where it is": "https://files.northwind.example/acme/contract.pdf"}
