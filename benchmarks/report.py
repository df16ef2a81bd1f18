"""Figures as Markdown: what was measured, its floor, the ratio of the two, how far it spread, and the aim."""

from __future__ import annotations

import math
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One figure, a value a round; `aim` is the greatest ratio to the floor that will do, None where none is set."""

    name: str
    unit: str
    ours: tuple[float, ...]
    floor: tuple[float, ...]
    aim: float | None = None

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours to the floor, round by round: what disturbs a machine for a while disturbs both."""
        return tuple(ours / floor for ours, floor in zip(self.ours, self.floor, strict=True))

    @property
    def met(self) -> bool | None:
        return None if self.aim is None else median(self.ratios) <= self.aim


@dataclass(frozen=True)
class Table:
    """What one benchmark found; `ours` and `floor` say in words what the two columns hold."""

    title: str
    ours: str
    floor: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()


def markdown(table: Table) -> str:
    """The table, then its notes as a list."""
    rows = [
        ["", table.ours, table.floor, "ratio", "over the rounds", "aim", "met"],
        ["---", *["---:"] * 4, "---", "---"],
        *(_row(figure) for figure in table.figures),
    ]
    lines = [f"### {table.title}", "", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join([*lines, "", *(f"- {note}" for note in table.notes)]).rstrip() + "\n"


def quantile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of the values do not exceed (nearest rank: always one that was measured)."""
    return sorted(values)[max(math.ceil(len(values) * percent / 100), 1) - 1]


def machine() -> str:
    """What the figures were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("slack-bolt", "slack-sdk", "SQLAlchemy"))
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {platform.python_implementation()} "
        f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    )


def _row(figure: Figure) -> list[str]:
    ratios = figure.ratios
    return [
        figure.name,
        f"{median(figure.ours):.3g} {figure.unit}",
        f"{median(figure.floor):.3g} {figure.unit}",
        f"{median(ratios):.2f}",
        f"{min(ratios):.2f}–{max(ratios):.2f}",
        "" if figure.aim is None else f"≤ {figure.aim:g}",
        {None: "", True: "yes", False: "**no**"}[figure.met],
    ]
