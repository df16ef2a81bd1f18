"""A year in the life of many accounts and twelve people, lived by the bot and foreseen by an oracle.

`--year-seed`, `--year-accounts` and `--year-days` (tests/conftest.py) say which; a run of all tests lives four months
of twenty-five accounts, and 200 accounts for 365 days take a while.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import pytest

from tests.support.at_work import Bot
from tests.year.hearing import Heard, heard
from tests.year.living import Life
from tests.year.oracle import Digest, Expected, Oracle, Spoken
from tests.year.script import write

MOST_SHOWN = 8
PATIENCE = timedelta(minutes=30)
"""How much later than meant something may come: Slack allows so many calls a minute."""

Said: TypeAlias = Digest | Spoken
Place: TypeAlias = tuple[str, str, str]


@pytest.mark.timeout(3600)
def test_in_a_year_everything_expected_is_said_once_and_nothing_else(bot: Bot, year: tuple[int, int, int]) -> None:
    script = write(*year)
    expected = Oracle(bot.office.blueprint, script).foresee()
    life = Life(bot)
    life.lives(script, expected.events)
    posts, wrong = heard(life, expected.events)
    bot.in_trouble = life.could_not_tell()
    wrong += life.refused
    differences = [*_differences(expected, posts)]
    if wrong or differences:
        head = f"seed {script.seed}: of {len(expected.said)} things to say {len(differences)} are not as expected"
        story = _story(differences[0], expected, posts) if differences else []
        shown = [str(one) for one in differences[:MOST_SHOWN]]
        pytest.fail("\n".join([head, *wrong[:MOST_SHOWN], *shown, *story]), pytrace=False)


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
    wanted = {_place(said): (at, said) for at, said in expected.said}
    came = {_place(one.said): (one.at, one.said) for one in posts if one.said is not None}
    found = []
    for place in {*wanted, *came}:
        mine, theirs = wanted.get(place), came.get(place)
        if not mine or not theirs or mine[1] != theirs[1] or not _is_in_time(*mine, theirs[0]):
            found.append(Difference(min(what[0] for what in (mine, theirs) if what), mine, theirs))
    return iter(sorted(found, key=lambda one: one.at))


def _is_in_time(at: datetime, said: Said, heard: datetime) -> bool:
    """A channel has the whole day of its owner, and that is compared beside."""
    is_in_channel = isinstance(said, Spoken) and said.kind != "now"
    return is_in_channel or at <= heard <= at + PATIENCE


def _place(said: Said) -> Place:
    """What can be said once. A promise is told at once to everybody whose it is on its day."""
    if isinstance(said, Digest):
        return "digest", said.person, str(said.day)
    return said.kind, said.key, said.to if said.kind == "now" else ""


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
    number = next((int(part) for part in key.split("/") if part.isdigit()), None)
    concerned = {number, getattr((difference.expected or difference.heard or (0, 0))[1], "person", None)}
    lines += [
        (event.at, str(event))
        for event in expected.events
        if event.at <= difference.at and concerned & {getattr(event, "account", ""), getattr(event, "person", "")}
    ]
    return [
        f"the story of {key}:",
        *(f"  {at:%d %b %H:%M} {what}" for at, what in sorted(lines, key=lambda one: one[0])),
    ]
