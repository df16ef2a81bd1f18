"""What needs one person: the nudges that are theirs to act on, as their digest tells them, and those they snoozed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from bot import agenda
from bot.office import Office
from bot.pages.standing import Item
from bot.rules.days import next_workday
from bot.rules.digest import Line, digest, is_open, snoozed_until
from bot.rules.facts import Nudge
from bot.rules.silences import told_as_one
from bot.store import rhythms
from bot.words import section_block

Snoozed = tuple[Nudge, date]
"""A nudge, and the day until which it is put off."""


@dataclass(frozen=True)
class Needs:
    """What is open for a person, the gravest first, and what they have put off, with the day it comes back."""

    open: tuple[Line, ...]
    snoozed: tuple[Snoozed, ...]


def needs_of(office: Office, connection: Connection, person: str, today: date) -> Needs:
    """What needs this person `today`: all that their digest could tell, also what it told not long ago."""
    workspace, blueprint = office.workspace, office.blueprint
    rhythm = rhythms.of(connection, workspace, blueprint.calendar, [person])[person]
    by = next_workday(today, rhythm)
    theirs = agenda.open_to(connection, workspace, blueprint, person, today, by)
    found = [
        replace(one, told=())
        for one in agenda.candidates(connection, workspace, blueprint, theirs)
        if one.nudge.watch in blueprint.watches
    ]
    known = agenda.rhythms_of(connection, workspace, blueprint, (one.nudge for one in found), person)
    put_off = [
        (one.nudge, until)
        for one in found
        if one.nudge.person == person
        and is_open(one.nudge, today, rhythm)
        and (until := snoozed_until(one.marks, today))
    ]
    return Needs(digest(blueprint, person, today, known, found), tuple(sorted(put_off, key=lambda pair: pair[1])))


def things_of(office: Office, needs: Needs) -> list[list[Line]]:
    """What is open, one thing to act on each: what tells of one silence is one thing."""
    return told_as_one(office.blueprint, needs.open)


def open_items(
    office: Office, connection: Connection, person: str, today: date, things: Iterable[Sequence[Line]], with_why: bool
) -> dict[str, Item]:
    """The blocks of each thing by the key of its first nudge, with all that can be pressed under it in a digest: three
    of them, or two without the line that says why it is told."""
    lines = [line for thing in things for line in thing]
    laid = agenda.laid_out(connection, office, person, today, lines, is_open=True)
    return {line.key: office.words.item(line, f"due.{n}", with_why) for n, line in enumerate(laid)}


def snoozed_items(
    office: Office, connection: Connection, person: str, today: date, snoozed: Sequence[Snoozed]
) -> dict[str, Item]:
    """A line for each by its nudge's key, with the day on which it comes back."""
    facts = agenda.facts_of(connection, office, [nudge for nudge, _ in snoozed], person, today)
    items = {}
    for n, (nudge, until) in enumerate(snoozed):
        says = office.words.nudge(nudge.watch, facts[nudge.key]).plain
        text = office.words.phrase("snoozed_line", says=says, day=until, sent_on=today)
        items[nudge.key] = [section_block(f"snoozed.{n}", text)]
    return items
