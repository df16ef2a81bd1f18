"""api.test, auth.test and apps.connections.open."""

from __future__ import annotations

from sandbox.webapi.method import Answer, Call, Method
from sandbox.workspace import Refused


def api_test(call: Call) -> Answer:
    given = dict(call.arguments.given)
    if error := call.arguments.text_or_none("error"):
        raise Refused(error, args=given)
    return {"args": given} if given else {}


def auth_test(call: Call) -> Answer:
    team, member = call.workspace.team, call.member
    if call.caller.kind == "app":
        return {"app_id": call.workspace.installation.app_id, "app_name": call.workspace.manifest.name}
    answer = {
        "url": team.url,
        "team": team.name,
        "user": member.name,
        "team_id": team.id,
        "user_id": member.id,
        "is_enterprise_install": False,
    }
    return answer | ({"bot_id": member.bot_id} if member.is_bot else {})


def connections_open(call: Call) -> Answer:
    """Raises: Refused: insecure_request when not posted, not_authed when the token is not in the header."""
    if not call.posted:
        raise Refused("insecure_request")
    if not call.in_header:
        raise Refused("not_authed")
    if not call.workspace.manifest.socket_mode:
        raise Refused("forbidden_team")
    return {"url": call.open_connection()}


METHODS = (
    Method("api.test", api_test, tier=4, tokens=()),
    Method("auth.test", auth_test, tier=None, tokens=("bot", "user", "app")),
    # The method's page says tier 3, the SDKs tier 1; a client that reconnects needs more than one a minute.
    Method("apps.connections.open", connections_open, tier=3, scopes=("connections:write",), tokens=("app",)),
)
