"""Why anybody is told anything of an account: rules and limits, days, who was told when, and what is to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from bot import agenda, picture
from bot.blueprint import Cadence, FieldClass, Pulse, Watch
from bot.modals import View, plain
from bot.office import Office
from bot.pages import clocks
from bot.pages.limits import rule_told
from bot.rules.allowed import may_read
from bot.rules.days import local_day
from bot.rules.facts import ACCOUNT_CHANNEL, Account, Mark, Nudge, Person, Saying
from bot.rules.watch import Colour, colour
from bot.store import accounts, marks, people, records, said, told
from bot.store.engine import reading
from bot.words import as_plain, cut, field_blocks, header_block, section_block, small_block, unmarked
from bot.words import day as in_words

WHY_VIEW = "why"
"""The callback_id of its modal."""
WHY_OF = "why_of"
"""The action_id of the button that opens it; its value is the account's id."""

_NUDGES, _MARKS, _DAYS = 4, 5, 6
"""Of each watch the nudges told apart and what was done about them; of each reader the days of being told."""
_LATELY = 100
"""Tellings, and messages in the channel, that are looked at."""
_NOTE = 300
"""Characters of what somebody wrote about a nudge."""
_TEXT = 3000
"""docs.slack.dev/reference/block-kit/blocks/section-block"""


def view_for(office: Office, person: str, account: int, now: datetime, first: str = "") -> View | None:
    """Why anybody is told anything of an account; the watch `first` before the others. None without such an account."""
    with reading(office.memory) as connection:
        me = people.known(connection, office.workspace, [person]).get(person)
        page = _page(office, connection, account, person, me.zone if me else "UTC", now)
        if page is None:
            return None
        parts = page.watches(first)
        blocks = [
            header_block("name", page.stand.account.name),
            *field_blocks("clocks", page.fields()),
            *(section_block(f"watch.{n}", cut("\n".join(lines), _TEXT)) for n, lines in enumerate(parts)),
            *(small_block(f"rest.{n}", text) for n, text in enumerate(page.rest())),
        ]
    return {
        "type": "modal",
        "callback_id": WHY_VIEW,
        "private_metadata": str(account),
        "title": plain(office.words.plain("why_title")[:24]),
        "close": plain(office.words.plain("close")),
        "blocks": blocks,
    }


def lines_for(office: Office, account: int, now: datetime, zone: str = "UTC") -> list[str] | None:
    """The same as lines of plain text, for somebody at a terminal, with nothing personal; days are those of `zone`."""
    with reading(office.memory) as connection:
        page = _page(office, connection, account, "", zone, now)
        if page is None:
            return None
        head = [page.stand.account.name, *(field.replace("\n", ": ") for field in page.fields())]
        parts = [head, *page.watches(""), list(page.rest())]
    return [line for part in parts for text in (*part, "") for line in as_plain(unmarked(text)).split("\n")][:-1]


def _page(office: Office, connection: Connection, account: int, reader: str, zone: str, now: datetime) -> _Page | None:
    known = accounts.get(connection, office.workspace, account)
    if known is None:
        return None
    today = local_day(now, zone)
    return _Page(office, connection, clocks.stand(office, connection, known, today), reader, zone)


@dataclass(frozen=True)
class _Told:
    """Who was told of a nudge on which day; the channel is told as ACCOUNT_CHANNEL."""

    nudge: str
    to: str
    on: date


@dataclass(frozen=True)
class _Page:
    """One account and its reader, within one reading transaction."""

    office: Office
    connection: Connection
    stand: clocks.Stand
    reader: str
    zone: str

    def fields(self) -> list[str]:
        under_way = records.of_account(self.connection, self.office.workspace, self.stand.account.id)
        return clocks.fields(self.office, self.connection, self.stand, under_way)

    def watches(self, first: str) -> list[list[str]]:
        """The lines of each watch of which there is something to tell."""
        about = self._about
        watches = self.office.blueprint.watches
        order = sorted(watches, key=lambda id: id != first)
        return [about.lines(watches[id]) for id in order if about.has(id) or id == first]

    def rest(self) -> Iterator[str]:
        """What is watched besides, and when the account is looked at next."""
        words, about = self.office.words, self._about
        calm = [
            watch.called
            for watch in self.office.blueprint.watches.values()
            if not about.has(watch.id) and about.rule(watch)
        ]
        if calm:
            yield words.phrase("why_calm", watches="; ".join(calm))
        look_at = accounts.look_at(self.connection, self.office.workspace, self.stand.account.id)
        day = local_day(look_at, self.zone) if look_at else None
        yield words.phrase("why_look", day=max(day, self.stand.today) if day else "", sent_on=self.stand.today)

    @cached_property
    def _about(self) -> _About:
        office, connection, account = self.office, self.connection, self.stand.account
        marked = marks.of_accounts(connection, office.workspace, [account.id]).get(account.id, ())
        tellings = [*self._tellings()]
        named = {nudge.person for nudge in self.stand.open} | {nudge.cover or "" for nudge in self.stand.open}
        named |= {mark.by for mark in marked} | {mark.to or "" for mark in marked} | {one.to for one in tellings}
        known = people.known(connection, office.workspace, named)
        facts = agenda.facts_of(connection, office, self.stand.open, self.reader, self.stand.today)
        facts = {key: {**those, "reader": those["holder"]} for key, those in facts.items()}  # as it is told to them
        held = accounts.roles_of(connection, office.workspace, account.id)
        if not may_read(FieldClass.PERSONAL, self.reader, held):
            facts = {key: _without_people(office, key, those) for key, those in facts.items()}
        return _About(office, self.stand, self.zone, facts, marked, tellings, known)

    def _tellings(self) -> Iterator[_Told]:
        office, id = self.office, self.stand.account.id
        for telling in told.of_account(self.connection, office.workspace, id, _LATELY):
            yield _Told(telling.nudge, telling.person, telling.on)
        for row in said.about_account(self.connection, office.workspace, id, _LATELY):
            message = row.message
            if message.to == ACCOUNT_CHANNEL and message.replaces is None and row.state is Saying.SAID:
                yield _Told(str(message.facts.get("nudge", "")), ACCOUNT_CHANNEL, local_day(row.changed_at, self.zone))


@dataclass(frozen=True)
class _About:
    """What there is to tell of the watches of one account. `facts` are those of its open nudges."""

    office: Office
    stand: clocks.Stand
    zone: str
    facts: Mapping[str, picture.Facts]
    marked: Sequence[Mark]
    tellings: Sequence[_Told]
    known: Mapping[str, Person]

    @property
    def account(self) -> Account:
        return self.stand.account

    def has(self, watch: str) -> bool:
        """Is something open, said, or done?"""
        keys = [*self.facts, *(mark.nudge for mark in self.marked), *(one.nudge for one in self.tellings)]
        return any(_is_of(key, watch) for key in keys)

    def rule(self, watch: Watch) -> str:
        """The watch's rule for the tier of this account; "" where that is not watched."""
        tier = self.account.tier or self.office.blueprint.tiers[-1].id
        return rule_told(self.office.words, self.office.blueprint, watch, tier)

    def lines(self, watch: Watch) -> list[str]:
        """The rule, what is open, who was told when, and what people did about it."""
        say = self.office.words.phrase
        rule = self.rule(watch) or self.office.words.plain("rule_none", tier=self.account.tier or "")
        open = [nudge for nudge in self.stand.open if nudge.watch == watch.id and self._counts(nudge)]
        marked = [mark for mark in self.marked if _is_of(mark.nudge, watch.id)]
        told = [one for one in self.tellings if _is_of(one.nudge, watch.id)]
        return [
            say("why_watch", called=watch.called, rule=rule),
            *(line for nudge in open[:_NUDGES] for line in self._open(nudge)),
            *([say("and_more", count=len(open) - _NUDGES)] if len(open) > _NUDGES else []),
            *([] if open else [say("why_nothing")]),
            *([say("why_told", people=self._readers(told))] if told else []),
            *(self._done(mark) for mark in marked[-_MARKS:]),
        ]

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

    def _readers(self, tellings: Iterable[_Told]) -> str:
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


def _is_of(key: str, watch: str) -> bool:
    """Whether a nudge's key is one of this watch's."""
    return key.startswith(f"{watch}/")


def _without_people(office: Office, key: str, facts: picture.Facts) -> picture.Facts:
    """The facts of a nudge for somebody who may not read what is personal."""
    watch = next((one for one in office.blueprint.watches.values() if _is_of(key, one.id)), None)
    rule = watch.rule if watch else None
    asked = office.blueprint.habits[rule.habit].kept if isinstance(rule, Cadence) else ()
    personal = {q.id for lines in asked for q in lines.line if q.field_class is FieldClass.PERSONAL}
    line = {id: "" if id in personal else answer for id, answer in facts["line"].items()}
    return {**facts, "contact_name": "", "line": line}
