"""When silence is told of, and when it is grave."""

from datetime import date
from typing import Any

import pytest

from bot.blueprint import LIVE, TOUCH, Blueprint, Clock, Ladder, Limits, Offset, Rung, Span
from bot.rules.facts import Clocks, Contacted
from bot.rules.watch import judge
from tests.rules.watch.acme import LONG_AGO, TODAY, acme, day, days, in_touch, judged, keys, met, record, watching

TOUCHED = Clock(TOUCH, {"T1": Limits(14, 30), "T2": Limits(30, 45), "T4": Limits(90, 180)})
TALKED = Clock(LIVE, {"T1": Limits(35, 60), "T3": Limits(120, None)})
CHAMPION = Clock(TOUCH, {"T1": Limits(30, 60)}, contact="champion")


@pytest.mark.parametrize(
    ("rule", "tier", "touch_on", "live_on", "opens", "red"),
    [
        (TOUCHED, "T1", "2026-02-10", None, "2026-02-25", "2026-03-13"),  # 14 days are kept on the 14th
        (TOUCHED, "T1", "2026-02-10", "2026-02-10", "2026-02-25", "2026-03-13"),
        (TOUCHED, "T2", "2026-01-30", None, "2026-03-02", "2026-03-17"),
        (TOUCHED, None, "2025-12-01", None, "2026-03-02", "2026-05-31"),  # no tier yet: as the last one
        (TALKED, "T1", None, "2026-01-10", "2026-02-15", "2026-03-12"),
        (
            TALKED,
            "T1",
            "2026-02-28",
            "2026-01-01",
            "2026-03-03",
            "2026-03-03",
        ),  # they wrote on Saturday: two days' peace
        (TALKED, "T1", "2026-02-27", "2025-12-01", "2026-03-02", "2026-03-02"),
        (TALKED, "T3", None, "2025-11-10", "2026-03-11", None),  # amber, and never red
    ],
)
def test_a_clock_runs_from_the_last_contact_of_its_kind(
    blueprint: Blueprint, rule: Clock, tier: str, touch_on: str, live_on: str, opens: str, red: str | None
) -> None:
    (nudge,) = judged(blueprint, rule, acme(tier, clocks=met(touch_on, live_on))).nudges
    assert (nudge.opens_on, nudge.red_on) == (day(opens), day(red))
    assert (nudge.person, nudge.cover, nudge.ends_on) == ("UANN", "UDEV", None)


def test_what_is_not_limited_is_not_watched(blueprint: Blueprint) -> None:
    assert not judged(blueprint, TOUCHED, acme("T3", clocks=met("2025-01-01"))).nudges
    assert not judged(blueprint, TALKED, acme("T4", clocks=met("2025-01-01"))).nudges


def test_a_silence_is_one_occasion_however_its_limits_change(blueprint: Blueprint) -> None:
    clocks = met("2026-02-10")
    assert keys(judged(blueprint, TOUCHED, acme("T1", clocks=clocks)).nudges) == ["7/2026-02-10"]
    assert keys(judged(blueprint, TOUCHED, acme("T2", clocks=clocks)).nudges) == ["7/2026-02-10"]


def test_it_tells_from_what_it_runs_and_how_long_it_may(blueprint: Blueprint) -> None:
    (nudge,) = judged(blueprint, TOUCHED, acme(clocks=met("2026-02-10"))).nudges
    assert nudge.facts == {"clock": "touch", "last_on": "2026-02-10", "amber": 14, "red": 30}


GRACE = Clock(LIVE, {"T1": Limits(14, 20)}, grace=30)


@pytest.mark.parametrize(
    ("since", "live_on", "opens", "red"),
    [
        ("2026-02-01", None, "2026-03-03", "2026-04-02"),  # never talked to: grace, and as long again before it is red
        ("2026-02-01", "2026-02-03", "2026-03-03", "2026-03-03"),  # talked to: red clocks run
        ("2026-02-01", "2026-02-20", "2026-03-07", "2026-03-13"),
        ("2025-01-01", None, "2025-01-31", "2025-03-02"),
        ("2025-01-01", "2026-02-20", "2026-03-07", "2026-03-13"),
        ("2026-02-14", "2025-06-01", "2026-03-16", "2026-03-16"),  # imported with an old talk: grace all the same
    ],
)
def test_a_new_account_has_grace_and_is_not_red_before_the_first_talk(
    blueprint: Blueprint, since: str, live_on: str | None, opens: str, red: str
) -> None:
    situation = acme(since=day(since) or LONG_AGO, clocks=met(None, live_on))
    (nudge,) = judged(blueprint, GRACE, situation).nudges
    assert days(nudge) == {"opens": opens, "red": red}


@pytest.mark.parametrize(
    ("booked", "opens", "red", "told"),
    [
        ("2026-02-20", "2026-02-25", "2026-03-13", None),  # it passed before silence could be told of
        ("2026-03-05", "2026-03-06", "2026-03-13", None),  # nothing is said while one inside the limit is to come
        ("2026-03-12", "2026-03-13", "2026-03-13", None),  # the last day inside it
        ("2026-03-13", "2026-02-25", "2026-03-14", "2026-03-13"),  # amber and not red, and says when
        ("2026-04-09", "2026-02-25", "2026-04-10", "2026-04-09"),
        ("2026-02-10", "2026-02-25", "2026-03-13", None),  # the one that was held
    ],
)
def test_a_meeting_that_is_booked_quiets_a_clock_until_it_was_held(
    blueprint: Blueprint, booked: str, opens: str, red: str, told: str | None
) -> None:
    clocks = met("2026-02-10", next_on=day(booked), next_how="meeting", next_said_on=date(2026, 2, 10))
    (nudge,) = judged(blueprint, TOUCHED, acme(clocks=clocks)).nudges
    assert days(nudge) == {"opens": opens, "red": red}
    assert nudge.facts.get("booked") == (told and [told])


def test_what_they_hear_by_mail_is_no_meeting(blueprint: Blueprint) -> None:
    clocks = met("2026-02-10", next_on=date(2026, 3, 5), next_how="mail", next_said_on=date(2026, 2, 10))
    (nudge,) = judged(blueprint, TOUCHED, acme(clocks=clocks)).nudges
    assert days(nudge) == {"opens": "2026-02-25", "red": "2026-03-13"}


@pytest.mark.parametrize(
    ("state", "answers", "opens"),
    [
        ("judged", {"next_on": "2026-03-05"}, "2026-03-06"),
        ("judged", {}, "2026-02-25"),  # no day yet
        ("heard", {"next_on": "2026-03-05"}, "2026-02-25"),  # not in a state that the ladder leads to
        ("judged", {"next_on": "2026-03-08"}, "2026-03-09"),
        ("judged", {"next_on": "2026-02-01"}, "2026-02-25"),  # before the last touch
    ],
)
def test_a_record_that_a_ladder_leads_to_is_a_meeting(
    blueprint: Blueprint, state: str, answers: dict[str, Any], opens: str
) -> None:
    rung = Rung("t0", Offset(Span(0, working=False)), "", (), frozenset())
    ladder = Ladder("next_on", (rung,), "needs", frozenset({"judged"}))
    situation = acme(clocks=met("2026-02-10"), records=(record(12, "needs", state, **answers),))
    (nudge,) = judge(watching(blueprint, TOUCHED, ladder), situation, TODAY).nudges
    assert nudge.opens_on == day(opens)


@pytest.mark.parametrize(
    ("facts", "clocks", "expected"),
    [
        ({"champion": "Dana Ruiz, CFO"}, met("2026-03-01", contacts=in_touch(champion="2026-01-20")), "2026-03-04"),
        ({"champion": "Dana Ruiz, CFO"}, met("2026-02-28", contacts=in_touch(champion="2026-01-20")), "2026-03-03"),
        ({"champion": "Dana Ruiz, CFO"}, met("2026-02-01", contacts=in_touch(champion="2026-01-20")), "2026-02-20"),
        ({"champion": "Dana Ruiz, CFO"}, Clocks(), "2025-02-01"),  # never met: since it is ours
        ({"champion": ""}, met("2026-02-01", contacts=in_touch(champion="2026-01-20")), None),
        ({}, met("2026-02-01", contacts=in_touch(champion="2026-01-20")), None),
        (
            {"champion": "Dana"},
            met("2026-02-01", contacts=in_touch(champion="2026-01-20"), left={"champion": day("2026-01-20")}),
            None,
        ),
        (
            {"champion": "Raj"},
            met("2026-02-01", contacts=in_touch(champion="2026-01-20"), left={"champion": day("2026-01-19")}),
            "2026-02-20",
        ),
        ({"champion": "Dana"}, met("2026-02-01", left={"champion": day("2026-01-19")}), None),
    ],
)
def test_a_contact_has_a_clock_while_somebody_is_known_and_there(
    blueprint: Blueprint, facts: dict[str, Any], clocks: Clocks, expected: str | None
) -> None:
    nudges = judged(blueprint, CHAMPION, acme(facts=facts, clocks=clocks)).nudges
    assert [nudge.opens_on for nudge in nudges] == ([day(expected)] if expected else [])
    assert all(nudge.facts["contact"] == "champion" for nudge in nudges)


def test_a_live_clock_of_a_contact_runs_from_their_last_talk(blueprint: Blueprint) -> None:
    spoke = Contacted(date(2026, 2, 20), date(2026, 1, 5))
    rule = Clock(LIVE, {"T1": Limits(90, 120)}, contact="their_sponsor")
    situation = acme(facts={"their_sponsor": "Dana"}, clocks=met("2026-02-20", contacts={"their_sponsor": spoke}))
    (nudge,) = judged(blueprint, rule, situation, date(2026, 4, 1)).nudges
    assert days(nudge) == {"opens": "2026-04-06", "red": "2026-05-06"}


@pytest.mark.parametrize(
    ("said", "planned", "opens", "red"),
    [
        ("2026-03-01", "2026-03-08", "2026-03-09", "2026-03-13"),  # the later of two inside the limit
        ("2026-03-08", "2026-03-01", "2026-03-09", "2026-03-13"),
        ("2026-03-08", "2026-03-20", "2026-03-09", "2026-03-21"),
        ("2026-03-20", "2026-04-20", "2026-02-25", "2026-04-21"),  # the later of two beyond it: one is still to come
        ("2026-04-20", "2026-03-20", "2026-02-25", "2026-04-21"),
    ],
)
def test_of_two_meetings_each_counts(blueprint: Blueprint, said: str, planned: str, opens: str, red: str) -> None:
    rung = Rung("t0", Offset(Span(0, working=False)), "", (), frozenset())
    ladder = Ladder("next_on", (rung,), "needs", frozenset({"judged"}))
    clocks = met("2026-02-10", next_on=day(said), next_how="meeting", next_said_on=date(2026, 2, 10))
    situation = acme(clocks=clocks, records=(record(12, "needs", "judged", next_on=planned),))
    (nudge,) = judge(watching(blueprint, TOUCHED, ladder), situation, TODAY).nudges
    assert days(nudge) == {"opens": opens, "red": red}
