"""Files that people drop into conversations: what apps hear of them, and who gets their bytes."""

from __future__ import annotations

import base64

import httpx
import pytest

from tests.sandbox.conftest import BOT_TOKEN, Puppet
from tests.support.hand import Control, Json, NotPossible
from tests.support.refusals import error_of

TABLE = "account,tier\nAcme,T1\n"
AS_BOT = {"authorization": f"Bearer {BOT_TOKEN}"}


def got(url: str, token: str | None = BOT_TOKEN) -> httpx.Response:
    """As an HTTP client gets it that follows redirects, which most do."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return httpx.get(url, headers=headers, follow_redirects=True, trust_env=False)


def dropped(box: Control, puppet: Puppet) -> Json:
    """The file of Ann's message to the app."""
    box.ann.drops("accounts.csv", TABLE, text="here they are")
    [file] = puppet.hears("message")["event"]["files"]
    return dict(file)


def test_a_file_in_a_direct_message_is_a_message_of_its_own_kind(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/message/file_share"""
    box.ann.drops("accounts.csv", TABLE, text="here they are")
    event = puppet.hears("message")["event"]
    assert (event["subtype"], event["channel_type"], event["user"]) == ("file_share", "im", "UANN")
    assert event["text"] == "here they are"
    [file] = event["files"]
    assert (file["name"], file["size"], file["user"]) == ("accounts.csv", len(TABLE), "UANN")
    assert (file["mimetype"], file["filetype"], file["pretty_type"]) == ("text/csv", "csv", "CSV")
    assert (file["ims"], file["is_public"]) == (["D0ANN"], False)


def test_a_file_is_an_event_too(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/file_shared: ids only."""
    file = box.ann.drops("accounts.csv", TABLE)
    event = puppet.hears("file_shared")["event"]
    assert (event["file_id"], event["file"], event["user_id"]) == (file, {"id": file}, "UANN")
    assert event["channel_id"] == "D0ANN"


def test_without_its_scope_the_event_is_not_sent(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/file_shared; the message is heard all the same."""
    box.revoke("files:read")
    box.ann.drops("accounts.csv", TABLE)
    assert puppet.hears("message")["event"]["files"]
    assert puppet.hears_nothing("file_shared")


def test_a_file_where_the_app_is_not_is_not_heard(box: Control, puppet: Puppet) -> None:
    box.ann.drops("accounts.csv", TABLE, "C0SALES")
    assert puppet.hears_nothing("file_shared")


def test_a_file_in_a_channel_is_public_and_can_be_in_a_thread(box: Control, member: Puppet) -> None:
    ts = box.ann.says("the table is below", "C0TEAM")
    box.ann.drops("accounts.csv", TABLE, "C0TEAM", thread_ts=ts)
    event = next(e for e in iter(lambda: member.hears("message")["event"], None) if "files" in e)
    assert event["thread_ts"] == ts
    assert (event["files"][0]["is_public"], event["files"][0]["channels"]) == (True, ["C0TEAM"])


def test_the_bytes_are_for_a_token_that_may_read_files(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/objects/file-object, "Authentication"."""
    file = dropped(box, puppet)
    for url in (file["url_private"], file["url_private_download"]):
        answer = got(url)
        assert (answer.status_code, answer.text) == (200, TABLE)
        assert answer.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("token", [None, "xoxb-somebody-else", "xapp-sandbox-hearth", "xoxp-sandbox-ann"])
def test_everybody_else_gets_a_page_to_sign_in_which_says_ok(box: Control, puppet: Puppet, token: str | None) -> None:
    """github.com/slackapi/deno-slack-sdk/issues/285, github.com/PostHog/posthog/pull/74184: no 401, but HTML."""
    answer = got(dropped(box, puppet)["url_private_download"], token)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "Sign in to Northwind" in answer.text
    assert TABLE not in answer.text


def test_so_does_a_token_that_lost_the_scope(box: Control, puppet: Puppet) -> None:
    """github.com/OpenRouterLabs/spawn/pull/2316: a 302 to the page to sign in."""
    url = dropped(box, puppet)["url_private_download"]
    box.revoke("files:read")
    first = httpx.get(url, headers=AS_BOT, trust_env=False)
    assert (first.status_code, first.headers["location"].partition("?")[0]) == (302, "/sign-in")
    assert "Sign in" in got(url).text


def test_a_file_of_a_conversation_without_the_app_is_not_the_apps_to_read(box: Control, puppet: Puppet) -> None:
    secret = box.meg.drops("plan.pdf", b"%PDF-1.7", "C0LEAD")
    assert error_of(puppet.web.files_info, file=secret) == "file_not_found"
    assert "Sign in" in got(f"{box.url}/files-pri/T0NORTH-{secret}/plan.pdf").text


def test_a_file_is_asked_for_by_its_id(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/methods/files.info"""
    file = dropped(box, puppet)
    assert puppet.web.files_info(file=file["id"])["file"] == file
    assert error_of(puppet.web.files_info, file="F0NONE") == "file_not_found"
    box.revoke("files:read")
    assert error_of(puppet.web.files_info, file=file["id"]) == "missing_scope"


def test_a_deleted_file_leaves_a_tombstone(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/methods/files.info: file_deleted; docs.slack.dev/reference/objects/file-object: mode."""
    file = dropped(box, puppet)
    with pytest.raises(NotPossible, match="has no file"):
        box.ben.deletes_file(file["id"])
    box.ann.deletes_file(file["id"])
    assert error_of(puppet.web.files_info, file=file["id"]) == "file_deleted"
    assert got(file["url_private"]).status_code == 404
    [message] = puppet.web.conversations_history(channel="D0ANN")["messages"]
    assert message["files"] == [{"id": file["id"], "mode": "tombstone"}]


def test_a_file_from_outside_is_to_be_asked_for(box: Control, member: Puppet) -> None:
    """docs.slack.dev/apis/slack-connect, "Files": in a shared channel it comes as `check_file_info`."""
    box.ola.drops("their list.csv", TABLE, "C0SHARED")
    [file] = member.hears("message")["event"]["files"]
    assert file["file_access"] == "check_file_info"
    assert "url_private" not in file
    assert got(member.web.files_info(file=file["id"])["file"]["url_private"]).text == TABLE


def test_an_empty_file_and_an_archived_channel_take_nothing(box: Control) -> None:
    """docs.slack.dev/reference/methods/files.getUploadURLExternal: a length of 0 is none."""
    with pytest.raises(NotPossible, match="has 0 bytes"):
        box.ann.drops("empty.csv", "")
    with pytest.raises(NotPossible, match="is archived"):
        box.ben.drops("accounts.csv", TABLE, "C0OLD")
    with pytest.raises(NotPossible, match="exactly one of content and base64"):
        box.wire.post("/act/upload", **{"as": "UANN"}, channel="D0ANN", name="a.csv")


def test_a_name_s_ending_says_the_kind_and_an_unknown_one_is_binary(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/objects/file-object, "File types"."""
    for name in ("Accounts.XLSX", "accounts", "ünïcode näme.txt"):
        box.ann.drops(name, b"\x00\xff")
    kinds = [puppet.hears("message")["event"]["files"][0] for _ in range(3)]
    assert [kind["filetype"] for kind in kinds] == ["xlsx", "binary", "text"]
    assert got(kinds[2]["url_private"]).content == b"\x00\xff"


def test_a_person_saves_what_they_see(box: Control) -> None:
    file = box.ann.drops("accounts.csv", TABLE, "C0SALES")
    [shown] = box.ben.messages("C0SALES")[-1].json["files"]
    assert (shown["name"], shown["size"], shown["kind"]) == ("accounts.csv", len(TABLE), "CSV")
    saved = httpx.get(f"{box.url}/control/files/{file}?as=UBEN", trust_env=False)
    assert saved.text == TABLE
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''accounts.csv"
    assert httpx.get(f"{box.url}/control/files/{file}?as=UOLA", trust_env=False).status_code == 404


def test_the_file_host_fails_when_it_is_told_to(box: Control, puppet: Puppet) -> None:
    url = dropped(box, puppet)["url_private"]
    box.fault("files-pri", "status500")
    assert got(url).status_code == 500
    assert got(url).status_code == 200
    assert [seen["status"] for seen in box.traffic(name="files-pri")] == [500, 200]


def test_content_comes_as_base64_too(box: Control, puppet: Puppet) -> None:
    sent = {"as": "UANN", "channel": "D0ANN", "name": "a.csv"}
    box.wire.post("/act/upload", **sent, content="é")
    box.wire.post("/act/upload", **sent, base64=base64.b64encode("é".encode("latin-1")).decode())
    bytes_ = [got(puppet.hears("message")["event"]["files"][0]["url_private"]).content for _ in range(2)]
    assert bytes_ == ["é".encode(), "é".encode("latin-1")]
