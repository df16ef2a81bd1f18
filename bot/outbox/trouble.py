"""When a message cannot be said: who can mend that, and what they are told."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from bot.office import Office
from bot.rules.allowed import why_not_hold
from bot.rules.facts import ACCOUNT_CHANNEL, Message, Record, Speech
from bot.rules.moves import people_of
from bot.store import accounts, people, records

REFUSALS = {
    "is_archived": "channel_archived",
    "not_in_channel": "not_in_channel",
    "channel_not_found": "channel_not_found",
    "method_not_supported_for_channel_type": "not_in_channel",  # of conversations.join: only who is in it can invite us
    "user_disabled": "role_deactivated",
    "user_not_found": "role_unknown_person",
    "missing_scope": "missing_scope",
    "restricted_action": "restricted_action",
    "restricted_action_read_only_channel": "restricted_action",
    "restricted_action_thread_only_channel": "restricted_action",
    "messages_tab_disabled": "messages_tab_disabled",
}
"""Slack's error codes (docs.slack.dev/reference/methods/chat.postMessage) and the phrases that say them to a person."""


def channel_key(habit: str, record: int, number: int) -> str:
    """The occasion of word that an account's channel cannot be used: told once, whichever job meets it first."""
    return f"{habit}/{record}/channel_trouble/{number}"


def trouble(office: Office, connection: Connection, message: Message, why: str, error: str) -> Message | None:
    """Word of an undelivered message, to the account's owner or else its AE, whoever can still be reached.

    The record's own people come first: until a handoff is accepted the account is in other hands. That an earlier
    message could not be edited is no news to anybody.
    """
    if message.record is None:
        return _of_no_record(office, connection, message, why, error)
    habit = office.blueprint.habits[message.habit]
    to_channel = message.to == ACCOUNT_CHANNEL
    words = "channel_trouble" if to_channel else "not_delivered"
    if words not in habit.messages or message.words in ("channel_trouble", "not_delivered") or message.replaces:
        return None
    record = records.get(connection, office.workspace, message.record)
    assert record is not None  # a message's foreign key says so
    to = who_can_mend(office, connection, record, but=message.to)
    if to is None:
        return None
    known = people.known(connection, office.workspace, [message.to])
    unheard = "" if to_channel else office.words.person(message.to, known.get(message.to))
    reason = office.words.plain(why, error=error, person=unheard)
    return Message(
        key=channel_key(message.habit, record.id, record.number) if to_channel else f"{message.key}/trouble",
        to=to,
        habit=message.habit,
        words=words,
        account=message.account,
        record=message.record,
        actor=message.actor,
        facts={"why": reason},
    )


def _of_no_record(office: Office, connection: Connection, message: Message, why: str, error: str) -> Message | None:
    """Word that a channel cannot be told what is due, to the account's owner or who acts for them; that a person
    cannot, to an admin. Once a month for the same reason: it is the same for every message to them."""
    if message.replaces or message.kind is Speech.WORD:
        return None
    to_channel = message.to == ACCOUNT_CHANNEL
    account = accounts.get(connection, office.workspace, message.account) if message.account else None
    if to_channel and account is not None:
        to = _first_able(connection, office, accounts.roles_of(connection, office.workspace, account.id), but="")
    else:
        admins = people.admins(connection, office.workspace)
        to = next((admin.id for admin in admins if admin.id != message.to), None)
    if to is None:
        return None
    known = people.known(connection, office.workspace, [message.to])
    unheard = office.words.person(message.to, known.get(message.to))
    reason = office.words.plain(why, error=error, person="" if to_channel else unheard)
    facts = {"account": account.name, "why": reason} if to_channel and account else {"person": unheard, "why": reason}
    whom = account.id if to_channel and account else message.to
    return Message(
        key=f"trouble/{whom}/{why}/{office.clock():%Y-%m}",
        to=to,
        habit="",
        words="channel_not_told" if to_channel else "person_not_told",
        account=message.account,
        record=None,
        actor="",
        facts=facts,
        kind=Speech.WORD,
    )


def who_can_mend(office: Office, connection: Connection, record: Record, but: str = "") -> str | None:
    """The owner of a record's account, else its AE or deputy: the first who is here, and not the one to leave out."""
    held = accounts.roles_of(connection, office.workspace, record.account)
    return _first_able(connection, office, held | people_of(office.blueprint.habits[record.habit], record, held), but)


def _first_able(connection: Connection, office: Office, roles: Mapping[str, str], but: str) -> str | None:
    known = people.known(connection, office.workspace, roles.values())
    able = (roles[r] for r in ("owner", "ae", "deputy") if r in roles and why_not_hold(known.get(roles[r])) is None)
    return next((person for person in able if person != but), None)
