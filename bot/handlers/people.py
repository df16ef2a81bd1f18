"""What Slack tells us about people, kept so that no form has to wait for it."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot.handlers.door import Door
from bot.persons import meet, person_from
from bot.store.engine import writing


def register(app: App, door: Door) -> None:
    """Listen for people who join or change: names, zones, vacations, and whether they are still active."""

    @app.event("user_change")
    @app.event("team_join")
    def changed(event: dict[str, Any]) -> None:
        office, now = door.office, door.office.clock()
        with writing(office.memory) as connection:
            meet(connection, office.workspace, [person_from(event["user"], office.workspace, now)], now)
