"""The look at accounts: what is due on each is judged anew when its facts changed, and when its day comes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from sqlalchemy import Connection

from bot import agenda, outbox
from bot.jobs.door import guard
from bot.office import Office
from bot.rules.days import morning_after
from bot.rules.facts import Nudge
from bot.rules.watch import Judged, Situation, judge
from bot.store import accounts, mornings, nudges, rhythms
from bot.store.engine import reading, writing, writing_beside

log = logging.getLogger(__name__)

BATCH = 100
"""Accounts in one transaction: writers of other things wait for no more than these."""
_LAST_DAY = timedelta(hours=12)
"""So long after UTC a day begins last (Etc/GMT+12): until then what ends on it is still somebody's. Nudges are made
long before they open, so that nobody waits for theirs."""
_AFTER_TROUBLE = timedelta(hours=1)
"""Before an account that could not be judged is looked at again."""


def judge_by_blueprint(office: Office) -> None:
    """Let all accounts be judged anew if that was last done by other blueprints than these. Asked once, at a start:
    of two bots that run side by side with different ones neither undoes what the other judged."""
    with writing(office.memory) as connection:
        accounts.judge_by(connection, office.workspace, office.blueprint.digest, office.clock())


def look(office: Office) -> datetime | None:
    """Look at every account that is due, and return when one will be due next."""
    while look_at_some(office):
        pass
    with reading(office.memory) as connection:
        return accounts.next_look_at(connection, office.workspace, office.clock())


def look_at_some(office: Office, most: int = BATCH) -> bool:
    """Judge at most so many due accounts and keep what came of it, in one transaction; False when none is due."""
    now = office.clock()
    with writing_beside(office.memory) as connection:
        due = accounts.look_due(connection, office.workspace, now, most)
        if not due:
            return False
        there = agenda.situations(connection, office.workspace, office.blueprint, due)
        judged = _judged(office, there, (now - _LAST_DAY).date())
        wanted = [nudge for one in judged.values() for nudge in one.nudges]
        settled = nudges.settle(connection, office.workspace, judged, wanted, now)
        accounts.looked(connection, office.workspace, {id: _next_look(id, there, judged, now) for id in due})
        _wake(office, connection, there, wanted, now)
        outbox.announce(connection, office, [there[id].account for id in judged], wanted, settled, now)
    return True


def _judged(office: Office, there: Mapping[int, Situation], today: date) -> dict[int, Judged]:
    """What is due on each account. One that cannot be judged is logged, and stops no other."""
    found: dict[int, Judged] = {}

    def one(id: int, situation: Situation) -> None:
        found[id] = judge(office.blueprint, situation, today)

    for id, situation in there.items():
        guard(f"judging account {id}", partial(one, id, situation))
    return found


def _next_look(id: int, there: Mapping[int, Situation], judged: Mapping[int, Judged], now: datetime) -> datetime | None:
    if id not in there:
        return None  # withdrawn
    if id not in judged:
        return now + _AFTER_TROUBLE
    day = judged[id].look_on
    return datetime.combine(day, time(), UTC) + _LAST_DAY if day else None


def _wake(
    office: Office, connection: Connection, there: Mapping[int, Situation], wanted: list[Nudge], now: datetime
) -> None:
    """See to it that everybody who may be told something has a morning, from the next one on: holders, who covers,
    whom it goes to, and who hears of it when nobody is there."""
    people = {nudge.person for nudge in wanted} | {nudge.cover for nudge in wanted if nudge.cover}
    for nudge in wanted:
        step, roles = office.blueprint.watches[nudge.watch].escalates, there[nudge.account].roles
        above = {step.to if step else None, office.blueprint.calendar.digest.nobody_here}
        people |= {person for role, person in roles.items() if role in above}
    new = mornings.without(connection, office.workspace, people)
    days = rhythms.of(connection, office.workspace, office.blueprint.calendar, new)
    mornings.begin(connection, office.workspace, {person: morning_after(now, days[person]) for person in new})
