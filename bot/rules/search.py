"""Finding an account by what somebody typed, typing errors included."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

_GOOD_ENOUGH = 62
"""Below this likeness (0 to 100) a name is not offered: one wrong, missing or swapped letter in four stays above it."""


@dataclass(frozen=True)
class Named:
    """An account's id and name, all that search looks at."""

    id: int
    name: str
    tier: str | None = None


def key_of(name: str) -> str:
    """The form in which two spellings of one company's name are the same: no case, accents or doubled spaces."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(letters.casefold().split())


def same(one: str, other: str) -> bool:
    """Are these two spellings of one name?"""
    return key_of(one) == key_of(other)


def found(typed: str, accounts: Sequence[Named], most: int = 20) -> list[Named]:
    """The accounts that `typed` may mean, likeliest first; all of them, by name, when nothing was typed."""
    wanted = key_of(typed)
    if not wanted:
        return sorted(accounts, key=lambda a: key_of(a.name))[:most]
    scored = [(_likeness(wanted, key_of(account.name)), account) for account in accounts]
    likely = [(score, account) for score, account in scored if score[0] >= _GOOD_ENOUGH]
    likely.sort(key=lambda pair: pair[0], reverse=True)
    return [account for _, account in likely[:most]]


def meant(typed: str, accounts: Sequence[Named]) -> Named | None:
    """The one account that `typed` can only mean, or None when there is none or a choice."""
    wanted = key_of(typed)
    same = [a for a in accounts if key_of(a.name) == wanted]
    if same:
        return same[0]
    likely = found(typed, accounts, most=2)
    return likely[0] if len(likely) == 1 else None


def _likeness(wanted: str, name: str) -> tuple[float, float]:
    """How well every typed word finds a word of the name, or the beginning of one; then how alike the wholes are.

    Word by word, so that "acme" finds "Acme Robotics GmbH" and a short query does not match a scrap of a long word.
    """
    words = name.split()
    each = [
        max(max(fuzz.ratio(one, word), fuzz.ratio(one, word[: len(one)])) for word in words) for one in wanted.split()
    ]
    return sum(each) / len(each) if words else 0.0, fuzz.ratio(wanted, name)
