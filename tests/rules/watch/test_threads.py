"""How many of their people are in touch with us."""

from datetime import date

import pytest

from bot.blueprint import Blueprint, Threads
from tests.rules.watch.acme import LONG_AGO, acme, day, in_touch, judged, met

RULE = Threads({"T1": 2, "T2": 2, "T4": 0}, 90)


@pytest.mark.parametrize(
    ("contacts", "left", "known", "opens", "ends"),
    [
        ({"champion": "2026-02-20", "day_to_day": "2025-12-01"}, {}, 1, "2026-03-02", "2026-05-22"),
        ({"champion": "2025-11-25", "day_to_day": "2025-12-01"}, {}, 0, "2026-03-02", None),
        ({"champion": "2026-02-20", "day_to_day": "2025-11-01"}, {}, 1, "2026-01-31", "2026-05-22"),
        ({"champion": "2026-02-20"}, {}, 1, "2025-04-02", "2026-05-22"),  # never another: 90 days, and no more
        ({}, {}, 0, "2025-04-02", None),
        (
            {"champion": "2026-02-20", "day_to_day": "2026-02-20"},
            {"champion": "2026-02-25"},
            1,
            "2026-02-25",
            "2026-05-22",
        ),
        (
            {"champion": "2026-02-20", "day_to_day": "2026-02-20"},
            {"champion": "2026-02-19"},
            None,
            None,
            None,
        ),  # who came after them
    ],
)
def test_too_few_is_told_from_the_day_it_became_so(
    blueprint: Blueprint,
    contacts: dict[str, str],
    left: dict[str, str],
    known: int | None,
    opens: str | None,
    ends: str | None,
) -> None:
    clocks = met("2025-01-01", contacts=in_touch(**contacts), left={who: day(on) for who, on in left.items()})
    nudges = judged(blueprint, RULE, acme(clocks=clocks)).nudges
    assert [(n.facts["known"], n.opens_on, n.ends_on) for n in nudges] == (
        [(known, day(opens), day(ends))] if opens else []
    )


@pytest.mark.parametrize(
    ("since", "today", "is_told"),
    [
        ("2026-03-01", "2026-03-02", False),
        ("2026-01-01", "2026-04-01", True),  # within the horizon
        ("2026-01-01", "2026-03-17", False),
        ("2026-01-01", "2026-03-19", True),
        ("2025-01-01", "2026-03-02", True),
    ],
)
def test_a_new_account_has_as_long_to_become_known(blueprint: Blueprint, since: str, today: str, is_told: bool) -> None:
    situation = acme(since=day(since) or LONG_AGO)
    assert bool(judged(blueprint, RULE, situation, date.fromisoformat(today)).nudges) == is_told


@pytest.mark.parametrize(
    ("touch_on", "opens"),
    [
        ("2025-06-01", "2026-03-02"),
        ("2026-02-26", "2026-03-02"),
        ("2026-02-28", "2026-03-03"),  # in touch on Saturday: two days' peace
        ("2026-03-01", "2026-03-04"),
        ("2026-03-02", "2026-03-05"),
    ],
)
def test_it_is_quiet_after_a_touch(blueprint: Blueprint, touch_on: str, opens: str) -> None:
    contacts = in_touch(champion="2026-02-20", day_to_day="2025-12-01")
    (nudge,) = judged(blueprint, RULE, acme(clocks=met(touch_on, contacts=contacts))).nudges
    assert (nudge.opens_on, nudge.key) == (day(opens), "watch/it/7/2026-03-02")


@pytest.mark.parametrize("tier", ["T3", "T4", None])
def test_elsewhere_it_is_not_watched(blueprint: Blueprint, tier: str | None) -> None:
    assert judged(blueprint, RULE, acme(tier)).nudges == ()


def test_one_who_falls_silent_after_another_is_a_new_occasion(blueprint: Blueprint) -> None:
    contacts = in_touch(champion="2025-12-05", day_to_day="2025-12-01")
    nudges = judged(blueprint, RULE, acme(clocks=met("2025-12-05", contacts=contacts))).nudges
    assert [(n.key, n.facts["known"]) for n in nudges] == [
        ("watch/it/7/2026-03-02", 1),
        ("watch/it/7/2026-03-06", 0),
    ]
