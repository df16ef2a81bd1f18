"""python -m benchmarks: every figure, or the one that is named."""

from __future__ import annotations

import sys

from benchmarks.command import main

if __name__ == "__main__":
    sys.exit(main())
