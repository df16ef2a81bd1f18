"""The PostgreSQL that several bots share goes away and comes back: nothing is lost, and nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Engine

from bot.jobs.door import guard
from bot.outbox import LEASE
from bot.rules.facts import Saying
from bot.store import schema
from bot.store.engine import open_engine
from tests.faults.slowly import while_asking
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.postgres import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """One that a test may stop without stopping others."""
    with closing(Server()) as server:
        schema.upgrade(server.url)
        yield server


@pytest.fixture
def memory(server: Server) -> Iterator[Engine]:
    engine = open_engine(server.url)
    yield engine
    engine.dispose()


def test_what_fell_due_meanwhile_is_said_once_when_it_is_back(box: Control, bot: Bot, server: Server) -> None:
    bot.is_handed()
    bot.in_trouble = True
    server.stop()
    for _ in range(3):
        guard("round", lambda: bot.goes_round(1))
    assert box.ann.messages("D0ANN") == []
    server.start()
    bot.goes_round()
    [card] = box.ann.messages("D0ANN")
    assert "hands Acme" in card.words


@pytest.mark.parametrize("before", ["conversations.open", "chat.postMessage"], ids=["the note", "the settling"])
def test_a_digest_is_said_once_though_the_database_went_before(
    box: Control, bot: Bot, server: Server, before: str
) -> None:
    """It was claimed, and while Slack is asked the server goes, for longer than anybody may have it."""
    has_gone_quiet(bot)
    box.clock.set("2026-03-02T02:00:00Z")
    bot.goes_round(1)
    box.clock.set("2026-03-02T09:00:00Z")
    bot.in_trouble = True
    with while_asking(bot, before):
        server.stop()
    for _ in range(2):
        box.clock.advance(LEASE.total_seconds())
        guard("round", lambda: bot.goes_round(1))
    server.start()
    bot.loses_its_mouth()
    bot.goes_round()
    assert [post["to"] for post in box.posted() if "Good morning" in post["text"]] == ["UANN"]
    assert bot.messages(Saying.SENDING) == []


def test_whoever_types_meanwhile_is_told_that_it_did_not_work_and_later_it_does(
    box: Control, bot: Bot, server: Server
) -> None:
    bot.in_trouble = True
    server.stop()
    box.ben.types("/handoff acme")
    bot.rests()
    assert "That did not work, and nothing was lost." in box.ben.sees_text()
    server.start()
    box.ben.types("/handoff acme")
    assert box.ben.sees_modal("form").title == "The account"
