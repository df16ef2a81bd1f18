"""The one place that reads the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the moment it is asked, aware, in UTC."""


def machine_clock() -> datetime:
    return datetime.now(UTC)
