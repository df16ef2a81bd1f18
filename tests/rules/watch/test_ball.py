"""The ball is with us for too long."""

import pytest

from bot.blueprint import Ball, Blueprint, Span
from bot.rules.facts import Clocks
from tests.rules.watch.acme import acme, day, days, judged

RULE = Ball({"T1": Span(2, working=True), "T2": Span(2, working=True), "T3": Span(7, working=False)})


@pytest.mark.parametrize(
    ("tier", "since", "opens"),
    [
        ("T1", "2026-03-02", "2026-03-05"),  # Tuesday and Wednesday are ours
        ("T1", "2026-02-26", "2026-03-03"),  # Friday and Monday
        ("T2", "2026-02-28", "2026-03-04"),  # they wrote on a Saturday
        ("T3", "2026-03-02", "2026-03-10"),
        ("T1", "2025-12-01", "2025-12-04"),
    ],
)
def test_it_is_red_at_once_when_it_was_with_us_for_longer(
    blueprint: Blueprint, tier: str, since: str, opens: str
) -> None:
    (nudge,) = judged(blueprint, RULE, acme(tier, clocks=Clocks(ball="us", ball_since=day(since)))).nudges
    assert days(nudge) == {"opens": opens, "red": opens}
    assert (nudge.key, nudge.facts["since"]) == (f"watch/it/7/{since}", since)


@pytest.mark.parametrize(
    ("tier", "ball", "since"),
    [
        ("T1", "them", "2026-01-05"),
        ("T1", None, None),
        ("T1", "us", None),
        ("T4", "us", "2026-01-05"),
        (None, "us", "2026-01-05"),
    ],
)
def test_elsewhere_it_waits(blueprint: Blueprint, tier: str | None, ball: str | None, since: str | None) -> None:
    assert judged(blueprint, RULE, acme(tier, clocks=Clocks(ball=ball, ball_since=day(since)))).nudges == ()
