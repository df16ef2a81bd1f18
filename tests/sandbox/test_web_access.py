"""Who may call the Web API, how a call may be sent, and how often."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler

from sandbox import manifest, world
from sandbox.webapi.access import caller_of
from sandbox.workspace import Refused
from tests.sandbox.conftest import APP_TOKEN, BOT_TOKEN, MANIFEST, MONDAY
from tests.support.hand import Control
from tests.support.refusals import error_of, refusal

USER_TOKEN = "xoxp-sandbox-ann"


@pytest.fixture
def raw(box: Control) -> Iterator[httpx.Client]:
    """The wire without an SDK, with the bot's token in the header."""
    headers = {"authorization": f"Bearer {BOT_TOKEN}"}
    with httpx.Client(base_url=box.api_url, headers=headers, trust_env=False) as client:
        yield client


def with_token(box: Control, token: str) -> WebClient:
    return WebClient(token, base_url=box.api_url, retry_handlers=[])


def test_auth_test_says_who_the_token_is(web: WebClient) -> None:
    """docs.slack.dev/reference/methods/auth.test"""
    said = web.auth_test()
    assert (said["team_id"], said["user_id"], said["bot_id"]) == ("T0NORTH", "UHEARTH", "BHEARTH")


def test_every_answer_names_the_scopes_there_are_and_those_accepted(web: WebClient, box: Control) -> None:
    """Bolt reads x-oauth-scopes (bolt-python, middleware/authorization/internals.py)."""
    headers = web.users_info(user="UANN").headers
    assert "users:read" in headers["x-oauth-scopes"].split(",")
    assert headers["x-accepted-oauth-scopes"] == "users:read"
    box.revoke("users:read")
    with pytest.raises(SlackApiError) as refused:
        web.users_info(user="UANN")
    assert "users:read" not in refused.value.response.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-somebody-else", "invalid_auth"), (APP_TOKEN, "not_allowed_token_type")],
)
def test_a_token_that_will_not_do_is_refused(box: Control, token: str, error: str) -> None:
    """slack.dev errors of every method: not_authed, invalid_auth, not_allowed_token_type"""
    assert error_of(with_token(box, token).chat_postMessage, channel="C0SALES", text="hi") == error


def test_a_person_s_token_may_read_people_and_nothing_else(box: Control) -> None:
    ann = with_token(box, USER_TOKEN)
    assert ann.auth_test()["user_id"] == "UANN"
    assert ann.users_info(user="UBEN")["user"]["name"] == "ben"
    assert error_of(ann.conversations_open, users="UBEN") == "not_allowed_token_type"


def test_only_the_app_s_own_token_opens_connections_and_only_in_the_header(box: Control, raw: httpx.Client) -> None:
    """docs.slack.dev/reference/methods/apps.connections.open"""
    assert with_token(box, APP_TOKEN).apps_connections_open(app_token=APP_TOKEN)["url"].startswith("ws://")
    assert raw.post("apps.connections.open").json()["error"] == "not_allowed_token_type"
    in_form = httpx.post(f"{box.api_url}apps.connections.open", data={"token": APP_TOKEN}, trust_env=False)
    assert in_form.json()["error"] == "not_authed"
    got = raw.get("apps.connections.open", headers={"authorization": f"Bearer {APP_TOKEN}"})
    assert got.json()["error"] == "insecure_request"


def test_once_the_app_is_uninstalled_its_tokens_are_inactive() -> None:
    """docs.slack.dev, any method page: account_inactive"""
    installation = world.load().seed(manifest.load(MANIFEST))(MONDAY).installation
    installation.installed = False
    with pytest.raises(Refused) as refused:
        caller_of(BOT_TOKEN, installation)
    assert refused.value.error == "account_inactive"


def test_a_missing_scope_is_named_with_those_provided(web: WebClient, box: Control) -> None:
    """docs.slack.dev, any method page: missing_scope with needed and provided"""
    box.revoke("chat:write")
    answer = refusal(web.chat_postMessage, channel="C0SALES", text="hi")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert "users:read" in answer["provided"]


def test_a_scope_given_back_is_good_at_once(web: WebClient, box: Control) -> None:
    box.revoke("users:read")
    box.grant("users:read")
    assert web.users_info(user="UANN")["ok"]


def test_an_unknown_method_is_said_to_be_unknown(web: WebClient) -> None:
    answer = refusal(web.api_call, api_method="chat.shout")
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")


# How a call may be sent: docs.slack.dev/apis/web-api, and the errors of any method page.


def test_arguments_come_in_a_query_a_form_multipart_or_json(raw: httpx.Client) -> None:
    answers = [
        raw.get("users.info", params={"user": "UANN"}),
        raw.post("users.info", data={"user": "UANN"}),
        raw.post("users.info", files={"user": (None, "UANN")}),
        raw.post("users.info", json={"user": "UANN"}),
    ]
    assert [answer.json()["user"]["name"] for answer in answers] == ["ann"] * 4


def test_a_token_counts_in_a_form_but_not_in_a_query_nor_in_json(box: Control) -> None:
    """docs.slack.dev/changelog/2020-11-no-more-tokens-in-querystrings-for-newly-created-apps"""
    url = f"{box.api_url}auth.test"
    assert httpx.post(url, data={"token": BOT_TOKEN}, trust_env=False).json()["ok"]
    assert httpx.get(url, params={"token": BOT_TOKEN}, trust_env=False).json()["error"] == "not_authed"
    assert httpx.post(url, json={"token": BOT_TOKEN}, trust_env=False).json()["error"] == "not_authed"


def test_json_without_a_charset_is_taken_with_a_warning(raw: httpx.Client) -> None:
    answer = raw.post("auth.test", json={"a": 1}).json()
    assert answer["ok"]
    assert answer["warning"] == "missing_charset"
    assert answer["response_metadata"]["warnings"] == ["missing_charset"]


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("application/xml", b"<a/>", "invalid_post_type"),
        ("", b"a=b", "missing_post_type"),
        ("application/json; charset=utf-8", b"{", "invalid_json"),
        ("application/json; charset=utf-8", b"[]", "json_not_object"),
        ("application/json; charset=utf-8", b'{"text": "\xff"}', "invalid_charset"),
        ("application/x-www-form-urlencoded", b"an%20odd%20name=1", "invalid_arg_name"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(raw: httpx.Client, kind: str, body: bytes, error: str) -> None:
    assert raw.post("api.test", content=body, headers={"content-type": kind}).json()["error"] == error


def test_a_missing_argument_is_named(web: WebClient) -> None:
    answer = refusal(web.api_call, api_method="users.info")
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


def test_api_test_needs_no_token_and_says_what_it_heard(box: Control) -> None:
    """docs.slack.dev/reference/methods/api.test"""
    stranger = with_token(box, "")
    assert stranger.api_test(foo="bar")["args"] == {"foo": "bar"}
    assert error_of(stranger.api_test, error="my_error") == "my_error"


# How often: docs.slack.dev/apis/web-api/rate-limits


def test_a_method_s_tier_is_kept_with_429_and_retry_after(web: WebClient, box: Control) -> None:
    box.clock.stand()
    for _ in range(20):
        web.conversations_list()
    with pytest.raises(SlackApiError) as limited:
        web.conversations_list()
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "60"
    assert limited.value.response["error"] == "ratelimited"
    assert web.users_info(user="UANN")["ok"], "the ban is on one method only"
    box.clock.advance(60)
    assert web.conversations_list()["ok"]


def test_a_channel_takes_one_message_a_second_after_a_short_burst(web: WebClient, box: Control) -> None:
    box.clock.stand()
    for _ in range(3):
        web.chat_postMessage(channel="UANN", text="hi")
    answer = refusal(web.chat_postMessage, channel="UANN", text="hi")
    assert answer["error"] == "ratelimited"
    assert web.chat_postMessage(channel="UBEN", text="hi")["ok"]
    box.clock.advance(1)
    assert web.chat_postMessage(channel="UANN", text="hi")["ok"]


def test_ephemeral_messages_count_for_the_channel_too(web: WebClient, box: Control) -> None:
    """ "one message a second a channel", any posting way"""
    box.clock.stand()
    for _ in range(3):
        web.chat_postEphemeral(channel="D0ANN", user="UANN", text="psst")
    assert error_of(web.chat_postMessage, channel="D0ANN", text="hi") == "ratelimited"


# Faults on request


def test_a_fault_may_be_429_500_or_a_refusal_and_then_nothing_is_done(web: WebClient, box: Control) -> None:
    box.fault("chat.postMessage", "status429", retry_after=7)
    box.fault("chat.postMessage", "status500")
    box.fault("chat.postMessage", "refuse", error="fatal_error")
    refused = []
    for _ in range(3):
        with pytest.raises(SlackApiError) as fault:
            web.chat_postMessage(channel="UANN", text="hi")
        refused.append((fault.value.response.status_code, fault.value.response["error"]))
    assert refused == [(429, "ratelimited"), (500, "internal_error"), (200, "fatal_error")]
    assert box.ann.messages() == []


def test_a_request_that_is_lost_on_its_way_does_nothing(web: WebClient, box: Control) -> None:
    box.fault("chat.postMessage", "reset")
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)):
        web.chat_postMessage(channel="UANN", text="hi")
    assert box.ann.messages() == []
    [lost] = box.traffic(name="chat.postMessage")
    assert lost["response"] is None


def test_a_reset_comes_after_the_work_was_done(web: WebClient, box: Control) -> None:
    """slack_sdk's default handler then sends the same post again (python-slack-sdk, http_retry/__init__.py)."""
    box.fault("chat.postMessage", "reset_after_accept")
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)):
        web.chat_postMessage(channel="UANN", text="hi")
    assert [message.text for message in box.ann.messages()] == ["hi"]


def test_a_client_that_retries_by_itself_posts_twice(box: Control) -> None:
    box.fault("chat.postMessage", "reset_after_accept")
    eager = WebClient(BOT_TOKEN, base_url=box.api_url, retry_handlers=[ConnectionErrorRetryHandler(max_retry_count=1)])
    eager.chat_postMessage(channel="UANN", text="hi")
    assert [message.text for message in box.ann.messages()] == ["hi", "hi"]


def test_silence_comes_after_the_work_was_done_too(box: Control) -> None:
    box.fault("chat.postMessage", "silence")
    hurried = httpx.Client(base_url=box.api_url, timeout=0.2, trust_env=False)
    with hurried, pytest.raises(httpx.ReadTimeout):
        hurried.post(
            "chat.postMessage",
            data={"channel": "UANN", "text": "hi"},
            headers={"authorization": f"Bearer {BOT_TOKEN}"},
        )
    assert [message.text for message in box.ann.messages()] == ["hi"]


def test_a_garbled_answer_comes_after_the_work_was_done_too(web: WebClient, box: Control) -> None:
    box.fault("chat.postMessage", "garbled")
    with pytest.raises(SlackApiError, match="non-JSON"):
        web.chat_postMessage(channel="UANN", text="hi")
    assert [message.text for message in box.ann.messages()] == ["hi"]


def test_a_slow_answer_takes_its_time_on_the_sandbox_s_clock(web: WebClient, box: Control) -> None:
    box.fault("chat.postMessage", "slow", seconds=0.05)
    before = box.clock.now
    web.chat_postMessage(channel="UANN", text="hi")
    assert box.clock.now - before >= 0.05


def test_the_traffic_is_kept_with_the_tokens_masked(web: WebClient, box: Control) -> None:
    web.chat_postMessage(channel="UANN", text=f"my token is {BOT_TOKEN}")
    seen = box.traffic(name="chat.postMessage")[-1]
    assert seen["kind"] == "web_api"
    assert seen["request"]["text"] == "my token is xoxb-…"
    assert BOT_TOKEN not in str(seen)
