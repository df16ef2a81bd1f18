"""A year in the life of many accounts and twelve people, lived by the bot and foreseen by an oracle.

`--year-seed`, `--year-accounts` and `--year-days` (tests/conftest.py) say which; a run of all tests lives four months
of twenty-five accounts, `make year` all of it with 200.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

import pytest

from bot.clock import stopwatch
from tests.support.at_work import Bot
from tests.year.company import WORKERS, Event, Given, Leaves, Marked, Restarts, Touched, Vacation
from tests.year.hearing import Heard, heard, mended
from tests.year.living import Life
from tests.year.oracle import TO_PERSONS, Digest, Expected, Oracle, Spoken, place
from tests.year.script import write

MOST_SHOWN = 8
PATIENCE = timedelta(minutes=30)
"""How much later than meant something may come: Slack allows so many calls a minute."""
COUNTED = (
    "touches",
    "leaves",
    "vacations",
    "snoozes",
    "slips",
    "passes",
    "wrong ones",
    "other deeds",
    "owner changes",
    "restarts",
)

Said: TypeAlias = Digest | Spoken


@pytest.mark.timeout(3600)
def test_in_a_year_everything_expected_is_said_once_and_nothing_else(bot: Bot, year: tuple[int, int, int]) -> None:
    started = stopwatch()
    script = write(*year)
    expected = Oracle(bot.office.blueprint, script).foresee()
    life = Life(bot)
    life.lives(script, expected.events)
    posts, wrong = heard(life, expected.events)
    bot.in_trouble = life.could_not_tell()
    wrong += [*life.refused, *_drawn_otherwise(expected, posts), *_left_standing(expected, posts, mended(life))]
    differences = [*_differences(expected, posts)]
    print(_figures(year, life, expected, posts, differences, stopwatch() - started))
    if wrong or differences:
        head = f"seed {script.seed}: of {len(expected.said)} things to say {len(differences)} are not as expected"
        story = _story(differences[0], expected, posts) if differences else []
        shown = [str(one) for one in differences[:MOST_SHOWN]]
        pytest.fail("\n".join([head, *wrong[:MOST_SHOWN], *shown, *story]), pytrace=False)


def _figures(
    year: tuple[int, int, int],
    life: Life,
    expected: Expected,
    posts: Sequence[Heard],
    differences: Sequence[Difference],
    seconds: float,
) -> str:
    """What was lived and what came of it, as `make year` shows it."""
    seed, accounts, days = year
    happened = Counter(_deed_of(event) for event in expected.events)
    answers = sum(one.said is None for one in posts)
    missing = sum(one.heard is None for one in differences)
    unexpected = sum(one.expected is None for one in differences)
    zones = len({worker.zone for worker in WORKERS.values()})
    return "\n".join(
        [
            "",
            f"seed {seed}: {accounts} accounts, {len(WORKERS)} people in {zones} zones, {days} days",
            f"lived:    {', '.join(f'{happened[one]} {one}' for one in COUNTED)}; {life.rounds} rounds of the clock",
            f"expected: {len(expected.said)} messages; besides {answers} that answer what people did",
            f"said:     {len(posts) - answers}; {missing} missing, {unexpected} unexpected, "
            f"{len(differences) - missing - unexpected} otherwise than expected",
            f"edited:   {sum(one.post['edits'] for one in posts)} times, in place",
            f"took:     {seconds:.0f} seconds of this machine",
        ]
    )


def _deed_of(event: Event) -> str:
    """What it is called among the figures."""
    match event:
        case Touched():
            return "touches"
        case Leaves(back=False):
            return "leaves"
        case Vacation(last=date()):
            return "vacations"
        case Marked():
            return {"snoozed": "snoozes", "slipped": "slips", "passed_on": "passes", "wrong": "wrong ones"}.get(
                event.deed, "other deeds"
            )
        case Given(role="owner"):
            return "owner changes"
        case Restarts():
            return "restarts"
        case _:
            return "others"


@dataclass(frozen=True)
class Difference:
    """What was expected, and what was heard in its place."""

    at: datetime
    expected: tuple[datetime, Said] | None
    heard: tuple[datetime, Said] | None

    def __str__(self) -> str:
        ours, theirs = self.lines(self.expected), self.lines(self.heard)
        both = [line for line in ours if line in theirs]
        return "\n".join(
            [
                f"{self._head(self.expected or self.heard)}",
                *(f"    expected only: {line}" for line in ours if line not in both),
                *(f"    heard only:    {line}" for line in theirs if line not in both),
                *(["    both in another order"] if ours != theirs and len(both) == len(ours) == len(theirs) else []),
                *([f"    heard at {self.heard[0]:%d %b %H:%M}"] if self.heard and self.heard[0] != self.at else []),
            ]
        )

    @staticmethod
    def _head(what: tuple[datetime, Said] | None) -> str:
        assert what
        at, said = what
        return f"{at:%d %b %H:%M} {f'digest of {said.person} on {said.day}' if isinstance(said, Digest) else said.kind}"

    @staticmethod
    def lines(what: tuple[datetime, Said] | None) -> list[str]:
        if what is None:
            return []
        said = what[1]
        if isinstance(said, Spoken):
            return [f"{said.key} in {said.to} on {said.day}"]
        return [
            f"{line.key}{f' for {line.cover_for}' if line.cover_for else ''}{' warns' if line.warns else ''}"
            for line in said.lines
        ]

    @property
    def key(self) -> str:
        """A nudge that only one of them told."""
        keys = [{line.partition(" ")[0] for line in self.lines(what)} for what in (self.expected, self.heard)]
        return min(keys[0] ^ keys[1] or keys[0])


def _differences(expected: Expected, posts: Iterable[Heard]) -> Iterator[Difference]:
    """What was expected and not said, and said and not expected, the earliest first."""
    wanted = {place(said): (at, said) for at, said in expected.said}
    came = {place(one.said): (one.at, one.said) for one in posts if one.said is not None}
    found = []
    for where in {*wanted, *came}:
        mine, theirs = wanted.get(where), came.get(where)
        if not mine or not theirs or mine[1] != theirs[1] or not _is_in_time(*mine, theirs[0]):
            found.append(Difference(min(what[0] for what in (mine, theirs) if what), mine, theirs))
    return iter(sorted(_but_ties(found), key=lambda one: one.at))


def _but_ties(found: Sequence[Difference]) -> list[Difference]:
    """Which of two things that somebody is told at one moment is the last of their week is not foreseen: the one that
    was heard stands for the one that was expected."""
    at_once = [(one, key) for one in found if (key := _at_once(one))]
    ties = Counter(key for one, key in at_once if one.heard is None)
    ties &= Counter(key for one, key in at_once if one.expected is None)
    return [one for one in found if (key := _at_once(one)) is None or not ties[key]]


def _at_once(difference: Difference) -> tuple[str, date] | None:
    """Whom it was told at once, and on which of their days, where that is what differs."""
    _, said = difference.expected or difference.heard or (None, None)
    return (said.to, said.day) if isinstance(said, Spoken) and said.kind == "now" else None


def _drawn_otherwise(expected: Expected, posts: Iterable[Heard]) -> Iterator[str]:
    """What was told to a person and then drawn again more often than something in it was settled, or less."""
    for one in posts:
        if isinstance(one.said, Digest) or (one.said is not None and one.said.kind == "now"):
            moments = sorted(expected.drawn[place(one.said)])
            if len(moments) != one.post["edits"]:
                expected_at = ", ".join(f"{at:%d %b %H:%M}" for at in moments)
                yield f"drawn again {one.post['edits']} times, expected [{expected_at}]: {' '.join(place(one.said))}"


def _left_standing(expected: Expected, posts: Iterable[Heard], mended: Collection[tuple[str, str]]) -> Iterator[str]:
    """Alerts that do not say of what is settled that it is, or say it of what is not."""
    for one in posts:
        if isinstance(one.said, Spoken) and one.said.kind == "alert":
            is_mended = (one.post["channel"], one.post["ts"]) in mended
            if is_mended == (one.said.key in expected.open):
                yield f"{'settled' if is_mended else 'left standing'} in {one.said.to}: {one.said.key}"


def _is_in_time(at: datetime, said: Said, heard: datetime) -> bool:
    """A channel has the whole day of its owner, and that is compared beside."""
    is_in_channel = isinstance(said, Spoken) and said.kind not in TO_PERSONS
    return is_in_channel or at <= heard <= at + PATIENCE


def _story(difference: Difference, expected: Expected, posts: Iterable[Heard]) -> list[str]:
    """All that happened to the account that the first difference is about, and when its nudge was told."""
    key = difference.key
    told = [(at, "expected", said) for at, said in expected.said]
    told += [(one.at, "heard", one.said) for one in posts if one.said is not None]
    lines = [
        (at, f"{who} in {said.person}'s digest" if isinstance(said, Digest) else f"{who} as {said.kind}")
        for at, who, said in told
        if key in ([line.key for line in said.lines] if isinstance(said, Digest) else [said.key])
    ]
    said = (difference.expected or difference.heard or (None, None))[1]
    names = key.split("/") + (said.to.split() if isinstance(said, Spoken) else [])
    number = next((int(part) for part in names if part.isdigit()), None)
    concerned = {number, getattr(said, "person", None)}
    lines += [
        (event.at, str(event))
        for event in expected.events
        if event.at <= difference.at and concerned & {getattr(event, "account", ""), getattr(event, "person", "")}
    ]
    return [
        f"the story of {key}:",
        *(f"  {at:%d %b %H:%M} {what}" for at, what in sorted(lines, key=lambda one: one[0])),
    ]
