"""A user object of Slack's, read as a person of ours, and kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.rules.days import local_day
from bot.rules.facts import Person, Standing
from bot.store import accounts, mornings, nudges, people

VACATION = ":palm_tree:"
"""The emoji of the status "Vacationing", one of those that Slack suggests to everybody."""
NO_END = timedelta(days=3)
"""How far ahead a vacation is taken to go on whose status has no end. It is renewed with every roll call, and over as
soon as Slack tells that the status is."""
HALF_A_DAY = timedelta(hours=12)


def person_from(user: Mapping[str, Any], workspace: str, seen_at: datetime) -> Person:
    """Read a user object (docs.slack.dev/reference/objects/user-object).

    Somebody of another team is external whatever else the object says: `is_stranger` alone misses those who share a
    channel with us (docs.slack.dev/apis/slack-connect).
    """
    profile = user.get("profile", {})
    zone = user.get("tz") or "UTC"
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(
        workspace=workspace,
        id=user["id"],
        name=(profile.get("real_name") or name or user["id"]),
        zone=zone,
        standing=_standing(user, workspace),
        seen_at=seen_at,
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        away_until=_away_until(profile, zone, seen_at),
    )


def meet(connection: Connection, workspace: str, seen: Collection[Person], now: datetime) -> None:
    """Remember these people; what hangs on whoever moved to another zone, is away until another day, can act no more or
    can again is looked at anew."""
    before = people.known(connection, workspace, [person.id for person in seen])
    people.remember_many(connection, seen)
    others = [person.id for person in seen if person.id in before and _days(person) != _days(before[person.id])]
    look_again(connection, workspace, others, now)


def look_again(connection: Connection, workspace: str, changed: Iterable[str], now: datetime) -> None:
    """Look anew at the mornings of these people, whose days are not what they were, and at the accounts that are theirs
    to look after, or on which something is theirs to do: what waits for their hours has others now."""
    who = list(changed)
    mornings.wake(connection, workspace, who, now)
    held = {role.account for person in who for role in accounts.held_by(connection, workspace, person)}
    to_do = {one.account for person in who for one in nudges.open_for(connection, workspace, person, date.max)}
    accounts.look_again(connection, workspace, held | to_do, now)


def _days(person: Person) -> tuple[str, date | None, Standing]:
    """What Slack tells of how somebody's days go."""
    return person.zone, person.away_until, person.standing


def _away_until(profile: Mapping[str, Any], zone: str, now: datetime) -> date | None:
    """The last day of the vacation that a status tells of, None where it tells of none, or of one that is over.

    A status ends at `status_expiration`, in epoch seconds, or never where that is 0
    (docs.slack.dev/reference/methods/users.profile.set). The day on which it ends belongs to the vacation if it lasts
    past noon: many end theirs at the hour at which they are back at work.
    """
    if profile.get("status_emoji") != VACATION:
        return None
    if not (ends := profile.get("status_expiration")):
        return local_day(now + NO_END, zone)
    last = local_day(datetime.fromtimestamp(ends, UTC) - HALF_A_DAY, zone)
    return last if last >= local_day(now, zone) else None


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
