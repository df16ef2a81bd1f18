"""A rehearsal read back as plain text: what is noisiest first, then every message, by person and by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from bot.rehearsal.days import Rehearsal, Utterance
from bot.words import Words

_FIRST_WORDS = 100
"""Characters of a message that are shown."""


def told(rehearsal: Rehearsal, words: Words) -> Iterator[str]:
    """The lines of the report."""
    days = {"first": rehearsal.first.date(), "last": rehearsal.last.date(), "sent_on": rehearsal.first.date()}
    yield words.plain("rehearsal_head", **days, count=len(rehearsal.said))
    yield from _noisiest(rehearsal, words)
    said = sorted(rehearsal.said, key=lambda one: (one.is_channel, one.to, one.at))
    for (is_channel, to), those in groupby(said, key=lambda one: (one.is_channel, one.to)):
        theirs = list(those)
        yield ""
        yield words.plain("rehearsal_channel" if is_channel else "rehearsal_to", to=to, count=len(theirs))
        for one in theirs:
            yield f"  {one.local:%a %-d %b %H:%M} {one.zone}: {_first_words(one)}"


def _noisiest(rehearsal: Rehearsal, words: Words) -> Iterator[str]:
    if not rehearsal.said:
        return
    day, count = Counter(one.local.date() for one in rehearsal.said).most_common(1)[0]
    yield words.plain("rehearsal_noisy_day", day=day, count=count, sent_on=rehearsal.first.date())
    to_people = [one for one in rehearsal.said if not one.is_channel]
    if to_people:
        who, count = Counter(one.to for one in to_people).most_common(1)[0]
        (person, on), most = Counter((one.to, one.local.date()) for one in to_people).most_common(1)[0]
        yield words.plain("rehearsal_noisy_person", person=who, count=count)
        yield words.plain("rehearsal_noisy_both", person=person, day=on, count=most, sent_on=rehearsal.first.date())


def _first_words(one: Utterance) -> str:
    line = " / ".join(one.text.split("\n"))
    return line if len(line) <= _FIRST_WORDS else line[: _FIRST_WORDS - 1] + "…"
