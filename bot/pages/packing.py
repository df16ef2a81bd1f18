"""What is on record for a meeting, part by part as its blueprint has them: for the customer to read, and for us."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from bot import agenda
from bot.blueprint import Habit, Pack, PackPart, Question
from bot.office import Office
from bot.rules.allowed import may_read_answer
from bot.rules.days import local_day
from bot.rules.facts import LINE_ID, Account, Answers, Entry, Person, Record, Task
from bot.rules.pack import fate, given_at, is_news, is_number, last_time, promised
from bot.rules.sharing import shareable
from bot.rules.submission import is_begun, people_named
from bot.store import accounts, people, records, tasks
from bot.words import answered, as_plain, unmarked


@dataclass(frozen=True)
class Packed:
    """One part as it came out: plain texts, one a line. `bare` are without a number, `old` have one that is older than
    the pack allows; `unsaid` are promises for which there are no words that the customer may read."""

    part: PackPart
    texts: tuple[str, ...] = ()
    bare: int = 0
    old: int = 0
    unsaid: int = 0


@dataclass(frozen=True)
class _Thing:
    """One line of a list, or one record: its text, and the number in it with the day on which it was given."""

    text: str
    number: bool = True
    given_on: date | None = None


@dataclass(frozen=True)
class Packing:
    """A record with a pack and its account, within one reading transaction. Days are those of `zone`."""

    office: Office
    connection: Connection
    record: Record
    account: Account
    pack: Pack
    reader: str
    zone: str
    today: date
    _entries: dict[int, Sequence[Entry]] = field(default_factory=dict)

    @property
    def habit(self) -> Habit:
        return self.office.blueprint.habits[self.record.habit]

    @cached_property
    def day(self) -> date | None:
        """The day of the meeting."""
        answer = self.record.answers.get(self.pack.day)
        return date.fromisoformat(answer) if answer else None

    @cached_property
    def held(self) -> Mapping[str, str]:
        """Who has which role in the account."""
        return accounts.roles_of(self.connection, self.office.workspace, self.account.id)

    @cached_property
    def of_account(self) -> tuple[Record, ...]:
        """All records of the account."""
        return records.of_account(self.connection, self.office.workspace, self.account.id)

    @cached_property
    def promises(self) -> tuple[Task, ...]:
        """Everything that the account was promised."""
        return tasks.promises_to(self.connection, self.office.workspace, self.account.id)

    def for_customer(self) -> list[Packed]:
        """The customer's parts. Whatever answers they are made of have come through `shareable`."""
        return [self._packed(part, outside=True) for part in self.pack.customer]

    def for_us(self) -> list[Packed]:
        """Our parts, as far as the reader may read what they are made of."""
        return [self._packed(part, outside=False) for part in self.pack.ours]

    def _packed(self, part: PackPart, *, outside: bool) -> Packed:
        if part.promises:
            return self._promises(part)
        if part.answer:
            return Packed(part, tuple(self._answer(self.habit.kept, self.record.answers, part.answer, outside)))
        if part.asked:
            return Packed(part, tuple(self._answered(part.asked)))
        if part.known:
            return Packed(part, tuple(self._known(part)))
        return self._gathered(part, outside)

    def _answer(self, asked: Sequence[Question], answers: Answers, id: str, outside: bool) -> Iterator[str]:
        """The answer to one question, as many lines as it has; none where it says nothing or may not be read."""
        question = next(one for one in asked if one.id == id)
        answer = self._readable(asked, answers, outside).get(id)
        if is_begun(question, answer):
            named = self._people([question], {id: answer})
            yield from _plain(self.office.words.answer(question, answer, named, self.today)).split("\n")

    @cached_property
    def replies(self) -> tuple[agenda.Reply, ...]:
        """What people of ours were asked about it, with what they have answered so far."""
        return agenda.replies(self.connection, self.office, self.record, self.today)

    def people_of_ours(self, ids: Collection[str]) -> list[str]:
        """What these are called."""
        known = people.known(self.connection, self.office.workspace, ids)
        return [self.office.words.person(id, known.get(id)) for id in ids]

    def _answered(self, watch: str) -> Iterator[str]:
        """What each answered to what this watch asks, under their name."""
        said = [reply.mark for reply in self.replies if reply.watch == watch and reply.mark]
        for mark, name in zip(said, self.people_of_ours([mark.by for mark in said]), strict=True):
            text = agenda.answers_told(self.office, watch, mark, self.today)
            yield self.office.words.plain("pack_answer", person=name, text=text)

    def _known(self, part: PackPart) -> Iterator[str]:
        asked = self.office.blueprint.known_of_accounts
        for id in part.known:
            for text in self._answer([asked[id]], self.account.facts, id, outside=False):
                yield self.office.words.plain("pack_known", ask=asked[id].ask, answer=text)

    def _gathered(self, part: PackPart, outside: bool) -> Packed:
        habit = self.office.blueprint.habits.get(part.habit or "")
        found = [r for r in self.of_account if habit and r.habit == habit.id and r.state in part.states]
        things = [thing for record in found if habit for thing in self._things(habit, record, part, outside)]
        return Packed(
            part,
            tuple(self._with_day(thing) for thing in things),
            bare=sum(not thing.number for thing in things),
            old=sum(self._is_old(thing.given_on) for thing in things),
        )

    def _things(self, habit: Habit, record: Record, part: PackPart, outside: bool) -> Iterator[_Thing]:
        readable = self._readable(habit.kept, record.answers, outside)
        if part.each is None:
            text = self._read(part.reads or "", habit.kept, readable)
            yield self._thing(part, record, text, readable, [part.value or ""])
            return
        asked = next(question for question in habit.kept if question.id == part.each)
        for line, shown in zip(record.answers.get(part.each) or (), readable.get(part.each) or (), strict=False):
            text = self._read(asked.reads or "", asked.line, shown)
            yield self._thing(part, record, text, shown, [part.each, line.get(LINE_ID, ""), part.value or ""])

    def _thing(self, part: PackPart, record: Record, text: str, shown: Answers, path: Sequence[str]) -> _Thing:
        if part.value is None:
            return _Thing(text)
        value = shown.get(part.value)
        if not is_number(part, value):
            return _Thing(text, number=False)
        at = given_at(self._entries_of(record), value, path)
        return _Thing(text, given_on=local_day(at or record.opened_at, self.zone))

    def _with_day(self, thing: _Thing) -> str:
        day = thing.given_on or ""
        return self.office.words.plain("pack_number", text=thing.text, day=day, sent_on=self.today)

    def _is_old(self, day: date | None) -> bool:
        return day is not None and (self.today - day).days > self.pack.old_after

    def _promises(self, part: PackPart) -> Packed:
        """What has become of each promise since the last meeting, in words that they may read."""
        since = last_time(self.habit, self.record, self.of_account)
        news = [promise for promise in self.promises if is_news(promise, since, self.zone)]
        texts = [self._promise(promise) for promise in news]
        return Packed(part, tuple(text for text in texts if text), unsaid=texts.count(""))

    def _promise(self, promise: Task) -> str:
        """One promise and how it stands; "" where there are no words for the customer."""
        record = next(one for one in self.of_account if one.id == promise.record)
        habit = self.office.blueprint.habits.get(record.habit)
        item, line = promised(habit, promise, record.answers) if habit else (None, {})
        if habit is None or item is None or item.told_as is None:
            return ""
        readable = shareable(habit.kept, {**record.answers, **({item.each: [line]} if item.each else {})})
        asked = next((question.line for question in habit.kept if question.id == item.each), ())
        shown: Answers = next(iter(readable.get(item.each or "") or ()), {})
        said = self._read(item.told_as, habit.kept, readable, line=answered(asked, shown, self._people(asked, shown)))
        kept_on = local_day(promise.done_at, self.zone) if promise.done_at else ""
        how = fate(promise, self.today).value
        return said and self.office.words.plain(
            "pack_promise", do=said, fate=how, due=promise.due_on, day=kept_on, sent_on=self.today
        )

    def _readable(self, asked: Sequence[Question], answers: Answers, outside: bool) -> Answers:
        """What may be read of these answers: by a customer, or by whoever looks."""
        if outside:
            return shareable(asked, answers)
        return {q.id: answers[q.id] for q in asked if q.id in answers and may_read_answer(q, self.reader, self.held)}

    def _read(self, template: str, asked: Sequence[Question], answers: Answers, **facts: Any) -> str:
        known = self._people(asked, answers)
        return self.office.words.read(template, asked, answers, known, {"line": {}, "sent_on": self.today, **facts})

    def _people(self, asked: Sequence[Question], answers: Answers) -> dict[str, Person]:
        return people.known(self.connection, self.office.workspace, people_named(asked, answers))

    def _entries_of(self, record: Record) -> Sequence[Entry]:
        if record.id not in self._entries:
            self._entries[record.id] = records.entries_of(self.connection, self.office.workspace, record.id)
        return self._entries[record.id]


def packing(office: Office, connection: Connection, record: Record, reader: str, now: datetime) -> Packing | None:
    """What is needed to put a record's pack together for a reader; None where it has none, or its account is gone."""
    habit = office.blueprint.habits.get(record.habit)
    account = accounts.get(connection, office.workspace, record.account)
    if habit is None or habit.pack is None or account is None:
        return None
    me = people.known(connection, office.workspace, [reader]).get(reader)
    zone = me.zone if me else "UTC"
    return Packing(office, connection, record, account, habit.pack, reader, zone, local_day(now, zone))


def _plain(markup: str) -> str:
    return as_plain(unmarked(markup))
