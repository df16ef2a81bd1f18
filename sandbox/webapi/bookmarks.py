"""bookmarks.*: links at the top of a channel."""

from __future__ import annotations

from urllib.parse import urlparse

from sandbox.webapi.method import Answer, Call, Method
from sandbox.workspace import Refused
from sandbox.workspace.records import Bookmark
from sandbox.workspace.wire import bookmark_object


def add(call: Call) -> Answer:
    """Only links can be added (docs.slack.dev/reference/methods/bookmarks.add).

    Raises:
        Refused: invalid_arguments for another type, invalid_link.
    """
    channel = call.joined("channel_id")
    title, kind = call.arguments.text("title"), call.arguments.text("type")
    if kind != "link":
        raise Refused.arguments("type must be link [json-pointer:/type]")
    link = call.arguments.text("link")
    if urlparse(link).scheme not in ("http", "https") or not urlparse(link).netloc:
        raise Refused("invalid_link")
    bookmark = Bookmark(
        id=call.workspace.new_id("Bk"),
        channel_id=channel.id,
        title=title,
        link=link,
        emoji=call.arguments.text_or_none("emoji") or "",
        created=int(call.workspace.clock.now()),
        by=call.caller.user,
    )
    channel.bookmarks.append(bookmark)
    call.workspace.changed(call.workspace.viewers(channel))
    return {"bookmark": bookmark_object(bookmark, call.workspace)}


def list_all(call: Call) -> Answer:
    channel = call.joined("channel_id")
    return {"bookmarks": [bookmark_object(bookmark, call.workspace) for bookmark in channel.bookmarks]}


METHODS = (
    Method("bookmarks.add", add, tier=2, scopes=("bookmarks:write",)),
    Method("bookmarks.list", list_all, tier=3, scopes=("bookmarks:read",)),
)
