"""Finding an account by what somebody typed, typing errors included."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from bot.rules.shelf import Shelf
from bot.rules.spelling import core_of, entries_of, key_of, words_of

_READ = 300
"""So many characters of what was typed are looked at: more than any name has."""

Words = tuple[str, ...]


class Named(NamedTuple):
    """An account's id, name and tier: all that a menu shows. A tuple, for ten thousand of them are compared at once."""

    id: int
    name: str
    tier: str | None = None


@dataclass(frozen=True)
class Catalogue:
    """A portfolio's names, arranged so that every letter typed costs little: the words of each, and whose they are."""

    named: Mapping[int, Named] = field(default_factory=dict)
    words: Mapping[int, Words] = field(default_factory=dict)
    said: Shelf = field(default_factory=Shelf)
    squeezed: Shelf = field(default_factory=Shelf)
    entries: Shelf = field(default_factory=Shelf)
    initials: Shelf = field(default_factory=Shelf)

    def now(self, accounts: Iterable[tuple[int, str, str | None]]) -> Catalogue:
        """The catalogue of these accounts: only what is different in this one is read and arranged again."""
        there, known = set(accounts), set(self.named.values())
        stay, gone, come = known & there, known - there, [Named(*account) for account in there - known]
        left = {account.id: self.words[account.id] for account in gone}
        new = {account.id: words_of(account.name) for account in come}
        return Catalogue(
            named={id: self.named[id] for id, *_ in stay} | {account.id: account for account in come},
            words={id: self.words[id] for id, *_ in stay} | new,
            said=self.said.changed(_owned(left, _said), _owned(new, _said)),
            squeezed=self.squeezed.changed(_owned(left, _squeezed), _owned(new, _squeezed)),
            entries=self.entries.changed(_owned(left, _entries), _owned(new, _entries)),
            initials=self.initials.changed(_owned(left, _initials), _owned(new, _initials)),
        )


def found(typed: str, names: Catalogue, most: int = 20) -> list[Named]:
    """The accounts that `typed` may mean, likeliest first; all of them, by name, when nothing was typed."""
    if not typed.strip():
        return [names.named[id] for id in islice(names.said.beginning(""), most)]
    query = words_of(typed[:_READ])

    def likely() -> Iterator[int]:
        yield from _exactly(typed, query, names)
        yield from _as_typed(query, names)
        yield from _nearly(query, names)
        yield from _within(query, names)

    return [names.named[id] for id in _first(likely(), most)]


def meant(typed: str, names: Catalogue) -> Named | None:
    """The one account that `typed` can only mean, or None when there is none or a choice."""
    if not typed.strip():
        return None
    query = words_of(typed[:_READ])
    if exact := _exactly(typed, query, names):
        return names.named[exact[0]]
    likely = _first(_as_typed(query, names), 2) or _first(_nearly(query, names), 2)
    return names.named[likely[0]] if len(likely) == 1 else None


def same(one: str, other: str) -> bool:
    """Are these two spellings of one name?"""
    return key_of(one) == key_of(other)


def _exactly(typed: str, query: Words, names: Catalogue) -> list[int]:
    """Those of this very name; "C++" and "C" have the same words and are told apart by their signs, "Müller" and
    "Muller" by their letters."""

    def unlike(id: int) -> tuple[bool, bool]:
        name = names.named[id].name
        return name != typed, not same(name, typed)

    return sorted(names.said.at(_said(query)[0]), key=unlike)


def _as_typed(query: Words, names: Catalogue) -> Iterator[int]:
    """Those of whose names a part was typed without an error."""
    [said], squeezed = _said(query), "".join(query)
    yield from names.said.beginning(said)
    yield from names.initials.at(squeezed)
    yield from names.squeezed.beginning(squeezed)
    yield from _holding(query, names)


def _holding(query: Words, names: Catalogue) -> list[int]:
    """Those with a word for each that was typed, or begun, in whatever order; of legal forms with as many as fit."""
    ids = _in_each(dict.fromkeys(names.entries.beginning(word), 0.0) for word in _longest_first(query))
    return sorted(ids, key=lambda id: _unlike(query, id, names))


def _nearly(query: Words, names: Catalogue) -> list[int]:
    """Those in whose names there are typing errors as it was typed: in single words, or in all of it without spaces."""
    errors = _in_each(names.entries.near(word, begun=True) for word in _longest_first(query))
    for id, in_all in names.squeezed.near("".join(query), begun=False).items():
        errors[id] = min(in_all, errors.get(id, in_all))
    return sorted(errors, key=lambda id: (errors[id], _unlike(query, id, names)))


def _unlike(query: Words, id: int, names: Catalogue) -> tuple[int, int, str, int]:
    """Of names that are as near, those with more of the words that were typed come first, then the shorter ones."""
    words = names.words[id]
    return -sum(word in words for word in query), len(words), names.named[id].name, id


def _longest_first(query: Words) -> list[str]:
    """The words that count, once each: few names have a long one, and then the others need not be looked for."""
    return sorted(set(core_of(query)), key=lambda word: (-len(word), word))


def _in_each(found: Iterable[Mapping[int, float]]) -> dict[int, float]:
    """The ids that are in all of them, and the sums of what they have there."""
    sums: dict[int, float] | None = None
    for one in found:
        sums = dict(one) if sums is None else {id: sums[id] + one[id] for id in sums.keys() & one.keys()}
        if not sums:
            break
    return sums or {}


def _within(query: Words, names: Catalogue) -> list[int]:
    """Those of whose names every word was typed, among others: "Acme" where "acme berlin" was."""
    said = set(query)
    some = {id for word in core_of(query) for id in names.entries.at(word)}
    whole = {id: len(core) for id in some if said.issuperset(core := core_of(names.words[id]))}
    return sorted(whole, key=lambda id: (-whole[id], names.named[id].name, id))


def _first(ids: Iterable[int], most: int) -> list[int]:
    """So many different ones, in the order they come; no more of them are looked for."""
    seen: dict[int, None] = {}
    for id in ids:
        seen[id] = None
        if len(seen) == most:
            break
    return list(seen)


def _owned(names: Mapping[int, Words], texts: Callable[[Words], Collection[str]]) -> Iterator[tuple[str, int]]:
    return ((text, id) for id, words in names.items() for text in texts(words))


def _said(words: Words) -> list[str]:
    return [" ".join(words)]


def _squeezed(words: Words) -> set[str]:
    return {"".join(words), "".join(core_of(words))}


def _entries(words: Words) -> set[str]:
    return {entry for word in words for entry in entries_of(word)}


def _initials(words: Words) -> set[str]:
    """IBM is International Business Machines, whether or not its legal form counts."""
    letters = ("".join(word[0] for word in some) for some in (words, core_of(words)))
    return {initials for initials in letters if len(initials) > 1}
