"""The one call out to Slack: what each answer, or the lack of one, lets us assume."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.slack import Busy, NotLetIn, Refused, Slack, SlackTrouble, Unanswered
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


@pytest.mark.parametrize("error", ["ratelimited", "rate_limited"])
def test_too_often_means_later_also_where_only_its_words_say_so(slack: Slack, box: Control, error: str) -> None:
    box.fault("chat.postMessage", "refuse", error=error)
    with pytest.raises(Busy) as later:
        post(slack)
    assert later.value.seconds == 30


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_token_that_is_no_good_is_told_from_a_call_that_is_none(slack: Slack, box: Control, error: str) -> None:
    box.fault("chat.postMessage", "refuse", error=error)
    with pytest.raises(NotLetIn):
        post(slack)


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


def test_what_an_ack_waits_for_is_not_waited_for_long(box: Control) -> None:
    slack = Slack(TOKEN, box.api_url, timeout=60)
    box.fault("users.info", "silence")
    with pytest.raises(Unanswered, match="timed out"):
        slack.ask_in_haste("users.info", user="UANN")
    assert slack.ask_in_haste("users.info", user="UANN")["user"]["id"] == "UANN"


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


def private_url(box: Control, slack: Slack, content: bytes = b"account,tier") -> str:
    """Where the bytes of a file are that Ann has dropped on the bot."""
    file = box.ann.drops("accounts.csv", content)
    return str(slack.ask("files.info", file=file)["file"]["url_private_download"])


def test_a_file_is_downloaded_whole(slack: Slack, box: Control) -> None:
    content = bytes(range(256)) * 100
    assert slack.download(private_url(box, slack, content), most=len(content)) == content


def test_a_file_larger_than_wanted_is_not_read_to_its_end(slack: Slack, box: Control) -> None:
    with pytest.raises(Refused) as no:
        slack.download(private_url(box, slack, b"12345"), most=4)
    assert (no.value.method, no.value.why) == ("files", "too_large")


def test_a_page_to_sign_in_is_no_file(slack: Slack, box: Control) -> None:
    url = private_url(box, slack)
    box.revoke("files:read")
    with pytest.raises(Refused) as no:
        slack.download(url, most=100)
    assert no.value.why == "not_let_in"


def test_a_deleted_file_is_gone(slack: Slack, box: Control) -> None:
    file = box.ann.drops("accounts.csv", "account,tier")
    url = slack.ask("files.info", file=file)["file"]["url_private_download"]
    box.ann.deletes_file(file)
    with pytest.raises(Refused) as no:
        slack.download(url, most=100)
    assert no.value.why == "gone"


@pytest.mark.parametrize(
    ("kind", "meaning"), [("status429", Busy), ("status500", Unanswered), ("reset_after_accept", Unanswered)]
)
def test_a_download_that_failed_says_so(slack: Slack, box: Control, kind: str, meaning: type[SlackTrouble]) -> None:
    url = private_url(box, slack)
    box.fault("files-pri", kind)
    with pytest.raises(meaning):
        slack.download(url, most=100)


def test_the_token_goes_to_slack_alone(slack: Slack, box: Control) -> None:
    """Nor along with a redirect: an external file's address is its own host's."""
    with answering(b"a,b") as elsewhere:
        strange = elsewhere.replace("127.0.0.1", "localhost")
        with pytest.raises(Refused) as no:
            slack.download(strange, most=100)
        assert no.value.why == "elsewhere"
        with answering(b"", 302, location=strange) as home, pytest.raises(Refused) as no:
            Slack(TOKEN, home).download(home, most=100)
        assert no.value.why == "elsewhere"
        with answering(b"", 302, location=elsewhere) as home:
            assert Slack(TOKEN, home).download(home, most=100) == b"a,b"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.csv", True),
        ("https://slack.com/a.csv", True),
        ("http://files.slack.com/a.csv", False),
        ("https://files.slack.com.evil.example/a.csv", False),
        ("https://notslack.com/a.csv", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_addresses_of_slack_are_asked(url: str, asked: bool) -> None:
    nowhere = Slack(TOKEN, "https://slack.com/api/", timeout=1)
    nowhere.client.proxy = "http://127.0.0.1:9"  # nothing listens there: what is asked at all is not answered
    with pytest.raises(Unanswered if asked else Refused):
        nowhere.download(url, most=1)


@contextmanager
def answering(body: bytes, status: int = 200, **headers: str) -> Iterator[str]:
    """A web server that says this to everybody."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"] or 0))
            self.do_GET()

        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
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
