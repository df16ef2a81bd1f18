"""What hangs on channels and messages: files, canvases, bookmarks, reactions; and blocks.validate."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from tests.support.hand import Control
from tests.support.refusals import error_of, refusal

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Good morning"}}


@pytest.fixture
def sales(web: WebClient, box: Control) -> str:
    """A channel the bot is in, with every scope this file needs."""
    box.grant("files:write", "canvases:write", "bookmarks:write", "bookmarks:read")
    web.conversations_join(channel="C0SALES")
    return "C0SALES"


# blocks.validate: docs.slack.dev/reference/methods/blocks.validate


def test_blocks_are_judged_for_anybody(box: Control) -> None:
    stranger = WebClient("", base_url=box.api_url, retry_handlers=[])
    assert stranger.blocks_validate(blocks=[SECTION])["ok"]
    answer = refusal(stranger.blocks_validate, blocks=[{}])
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [{"pointer": "/0", "code": "missing_field", "message": "missing required field: type"}]


def test_views_and_messages_are_judged_too(web: WebClient) -> None:
    assert error_of(web.blocks_validate, view={"type": "modal"}) == "invalid_view"
    wrong = refusal(web.blocks_validate, message={"text": "x", "blocks": [{"type": "section"}]})
    assert wrong["error"] == "invalid_message"
    assert wrong["errors"][0]["pointer"].startswith("/blocks/0")
    assert web.blocks_validate(message={"text": "x"})["ok"]


def test_exactly_one_thing_is_judged(web: WebClient) -> None:
    assert error_of(web.blocks_validate, blocks=[SECTION], message={"text": "x"}) == "invalid_arguments"
    assert error_of(web.blocks_validate) == "invalid_arguments"


# reactions.add


def test_a_reaction_is_given_once(web: WebClient, sales: str) -> None:
    ts = web.chat_postMessage(channel=sales, text="hi")["ts"]
    web.reactions_add(channel=sales, timestamp=ts, name="eyes")
    message = web.conversations_history(channel=sales, limit=1)["messages"][0]
    assert message["reactions"] == [{"name": "eyes", "users": ["UHEARTH"], "count": 1}]
    assert error_of(web.reactions_add, channel=sales, timestamp=ts, name="eyes") == "already_reacted"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"name": "Not A Name", "channel": "C0SALES", "timestamp": "1.0"}, "invalid_name"),
        ({"name": "eyes"}, "no_item_specified"),
        ({"name": "eyes", "channel": "C0SALES", "timestamp": "now"}, "bad_timestamp"),
        ({"name": "eyes", "channel": "C0SALES", "timestamp": "1700000000.000100"}, "message_not_found"),
        ({"name": "eyes", "channel": "C0TEAM", "timestamp": "1700000000.000100"}, "not_in_channel"),
    ],
)
def test_a_reaction_needs_a_name_and_a_message(
    web: WebClient, sales: str, arguments: dict[str, str], error: str
) -> None:
    assert error_of(web.api_call, api_method="reactions.add", data=arguments) == error


# bookmarks


def test_a_link_is_bookmarked(web: WebClient, sales: str) -> None:
    added = web.bookmarks_add(channel_id=sales, title="Plan", type="link", link="https://plan.example")["bookmark"]
    assert web.bookmarks_list(channel_id=sales)["bookmarks"] == [added]
    assert error_of(web.bookmarks_add, channel_id=sales, title="Plan", type="file") == "invalid_arguments"
    assert error_of(web.bookmarks_add, channel_id=sales, title="Plan", type="link", link="plan") == "invalid_link"


# files: docs.slack.dev/messaging/working-with-files


def test_the_sdk_s_own_upload_puts_a_file_into_a_channel(web: WebClient, sales: str) -> None:
    web.files_upload_v2(channel=sales, content="hello", filename="brief.txt", title="Brief", initial_comment="Here")
    message = web.conversations_history(channel=sales, limit=1)["messages"][0]
    assert message["text"] == "Here"
    assert [(file["title"], file["size"]) for file in message["files"]] == [("Brief", 5)]


def test_an_upload_is_finished_once_and_only_with_its_bytes(web: WebClient, sales: str) -> None:
    url = web.files_getUploadURLExternal(filename="a.txt", length=5)
    one = [{"id": url["file_id"]}]
    assert error_of(web.files_completeUploadExternal, files=one) == "file_not_found"
    assert httpx.post(url["upload_url"], content=b"1234", trust_env=False).status_code == 400
    assert httpx.post(url["upload_url"], content=b"12345", trust_env=False).status_code == 200
    assert web.files_completeUploadExternal(files=one)["files"][0]["is_public"] is False
    assert error_of(web.files_completeUploadExternal, files=one) == "file_not_found"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"length": 0}, "missing_argument"),
        ({"length": 2_000_000, "snippet_type": "python"}, "snippet_too_large"),
        ({"length": 2_000_000_000}, "file_upload_size_restricted"),
        ({"length": 5, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
def test_an_upload_has_its_limits(web: WebClient, sales: str, arguments: dict[str, Any], error: str) -> None:
    """docs.slack.dev/reference/methods/files.getUploadURLExternal"""
    assert error_of(web.files_getUploadURLExternal, filename="a.txt", **arguments) == error


def test_a_file_is_not_shared_where_the_bot_is_not(web: WebClient, sales: str) -> None:
    url = web.files_getUploadURLExternal(filename="a.txt", length=1)
    httpx.post(url["upload_url"], content=b"1", trust_env=False)
    shared = {"files": [{"id": url["file_id"]}], "channel_id": "C0TEAM"}
    assert error_of(web.files_completeUploadExternal, **shared) == "not_in_channel"


# canvases: docs.slack.dev/reference/methods/canvases.create, canvases.edit, conversations.canvases.create


def markdown(words: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": words}


def test_a_channel_has_one_canvas_and_says_which(web: WebClient, sales: str) -> None:
    made = web.conversations_canvases_create(channel_id=sales, document_content=markdown("# Plan"))["canvas_id"]
    again = {"channel_id": sales, "document_content": markdown("# Plan")}
    assert error_of(web.conversations_canvases_create, **again) == "channel_canvas_already_exists"
    assert web.conversations_info(channel=sales)["channel"]["properties"]["canvas"]["file_id"] == made


def test_a_canvas_is_edited_one_change_at_a_time(web: WebClient, sales: str) -> None:
    canvas = web.canvases_create(title="Plan", document_content=markdown("# Plan"))["canvas_id"]
    add = {"operation": "insert_at_end", "document_content": markdown("More")}
    assert web.canvases_edit(canvas_id=canvas, changes=[add])["ok"]
    assert error_of(web.canvases_edit, canvas_id=canvas, changes=[add, add]) == "invalid_arguments"
    assert error_of(web.canvases_edit, canvas_id="F0NONE", changes=[add]) == "canvas_not_found"
    lost = refusal(web.canvases_edit, canvas_id=canvas, changes=[{"operation": "delete", "section_id": "none"}])
    assert lost["error"] == "canvas_editing_failed"
    assert "none" in lost["detail"]


def test_a_canvas_is_written_in_markdown(web: WebClient, sales: str) -> None:
    made = refusal(web.canvases_create, document_content={"type": "html", "html": "<h1>"})
    assert made["error"] == "canvas_creation_failed"
    assert "markdown" in made["detail"]
