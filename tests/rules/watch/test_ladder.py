"""Which step before or after a day is told, until when, and to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.blueprint import Blueprint, Ladder, Offset, Rung, Span
from bot.rules.facts import Deed
from bot.rules.watch import judge
from tests.rules.watch.acme import acme, day, days, judged, keys, marked, record, watching

ALL = frozenset({"T1", "T2", "T3", "T4"})


def rung(
    id: str,
    count: int,
    *,
    working: bool = False,
    before: bool = True,
    who: tuple[str, ...] = ("owner",),
    tiers: frozenset[str] = ALL,
    only: dict[str, str] | None = None,
) -> Rung:
    return Rung(id, Offset(Span(count, working), before), "", who, tiers, only or {})


RENEWAL = Ladder(
    "renewal_on",
    (
        rung("t120", 120, who=("owner", "manager")),
        rung("t90", 90, who=("manager",)),
        rung("t70", 70, who=("ae",), tiers=frozenset({"T1"})),
        rung("t30", 30),
    ),
)


@pytest.mark.parametrize(
    ("today", "tier", "expected"),
    [
        ("2026-03-02", "T1", []),  # opens in May
        ("2026-04-20", "T1", [("t120", "2026-05-04", "2026-06-03", "UANN")]),
        (
            "2026-06-02",
            "T1",
            [("t120", "2026-05-04", "2026-06-03", "UANN"), ("t90", "2026-06-03", "2026-06-23", "UMEG")],
        ),
        ("2026-06-03", "T1", [("t90", "2026-06-03", "2026-06-23", "UMEG")]),
        (
            "2026-06-09",
            "T1",
            [("t90", "2026-06-03", "2026-06-23", "UMEG"), ("t70", "2026-06-23", "2026-08-02", "UBEN")],
        ),
        ("2026-06-09", "T2", [("t90", "2026-06-03", "2026-08-02", "UMEG")]),  # who have no third rung
        ("2026-09-01", "T1", [("t30", "2026-08-02", "2026-10-01", "UANN")]),
        ("2026-10-01", "T1", []),
    ],
)
def test_a_rung_is_told_from_its_day_until_the_next_one_s(
    blueprint: Blueprint, today: str, tier: str, expected: list[tuple[str, str, str, str]]
) -> None:
    facts = {"renewal_on": "2026-09-01"}
    nudges = judged(blueprint, RENEWAL, acme(tier, facts=facts), date.fromisoformat(today)).nudges
    assert [(n.facts["rung"], str(n.opens_on), str(n.ends_on), n.person) for n in nudges] == expected
    assert all(n.due_on == n.opens_on and n.red_on is None for n in nudges)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-05-04", ["t120"]),
        ("2026-05-05", []),  # the day after the first one: the next is in June
        ("2026-08-02", ["t30"]),
        ("2026-08-20", ["t30"]),  # all are passed, and there is still time
        ("2026-09-02", []),  # it renewed before it was ours
    ],
)
def test_what_was_to_be_done_before_the_account_was_ours_is_left_but_for_the_last(
    blueprint: Blueprint, since: str, expected: list[str]
) -> None:
    came = date.fromisoformat(since)
    there = replace(acme("T1", facts={"renewal_on": "2026-09-01"}), since=came)
    nudges = judged(blueprint, RENEWAL, there, came).nudges
    assert [nudge.facts["rung"] for nudge in nudges] == expected
    assert all(nudge.opens_on == came and nudge.facts["open_before"] == [] for nudge in nudges)


def test_it_is_looked_at_again_when_the_first_rung_comes_near(blueprint: Blueprint) -> None:
    found = judged(blueprint, RENEWAL, acme(facts={"renewal_on": "2026-09-01"}))
    assert (found.nudges, found.look_on) == ((), date(2026, 4, 20))
    found = judged(blueprint, RENEWAL, acme(facts={"renewal_on": "2026-09-01"}), date(2026, 6, 20))
    assert found.look_on == date(2026, 6, 23)  # when one gives way to the next


def test_the_day_is_part_of_its_key_so_that_another_year_is_another_ladder(blueprint: Blueprint) -> None:
    for renewal, expected in (("2026-09-01", "7/2026-09-01/t90"), ("2027-09-01", "7/2027-09-01/t90")):
        today = date.fromisoformat(renewal).replace(month=6, day=3)
        assert keys(judged(blueprint, RENEWAL, acme(facts={"renewal_on": renewal}), today).nudges) == [expected]


@pytest.mark.parametrize("facts", [{}, {"renewal_on": ""}, {"renewal_on": None}, {"notice_on": "2026-03-20"}])
def test_without_its_day_there_is_no_ladder(blueprint: Blueprint, facts: dict[str, str | None]) -> None:
    assert judged(blueprint, RENEWAL, acme(facts=facts)).nudges == ()


@pytest.mark.parametrize(
    ("done", "told", "open_before"),
    [
        ([], "t70", ["t120", "t90"]),
        (["t120"], "t70", ["t90"]),
        (["t120", "t90"], "t70", []),
        (["t70"], None, []),
        (["t120", "t70"], None, []),
        (["t30"], "t70", ["t120", "t90"]),  # done before its time
    ],
)
def test_the_latest_rung_speaks_alone_and_names_those_before_it_that_nobody_did(
    blueprint: Blueprint, done: list[str], told: str | None, open_before: list[str]
) -> None:
    by_key = {f"watch/it/7/2026-05-11/{id}": (marked(f"7/2026-05-11/{id}", Deed.DONE),) for id in done}
    situation = acme(facts={"renewal_on": "2026-05-11"}, marks=by_key)
    nudges = judged(blueprint, RENEWAL, situation, date(2026, 3, 2)).nudges
    assert [n.facts["rung"] for n in nudges] == ([told] if told else [])
    assert [n.facts["open_before"] for n in nudges] == ([open_before] if told else [])


REVIEW = Ladder(
    "next_on",
    (
        rung("t90", 90, only={"is_measured": "yes"}),
        rung("t5", 5, working=True, who=("our_sponsor", "owner")),
        rung("input", 5, working=True, who=("next_owner",)),
        rung("t0", 0, before=False),
        rung("follow", 1, working=True, before=False),
        rung("t30", 30, before=False, who=("author",)),
    ),
    "needs",
    frozenset({"judged"}),
)


@pytest.mark.parametrize(
    ("on", "today", "expected"),
    [
        (
            "2026-03-09",
            "2026-03-02",
            [
                ("12/t5", "2026-03-02", "USUE"),
                ("12/input", "2026-03-02", "UDEV"),
                ("12/t0", "2026-03-09", "UANN"),
                ("12/follow", "2026-03-10", "UANN"),
            ],
        ),
        (
            "2026-03-07",
            "2026-03-02",
            [
                ("12/t5", "2026-03-02", "USUE"),
                ("12/input", "2026-03-02", "UDEV"),
                ("12/t0", "2026-03-07", "UANN"),
                ("12/follow", "2026-03-09", "UANN"),
            ],
        ),
        ("2026-03-06", "2026-03-06", [("12/t0", "2026-03-06", "UANN"), ("12/follow", "2026-03-09", "UANN")]),
        ("2026-02-02", "2026-03-02", [("12/follow", "2026-02-03", "UANN"), ("12/t30", "2026-03-04", "UBEN")]),
        ("2026-01-02", "2026-03-02", [("12/t30", "2026-02-01", "UBEN")]),
        ("2025-12-02", "2026-03-02", []),
    ],
)
def test_a_record_s_rungs_are_its_people_s(
    blueprint: Blueprint, on: str, today: str, expected: list[tuple[str, str, str]]
) -> None:
    planned = record(12, "needs", "judged", next_on=on, next_owner="UDEV", is_measured="no")
    nudges = judged(blueprint, REVIEW, acme(records=(planned,)), date.fromisoformat(today)).nudges
    assert [(n.key.removeprefix("watch/it/"), str(n.opens_on), n.person) for n in nudges] == expected
    assert all(n.record == 12 for n in nudges)


@pytest.mark.parametrize(
    ("measured", "state", "expected"),
    [
        ("yes", "judged", ["12/t90"]),
        ("no", "judged", []),
        (None, "judged", []),
        ("yes", "heard", []),
        ("yes", "confirmed", []),
    ],
)
def test_a_rung_may_belong_to_some_records_only(
    blueprint: Blueprint, measured: str | None, state: str, expected: list[str]
) -> None:
    planned = record(12, "needs", state, next_on="2026-05-11", is_measured=measured)
    assert keys(judged(blueprint, REVIEW, acme(records=(planned,))).nudges) == expected


def test_two_rungs_of_one_day_are_both_told(blueprint: Blueprint) -> None:
    planned = record(12, "needs", "judged", next_on="2026-03-09", next_owner="UDEV")
    nudges = judged(blueprint, REVIEW, acme(records=(planned,))).nudges[:2]
    assert [days(n) for n in nudges] == [{"opens": "2026-03-02", "due": "2026-03-02", "ends": "2026-03-09"}] * 2
    assert [n.facts["open_before"] for n in nudges] == [[], []]


def test_a_contract_that_never_ends_stops_no_clock(blueprint: Blueprint) -> None:
    after = Ladder("renewal_on", (*RENEWAL.rungs, rung("after", 1, working=True, before=False)))
    found = judged(blueprint, after, acme(facts={"renewal_on": "9999-12-31"}))
    assert (found.nudges, found.look_on) == ((), day("9999-08-19"))


def test_each_record_has_a_ladder_of_its_own(blueprint: Blueprint) -> None:
    both = tuple(record(id, "needs", "judged", next_on="2026-03-02") for id in (12, 13))
    found = judge(watching(blueprint, REVIEW), acme(records=both), date(2026, 3, 2))
    assert keys(found.nudges) == ["12/t0", "12/follow", "13/t0", "13/follow"]
