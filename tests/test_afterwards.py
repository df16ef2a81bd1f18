"""What follows an ack begins after it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.handlers.afterwards import Afterwards


@pytest.fixture
def pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2)


def test_work_given_while_an_ack_is_written_begins_when_it_is(pool: ThreadPoolExecutor) -> None:
    afterwards = Afterwards(pool)
    begun = threading.Event()
    with afterwards.held():
        afterwards.do(begun.set)
        afterwards.do(lambda: None)
        assert not begun.wait(0.05)
    pool.shutdown(wait=True)
    assert begun.is_set()


def test_work_is_done_though_the_gesture_failed(pool: ThreadPoolExecutor) -> None:
    afterwards = Afterwards(pool)
    begun = threading.Event()

    def fails() -> None:
        with afterwards.held():
            afterwards.do(begun.set)
            raise ValueError("no ack")

    with pytest.raises(ValueError, match="no ack"):
        fails()
    pool.shutdown(wait=True)
    assert begun.is_set()


def test_work_given_elsewhere_begins_at_once(pool: ThreadPoolExecutor) -> None:
    afterwards = Afterwards(pool)
    begun = threading.Event()
    with afterwards.held():
        pool.submit(afterwards.do, begun.set).result(5)  # another thread writes no ack
        assert begun.wait(5)
    pool.shutdown(wait=True)
