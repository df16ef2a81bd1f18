"""The payloads of a person's gestures, in the shape and near the size that Slack gives them."""

from __future__ import annotations

import itertools

from benchmarks.methods import TEAM, Json

_APP = {"api_app_id": "A0HEARTH", "token": "verification"}
_PLACE = {"team": {"id": TEAM, "domain": "northwind"}, "enterprise": None, "is_enterprise_install": False}
_triggers = itertools.count(1)


def new_trigger() -> str:
    """A trigger_id of Slack's length, another one for each gesture."""
    return f"{next(_triggers):013}.1700000000000.0123456789abcdef0123456789abcdef"


def command(person: str, trigger: str) -> Json:
    """docs.slack.dev/interactivity/implementing-slash-commands"""
    return {
        "token": "verification",
        "team_id": TEAM,
        "team_domain": "northwind",
        "channel_id": "C0GENERAL",
        "channel_name": "general",
        "user_id": person,
        "user_name": person.lower(),
        "command": "/handoff",
        "text": "",
        "api_app_id": "A0HEARTH",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T0NORTH/1/secret",
        "trigger_id": trigger,
    }


def press(person: str, view: Json, block: Json, button: Json, trigger: str) -> Json:
    """docs.slack.dev/reference/interaction-payloads/block_actions-payload, of a button in a modal."""
    action = {name: button[name] for name in ("type", "action_id", "text", "value")}
    return {
        "type": "block_actions",
        "user": _user(person),
        **_APP,
        **_PLACE,
        "trigger_id": trigger,
        "container": {"type": "view", "view_id": view["id"]},
        "view": _shown(view),
        "actions": [{**action, "block_id": block["block_id"], "action_ts": "1700000000.000100"}],
    }


def suggestion(person: str, view: Json, block: Json, typed: str) -> Json:
    """docs.slack.dev/reference/block-kit/block-elements/select-menu-element, "external data source"."""
    return {
        "type": "block_suggestion",
        "user": _user(person),
        **_APP,
        **_PLACE,
        "container": {"type": "view", "view_id": view["id"]},
        "view": _shown(view),
        "action_id": block["element"]["action_id"],
        "block_id": block["block_id"],
        "value": typed,
    }


def submission(person: str, view: Json, trigger: str) -> Json:
    """docs.slack.dev/reference/interaction-payloads/view-interactions-payload"""
    return {
        "type": "view_submission",
        "user": _user(person),
        **_APP,
        **_PLACE,
        "trigger_id": trigger,
        "view": _shown(view),
        "response_urls": [],
    }


def _user(person: str) -> Json:
    return {"id": person, "username": person.lower(), "name": person.lower(), "team_id": TEAM}


def _shown(view: Json) -> Json:
    """A view as payloads carry it: what the app sent, and what Slack adds."""
    added = {
        "team_id": TEAM,
        "hash": "1700000000.abcdefgh",
        "clear_on_close": False,
        "notify_on_close": False,
        "submit_disabled": False,
        "previous_view_id": None,
        "root_view_id": view["id"],
        "app_id": "A0HEARTH",
        "external_id": "",
        "app_installed_team_id": TEAM,
        "bot_id": "BHEARTH",
        "state": {"values": {}},
    }
    return added | view
