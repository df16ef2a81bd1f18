"""HTTP delivery: docs.slack.dev/apis/events-api unless a test names another source."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt import Ack, App, Say
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from sandbox.clock import Clock
from sandbox.server import HttpDelivery, Sandbox
from tests.sandbox.conftest import APP_TOKEN, BOT_TOKEN, MANIFEST, MONDAY, SIGNING_SECRET
from tests.support.hand import Control, eventually

Json = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Json:
        said: Json = json.loads(self.body)
        return said

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body, keep_blank_values=True).items()}

    @property
    def retry(self) -> tuple[str | None, str | None]:
        return self.headers.get("x-slack-retry-num"), self.headers.get("x-slack-retry-reason")


@dataclass
class Answer:
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    waits_for: threading.Event | None = None
    hangs_up: bool = False


class Ear:
    """A web server that writes down what is posted to it and answers as it is told."""

    def __init__(self) -> None:
        ear = self
        self.heard: Queue[Post] = Queue()
        self.answers: Queue[Answer] = Queue()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                ear.heard.put(Post(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                ear._answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def hears(self) -> Post:
        return self.heard.get(timeout=3)

    def hears_nothing(self) -> bool:
        try:
            self.heard.get(timeout=0.05)
        except Empty:
            return True
        return False

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        answer = self.answers.get_nowait() if not self.answers.empty() else Answer()
        if answer.waits_for is not None:
            answer.waits_for.wait(5)
        if answer.hangs_up:
            handler.close_connection = True
            return
        handler.send_response(answer.status)
        for name, value in {"content-length": str(len(answer.body.encode())), **answer.headers}.items():
            handler.send_header(name, value)
        with suppress(BrokenPipeError):  # an answer that comes too late finds nobody
            handler.end_headers()
            handler.wfile.write(answer.body.encode())


@pytest.fixture(scope="module")
def _ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.close()


@pytest.fixture(scope="module")
def _box(_ear: Ear) -> Iterator[Control]:
    with Sandbox(manifest=MANIFEST, clock=Clock.at(MONDAY), http=HttpDelivery(f"{_ear.url}/slack/events")) as sandbox:
        control = Control(sandbox.url)
        yield control
        control.close()


@pytest.fixture
def box(_box: Control) -> Control:
    """A sandbox that delivers by HTTP, as the seed has it."""
    _box.reset()
    return _box


@pytest.fixture
def ear(_ear: Ear, box: Control) -> Ear:
    """What listens at the sandbox's events URL."""
    while not _ear.heard.empty():
        _ear.heard.get()
    return _ear


def test_every_request_is_signed(box: Control, ear: Ear) -> None:
    """docs.slack.dev/authentication/verifying-requests-from-slack; judged by slack_sdk itself."""
    box.ann.says("hello")
    post = ear.hears()
    verifier = SignatureVerifier(SIGNING_SECRET)
    assert verifier.is_valid_request(post.body, post.headers)
    assert not verifier.is_valid_request(post.body.replace("hello", "hullo"), post.headers)


def test_an_event_is_json(box: Control, ear: Ear) -> None:
    box.ann.says("hello")
    post = ear.hears()
    assert post.headers["content-type"] == "application/json"
    assert (post.json["type"], post.json["event"]["text"]) == ("event_callback", "hello")
    assert post.retry == (None, None)


def test_a_command_is_a_form(box: Control, ear: Ear) -> None:
    """docs.slack.dev/interactivity/implementing-slash-commands"""
    assert box.ann.types("/handoff acme").acked
    post = ear.hears()
    assert post.headers["content-type"] == "application/x-www-form-urlencoded"
    assert (post.form["command"], post.form["text"], post.form["user_id"]) == ("/handoff", "acme", "UANN")


def test_an_interaction_is_a_form_with_a_payload(box: Control, ear: Ear) -> None:
    """docs.slack.dev/interactivity/handling-user-interaction"""
    assert box.ann.takes("start").acked
    payload = json.loads(ear.hears().form["payload"])
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "start")


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (Answer(200, ""), []),
        (Answer(200, "Plain words"), ["Plain words"]),
        (Answer(200, '{"text": "JSON words"}', {"content-type": "application/json"}), ["JSON words"]),
    ],
)
def test_a_command_may_be_answered_with_nothing_text_or_json(
    box: Control, ear: Ear, answer: Answer, shown: list[str]
) -> None:
    """docs.slack.dev/interactivity/implementing-slash-commands"""
    ear.answers.put(answer)
    assert box.ann.types("/handoff").acked
    assert [message.text for message in box.ann.messages()] == shown


def test_an_event_comes_again_at_once_after_a_minute_and_after_five(box: Control, ear: Ear) -> None:
    box.clock.stand()
    for _ in range(4):
        ear.answers.put(Answer(500))
    box.ann.says("hello")
    retries = [ear.hears().retry, ear.hears().retry]
    for attempts, pause in enumerate((60, 300), start=2):
        attempts_are_over(box, attempts)
        box.clock.advance(pause - 1)
        assert ear.hears_nothing()
        box.clock.advance(1)
        retries.append(ear.hears().retry)
    attempts_are_over(box, 4)
    box.clock.advance(86_400)
    assert ear.hears_nothing()
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]


def test_an_answer_later_than_three_seconds_is_none(box: Control, ear: Ear) -> None:
    box.clock.stand()
    released = threading.Event()
    ear.answers.put(Answer(waits_for=released))
    box.ann.says("hello")
    ear.hears()
    box.clock.advance(3)
    assert ear.hears().retry == ("1", "http_timeout")
    released.set()


def test_a_connection_that_is_dropped_is_a_reason(box: Control, ear: Ear) -> None:
    ear.answers.put(Answer(hangs_up=True))
    box.ann.says("hello")
    assert ear.hears().retry == (None, None)
    assert ear.hears().retry == ("1", "connection_failed")


def test_two_redirects_are_followed(box: Control, ear: Ear) -> None:
    ear.answers.put(Answer(302, headers={"location": "/one"}))
    ear.answers.put(Answer(301, headers={"location": "/two"}))
    box.ann.says("hello")
    assert [ear.hears().path for _ in range(3)] == ["/slack/events", "/one", "/two"]
    assert ear.hears_nothing()


def test_a_third_redirect_is_too_many(box: Control, ear: Ear) -> None:
    for path in ("/one", "/two", "/three"):
        ear.answers.put(Answer(302, headers={"location": path}))
    box.ann.says("hello")
    posts = [ear.hears() for _ in range(4)]
    assert posts[3].path == "/slack/events"
    assert posts[3].retry == ("1", "too_many_redirects")


def test_an_app_can_ask_for_no_retry(box: Control, ear: Ear) -> None:
    box.clock.stand()
    ear.answers.put(Answer(404, headers={"x-slack-no-retry": "1"}))
    box.ann.says("hello")
    ear.hears()
    attempts_are_over(box, 1)
    box.clock.advance(600)
    assert ear.hears_nothing()


def test_a_command_is_not_sent_twice(box: Control, ear: Ear) -> None:
    ear.answers.put(Answer(500))
    assert box.ann.types("/handoff").error == "dispatch_failed"
    ear.hears()
    assert ear.hears_nothing()


def test_the_url_is_verified_with_a_challenge(box: Control, ear: Ear) -> None:
    """docs.slack.dev/reference/events/url_verification"""
    checked = box.wire.post("/http", send="url_verification")
    assert not checked["passed"]
    assert "challenge" in checked["problem"]
    assert set(ear.hears().json) == {"token", "challenge", "type"}


def test_ssl_check_asks_a_command_url_for_a_200(box: Control, ear: Ear) -> None:
    """docs.slack.dev/interactivity/implementing-slash-commands"""
    assert box.wire.post("/http", send="ssl_check")["passed"]
    assert ear.hears().form["ssl_check"] == "1"


def test_no_line_is_opened_while_delivery_is_by_http(box: Control) -> None:
    """docs.slack.dev/apis/events-api/comparing-http-socket-mode: one or the other. The error's name is our reading."""
    with pytest.raises(SlackApiError, match="forbidden_team"):
        WebClient(base_url=box.api_url).apps_connections_open(app_token=APP_TOKEN)


@pytest.fixture
def bolt() -> Iterator[tuple[App, Control]]:
    """A real Bolt app behind a WSGI server, and the sandbox that posts to it."""

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    calls: list[Callable[..., Any]] = []
    server = make_server("127.0.0.1", 0, lambda env, start: calls[0](env, start), handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    events_url = f"http://127.0.0.1:{server.server_port}/slack/events"
    with Sandbox(manifest=MANIFEST, clock=Clock.at(MONDAY), http=HttpDelivery(events_url)) as sandbox:
        app = App(
            client=WebClient(BOT_TOKEN, base_url=sandbox.api_url),
            signing_secret=SIGNING_SECRET,
            process_before_response=True,
        )
        calls.append(SlackRequestHandler(app))
        control = Control(sandbox.url)
        yield app, control
        control.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_bolt_takes_what_the_sandbox_posts(bolt: tuple[App, Control]) -> None:
    app, box = bolt

    @app.command("/handoff")
    def answer(ack: Ack) -> None:
        ack("Understood")

    @app.event("message")
    def echo(say: Say, event: Json) -> None:
        say(f"You said: {event['text']}")

    assert box.wire.post("/http", send="url_verification")["passed"]
    assert box.wire.post("/http", send="ssl_check")["passed"]
    assert box.ann.types("/handoff").response == {"text": "Understood"}
    box.ann.says("good morning")
    box.ann.sees_message("You said: good morning")


def attempts_are_over(box: Control, count: int) -> None:
    """Wait until so many attempts have come to something."""
    eventually(
        lambda: True if len(box.traffic(kind="http")) >= count else None,
        lambda: f"{count} attempts should be over: {box.traffic(kind='http')}",
    )
