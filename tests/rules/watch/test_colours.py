"""How grave a nudge is on a day."""

from datetime import date

import pytest

from bot.rules.facts import Nudge
from bot.rules.watch import Colour, colour
from tests.rules.watch.acme import TODAY, day

PLAIN, AMBER, RED = Colour


@pytest.mark.parametrize(
    ("is_clock", "opens_on", "red_on", "expected"),
    [
        (True, "2026-03-03", "2026-03-20", PLAIN),  # it has not opened
        (True, "2026-03-02", "2026-03-20", AMBER),
        (True, "2026-02-02", None, AMBER),
        (True, "2026-02-02", "2026-03-03", AMBER),
        (True, "2026-02-02", "2026-03-02", RED),
        (False, "2026-02-02", None, PLAIN),
        (False, "2026-02-02", "2026-03-03", PLAIN),
        (False, "2026-02-02", "2026-03-02", RED),
        (False, "2026-03-02", "2026-03-02", RED),
    ],
)
def test_a_clock_is_amber_when_it_opens_and_anything_is_red_from_its_day(
    is_clock: bool, opens_on: str, red_on: str | None, expected: Colour
) -> None:
    facts = {"clock": "touch"} if is_clock else {}
    nudge = Nudge("k", 7, "quiet/touch", "UANN", day(opens_on) or date.max, day(red_on), facts=facts)
    assert colour(nudge, TODAY) is expected


def test_colours_go_from_the_mildest_to_the_gravest() -> None:
    assert list(Colour) == ["plain", "amber", "red"]
