"""The folder blueprints/, read whole: one Blueprint, or every mistake in it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.blueprint.check_between import check_between, check_roles
from bot.blueprint.check_calendar import check_calendar, check_named
from bot.blueprint.check_flow import check_flow
from bot.blueprint.check_form import check_form
from bot.blueprint.check_pack import check_packs
from bot.blueprint.check_told import check_told
from bot.blueprint.check_watch import check_watches
from bot.blueprint.findings import Findings
from bot.blueprint.meaning import calendar_of, habit_of, tiers_of
from bot.blueprint.meaning_watch import watches_of
from bot.blueprint.shape import shaped
from bot.blueprint.source import BlueprintErrors, Mistake, Place, Text, did_you_mean, read
from bot.blueprint.values import Blueprint
from bot.blueprint.written import (
    CalendarFile,
    HabitFile,
    MessageKeys,
    PhrasesFile,
    TierKeys,
    TiersFile,
    WordsFile,
)
from bot.blueprint.written_watch import WatchFile, WatchKeys

CALENDAR, TIERS, PHRASES = "calendar.yml", "tiers.yml", "phrases.yml"
HABIT, WORDS, WATCH = "habit.yml", "words.yml", "watch.yml"


def load(folder: Path) -> Blueprint:
    """Read a folder of blueprints.

    Raises BlueprintErrors with every mistake that can be told: what a file means is not judged before the file can be
    read and its keys are right. Templates are not compiled here (`bot.words.Words` does that).
    """
    written = _Written(folder)
    mistakes = [*written.mistakes, *_checked(written).mistakes]
    if mistakes or written.calendar is None or written.tiers is None or written.phrases is None:
        raise BlueprintErrors(mistakes)
    tiers = tiers_of(written.tiers)
    calendar = calendar_of(written.calendar)
    return Blueprint(
        habits={
            name: habit_of(habit, words, tiers)
            for name, (habit, words) in written.habits.items()
            if habit is not None and words is not None
        },
        tiers=tiers,
        calendar=calendar,
        phrases={str(key): text for key, text in written.phrases.items()},
        digest=_digest(folder),
        watches=watches_of({name: file for name, file in written.watches.items() if file}, tiers, calendar),
    )


class _Written:
    """Every file of the folder as it is written, None where it could not be read, and the mistakes met in reading."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[Mistake] = []
        self.tier_ids: Collection[str] = ()
        folders = self._folders()
        self.calendar: CalendarFile | None = self._file(CALENDAR, CalendarFile)
        self.tiers: Mapping[Text, TierKeys] | None = self._file(TIERS, TiersFile)
        self.phrases: Mapping[Text, Text] | None = self._file(PHRASES, PhrasesFile)
        self.habits: dict[str, tuple[HabitFile | None, Mapping[Text, MessageKeys] | None]] = {
            name: (self._file(f"{name}/{HABIT}", HabitFile), self._file(f"{name}/{WORDS}", WordsFile))
            for name in folders
            if self._has(name, HABIT, WORDS) or not self._has(name, WATCH)
        }
        self.watches: dict[str, Mapping[Text, WatchKeys] | None] = {
            name: self._file(f"{name}/{WATCH}", WatchFile) for name in folders if self._has(name, WATCH)
        }

    def _file(self, name: str, form: Any) -> Any:
        source = read(self.folder / name, str(self.folder / name))
        if name == TIERS and isinstance(source.content, dict):
            self.tier_ids = tuple(source.content)  # known even where something about a tier is wrong
        content = shaped(source, form)
        self.mistakes += source.mistakes
        return content

    def _has(self, name: str, *files: str) -> bool:
        return any((self.folder / name / file).exists() for file in files)

    def _folders(self) -> list[str]:
        """The folders that hold a habit or watches. Files that nothing reads are told: they may be misspelt."""
        if not self.folder.is_dir():
            self._say(self.folder, "there is no such folder")
            return []
        for file in _files(self.folder):
            names = (CALENDAR, TIERS, PHRASES) if file.parent == self.folder else (HABIT, WORDS, WATCH)
            if file.name not in names:
                self._say(file, f"nothing reads a file of this name; {did_you_mean(file.name, names)}")
        folders = sorted(path.name for path in self.folder.iterdir() if path.is_dir() and path.name[0] not in "._")
        if not folders:
            self._say(self.folder, f"there is no habit here; a habit is a folder with a {HABIT} and a {WORDS}")
        return folders

    def _say(self, path: Path, sentence: str) -> None:
        self.mistakes.append(Mistake(Place(str(path), 1), sentence))


def _checked(written: _Written) -> Findings:
    """What was read held against itself, as far as it could be read."""
    find = Findings()
    find.ids(written.phrases or (), "phrase")
    for folder, (habit, words) in written.habits.items():
        if habit is not None:
            _check_name(folder, habit, find)
        if habit is not None and written.tier_ids:
            check_form(habit, written.tier_ids, find)
            check_flow(habit, written.tier_ids, find)
        if habit is not None and words is not None:
            check_told(habit, words, find)
    habits = [habit for habit, _ in written.habits.values() if habit is not None]
    watches = {name: file for name, file in written.watches.items() if file is not None}
    if len(habits) == len(written.habits):
        check_between(habits, find)
        check_packs(habits, find)
        if written.tier_ids and len(watches) == len(written.watches):
            check_watches(watches, habits, written.tier_ids, find)
    if written.calendar is not None:
        check_calendar(written.calendar, find)
        if len(habits) == len(written.habits):
            check_roles([written.calendar.digest.nobody_here], habits, find)
        messages = {name: words for name, (_, words) in written.habits.items() if words is not None}
        if len(messages) == len(written.habits) and len(watches) == len(written.watches):
            check_named(written.calendar, messages, watches, find)
    return find


def _digest(folder: Path) -> str:
    """One hash over every file's name and content."""
    whole = hashlib.sha256()
    for file in _files(folder):
        content = file.read_bytes()
        whole.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Every YAML file of the folder and of its habits, in one order everywhere."""
    return iter(sorted([*folder.glob("*.y*ml"), *folder.glob("[!._]*/*.y*ml")]))


def _check_name(folder: str, habit: HabitFile, find: Findings) -> None:
    find.ids([habit.id], "habit")
    if habit.id != folder:
        find.say(habit.id, f'this habit is called "{habit.id}" and its folder "{folder}"; give both one name')
