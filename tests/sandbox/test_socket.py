"""Socket Mode: docs.slack.dev/apis/events-api/using-socket-mode unless a test names another source."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as dial

from tests.sandbox.conftest import APP_TOKEN, BOT_TOKEN, Connect
from tests.support.hand import Control, eventually

Json = dict[str, Any]


class Line:
    """A bare WebSocket to the sandbox, to see each frame."""

    def __init__(self, ws: ClientConnection) -> None:
        self.ws = ws

    def hears(self) -> Json:
        said: Json = json.loads(self.ws.recv(timeout=3))
        return said

    def acks(self, envelope: Json, payload: Json | None = None) -> None:
        self.ws.send(json.dumps({"envelope_id": envelope["envelope_id"], **({"payload": payload} if payload else {})}))

    def hears_nothing(self) -> bool:
        try:
            self.ws.recv(timeout=0.05)
        except TimeoutError:
            return True
        return False


@pytest.fixture
def open_line(box: Control, web: WebClient) -> Iterator[Callable[..., Line]]:
    """Opens lines, `hello` already heard."""
    with ExitStack() as lines:

        def opened(suffix: str = "", *, greeted: bool = True) -> Line:
            url = web.apps_connections_open(app_token=APP_TOKEN)["url"] + suffix
            line = Line(lines.enter_context(dial(url, proxy=None)))
            if greeted:
                assert line.hears()["type"] == "hello"
            return line

        yield opened
    box.sees_sockets(0)


@pytest.fixture
def line(open_line: Callable[..., Line]) -> Line:
    return open_line()


def test_hello_tells_the_app_and_how_many_lines_there_are(open_line: Callable[..., Line]) -> None:
    open_line()
    hello = open_line(greeted=False).hears()
    assert hello["connection_info"] == {"app_id": "A0HEARTH"}
    assert hello["num_connections"] == 2
    assert hello["debug_info"]["approximate_connection_time"] == 3600
    assert {"host", "started", "build_number"} <= set(hello["debug_info"])


def test_a_line_needs_a_ticket(box: Control) -> None:
    with pytest.raises(InvalidStatus), dial(f"{box.url.replace('http', 'ws')}/link?ticket=invented", proxy=None):
        pass


def test_a_ticket_is_good_for_one_line(web: WebClient) -> None:
    url = web.apps_connections_open(app_token=APP_TOKEN)["url"]
    with dial(url, proxy=None) as first:
        assert Line(first).hears()["type"] == "hello"
        with pytest.raises(InvalidStatus), dial(url, proxy=None):
            pass


def test_a_line_is_opened_with_the_app_level_token_only(web: WebClient) -> None:
    """docs.slack.dev/reference/methods/apps.connections.open"""
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        web.apps_connections_open(app_token=BOT_TOKEN)


def test_the_eleventh_line_is_turned_away(box: Control, open_line: Callable[..., Line]) -> None:
    """The reason's name: slack_sdk, socket_mode/aiohttp/__init__.py."""
    for _ in range(10):
        open_line()
    parting = open_line(greeted=False).hears()
    assert (parting["type"], parting["reason"]) == ("disconnect", "too_many_websockets")
    box.sees_sockets(10)


def test_each_envelope_goes_to_exactly_one_line(box: Control, open_line: Callable[..., Line]) -> None:
    """docs.slack.dev/apis/events-api/comparing-http-socket-mode"""
    one, other = open_line(), open_line()
    box.ann.says("first")
    box.ann.says("second")
    heard = [one.hears(), other.hears()]
    for envelope, line in zip(heard, (one, other), strict=True):
        line.acks(envelope)
    assert {envelope["payload"]["event"]["text"] for envelope in heard} == {"first", "second"}
    assert one.hears_nothing()
    assert other.hears_nothing()


def test_an_event_envelope_counts_its_attempts_from_nought(box: Control, line: Line) -> None:
    """Observed in github.com/slackapi/python-slack-events-api/issues/93."""
    box.ann.says("hello")
    envelope = line.hears()
    line.acks(envelope)
    assert envelope["type"] == "events_api"
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    assert envelope["accepts_response_payload"] is False
    assert envelope["payload"]["authorizations"][0]["user_id"] == "UHEARTH"


def test_an_event_is_sent_again_when_no_ack_comes(box: Control, line: Line) -> None:
    """github.com/slackapi/bolt-js/issues/2487: about four seconds after the first, reason `timeout`."""
    box.clock.stand()
    box.ann.says("hello")
    first = line.hears()
    box.clock.advance(3)
    assert line.hears_nothing()
    box.clock.advance(1)
    again = line.hears()
    line.acks(again)
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert again["payload"] == first["payload"]
    assert again["envelope_id"] != first["envelope_id"]


def test_an_event_is_given_up_after_three_further_attempts(box: Control, line: Line) -> None:
    """The pauses are those of docs.slack.dev/apis/events-api: near-immediately, a minute, five minutes."""
    box.clock.stand()
    box.ann.says("hello")
    attempts = [line.hears()["retry_attempt"]]
    for pause in (4, 63, 303):
        box.clock.advance(pause)
        attempts.append(line.hears()["retry_attempt"])
    box.clock.advance(86_400)
    assert attempts == [0, 1, 2, 3]
    assert line.hears_nothing()


def test_an_acknowledged_event_does_not_come_again(box: Control, line: Line) -> None:
    box.clock.stand()
    box.ann.says("hello")
    line.acks(line.hears())
    eventually(lambda: box.traffic(kind="socket", name="events_api") or None, lambda: "the ack should have been taken")
    box.clock.advance(600)
    assert line.hears_nothing()


def test_an_ack_may_come_back_on_another_line(
    box: Control, open_line: Callable[..., Line], meanwhile: Callable[..., Future[Any]]
) -> None:
    """slack_sdk sends an ack over whichever connection it has by then (socket_mode/builtin/client.py, send_message)."""
    asked = open_line()
    typed = meanwhile(box.ann.types, "/handoff")
    envelope = asked.hears()
    open_line().acks(envelope)
    assert typed.result().acked


def test_the_payload_of_an_ack_counts_where_it_is_accepted(
    box: Control, line: Line, meanwhile: Callable[..., Future[Any]]
) -> None:
    typed = meanwhile(box.ann.types, "/handoff acme")
    envelope = line.hears()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    line.acks(envelope, {"text": "Good morning"})
    assert typed.result().response == {"text": "Good morning"}
    assert box.ann.messages()[-1].words == "Good morning"


def test_interactions_accept_a_payload_even_when_it_means_nothing(
    box: Control, line: Line, meanwhile: Callable[..., Future[Any]]
) -> None:
    taken = meanwhile(box.ann.takes, "start")
    envelope = line.hears()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("interactive", True)
    line.acks(envelope, {"text": "never shown"})
    assert taken.result().acked
    assert "never shown" not in box.ann.sees_text()


def test_the_payload_of_an_ack_is_ignored_where_it_is_not_accepted(box: Control, line: Line) -> None:
    box.ann.says("hello")
    envelope = line.hears()
    line.acks(envelope, {"text": "never shown"})
    eventually(lambda: box.traffic(name="events_api") or None, lambda: "the ack should have been taken")
    assert "never shown" not in box.ann.sees_text()


def test_what_is_no_ack_is_ignored(box: Control, line: Line) -> None:
    for noise in ("not json", "[]", '{"type": "ping"}', '{"envelope_id": []}', '{"envelope_id": "invented"}', b"bytes"):
        line.ws.send(noise)
    box.ann.says("hello")
    line.acks(line.hears())


def test_an_event_waits_for_a_line_to_open(
    box: Control, open_line: Callable[..., Line], meanwhile: Callable[..., Future[Any]]
) -> None:
    box.clock.stand()
    box.ann.says("hello")
    line = open_line()
    envelope = line.hears()
    line.acks(envelope)
    assert (envelope["retry_attempt"], envelope["payload"]["event"]["text"]) == (0, "hello")


def test_an_event_of_an_hour_without_lines_comes_as_a_retry_or_not_at_all(
    box: Control, open_line: Callable[..., Line]
) -> None:
    """github.com/vercel/chat/issues/667: whoever drops retries loses what happened while no socket was open."""
    box.clock.stand()
    box.ann.says("while you were away")
    box.clock.advance(60)
    line = open_line()
    box.clock.advance(10)
    retried = line.hears()
    line.acks(retried)
    assert retried["retry_attempt"] == 2


def test_a_command_without_a_line_is_reported_to_the_person(
    box: Control, meanwhile: Callable[..., Future[Any]]
) -> None:
    typed = meanwhile(box.ann.types, "/handoff")
    pass_time_until(box, typed)
    assert typed.result().error == "dispatch_failed"
    assert box.ann.notices == ['/handoff failed with the error "dispatch_failed"']


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
def test_a_disconnect_says_why_and_closes(box: Control, line: Line, reason: Any) -> None:
    assert box.drop_sockets(reason) == 1
    parting = line.hears()
    assert (parting["type"], parting["reason"]) == ("disconnect", reason)
    assert "host" in parting["debug_info"]
    with pytest.raises(ConnectionClosed):
        line.ws.recv(timeout=3)


def test_a_warning_leaves_ten_seconds(box: Control, line: Line) -> None:
    box.clock.stand()
    box.drop_sockets("warning")
    assert line.hears()["reason"] == "warning"
    box.clock.advance(9)
    assert line.hears_nothing()
    box.clock.advance(2)
    assert line.hears()["reason"] == "refresh_requested"


def test_a_warned_line_gets_nothing_new_while_another_is_open(box: Control, open_line: Callable[..., Line]) -> None:
    old = open_line()
    box.drop_sockets("warning")
    old.hears()
    fresh = open_line()
    box.ann.says("one")
    fresh.acks(fresh.hears())
    box.ann.says("two")
    fresh.acks(fresh.hears())
    assert old.hears_nothing()


def test_an_abrupt_end_has_no_closing_frame(box: Control, line: Line) -> None:
    box.drop_sockets("abrupt")
    with pytest.raises(ConnectionClosed) as closed:
        line.ws.recv(timeout=3)
    assert closed.value.rcvd is None
    box.sees_sockets(0)


def test_debug_reconnects_shortens_a_line_to_six_minutes(box: Control, open_line: Callable[..., Line]) -> None:
    box.clock.stand()
    line = open_line("&debug_reconnects=true", greeted=False)
    assert line.hears()["debug_info"]["approximate_connection_time"] == 360
    box.clock.advance(351)
    assert line.hears()["reason"] == "warning"
    box.clock.advance(10)
    assert line.hears()["reason"] == "refresh_requested"


def test_a_ping_is_answered(line: Line) -> None:
    assert line.ws.ping("are you there").wait(3)


@pytest.mark.parametrize("how", ["abrupt", "refresh_requested"])
def test_bolt_comes_back_after_a_disconnect(box: Control, app: App, connect: Connect, how: Any) -> None:
    """slack_sdk reconnects on any disconnect (socket_mode/client.py)."""
    answered = threading.Event()

    @app.command("/handoff")
    def answer(ack: Ack) -> None:
        ack()
        answered.set()

    connect(app)
    opened = len(box.traffic(name="apps.connections.open"))
    box.drop_sockets(how)
    eventually(
        lambda: True if len(box.traffic(name="apps.connections.open")) > opened else None,
        lambda: "Bolt should have asked for a new connection",
    )
    box.sees_sockets(1)
    assert box.ann.types("/handoff").acked
    assert answered.is_set()


def pass_time_until(box: Control, done: Future[Any]) -> None:
    """Let the sandbox's clock run ahead until something is over."""
    eventually(
        lambda: True if done.done() else box.clock.advance(1),
        lambda: "it should have been over by now",
    )
