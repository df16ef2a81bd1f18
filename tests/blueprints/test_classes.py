"""Which answers a template uses is never underestimated."""

from __future__ import annotations

import pytest
from jinja2 import Environment, meta

from bot.blueprint import Blueprint
from bot.blueprint.classes import uses


@pytest.mark.parametrize(
    ("template", "used"),
    [
        ("Nothing here, not even champion", set()),
        ("{{ champion }}", {"champion"}),
        ("{{champion}} and {% if arr %}x{% endif %}", {"champion", "arr", "if", "endif"}),
        ("{{ owner.champion }}", {"owner"}),
        ("{{ 'champion }}' ~ arr }}", {"arr"}),
        ('{{ "}}" }} champion {{ arr }}', {"arr"}),
        ("{{ champion | default(arr) }}", {"champion", "default", "arr"}),
        ("{{ f(x=champion)[arr] }}", {"f", "x", "champion", "arr"}),
        ("{# {{ champion }} #}", {"champion"}),
        ("{{ champion", {"champion"}),
        ("{{ a\n.b }}{{ c }}", {"a", "c"}),
    ],
)
def test_the_names_a_template_uses_are_found(template: str, used: set[str]) -> None:
    assert {name for name, _ in uses(template)} == used


def test_every_fact_of_what_ships_is_found(shipped: Blueprint) -> None:
    for habit in shipped.habits.values():
        for message in habit.messages.values():
            for text in [message.summary, *(text for part in message.parts for text in part.texts)]:
                used = meta.find_undeclared_variables(Environment().parse(text))
                assert used <= {name for name, _ in uses(text)}


def test_what_follows_the_dot_is_told_apart() -> None:
    assert list(uses("{{ account.tier }} {{ account }}")) == [("account", "tier"), ("account", None)]
