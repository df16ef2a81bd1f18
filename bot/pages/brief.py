"""An account's brief: who owns it, how its clocks stand, what waits and for whom, what is known, and what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from bot import agenda
from bot.blueprint import FORM_MOVE, Question
from bot.modals import View, plain
from bot.office import Office
from bot.pages import clocks, standing
from bot.pages.standing import Item
from bot.pages.why import WHY_OF
from bot.rules.allowed import may_read_answer
from bot.rules.days import local_day
from bot.rules.facts import Account, Entry, Person, Record, Task
from bot.rules.submission import people_named
from bot.store import accounts, people, records, tasks
from bot.store.engine import reading
from bot.words import Button, buttons_block, cut, field_blocks, header_block, section_block, small_block

BRIEF_VIEW = "brief"
"""The callback_id of a brief's modal; its private_metadata is the account's id."""
START_FOR = "start_for"
"""The action_id of a habit's button is "start_for:<habit>", its value the account's id."""

_OPEN, _TASKS, _FACTS, _SETTLED, _HAPPENED, _ANSWERS = 8, 6, 20, 3, 5, 3
"""Of each list: with headings and buttons they are 81 of the 100 blocks of a modal
(docs.slack.dev/reference/block-kit/blocks)."""
_SETTLED_LINE = "settled_line"
_LONGEST = 400
"""Characters of one thing that is known: a brief is one screen, and the record has the rest."""
_SHORT = ("date", "money", "number", "choice", "yes_no", "person", "email")
"""Kinds of answers that stand in two columns."""


def view_for(office: Office, person: str, account: int, now: datetime) -> View | None:
    """The brief of an account for one reader as things stand; None where there is no such account."""
    with reading(office.memory) as connection:
        known = accounts.get(connection, office.workspace, account)
        if known is None:
            return None
        me = people.known(connection, office.workspace, [person]).get(person)
        held = accounts.roles_of(connection, office.workspace, account)
        page = _Page(office, connection, known, held, person, me.zone if me else "UTC", now)
        return {
            "type": "modal",
            "callback_id": BRIEF_VIEW,
            "private_metadata": str(account),
            "title": plain(office.words.plain("brief")[:24]),
            "close": plain(office.words.plain("close")),
            "blocks": page.blocks(),
        }


@dataclass(frozen=True)
class _Page:
    """One account, who holds which role in it, and its reader, within one reading transaction."""

    office: Office
    connection: Connection
    account: Account
    held: Mapping[str, str]
    reader: str
    zone: str
    now: datetime

    def blocks(self) -> Item:
        all = records.of_account(self.connection, self.office.workspace, self.account.id)
        waiting, settled = self._waiting_and_settled(all)
        stand = clocks.stand(self.office, self.connection, self.account, self._today)
        is_due = any(nudge.opens_on <= self._today for nudge in stand.open)
        todo = tasks.open_of_account(self.connection, self.office.workspace, self.account.id)
        return [
            *self._head(),
            *field_blocks("clocks", clocks.fields(self.office, self.connection, stand, all)),
            *self._beginnings(waiting),
            *self._records("brief_open", waiting, _OPEN, "record_line"),
            *self._tasks("brief_promises", [task for task in todo if task.promise]),
            *self._tasks("brief_tasks", [task for task in todo if not task.promise]),
            *([] if waiting or todo or is_due else [small_block("quiet", self.office.words.phrase("brief_quiet"))]),
            *self._known(),
            *self._answers(all),
            *self._records("brief_settled", settled, _SETTLED, _SETTLED_LINE),
            *self._lately(),
        ]

    def _waiting_and_settled(self, all: Sequence[Record]) -> tuple[list[Record], list[Record]]:
        """Its records of those habits and states that the blueprints still have: the longest unchanged that waits, and
        the one settled last, come first."""
        habits = self.office.blueprint.habits
        waiting: list[Record] = []
        settled: list[Record] = []
        for record in all:
            state = habits[record.habit].states.get(record.state) if record.habit in habits else None
            if state:
                (settled if state.settles else waiting).append(record)
        return waiting, settled[::-1]

    @property
    def _today(self) -> date:
        return local_day(self.now, self.zone)

    def _head(self) -> Item:
        """Its name, tier and channel, and everybody's part in it."""
        words, account = self.office.words, self.account
        about = words.phrase(
            "brief_head",
            tier=account.tier or "",
            tier_name=next((tier.name for tier in self.office.blueprint.tiers if tier.id == account.tier), ""),
            channel=words.channel(account.channel) if account.channel else "",
        )
        team = people.known(self.connection, self.office.workspace, self.held.values())
        roles = dict.fromkeys([*self.office.blueprint.team_roles, *self.held])
        who = [
            words.phrase("fact", ask=standing.role_name(self.office, role), answer=words.person(id, team.get(id)))
            for role in roles
            if (id := self.held.get(role))
        ]
        return [header_block("name", account.name), section_block("about", about), *field_blocks("team", who)]

    def _beginnings(self, waiting: Sequence[Record]) -> Item:
        """A button for each habit that can be begun: one that may not have several is begun once; and one that says why
        anybody is told anything of this account."""
        begun = {record.habit for record in waiting}
        why = Button(WHY_OF, self.office.words.plain("why_of"), str(self.account.id))
        buttons = [
            Button(f"{START_FOR}:{habit.id}", self.office.words.plain("start", habit=habit.name), str(self.account.id))
            for habit in self.office.blueprint.habits.values()
            if habit.many or habit.id not in begun
        ]
        return [buttons_block("begin", [*buttons, why])]

    def _records(self, heading: str, ours: Sequence[Record], most: int, phrase: str) -> Item:
        """What is settled is hardly ever moved again: only what somebody sent last of each habit says how."""
        latest = {(record.habit, record.opened_by): record.id for record in reversed(ours)}

        def item(record: Record) -> Item:
            moves = phrase != _SETTLED_LINE or latest[record.habit, record.opened_by] == record.id
            return standing.record_item(
                self.office, self.connection, record, self.reader, self.now, phrase, moves=moves
            )

        return standing.listed(self.office.words, heading, ours, most, item)

    def _tasks(self, heading: str, todo: Sequence[Task]) -> Item:
        owners = people.known(self.connection, self.office.workspace, {task.owner for task in todo})
        words = self.office.words

        def item(task: Task) -> Item:
            owner = words.person(task.owner, owners.get(task.owner))
            text = words.phrase("task_open", do=task.do, due=task.due_on, owner=owner, sent_on=self._today)
            may_end_it = self.reader in {task.owner, *self.held.values()}
            return [section_block(f"task.{task.id}", text, standing.task_button(words, task) if may_end_it else None)]

        return standing.listed(words, heading, todo, _TASKS, item)

    def _known(self) -> Item:
        """What is known of the account under the names of the questions that ask for it, as far as it may be read."""
        asked = self.office.blueprint.known_of_accounts
        there = [question for id, question in asked.items() if self.account.facts.get(id) not in (None, "", [])]
        open_to_all = [question for question in there if may_read_answer(question, self.reader, self.held)]
        named = people_named(open_to_all, self.account.facts)
        known = people.known(self.connection, self.office.workspace, named)
        short = [self._fact(question, known, "asked", "\n") for question in open_to_all if question.kind in _SHORT]
        long = [self._fact(question, known, "known", " ") for question in open_to_all if question.kind not in _SHORT]
        words, left_out = self.office.words, max(0, len(long) - _FACTS)
        hidden = [small_block("hidden", words.phrase("personal_hidden"))] if len(open_to_all) < len(there) else []
        if not there:
            return []
        return [
            header_block("known.head", words.plain("brief_known")),
            *field_blocks("known", short),
            *(section_block(f"known.long.{n}", "\n".join(lines)) for n, lines in enumerate(_by_five(long[:_FACTS]))),
            *([small_block("known.more", words.phrase("and_more", count=left_out))] if left_out else []),
            *hidden,
        ]

    def _fact(self, question: Question, known: Mapping[str, Person], asked: str, between: str) -> str:
        words = self.office.words
        answer = words.answer(question, self.account.facts[question.id], known, self._today)
        return f"{words.phrase(asked, ask=question.ask)}{between}{cut(answer, _LONGEST)}"

    def _answers(self, all: Sequence[Record]) -> Item:
        """What was last answered of what the clock asks."""
        found = (r for record in all for r in agenda.replies(self.connection, self.office, record, self._today))
        replies = [(reply.watch, reply.mark) for reply in found if reply.mark]
        latest = sorted(replies, key=lambda reply: reply[1].at)[: -_ANSWERS - 1 : -1]
        if not latest:
            return []
        words = self.office.words
        who = people.known(self.connection, self.office.workspace, {mark.by for _, mark in latest})
        lines = [
            words.phrase(
                "brief_answer",
                called=self.office.blueprint.watches[watch].called,
                person=words.person(mark.by, who.get(mark.by)),
                changed_at=local_day(mark.at, self.zone),
                sent_on=self._today,
                answers=cut(agenda.answers_told(self.office, watch, mark, self._today), _LONGEST),
            )
            for watch, mark in latest
        ]
        head = header_block("answers.head", words.plain("brief_answers"))
        return [head, section_block("answers", "\n".join(lines))]

    def _lately(self) -> Item:
        """Who did what last, and when."""
        happened = records.latest_about(self.connection, self.office.workspace, self.account.id, _HAPPENED)
        if not happened:
            return []
        who = people.known(self.connection, self.office.workspace, {entry.by for entry in happened})
        lines = [f"• {cut(self._happened(entry, who), _LONGEST)}" for entry in happened]
        head = header_block("lately.head", self.office.words.plain("brief_lately"))
        return [head, section_block("lately", "\n".join(lines))]

    def _happened(self, entry: Entry, who: Mapping[str, Person]) -> str:
        words = self.office.words
        habit = self.office.blueprint.habits.get(entry.habit)
        day = local_day(entry.at, self.zone)
        person = words.person(entry.by, who.get(entry.by)) if entry.by else ""  # a table read at the command line
        facts: dict[str, Any] = {"changed_at": day, "person": person, "sent_on": self._today}
        if watch := self.office.blueprint.watches.get(entry.facts.get("watch", "")):
            deed = entry.kind.removeprefix("nudge_")
            return words.phrase("happened_nudge", deed=deed, called=watch.called, **facts)
        if habit is None or entry.kind not in (*habit.moves, "task_done"):
            return words.phrase("happened_other", what=entry.kind.replace("_", " "), **facts)
        if entry.kind == "task_done":
            return words.phrase("happened_task", do=self._did(entry), **facts)
        if entry.kind == FORM_MOVE:
            return words.phrase("happened_sent", habit=habit.name, **facts)
        button = habit.moves[entry.kind].button or entry.kind
        return words.phrase("happened_move", habit=habit.name, button=button, **facts)

    def _did(self, entry: Entry) -> str:
        of_record = tasks.of_record(self.connection, self.office.workspace, entry.facts["record"])
        return next((task.do for task in of_record if task.key == entry.facts["task"]), str(entry.facts["task"]))


def _by_five(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many as fit into a section of 3,000 characters, each cut to `_LONGEST`."""
    return (texts[n : n + 5] for n in range(0, len(texts), 5))
