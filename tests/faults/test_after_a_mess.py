"""After a bad morning an admin reads, at a terminal and in Home, what waits, what was said, what was not and why."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from bot.commands import main
from bot.outbox import LEASE
from bot.pages import home
from bot.pages.outbox import AGAIN, OUTBOX_VIEW, WAS_SAID
from tests.cast import WORKSPACE
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.reading import actions

BUSY = "Slack asks to wait for 240 seconds"
LACKS = "The app lacks a permission in Slack. Whoever installed Hearth can add it and install it again."
FORBIDS = "The rules of this workspace forbid Hearth to do this. A workspace admin can change that."
ROWS = [
    ("2026-03-02 09:01", "unsure", "Handoff: card", "Meg Moss", "Globex", LACKS),
    ("2026-03-02 09:01", "failed", "Handoff: card", "Ann Adler", "Acme", FORBIDS),
    ("2026-03-02 09:05", "waiting", "Handoff: card", "Dev Das", "Hooli", BUSY),
    ("2026-03-02 14:00", "waiting", "Handoff: not delivered", "Ben Brand", "Acme"),
    ("2026-03-02 09:00", "said", "Handoff: card", "Dev Das", "Initech"),
]


@pytest.fixture
def messy(box: Control, bot: Bot) -> None:
    """Dev has his card; Ann's was refused, Meg's may have been said and nobody can look, another one for Dev waits."""
    bot.in_trouble = True
    bot.is_handed("Initech", owner="UDEV", deputy="UANN")
    bot.goes_round(1)
    bot.is_handed("Globex", owner="UMEG")
    box.fault("chat.postMessage", "reset_after_accept")
    bot.goes_round(1)
    box.fault("conversations.history", "refuse", error="missing_scope")
    box.clock.advance(LEASE.total_seconds() + 1)
    bot.goes_round(1)
    bot.is_handed("Acme")
    box.fault("chat.postMessage", "refuse", error="restricted_action")
    bot.goes_round(1)
    bot.is_handed("Hooli", owner="UDEV", deputy="UANN")
    box.fault("chat.postMessage", "status429", retry_after=240)
    bot.goes_round(1)


def test_at_a_terminal(bot: Bot, messy: None) -> None:
    told = CliRunner().invoke(
        main,
        ["outbox", "--workspace", WORKSPACE],
        env={"DATABASE_URL": bot.office.memory.url.render_as_string(hide_password=False)},
    )
    heading, *lines = told.output.splitlines()
    assert heading.startswith("2 to come, 1 said, 1 not said, 1 perhaps said.")
    assert [tuple(re.split(r" {2,}", line)) for line in lines if line.startswith("2026")] == [
        (f"{at} UTC", *cells) for at, *cells in ROWS
    ]


def test_in_home(box: Control, bot: Bot, messy: None) -> None:
    box.meg.clicks(home.MORE, bot.home_of(box.meg), value=home.OUTBOX)
    view = box.meg.sees_modal(OUTBOX_VIEW)
    for words in (
        "Perhaps said: please look (1)",
        "*Handoff: card* to Meg Moss, Globex\nMon 2 Mar, 09:01: The app lacks a permission in Slack.",
        "Not said (1)",
        "*Handoff: card* to Ann Adler, Acme\nMon 2 Mar, 09:01: The rules of this workspace forbid Hearth to do this.",
        "Comes next (2)",
        f"*Handoff: card* to Dev Das, Hooli\nMon 2 Mar, 09:05: {BUSY}",
        "*Handoff: not delivered* to Ben Brand, Acme\nMon 2 Mar, 14:00",
        "Said last (1)",
        "*Handoff: card* to Dev Das, Initech\nMon 2 Mar, 09:00",
    ):
        assert words in view.words
    assert actions(view) == [WAS_SAID, AGAIN, AGAIN]
