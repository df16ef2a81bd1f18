"""What tells of one silence is one thing: which watch carries which, and for whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.blueprint import load
from bot.rules.digest import Line
from bot.rules.facts import Nudge
from bot.rules.silences import carries, told_as_one
from bot.rules.watch import Colour

BLUEPRINT = load(Path(__file__).parents[2] / "blueprints")
OPENS = date(2026, 3, 2)


def nudge(watch: str, account: int = 7, person: str = "UANN") -> Nudge:
    return Nudge(f"{watch}/{account}", account, watch, person, OPENS)


def line(watch: str, account: int = 7, cover_for: str | None = None) -> Line:
    return Line(nudge(watch, account), Colour.AMBER, cover_for)


@pytest.mark.parametrize(
    ("graver", "other", "are_one"),
    [
        ("quiet/live", "quiet/touch", True),
        ("quiet/live", "quiet/champion", True),
        ("quiet/touch", "quiet/their_sponsor", True),
        ("quiet/sponsor_risk", "quiet/champion", True),
        ("quiet/champion", "quiet/live", False),  # the lesser one carries nothing graver
        ("quiet/sponsor_risk", "quiet/live", False),  # it says nothing of that
        ("touch/ball", "quiet/live", False),
        ("quiet/live", "quiet/threads", False),
        ("quiet/live", "no/more", False),
        ("no/more", "quiet/live", False),
    ],
)
def test_the_graver_silence_carries_the_others(graver: str, other: str, are_one: bool) -> None:
    assert carries(BLUEPRINT, nudge(graver), nudge(other)) is are_one


def test_each_account_and_each_person_has_silences_of_their_own() -> None:
    assert not carries(BLUEPRINT, nudge("quiet/live"), nudge("quiet/touch", account=8))
    assert not carries(BLUEPRINT, nudge("quiet/live"), nudge("quiet/their_sponsor", person="USUE"))


def test_lines_keep_their_order_and_who_stands_in_for_whom() -> None:
    live, other, quiet = line("quiet/live"), line("quiet/live", 8), line("quiet/touch")
    covered, champion = line("quiet/touch", cover_for="UDEV"), line("quiet/champion")
    things = told_as_one(BLUEPRINT, [live, other, quiet, covered, champion])
    assert things == [[live, quiet, champion], [other], [covered]]
