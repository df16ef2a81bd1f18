"""A user object of Slack's, read as a person of ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.rules.facts import Person, Standing


def person_from(user: Mapping[str, Any], workspace: str, seen_at: datetime) -> Person:
    """Read a user object (docs.slack.dev/reference/objects/user-object).

    Somebody of another team is external whatever else the object says: `is_stranger` alone misses those who share a
    channel with us (docs.slack.dev/apis/slack-connect).
    """
    profile = user.get("profile", {})
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(
        workspace=workspace,
        id=user["id"],
        name=(profile.get("real_name") or name or user["id"]),
        zone=user.get("tz") or "UTC",
        standing=_standing(user, workspace),
        seen_at=seen_at,
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )


def _standing(user: Mapping[str, Any], workspace: str) -> Standing:
    if user.get("deleted"):
        return Standing.DEACTIVATED
    if user.get("is_stranger") or user.get("team_id", workspace) != workspace:
        return Standing.EXTERNAL
    if user.get("is_bot") or user["id"] == "USLACKBOT":
        return Standing.BOT
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER
