"""canvases.*: documents in markdown, standing alone or at a channel."""

from __future__ import annotations

from typing import Any

from sandbox.webapi.method import Answer, Call, Method
from sandbox.workspace import Refused
from sandbox.workspace.records import Canvas, Section

LARGEST = 1024 * 1024
"""Bytes of a canvas (docs.slack.dev/reference/methods/conversations.canvases.create)."""

INSERTS = ("insert_after", "insert_before", "insert_at_start", "insert_at_end")
OPERATIONS = (*INSERTS, "replace", "delete", "rename")


def create(call: Call) -> Answer:
    canvas = _new_canvas(call, call.arguments.text_or_none("title") or "Untitled")
    if call.arguments.has("channel_id"):
        canvas.channel = call.joined("channel_id").id
    call.workspace.records.canvases[canvas.id] = canvas
    call.workspace.changed([])
    return {"canvas_id": canvas.id}


def create_for_channel(call: Call) -> Answer:
    """Raises: Refused: channel_canvas_already_exists; its id is then in conversations.info, `properties.canvas`."""
    channel = call.joined("channel_id")
    if channel.canvas_id is not None:
        raise Refused("channel_canvas_already_exists")
    canvas = _new_canvas(call, call.arguments.text_or_none("title") or channel.name)
    canvas.channel = channel.id
    call.workspace.records.canvases[canvas.id] = canvas
    channel.canvas_id = canvas.id
    call.workspace.changed(call.workspace.viewers(channel))
    return {"canvas_id": canvas.id}


def edit(call: Call) -> Answer:
    """One change a call (docs.slack.dev/reference/methods/canvases.edit).

    Raises:
        Refused: canvas_not_found; canvas_editing_failed with a `detail`.
    """
    canvas = call.workspace.records.canvases.get(call.arguments.text("canvas_id"))
    if canvas is None:
        raise Refused("canvas_not_found")
    changes = call.arguments.structure("changes")
    if not isinstance(changes, list) or len(changes) != 1 or not isinstance(changes[0], dict):
        raise Refused.arguments("changes must hold exactly one operation [json-pointer:/changes]")
    change = changes[0]
    operation = change.get("operation")
    if operation not in OPERATIONS:
        raise Refused.arguments(f"operation must be one of {', '.join(OPERATIONS)} [json-pointer:/changes/0]")
    _apply(call, canvas, operation, change)
    call.workspace.changed([])
    return {}


def _apply(call: Call, canvas: Canvas, operation: str, change: dict[str, Any]) -> None:
    if operation == "rename":
        canvas.title = _markdown(change.get("title_content"))
        return
    place = _place(canvas, change.get("section_id"), needed=operation in ("insert_after", "insert_before", "delete"))
    if operation == "delete":
        del canvas.sections[place]
        return
    section = Section(call.workspace.new_id("temp:C:"), _markdown(change.get("document_content")))
    if operation == "replace":
        canvas.sections[place : place + 1 if change.get("section_id") else None] = [section]
    elif operation == "insert_at_end":
        canvas.sections.append(section)
    else:
        after = operation == "insert_after"
        canvas.sections.insert(place + 1 if after else place, section)


def _place(canvas: Canvas, section_id: Any, *, needed: bool) -> int:
    """Where a section is; 0 when none is named and none is needed."""
    for place, section in enumerate(canvas.sections):
        if section.id == section_id:
            return place
    if needed or section_id:
        raise Refused("canvas_editing_failed", detail=f"section_id {section_id!r} was not found in the canvas")
    return 0


def _new_canvas(call: Call, title: str) -> Canvas:
    canvas = Canvas(call.workspace.new_id("F"), title, call.caller.user, int(call.workspace.clock.now()))
    content = call.arguments.structure("document_content")
    if content is not None:
        canvas.sections.append(Section(call.workspace.new_id("temp:C:"), _markdown(content)))
    return canvas


def _markdown(content: Any) -> str:
    """Raises: Refused: canvas_creation_failed, for what is no markdown document."""
    if (
        not isinstance(content, dict)
        or content.get("type") != "markdown"
        or not isinstance(content.get("markdown"), str)
    ):
        raise Refused("canvas_creation_failed", detail='a document is {"type": "markdown", "markdown": "…"}')
    markdown: str = content["markdown"]
    if len(markdown.encode()) > LARGEST:
        raise Refused("canvas_creation_failed", detail=f"a canvas holds at most {LARGEST} bytes")
    return markdown


WRITE = ("canvases:write",)

METHODS = (
    Method("canvases.create", create, tier=2, scopes=WRITE),
    Method("canvases.edit", edit, tier=3, scopes=WRITE),
    Method("conversations.canvases.create", create_for_channel, tier=2, scopes=WRITE),
)
