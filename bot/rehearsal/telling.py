"""A rehearsal read back as plain text: what is noisiest first, then each day with what it brings to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from bot.rehearsal.days import Rehearsal, Utterance
from bot.words import Words

_LONGEST = 160
"""Characters of what one message is about, before what is only counted."""


def told(rehearsal: Rehearsal, words: Words) -> Iterator[str]:
    """The lines of the report. It says to whom and about what, but no word that only its reader may read."""
    days = {"first": rehearsal.first.date(), "last": rehearsal.last.date(), "sent_on": rehearsal.first.date()}
    yield words.plain("rehearsal_head", **days, count=len(rehearsal.said))
    if not rehearsal.said:
        return
    yield from _noisiest(rehearsal, words)
    yield ""
    yield words.plain("rehearsal_whom")
    for (to, zone), count in Counter((_to(one, words), one.zone) for one in rehearsal.said).most_common():
        yield words.plain("rehearsal_to", to=to, zone=zone, count=count)
    said = sorted(rehearsal.said, key=lambda one: (one.local.date(), one.is_channel, one.to, one.at))
    for day, of_day in groupby(said, key=lambda one: one.local.date()):
        theirs = list(of_day)
        yield ""
        yield words.plain("rehearsal_day", day=day, count=len(theirs), sent_on=rehearsal.first.date())
        for one in theirs:
            yield f"{one.local:%H:%M} {_to(one, words)}: {_about(one, words)}"


def _noisiest(rehearsal: Rehearsal, words: Words) -> Iterator[str]:
    day, count = Counter(one.local.date() for one in rehearsal.said).most_common(1)[0]
    yield words.plain("rehearsal_noisy_day", day=day, count=count, sent_on=rehearsal.first.date())
    to_people = [one for one in rehearsal.said if not one.is_channel]
    if to_people:
        who, count = Counter(one.to for one in to_people).most_common(1)[0]
        (person, on), most = Counter((one.to, one.local.date()) for one in to_people).most_common(1)[0]
        yield words.plain("rehearsal_noisy_person", person=who, count=count)
        yield words.plain("rehearsal_noisy_both", person=person, day=on, count=most, sent_on=rehearsal.first.date())


def _to(one: Utterance, words: Words) -> str:
    return words.plain("rehearsal_channel", account=one.to) if one.is_channel else one.to


def _about(one: Utterance, words: Words) -> str:
    """As many of its things as are read at a glance, and how many more there are."""
    things = list(one.about)
    while len("; ".join(things)) > _LONGEST and len(things) > 1:
        things.pop()
    left = len(one.about) - len(things)
    return "; ".join([*things, *([words.plain("and_more", count=left)] if left else [])])
