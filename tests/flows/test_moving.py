"""A bot whose memory was exported goes on with it in another database, as if nothing had happened."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot import archive
from bot.outbox.mouth import Mouth
from bot.store.engine import open_engine, reading, writing
from tests.cast import WORKSPACE
from tests.conftest import Workshop
from tests.flows.forms import ACCEPT, reaches
from tests.support.at_work import Bot
from tests.support.hand import Control, Message


@pytest.fixture
def moved(box: Control, bot: Bot, card: Message, workshop: Workshop, tmp_path: Path) -> None:
    """Ben has handed over Acme and begun another handoff; then the bot's memory went to a database of its own."""
    reaches(box.ben, 2, "globex")
    bot.stops()
    with reading(bot.office.memory) as connection:
        archive.write(connection, WORKSPACE, workshop.blueprint, tmp_path / "export")
    elsewhere = open_engine(f"sqlite:///{shutil.copy(workshop.database, tmp_path / 'elsewhere')}")
    with writing(elsewhere) as connection:
        archive.read_back(connection, tmp_path / "export")
    bot.office = replace(bot.office, memory=elsewhere)
    bot.mouth = Mouth(bot.office, "elsewhere")
    bot.starts()


def test_the_button_in_an_old_message_still_works(box: Control, bot: Bot, moved: None, card: Message) -> None:
    box.ann.clicks(ACCEPT, card)
    bot.goes_round()
    assert bot.record().state.startswith("accepted")
    assert {role: bot.roles().get(role) for role in ("owner", "ae")} == {"owner": "UANN", "ae": "UBEN"}


def test_nothing_is_said_again(box: Control, bot: Bot, moved: None) -> None:
    before = len(box.ann.messages())
    bot.goes_round()
    assert len(box.ann.messages()) == before


def test_a_draft_is_found_where_it_was_left(box: Control, bot: Bot, moved: None) -> None:
    [draft] = bot.drafts("UBEN")
    assert draft.answers["account"] == {"new": "globex"}
    assert "globex" in bot.home_of(box.ben).words
