"""files.*: an upload in three steps, and reading what others shared (docs.slack.dev/messaging/working-with-files)."""

from __future__ import annotations

import base64

from sandbox.webapi.access import caller_of
from sandbox.webapi.method import Answer, Call, Method
from sandbox.workspace import Content, Json, Refused, Workspace, compose
from sandbox.workspace.files import LARGEST, file_object, kind_of
from sandbox.workspace.records import File

LARGEST_SNIPPET = 1_000_000
LONGEST_ALT_TEXT = 1_000
MOST_CHANNELS = 100


def get_upload_url(call: Call) -> Answer:
    """Raises: Refused: missing_argument, file_upload_size_restricted, snippet_too_large, alt_txt_too_large."""
    name = call.arguments.text("filename")
    length = call.arguments.number("length", 0) or 0
    alt_text = call.arguments.text_or_none("alt_txt") or ""
    if length <= 0:
        raise Refused("missing_argument")
    if length > LARGEST:
        raise Refused("file_upload_size_restricted")
    if call.arguments.has("snippet_type") and length > LARGEST_SNIPPET:
        raise Refused("snippet_too_large")
    if len(alt_text) > LONGEST_ALT_TEXT:
        raise Refused("alt_txt_too_large")
    file_id = call.workspace.new_id("F")
    call.workspace.files[file_id] = File(
        id=file_id,
        name=name,
        title=name,
        size=length,
        user=call.caller.user,
        created=int(call.workspace.clock.now()),
        alt_text=alt_text,
    )
    return {"upload_url": f"{call.base_url}files/upload/{file_id}", "file_id": file_id}


def receive(workspace: Workspace, file_id: str, content: bytes) -> None:
    """Take the bytes of an upload.

    Raises:
        Refused: file_not_found for an unknown or finished upload; length_mismatch for another size than announced.
    """
    file = workspace.files.get(file_id)
    if file is None or file.completed:
        raise Refused("file_not_found")
    if len(content) != file.size:
        raise Refused("length_mismatch")
    file.content = base64.b64encode(content).decode()


def complete(call: Call) -> Answer:
    """Finish an upload, once; with a channel, the files are posted there.

    Raises:
        Refused: file_not_found, channel_not_found, not_in_channel, channels_limit_exceeded, invalid_blocks …
    """
    files = [_finished(call, entry) for entry in _entries(call)]
    channels = call.arguments.names("channels") or call.arguments.names("channel_id")
    if len(channels) > MOST_CHANNELS:
        raise Refused("channels_limit_exceeded")
    for channel_id in channels:
        call.workspace.check_may_post(call.caller.user, call.workspace.channel_seen_by(call.caller.user, channel_id))
    said = _said(call)
    for file, title in files:
        file.completed, file.title = True, title
        file.channels = list(channels)
    for channel_id in channels:
        content = Content(said.text, said.blocks, files=tuple(file.id for file, _ in files))
        call.workspace.post(
            channel_id, content, by=call.caller.user, thread_ts=call.arguments.text_or_none("thread_ts")
        )
    return {"files": [file_object(call.workspace, file) for file, _ in files]}


def info(call: Call) -> Answer:
    """Raises: Refused: file_not_found, file_deleted."""
    file = call.workspace.file_seen_by(call.caller.user, call.arguments.text("file"))
    return {"file": file_object(call.workspace, file), "comments": [], "response_metadata": {"next_cursor": ""}}


class SignInFirst(Exception):
    """Slack's file host does not know who asks, or that they may: it shows its sign-in page."""


def private_content(workspace: Workspace, file_id: str, token: str | None) -> tuple[str, bytes]:
    """The media type and bytes behind `url_private`, for a Bearer token with `files:read` whose owner sees the file.

    Source: docs.slack.dev/reference/objects/file-object, "Authentication".

    Raises:
        SignInFirst: the token is missing or strange, lacks the scope, or is somebody's who does not see the file.
        Refused: file_deleted.
    """
    try:
        caller = caller_of(token, workspace.installation)
        caller.need(*READ)
        file = workspace.file_seen_by(caller.user, file_id)
    except Refused as refused:
        if refused.error == "file_deleted":
            raise
        raise SignInFirst from None
    return kind_of(file.name).mimetype, base64.b64decode(file.content or "")


def _entries(call: Call) -> list[Json]:
    entries = call.arguments.structure("files")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise Refused.arguments("missing required field: files")
    return entries


def _finished(call: Call, entry: Json) -> tuple[File, str]:
    file = call.workspace.files.get(str(entry.get("id")))
    if file is None or file.completed or file.content is None or file.user != call.caller.user:
        raise Refused("file_not_found")
    return file, str(entry.get("title") or file.name)


def _said(call: Call) -> Content:
    """`initial_comment` wins over `blocks` (docs.slack.dev/reference/methods/files.completeUploadExternal)."""
    comment = call.arguments.text_or_none("initial_comment")
    chosen = {"text": comment} if comment else {"blocks": call.arguments.structure("blocks")}
    return compose(chosen, call.workspace.new_word)


READ, WRITE = ("files:read",), ("files:write",)

METHODS = (
    Method("files.info", info, tier=4, scopes=READ, tokens=("bot", "user")),
    Method("files.getUploadURLExternal", get_upload_url, tier=4, scopes=WRITE),
    Method("files.completeUploadExternal", complete, tier=4, scopes=WRITE),
)
