"""What a record tells of a contact, and what all contacts come to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blueprint import TouchPlan
from bot.rules.facts import Clocks, Contacted, Record, Touch
from bot.rules.touches import after, clocks_of, touch_of
from tests.cast import WORKSPACE

TODAY = date(2026, 3, 2)
LOG = TouchPlan(
    day="on",
    kind="kind",
    live=frozenset({"visit", "call"}),
    one_way=frozenset({"one_way"}),
    notes=frozenset({"note"}),
    with_whom="with_whom",
    ball="ball",
    next_on="next_on",
    next_how="next_how",
    told="they_know",
    left="left",
)
HELD = TouchPlan(day="held_on", next_on="next_on")


def told(plan: TouchPlan = LOG, **answers: Any) -> Touch | None:
    """The touch that a record with these answers is, told by Ann on Monday."""
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return touch_of(plan, Record(WORKSPACE, 12, "touch", 7, "logged", 1, answers, "UANN", at, at), TODAY, "UANN")


@pytest.mark.parametrize(
    ("kind", "two_way", "live"),
    [
        ("visit", True, True),
        ("call", True, True),
        ("mail", True, False),
        ("chat", True, False),
        ("one_way", False, False),
    ],
)
def test_of_which_kind_it_was_says_what_it_moves(kind: str, two_way: bool, live: bool) -> None:
    touch = told(kind=kind, on="2026-02-27")
    assert touch
    assert (touch.kind, touch.two_way, touch.live, touch.on) == (kind, two_way, live, date(2026, 2, 27))
    assert (touch.account, touch.key, touch.by, touch.record) == (7, "record/12", "UANN", 12)


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        ("mail", "us", "us"),
        ("mail", "them", "them"),
        ("mail", "nobody", "nobody"),
        ("mail", None, None),
        ("one_way", None, "them"),  # nobody answered yet
        ("one_way", "nobody", "them"),
        ("one_way", "us", "us"),
        ("mail", "somebody", None),
    ],
)
def test_whose_turn_it_is_is_as_they_say_it(kind: str, said: str | None, expected: str | None) -> None:
    touch = told(kind=kind, on="2026-03-02", ball=said)
    assert touch
    assert touch.ball == expected


@pytest.mark.parametrize(
    ("answers", "is_touch"),
    [
        ({}, False),
        ({"with_whom": ["champion"]}, False),
        ({"they_know": "yes", "next_how": "mail"}, False),
        ({"next_on": "2026-03-06"}, True),
        ({"ball": "us"}, True),
        ({"ball": "nobody"}, True),
        ({"left": ["champion"]}, True),
    ],
)
def test_a_note_moves_nothing_unless_it_says_more(answers: dict[str, Any], is_touch: bool) -> None:
    touch = told(kind="note", on="2026-03-02", **answers)
    assert (touch is not None) == is_touch
    assert touch is None or not (touch.two_way or touch.live)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-02-02", "2026-02-02"),
        ("2026-03-03", "2026-03-02"),  # nobody was met tomorrow
        (None, "2026-03-02"),
        ("", "2026-03-02"),
    ],
)
def test_it_was_on_the_day_that_is_told(on: str | None, expected: str) -> None:
    touch = told(kind="mail", on=on)
    assert touch
    assert touch.on == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"next_on": "2026-03-06", "next_how": "meeting", "they_know": "yes"}, (date(2026, 3, 6), "meeting", True)),
        ({"next_on": "2026-03-06", "next_how": "mail", "they_know": "no"}, (date(2026, 3, 6), "mail", False)),
        ({"next_on": "2026-03-06"}, (date(2026, 3, 6), None, False)),
        ({"next_how": "mail", "they_know": "yes"}, (None, None, False)),
        ({}, (None, None, False)),
    ],
)
def test_when_they_hear_next_needs_a_day(
    answers: dict[str, Any], expected: tuple[date | None, str | None, bool]
) -> None:
    touch = told(kind="mail", **answers)
    assert touch
    assert (touch.next_on, touch.next_how, touch.told) == expected


def test_one_contact_or_several() -> None:
    several, one = told(kind="mail", with_whom=["champion", "end_user"]), told(kind="mail", with_whom="champion")
    assert several
    assert one
    assert (several.with_whom, one.with_whom, one.left) == (("champion", "end_user"), ("champion",), ())


def test_a_record_without_a_kind_is_a_live_talk() -> None:
    touch = told(HELD, held_on="2026-02-27", kind="note", ball="us")
    assert touch
    assert (touch.kind, touch.two_way, touch.live, touch.ball) == ("touch", True, True, None)


def touch(on: int, *, two_way: bool = True, live: bool = False, **more: Any) -> Touch:
    """One of that day of March."""
    return Touch(7, f"record/{on}", date(2026, 3, on), "UANN", "mail", two_way, live, **more)


def march(day: int | None) -> date | None:
    return date(2026, 3, day) if day else None


@pytest.mark.parametrize(
    ("touches", "touch_on", "live_on"),
    [
        ([], None, None),
        ([touch(2)], 2, None),
        ([touch(2, live=True)], 2, 2),
        ([touch(2, live=True), touch(5)], 5, 2),
        ([touch(5), touch(2, live=True)], 5, 2),  # logged late
        ([touch(2), touch(5, two_way=False)], 2, None),
    ],
)
def test_the_account_s_clocks_show_the_latest_of_each_kind(
    touches: list[Touch], touch_on: int | None, live_on: int | None
) -> None:
    assert clocks_of(touches).account == Contacted(march(touch_on), march(live_on))


@pytest.mark.parametrize(
    ("balls", "ball", "since"),
    [
        ([(2, "us")], "us", 2),
        ([(2, "us"), (4, "us")], "us", 2),  # they wrote again: it is ours since the first
        ([(2, "us"), (4, None)], "us", 2),
        ([(2, "us"), (4, "them")], "them", 4),
        ([(2, "us"), (4, "them"), (5, "us")], "us", 5),
        ([(2, "us"), (4, "nobody")], None, None),
        ([(2, "us"), (4, "nobody"), (6, "us")], "us", 6),
        ([(2, "us"), (6, "us"), (4, "them")], "us", 6),  # logged late
        ([(2, "us"), (2, "them")], "them", 2),
        ([(2, "nobody")], None, None),
    ],
)
def test_the_ball_is_where_the_latest_put_it_since_the_first_that_did(
    balls: list[tuple[int, str | None]], ball: str | None, since: int | None
) -> None:
    clocks = clocks_of(touch(on, two_way=False, ball=said) for on, said in balls)
    assert (clocks.ball, clocks.ball_since) == (ball, march(since))


def test_the_next_contact_is_as_the_latest_says_that_speaks_of_it() -> None:
    said = touch(2, next_on=date(2026, 3, 20), next_how="meeting", told=True)
    clocks = clocks_of([said, touch(5)])
    assert (clocks.next_on, clocks.next_how, clocks.told, clocks.next_said_on) == (
        date(2026, 3, 20),
        "meeting",
        True,
        date(2026, 3, 2),
    )
    again = clocks_of([said, touch(5, next_on=date(2026, 3, 10))])
    assert (again.next_on, again.next_how, again.told, again.next_said_on) == (march(10), None, False, march(5))


@pytest.mark.parametrize(
    ("touches", "noted_on"),
    [
        ([touch(2, left=("champion",))], 2),
        ([touch(2, left=("champion",)), touch(5, left=("champion",))], 2),  # heard twice
        ([touch(2, left=("champion",)), touch(5)], 2),
        ([touch(2, left=("champion",)), touch(5, with_whom=("champion",)), touch(9, left=("champion",))], 9),  # another
        (
            [
                touch(2, left=("champion",)),
                touch(5, two_way=False, with_whom=("champion",)),
                touch(9, left=("champion",)),
            ],
            2,
        ),
    ],
)
def test_who_left_did_so_once(touches: list[Touch], noted_on: int) -> None:
    assert clocks_of(touches).left == {"champion": march(noted_on)}


def test_each_contact_has_clocks_of_their_own() -> None:
    clocks = clocks_of(
        [touch(2, live=True, with_whom=("champion", "end_user")), touch(5, with_whom=("champion",)), touch(7)]
    )
    assert clocks.contacts == {
        "champion": Contacted(march(5), march(2)),
        "end_user": Contacted(march(2), march(2)),
    }


ANY = st.builds(
    touch,
    st.integers(1, 31),
    two_way=st.booleans(),
    ball=st.sampled_from([None, "us", "them", "nobody"]),
    next_on=st.none() | st.dates(TODAY, TODAY + timedelta(60)),
    with_whom=st.sampled_from([(), ("champion",), ("champion", "end_user")]),
    left=st.sampled_from([(), (), ("champion",)]),
)


@given(st.lists(ANY, max_size=8, unique_by=lambda touch: touch.on), st.randoms())
def test_the_order_in_which_they_were_logged_changes_nothing(touches: list[Touch], random: Any) -> None:
    shuffled = random.sample(touches, len(touches))
    assert clocks_of(shuffled) == clocks_of(touches)


@given(st.lists(ANY, max_size=8))
def test_one_after_another_they_come_to_what_all_come_to(touches: list[Touch]) -> None:
    clocks = Clocks()
    for one in (in_order := sorted(touches, key=lambda touch: touch.on)):
        clocks = after(clocks, one)
    assert clocks == clocks_of(in_order)
    two_way = [touch.on for touch in touches if touch.two_way]
    assert clocks.account.touch_on == max(two_way, default=None)
