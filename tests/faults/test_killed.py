"""`kill -9` at any moment: what was being said then, and all that waits, is said once, as if nobody had been killed."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest

from bot.rules.facts import Speech
from tests.faults.killing import Fate, die_together, dies, lives
from tests.faults.truth import Truth
from tests.faults.workers import Workers
from tests.support.at_work import Bot
from tests.support.postgres import on_both

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def fate(pytestconfig: pytest.Config) -> Fate:
    return Fate(pytestconfig.getoption("--kill-seed") or secrets.randbits(32))


@pytest.fixture(scope="module")
def _undisturbed() -> dict[str, Truth]:
    return {}


@pytest.fixture
def undisturbed(
    bot: Bot, workers: Workers, fresh: Callable[[str], str], kind: str, _undisturbed: dict[str, Truth]
) -> Truth:
    """What is said on the same days where nobody dies; the bot's memory, and the sandbox, are empty again."""
    if kind not in _undisturbed:
        _undisturbed[kind] = lives(bot, workers)
        forgets(bot, fresh(kind))
    return _undisturbed[kind]


def forgets(bot: Bot, database: str) -> None:
    """The days begin once more."""
    bot.box.reset()
    bot.restarts(database)


def is_as_true(killed: Truth, undisturbed: Truth) -> None:
    """Every message in the same place and words, and no other."""
    assert killed.wrong == {}
    assert (sorted(killed.said - undisturbed.said), sorted(undisturbed.said - killed.said)) == ([], [])
    assert killed.failed == undisturbed.failed


@on_both
def test_the_days_on_which_they_are_killed_have_everything_that_is_ever_said(undisturbed: Truth) -> None:
    assert undisturbed.wrong == {}
    assert set(undisturbed.kinds) == set(Speech)
    assert undisturbed.steps
    assert undisturbed.edits
    assert undisturbed.failed


@on_both
def test_whoever_is_killed_says_each_thing_once(
    undisturbed: Truth,
    bot: Bot,
    workers: Workers,
    fate: Fate,
    fresh: Callable[[str], str],
    kind: str,
    pytestconfig: pytest.Config,
) -> None:
    """At every stage of saying it, and so often."""
    least = pytestconfig.getoption("--kills")
    while fate.kills < least or (fate.missing and fate.kills < 5 * least):
        forgets(bot, fresh(kind))
        killed = dies(bot, workers, fate)
        print(f"\n{kind}: {killed}\n{fate}")
        is_as_true(killed, undisturbed)
    assert not fate.missing
    assert "Traceback" not in workers.said, workers.said


@pytest.mark.parametrize(("kind", "replicas"), [("sqlite", 2), ("postgresql", 2), ("postgresql", 4)])
def test_of_several_who_deliver_at_once_some_are_killed_and_each_thing_is_said_once(
    undisturbed: Truth, bot: Bot, workers: Workers, fate: Fate, kind: str, replicas: int
) -> None:
    killed = die_together(bot, workers, fate, replicas)
    print(f"\n{replicas} at once, {kind}: {killed}\n{fate}")
    is_as_true(killed, undisturbed)
    assert fate.kills
    assert "Traceback" not in workers.said, workers.said
