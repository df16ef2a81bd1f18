"""What a tick of the clock costs while a hundred accounts are due, among a thousand and among many more."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

from sqlalchemy import URL, Engine, create_engine, make_url, select, update

from benchmarks.naive import JobEach, nothing
from benchmarks.portfolio import FAR, KINDS, MONDAY, Time, fill, hold, office, on_file
from benchmarks.raw import NOTHING, Raw
from benchmarks.report import Figure, Table
from bot.jobs import greeting, looking
from bot.office import Office
from bot.store.engine import open_engine, reading, writing
from bot.store.tables import accounts, mornings
from tests.support.postgres import Databases

AIM, AIM_OF_JOBS, AIM_OF_SIZE = 2.5, 1 / 50, 1.5
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"

TICK, RAW, EMPTY, RAW_EMPTY = "a tick", "raw", "an empty tick", "raw and empty"
MORNINGS, RAW_MORNINGS = "mornings", "raw mornings"
JOBS, IDLE_JOBS, SHIPPED_JOBS = "a job for each", "an idle job for each", "an idle job for each, as APScheduler ships"


@dataclass(frozen=True)
class Counts:
    """Among so many accounts (of which `kinds` differ) so many are due, so often."""

    sizes: tuple[int, ...] = (1_000, 10_000, 100_000)
    kinds: int = KINDS
    due: int = 100
    rounds: int = 9
    before: int = 2


QUICK = Counts(sizes=(20, 40), kinds=20, due=5, rounds=1, before=0)

Found = defaultdict[tuple[str, int, str], list[float]]
"""Milliseconds of each round, by database, size and what was measured."""


@dataclass(frozen=True)
class Turn:
    """Which accounts are due, by their number among those that differ, and when; and a morning of its own, on which
    nobody has a holiday."""

    kinds: tuple[int, ...]
    at: datetime
    morning: datetime


@dataclass(frozen=True)
class Place:
    """A portfolio of one size on one kind of database: the bot's, one for the raw driver, and, where they are measured,
    one for a job of each account's own, and such jobs with nothing changed of what APScheduler and SQLite ship."""

    database: str
    size: int
    copies: int
    time: Time
    bot: Office
    bare: Engine
    alone: Office | None = None
    jobs: JobEach | None = None
    shipped: JobEach | None = None

    @property
    def memories(self) -> list[Engine]:
        return [self.bot.memory, self.bare, *([self.alone.memory] if self.alone else [])]

    def run(self, turn: Turn) -> Iterator[tuple[str, float]]:
        """The seconds of everything once, each from the same state."""
        self.time.now = turn.at
        due = [(kind - 1) * self.copies + 1 for kind in turn.kinds]
        for memory in self.memories:
            _make_due(memory, due, turn.at)
        with closing(Raw(self.bot.memory)) as beside, closing(Raw(self.bare)) as raw:
            before = beside.state(due)
            yield TICK, _tick(self.bot)
            yield RAW, raw.look(turn.at, beside.written(before, due))
            yield EMPTY, _tick(self.bot)
            yield RAW_EMPTY, raw.look(turn.at, NOTHING)
            yield from self._mornings(turn, len(due), beside, raw)
        if self.jobs and self.shipped and self.alone:
            yield IDLE_JOBS, self.jobs.run(due, nothing)
            yield SHIPPED_JOBS, self.shipped.run(due, nothing)
            yield JOBS, self.jobs.run(due, partial(looking.look_at_some, self.alone, most=1))

    def _mornings(self, turn: Turn, most: int, beside: Raw, raw: Raw) -> Iterator[tuple[str, float]]:
        """As many people as accounts are looked at begin a working day."""
        self.time.now = turn.morning
        persons = _wake(self.bot.memory, most, turn.morning)
        assert _wake(self.bare, most, turn.morning) == persons
        for memory in (self.bot.memory, self.bare):
            _tidy_up(memory)
        yield MORNINGS, _timed(partial(greeting.greet, self.bot))
        greeted = beside.greeted(persons, [f"digest/{person}/{turn.morning.date()}" for person in persons])
        assert len(greeted.digests) == len(persons)
        yield RAW_MORNINGS, raw.greet(turn.morning, greeted)
        for memory in (self.bot.memory, self.bare):
            _wake(memory, most, FAR)


def measure(counts: Counts) -> Table:
    """One place after the other, round by round."""
    with ExitStack() as at_end:
        folder = Path(at_end.enter_context(tempfile.TemporaryDirectory(prefix="hearth-bench-")))
        places = [at_end.enter_context(_on_sqlite(folder, size, counts)) for size in counts.sizes]
        databases = at_end.enter_context(Databases())
        ends = (counts.sizes[0], counts.sizes[-1])
        places += [at_end.enter_context(_on_postgresql(databases, size, counts)) for size in ends]
        found = _measured(places, counts)
    return Table("A tick of the clock", "Hearth", "beside it", tuple(_figures(found, counts)))


def _measured(places: Sequence[Place], counts: Counts) -> Found:
    """The same accounts are due in all places, at the moment at which the last of them would be by itself."""
    found: Found = defaultdict(list)
    first = places[0].bot.memory
    looks = _looks(first)
    for memory in (memory for place in places for memory in place.memories):
        hold(memory)
    for number in range(counts.before + counts.rounds):
        kinds = sorted(looks, key=lambda kind: (looks[kind], kind))[: counts.due]
        turn = Turn(tuple(kinds), max(looks[kind] for kind in kinds), MONDAY + timedelta(days=1, weeks=number))
        for place in places:
            for what, seconds in place.run(turn):
                if number >= counts.before:
                    found[place.database, place.size, what].append(seconds * 1000)
        now = _looks(first)
        looks |= {kind: now[kind] for kind in kinds}
    return found


@contextmanager
def _on_sqlite(folder: Path, size: int, counts: Counts) -> Iterator[Place]:
    files = [folder / f"{name}-{size}.sqlite3" for name in ("bot", "bare", "alone")]
    for file in files:
        shutil.copy(on_file(size, counts.kinds), file)
    jobs = JobEach(open_engine(f"sqlite:///{folder / f'jobs-{size}.sqlite3'}"), size)
    shipped = JobEach(create_engine(f"sqlite:///{folder / f'shipped-{size}.sqlite3'}"), size)
    bot, bare, alone = (open_engine(f"sqlite:///{file}") for file in files)
    time = Time()
    yield Place(SQLITE, size, size // counts.kinds, time, office(bot, time), bare, office(alone, time), jobs, shipped)
    jobs.close()
    shipped.close()
    for memory in (bot, bare, alone):
        memory.dispose()


@contextmanager
def _on_postgresql(databases: Databases, size: int, counts: Counts) -> Iterator[Place]:
    urls = [databases.empty(), databases.empty()]
    fill(urls[0], size, counts.kinds)
    _copy(*map(make_url, urls))
    bot, bare = map(open_engine, urls)
    time = Time()
    yield Place(POSTGRESQL, size, size // counts.kinds, time, office(bot, time), bare)
    bot.dispose()
    bare.dispose()


def _copy(source: URL, target: URL) -> None:
    """Let a PostgreSQL database be as another one."""
    server = create_engine(source.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{target.database}"')
        connection.exec_driver_sql(f'CREATE DATABASE "{target.database}" TEMPLATE "{source.database}"')
    server.dispose()


def _make_due(memory: Engine, due: Sequence[int], at: datetime) -> None:
    """These accounts are due, and no others; what was written until now is out of the log."""
    with writing(memory) as connection:
        connection.execute(update(accounts).where(accounts.c.look_at < FAR).values(look_at=FAR))
        connection.execute(update(accounts).where(accounts.c.id.in_(due)).values(look_at=at))
    _tidy_up(memory)


def _wake(memory: Engine, most: int, at: datetime) -> list[str]:
    """The first so many people, whose morning comes at that moment."""
    with writing(memory) as connection:
        persons = list(connection.scalars(select(mornings.c.person).order_by(mornings.c.person).limit(most)))
        connection.execute(update(mornings).where(mornings.c.person.in_(persons)).values(next_at=at))
    return persons


def _tidy_up(memory: Engine) -> None:
    with closing(Raw(memory)) as raw:
        raw.tidy_up()


def _looks(memory: Engine) -> dict[int, datetime]:
    """When each account is looked at next."""
    with reading(memory) as connection:
        return {id: at or FAR for id, at in connection.execute(select(accounts.c.id, accounts.c.look_at)).all()}


def _tick(bot: Office) -> float:
    return _timed(lambda: (looking.look(bot), greeting.greet(bot)))


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _figures(found: Found, counts: Counts) -> Iterator[Figure]:
    least, most = counts.sizes[0], counts.sizes[-1]
    for database, sizes in ((SQLITE, counts.sizes), (POSTGRESQL, (least, most))):
        for size in sizes:
            of_place = partial(_figure, found, database, size)
            yield of_place(f"{counts.due} due among {size:,}, beside the raw driver, {database}", TICK, RAW, AIM)
            of = f"{counts.due} mornings begun among {size:,}, beside the raw driver, {database}"
            yield of_place(of, MORNINGS, RAW_MORNINGS, AIM)
        large, small = (tuple(found[database, size, TICK]) for size in (most, least))
        yield Figure(f"{counts.due} due, among {most:,} beside {least:,}, {database}", "ms", large, small, AIM_OF_SIZE)
        yield _figure(
            found, database, most, f"nothing due among {most:,}, beside the raw driver, {database}", EMPTY, RAW_EMPTY
        )
    for size in counts.sizes:
        yield _figure(
            found,
            SQLITE,
            size,
            f"{counts.due} due among {size:,}, beside a job for each account",
            TICK,
            JOBS,
            AIM_OF_JOBS,
        )
        yield _figure(found, SQLITE, size, "the same, beside jobs that do nothing", TICK, IDLE_JOBS)
        of = f"{counts.due} mornings begun among {size:,}, beside jobs that do nothing"
        yield _figure(found, SQLITE, size, of, MORNINGS, IDLE_JOBS, AIM_OF_JOBS)
        yield _figure(found, SQLITE, size, "the same, with SQLite as it ships", MORNINGS, SHIPPED_JOBS, AIM_OF_JOBS)


def _figure(
    found: Found, database: str, size: int, name: str, ours: str, floor: str, aim: float | None = None
) -> Figure:
    return Figure(name, "ms", tuple(found[database, size, ours]), tuple(found[database, size, floor]), aim)
