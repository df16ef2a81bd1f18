"""When they hear from us next: due, or not even said."""

import pytest

from bot.blueprint import Blueprint, NextContact, Span
from tests.rules.watch.acme import acme, day, days, judged, met

RULE = NextContact(Span(1, working=True), {"T1": Span(2, working=True), "T2": Span(5, working=True)})


@pytest.mark.parametrize(
    ("said_on", "next_on", "touch_on", "expected"),
    [
        # Said on a Monday for Friday, and nothing since.
        ("2026-02-23", "2026-02-27", "2026-02-23", {"opens": "2026-02-26", "due": "2026-02-27", "red": "2026-02-28"}),
        # Written to on the Tuesday: they still wait for Friday.
        ("2026-02-23", "2026-02-27", "2026-02-24", {"opens": "2026-02-26", "due": "2026-02-27", "red": "2026-02-28"}),
        # Said on a Friday for Monday: the day it was said does not keep it.
        ("2026-02-27", "2026-03-02", "2026-02-27", {"opens": "2026-02-27", "due": "2026-03-02", "red": "2026-03-03"}),
        # Said with a message they never answered.
        ("2026-02-23", "2026-03-04", None, {"opens": "2026-03-03", "due": "2026-03-04", "red": "2026-03-05"}),
        ("2026-02-23", "2026-03-08", "2026-02-23", {"opens": "2026-03-06", "due": "2026-03-08", "red": "2026-03-09"}),
    ],
)
def test_what_they_were_told_is_due_the_working_day_before_and_red_when_it_has_passed(
    blueprint: Blueprint, said_on: str, next_on: str, touch_on: str | None, expected: dict[str, str]
) -> None:
    clocks = met(touch_on, next_on=day(next_on), next_how="mail", next_said_on=day(said_on))
    (nudge,) = judged(blueprint, RULE, acme(clocks=clocks)).nudges
    assert days(nudge) == expected
    assert nudge.key == f"watch/it/7/{next_on}"
    assert nudge.facts == {
        "state": "due",
        "next_on": next_on,
        "next_how": "mail",
        "said_on": said_on,
        "last_on": touch_on,
    }


@pytest.mark.parametrize(
    ("tier", "said_on", "next_on", "touch_on", "opens"),
    [
        ("T1", None, None, "2026-03-02", "2026-03-05"),  # nothing was said, ever: Tuesday and Wednesday are left
        ("T1", None, None, "2026-02-27", "2026-03-04"),
        ("T2", None, None, "2026-02-20", "2026-02-28"),
        ("T1", "2026-02-23", "2026-02-27", "2026-02-26", "2026-03-03"),  # kept a working day early
        ("T1", "2026-02-23", "2026-02-27", "2026-02-27", "2026-03-04"),
        ("T1", "2026-02-16", "2026-02-20", "2026-02-25", "2026-02-28"),  # late, and nothing new was said
    ],
)
def test_where_they_do_not_know_that_is_told_after_a_while(
    blueprint: Blueprint, tier: str, said_on: str | None, next_on: str | None, touch_on: str, opens: str
) -> None:
    clocks = met(touch_on, next_on=day(next_on), next_said_on=day(said_on))
    (nudge,) = judged(blueprint, RULE, acme(tier, clocks=clocks)).nudges
    assert days(nudge) == {"opens": opens}
    assert nudge.key == f"watch/it/7/missing/{touch_on}"
    assert nudge.facts == {"state": "missing", "last_on": touch_on}


@pytest.mark.parametrize(
    ("tier", "touch_on"), [("T3", "2026-01-05"), ("T4", "2026-01-05"), ("T1", None), ("T2", None), (None, "2026-01-05")]
)
def test_nothing_is_missed_where_it_is_not_watched_or_nobody_was_in_touch(
    blueprint: Blueprint, tier: str | None, touch_on: str | None
) -> None:
    assert judged(blueprint, RULE, acme(tier, clocks=met(touch_on))).nudges == ()


def test_what_was_promised_is_due_in_every_tier(blueprint: Blueprint) -> None:
    clocks = met("2026-02-23", next_on=day("2026-02-27"), next_said_on=day("2026-02-23"))
    assert len(judged(blueprint, RULE, acme("T4", clocks=clocks)).nudges) == 1
