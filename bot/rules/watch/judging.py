"""What is due on an account, whose turn it is, and when to look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, assert_never

from bot.blueprint import (
    Asking,
    Ball,
    Blueprint,
    Cadence,
    Clock,
    Ladder,
    Left,
    NextContact,
    Pulse,
    Threads,
    Todo,
    Together,
    Turns,
    Watch,
)
from bot.rules.allowed import why_not_hold
from bot.rules.facts import Nudge
from bot.rules.watch import (
    asking,
    ball,
    cadence,
    clock,
    ladder,
    left,
    next_contact,
    pulse,
    threads,
    todo,
    together,
    turns,
)
from bot.rules.watch.look import Look, Occasion, Situation
from bot.rules.watch.marked import is_over, passed_to
from bot.rules.watch.reckoning import days_after

HORIZON: Final = timedelta(days=14)
"""How long before it opens a nudge is made: what falls on free days is told on the working day before them."""

_GOES_ON: Final = (Todo, Turns, Ball, Left)
"""What a pause does not hold back. Silence is agreed then; what somebody waits for or has promised is not, and news
that comes all the same should be heard."""

_IN_CHARGE = ("owner", "deputy", "manager")
_COVERS = ("owner", "deputy")
"""Who acts while somebody is away: the owner, and for the owner the deputy."""


@dataclass(frozen=True)
class Judged:
    """The nudges of an account, the gravest watch first, and the first later day on which another look could tell
    others; None where only new facts could."""

    nudges: tuple[Nudge, ...]
    look_on: date | None


def judge(blueprint: Blueprint, situation: Situation, today: date) -> Judged:
    """Everything that is due on an account, or opens within `HORIZON`, as far as nobody ended it.

    `today` decides no more than that: a nudge's days follow from the facts.
    """
    look = Look(blueprint, situation, today, today + HORIZON)
    watches = blueprint.watches.values()
    signals = {id for watch in watches if isinstance(watch.rule, Together) for id in watch.rule.of}
    coming: list[Occasion] = []
    nudges: dict[str, list[Nudge]] = {}
    for watch in sorted(watches, key=lambda watch: isinstance(watch.rule, Together)):  # made of what others see
        seen = [*_unless_paused(watch, _seen(watch, look, nudges), look)]
        coming += seen
        wanted = seen if watch.id in signals else (one for one in seen if one.opens_on <= look.until)
        nudges[watch.id] = [*_nudges(watch, wanted, look)]
    found = (nudge for watch in watches for nudge in nudges[watch.id])
    return Judged(tuple(nudge for nudge in found if nudge.opens_on <= look.until), _look_on(coming, look))


def _seen(watch: Watch, look: Look, nudges: Mapping[str, Sequence[Nudge]]) -> Iterable[Occasion]:
    """What a watch sees of the account, and in the `nudges` of others."""
    match watch.rule:
        case Clock() as rule:
            return clock.occasions(rule, look)
        case Ladder() as rule:
            return ladder.occasions(rule, look, watch.id)
        case NextContact() as rule:
            return next_contact.occasions(rule, look)
        case Ball() as rule:
            return ball.occasions(rule, look)
        case Cadence() as rule:
            return cadence.occasions(rule, look)
        case Todo() as rule:
            return todo.occasions(rule, look)
        case Turns():
            return turns.occasions(look)
        case Asking() as rule:
            return asking.occasions(rule, look)
        case Threads() as rule:
            return threads.occasions(rule, look)
        case Left():
            return left.occasions(look)
        case Pulse() as rule:
            return pulse.occasions(rule, look)
        case Together() as rule:
            return together.occasions(rule, look, nudges)
        case _ as never:
            assert_never(never)


def _unless_paused(watch: Watch, occasions: Iterable[Occasion], look: Look) -> Iterable[Occasion]:
    if look.paused_until == date.min or isinstance(watch.rule, _GOES_ON):
        return occasions
    return (_held_back(one, look.paused_until) for one in occasions)


def _held_back(occasion: Occasion, until: date) -> Occasion:
    """It opens after the pause; a day that passed in it is not told ahead any more."""
    passed = occasion.due_on is not None and occasion.due_on < until
    return replace(occasion, opens_on=max(occasion.opens_on, until), due_on=None if passed else occasion.due_on)


def _nudges(watch: Watch, occasions: Iterable[Occasion], look: Look) -> Iterator[Nudge]:
    """Those that are not past, that nobody ended, and that somebody can act on.

    It is the turn of whomever the occasion or the watch names first of those who can act. Where none of them can, it is
    the owner's, the deputy's or the manager's, so that no account falls silent with somebody who left.
    """
    by_role = next((look.able[role] for role in (*watch.who, *_IN_CHARGE) if role in look.able), None)
    for occasion in occasions:
        if occasion.ends_on is not None and occasion.ends_on <= max(occasion.opens_on, look.today):
            continue
        key = f"{watch.id}/{occasion.began}"
        person = _named(occasion, look, key) or by_role
        if person is not None and not is_over(key, look):
            yield _nudge(watch, occasion, look, key, person)


def _named(occasion: Occasion, look: Look, key: str) -> str | None:
    """To whom it was passed on, or else whose turn it is by the occasion itself: the first who can act."""
    there = look.situation.people
    named = (passed_to(key, look), *occasion.turn)
    return next((person for person in named if person and why_not_hold(there.get(person)) is None), None)


def _nudge(watch: Watch, occasion: Occasion, look: Look, key: str, person: str) -> Nudge:
    return Nudge(
        key=key,
        account=look.account.id,
        watch=watch.id,
        person=person,
        opens_on=occasion.opens_on,
        red_on=max(occasion.red_on, occasion.opens_on) if occasion.red_on else None,
        due_on=occasion.due_on,
        ends_on=occasion.ends_on,
        cover=next((look.able[role] for role in _COVERS if look.able.get(role, person) != person), None),
        record=occasion.record,
        task=occasion.task,
        facts=occasion.facts,
    )


def _look_on(occasions: Sequence[Occasion], look: Look) -> date | None:
    """The first later day on which one comes within the horizon, or gives way to another.

    Those count, too, that are no nudge as they stand: behind one that passes in a pause there may be others.
    """
    opens_on = min((one.opens_on for one in occasions if one.opens_on > look.until), default=None)
    ends_on = min((one.ends_on for one in occasions if one.ends_on and one.ends_on > look.today), default=None)
    comes_on = days_after(opens_on, -HORIZON.days) if opens_on else None
    return min((day for day in (comes_on, ends_on) if day), default=None)
