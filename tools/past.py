"""The sample portfolio, and what its team has done with it so far, put into an empty memory by the bot's own deeds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import click
from ruamel.yaml import YAML
from sqlalchemy import Connection

from bot import deeds, portfolio
from bot import settings as environment
from bot.deeds import Gesture
from bot.desk import desk
from bot.jobs.roll import call_roll
from bot.office import Office
from bot.rules.facts import LINE_ID, Account, Draft, Leave
from bot.rules.moves import Refusal
from bot.store import accounts, leaves
from bot.store.engine import writing

SAMPLE: Final = Path(__file__).with_name("sample")
MORNING: Final = date(2026, 3, 3)
"""The day of the sample that stands for the first working morning after a demo is started."""
_DAY: Final = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_SATURDAY: Final = 5


@click.command()
def main() -> None:
    """Put the sample into the memory that the environment names, as if its people had lived it until now."""
    with desk(environment.read(), None) as at:
        call_roll(at.office)
        remember(at.office)


def remember(office: Office) -> None:
    """Take the portfolio in, and do again whatever was done with it before today.

    Raises ValueError where the bot refuses something of it.
    """
    moved = next_morning(office.clock().date()) - MORNING
    told = YAML(typ="safe").load(_moved((SAMPLE / "past.yml").read_text(), moved))
    since = _noon(told["since"])
    _take_in(office, _moved((SAMPLE / "portfolio.csv").read_text(), moved), since)
    with writing(office.memory) as connection:
        for name, channel in told["channels"].items():
            accounts.bind_channel(connection, office.workspace, _named(office, connection, name).id, channel, since)
    for done in sorted(told["past"], key=lambda done: done["on"]):
        with writing(office.memory) as connection:
            if "leave" in done:
                leaves.add(connection, office.workspace, Leave(done["by"], *done["leave"]))
            else:
                _send(office, connection, done)


def next_morning(today: date) -> date:
    """The first day after `today` that is neither a Saturday nor a Sunday."""
    after = today + timedelta(days=1)
    return after if after.weekday() < _SATURDAY else next_morning(after)


def _moved(text: str, by: timedelta) -> str:
    """The text with each day in it so much later."""
    return _DAY.sub(lambda day: (date.fromisoformat(day[0]) + by).isoformat(), text)


def _take_in(office: Office, table: str, at: datetime) -> None:
    read = portfolio.read(table.encode(), "portfolio.csv")
    directory = portfolio.listed(office.slack, office.workspace, at)
    with writing(office.memory) as connection:
        plan = portfolio.plan(connection, office.workspace, office.blueprint, read, directory)
        if plan.refused:
            raise ValueError("\n".join(portfolio.telling.refusals(plan, office.words)))
        portfolio.take(connection, plan, portfolio.Deed("", "command line", at, office.blueprint.digest))


def _send(office: Office, connection: Connection, done: Mapping[str, Any]) -> None:
    at, habit = _noon(done["on"]), office.blueprint.habits[done["send"]]
    account = _named(office, connection, done["to"])
    answers = {"on": done["on"].isoformat(), **_answers(done["answers"])}
    answers = {q.id: answers[q.id] for q in habit.questions if q.id in answers}
    answers["account"] = {"id": account.id, "name": account.name}
    key = f"sample/{done['on']}/{done['to']}/{habit.id}"
    draft = Draft(office.workspace, key, habit.id, done["by"], 0, answers, None, at)
    sent = deeds.submit(office, connection, draft, Gesture(done["by"], at, "modal"))
    if isinstance(sent, Refusal):
        raise ValueError(f"past.yml: {done['send']} of {done['to']}: {office.words.plain(sent.phrase, **sent.facts)}")


def _named(office: Office, connection: Connection, name: str) -> Account:
    account = accounts.named(connection, office.workspace, name)
    if account is None:
        raise ValueError(f"past.yml: there is no {name} in portfolio.csv")
    return account


def _answers(answer: Any) -> Any:
    """Answers as a form would have given them: days as text, and each line with a name of its own."""
    match answer:
        case date():
            return answer.isoformat()
        case dict():
            return {id: _answers(one) for id, one in answer.items()}
        case [dict(), *_]:
            return [_answers(line) | {LINE_ID: f"line{n}"} for n, line in enumerate(answer)]
        case _:
            return answer


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


if __name__ == "__main__":
    main()
