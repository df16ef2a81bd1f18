"""How long the outbox takes to say many things at once, beside the least time that Slack's limits allow.

Measured on the sandbox's clock, which stands while the bot works: what counts is how well the limits are used, and that
Slack never has to say no.
"""

from __future__ import annotations

import math
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy import Connection, Engine, func, literal, select, update

from benchmarks.apps import Broken
from benchmarks.morning import BREATH, MORNING
from benchmarks.portfolio import KINDS, WORKSPACE, hold, hush, office, on_file, owner
from benchmarks.report import Figure, Table
from bot.jobs.round import go_round
from bot.outbox import Mouth
from bot.rules.facts import Message, Speech
from bot.settings import ROOT
from bot.slack import Slack
from bot.store import said
from bot.store import tables as kept
from bot.store.engine import open_engine, reading, writing
from sandbox.clock import Clock
from sandbox.rates import MINUTE, Limits
from sandbox.server import Sandbox
from sandbox.world import SEED
from tests.support.hand import Control

AIM = 1.05
TOKEN = "xoxb-sandbox-hearth"
"""As the sandbox's world has it."""
LONGEST = timedelta(hours=1)


@dataclass(frozen=True)
class Counts:
    """So many digests; so many messages to so many people; so many alerts, each in a channel of its own."""

    size: int = 10_000
    kinds: int = KINDS
    digests: int = 1_000
    messages: int = 300
    people: int = 60
    alerts: int = 200


QUICK = Counts(size=40, kinds=20, digests=10, messages=6, people=2, alerts=3)


@dataclass(frozen=True)
class Delivered:
    """What was said and how: seconds of the sandbox's clock from the first moment to the last post, the least that the
    limits allow, how many posts, and how often Slack said no."""

    seconds: float
    least: float
    posts: int
    refused: int


Load = Callable[[Connection, Counts], None]
"""Lets what is to be said wait in the outbox, or somebody's morning come."""


def measure(counts: Counts) -> Table:
    """Each kind of message by itself, then all of them at once."""
    loads: Mapping[str, list[Load]] = {
        f"{counts.digests:,} digests": [_digests],
        f"{counts.messages:,} messages to {counts.people} people": [_messages],
        f"{counts.alerts:,} alerts in as many channels": [_alerts],
        "all of these at once": [_digests, _messages, _alerts],
    }
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        world = _world(Path(folder) / "world.yml", counts)
        clock = Clock.at(MORNING.timestamp(), running=False)
        with Sandbox(manifest=ROOT / "app_manifest.yml", seed=world, clock=clock) as sandbox:
            done = {
                name: _delivered(sandbox, clock, Path(folder) / f"{n}.sqlite3", load, counts)
                for n, (name, load) in enumerate(loads.items())
            }
    return Table(
        title="Saying many things at once",
        ours="Hearth",
        floor="the limits' least",
        figures=tuple(_figure(name, one) for name, one in done.items()),
        notes=(
            f"Slack said no {sum(one.refused for one in done.values())} times to "
            f"{sum(one.posts for one in done.values()):,} posts and whatever else they take (aim: never).",
            "Seconds of the sandbox's clock, from the first moment to the last post.",
        ),
    )


def _figure(name: str, one: Delivered) -> Figure:
    """A second more on both sides: what may all be said at once has no time to be a multiple of."""
    return Figure(f"{name} ({one.posts:,} posts)", "s", (one.seconds + 1,), (one.least + 1,), AIM)


def _delivered(sandbox: Sandbox, clock: Clock, database: Path, loads: list[Load], counts: Counts) -> Delivered:
    memory = open_engine(f"sqlite:///{shutil.copy(on_file(counts.size, counts.kinds), database)}")
    hold(memory)
    hush(memory)
    with writing(memory) as connection:
        for load in loads:
            load(connection, counts)

    def now() -> datetime:
        return datetime.fromtimestamp(clock.now(), UTC)

    bot = office(memory, now, Slack(TOKEN, f"{sandbox.url}/api/"))
    mouth = Mouth(bot, "benchmark")
    with closing(Control(sandbox.url)) as box:
        box.reset()
        for channel in _channels(memory, counts):
            box.invite("UHEARTH", channel)
        while (next_at := go_round(bot, mouth)) is not None and next_at < MORNING + LONGEST:
            box.clock.set(max(next_at, now() + BREATH).timestamp())
        posted, refused = box.posted(), sum(box.refused.values())
    memory.dispose()
    if not posted:
        raise Broken("nothing was said")
    last = datetime.fromisoformat(posted[-1]["iso"])
    return Delivered((last - MORNING).total_seconds(), least(posted), len(posted), refused)


def least(posted: list[dict[str, Any]]) -> float:
    """The seconds from the first to the last that the limits allow: posts of the workspace in a minute, posts in one
    channel in a second, and questions about a channel, of which each post in one takes one."""
    limits = Limits()
    in_channels = sum(post["channel"].startswith("C") for post in posted)
    most_in_one = max(Counter(post["channel"] for post in posted).values())
    return max(
        _minutes(len(posted), limits.workspace_posts),
        _minutes(in_channels, limits.tiers[2]),
        (most_in_one - 1) / limits.posting_per_second,
    )


def _minutes(count: int, most: int) -> float:
    return MINUTE * (math.ceil(count / most) - 1) if count else 0.0


def _digests(connection: Connection, counts: Counts) -> None:
    """The mornings of so many owners."""
    owners = select(kept.mornings.c.person).where(kept.mornings.c.person.startswith("UOWNER")).limit(counts.digests)
    these = connection.scalars(owners).all()
    connection.execute(update(kept.mornings).where(kept.mornings.c.person.in_(these)).values(next_at=MORNING))


def _messages(connection: Connection, counts: Counts) -> None:
    """Sentences about this and that, to each person as many."""
    said.put_many(
        connection,
        WORKSPACE,
        ((_sentence(n, owner(n % counts.people)), MORNING) for n in range(counts.messages)),
        MORNING,
    )


def _sentence(number: int, to: str) -> Message:
    return Message(
        key=f"benchmark/{number}",
        to=to,
        habit="",
        words="person_not_told",
        account=None,
        record=None,
        actor="",
        facts={"person": f"Robin Number{number}", "why": "they have left."},
        kind=Speech.WORD,
    )


def _alerts(connection: Connection, counts: Counts) -> None:
    """What channels are to be told by now, one thing each."""
    some = [id for id, _ in _told_in_channels(connection, counts)]
    connection.execute(update(kept.said).where(kept.said.c.id.in_(some)).values(not_before=MORNING))


def _told_in_channels(connection: Connection, counts: Counts) -> list[tuple[int, str]]:
    """A message that waits and its channel, for so many channels."""
    s, n, a = kept.said.c, kept.nudges.c, kept.accounts.c
    alerts = (
        select(func.min(s.id), a.channel)
        .join(kept.nudges, s.key == literal("alert/").concat(n.key))
        .join(kept.accounts, a.id == s.account)
        .where(n.opens_on <= MORNING.date(), n.closed_at.is_(None))
        .group_by(a.channel)
        .order_by(a.channel)
        .limit(counts.alerts)
    )
    return [(id, str(channel)) for id, channel in connection.execute(alerts)]


def _channels(memory: Engine, counts: Counts) -> list[str]:
    with reading(memory) as connection:
        return [channel for _, channel in _told_in_channels(connection, counts)]


def _world(file: Path, counts: Counts) -> Path:
    """The sandbox's world with the people of the portfolio, and the channels that are told something."""
    memory = open_engine(f"sqlite:///{on_file(counts.size, counts.kinds)}")
    channels = _channels(memory, counts)
    with reading(memory) as connection:
        people = connection.scalars(select(kept.people.c.id)).all()
    memory.dispose()
    yaml = YAML(typ="safe")
    world = yaml.load(SEED)
    maker = world["app"]["installer"]
    world["people"] += [
        {"id": id, "name": id.lower(), "real_name": f"Robin {id}", "tz": "Europe/London"} for id in people
    ]
    world["channels"] += [
        {"id": id, "name": id.lower(), "creator": maker, "days_old": 9, "members": [maker]} for id in channels
    ]
    yaml.dump(world, file)
    return file
