"""The bot at work: the office is put together, both doors are opened, and closed again when asked to stop."""

from __future__ import annotations

import io
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from bot import startup
from bot.handlers.afterwards import Afterwards
from bot.handlers.app import build
from bot.jobs.timetable import Timetable
from bot.office import Office
from bot.settings import Settings
from bot.startup import NotReady

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

log = logging.getLogger(__name__)
Found = TypeVar("Found")

HANDS = 32
"""Threads for what follows an ack. Bolt's own default of five is used up by five slow calls to Slack."""
EARS = 20
"""Threads that take gestures in; each ack may wait for one small write."""
PULSE = 3.0
"""Seconds between two looks at the socket: one that was cut is replaced after so many, and one that is silent for four
of them counts as cut. The SDK's own ten would leave people with failing commands for ten seconds."""
HTTP_PATH = "/slack/events"
LARGEST_REQUEST = 1_048_576
"""Bytes of one HTTP request; Slack's own views are at most 250 KB (docs.slack.dev/reference/methods/views.open)."""


def prepare(settings: Settings) -> tuple[Office, str]:
    """The office of a bot that can start, and its workspace's name; its words are yet to be tried.

    Raises NotReady with all that is missing: every check is made, whatever the others find.
    """
    missing: list[str] = []

    def checked(check: Callable[[Settings], Found]) -> Found | None:
        try:
            return check(settings)
        except NotReady as not_ready:
            missing.extend(not_ready.sentences)
            return None

    checked(startup.variables)
    process = checked(startup.process)
    memory = checked(startup.memory)
    clock = checked(startup.time)
    who = checked(startup.identity)
    checked(startup.socket_mode)
    if missing or process is None or memory is None or clock is None or who is None:
        if memory is not None:
            memory.dispose()
        if process is not None:
            checked(lambda _: startup.tried(process[1]))
        raise NotReady(*dict.fromkeys(missing))
    blueprint, words = process
    return Office(who.workspace, who.bot_user, blueprint, words, memory, who.slack, clock), who.workspace_name


@contextmanager
def at_work(settings: Settings, office: Office, host: str, port: int) -> Iterator[None]:
    """Hear and speak until the block ends; what is in hand is finished then, and what waits to be said is kept.

    The ears open before all words are tried, so that nobody's gesture waits for that; nothing is said unasked before.
    Raises NotReady when Slack's socket or the HTTP port cannot be opened, and for words that will fail.
    """
    with ExitStack() as leaving:  # the ears close first, then the clock stops, then the last work after acks is done
        leaving.callback(office.memory.dispose)
        pool = leaving.enter_context(ThreadPoolExecutor(HANDS, thread_name_prefix="after"))
        clock = leaving.enter_context(ExitStack())
        timetable = Timetable(office, _worker(), timedelta(seconds=settings.hearth_tick_seconds))
        afterwards = Afterwards(pool)
        hearing = replace(office, wake=lambda: afterwards.do(timetable.ring))
        leaving.enter_context(_ears(settings, hearing, afterwards, host, port))
        startup.tried(office.words)
        timetable.start()
        clock.callback(timetable.stop)
        yield


def stop_on_signals() -> threading.Event:
    """An event that the first SIGINT or SIGTERM sets; a second one ends the process as usual."""
    asked = threading.Event()

    def ask(number: int, _frame: object) -> None:
        asked.set()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
    return asked


@contextmanager
def _ears(settings: Settings, office: Office, afterwards: Afterwards, host: str, port: int) -> Iterator[None]:
    if settings.slack_app_token is not None:
        token = settings.slack_app_token.get_secret_value()
        with _socket_mode(build(office, afterwards), afterwards, token, settings.api_url):
            yield
    else:
        assert settings.slack_signing_secret is not None  # startup.variables says so when neither is set
        secret = settings.slack_signing_secret.get_secret_value()
        handler = SlackRequestHandler(build(office, afterwards, secret), path=HTTP_PATH)
        with _http(signed_only(answered_first(handler, afterwards), secret), host, port):
            yield


@contextmanager
def _socket_mode(app: App, afterwards: Afterwards, token: str, api_url: str) -> Iterator[None]:
    """Envelopes over a WebSocket that we open; the address of that, too, is asked of SLACK_API_URL."""
    from slack_bolt.adapter.socket_mode import SocketModeHandler

    class Ears(SocketModeHandler):
        """Bolt's own, with what follows an ack held back until that is sent."""

        def handle(self, client: Any, req: Any) -> None:
            with afterwards.held():
                super().handle(client, req)

    handler = Ears(
        app,
        token,
        web_client=WebClient(base_url=api_url, ssl=app.client.ssl),
        ping_interval=PULSE,
        concurrency=EARS,
    )
    try:
        _connect(handler, api_url)
        yield
    finally:
        _hang_up(handler.client)


def _connect(handler: Any, api_url: str) -> None:
    try:
        handler.connect()
    except (SlackApiError, OSError) as lost:
        raise NotReady(f"Slack at {api_url} opened no socket ({lost}). Start again in a moment.") from lost


def _hang_up(client: Any) -> None:
    """Answer what was heard, then close the socket: the SDK's own close cuts it under the answers."""
    client.closed = True
    client.message_queue.put(None)  # wakes the thread that waits for the next message, and is passed over by it
    client.message_processor.shutdown()
    client.message_workers.shutdown()
    client.current_session_state.terminated = True
    if client.is_connected():
        client.current_session.ping("bye")  # the pong wakes the reading thread, which is waited for up to 3 s otherwise
    client.close()


def answered_first(app: WSGIApplication, afterwards: Afterwards) -> WSGIApplication:
    """Begin what follows an ack when the answer is ready to be written."""

    def door(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        with afterwards.held():
            return app(environ, start_response)

    return door


def signed_only(app: WSGIApplication, signing_secret: str) -> WSGIApplication:
    """Hand on what Slack signed within five minutes; of anything else nothing is read but its signature, which is 401.

    Bolt verifies, too, but only after it has parsed the body, and a timestamp that is no number fails in it like a
    mistake of ours, which is told to whoever the body names.
    Source: docs.slack.dev/authentication/verifying-requests-from-slack
    """
    verifier = SignatureVerifier(signing_secret)

    def door(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        if not _is_signed(verifier, body, environ):
            start_response("401 Unauthorized", [("Content-Type", "text/plain")])
            return [b"not signed by Slack"]
        return app({**environ, "wsgi.input": io.BytesIO(body)}, start_response)

    return door


def _is_signed(verifier: SignatureVerifier, body: bytes, environ: dict[str, Any]) -> bool:
    said = (environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP"), environ.get("HTTP_X_SLACK_SIGNATURE"))
    try:
        return verifier.is_valid(body, *said)
    except (ValueError, TypeError):  # a timestamp that is no number, a signature or a body that is no text
        return False


@contextmanager
def _http(app: WSGIApplication, host: str, port: int) -> Iterator[None]:
    """Requests at http://host:port, behind whatever ends TLS."""
    from waitress import wasyncore
    from waitress.server import create_server

    sockets: dict[int, Any] = {}
    try:
        server = create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            threads=EARS,
            max_request_body_size=LARGEST_REQUEST,
            ident=None,
        )
    except OSError as taken:
        raise NotReady(f"http://{host}:{port} cannot be opened ({taken.strerror}). Choose another --port.") from taken
    thread = threading.Thread(target=server.run, name="http")
    thread.start()
    log.info("listening on http://%s:%s%s", host, port, HTTP_PATH)
    try:
        yield
    finally:
        server.task_dispatcher.shutdown()  # what was heard is answered,
        server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets))  # then its own thread closes and ends
        thread.join()


def _worker() -> str:
    """A name that no other process has or had, for the leases this one takes: in containers every process is number 1,
    and on a host of the same name as the one before it."""
    return f"{socket.gethostname()}/{os.getpid()}/{uuid4().hex}"
