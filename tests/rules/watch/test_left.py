"""Contacts who left."""

import pytest

from bot.blueprint import Blueprint, Left
from bot.rules.facts import Clocks, Deed
from tests.rules.watch.acme import acme, day, days, judged, keys, marked


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ({}, []),
        ({"champion": "2026-03-02"}, ["7/champion/2026-03-02"]),
        ({"champion": "2025-03-02"}, ["7/champion/2025-03-02"]),  # as long as nobody says that it is done
        (
            {"champion": "2026-03-02", "their_sponsor": "2026-02-27"},
            ["7/champion/2026-03-02", "7/their_sponsor/2026-02-27"],
        ),
        ({"somebody_else": "2026-02-28"}, ["7/somebody_else/2026-02-28"]),
    ],
)
def test_each_is_told_at_once_and_red(blueprint: Blueprint, left: dict[str, str], expected: list[str]) -> None:
    nudges = judged(blueprint, Left(), acme(clocks=Clocks(left={who: day(on) for who, on in left.items()}))).nudges
    assert keys(nudges) == expected
    assert [days(n) for n in nudges] == [{"opens": on, "red": on} for on in left.values()]
    assert [n.facts for n in nudges] == [{"contact": who, "noted_on": on} for who, on in left.items()]


def test_it_is_over_when_somebody_says_so(blueprint: Blueprint) -> None:
    both = Clocks(left={"champion": day("2026-03-02"), "their_sponsor": day("2026-02-27")})
    done = {"watch/it/7/champion/2026-03-02": (marked("7/champion/2026-03-02", Deed.DONE),)}
    assert keys(judged(blueprint, Left(), acme(clocks=both, marks=done)).nudges) == ["7/their_sponsor/2026-02-27"]
