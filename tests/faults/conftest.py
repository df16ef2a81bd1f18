"""A handoff that is there, without the form that makes it; and workers that can be killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.rules.facts import Record
from sandbox.server import Sandbox
from tests.faults.workers import Workers
from tests.support.at_work import Bot


@pytest.fixture
def handed(bot: Bot) -> Record:
    """Acme, handed to Ann by Ben; nothing is said yet."""
    return bot.is_handed()


@pytest.fixture
def said(bot: Bot, handed: Record) -> Record:
    """Ann has her card."""
    bot.goes_round(1)
    return handed


@pytest.fixture
def accepted(bot: Bot, said: Record) -> Record:
    """Ann has pressed Accept; what follows is not yet done."""
    bot.is_accepted(said)
    return said


@pytest.fixture(scope="session")
def _workers(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """A nursery takes a second to open."""
    with closing(Workers(sandbox.url, tmp_path_factory.mktemp("workers"))) as workers:
        yield workers


@pytest.fixture
def workers(_workers: Workers) -> Iterator[Workers]:
    """Nobody whom a test has hired outlives it."""
    yield _workers
    _workers.end()
