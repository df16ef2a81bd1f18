"""Who may say something of a nudge, what is said already, and whose one is that is passed on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.rules.facts import Deed, Mark, Nudge
from bot.rules.marks import is_said_already, next_holder, why_not_mark
from tests.cast import MONDAY

QUIET = Nudge("quiet/live/7/2026-01-20", 7, "quiet/live", "UANN", date(2026, 2, 20), cover="UDEV")


def said(deed: Deed, by: str = "UANN", at: datetime = MONDAY, until: date | None = None, to: str | None = None) -> Mark:
    return Mark(QUIET.key, 7, deed, by, at, until, to)


@pytest.mark.parametrize(
    ("actor", "may"),
    [("UANN", True), ("UDEV", True), ("UMEG", True), ("USUE", True), ("UBEN", False)],
    ids=["whose turn it is", "who stands in", "the account's team", "whose it is now", "anybody else"],
)
def test_a_nudge_is_for_the_people_it_concerns(actor: str, may: bool) -> None:
    passed = said(Deed.PASSED_ON, to="USUE")
    refusal = why_not_mark(QUIET, None, [passed], actor, {"UMEG"}, "UTC")
    assert (refusal is None) == may
    assert refusal is None or (refusal.phrase, refusal.facts) == ("not_your_nudge", {"person": "UANN"})


@pytest.mark.parametrize("deed", [Deed.DONE, Deed.WRONG, Deed.DROPPED])
def test_who_ended_a_nudge_is_told_with_the_day_it_was_where_one_asks(deed: Deed) -> None:
    late = said(deed, by="UDEV", at=MONDAY.replace(hour=20))
    refusal = why_not_mark(QUIET, None, [late], "UANN", (), "Asia/Kolkata")
    assert refusal is not None
    assert refusal.phrase == "nudge_over"
    assert refusal.facts == {"deed": deed.value, "person": "UDEV", "day": date(2026, 3, 3)}


@pytest.mark.parametrize("deed", [Deed.SNOOZED, Deed.PASSED_ON])
def test_what_is_snoozed_or_passed_on_is_not_over(deed: Deed) -> None:
    assert why_not_mark(QUIET, None, [said(deed)], "UANN", (), "UTC") is None


def test_a_nudge_may_have_settled_by_itself() -> None:
    refusal = why_not_mark(QUIET, MONDAY, [], "UANN", (), "UTC")
    assert refusal is not None
    assert (refusal.phrase, refusal.facts) == ("nudge_settled", {"day": MONDAY.date()})


THURSDAY, FRIDAY = date(2026, 3, 5), date(2026, 3, 6)


@pytest.mark.parametrize(
    ("earlier", "new", "expected"),
    [
        ([], said(Deed.DONE), False),
        ([said(Deed.DONE)], said(Deed.DONE), True),
        ([said(Deed.DONE)], said(Deed.DONE, by="UDEV"), False),
        ([said(Deed.SNOOZED, until=THURSDAY)], said(Deed.SNOOZED, until=THURSDAY), True),
        ([said(Deed.SNOOZED, until=THURSDAY)], said(Deed.SNOOZED, until=FRIDAY), False),
        ([said(Deed.PASSED_ON, to="UDEV")], said(Deed.PASSED_ON, to="UMEG"), False),
    ],
)
def test_the_same_thing_is_said_once(earlier: list[Mark], new: Mark, expected: bool) -> None:
    assert is_said_already(earlier, new) == expected


def test_what_was_said_before_the_last_word_may_be_said_again() -> None:
    earlier = [
        said(Deed.SNOOZED, at=MONDAY - timedelta(days=2), until=THURSDAY),
        said(Deed.SNOOZED, at=MONDAY - timedelta(days=1), until=FRIDAY),
    ]
    assert not is_said_already(earlier, said(Deed.SNOOZED, until=THURSDAY))


@pytest.mark.parametrize(
    ("actor", "roles", "heir"),
    [
        ("UDEV", {"owner": "USUE", "manager": "UMEG"}, "USUE"),
        ("USUE", {"owner": "USUE", "manager": "UMEG"}, "UMEG"),
        ("UDEV", {"owner": "UANN", "manager": "UMEG"}, "UMEG"),
        ("UANN", {"owner": "UANN"}, None),
        ("UANN", {}, None),
    ],
    ids=["the owner", "not the owner's who says so", "not the owner's who has it", "no manager", "nobody"],
)
def test_what_is_nobodys_in_particular_is_the_owners_or_else_the_managers(
    actor: str, roles: dict[str, str], heir: str | None
) -> None:
    assert next_holder(QUIET, actor, roles) == heir
