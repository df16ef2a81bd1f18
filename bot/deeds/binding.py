"""Saying which channel is an account's own, where it has none yet."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import outbox
from bot.deeds.gesture import Gesture
from bot.office import Office
from bot.rules.allowed import why_not_bind
from bot.rules.facts import Account, Entry
from bot.rules.moves import Refusal
from bot.store import accounts, people, records
from bot.store.engine import writing


def bind(office: Office, account: int, channel: str, occasion: str, gesture: Gesture) -> Account | Refusal:
    """Let this channel be the account's from now on: what is due there is said there. `occasion` names the gesture.

    Whether our own team alone reads there is for the caller to ask; it is asked again before each message.
    """
    with writing(office.memory) as connection:
        accounts.hold(connection, office.workspace, account)
        bound = _bind_in(office, connection, account, channel, occasion, gesture)
    office.wake()
    return bound


def _bind_in(
    office: Office, connection: Connection, account: int, channel: str, occasion: str, gesture: Gesture
) -> Account | Refusal:
    known = accounts.get(connection, office.workspace, account)
    if known is None:
        return Refusal("gone")
    held = accounts.roles_of(connection, office.workspace, account)
    actor = people.known(connection, office.workspace, [gesture.actor]).get(gesture.actor)
    taken = accounts.bound_channels(connection, office.workspace).get(channel)
    is_taken = taken is not None and taken[0] != account
    if refusal := why_not_bind(actor, known.channel, held, channel, taken=is_taken):
        other = office.words.channel(known.channel) if known.channel else ""
        facts = {"account": known.name, "channel": other, "other": taken[1] if taken else ""}
        return Refusal(refusal, facts)
    if known.channel != channel:
        outbox.bind_channel(connection, office, account, channel, gesture.at)
        records.note(connection, office.workspace, _entry(office, account, channel, occasion, gesture))
        accounts.look_again(connection, office.workspace, [account], gesture.at)
    return known


def _entry(office: Office, account: int, channel: str, occasion: str, gesture: Gesture) -> Entry:
    return Entry(
        key=f"binding/{occasion}",
        at=gesture.at,
        by=gesture.actor,
        surface=gesture.surface,
        kind="channel_bound",
        habit="",
        account=account,
        record=None,
        blueprint=office.blueprint.digest,
        facts={"channel": channel},
    )
