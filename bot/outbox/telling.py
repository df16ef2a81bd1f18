"""Messages in a habit's words about a record, and single sentences."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot import picture
from bot.blueprint import PACK, READ, FieldClass
from bot.office import Office
from bot.outbox.not_now import Moot
from bot.outbox.spoken import Spoken
from bot.rules.facts import Message
from bot.rules.moves import is_still_due
from bot.store import records
from bot.words import Button, Said, section_block


class Told:
    """A habit's words about a record."""

    def check(self, office: Office, connection: Connection, message: Message) -> None:
        habit = office.blueprint.habits.get(message.habit)
        if habit is None or message.words not in habit.messages or message.record is None:
            raise Moot("the blueprints have no such words any more")
        record = records.get(connection, office.workspace, message.record)
        if record is None or record.state not in habit.states or not is_still_due(message, habit, record):
            raise Moot("the record has moved on")

    def field_class(self, office: Office, message: Message) -> FieldClass:
        return office.blueprint.habits[message.habit].messages[message.words].field_class

    def spoken(self, office: Office, connection: Connection, message: Message, now: datetime) -> Spoken:
        facts = picture.of_message(connection, office.workspace, office.blueprint, message, now)
        return Spoken(office.words.render(message.habit, message.words, facts, buttons=buttons_of(office, message)))


class Word:
    """A phrase, with the facts that were known when it was decided."""

    def check(self, office: Office, _connection: Connection, message: Message) -> None:
        if message.words not in office.blueprint.phrases:
            raise Moot("the blueprints have no such phrase any more")

    def field_class(self, _office: Office, _message: Message) -> FieldClass:
        return FieldClass.INTERNAL

    def spoken(self, office: Office, _connection: Connection, message: Message, now: datetime) -> Spoken:
        text = office.words.phrase(message.words, sent_on=now.date(), **message.facts)
        return Spoken(Said(office.words.as_plain(text), [section_block("word", text)]))


def buttons_of(office: Office, message: Message) -> list[Button]:
    """The buttons of a message, its moves drawn for the entry it was decided at. Done stands beside each task."""
    habit = office.blueprint.habits[message.habit]
    record = message.record
    assert record is not None  # moves and whole records are offered where there is one
    number = message.facts.get("number", 0)
    others = {READ: office.words.read_button(record)}
    if habit.pack is not None:
        others[PACK] = office.words.pack_button(record)
    return [
        others[name] if name in others else office.words.move_button(habit, habit.moves[name], record, number)
        for name in message.buttons
        if name in others or name in habit.moves
    ]
