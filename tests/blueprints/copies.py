"""Copies of a folder, to be broken."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.words import check

REAL = Path(__file__).parents[2] / "blueprints"
SAMPLE = Path(__file__).parent / "sample"
"""Two small habits that use every word of the vocabulary. Words of what ships can change without breaking a test."""


class Copy:
    """A folder of blueprints of its own: the sample, and the phrases that ship."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands in the file exactly once."""
        before = (self.folder / file).read_text(encoding="utf-8")
        assert before.count(old) == 1, f"{old!r} stands {before.count(old)} times in {file}"
        (self.folder / file).write_text(before.replace(old, new), encoding="utf-8")

    def line(self, file: str, text: str) -> int:
        """The line on which a text first stands."""
        before, found, _ = (self.folder / file).read_text(encoding="utf-8").partition(text)
        assert found, f"{text!r} does not stand in {file}"
        return before.count("\n") + 1

    def mistakes(self) -> list[str]:
        """What `check` says, with file names as they are inside the folder."""
        return [mistake.removeprefix(f"{self.folder}/") for mistake in check(self.folder)]


def copied(folder: Path) -> Copy:
    """The sample, in a folder that is not there yet."""
    shutil.copytree(SAMPLE, folder)
    shutil.copy(REAL / "phrases.yml", folder)  # which must be those that the code says
    return Copy(folder)
