"""What Slack's user object says of somebody's days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.persons import person_from
from tests.cast import MONDAY, WORKSPACE


def user(zone: str = "Europe/Berlin", **profile: Any) -> dict[str, Any]:
    return {"id": "UANN", "team_id": WORKSPACE, "tz": zone, "profile": {"real_name": "Ann Adler", **profile}}


def on_vacation(until: str, zone: str = "Europe/Berlin") -> dict[str, Any]:
    expires = int(datetime.fromisoformat(until).timestamp()) if until else 0
    return user(zone, status_emoji=":palm_tree:", status_text="Vacationing", status_expiration=expires)


@pytest.mark.parametrize(
    ("until", "zone", "last"),
    [
        ("2026-03-13T23:59:59+01:00", "Europe/Berlin", date(2026, 3, 13)),  # the end of a day
        ("2026-03-14T00:00:00+01:00", "Europe/Berlin", date(2026, 3, 13)),
        ("2026-03-16T09:00:00+01:00", "Europe/Berlin", date(2026, 3, 15)),  # back at work that morning
        ("2026-03-13T17:00:00+01:00", "Europe/Berlin", date(2026, 3, 13)),
        ("2026-03-13T17:00:00-04:00", "America/New_York", date(2026, 3, 13)),
        ("2026-03-14T05:00:00+05:30", "Asia/Kolkata", date(2026, 3, 13)),
        ("2026-03-02T18:00:00+01:00", "Europe/Berlin", date(2026, 3, 2)),  # today
        ("2026-03-02T11:00:00+01:00", "Europe/Berlin", None),  # back before noon today
        ("2026-02-27T18:00:00+01:00", "Europe/Berlin", None),  # over, and still to be seen
        ("", "Europe/Berlin", date(2026, 3, 5)),  # no end: a few days, until the roll is called again
        ("", "Pacific/Kiritimati", date(2026, 3, 5)),
    ],
)
def test_a_vacation_is_read_off_the_status(until: str, zone: str, last: date | None) -> None:
    assert person_from(on_vacation(until, zone), WORKSPACE, MONDAY).away_until == last


def test_another_status_is_no_vacation() -> None:
    lunch = user(status_emoji=":sandwich:", status_text="Lunch", status_expiration=int(MONDAY.timestamp()) + 3600)
    assert person_from(lunch, WORKSPACE, MONDAY).away_until is None
    assert person_from(user(), WORKSPACE, datetime(2026, 3, 2, tzinfo=UTC)).away_until is None
