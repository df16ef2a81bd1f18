"""What is asked of the database for many accounts is asked once, not once for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from bot.jobs import looking
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot


@contextmanager
def statements(memory: Engine) -> Iterator[list[str]]:
    """Every statement that goes to the database meanwhile."""
    seen: list[str] = []

    def sees(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        seen.append(sql)

    event.listen(memory, "before_cursor_execute", sees)
    yield seen
    event.remove(memory, "before_cursor_execute", sees)


def looks_at(bot: Bot, names: str) -> list[str]:
    """What it takes to look at an account of each of these names, which has gone quiet and has a channel."""
    for name in names:
        has_gone_quiet(bot, name, channel=f"C0{name}")
    with statements(bot.office.memory) as seen:
        looking.look(bot.office)
    return [sql.partition(" IN (")[0] for sql in seen]


def test_a_look_asks_no_more_for_twenty_accounts_than_for_two(bot: Bot) -> None:
    looks_at(bot, "a")  # from now on their people have their mornings
    assert Counter(looks_at(bot, "bc")) == Counter(looks_at(bot, "defghijklmnopqrstuvw"))
