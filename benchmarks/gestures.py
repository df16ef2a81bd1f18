"""From a person's gesture to its ack and to the modal it opens, by one person and by many at the same moment."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from statistics import median

from benchmarks.apps import BARE, BARE_WITH_DEFAULTS, Broken, Hearths, Running, hearths, running
from benchmarks.methods import Json
from benchmarks.person import Hand, Person, Stuck, everybody, is_receipt, people
from benchmarks.replay import Recording, read_log, replaying, take_snapshot
from benchmarks.report import Figure, Table, quantile
from benchmarks.wire import LATE

ACK = "/handoff to its ack"
MODAL = "/handoff to views.open"
SUBMIT = "whole handoff sent, to its ack"
RAW = "the raw driver"
"""It takes its turn after the apps. For a crowd its figure is the wait in a queue of them that has no gaps."""
TRANSACTIONS = 3
"""A submission may take as long as a bare ack and so many times the raw driver's own time for what it writes."""
CALM = 0.05
"""Seconds without any app calling Slack before a gesture: what the last one caused is done, as between two people's."""
AT_A_TIME = 4
"""Forms that are filled in side by side before anything is timed."""
PERCENTS = (50, 99)
ACK_AIMS = {50: 1.5, 99: 2.0}
"""The greatest ratio to the bare app's that an ack of the command may have, by quantile."""


@dataclass(frozen=True)
class Counts:
    """How much is measured: in each of `rounds`, `alone` gestures one by one and `bursts` of `crowd` at once."""

    rounds: int = 5
    alone: int = 50
    crowd: int = 50
    bursts: int = 3

    @property
    def forms(self) -> int:
        return self.alone + self.crowd * self.bursts


QUICK = Counts(rounds=1, alone=2, crowd=2, bursts=1)


class Round:
    """The seconds that one round measured, by app, gesture and how many people made it at once."""

    def __init__(self) -> None:
        self.seconds: defaultdict[tuple[str, str, int], list[float]] = defaultdict(list)

    def add(self, app: str, gesture: str, crowd: int, seconds: Iterable[float]) -> None:
        self.seconds[app, gesture, crowd].extend(seconds)

    def at(self, app: str, gesture: str, crowd: int, percent: float) -> float:
        """Milliseconds."""
        return quantile(self.seconds[app, gesture, crowd], percent) * 1000

    def acks(self, app: str) -> list[float]:
        return [s for (who, what, _), all in self.seconds.items() if who == app and what != MODAL for s in all]


def measure(counts: Counts) -> Table:
    """Run it all."""
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        rounds, recording = asyncio.run(_measured(counts, Path(folder)))
    return Table(
        title="Gestures",
        ours="Hearth",
        floor="floor",
        figures=tuple(_figures(rounds, counts)),
        notes=tuple(_notes(rounds, recording)),
    )


async def _measured(counts: Counts, folder: Path) -> tuple[list[Round], Recording]:
    bots = await hearths(folder)
    recording = await _recorded(bots, counts)
    return [await _round(bots, counts, recording, number) for number in range(counts.rounds)], recording


async def _recorded(bots: Hearths, counts: Counts) -> Recording:
    """Real submissions over the wire to a bot that writes its transactions down, after a snapshot of its database.

    There are as many as the longest turn of the replay takes, and one to warm it up.
    """
    crowd = people(max(counts.alone, counts.crowd) + 2)
    log = bots.folder / "transactions.jsonl"
    snapshot = bots.folder / "snapshot.sqlite3"
    app, database = bots.new("recorded", log)
    async with running(app, everybody(crowd), bots.folder / "recorded.log") as bot:
        forms = await _forms(bot, crowd)
        take_snapshot(database, snapshot)
        start = log.stat().st_size
        for person, form in forms:
            await _submit(bot, person, form)
        await bot.wire.quiet()
    recording = read_log(log, start, snapshot)
    if len(recording.submissions) != len(forms):
        raise Broken(f"{len(forms)} forms were sent and {len(recording.submissions)} transactions took them.")
    return recording


async def _round(bots: Hearths, counts: Counts, recording: Recording, number: int) -> Round:
    crowd = people(counts.forms + 1)
    app, database = bots.new(f"round-{number}")
    found = Round()
    async with AsyncExitStack() as stack:
        apps = [
            await stack.enter_async_context(running(each, everybody(crowd), bots.folder / f"{each.name}-{number}.log"))
            for each in (app, BARE, BARE_WITH_DEFAULTS)
        ]
        forms = await _forms(apps[0], crowd)
        await _commands(apps, crowd, counts, found)
        await _submissions(apps, forms, recording, counts, found)
    _refuse_lost(database, len(crowd))
    return found


async def _forms(bot: Running, crowd: Sequence[Person]) -> list[tuple[Person, Json]]:
    """The last step of a form for everybody but the first, who tries out the way to the end."""
    steps = await Hand(bot.wire, crowd[0]).walk()
    free = asyncio.Semaphore(AT_A_TIME)

    async def fill(person: Person) -> tuple[Person, Json]:
        async with free:
            return person, await Hand(bot.wire, person).fill(steps)

    filled = await asyncio.gather(*(fill(person) for person in crowd[1:]))
    await bot.wire.quiet()
    return filled


async def _commands(apps: Sequence[Running], crowd: Sequence[Person], counts: Counts, found: Round) -> None:
    alone = [[person] for person in crowd[: counts.alone]]
    together = [crowd[: counts.crowd]] * counts.bursts
    for who in [*alone, *together]:
        for app in apps:
            await _calm(apps)
            await _command(app, who, found)


async def _command(app: Running, crowd: Sequence[Person], found: Round) -> None:
    openings = await asyncio.gather(*(Hand(app.wire, person).command() for person in crowd))
    found.add(app.app.name, ACK, len(crowd), (opening.ack for opening in openings))
    found.add(app.app.name, MODAL, len(crowd), (opening.view for opening in openings))


async def _submissions(
    apps: Sequence[Running],
    forms: Sequence[tuple[Person, Json]],
    recording: Recording,
    counts: Counts,
    found: Round,
) -> None:
    with replaying(recording, recording.snapshot.with_suffix(".alone")) as raw:
        for form in forms[: counts.alone]:
            await _submission(apps, [form], found)
            found.add(RAW, SUBMIT, 1, [raw.submission()])
    for first in range(counts.alone, counts.forms, counts.crowd):
        await _submission(apps, forms[first : first + counts.crowd], found)
        with replaying(recording, recording.snapshot.with_suffix(".crowd")) as raw:
            found.add(RAW, SUBMIT, counts.crowd, accumulate(raw.submission() for _ in range(counts.crowd)))


async def _submission(apps: Sequence[Running], forms: Sequence[tuple[Person, Json]], found: Round) -> None:
    for app in apps:
        await _calm(apps)
        acks = await asyncio.gather(*(_submit(app, person, form) for person, form in forms))
        found.add(app.app.name, SUBMIT, len(forms), acks)
    await _calm(apps)


async def _submit(app: Running, person: Person, form: Json) -> float:
    ack = await Hand(app.wire, person).send(form)
    if app.app.name == "Hearth" and not is_receipt(ack):
        raise Stuck(f"A form was not taken: {ack}.")
    return ack.seconds


async def _calm(apps: Sequence[Running]) -> None:
    for app in apps:
        await app.wire.quiet(CALM)


def _refuse_lost(database: Path, sent: int) -> None:
    """A fast ack for a form that is not in the database would be worth nothing."""
    with closing(sqlite3.connect(database)) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM records WHERE state = 'submitted'").fetchone()
    if kept != sent:
        raise Broken(f"{sent} handoffs were acknowledged and {kept} are in the database.")


def _figures(rounds: Sequence[Round], counts: Counts) -> Iterable[Figure]:
    for crowd in (1, counts.crowd):
        who = "one person" if crowd == 1 else f"{crowd} at once"
        for percent in PERCENTS:
            for gesture in (ACK, MODAL):
                ours = tuple(r.at("Hearth", gesture, crowd, percent) for r in rounds)
                floor = tuple(r.at(BARE.name, gesture, crowd, percent) for r in rounds)
                aim = ACK_AIMS.get(percent) if gesture == ACK else None
                yield Figure(f"{gesture}, {who}, p{percent}", "ms", ours, floor, aim=aim)
        for percent in PERCENTS:
            ours = tuple(r.at("Hearth", SUBMIT, crowd, percent) for r in rounds)
            floor = tuple(
                r.at(BARE.name, SUBMIT, crowd, percent) + TRANSACTIONS * r.at(RAW, SUBMIT, crowd, percent)
                for r in rounds
            )
            yield Figure(f"{SUBMIT}, {who}, p{percent}", "ms", ours, floor, aim=1)


def _notes(rounds: Sequence[Round], recording: Recording) -> Iterable[str]:
    acks = [ack for r in rounds for ack in r.acks("Hearth")]
    late = sum(ack > LATE for ack in acks)
    yield f"Acks later than {LATE:g} s: {late} of {len(acks)} (aim: none; {'met' if not late else '**not met**'})."
    bare, raw = (median(r.at(floor, SUBMIT, 1, 50) for r in rounds) for floor in (BARE.name, RAW))
    yield (
        f"The floor of a handoff sent is a bare ack ({bare:.3g} ms) and {TRANSACTIONS} raw transactions ({raw:.3g} ms "
        f"each, {len(recording.submissions[0].statements)} statements)."
    )
    slow = median(r.at(BARE_WITH_DEFAULTS.name, ACK, 1, 50) / r.at(BARE.name, ACK, 1, 50) for r in rounds)
    yield f"Bolt's own defaults would make the floor of an ack {slow:.3g} times as high."
