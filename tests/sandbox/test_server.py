"""The sandbox as a program: how it starts, stops, and goes on."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from click.testing import CliRunner
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect as dial

from sandbox.__main__ import main
from sandbox.clock import Clock
from sandbox.office_hours import working_moment
from sandbox.server import Sandbox
from tests.sandbox.conftest import APP_TOKEN, BOT_TOKEN, MANIFEST, MONDAY
from tests.support.hand import Control, eventually

BERLIN = ZoneInfo("Europe/Berlin")


def test_it_stops_while_a_stream_and_a_socket_are_open() -> None:
    box = Sandbox(manifest=MANIFEST)
    box.start()
    url = WebClient(base_url=box.api_url).apps_connections_open(app_token=APP_TOKEN)["url"]
    with dial(url, proxy=None) as line, httpx.stream("GET", f"{box.url}/control/events", trust_env=False) as stream:
        assert "hello" in str(line.recv(timeout=3))
        assert next(stream.iter_lines()) == "event: changed"
        box.stop()
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=3)
    with pytest.raises(httpx.ConnectError):
        httpx.get(box.url, trust_env=False)


def test_an_app_that_is_killed_in_the_middle_of_its_question_has_asked_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with Sandbox(manifest=MANIFEST) as box, closing(Control(box.url)) as control:
        with socket.create_connection(("127.0.0.1", int(box.url.rpartition(":")[2]))) as line:
            head = f"POST /api/chat.postMessage HTTP/1.1\r\nHost: box\r\nAuthorization: Bearer {BOT_TOKEN}\r\n"
            line.sendall(f'{head}Content-Type: application/json\r\nContent-Length: 60\r\n\r\n{{"channel":'.encode())
        WebClient(BOT_TOKEN, base_url=box.api_url).auth_test()
        assert [seen["name"] for seen in control.traffic()] == ["auth.test"]
    assert "Traceback" not in capfd.readouterr().err


def test_it_goes_on_from_its_state_file(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with Sandbox(manifest=MANIFEST, clock=Clock.at(MONDAY, running=False), state=state) as first:
        control = Control(first.url)
        control.ann.says("remember me", "C0SALES")
        WebClient(BOT_TOKEN, base_url=first.api_url).views_publish(
            user_id="UANN",
            view={"type": "home", "blocks": [{"type": "divider"}]},
        )
        control.clock.advance(3600)
        before = control.ann.sight
        control.close()
    with Sandbox(manifest=MANIFEST, state=state) as second:
        control = Control(second.url)
        assert control.ann.messages("C0SALES")[-1].text == "remember me"
        assert control.ann.sight["home"] == before["home"]
        assert control.clock.now == MONDAY + 3600
        control.close()


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ("2026-03-02T09:00", "2026-03-02T15:00"),  # New York comes in at three in Berlin
        ("2026-03-02T15:07", "2026-03-02T15:07"),
        ("2026-03-02T16:59", "2026-03-02T16:59"),
        ("2026-03-02T17:00", "2026-03-03T15:00"),
        ("2026-03-06T18:00", "2026-03-09T14:00"),  # summer time has begun in New York
        ("2026-03-07T12:00", "2026-03-09T14:00"),
        ("2026-03-27T20:00", "2026-03-30T15:00"),  # and now in Berlin
    ],
)
def test_a_demo_starts_at_an_hour_at_which_the_most_people_are_at_work(now: str, start: str) -> None:
    zones = [BERLIN, *[ZoneInfo("America/New_York")] * 2, ZoneInfo("Asia/Kolkata")]
    found = working_moment(datetime.fromisoformat(now).replace(tzinfo=BERLIN), zones)
    assert found == datetime.fromisoformat(start).replace(tzinfo=BERLIN)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_one_sentence(taken_port: int) -> None:
    ended = CliRunner().invoke(main, ["--port", str(taken_port)])
    assert ended.exit_code == 2
    assert ended.stderr == (
        f"port {taken_port} of 127.0.0.1 cannot be used: Address already in use. Choose another with --port.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--manifest", "nowhere.yml"], "nowhere.yml: there is no such file\n"),
        (["--world", "nowhere.yml"], "nowhere.yml: there is no such file\n"),
        (["--signing-secret", "x"], "there is no --events-url"),
        (["--port", "65536"], "65536 is not in the range"),
    ],
)
def test_what_cannot_be_started_is_one_sentence(arguments: list[str], sentence: str) -> None:
    ended = CliRunner().invoke(main, arguments)
    assert ended.exit_code == 2
    assert sentence in ended.stderr


def test_it_runs_until_it_is_interrupted_and_saves(tmp_path: Path) -> None:
    """Both signals at once, to wait for one start only."""
    hows = (signal.SIGINT, signal.SIGTERM)
    with ExitStack() as stack:
        programs = [stack.enter_context(started(tmp_path / how.name)) for how in hows]
        for program, how in zip(programs, hows, strict=True):
            assert program.stdout is not None
            assert program.stderr is not None
            url = program.stdout.readline().split()[-1]
            eventually(lambda url=url: _answers(url) or None, lambda url=url: f"{url} should answer", within=20)
            with httpx.stream("GET", f"{url}/control/events", trust_env=False) as stream:
                assert next(stream.iter_lines()) == "event: changed"
                program.send_signal(how)
                assert program.wait(20) == 0
            assert program.stderr.read() == ""
            assert (tmp_path / how.name).stat().st_size > 0


@contextmanager
def started(state: Path) -> Iterator[subprocess.Popen[str]]:
    """The sandbox as a program, gone at the end whatever happens."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--state", str(state), "--office-hours"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        try:
            yield program
        finally:
            program.kill()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/control/time", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
