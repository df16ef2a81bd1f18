"""What is due, laid out as it is told: a person's digest, one nudge alone, and what an account's channel reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from bot.agenda.facts import facts_of, how
from bot.blueprint import Blueprint, Ladder
from bot.office import Office
from bot.rules.days import next_workday
from bot.rules.digest import Line, snoozed_until
from bot.rules.facts import ACCOUNT_CHANNEL, Clocks, Deed, Mark, Nudge, Record, Rhythm
from bot.rules.silences import told_as_one
from bot.rules.watch import colour
from bot.store import accounts, marks, people, records, tasks, touches
from bot.store import nudges as kept
from bot.words import DigestLine, DigestSaid, HowItStands, Morning, Said

A_WEEK = timedelta(days=7)


def digest(
    connection: Connection, office: Office, reader: str, day: date, rhythm: Rhythm, lines: Sequence[Line]
) -> DigestSaid:
    """One person's digest: as many lines as the calendar has it, those of one silence as one thing; `told` of it says
    which of them had room."""
    most = office.blueprint.calendar.digest.most
    known = people.known(connection, office.workspace, [reader])
    left = accounts.get_many(connection, office.workspace, {line.nudge.account for line in lines[most:]})
    morning = Morning(
        first=known[reader].name.split()[0] if reader in known else "",
        on=day,
        next_on=next_workday(day, rhythm),
        left=[left[line.nudge.account].name for line in lines[most:] if line.nudge.account in left],
    )
    return office.words.digest(morning, laid_out(connection, office, reader, day, lines[:most]))


def laid_out(
    connection: Connection, office: Office, reader: str, day: date, lines: Sequence[Line], *, is_open: bool = False
) -> list[DigestLine]:
    """The lines as words are found for them: what tells of one silence is one thing, as long as the same has become of
    all of it, which is nothing yet where all of it `is_open`."""
    told = {line.key: line for line in _told(connection, office, reader, day, lines)}
    if is_open:
        told = {key: replace(line, outcome=None) for key, line in told.items()}
    things = []
    for of_one in told_as_one(office.blueprint, lines):
        there = [told[line.nudge.key] for line in of_one if line.nudge.key in told]
        while there:
            first, *others = there
            things.append(replace(first, beside=[one for one in others if one.outcome == first.outcome]))
            there = [one for one in others if one.outcome != first.outcome]
    return things


def single(connection: Connection, office: Office, reader: str, day: date, line: Line) -> Said | None:
    """One nudge to one person; None where its account is gone."""
    told = _told(connection, office, reader, day, [line])
    return office.words.single(told[0]) if told else None


def alert(
    connection: Connection, office: Office, day: date, nudge: Nudge, *, mended: bool, is_step: bool
) -> Said | None:
    """One nudge as its account's channel reads it, or as a step in its ladder's thread; None without the account."""
    told = _told(connection, office, "", day, [Line(nudge, colour(nudge, day))])
    if not told:
        return None
    if is_step:
        return office.words.step(told[0])
    return office.words.alert(told[0], mended=mended)


def pulse(connection: Connection, office: Office, day: date, nudge: Nudge) -> Said | None:
    """How an account stands; None without the account."""
    facts = facts_of(connection, office, [nudge], "", day).get(nudge.key)
    if facts is None:
        return None
    return office.words.pulse(nudge.watch, facts, _stands(connection, office, nudge.account, day))


def _told(connection: Connection, office: Office, reader: str, day: date, lines: Sequence[Line]) -> list[DigestLine]:
    """The lines as words are found for them, those whose account is gone left out."""
    facts = facts_of(connection, office, [line.nudge for line in lines], reader, day)
    marked = marks.of(connection, office.workspace, [line.nudge.key for line in lines])
    closed = kept.get_many(connection, office.workspace, [line.nudge.key for line in lines])
    named = {line.cover_for for line in lines} | {line.goes_to for line in lines}
    named |= {person for those in marked.values() for mark in those for person in (mark.by, mark.to)}
    known = people.known(connection, office.workspace, {person for person in named if person})

    def name(id: str | None) -> str:
        return known[id].name if id in known else id or ""

    told = []
    for line in lines:
        key = line.nudge.key
        if key not in facts:
            continue
        last = _last(marked.get(key, ()), line, reader, day)
        is_over = key in closed and closed[key][1] is not None
        by = "" if last is None or last.by == reader else name(last.by)
        watch = office.blueprint.watches[line.nudge.watch]
        is_left = isinstance(watch.rule, Ladder) and line.nudge.ends_on is not None and line.nudge.ends_on <= day
        outcome = office.words.outcome(last, sent_on=day, by=by, to=name(last.to) if last else "", is_left=is_left)
        told.append(
            DigestLine(
                key=key,
                watch=watch.id,
                facts=facts[key] | {"cover_for": name(line.cover_for), "who_next": name(line.goes_to)},
                offers=watch.offers,
                outcome=outcome if is_over or last is not None else None,
            )
        )
    return told


def _last(of_nudge: Sequence[Mark], line: Line, reader: str, day: date) -> Mark | None:
    """The deed that speaks for a nudge now: not a snooze that has run out, nor for whoever it was passed on to."""
    last = max(of_nudge, key=lambda mark: mark.at, default=None)
    if last is None:
        return None
    if last.deed is Deed.SNOOZED and snoozed_until(of_nudge, day) is None:
        return None
    has_it = last.by != reader and (last.to == reader or line.cover_for == last.to)
    return None if last.deed is Deed.PASSED_ON and has_it else last


def _stands(connection: Connection, office: Office, account: int, day: date) -> HowItStands:
    workspace = office.workspace
    clocks = touches.clocks(connection, workspace, [account]).get(account, Clocks())
    todo = tasks.open_of_accounts(connection, workspace, [account]).get(account, ())
    of_account = records.of_account(connection, workspace, account)
    return HowItStands(
        touch_on=clocks.account.touch_on,
        live_on=clocks.account.live_on,
        ball=clocks.ball,
        ball_since=clocks.ball_since,
        next_on=clocks.next_on if clocks.next_on and clocks.next_on >= day else None,
        next_how=how(office, clocks.next_how),
        told=clocks.told,
        review_on=min(_led_to(office.blueprint, of_account, day), default=None),
        promises=sum(task.promise for task in todo),
        wins=tuple(_wins(office.blueprint, of_account, day)),
    )


def _led_to(blueprint: Blueprint, of_account: Sequence[Record], day: date) -> Iterator[date]:
    """The days to come that ladders lead to."""
    ladders = [w.rule for w in blueprint.watches.values() if isinstance(w.rule, Ladder) and w.rule.habit]
    for ladder in ladders:
        for record in of_account:
            if record.habit == ladder.habit and record.state in ladder.states and record.answers.get(ladder.day):
                on = date.fromisoformat(record.answers[ladder.day])
                if on >= day:
                    yield on


def _wins(blueprint: Blueprint, of_account: Sequence[Record], day: date) -> Iterator[str]:
    """What somebody wanted the channel to know in the last week: the answers that are told there."""
    told_there = {
        (habit.id, tell.when)
        for habit in blueprint.habits.values()
        for entering in habit.on.values()
        for tell in entering.tell
        if tell.to == ACCOUNT_CHANNEL and tell.when
    }
    for record in of_account:
        if day - record.opened_at.date() <= A_WEEK:
            yield from (
                str(record.answers[id]) for habit, id in told_there if habit == record.habit and record.answers.get(id)
            )
