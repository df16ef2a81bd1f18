"""What begins the thread of a ladder in its account's channel: which day it leads to, and where its record stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot import picture
from bot.agenda.facts import facts_of
from bot.agenda.gathering import situations
from bot.blueprint import PACK, Ladder
from bot.office import Office
from bot.rules.facts import Nudge, Record
from bot.rules.watch import rungs_of
from bot.store import accounts, records
from bot.words import DigestLine, Said


def thread(connection: Connection, office: Office, day: date, nudge: Nudge) -> Said | None:
    """The first message of a ladder's thread as things stand on `day`, by any of its steps, also one that is over.

    None where its account is gone. Raises ValueError where its watch has no ladder, or no alert.
    """
    facts = facts_of(connection, office, [nudge], "", day).get(nudge.key)
    if facts is None:
        return None
    watch = office.blueprint.watches[nudge.watch]
    if not isinstance(watch.rule, Ladder):
        raise ValueError(f"the watch {watch.id} has no ladder")
    record = records.get(connection, office.workspace, nudge.record) if nudge.record is not None else None
    if record is None:
        over = _day_now(connection, office, nudge, watch.rule) != facts["leads_to"]
    else:
        facts |= _of_record(connection, office, record, watch.rule)
        over = _is_over(connection, office, nudge, record, day)
    offers = [offer for offer in watch.offers if offer == PACK]
    return office.words.alert(DigestLine(nudge.key, watch.id, facts, offers), mended=over)


def _of_record(connection: Connection, office: Office, record: Record, rule: Ladder) -> dict[str, Any]:
    """The day as the record has it now, and where it stands, as the end of a sentence."""
    answer, now = record.answers.get(rule.day), record.changed_at
    of_record = picture.of_record(connection, office.workspace, office.blueprint, record, record.opened_by, now)
    do = office.words.state(record.habit, record.state, of_record)
    return {"leads_to": date.fromisoformat(answer) if answer else "", "do": do}


def _is_over(connection: Connection, office: Office, nudge: Nudge, record: Record, day: date) -> bool:
    """Whether nothing more comes: the record has no steps as it stands, or somebody has ended all of them."""
    there = situations(connection, office.workspace, office.blueprint, [record.account])[record.account]
    rungs = rungs_of(office.blueprint, there, record.id, day)
    return all(rung.is_over for rung in rungs if rung.watch == nudge.watch)


def _day_now(connection: Connection, office: Office, nudge: Nudge, rule: Ladder) -> date | None:
    """The day of an account's own ladder, as it is known by now."""
    account = accounts.get(connection, office.workspace, nudge.account)
    answer = account.facts.get(rule.day) if account else None
    return date.fromisoformat(answer) if answer else None
