"""users.*, team.info and dnd.info. Method pages: docs.slack.dev/reference/methods"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from starlette.applications import Starlette

from sandbox import manifest, world
from sandbox.clock import Clock
from sandbox.state import open_workspace
from sandbox.webapi import WebApi
from tests.sandbox.conftest import BOT_TOKEN, MANIFEST, MONDAY
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
    ],
)
def test_quiet_hours_are_those_of_the_person_s_own_evening(web: WebClient, box: Control, now: str, begins: str) -> None:
    """22:00 to 8:00 in Berlin, an hour ahead of UTC"""
    box.grant("dnd:read")
    box.clock.set(now)
    quiet = web.dnd_info(user="UANN")
    assert datetime.fromtimestamp(quiet["next_dnd_start_ts"], UTC).isoformat() == begins
    assert quiet["next_dnd_end_ts"] - quiet["next_dnd_start_ts"] == 10 * 3600
    assert quiet["snooze_enabled"] is False


def test_a_snooze_ends_when_it_was_said_to() -> None:
    """Nothing in the control API snoozes, so the workspace is asked in this very process."""
    workspace = open_workspace(world.load(), manifest.load(MANIFEST), clock=Clock.at(MONDAY, running=False))
    workspace.grant("dnd:read")
    workspace.change_person("UANN", snoozed_until=MONDAY + 600)

    async def asked() -> dict[str, Any]:
        transport = httpx.ASGITransport(Starlette(routes=WebApi(workspace, lambda: "").routes()))
        headers = {"authorization": f"Bearer {BOT_TOKEN}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://slack.test", headers=headers) as client:
            answer: dict[str, Any] = (await client.get("/api/dnd.info", params={"user": "UANN"})).json()
            return answer

    assert asyncio.run(asked())["snooze_remaining"] == 600
    workspace.clock.set(MONDAY + 600)
    assert asyncio.run(asked())["snooze_enabled"] is False
