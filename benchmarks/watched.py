"""Run a program to its end and say how long it took and how much memory it held: seconds and bytes, on one line.

A process of its own, and a small one: Linux counts what the parent held at the fork to a program's most memory, too
(getrusage(2), ru_maxrss outlives exec).
"""

from __future__ import annotations

import os
import subprocess
import sys
from time import perf_counter

MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes that `ru_maxrss` counts in."""


def main(program: list[str]) -> int:
    started = perf_counter()
    process = subprocess.Popen(program, stdout=sys.stderr)
    _, status, used = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    print(seconds, used.ru_maxrss * MAXRSS)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
