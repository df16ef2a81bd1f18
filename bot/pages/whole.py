"""A whole record, read in a modal: every step's questions with the answers as people read them, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from bot import agenda, picture
from bot.blueprint import Habit, Question
from bot.modals import View, plain
from bot.office import Office
from bot.pages.standing import Item
from bot.rules.allowed import may_read_answer
from bot.rules.days import local_day
from bot.rules.facts import Person, Record
from bot.rules.moves import people_of
from bot.rules.submission import asked_of, is_answered, is_whole, people_named
from bot.store import accounts, people, records
from bot.store.engine import reading
from bot.words import cut, header_block, section_block, small_block

_TEXT = 3000
"""Of a section (docs.slack.dev/reference/block-kit/blocks/section-block)."""
_BLOCKS = 100
"""Of a modal (docs.slack.dev/surfaces/modals)."""
_BYTES = 240_000
"""Of their JSON: a whole view may have 250 KB (docs.slack.dev/reference/methods/views.open)."""


def view_for(office: Office, person: str, record: int, now: datetime) -> View | None:
    """A record as this reader may read it; None where there is no such record."""
    with reading(office.memory) as connection:
        found = records.get(connection, office.workspace, record)
        if found is None:
            return None
        habit = office.blueprint.habits[found.habit]
        return {
            "type": "modal",
            "callback_id": "whole",
            "title": plain(habit.name[:24]),
            "close": plain(office.words.plain("close")),
            "blocks": _within_limits(office, _parts(office, connection, habit, found, person, now)),
        }


@dataclass
class _Part:
    """Some blocks that belong together: a heading, or an answer in as many sections as its length needs."""

    id: str
    texts: list[str]
    kind: str = "section"


def _parts(
    office: Office, connection: Connection, habit: Habit, record: Record, person: str, now: datetime
) -> list[_Part]:
    held = accounts.roles_of(connection, office.workspace, record.account)
    teams = (held, people_of(habit, record, held))
    known = people.known(
        connection, office.workspace, people_named(habit.kept, record.answers) | {record.opened_by, person}
    )
    zone = known[person].zone if person in known else "UTC"
    today = local_day(now, zone)
    parts = _head(office, connection, habit, record, known, zone, now)
    hidden = False
    for id, title, questions in _chapters(habit):
        answered = [question for question in questions if is_answered(question, record.answers.get(question.id))]
        open_to_them = [q for q in answered if any(may_read_answer(q, person, team) for team in teams)]
        hidden |= len(open_to_them) < len(answered)
        if open_to_them:
            parts.append(_Part(f"{id}.head", [title], "header"))
        for question in open_to_them:
            parts.append(_Part(question.id, _answer(office, question, record, known, today)))
    parts += _answers(office, connection, record, today)
    if hidden:
        parts.append(_Part("hidden", [office.words.phrase("personal_hidden")], "small"))
    return parts


def _answers(office: Office, connection: Connection, record: Record, today: date) -> list[_Part]:
    """What people of ours were asked about it, and answered."""
    replies = [(reply.watch, reply.mark) for reply in agenda.replies(connection, office, record, today) if reply.mark]
    known = people.known(connection, office.workspace, {mark.by for _, mark in replies})
    parts = []
    for number, (watch, mark) in enumerate(replies):
        head = office.words.phrase("asked", ask=office.blueprint.watches[watch].called)
        answers = agenda.answers_told(office, watch, mark, today)
        person = office.words.person(mark.by, known.get(mark.by))
        text = office.words.phrase("pack_answer", person=person, text=answers)
        parts.append(_Part(f"answer.{number}", list(_pieces(f"{head}\n{text}"))))
    return parts


def _head(
    office: Office,
    connection: Connection,
    habit: Habit,
    record: Record,
    known: Mapping[str, Person],
    zone: str,
    now: datetime,
) -> list[_Part]:
    """What this is, where it stands, and what is missing."""
    words = office.words
    facts = picture.of_record(connection, office.workspace, office.blueprint, record, record.opened_by, now)
    title = words.plain("whole_title", habit=habit.name, account=facts["account"]["name"])
    when = words.phrase(
        "whole_when",
        says=words.state(habit.id, record.state, facts),
        person=words.person(record.opened_by, known.get(record.opened_by)),
        since=local_day(record.opened_at, zone),
        changed_at=local_day(record.changed_at, zone),
        sent_on=local_day(now, zone),
    )
    parts = [_Part("title", [title], "header"), _Part("when", [when])]
    if facts["started_from"]:
        parts.append(_Part("from", [words.phrase("whole_from", link=facts["started_from"])]))
    if missing := _missing(office, habit, record):
        parts.append(_Part("missing", [words.phrase("whole_missing", missing=", ".join(missing))]))
    return parts


def _missing(office: Office, habit: Habit, record: Record) -> list[str]:
    """The questions that this record's tier is asked and that are not answered in full."""
    tier = record.answers.get("tier") or ""
    asked = asked_of(habit.questions, tier, office.blueprint.tier_ids)
    return [q.ask for q in habit.questions if q.id in asked and not is_whole(q, record.answers.get(q.id), tier)]


def _chapters(habit: Habit) -> Iterator[tuple[str, str, Sequence[Question]]]:
    """Id, title and questions of each step, then of each move that keeps its answers."""
    for step in habit.steps:
        yield step.id, step.title, step.questions
    for move in habit.moves.values():
        if move.form and move.form.keeps:
            yield f"move.{move.id}", move.form.title, move.form.questions


def _answer(office: Office, question: Question, record: Record, known: Mapping[str, Person], today: date) -> list[str]:
    words = office.words
    head = words.phrase("asked", ask=question.ask)
    return list(_pieces(f"{head}\n{words.answer(question, record.answers[question.id], known, today)}"))


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that each fit into a section, broken between its lines where it can be."""
    while len(text) > _TEXT:
        newline = text.rfind("\n", 1, _TEXT)
        piece = text[:newline] if newline > 0 else cut(text, _TEXT + 1)[:-1]
        yield piece
        text = text[len(piece) :].lstrip("\n")
    yield text


def _within_limits(office: Office, parts: list[_Part]) -> Item:
    """The blocks of all parts; while they are too many, or too heavy, the longest answer loses its end, and says so."""
    more = office.words.phrase("whole_more")
    while _is_too_much(blocks := [block for part in parts for block in _blocks(part)]):
        longest = max(parts, key=lambda part: len(part.texts))
        if len(longest.texts) < 3:
            break
        longest.texts = [*[text for text in longest.texts if text != more][:-1], more]
    return blocks if len(blocks) <= _BLOCKS else [*blocks[: _BLOCKS - 1], small_block("more", more)]


def _is_too_much(blocks: Item) -> bool:
    return len(blocks) > _BLOCKS or len(json.dumps(blocks, ensure_ascii=False).encode(errors="surrogatepass")) > _BYTES


def _blocks(part: _Part) -> Item:
    make = {"header": header_block, "small": small_block, "section": section_block}[part.kind]
    return [make(f"{part.id}.{n}", text) for n, text in enumerate(part.texts)]
