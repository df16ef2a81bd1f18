"""Several bots on one database, none of which leads: between them each thing is said once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest

from bot.jobs.round import go_round
from bot.office import Office
from bot.outbox import Mouth
from bot.rehearsal import rehearse
from bot.rules.facts import Saying
from bot.store.engine import open_engine
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.postgres import on_both

pytestmark = on_both

OWNERS = ("UANN", "UBEN", "UDEV", "UMEG")
SUNDAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
MORNINGS = [timedelta(hours=hours) for hours in (15.5, 20, 21, 26)]
"""Nine in Kolkata, Berlin, London and New York, after noon in UTC."""
A_DAY = timedelta(days=1)


@pytest.fixture
def replicas(bot: Bot) -> Iterator[list[Office]]:
    """Three, each with connections of its own to the database of the first."""
    url = bot.office.memory.url.render_as_string(hide_password=False)
    offices = [replace(bot.office, memory=open_engine(url)) for _ in range(3)]
    yield offices
    for office in offices:
        office.memory.dispose()


def go_round_together(box: Control, offices: list[Office], moment: datetime, times: int = 3) -> None:
    """It is that moment, and all of them go round at once, again and again."""
    mouths = [Mouth(office, f"replica {number}") for number, office in enumerate(offices)]
    box.clock.set(moment.timestamp())
    for _ in range(times):
        ready = Barrier(len(offices))

        def one(office: Office, mouth: Mouth, ready: Barrier = ready) -> None:
            ready.wait(10)
            go_round(office, mouth)

        with ThreadPoolExecutor(len(offices)) as together:
            list(together.map(one, offices, mouths))
        box.clock.advance(1.1)


def test_three_say_what_one_would_have_said(box: Control, bot: Bot, replicas: list[Office]) -> None:
    """Eight accounts of four owners in four zones, two with a channel, and three days."""
    box.clock.set(SUNDAY.timestamp())
    channels = ["C0GLOBEX", "C0TYRELL"] + 6 * [""]
    for number, (owner, channel) in enumerate(zip(OWNERS * 2, channels, strict=True)):
        tier = "T1" if channel else "T4"
        has_gone_quiet(bot, f"Customer {number}", tier, date(2025, 8, 20), channel, owner=owner)
    expected = sorted(one.text for one in rehearse(bot.office, days=3).said)
    go_round_together(box, replicas, SUNDAY)
    for day in range(3):
        for morning in MORNINGS:
            if day * A_DAY + morning < 3 * A_DAY:
                go_round_together(box, replicas, SUNDAY + day * A_DAY + morning)
    assert sorted(post["text"] for post in box.posted()) == expected
    assert len(expected) > 8
    assert bot.messages(Saying.SENDING) == []
