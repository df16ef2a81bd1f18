"""The folder that ships, and copies of it with something broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.blueprint import Blueprint, load
from bot.words import check

REAL = Path(__file__).parents[2] / "blueprints"


class Copy:
    """A copy of the folder that ships, to be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands in the file exactly once."""
        before = (self.folder / file).read_text()
        assert before.count(old) == 1, f"{old!r} stands {before.count(old)} times in {file}"
        (self.folder / file).write_text(before.replace(old, new))

    def line(self, file: str, text: str) -> int:
        """The first line on which a text stands."""
        return next(n for n, line in enumerate((self.folder / file).read_text().split("\n"), 1) if text in line)

    def mistakes(self) -> list[str]:
        """What `check` says, with file names as they are inside the folder."""
        return [mistake.removeprefix(f"{self.folder}/") for mistake in check(self.folder)]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    shutil.copytree(REAL, tmp_path / "blueprints")
    return Copy(tmp_path / "blueprints")


@pytest.fixture(scope="session")
def shipped() -> Blueprint:
    return load(REAL)
