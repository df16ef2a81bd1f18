"""Listening in a channel shared with a customer: switched on, switched off, and a message heard there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.deeds.gesture import Gesture
from bot.office import Office
from bot.rules.days import local_day
from bot.rules.facts import Entry
from bot.rules.hearing import Side, heard
from bot.store import accounts, listening, people, records, touches
from bot.store.engine import writing


def listen(office: Office, channel: str, account: int, occasion: str, gesture: Gesture) -> None:
    """Let the messages of a channel move this account's clocks, and no other's, from now on."""
    with writing(office.memory) as connection:
        listening.start(connection, office.workspace, channel, account, gesture.actor, gesture.at)
        _note(office, connection, "listening_began", account, channel, occasion, gesture)


def stop_listening(office: Office, channel: str, occasion: str, gesture: Gesture) -> bool:
    """Let the messages of a channel move nothing any more; False where they did not."""
    with writing(office.memory) as connection:
        account = listening.account_of(connection, office.workspace, channel)
        if account is None:
            return False
        listening.stop(connection, office.workspace, channel)
        _note(office, connection, "listening_ended", account, channel, occasion, gesture)
    return True


def hear(office: Office, account: int, channel: str, side: Side, by: str, at: datetime) -> None:
    """Move an account's clocks by a message that somebody wrote in its channel `at` that moment.

    Heard twice it is one: a moment that is not later than those known changes nothing. Days are those of the owner.
    """
    workspace = office.workspace
    with writing(office.memory) as connection:
        before = touches.clocks(connection, workspace, [account])[account]
        owner = accounts.roles_of(connection, workspace, account).get("owner", "")
        known = people.known(connection, workspace, [owner])
        day = local_day(at, known[owner].zone if owner in known else "UTC")
        touches.again(connection, workspace, heard(side, account, channel, day, by, before), at)
        moved = touches.clocks(connection, workspace, [account])[account] != before
        if moved:
            accounts.look_again(connection, workspace, [account], office.clock())
    if moved:
        office.wake()


def _note(
    office: Office, connection: Connection, kind: str, account: int, channel: str, occasion: str, gesture: Gesture
) -> None:
    entry = Entry(
        key=f"listening/{occasion}",
        at=gesture.at,
        by=gesture.actor,
        surface=gesture.surface,
        kind=kind,
        habit="",
        account=account,
        record=None,
        blueprint=office.blueprint.digest,
        facts={"channel": channel},
    )
    records.note(connection, office.workspace, entry)
