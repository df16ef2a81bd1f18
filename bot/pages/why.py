"""Why anybody is told anything of an account: rules and limits, days, who was told when, and what is to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from bot import agenda, picture
from bot.blueprint import Cadence, FieldClass
from bot.modals import View, plain
from bot.office import Office
from bot.pages import clocks
from bot.pages.watched import Told, Watched, is_of
from bot.rules.allowed import may_read
from bot.rules.days import local_day
from bot.rules.facts import ACCOUNT_CHANNEL, Saying
from bot.store import accounts, marks, people, records, said, told
from bot.store.engine import reading
from bot.words import as_plain, cut, field_blocks, header_block, section_block, small_block, unmarked

WHY_VIEW = "why"
"""The callback_id of its modal."""
WHY_OF = "why_of"
"""The action_id of the button that opens it; its value is the account's id."""

_LATELY = 100
"""Tellings, and messages in the channel, that are looked at."""
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
        watched = self._watched
        watches = self.office.blueprint.watches
        order = sorted(watches, key=lambda id: id != first)
        return [watched.lines(watches[id]) for id in order if watched.has(id) or id == first]

    def rest(self) -> Iterator[str]:
        """What is watched besides, and when the account is looked at next."""
        words, watched = self.office.words, self._watched
        calm = [
            watch.called
            for watch in self.office.blueprint.watches.values()
            if not watched.has(watch.id) and watched.rule(watch)
        ]
        if calm:
            yield words.phrase("why_calm", watches="; ".join(calm))
        look_at = accounts.look_at(self.connection, self.office.workspace, self.stand.account.id)
        day = local_day(look_at, self.zone) if look_at else None
        yield words.phrase("why_look", day=max(day, self.stand.today) if day else "", sent_on=self.stand.today)

    @cached_property
    def _watched(self) -> Watched:
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
        return Watched(office, self.stand, self.zone, facts, marked, tellings, known)

    def _tellings(self) -> Iterator[Told]:
        office, id = self.office, self.stand.account.id
        for telling in told.of_account(self.connection, office.workspace, id, _LATELY):
            yield Told(telling.nudge, telling.person, telling.on)
        for row in said.about_account(self.connection, office.workspace, id, _LATELY):
            message = row.message
            if message.to == ACCOUNT_CHANNEL and message.replaces is None and row.state is Saying.SAID:
                yield Told(str(message.facts.get("nudge", "")), ACCOUNT_CHANNEL, local_day(row.changed_at, self.zone))


def _without_people(office: Office, key: str, facts: picture.Facts) -> picture.Facts:
    """The facts of a nudge for somebody who may not read what is personal."""
    watch = next((one for one in office.blueprint.watches.values() if is_of(key, one.id)), None)
    rule = watch.rule if watch else None
    asked = office.blueprint.habits[rule.habit].kept if isinstance(rule, Cadence) else ()
    personal = {q.id for lines in asked for q in lines.line if q.field_class is FieldClass.PERSONAL}
    line = {id: "" if id in personal else answer for id, answer in facts["line"].items()}
    return {**facts, "contact_name": "", "line": line}
