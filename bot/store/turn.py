"""Taking turns among the threads of one process, in the order they asked."""

from __future__ import annotations

from threading import Event, Lock, get_ident


class Turn:
    """What one thread has at a time, and hands to whoever has waited longest: `with turn: …`.

    A plain lock goes to whoever asks at the moment it is free, so that under load some threads wait many times longer
    than others.
    """

    def __init__(self, patience: float) -> None:
        """`patience` is how long a thread waits for its turn, in seconds."""
        self._patience = patience
        self._line: dict[int, Event] = {}  # by thread, in the order they came; the first has the turn
        self._change = Lock()

    @property
    def waiting(self) -> int:
        """How many threads wait for the turn of another one."""
        return max(0, len(self._line) - 1)

    def __enter__(self) -> None:
        """Raises RuntimeError where the thread would wait for itself, TimeoutError where it waited in vain."""
        me, called = get_ident(), Event()
        with self._change:
            if me in self._line:
                raise RuntimeError("This thread has the turn already and would wait for itself.")
            self._line[me] = called
            if len(self._line) == 1:
                return
        if called.wait(self._patience):
            return
        with self._change:
            if not called.is_set():
                del self._line[me]
                raise TimeoutError(f"The turn did not come in {self._patience:g} seconds.")

    def __exit__(self, *_: object) -> None:
        with self._change:
            del self._line[get_ident()]
            for called in self._line.values():
                called.set()
                break
