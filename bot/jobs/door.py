"""The door that time comes through: one job's failure is logged and stops no other."""

from __future__ import annotations

import logging
from collections.abc import Callable

log = logging.getLogger(__name__)


def guard(what: str, work: Callable[[], None]) -> None:
    """Do a piece of work; when it fails, log it under its name.

    What it had written stays whole: each write is a transaction.
    """
    try:
        work()
    except Exception:
        log.exception("%s failed", what)
