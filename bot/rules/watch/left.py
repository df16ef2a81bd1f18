"""Contacts who left the customer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rules.watch.look import Look, Occasion


def occasions(look: Look) -> Iterator[Occasion]:
    """Each who left, red at once, until somebody says that it is done."""
    for contact, noted_on in look.clocks.left.items():
        yield Occasion(
            began=f"{look.account.id}/{contact}/{noted_on.isoformat()}",
            opens_on=noted_on,
            red_on=noted_on,
            facts={"contact": contact, "noted_on": noted_on.isoformat()},
        )
