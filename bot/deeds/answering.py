"""Answering what a watch asks; an answer can be changed for as long as it would be asked."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import agenda, outbox
from bot.blueprint import Asking
from bot.deeds.following import standing
from bot.deeds.gesture import Gesture
from bot.deeds.marking import concerned, keep
from bot.office import Office
from bot.rules.facts import Answers, Deed, Mark, Message, Nudge, Speech
from bot.rules.marks import is_said_already, why_not_answer
from bot.rules.moves import Refusal, people_of
from bot.store import accounts, marks, nudges, people, records
from bot.store.engine import writing


def answer(office: Office, key: str, answers: Answers, gesture: Gesture) -> Nudge | Refusal:
    """Remember what somebody answered to what a watch asks. It can be changed for as long as it would be asked."""
    with writing(office.memory) as connection:
        outcome = _answer_in(office, connection, key, answers, gesture)
    office.wake()
    return outcome


def why_not_answered(office: Office, connection: Connection, key: str, gesture: Gesture) -> Refusal | None:
    """Why `answer` would be refused as things stand; None when it would not."""
    there = nudges.get_many(connection, office.workspace, [key]).get(key)
    record = records.get(connection, office.workspace, there[0].record or 0) if there else None
    rule = asking_of(office, there[0]) if there else None
    if there is None or record is None or rule is None:
        return Refusal("gone")
    earlier = marks.of(connection, office.workspace, [key]).get(key, ())
    refusal = why_not_answer(there[0], earlier, gesture.actor, concerned(office, connection, there[0]))
    if refusal is None and record.state not in rule.states:
        return Refusal("moved_on", standing(office, connection, record, gesture))
    return refusal


def asking_of(office: Office, nudge: Nudge) -> Asking | None:
    """What a nudge asks, where it asks something."""
    watch = office.blueprint.watches.get(nudge.watch)
    return watch.rule if watch and isinstance(watch.rule, Asking) else None


def _answer_in(office: Office, connection: Connection, key: str, answers: Answers, gesture: Gesture) -> Nudge | Refusal:
    if refusal := why_not_answered(office, connection, key, gesture):
        return refusal
    nudge, _ = nudges.get_many(connection, office.workspace, [key])[key]
    accounts.hold(connection, office.workspace, nudge.account)  # or two at once would both be the first
    earlier = marks.of(connection, office.workspace, [key]).get(key, ())
    new = Mark(key, nudge.account, Deed.ANSWERED, gesture.actor, gesture.at, answers=dict(answers))
    if not is_said_already(earlier, new):
        keep(office, connection, nudge, new, len(earlier), gesture)
        _tell_answer(office, connection, nudge, new, len(earlier), gesture)
    return nudge


def _tell_answer(
    office: Office, connection: Connection, nudge: Nudge, new: Mark, number: int, gesture: Gesture
) -> None:
    """Let the role that a watch `tells` know what was answered, unless it is theirs."""
    rule = asking_of(office, nudge)
    record = records.get(connection, office.workspace, nudge.record or 0)
    account = accounts.get(connection, office.workspace, nudge.account)
    if rule is None or rule.tells is None or record is None or account is None:
        return
    held = accounts.roles_of(connection, office.workspace, nudge.account)
    to = people_of(office.blueprint.habits[record.habit], record, held).get(rule.tells)
    who = people.known(connection, office.workspace, [gesture.actor]).get(gesture.actor)
    if to is not None and to != gesture.actor:
        facts = {
            "account": account.name,
            "called": office.blueprint.watches[nudge.watch].called,
            "person": office.words.person(gesture.actor, who),
            "answers": agenda.answers_told(office, nudge.watch, new, gesture.today),
        }
        message = Message(
            key=f"answer/{nudge.key}/{number}",
            to=to,
            habit=record.habit,
            words="answer_told",
            account=account.id,
            record=None,
            actor=gesture.actor,
            facts=facts,
            kind=Speech.WORD,
        )
        outbox.put(connection, office, [message], gesture.at)
