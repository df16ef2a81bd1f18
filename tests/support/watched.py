"""The facts that the words of a watch are given, about Acme, on Monday 2 March 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.words import WATCH_FACTS, mention
from bot.words.watched import Kind
from tests.cast import EVERYBODY

TODAY = date(2026, 3, 2)

_NOTHING: dict[Kind, Any] = {Kind.COUNT: 0, Kind.TEXTS: [], Kind.LINE: {}}


def watch_facts(**told: Any) -> dict[str, Any]:
    """Ann's turn at Acme, read by Ann; every other fact is empty but for those that are `told`."""
    ann, nobody = somebody("UANN"), {"name": "", "first": "", "mention": "", "known": False}
    empty = {name: nobody if kind is Kind.PERSON else _NOTHING.get(kind, "") for name, kind in WATCH_FACTS.items()}
    there = {"account": acme(), "holder": ann, "reader": ann, "owner": ann, "sent_on": TODAY}
    return {**empty, **there, **told}


def acme(**others: Any) -> dict[str, Any]:
    """The account as templates read it."""
    return {"name": "Acme", "slug": "acme", "tier": "T1", "tier_name": "Strategic", "channel": "", **others}


def somebody(id: str) -> dict[str, Any]:
    """One of the cast as templates read them."""
    name = EVERYBODY[id].name
    return {"name": name, "first": name.split()[0], "mention": mention(id), "known": True}
