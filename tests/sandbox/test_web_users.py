"""users.*, team.info and dnd.*. Method pages: docs.slack.dev/reference/methods"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from tests.support.hand import Control
from tests.support.refusals import error_of


def test_guests_strangers_and_the_deactivated_are_told_apart(web: WebClient, box: Control) -> None:
    """docs.slack.dev/apis/slack-connect: an outsider is told by is_stranger, or else by another team_id."""
    gus, dora, ola = (web.users_info(user=user)["user"] for user in ("UGUS", "UDORA", "UOLA"))
    assert gus["is_restricted"]
    assert dora["deleted"]
    assert "tz" not in dora
    assert (ola["team_id"], ola["is_stranger"]) == ("T0ACME", True)
    box.invite("UHEARTH", "C0SHARED")
    assert web.users_info(user="UOLA")["user"]["is_stranger"] is False


def test_somebody_unknown_is_not_found(web: WebClient) -> None:
    assert error_of(web.users_info, user="UNOBODY") == "user_not_found"


@pytest.mark.parametrize(("day", "hours", "label"), [("2026-03-02", 1, "CET"), ("2026-07-01", 2, "CEST")])
def test_a_zone_s_offset_is_that_of_the_day(web: WebClient, box: Control, day: str, hours: int, label: str) -> None:
    box.clock.set(f"{day}T12:00:00+00:00")
    ann = web.users_info(user="UANN")["user"]
    assert (ann["tz"], ann["tz_offset"], ann["tz_label"]) == ("Europe/Berlin", hours * 3600, label)


def test_an_email_is_shown_only_with_its_scope(web: WebClient, box: Control) -> None:
    assert "email" not in web.users_info(user="UANN")["user"]["profile"]
    assert error_of(web.users_lookupByEmail, email="ann@northwind.example") == "missing_scope"
    box.grant("users:read.email")
    assert web.users_info(user="UANN")["user"]["profile"]["email"] == "ann@northwind.example"
    assert web.users_lookupByEmail(email="Ann@northwind.example")["user"]["id"] == "UANN"
    assert error_of(web.users_lookupByEmail, email="dora@northwind.example") == "users_not_found"


def test_emails_of_the_list_need_their_scope(web: WebClient, box: Control) -> None:
    """docs.slack.dev/reference/scopes/users.read.email"""
    assert not [member for member in web.users_list()["members"] if "email" in member["profile"]]
    box.grant("users:read.email")
    emails = {member["id"]: member["profile"].get("email") for member in web.users_list()["members"]}
    assert (emails["UBEN"], emails["UHEARTH"]) == ("ben@northwind.example", None)


def test_admins_and_owners_are_told(web: WebClient) -> None:
    """docs.slack.dev/reference/objects/user-object: an owner is an admin, too."""
    told = {
        member["id"]: (member["is_admin"], member["is_owner"])
        for member in (web.users_info(user=user)["user"] for user in ("UMEG", "UANN", "UBEN"))
    }
    assert told == {"UMEG": (True, True), "UANN": (True, False), "UBEN": (False, False)}


def test_the_list_has_our_people_and_no_outsiders(web: WebClient) -> None:
    """docs.slack.dev/apis/slack-connect"""
    found = {member["id"] for member in web.users_list()["members"]}
    assert {"UANN", "UDORA", "UGUS", "UHEARTH"} <= found
    assert "UOLA" not in found


def test_the_list_goes_on_at_its_cursor(web: WebClient) -> None:
    found = [member["id"] for answer in web.users_list(limit=3) for member in answer["members"]]
    assert found == [member["id"] for member in web.users_list()["members"]]


def test_presence_and_profile(web: WebClient, box: Control) -> None:
    assert web.users_getPresence(user="UANN")["presence"] == "active"
    assert web.users_getPresence(user="UDORA")["presence"] == "away"
    box.grant("users.profile:read")
    assert web.users_profile_get(user="UMEG")["profile"]["title"] == "Head of Account Management"


def test_the_team_is_ours_or_one_that_shares_a_channel(web: WebClient) -> None:
    assert web.team_info()["team"]["name"] == "Northwind"
    assert web.team_info(team="T0ACME")["team"]["name"] == "Acme"
    assert error_of(web.team_info, team="T0OTHER") == "team_not_found"


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-03-02T09:00:00+00:00", "2026-03-02T21:00:00+00:00"),
        ("2026-03-02T23:00:00+00:00", "2026-03-02T21:00:00+00:00"),
        ("2026-03-03T02:00:00+00:00", "2026-03-02T21:00:00+00:00"),
        ("2026-03-03T07:00:00+00:00", "2026-03-03T21:00:00+00:00"),
    ],
)
def test_quiet_hours_are_those_of_the_person_s_own_evening(web: WebClient, box: Control, now: str, begins: str) -> None:
    """22:00 to 8:00 in Berlin, an hour ahead of UTC"""
    box.grant("dnd:read")
    box.clock.stand()
    box.clock.set(now)
    quiet = web.dnd_info(user="UANN")
    assert datetime.fromtimestamp(quiet["next_dnd_start_ts"], UTC).isoformat() == begins
    assert quiet["next_dnd_end_ts"] - quiet["next_dnd_start_ts"] == 10 * 3600


def test_quiet_hours_are_each_persons_own_and_may_lie_within_a_day(web: WebClient, box: Control) -> None:
    box.grant("dnd:read")
    box.clock.stand()
    box.clock.set("2026-03-02T15:00:00+00:00")
    box.change("UBEN", dnd={"start": "12:00", "end": "13:30"})
    box.change("UDEV", dnd={"enabled": False})
    assert spans(web.dnd_teamInfo(users="UBEN,UDEV,UANN")["users"]) == {
        "UBEN": ("2026-03-02T17:00:00+00:00", "2026-03-02T18:30:00+00:00"),
        "UDEV": None,
        "UANN": ("2026-03-02T21:00:00+00:00", "2026-03-03T07:00:00+00:00"),
    }
    off = web.dnd_info(user="UDEV")
    assert (off["next_dnd_start_ts"], off["next_dnd_end_ts"]) == (1, 1)


def test_quiet_hours_keep_to_the_wall_clock_over_a_change_of_time(web: WebClient, box: Control) -> None:
    """New York goes forward in the night to Sunday, 8 March 2026."""
    box.grant("dnd:read")
    box.clock.set("2026-03-07T20:00:00+00:00")
    assert spans({"UBEN": web.dnd_info(user="UBEN").data}) == {
        "UBEN": ("2026-03-08T03:00:00+00:00", "2026-03-08T12:00:00+00:00")
    }


@pytest.mark.parametrize(
    ("users", "error"),
    [("", "no_users_provided"), ("UANN,UNOBODY", "user_not_found"), ("UANN,UOLA", "user_not_visible")],
)
def test_the_quiet_hours_of_some_are_not_to_be_had(web: WebClient, box: Control, users: str, error: str) -> None:
    assert error_of(web.dnd_teamInfo, users=users) == "missing_scope"
    box.grant("dnd:read")
    assert error_of(web.dnd_teamInfo, users=users) == error


def test_a_snooze_is_told_to_whoever_snoozes_and_ends_when_it_was_said_to(web: WebClient, box: Control) -> None:
    """docs.slack.dev/reference/methods/dnd.info, "Snooze properties": visible to the user alone."""
    box.grant("dnd:read")
    box.clock.stand()
    box.clock.set("2026-03-02T09:00:00Z")
    anns = WebClient("xoxp-sandbox-ann", base_url=box.api_url, retry_handlers=[])
    assert anns.dnd_info()["snooze_enabled"] is False
    box.change("UANN", snooze_minutes=10)
    assert (anns.dnd_info()["snooze_enabled"], anns.dnd_info()["snooze_remaining"]) == (True, 600)
    assert not [name for name in web.dnd_info(user="UANN").data if name.startswith("snooze")]
    box.clock.advance(600)
    assert anns.dnd_info()["snooze_enabled"] is False
    box.change("UANN", snooze_minutes=10)
    box.change("UANN", snooze_minutes=0)
    assert anns.dnd_info()["snooze_enabled"] is False


def spans(of: Any) -> dict[str, tuple[str, str] | None]:
    """Each person's quiet hours in UTC, None where there are none."""

    def told(ts: int) -> str:
        return datetime.fromtimestamp(ts, UTC).isoformat()

    return {
        person: (told(dnd["next_dnd_start_ts"]), told(dnd["next_dnd_end_ts"])) if dnd["dnd_enabled"] else None
        for person, dnd in of.items()
    }
