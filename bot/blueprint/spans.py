"""Lengths of time, and days counted from another day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A length of time: so many days, all of them or only the working ones."""

    count: int
    working: bool


@dataclass(frozen=True)
class Offset:
    """A day counted from another one: `span` after it, or `before`."""

    span: Span
    before: bool = False


NEXT_DAY = Span(1, working=True)
A_DAY_OR_TWO = Span(2, working=False)
