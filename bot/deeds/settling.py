"""Saying that nothing is open with a customer: it was but a word of thanks, and it is nobody's turn."""

from __future__ import annotations

from bot.blueprint import NOBODY
from bot.deeds.gesture import Gesture
from bot.deeds.marking import why_not_marked
from bot.office import Office
from bot.rules.facts import Entry, Nudge, Touch
from bot.rules.moves import Refusal
from bot.store import accounts, nudges, records, touches
from bot.store.engine import writing

KIND = "nothing_open"
"""The kind of the touch that it leaves, which was no contact, and of the entry."""


def nothing_open(office: Office, key: str, gesture: Gesture) -> Nudge | Refusal:
    """Take the turn from us, where the nudge `key` tells that it is ours; the next look at the account settles it.

    No clock of silence moves. What is said twice is said once.
    """
    with writing(office.memory) as connection:
        there = nudges.get_many(connection, office.workspace, [key]).get(key)
        if there is None:
            return Refusal("gone")
        nudge, _ = there
        accounts.hold(connection, office.workspace, nudge.account)  # or two at once would both be the first
        refusal = why_not_marked(office, connection, key, gesture)
        if refusal is not None:
            return refusal
        said = Touch(
            nudge.account, f"{KIND}/{key}", gesture.today, gesture.actor, KIND, two_way=False, live=False, ball=NOBODY
        )
        if touches.add(connection, office.workspace, said, gesture.at):
            records.note(connection, office.workspace, _entry(office, nudge, gesture))
            accounts.look_again(connection, office.workspace, [nudge.account], gesture.at)
    office.wake()
    return nudge


def _entry(office: Office, nudge: Nudge, gesture: Gesture) -> Entry:
    return Entry(
        key=f"{KIND}/{nudge.key}",
        at=gesture.at,
        by=gesture.actor,
        surface=gesture.surface,
        kind=f"nudge_{KIND}",
        habit=nudge.watch.partition("/")[0],
        account=nudge.account,
        record=None,
        blueprint=office.blueprint.digest,
        facts={"nudge": nudge.key, "watch": nudge.watch},
    )
