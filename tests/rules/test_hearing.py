"""What a message in a shared channel is, of which nothing is known but its time and its author."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.rules.facts import Clocks, Person
from bot.rules.hearing import Side, heard, is_written, side_of
from tests.cast import ANN, GUS, HEARTH, OLA, WORKSPACE

MONDAY = date(2026, 3, 2)
OURS, THEIRS = Side.OURS, Side.THEIRS


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"user": "UOLA"}, True),
        ({"user": "UOLA", "subtype": "file_share"}, True),
        ({"user": "UOLA", "subtype": "thread_broadcast"}, True),
        ({"user": "UOLA", "subtype": "message_changed"}, False),
        ({"user": "UOLA", "subtype": "channel_join"}, False),
        ({"user": "UHEARTH", "bot_id": "BHEARTH"}, False),
        ({"subtype": "bot_message", "bot_id": "BELSE"}, False),
        ({"subtype": "message_deleted"}, False),
    ],
)
def test_only_what_a_person_writes_is_heard(event: dict[str, Any], expected: bool) -> None:
    assert is_written(event) is expected


@pytest.mark.parametrize(
    ("author", "team", "expected"),
    [
        (OLA, "T0ACME", THEIRS),
        (ANN, WORKSPACE, OURS),
        (GUS, WORKSPACE, OURS),
        (ANN, "E0ORG", OURS),  # an organisation's id says nothing of a person we know
        (HEARTH, WORKSPACE, None),
        (None, "T0ACME", THEIRS),
        (None, WORKSPACE, OURS),
        (None, None, None),
    ],
)
def test_whose_message_it_is(author: Person | None, team: str | None, expected: Side | None) -> None:
    assert side_of(author, team, WORKSPACE) is expected


@pytest.mark.parametrize(
    ("side", "ball", "two_way", "after"),
    [
        (THEIRS, None, True, "us"),
        (THEIRS, "them", True, "us"),
        (OURS, "us", True, "them"),
        (OURS, "them", False, "them"),
        (OURS, None, False, "them"),
    ],
)
def test_what_they_write_and_our_answer_are_contacts(side: Side, ball: str | None, two_way: bool, after: str) -> None:
    touch = heard(side, 7, "C0SHARED", MONDAY, "UOLA", replace(Clocks(), ball=ball))
    assert (touch.two_way, touch.live, touch.ball) == (two_way, False, after)
    assert touch.key == f"channel/C0SHARED/2026-03-02/{side}"
