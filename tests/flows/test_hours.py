"""Everybody says how their own days go, and when they are away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.modals.hours import PICK_REGION, TAKE_BACK
from bot.rules.days import plain_rhythm
from bot.rules.facts import Rhythm
from bot.store import mornings, rhythms
from bot.store.engine import reading, writing
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, View, eventually

SUNDAY_TO_THURSDAY = ["6", "0", "1", "2", "3"]


@pytest.fixture
def plain(bot: Bot) -> Rhythm:
    """Ann's days as the calendar has them."""
    return plain_rhythm("Europe/Berlin", bot.office.blueprint.calendar)


def opens(person: Hand) -> View:
    """Their hours and leave, by the command."""
    person.types("/account hours")
    return person.sees_modal("hours")


def keeps(person: Hand, **values: Any) -> str:
    """Fill in and send; what they are told."""
    sent = person.submits(values, opens(person))
    assert sent.errors == {}
    told = person.sees_modal("notice").words
    person.closes(clear=True)
    return told


def rhythm(bot: Bot, person: str = "UANN") -> Rhythm:
    with reading(bot.office.memory) as connection:
        return rhythms.of(connection, bot.office.workspace, bot.office.blueprint.calendar, [person])[person]


def chosen(view: View, block: str) -> list[str]:
    """What stands in a menu or in tick boxes, in words."""
    [given] = view.state[block].values()
    options = given.get("selected_options") or [given["selected_option"]]
    return [option["text"]["text"] for option in options]


def test_at_first_all_is_as_the_calendar_has_it(box: Control, bot: Bot, plain: Rhythm) -> None:
    view = opens(box.ann)
    assert "Europe/Berlin" in view.words
    assert "If you choose nothing: 09:00" in view.words
    assert chosen(view, "working_days") == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    box.ann.submits({}, view)
    box.ann.sees_modal("notice")
    assert rhythm(bot) == plain


def test_hours_and_days_are_kept_and_shown_again(box: Control, bot: Bot, plain: Rhythm) -> None:
    told = keeps(box.ann, digest_at="08:00", working_days=SUNDAY_TO_THURSDAY)
    assert "Your next digest can come on Tue 3 Mar at 08:00." in told
    week = frozenset({6, 0, 1, 2, 3})
    assert rhythm(bot) == replace(plain, digest_at=time(8), working_days=week)
    view = opens(box.ann)
    assert view.state["digest_at"]["answer"]["selected_time"] == "08:00"
    assert chosen(view, "working_days") == ["Monday", "Tuesday", "Wednesday", "Thursday", "Sunday"]


def test_what_is_set_back_follows_the_calendar_again(box: Control, bot: Bot, plain: Rhythm) -> None:
    keeps(box.ann, digest_at="08:00", opens="08:00", closes="16:00", working_days=SUNDAY_TO_THURSDAY)
    keeps(box.ann, digest_at=None, opens="09:00", closes=None, working_days=["0", "1", "2", "3", "4"])
    with reading(bot.office.memory) as connection:
        assert rhythms.chosen(connection, bot.office.workspace, "UANN") == rhythms.Chosen()


def test_a_region_is_looked_for_by_name(box: Control, bot: Bot) -> None:
    view = opens(box.ann)
    assert box.ann.is_offered(PICK_REGION, "", view)[0]["text"]["text"] == "No public holidays"
    [bavaria, *_] = box.ann.is_offered(PICK_REGION, "bayren", view)
    assert bavaria["text"]["text"] == "Germany: Bayern (DE-BY)"
    box.ann.submits({"region": bavaria["value"]}, view)
    box.ann.sees_modal("notice")
    assert rhythm(bot).region == "DE-BY"
    box.ann.closes(clear=True)
    assert chosen(opens(box.ann), "region") == ["Germany: Bayern (DE-BY)"]


def test_of_a_region_nobody_knows_the_nearest_are_offered(box: Control, bot: Bot) -> None:
    view = opens(box.ann)
    offered = box.ann.is_offered(PICK_REGION, "Atlantis", view)
    assert len(offered) == 5
    [group] = box.traffic(name="interactive")[-1]["response"]["option_groups"]
    assert group["label"]["text"] == "No region is called “Atlantis”."


def test_somebody_keeps_no_public_holidays_at_all(box: Control, bot: Bot) -> None:
    view = opens(box.ann)
    [none, *_] = box.ann.is_offered(PICK_REGION, "", view)
    box.ann.submits({"region": none["value"]}, view)
    box.ann.sees_modal("notice")
    assert rhythm(bot).region is None


def test_leave_is_added_shown_and_taken_back(box: Control, bot: Bot) -> None:
    told = keeps(box.ann, first="2026-03-03", last="2026-03-06")
    assert "Your next digest can come on Mon 9 Mar at 09:00." in told
    keeps(box.ann, first="2026-04-01", last="2026-04-01")
    view = opens(box.ann)
    assert "Tue 3 Mar to Fri 6 Mar" in view.words
    assert "Wed 1 Apr\n" in view.words
    box.ann.fills({"digest_at": "08:15"}, view)
    box.ann.clicks(TAKE_BACK, view, block_id="leave.2026-03-03/2026-03-06")
    eventually(
        lambda: True if "3 Mar" not in box.ann.sees_modal("hours").words else None,
        lambda: f"the leave should be gone from:\n{box.ann.sees_modal('hours').words}",
    )
    assert rhythm(bot).leaves == ((date(2026, 4, 1), date(2026, 4, 1)),)
    assert box.ann.sees_modal("hours").state["digest_at"]["answer"]["selected_time"] == "08:15"


@pytest.mark.parametrize(
    ("values", "block", "sentence"),
    [
        ({"opens": "17:00", "closes": "09:00"}, "closes", "Your day would end at 09:00, before it begins at 17:00."),
        ({"closes": "09:00"}, "closes", "Your day would end at 09:00, before it begins at 09:00."),
        ({"digest_at": "18:00"}, "digest_at", "Your day ends at 17:00, so the digest must come earlier."),
        ({"working_days": []}, "working_days", "Tick at least one day. For days off, add leave below."),
        ({"first": "2026-03-05"}, "last", "Choose both days; for a single day of leave, the same one twice."),
        ({"last": "2026-03-05"}, "first", "Choose both days; for a single day of leave, the same one twice."),
        (
            {"first": "2026-03-05", "last": "2026-03-04"},
            "last",
            "The leave begins on Thu 5 Mar. Choose that day or a later one.",
        ),
        ({"first": "2026-02-02", "last": "2026-03-01"}, "last", "Sun 1 Mar has passed. Choose today or a later day."),
        (
            {"first": "2026-03-03", "last": "2027-03-04"},
            "last",
            "This is more than a year. Add the rest when it comes nearer.",
        ),
    ],
)
def test_what_cannot_be_is_marked_where_it_stands(
    box: Control, bot: Bot, plain: Rhythm, values: dict[str, Any], block: str, sentence: str
) -> None:
    sent = box.ann.submits(values, opens(box.ann))
    assert sent.errors == {block: sentence}
    assert rhythm(bot) == plain


def test_everything_that_is_wrong_is_marked_at_once(box: Control, bot: Bot) -> None:
    sent = box.ann.submits({"digest_at": "18:00", "working_days": [], "last": "2026-03-05"}, opens(box.ann))
    assert sent.errors.keys() == {"digest_at", "working_days", "first"}


def test_a_vacation_that_slack_tells_of_is_shown(box: Control, bot: Bot) -> None:
    box.change("UANN", status_emoji=":palm_tree:", status_text="Vacationing")
    eventually(lambda: True if (ann := bot.knows("UANN")) and ann.away_until else None, lambda: f"{bot.knows('UANN')}")
    assert "Your Slack status says that you are away until Thu 5 Mar." in opens(box.ann).words


def test_whoever_changes_their_days_is_looked_after_anew(box: Control, bot: Bot) -> None:
    with writing(bot.office.memory) as connection:
        mornings.begin(connection, bot.office.workspace, {"UANN": bot.office.clock() + timedelta(days=1)})
    keeps(box.ann, digest_at="08:00")
    with reading(bot.office.memory) as connection:
        [(person, _)] = mornings.due(connection, bot.office.workspace, bot.office.clock(), 10)
    assert person == "UANN"


def test_a_guest_has_no_hours(box: Control, bot: Bot) -> None:
    box.gus.types("/account hours")
    box.gus.sees_message("guests cannot use it")
