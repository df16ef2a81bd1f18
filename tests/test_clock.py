"""The clock that somebody else sets, over a real HTTP connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.clock import ClockUnanswered, followed_clock, machine_clock, stopwatch
from tests.cast import MONDAY
from tests.support.hand import eventually

MOMENT = timedelta(seconds=30)
"""More than a busy machine needs between two readings, and less than anything that is told apart here."""


class Church:
    """It answers every request with the same bytes, and counts them."""

    def __init__(self) -> None:
        church = self
        self.says = b""
        self.status = 200
        self.asked = 0

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                church.asked += 1
                self.send_response(church.status)
                self.end_headers()
                self.wfile.write(church.says)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/time"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def shows(self, moment: datetime) -> None:
        self.says = f'{{"now": "{moment.isoformat()}"}}'.encode()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def church() -> Iterator[Church]:
    church = Church()
    yield church
    church.close()


def comes_to(clock: Callable[[], datetime], moment: datetime) -> bool:
    return eventually(
        lambda: True if timedelta() <= clock() - moment < MOMENT else None,
        lambda: f"the clock should show {moment}, it shows {clock()}",
    )


def test_the_machines_clock_is_aware() -> None:
    assert machine_clock().tzinfo is UTC


def test_a_stopwatch_only_ever_goes_on() -> None:
    seen = [stopwatch() for _ in range(100)]
    assert seen == sorted(seen)


def test_a_followed_clock_runs_on_from_what_it_was_told(church: Church) -> None:
    church.shows(MONDAY)
    clock = followed_clock(church.url)
    assert comes_to(clock, MONDAY)
    assert clock().tzinfo is UTC
    assert clock() <= clock()


def test_it_follows_leaps_in_both_directions_and_reads_any_zone(church: Church) -> None:
    church.shows(MONDAY)
    clock = followed_clock(church.url)
    for leap in (timedelta(days=1), timedelta(days=-40)):
        church.shows(MONDAY + leap)
        assert comes_to(clock, MONDAY + leap)
    church.says = b'{"now": "2026-03-02T14:30:00+05:30"}'
    assert comes_to(clock, MONDAY)


def test_many_readings_are_one_question(church: Church) -> None:
    church.shows(MONDAY)
    clock = followed_clock(church.url)
    for _ in range(50):
        clock()
    assert church.asked < 50


@pytest.mark.parametrize("nonsense", [b"", b"[]", b"not json", b'{"now": 5}', b'{"then": "x"}', b'{"now": "noon"}'])
def test_nonsense_is_refused_at_first_and_passed_over_later(church: Church, nonsense: bytes) -> None:
    church.says = nonsense
    with pytest.raises(
        ClockUnanswered, match=r'^the clock\'s answer is not \{"now": "2026-03-02T09:00:00\+00:00"\}\.$'
    ):
        followed_clock(church.url)
    church.shows(MONDAY)
    clock = followed_clock(church.url)
    church.says = nonsense
    asked = church.asked
    eventually(lambda: clock() and (church.asked > asked or None), lambda: "the clock should have been asked again")
    assert comes_to(clock, MONDAY)


def test_a_time_without_a_zone_is_refused(church: Church) -> None:
    church.says = b'{"now": "2026-03-02T09:00:00"}'
    with pytest.raises(ClockUnanswered, match=r"^the clock tells a time without its zone\.$"):
        followed_clock(church.url)


def test_a_refusal_is_no_time(church: Church) -> None:
    church.shows(MONDAY)
    church.status = 503
    with pytest.raises(ClockUnanswered, match=r"^no answer from the clock \(HTTP Error 503: Service Unavailable\)\.$"):
        followed_clock(church.url)


def test_a_clock_that_falls_silent_goes_on_as_it_was() -> None:
    church = Church()
    church.shows(MONDAY)
    clock = followed_clock(church.url)
    church.close()
    with pytest.raises(ClockUnanswered, match="Connection refused"):
        followed_clock(church.url)
    assert comes_to(clock, MONDAY)
