"""views.*: modals and Home tabs."""

from __future__ import annotations

from typing import Any

from sandbox.webapi.method import Answer, Call, Method
from sandbox.workspace import Refused, View
from sandbox.workspace.wire import is_stranger, view_object


def open_view(call: Call) -> Answer:
    """Raises: Refused: what is wrong with the view. TriggerRefused: what is wrong with the trigger."""
    trigger_id, view = _trigger_and_view(call)
    call.workspace.views.check(view, "modal")
    return _shown(call, call.workspace.views.open(_spend(call, trigger_id), view))


def push_view(call: Call) -> Answer:
    """Raises: as `open_view`; Refused: push_limit_reached, not_found without an open modal."""
    trigger_id, view = _trigger_and_view(call)
    call.workspace.views.check(view, "modal")
    return _shown(call, call.workspace.views.push(_spend(call, trigger_id), view))


def update_view(call: Call) -> Answer:
    """Raises: Refused: not_found, hash_conflict, what is wrong with the view."""
    view_id, external_id = call.arguments.text_or_none("view_id"), call.arguments.text_or_none("external_id")
    if not view_id and not external_id:
        raise Refused.arguments("missing required field: view_id or external_id")
    view = call.workspace.views.find(view_id, external_id)
    changed = call.workspace.views.update(view, _view(call), call.arguments.text_or_none("hash") or None)
    return _shown(call, changed)


def publish_view(call: Call) -> Answer:
    """Raises: Refused: not_enabled, invalid_arguments for a strange person, hash_conflict."""
    user_id = call.arguments.text("user_id")
    view = _view(call)
    if not call.workspace.manifest.home_tab:
        raise Refused("not_enabled")
    member = call.workspace.members.get(user_id)
    if member is None or member.is_bot or is_stranger(call.workspace, member):
        raise Refused.arguments("invalid `user_id`")
    return _shown(call, call.workspace.views.publish(user_id, view, call.arguments.text_or_none("hash") or None))


def _trigger_and_view(call: Call) -> tuple[str, Any]:
    name = "interactivity_pointer" if call.arguments.has("interactivity_pointer") else "trigger_id"
    return call.arguments.text(name), _view(call)


def _view(call: Call) -> Any:
    view = call.arguments.structure("view")
    if view is None:
        raise Refused.arguments("missing required field: view")
    return view


def _spend(call: Call, trigger_id: str) -> str:
    if call.workspace.triggers is None:
        raise Refused("invalid_trigger_id")
    return call.workspace.triggers.spend(trigger_id)


def _shown(call: Call, view: View) -> Answer:
    return {"view": view_object(call.workspace, view)}


METHODS = (
    Method("views.open", open_view, tier=4),
    Method("views.push", push_view, tier=4),
    Method("views.update", update_view, tier=4),
    Method("views.publish", publish_view, tier=4),
)
