"""What has happened before somebody looks, and looking again at a modal that is drawn anew."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import update

from bot import deeds
from bot.deeds import Gesture
from bot.rules.facts import Account, Draft, Entry, Record
from bot.store import accounts, records, tables
from bot.store.engine import writing
from tests.support.at_work import Bot
from tests.support.hand import Hand, View, eventually

NEED = {
    "need": "Close the books faster",
    "in_their_words": "We are tired of nine days",
    "said_by": "Raj Patel, Head of Finance Systems",
    "said_on": "2026-02-27",
    "said_where": "Cadence call",
    "who_feels_it": "Finance",
}


def is_needed(bot: Bot, account: int, **changes: Any) -> Record:
    """A need of an account that Dev has heard, as the form would have sent it."""
    answers = {**NEED, "account": {"id": account, "name": ""}, **changes}
    now = bot.office.clock()
    draft = Draft(bot.office.workspace, uuid4().hex, "needs", "UDEV", 0, answers, None, now)
    with writing(bot.office.memory) as connection:
        record = deeds.submit(bot.office, connection, draft, Gesture("UDEV", now, "modal"))
    assert isinstance(record, Record), record
    return record


def is_returned(bot: Bot, record: Record) -> None:
    """Its owner's no, as the form behind the button would have sent it."""
    gesture = Gesture(record.answers["owner"], bot.office.clock(), "modal")
    why = {"reason": "risks_not_named", "note": "Name the risks"}
    assert isinstance(deeds.move(bot.office, record.id, "return", record.number, why, gesture), Record)


def is_judged(bot: Bot, record: Record, by: str) -> None:
    """Their owner's verdict on a need, as the form behind the button would have sent it."""
    verdict = {"verdict": "partner", "partner": "Initech", "offering": "Reports", "advised_unpaid": "yes"}
    gesture = Gesture(by, bot.office.clock(), "modal")
    assert isinstance(deeds.move(bot.office, record.id, "judge", record.number, verdict, gesture), Record)


def changes_hands(bot: Bot, account: Account, **roles: str) -> None:
    """Other people have these roles in an account from now on."""
    with writing(bot.office.memory) as connection:
        accounts.take_roles(connection, bot.office.workspace, account.id, roles, bot.office.clock())


def is_known(bot: Bot, account: Account, **facts: Any) -> None:
    """What an import or a habit has left known of an account."""
    with writing(bot.office.memory) as connection:
        accounts.keep_facts(connection, bot.office.workspace, account.id, facts, bot.office.clock())


def comes_by_table(bot: Bot, account: Account, by: str) -> None:
    """What an import leaves behind of an account."""
    office = bot.office
    imported = Entry(
        f"import/1/{account.id}", office.clock(), by, "message", "imported", "", account.id, None, "b1ue", facts={}
    )
    with writing(office.memory) as connection:
        records.note(connection, office.workspace, imported)


def is_withdrawn(bot: Bot, account: Account) -> None:
    """The import that brought an account was undone."""
    with writing(bot.office.memory) as connection:
        gone = update(tables.accounts).where(tables.accounts.c.id == account.id)
        connection.execute(gone.values(withdrawn_at=bot.office.clock()))


def sees_again(person: Hand, words: str) -> View:
    """The topmost modal, once it holds these words."""
    return eventually(
        lambda: view if (view := person.modal) and words in view.words else None,
        lambda: f"the modal should say {words!r}; it says:\n{person.modal.words if person.modal else None}",
    )


def sees_new(person: Hand, command: str, callback_id: str) -> View:
    """Type a command and see its modal, in place of what was open before."""
    before = person.modal
    person.types(command)
    return eventually(
        lambda: view if (view := person.sees_modal(callback_id)) and view.id != (before and before.id) else None,
        lambda: f"{command} should open a modal; open are {person.modals}",
    )
