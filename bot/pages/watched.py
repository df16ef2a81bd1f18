"""What there is to tell of the watches of one account: the rule, what is open, who was told, what was done about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import picture
from bot.blueprint import Pulse, Watch
from bot.office import Office
from bot.pages.clocks import Stand
from bot.pages.limits import rule_told
from bot.rules.days import local_day
from bot.rules.facts import ACCOUNT_CHANNEL, Mark, Nudge, Person
from bot.rules.watch import Colour, colour
from bot.words import cut
from bot.words import day as in_words

_NUDGES, _MARKS, _DAYS = 4, 5, 6
"""Of each watch the nudges told apart and what was done about them; of each reader the days of being told."""
_NOTE = 300
"""Characters of what somebody wrote about a nudge."""


@dataclass(frozen=True)
class Told:
    """Who was told of a nudge on which day; the channel is told as ACCOUNT_CHANNEL."""

    nudge: str
    to: str
    on: date


@dataclass(frozen=True)
class Watched:
    """What there is to tell of the watches of one account. `facts` are those of its open nudges."""

    office: Office
    stand: Stand
    zone: str
    facts: Mapping[str, picture.Facts]
    marked: Sequence[Mark]
    tellings: Sequence[Told]
    known: Mapping[str, Person]

    def has(self, watch: str) -> bool:
        """Is something open, said, or done?"""
        keys = [*self.facts, *(mark.nudge for mark in self.marked), *(one.nudge for one in self.tellings)]
        return any(is_of(key, watch) for key in keys)

    def rule(self, watch: Watch) -> str:
        """The watch's rule for the tier of this account; "" where that is not watched."""
        tier = self.stand.account.tier or self.office.blueprint.tiers[-1].id
        return rule_told(self.office.words, self.office.blueprint, watch, tier)

    def lines(self, watch: Watch) -> list[str]:
        """The rule, what is open, who was told when, and what people did about it."""
        say = self.office.words.phrase
        rule = self.rule(watch) or self.office.words.plain("rule_none", tier=self.stand.account.tier or "")
        open = self._open_of(watch)
        marked = [mark for mark in self.marked if is_of(mark.nudge, watch.id)]
        told = [one for one in self.tellings if is_of(one.nudge, watch.id)]
        return [
            say("why_watch", called=watch.called, rule=rule),
            *(line for nudge in open[:_NUDGES] for line in self._open(nudge)),
            *([say("and_more", count=len(open) - _NUDGES)] if len(open) > _NUDGES else []),
            *([] if open else [say("why_nothing")]),
            *([say("why_told", people=self._readers(told))] if told else []),
            *(self._done(mark) for mark in marked[-_MARKS:]),
        ]

    def _open_of(self, watch: Watch) -> list[Nudge]:
        """What is open, or comes; of what comes each week the next one only."""
        open = [nudge for nudge in self.stand.open if nudge.watch == watch.id and self._counts(nudge)]
        if not isinstance(watch.rule, Pulse):
            return open
        return sorted((n for n in open if n.opens_on > self.stand.today), key=lambda n: n.opens_on)[:1]

    def _counts(self, nudge: Nudge) -> bool:
        """Not of an account that is gone, and not when its next occasion has come."""
        return nudge.key in self.facts and (nudge.ends_on is None or nudge.ends_on > self.stand.today)

    def _open(self, nudge: Nudge) -> Iterator[str]:
        words, today = self.office.words, self.stand.today
        if isinstance(self.office.blueprint.watches[nudge.watch].rule, Pulse):
            yield words.phrase("why_pulse", since=nudge.opens_on, sent_on=today)
            return
        yield f"• {words.nudge(nudge.watch, self.facts[nudge.key]).says}"
        shown = colour(nudge, today)
        yield words.phrase(
            "why_open" if nudge.opens_on <= today else "why_ahead",
            since=nudge.opens_on,
            colour="" if shown is Colour.PLAIN else shown.value,
            day=nudge.red_on if nudge.red_on and nudge.red_on > today else "",
            person=self._name(nudge.person),
            cover=self._name(nudge.cover) if nudge.cover else "",
            sent_on=today,
        )

    def _readers(self, tellings: Iterable[Told]) -> str:
        """Who was told on which days: "Ann Adler (Fri 27 Feb, Mon 2 Mar)"."""
        days: dict[str, set[date]] = {}
        for one in tellings:
            days.setdefault(one.to, set()).add(one.on)
        latest = {to: sorted(on)[-_DAYS:] for to, on in days.items()}
        return "; ".join(f"{self._name(to)} ({self._days(on)})" for to, on in latest.items())

    def _days(self, days: Iterable[date]) -> str:
        return ", ".join(in_words(on, self.stand.today) for on in days)

    def _done(self, mark: Mark) -> str:
        digest = self.office.blueprint.calendar.digest
        reasons = {choice.value: choice.label for choice in (*digest.reasons, *digest.wrong)}
        return self.office.words.phrase(
            "why_mark",
            deed=mark.deed.value,
            person=self._name(mark.by),
            day=local_day(mark.at, self.zone),
            due=mark.until or "",
            to=self._name(mark.to) if mark.to else "",
            reason=reasons.get(mark.reason or "", mark.reason or ""),
            note=cut(mark.note or "", _NOTE),
            sent_on=self.stand.today,
        )

    def _name(self, id: str) -> str:
        if id == ACCOUNT_CHANNEL:
            return self.office.words.plain("the_channel")
        return self.office.words.person(id, self.known.get(id))


def is_of(key: str, watch: str) -> bool:
    """Whether a nudge's key is one of this watch's."""
    return key.startswith(f"{watch}/")
