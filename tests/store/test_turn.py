from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest

from bot.store.turn import Turn


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(10) as threads:
        yield threads


def test_the_turn_goes_to_who_waits_in_the_order_they_asked(threads: ThreadPoolExecutor) -> None:
    turn = Turn(patience=5)
    came: list[int] = []

    def come(name: int) -> None:
        with turn:
            came.append(name)

    with turn:
        for name in range(9):
            threads.submit(come, name)
            until_waiting(turn, name + 1)
        assert came == []
    with turn:
        assert came == list(range(9))


def test_an_exception_hands_the_turn_on(threads: ThreadPoolExecutor) -> None:
    turn = Turn(patience=5)
    with pytest.raises(ZeroDivisionError), turn:
        raise ZeroDivisionError
    threads.submit(take, turn).result(5)


def test_who_has_the_turn_and_asks_again_is_refused_and_keeps_it(threads: ThreadPoolExecutor) -> None:
    turn = Turn(patience=0.01)
    with turn:
        with pytest.raises(RuntimeError, match="would wait for itself"):
            take(turn)
        with pytest.raises(TimeoutError):
            threads.submit(take, turn).result(5)
    threads.submit(take, turn).result(5)


def test_who_waits_in_vain_leaves_the_line_to_those_behind(threads: ThreadPoolExecutor) -> None:
    turn = Turn(patience=0.01)
    with turn:
        vain = threads.submit(take, turn)
        with pytest.raises(TimeoutError, match=r"did not come in 0\.01 seconds"):
            vain.result(5)
    threads.submit(take, turn).result(5)
    take(turn)


def take(turn: Turn) -> None:
    with turn:
        pass


def until_waiting(turn: Turn, count: int) -> None:
    give_up = monotonic() + 5
    while turn.waiting < count:
        assert monotonic() < give_up, f"{turn.waiting} of {count} threads wait"
        sleep(0.001)
