"""Texts kept in order, and whose they are: to be found by their beginning, and in spite of typing errors."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

Owned = tuple[str, int]
"""A text and the id of one whose it is."""

_LAST = "\U0010ffff"
"""Sorts behind every letter: what begins with "ac" stands between "ac" and "ac" followed by this."""
_ERRORS = ((8, 2), (3, 1))
"""From how many letters on so many errors may be in them: a swap, or a wrong, missing or surplus letter."""
_ONLY_SWAPPED = 3
"""Of so few letters another one makes another word; the right ones in a wrong order are the only error."""
_UNFINISHED, _OTHER_START = 0.25, 0.5
"""What adds to the errors in a text: it is only begun; its first letter is another one."""


class Shelf:
    """Nothing of a shelf changes: `changed` is another one."""

    def __init__(self, owners: Mapping[str, tuple[int, ...]] | None = None) -> None:
        """`owners` tells the ids of those whose text it is."""
        self._owners = owners or {}
        self._texts = sorted(self._owners)
        self._beginnings: dict[int, list[str]] = {}
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for text in self._texts:
            self._by_length[len(text)].append(text)

    def changed(self, gone: Iterable[Owned], come: Iterable[Owned]) -> Shelf:
        """The shelf without the ones and with the others."""
        owners = dict(self._owners)
        for text, ids in _by_text(gone).items():
            owners[text] = tuple(id for id in owners[text] if id not in ids)
            if not owners[text]:
                del owners[text]
        for text, ids in _by_text(come).items():
            owners[text] = tuple(sorted((*owners.get(text, ()), *ids)))
        return Shelf(owners)

    def at(self, text: str) -> tuple[int, ...]:
        """Whose text this is."""
        return self._owners.get(text, ())

    def beginning(self, text: str) -> Iterator[int]:
        """Whose texts begin like this, in the order of texts."""
        for place in range(bisect_left(self._texts, text), bisect_left(self._texts, text + _LAST)):
            yield from self._owners[self._texts[place]]

    def near(self, text: str, begun: bool) -> dict[int, float]:
        """Whose texts are this one but for typing errors, and how far off; with `begun` also beginnings of texts."""
        off: dict[int, float] = {}
        for other, errors in self._alike(text, begun):
            cost = errors + (_OTHER_START if other[0] != text[0] else 0)
            for id in self.at(other):
                off[id] = min(cost, off.get(id, cost))
            for id in self.beginning(other) if begun else ():
                off[id] = min(cost + _UNFINISHED, off.get(id, cost + _UNFINISHED))
        return off

    def _alike(self, text: str, begun: bool) -> Iterator[tuple[str, int]]:
        most = _errors_in(text)
        for length in range(max(len(text) - most, 1), len(text) + most + 1):
            others = self._begun(length) if begun else self._by_length.get(length, [])
            shorter = text[:length]
            found = process.extract(text, others, scorer=OSA.distance, score_cutoff=_errors_in(shorter), limit=None)
            for other, errors, _ in found:
                if errors == 0 or len(shorter) > _ONLY_SWAPPED or sorted(other) == sorted(text):
                    yield other, errors

    def _begun(self, length: int) -> list[str]:
        """Every beginning of so many letters; asked for again at almost every letter that somebody types."""
        if length not in self._beginnings:
            cut = dict.fromkeys(text[:length] for text in self._texts if len(text) >= length)
            self._beginnings[length] = list(cut)
        return self._beginnings[length]


def _errors_in(text: str) -> int:
    return next((errors for letters, errors in _ERRORS if len(text) >= letters), 0)


def _by_text(owned: Iterable[Owned]) -> dict[str, set[int]]:
    texts: defaultdict[str, set[int]] = defaultdict(set)
    for text, id in owned:
        texts[text].add(id)
    return texts
