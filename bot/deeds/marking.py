"""Saying what became of a nudge, where it stands: done, snoozed, another's, wrong, or let go."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot import outbox
from bot.deeds.finishing import finish_in
from bot.deeds.gesture import Gesture
from bot.office import Office
from bot.rules.allowed import why_not_hold
from bot.rules.facts import Deed, Entry, Mark, Nudge
from bot.rules.marks import is_said_already, next_holder, why_not_mark
from bot.rules.moves import Refusal
from bot.store import accounts, marks, nudges, people, records, tasks, told
from bot.store.engine import writing


def mark(
    office: Office,
    key: str,
    deed: Deed,
    gesture: Gesture,
    *,
    until: date | None = None,
    to: str | None = None,
    reason: str | None = None,
    note: str | None = None,
) -> Nudge | Refusal:
    """Remember what somebody did about a nudge; what is due on its account is judged again at once.

    `until`: the day from which a snoozed one is told again, or the new one of what slipped; `to`: whose one is that is
    passed on. A task that it is about is finished with it, or put off. What is said twice is said once.
    """
    with writing(office.memory) as connection:
        outcome = _mark_in(office, connection, key, deed, gesture, until, to, reason, note)
    office.wake()
    return outcome


def holder_after(office: Office, connection: Connection, nudge: Nudge, actor: str) -> str | None:
    """Whose a nudge is when this person says that it is not theirs, and no more; None where nobody is there."""
    held = accounts.roles_of(connection, office.workspace, nudge.account)
    known = people.known(connection, office.workspace, held.values())
    able = {role: person for role, person in held.items() if why_not_hold(known.get(person)) is None}
    return next_holder(nudge, actor, able)


def why_not_marked(office: Office, connection: Connection, key: str, gesture: Gesture) -> Refusal | None:
    """Why `mark` would be refused as things stand, so that nobody fills in a form in vain; None when it would not."""
    there = nudges.get_many(connection, office.workspace, [key]).get(key)
    if there is None:
        return Refusal("gone")
    nudge, closed_at = there
    earlier = marks.of(connection, office.workspace, [key]).get(key, ())
    those = concerned(office, connection, nudge)
    refusal = why_not_mark(nudge, closed_at, earlier, gesture.actor, those, gesture.zone)
    return refusal and Refusal(refusal.phrase, {**refusal.facts, "sent_on": gesture.today})


def keep(office: Office, connection: Connection, nudge: Nudge, new: Mark, number: int, gesture: Gesture) -> None:
    """Remember the deed, judge its account again, and draw anew what told of the nudge."""
    records.note(connection, office.workspace, _entry(office, nudge, new, number, gesture))
    marks.add(connection, office.workspace, new)
    accounts.look_again(connection, office.workspace, [nudge.account], gesture.at)
    outbox.redrawn(connection, office, [nudge.key], gesture.at)


def concerned(office: Office, connection: Connection, nudge: Nudge) -> set[str]:
    """The account's people, and whoever the nudge was told to."""
    held = accounts.roles_of(connection, office.workspace, nudge.account)
    tellings = told.of(connection, office.workspace, [nudge.key]).get(nudge.key, ())
    return {*held.values(), *(telling.person for telling in tellings)}


def _mark_in(
    office: Office,
    connection: Connection,
    key: str,
    deed: Deed,
    gesture: Gesture,
    until: date | None,
    to: str | None,
    reason: str | None,
    note: str | None,
) -> Nudge | Refusal:
    there = nudges.get_many(connection, office.workspace, [key]).get(key)
    if there is None:
        return Refusal("gone")
    nudge, _ = there
    accounts.hold(connection, office.workspace, nudge.account)  # or two at once would both be the first
    new = Mark(key, nudge.account, deed, gesture.actor, gesture.at, until, to, reason, note)
    earlier = marks.of(connection, office.workspace, [key]).get(key, ())
    if is_said_already(earlier, new):
        return nudge
    refusal = why_not_marked(office, connection, key, gesture)
    if refusal is None and deed is Deed.PASSED_ON:
        refusal = _why_not_pass(office, connection, nudge, to or "")
    if refusal is not None:
        return refusal
    keep(office, connection, nudge, new, len(earlier), gesture)
    if deed is Deed.DONE and nudge.task is not None:
        _finish(office, connection, nudge.task, gesture)
    if deed is Deed.SLIPPED and nudge.task is not None and until is not None:
        tasks.put_off(connection, office.workspace, nudge.task, until)
    return nudge


def _why_not_pass(office: Office, connection: Connection, nudge: Nudge, to: str) -> Refusal | None:
    person = people.known(connection, office.workspace, [to]).get(to)
    phrase = why_not_hold(person) or ("pass_has_it" if to == nudge.person else None)
    return Refusal(phrase, {"person": to}) if phrase else None


def _entry(office: Office, nudge: Nudge, new: Mark, number: int, gesture: Gesture) -> Entry:
    said: dict[str, Any] = {
        "reason": new.reason,
        "until": new.until and new.until.isoformat(),
        "to": new.to,
        "answers": new.answers,
    }
    return Entry(
        key=f"nudge/{nudge.key}/{number}",
        at=gesture.at,
        by=gesture.actor,
        surface=gesture.surface,
        kind=f"nudge_{new.deed.value}",
        habit=nudge.watch.partition("/")[0],
        account=nudge.account,
        record=None,
        blueprint=office.blueprint.digest,
        facts={"nudge": nudge.key, "watch": nudge.watch, **{name: fact for name, fact in said.items() if fact}},
    )


def _finish(office: Office, connection: Connection, task_id: int, gesture: Gesture) -> None:
    task = tasks.get(connection, office.workspace, task_id)
    record = records.get(connection, office.workspace, task.record) if task else None
    if task and record:
        finish_in(office, connection, task, record, gesture)
