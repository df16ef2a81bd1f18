"""What the lean Slack answers: every call succeeds at once, with no more in the answer than an app needs."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ruamel.yaml import YAML

from bot.settings import ROOT

Json = dict[str, Any]
Arguments = Mapping[str, Any]

TEAM = "T0NORTH"
BOT_USER = "UHEARTH"


class Methods:
    """The Web API methods of one workspace; `people` are the ids of everybody in it."""

    def __init__(self, people: Sequence[str], socket_url: Callable[[], str]) -> None:
        self._people = people
        self._socket_url = socket_url
        self._numbers = itertools.count(1)
        self._zone = _zone_where_it_is_noon(datetime.now(UTC))
        self._known: dict[str, Callable[[Arguments], Json]] = {
            "auth.test": self._auth_test,
            "apps.connections.open": lambda _: {"url": self._socket_url()},
            "users.list": lambda _: {"members": [self._user(id) for id in self._people]},
            "users.info": lambda said: {"user": self._user(said["user"])},
            "views.open": self._view,
            "views.push": self._view,
            "views.publish": self._view,
            "views.update": self._view,
            "dnd.teamInfo": lambda _said: {"users": {}},
            "conversations.open": lambda said: {"channel": {"id": f"D{said['users']}"}},
            "conversations.create": lambda said: {"channel": {"id": self._new("C"), "name": said["name"]}},
            "conversations.info": lambda said: {"channel": {"id": said["channel"], "is_ext_shared": False}},
            "conversations.history": lambda _: {"messages": []},
            "conversations.members": lambda _: {"members": []},
            "conversations.invite": lambda said: {"channel": {"id": said["channel"]}},
            "conversations.join": lambda said: {"channel": {"id": said["channel"]}},
            "chat.postMessage": self._message,
            "chat.update": self._message,
        }

    def answer(self, method: str, arguments: Arguments) -> Json:
        """The body of the answer; a method that is not known is refused as Slack would (`unknown_method`)."""
        known = self._known.get(method)
        return {"ok": True, **known(arguments)} if known else {"ok": False, "error": "unknown_method"}

    def _auth_test(self, _: Arguments) -> Json:
        return {
            "url": "https://northwind.slack.com/",
            "team": "Northwind",
            "user": "hearth",
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": "BHEARTH",
            "is_enterprise_install": False,
        }

    def _user(self, id: str) -> Json:
        name = f"Person {id}"
        return {"id": id, "team_id": TEAM, "name": id.lower(), "tz": self._zone, "profile": {"real_name": name}}

    def _view(self, said: Arguments) -> Json:
        return {"view": {**said["view"], "id": said.get("view_id") or self._new("V")}}

    def _message(self, said: Arguments) -> Json:
        ts = said.get("ts") or f"{next(self._numbers)}.000100"
        return {"channel": said["channel"], "ts": ts, "message": {"ts": ts, "text": said.get("text", "")}}

    def _new(self, letter: str) -> str:
        return f"{letter}{next(self._numbers):08}"


def granted_scopes() -> str:
    """Every bot scope that app_manifest.yml asks for, as the header `x-oauth-scopes` lists them."""
    manifest = YAML(typ="safe").load(ROOT / "app_manifest.yml")
    return ",".join(manifest["oauth_config"]["scopes"]["bot"])


def _zone_where_it_is_noon(now: datetime) -> str:
    """Everybody is at work, whatever the hour of the run: what a gesture causes is said at once, and costs at once."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
