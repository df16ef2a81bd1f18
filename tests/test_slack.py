"""The one call out to Slack: what each answer, or the lack of one, lets us assume."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.slack import Busy, Refused, Slack, SlackTrouble, Unanswered
from tests.support.hand import Control

TOKEN = "xoxb-sandbox-hearth"


@pytest.fixture
def slack(box: Control) -> Slack:
    return Slack(TOKEN, box.api_url, timeout=1)


def post(slack: Slack) -> str:
    return str(slack.call("chat.postMessage", channel="UANN", text="Hello")["ts"])


def posted(box: Control) -> int:
    """How often it can be read."""
    return len([message for message in box.ann.messages() if message.text == "Hello"])


def test_an_answer_is_its_body_and_what_is_none_is_not_sent(slack: Slack, box: Control) -> None:
    answer = slack.call("chat.postMessage", channel="UANN", text="Hello", blocks=None)
    assert answer["ok"] is True
    [sent] = box.traffic(name="chat.postMessage")
    assert "blocks" not in sent["request"]


def test_reading_methods_are_asked_with_a_form(slack: Slack) -> None:
    assert slack.ask("users.info", user="UANN", include_locale=None)["user"]["id"] == "UANN"


def test_every_page_is_turned(slack: Slack, box: Control) -> None:
    everybody = [str(user["id"]) for user in slack.pages("users.list", "members", limit=2)]
    assert len(everybody) == len(set(everybody)) == 9
    assert len(box.traffic(name="users.list")) == 5


def test_we_learn_who_we_are_and_what_we_may(slack: Slack) -> None:
    who, scopes = slack.scopes()
    assert (who["team_id"], who["user_id"]) == ("T0NORTH", "UHEARTH")
    assert {"chat:write", "commands"} <= scopes


def test_a_no_means_that_nothing_happened_and_says_why(slack: Slack, box: Control) -> None:
    with pytest.raises(Refused) as no:
        slack.call("chat.postMessage", channel="C0OLD", text="Hello")
    assert (no.value.method, no.value.why) == ("chat.postMessage", "is_archived")
    assert no.value.details["ok"] is False
    assert str(no.value) == "chat.postMessage: is_archived"


def test_too_often_means_later_and_says_when(slack: Slack, box: Control) -> None:
    box.fault("chat.postMessage", "status429", retry_after=7)
    with pytest.raises(Busy) as later:
        post(slack)
    assert later.value.seconds == 7
    assert posted(box) == 0


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable", "request_timeout"])
def test_errors_after_which_it_may_have_happened_are_no_answers(slack: Slack, box: Control, error: str) -> None:
    box.fault("chat.postMessage", "refuse", error=error)
    with pytest.raises(Unanswered, match=f"^chat.postMessage: {error}$"):
        post(slack)


def test_a_status_of_500_is_no_answer(slack: Slack, box: Control) -> None:
    box.fault("chat.postMessage", "status500")
    with pytest.raises(Unanswered):
        post(slack)


@pytest.mark.parametrize("loss", ["reset_after_accept", "silence"])
def test_a_lost_answer_may_hide_a_post_and_nothing_is_sent_twice(slack: Slack, box: Control, loss: str) -> None:
    box.fault("chat.postMessage", loss)
    with pytest.raises(Unanswered):
        post(slack)
    assert posted(box) == 1


def test_nobody_there_is_no_answer() -> None:
    with answering(b"") as url:
        pass
    with pytest.raises(Unanswered, match="Connection refused"):
        Slack(TOKEN, url).call("auth.test")


@pytest.mark.parametrize("status", [200, 403, 502])
def test_what_a_proxy_says_is_not_slacks_answer(status: int) -> None:
    with (
        answering(b"<html>sign in to the guest network</html>", status) as url,
        pytest.raises(Unanswered, match=f"^chat.postMessage: status {status} and no answer of Slack's$"),
    ):
        post(Slack(TOKEN, url))


def test_no_trouble_names_the_token(slack: Slack, box: Control) -> None:
    box.fault("*", "refuse", error="invalid_auth", times=3)
    with pytest.raises(SlackTrouble) as trouble:
        slack.scopes()
    assert TOKEN not in f"{trouble.value!r} {trouble.value} {trouble.value.__cause__!r} {trouble.value.__cause__}"


def test_one_tls_context_serves_every_call_and_only_tls_needs_one() -> None:
    assert isinstance(Slack(TOKEN, "https://slack.com/api/").client.ssl, ssl.SSLContext)
    assert Slack(TOKEN, "http://127.0.0.1:8850/api/").client.ssl is None
    assert Slack(TOKEN, "https://slack.com/api/").client.retry_handlers == []


@contextmanager
def answering(body: bytes, status: int = 200) -> Iterator[str]:
    """A web server that says this to everybody."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"] or 0))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/api/"
        server.shutdown()
        thread.join()
