"""From a letter typed in the menu of accounts to the options it shows, with a hundred accounts and with many more."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from statistics import median

import psutil  # type: ignore[import-untyped]

from benchmarks import payloads
from benchmarks.answers import inputs_of
from benchmarks.apps import Broken, Hearths, Running, hearths, running
from benchmarks.methods import TEAM, Json
from benchmarks.person import Hand, Person, everybody, people
from benchmarks.report import Figure, Table, quantile
from benchmarks.start import MIB
from bot.store import accounts
from bot.store.engine import open_engine, writing

AIM = 3.0
"""The greatest ratio to the smallest portfolio's that the median with the largest one may have."""
A_LETTER, BEGUN, WHOLE = "a letter", "three letters", "a whole name"
WRONG, NEW = "a whole name, a letter wrong", "a name like no other"
TYPED = (A_LETTER, BEGUN, WHOLE, WRONG, NEW)

_SYLLABLES = ["".join(letters) for letters in product("bdfgklmnprstvz", "aeiou", ("", "", "n", "r", "s"))]
_FORMS = ("", " GmbH", " Inc.", " Ltd", " S.A.", " Group")


@dataclass(frozen=True)
class Counts:
    """How much is measured: in each of `rounds` so many names of each kind are typed into portfolios of these sizes."""

    rounds: int = 7
    names: int = 40
    sizes: tuple[int, ...] = (100, 1_000, 10_000)


QUICK = Counts(rounds=1, names=2, sizes=(20, 40))


@dataclass(frozen=True)
class Menu:
    """A bot's menu of accounts, open before somebody, and the database its accounts are in."""

    size: int
    bot: Running
    database: Path
    person: Person
    view: Json
    block: Json

    async def type(self, typed: str) -> tuple[float, list[str]]:
        """Milliseconds to the options, and their texts."""
        sent = payloads.suggestion(self.person.id, self.view, self.block, typed)
        ack = await self.bot.wire.send("interactive", sent)
        return ack.seconds * 1000, [option["text"]["text"] for option in ack.payload["options"]]


class Round:
    """What one round measured, in ms (`grown`: in MiB), by portfolio and, of `typed`, by what was typed."""

    def __init__(self) -> None:
        self.typed: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
        self.first: dict[int, float] = {}
        self.changed: dict[int, float] = {}
        self.grown: dict[int, float] = {}

    def at(self, size: int, kinds: Sequence[str], percent: float) -> float:
        return quantile([ms for kind in kinds for ms in self.typed[size, kind]], percent)


def measure(counts: Counts) -> Table:
    """Run it all."""
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        rounds = asyncio.run(_measured(counts, Path(folder)))
    least, most = counts.sizes[0], counts.sizes[-1]
    return Table(
        title="Typeahead",
        ours=f"{most:,} accounts",
        floor=f"{least:,} accounts",
        figures=tuple(_figures(rounds, least, most)),
        notes=tuple(_notes(rounds, counts)),
    )


async def _measured(counts: Counts, folder: Path) -> list[Round]:
    bots = await hearths(folder)
    names = portfolio(counts.sizes[-1])
    filled = {size: _filled(bots, names[:size]) for size in counts.sizes}
    common = names[: counts.sizes[0]]
    return [await _round(bots, filled, common, counts.names, number) for number in range(counts.rounds)]


async def _round(bots: Hearths, filled: Mapping[int, Path], common: Sequence[str], count: int, number: int) -> Round:
    """The bots take turns, so that what disturbs the machine for a while disturbs all of them."""
    found, dice = Round(), random.Random(number)
    async with AsyncExitStack() as stack:
        menus = [
            await stack.enter_async_context(_menu(bots, size, database, number)) for size, database in filled.items()
        ]
        for menu in menus:
            await _begin(menu, found)
        for name in dice.choices(common, k=count):
            for kind, typed in _ways_to_type(name, dice).items():
                for menu in menus:
                    ms, options = await menu.type(typed)
                    _refuse_wrong(kind, typed, name, options)
                    found.typed[menu.size, kind].append(ms)
        for menu in menus:
            await _change(menu, found)
    return found


@asynccontextmanager
async def _menu(bots: Hearths, size: int, database: Path, number: int) -> AsyncIterator[Menu]:
    app, empty = bots.new(f"typeahead-{size}-{number}")
    shutil.copy(database, empty)
    [person] = people(1)
    async with running(app, everybody([person]), bots.folder / f"typeahead-{size}-{number}.log") as bot:
        opening = await Hand(bot.wire, person).command()
        block = next(block for block in inputs_of(opening.opened) if block["element"]["type"] == "external_select")
        await bot.wire.quiet()
        yield Menu(size, bot, empty, person, opening.opened, block)


async def _begin(menu: Menu, found: Round) -> None:
    process = psutil.Process(menu.bot.process.pid)
    before = process.memory_info().rss
    found.first[menu.size], _ = await menu.type("a")
    await menu.type("a name that is mistyped")  # the beginnings of words are cut when they are first asked for
    found.grown[menu.size] = (process.memory_info().rss - before) / MIB


async def _change(menu: Menu, found: Round) -> None:
    """Another bot on the same database makes an account while somebody is typing."""
    _add(menu.database, ["Brand New Customer"])
    found.changed[menu.size], [first, *_] = await menu.type("brand new")
    if first != "Brand New Customer":
        raise Broken(f"An account that was made is not found: the first option is “{first}”.")


def portfolio(size: int) -> list[str]:
    """So many names; of a few thousand words, some of them in many names and most in few, as companies' are."""
    dice = random.Random(size)
    words = ["".join(dice.choices(_SYLLABLES, k=dice.choice((2, 2, 3, 3, 4)))).title() for _ in range(6_000)]
    rank = [1 / (place + 20) for place in range(len(words))]
    names: dict[str, None] = {}
    while len(names) < size:
        names[" ".join(dice.choices(words, rank, k=dice.choice((1, 2, 2, 3)))) + dice.choice(_FORMS)] = None
    return list(names)


def _ways_to_type(name: str, dice: random.Random) -> dict[str, str]:
    place = dice.randrange(1, len(name.split()[0]))
    return {
        A_LETTER: name[:1],
        BEGUN: name[:3],
        WHOLE: name,
        WRONG: name[:place] + dice.choice("xyzwq") + name[place + 1 :],
        NEW: "".join(dice.choices("bcdfghjklmnpqrstvwxz", k=9)),
    }


def _refuse_wrong(kind: str, typed: str, name: str, options: Sequence[str]) -> None:
    """Fast options without the account that was meant would be worth nothing."""
    if kind in (WHOLE, WRONG) and name not in options[:5]:
        raise Broken(f"“{typed}” was typed for “{name}”, and the first options are {options[:5]}.")


def _filled(bots: Hearths, names: Sequence[str]) -> Path:
    _, database = bots.new(f"portfolio-{len(names)}")
    _add(database, names)
    return database


def _add(database: Path, names: Iterable[str]) -> None:
    engine = open_engine(f"sqlite:///{database}")
    with writing(engine) as connection:
        for name in names:
            accounts.create(connection, TEAM, name, datetime.now(UTC), "T2")
    engine.dispose()


def _figures(rounds: Sequence[Round], least: int, most: int) -> Iterable[Figure]:
    for kind in TYPED:
        yield _figure(f"{kind}, p50", rounds, [kind], 50, least, most, AIM)
    yield _figure("all of these, p50", rounds, TYPED, 50, least, most, AIM)
    yield _figure("all of these, p99", rounds, TYPED, 99, least, most, None)


def _figure(
    name: str, rounds: Sequence[Round], kinds: Sequence[str], percent: float, least: int, most: int, aim: float | None
) -> Figure:
    ours, floor = (tuple(r.at(size, kinds, percent) for r in rounds) for size in (most, least))
    return Figure(name, "ms", ours, floor, aim)


def _notes(rounds: Sequence[Round], counts: Counts) -> Iterable[str]:
    least, *between, most = counts.sizes
    for size in between:
        ratio = median(r.at(size, TYPED, 50) / r.at(least, TYPED, 50) for r in rounds)
        yield f"With {size:,} accounts the median of all of these is {ratio:.2f} times that with {least:,}."
    first, changed = median(r.first[most] for r in rounds), median(r.changed[most] for r in rounds)
    yield (
        f"The first letter after a start reads and arranges {most:,} names: {first:.3g} ms. The first one after an "
        f"account was made arranges what changed: {changed:.3g} ms."
    )
    grown, little = median(r.grown[most] for r in rounds), median(r.grown[least] for r in rounds)
    yield f"The first letters make the process grow by {grown:.3g} MiB; with {least:,} accounts by {little:.3g} MiB."
