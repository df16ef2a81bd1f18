"""What happens once, however often Slack tells of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.handlers.door import Body, Door
from bot.office import Office
from bot.rules.facts import Entry
from bot.store import records
from bot.store.engine import writing


def event_of(event: dict[str, Any], body: Body) -> dict[str, Any]:
    """An event's person and team in the shape of an interaction, which is what the door reads."""
    return {
        "user": {"id": event["user"], "team_id": event.get("user_team") or event.get("team") or body.get("team_id")}
    }


def chosen(value: str) -> Callable[[Body], bool]:
    """Whether this is the option of a menu that was chosen: a matcher, for a menu whose options are heard apart."""

    def is_it(body: Body) -> bool:
        return bool(body["actions"][0]["selected_option"]["value"] == value)

    return is_it


def is_new(door: Door, event: dict[str, Any], body: Body, kind: str) -> bool:
    """Remember that this event was heard; False where it was before: Slack may deliver one several times."""
    return is_first(door.office, f"{kind}/{body['event_id']}", event["user"], kind)


def is_first(office: Office, key: str, by: str, kind: str) -> bool:
    """Remember an occasion outside any record, by its key; False where it is known already."""
    happened = Entry(
        key=key,
        at=office.clock(),
        by=by,
        surface="message",
        kind=kind,
        habit="",
        account=None,
        record=None,
        blueprint=office.blueprint.digest,
        facts={},
    )
    try:
        with writing(office.memory) as connection:
            records.note(connection, office.workspace, happened)
    except records.AlreadyRecorded:
        return False
    return True
