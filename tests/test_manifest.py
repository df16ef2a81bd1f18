"""app_manifest.yml against the code and the blueprints, in both directions: nothing is missing and nothing is idle."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import slack_sdk.web.client
from slack_bolt import App, BoltRequest

from bot.blueprint import UMBRELLA, Blueprint, load
from bot.handlers.afterwards import Afterwards
from bot.handlers.app import build
from bot.office import Office
from sandbox.manifest import Manifest
from sandbox.manifest import load as load_manifest
from sandbox.webapi.dispatch import METHODS as SANDBOX

ROOT = Path(__file__).parents[1]

SCOPES: dict[str, set[str]] = {
    "auth.test": set(),
    "apps.connections.open": set(),  # connections:write, of the app-level token
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.create": {"groups:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.invite": {"groups:write", "channels:write.invites"},
    "conversations.join": {"channels:join"},
    "conversations.list": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "dnd.teamInfo": {"dnd:read"},
    "files.info": {"files:read"},
    "users.conversations": {"channels:read", "groups:read"},
    "users.info": {"users:read"},
    "users.list": {"users:read"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
"""The bot scopes of each method the way we use it: it is told in direct messages, in public channels that were chosen
and in private ones that we create. Each row's source is docs.slack.dev/reference/methods/<method>."""

OF_PUBLIC_CHANNELS = "channels:manage"
"""What conversations.create needs as soon as a blueprint wants a channel that is not private."""

OF_EVENTS: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}
"""docs.slack.dev/reference/events/<event>"""

OF_FIELDS: dict[str, set[str]] = {
    "['profile']['email']": {"users:read.email"},  # docs.slack.dev/reference/objects/user-object
    "'url_private_download'": {"files:read"},  # docs.slack.dev/reference/objects/file-object
}
"""What Slack shows, in the answers of methods and in events, only to those with a scope of its own."""

OF_COMMANDS_AND_SHORTCUTS = "commands"
"""docs.slack.dev/reference/scopes/commands"""


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    """Read by the sandbox's strict reader, which knows Slack's limits."""
    return load_manifest(ROOT / "app_manifest.yml")


@pytest.fixture(scope="module")
def blueprint() -> Blueprint:
    return load(ROOT / "blueprints")


@pytest.fixture
def app(office: Office) -> Iterator[App]:
    """The bot's own app, to which requests are handed without a wire."""
    with ThreadPoolExecutor(1) as pool:
        yield build(office, Afterwards(pool))


def code() -> Iterator[ast.Module]:
    """Every module of the bot."""
    return (ast.parse(path.read_text()) for path in (ROOT / "bot").rglob("*.py"))


def constants() -> set[str]:
    """Every text that stands in the bot's code."""
    nodes = (node for tree in code() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {node.value for node in nodes if isinstance(node.value, str)}


def methods_called() -> set[str]:
    """Every Web API method the bot names, wherever it stands: the SDK's own list tells which texts are methods."""
    known = re.findall(r'api_call\(\s*"([\w.]+)"', inspect.getsource(slack_sdk.web.client))
    assert len(known) > 200
    return constants() & set(known)


def fields_read() -> set[str]:
    """Those of OF_FIELDS that the bot reads; code without its comments and quoted in one way."""
    whole = "\n".join(map(ast.unparse, code()))
    return {field for field in OF_FIELDS if field in whole}


def events_heard() -> set[str]:
    """The event types of every `@app.event` in the bot."""
    trees = (ast.parse(path.read_text()) for path in (ROOT / "bot" / "handlers").rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        str(ast.literal_eval(call.args[0]))
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "event"
    }


def test_every_habits_command_is_in_the_manifest_and_the_reverse(manifest: Manifest, blueprint: Blueprint) -> None:
    """A habit's command may be a word behind /account, which is there in any case."""
    written = [command.command for command in manifest.features.slash_commands]
    assert sorted(written) == sorted({UMBRELLA} | {habit.command.split()[0] for habit in blueprint.habits.values()})


def test_every_habit_that_a_message_may_begin_has_its_two_shortcuts_and_the_reverse(
    manifest: Manifest, blueprint: Blueprint
) -> None:
    """Slack lets an app have ten (docs.slack.dev/reference/app-manifest). What somebody reads can begin a handoff, a
    need or a touch; how an account is looked after is arranged by its command and from its brief."""
    arranged = {"cadence", "pause", "review"}
    assert arranged < blueprint.habits.keys()
    written = sorted((shortcut.callback_id, shortcut.type) for shortcut in manifest.features.shortcuts)
    ways = (("start", "global"), ("start_here", "message"))
    assert written == sorted(
        (f"{way}:{habit}", type) for habit in blueprint.habits.keys() - arranged for way, type in ways
    )


def test_every_event_that_is_heard_is_subscribed_and_the_reverse(manifest: Manifest) -> None:
    subscribed = manifest.settings.event_subscriptions.bot_events
    assert {event.partition(".")[0] for event in subscribed} == events_heard()
    assert len(subscribed) == len(set(subscribed))


def test_every_scope_is_needed_and_every_need_has_its_scope(manifest: Manifest, blueprint: Blueprint) -> None:
    needed = set[str]().union(*(SCOPES[method] for method in methods_called()))
    needed |= set[str]().union(*(OF_EVENTS[event] for event in manifest.settings.event_subscriptions.bot_events))
    needed |= set[str]().union(*(OF_FIELDS[field] for field in fields_read()))
    if manifest.features.slash_commands or manifest.features.shortcuts:
        needed.add(OF_COMMANDS_AND_SHORTCUTS)
    plans = [entering.channel for habit in blueprint.habits.values() for entering in habit.on.values()]
    if any(plan and not plan.private for plan in plans):
        needed.add(OF_PUBLIC_CHANNELS)
    assert sorted(manifest.oauth_config.scopes.bot) == sorted(needed)


def test_the_tables_of_scopes_speak_of_what_is_called_and_read_and_of_nothing_else() -> None:
    assert methods_called() == set(SCOPES)
    assert fields_read() == set(OF_FIELDS)


@pytest.mark.parametrize("method", sorted(SCOPES))
def test_the_sandbox_asks_for_the_same_scopes(method: str) -> None:
    asked = set(SANDBOX[method].scopes) - {"connections:write"}
    assert SCOPES[method] <= asked
    assert bool(SCOPES[method]) == bool(asked)


def test_whatever_slack_may_send_is_listened_to(manifest: Manifest, app: App) -> None:
    """A gesture without a listener would be left without an ack, which people see as an error."""
    for body in bodies(manifest):
        answer = app.dispatch(BoltRequest(body=json.dumps(body), mode="socket_mode"))
        assert answer.status == 200, body


def test_what_is_not_in_the_manifest_has_no_listener(app: App) -> None:
    for body in (command("/nothing"), shortcut("start:nothing", "global"), event("reaction_added")):
        assert app.dispatch(BoltRequest(body=json.dumps(body), mode="socket_mode")).status == 404


def test_what_the_bot_stands_on_is_switched_on(manifest: Manifest) -> None:
    features = manifest.features
    assert features.app_home.home_tab_enabled
    assert features.app_home.messages_tab_enabled
    assert not features.app_home.messages_tab_read_only_enabled  # people may write to it, and it answers
    assert manifest.settings.interactivity.is_enabled
    assert manifest.settings.socket_mode_enabled
    assert not manifest.settings.token_rotation_enabled  # SLACK_BOT_TOKEN must stay what it is


def bodies(manifest: Manifest) -> Iterator[dict[str, Any]]:
    """One payload of every kind that the manifest lets Slack send; nobody known does it, so nothing follows."""
    yield from (command(written.command) for written in manifest.features.slash_commands)
    yield from (shortcut(written.callback_id, written.type) for written in manifest.features.shortcuts)
    yield from (event(name.partition(".")[0]) for name in manifest.settings.event_subscriptions.bot_events)


def command(name: str) -> dict[str, Any]:
    return {"command": name, "text": "", "user_id": "U0NOBODY", "team_id": "T0ELSE"}


def shortcut(callback_id: str, type: str) -> dict[str, Any]:
    kind = "shortcut" if type == "global" else "message_action"
    place = {"channel": {"id": "C0GENERAL"}, "message_ts": "1.0"}
    return {"type": kind, "callback_id": callback_id, "user": {"id": "U0NOBODY", "team_id": "T0ELSE"}, **place}


def event(name: str) -> dict[str, Any]:
    user = {"id": "U0NOBODY", "team_id": "T0NORTH", "profile": {}} if name in ("team_join", "user_change") else "U0NO"
    return {"type": "event_callback", "team_id": "T0NORTH", "event_id": "Ev1", "event": {"type": name, "user": user}}
