"""team.info: our workspace, or one that shares a channel with it."""

from __future__ import annotations

from sandbox.webapi.method import Answer, Call, Method
from sandbox.workspace import Refused
from sandbox.workspace.wire import team_object


def info(call: Call) -> Answer:
    """Raises: Refused: team_not_found."""
    wanted = call.arguments.text_or_none("team") or call.workspace.team.id
    known = {call.workspace.team.id: call.workspace.team} | call.workspace.records.other_teams
    if wanted not in known:
        raise Refused("team_not_found")
    return {"team": team_object(known[wanted])}


METHODS = (Method("team.info", info, tier=3, scopes=("team:read",)),)
