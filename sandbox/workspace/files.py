"""Files as Slack's wire has them: what kind each is, and where its bytes are."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from sandbox.workspace.ledger import Ledger
from sandbox.workspace.records import File, Json

LARGEST = 1_000_000_000
"""Bytes of a file (slack.com/help/articles/201330736-Add-files-to-Slack: up to 1 GB)."""


class Kind(NamedTuple):
    """`filetype`, `pretty_type` and `mimetype` of docs.slack.dev/reference/objects/file-object, "File types"."""

    filetype: str
    pretty: str
    mimetype: str


UNKNOWN = Kind("binary", "Binary", "application/octet-stream")

KINDS = {
    "csv": Kind("csv", "CSV", "text/csv"),
    "gif": Kind("gif", "GIF", "image/gif"),
    "jpeg": Kind("jpg", "JPEG", "image/jpeg"),
    "jpg": Kind("jpg", "JPEG", "image/jpeg"),
    "json": Kind("json", "JSON", "application/json"),
    "md": Kind("markdown", "Markdown (raw)", "text/markdown"),
    "pdf": Kind("pdf", "PDF", "application/pdf"),
    "png": Kind("png", "PNG", "image/png"),
    "tsv": Kind("tsv", "TSV", "text/tab-separated-values"),
    "txt": Kind("text", "Plain Text", "text/plain"),
    "xlsx": Kind("xlsx", "Excel Spreadsheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "zip": Kind("zip", "Zip", "application/zip"),
}
"""By the ending of the name, the only sign the sandbox goes by."""


def kind_of(name: str) -> Kind:
    return KINDS.get(PurePath(name).suffix.removeprefix(".").lower(), UNKNOWN)


def file_object(workspace: Ledger, file: File) -> Json:
    """docs.slack.dev/reference/objects/file-object; of a deleted one only the `tombstone` is left."""
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    kind = kind_of(file.name)
    private = f"{workspace.url}/files-pri/{workspace.team.id}-{file.id}"
    rooms = [workspace.channels[channel_id] for channel_id in file.channels]
    public = [room.id for room in rooms if room.kind == "public"]
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": kind.mimetype,
        "filetype": kind.filetype,
        "pretty_type": kind.pretty,
        "user": file.user,
        "user_team": workspace.members[file.user].team_id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(public),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{quote(file.name)}",
        "url_private_download": f"{private}/download/{quote(file.name)}",
        "alt_txt": file.alt_text,
        "permalink": f"{workspace.team.url}files/{file.user}/{file.id}/{quote(file.name)}",
        "channels": public,
        "groups": [room.id for room in rooms if room.kind == "private"],
        "ims": [room.id for room in rooms if room.is_direct],
        "has_rich_preview": False,
        "file_access": "visible",
    }


def file_in_message(workspace: Ledger, file: File, channel_id: str) -> Json:
    """A file as a message has it: in a shared channel that of another organisation has to be asked for by `files.info`.

    Source: docs.slack.dev/apis/slack-connect, "Files".
    """
    from_outside = workspace.is_outsider(workspace.members[file.user])
    if from_outside and workspace.channels[channel_id].is_ext_shared and not file.deleted:
        return {"id": file.id, "mode": "file_access", "file_access": "check_file_info"}
    return file_object(workspace, file)
