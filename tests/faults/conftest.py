"""A handoff that is there, without the form that makes it."""

from __future__ import annotations

import pytest

from bot.rules.facts import Record
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
