"""python -m tests.processes.alone …: `python -m bot …`, ended at its first look beyond this machine."""

from __future__ import annotations

import logging
import os
import runpy
import sys
from typing import Any

HERE = ("127.0.0.1", "localhost")
LEFT = 97
"""Exit code of a bot that wanted to leave this machine."""


def stay(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook (docs.python.org/3/library/audit_events.html): no library can connect past it."""
    if event == "socket.connect":
        host = arguments[1][0] if isinstance(arguments[1], tuple) else HERE[0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if host not in HERE:
        os.write(2, f"LEFT THIS MACHINE: {event} {host}\n".encode())
        os._exit(LEFT)


if __name__ == "__main__":
    sys.addaudithook(stay)
    logging.getLogger("bot").setLevel(logging.DEBUG)  # whatever ours could ever log is in reach of the tests
    sys.argv[0] = "bot"
    runpy.run_module("bot", run_name="__main__")
