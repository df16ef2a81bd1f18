"""Ids that look as random as Slack's and yet come out the same in every run."""

from __future__ import annotations

import hashlib
import string

LETTERS = string.digits + string.ascii_uppercase
MIXED = string.digits + string.ascii_letters


def spell(number: int, *, salt: str, length: int, letters: str = LETTERS) -> str:
    """The `number`-th id of its kind, `length` characters long."""
    digest = int.from_bytes(hashlib.sha256(f"{salt}/{number}".encode()).digest(), "big")
    spelled = []
    for _ in range(length):
        digest, rest = divmod(digest, len(letters))
        spelled.append(letters[rest])
    return "".join(spelled)


def next_ts(last_ts: str, now: float) -> str:
    """A message's ts: `now`, or one microsecond after `last_ts` where the channel already has that one or a later."""
    micros = max(round(now * 1_000_000), micros_of(last_ts) + 1)
    return f"{micros // 1_000_000:010d}.{micros % 1_000_000:06d}"


def micros_of(ts: str) -> int:
    """The ts as a number that can be compared.

    Raises:
        ValueError: not a ts such as "1772438400.000100".
    """
    seconds, _, fraction = ts.partition(".")
    if not seconds.isdigit() or not (fraction == "" or (fraction.isdigit() and len(fraction) <= 6)):
        raise ValueError(f"not a ts: {ts!r}")
    return int(seconds) * 1_000_000 + int((fraction or "0").ljust(6, "0"))
