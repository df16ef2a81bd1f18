"""Lengths of time, and days counted from another day."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPAN = re.compile(r"([1-9]\d*) (working )?days?")
_OFFSET = re.compile(r"(.+) (before|after)")
_ON_THE_DAY = "on the day"


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


def span_in(text: str) -> Span | None:
    """What "2 working days" or "30 days" means; None for anything else."""
    match = _SPAN.fullmatch(text)
    return Span(count=int(match[1]), working=match[2] is not None) if match else None


def offset_in(text: str) -> Offset | None:
    """What "30 days before", "1 working day after" or "on the day" means; None for anything else."""
    if text == _ON_THE_DAY:
        return Offset(Span(0, working=False))
    match = _OFFSET.fullmatch(text)
    span = span_in(match[1]) if match else None
    return Offset(span, before=match[2] == "before") if match and span else None


NEXT_DAY = Span(1, working=True)
A_DAY_OR_TWO = Span(2, working=False)
