"""The folder blueprints/, read whole: one Blueprint, or every mistake in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.blueprint.check_flow import check_flow
from bot.blueprint.check_form import check_form
from bot.blueprint.findings import Findings
from bot.blueprint.meaning import DAYS, calendar_of, habit_of, tiers_of
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

CALENDAR, TIERS, PHRASES = "calendar.yml", "tiers.yml", "phrases.yml"
HABIT, WORDS = "habit.yml", "words.yml"

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def load(folder: Path) -> Blueprint:
    """Read a folder of blueprints.

    Raises BlueprintErrors with every mistake that can be told: what a file means is not judged before the file can be
    read and its keys are right. Templates are not compiled here (`bot.words.Words` does that).
    """
    reading = _Reading(folder)
    calendar: CalendarFile | None = reading.file(CALENDAR, CalendarFile)
    tiers: Mapping[Text, TierKeys] | None = reading.file(TIERS, TiersFile)
    phrases: Mapping[Text, Text] | None = reading.file(PHRASES, PhrasesFile)
    habits = {name: reading.habit(name) for name in reading.habit_folders()}
    reading.check(calendar, tiers, phrases, habits)
    if reading.mistakes or calendar is None or tiers is None or phrases is None:
        raise BlueprintErrors(reading.mistakes)
    meant = tiers_of(tiers)
    return Blueprint(
        habits={name: habit_of(pair.habit, pair.words, meant) for name, pair in habits.items() if pair is not None},
        tiers=meant,
        calendar=calendar_of(calendar),
        phrases={str(key): text for key, text in phrases.items()},
        digest=reading.digest(),
    )


@dataclass(frozen=True)
class _Pair:
    """A habit's two files."""

    habit: HabitFile
    words: Mapping[Text, MessageKeys]


@dataclass
class _Reading:
    """One pass over the folder, gathering mistakes."""

    folder: Path
    mistakes: list[Mistake] = field(default_factory=list)

    def file(self, name: str, form: Any) -> Any:
        """A file's content as that form, or None with its mistakes noted."""
        source = read(self.folder / name, str(self.folder / name))
        content = shaped(source, form)
        self.mistakes += source.mistakes
        return content

    def habit(self, name: str) -> _Pair | None:
        habit = self.file(f"{name}/{HABIT}", HabitFile)
        words = self.file(f"{name}/{WORDS}", WordsFile)
        return _Pair(habit, words) if habit is not None and words is not None else None

    def habit_folders(self) -> list[str]:
        """The folders that hold a habit; files that nothing reads are told, they may be misspelt."""
        if not self.folder.is_dir():
            self._say(self.folder, "there is no such folder")
            return []
        known = {".": (CALENDAR, TIERS, PHRASES), "habit": (HABIT, WORDS)}
        for file in _files(self.folder):
            names = known["." if file.parent == self.folder else "habit"]
            if file.name not in names:
                self._say(file, f"nothing reads a file of this name; {did_you_mean(file.name, names)}")
        folders = sorted(path.name for path in self.folder.iterdir() if path.is_dir() and path.name[0] not in "._")
        if not folders:
            self._say(self.folder, f"there is no habit here; a habit is a folder with a {HABIT} and a {WORDS}")
        return folders

    def check(
        self,
        calendar: CalendarFile | None,
        tiers: Mapping[Text, TierKeys] | None,
        phrases: Mapping[Text, Text] | None,
        habits: Mapping[str, _Pair | None],
    ) -> None:
        """Hold what was read against itself, as far as it could be read."""
        find = Findings()
        if phrases is not None:
            find.ids(phrases, "phrase")
        tier_ids = [str(tier) for tier in tiers or ()]
        for folder, pair in habits.items():
            if pair is not None:
                _check_name(folder, pair.habit, find)
                if tiers is not None:
                    check_form(pair.habit, tier_ids, find)
                    check_flow(pair.habit, pair.words, tier_ids, find)
        _check_commands([pair.habit for pair in habits.values() if pair is not None], find)
        if calendar is not None:
            readable = all(pair is not None for pair in habits.values())
            _check_calendar(calendar, {n: pair.words for n, pair in habits.items() if pair} if readable else None, find)
        self.mistakes += find.mistakes

    def digest(self) -> str:
        """One hash over every file's name and content."""
        whole = hashlib.sha256()
        for file in _files(self.folder):
            content = file.read_bytes()
            whole.update(f"{file.relative_to(self.folder).as_posix()}\0{len(content)}\0".encode())
            whole.update(content)
        return whole.hexdigest()

    def _say(self, path: Path, sentence: str) -> None:
        self.mistakes.append(Mistake(Place(str(path), 1), sentence))


def _files(folder: Path) -> Iterator[Path]:
    """Every YAML file of the folder and of its habits, in one order everywhere."""
    return iter(sorted([*folder.glob("*.y*ml"), *folder.glob("[!._]*/*.y*ml")]))


def _check_name(folder: str, habit: HabitFile, find: Findings) -> None:
    find.ids([habit.id], "habit")
    if habit.id != folder:
        find.say(habit.id, f'this habit is called "{habit.id}" and its folder "{folder}"; give both one name')


def _check_commands(habits: Collection[HabitFile], find: Findings) -> None:
    taken: dict[str, str] = {}
    for habit in habits:
        if habit.command in taken:
            find.say(habit.command, f"{habit.command} already opens the habit {taken[habit.command]}")
        taken.setdefault(habit.command, habit.id)


def _check_calendar(
    calendar: CalendarFile, words: Mapping[str, Mapping[Text, MessageKeys]] | None, find: Findings
) -> None:
    for day in calendar.working_days:
        find.known(day, DAYS, "a day")
    hours = calendar.working_hours
    times = [
        find_time for find_time in (hours.opens, hours.closes, calendar.digest_at) if not _TIME.fullmatch(find_time)
    ]
    for wrong in times:
        find.say(wrong, f'"{wrong}" is no time of day; write it as "09:00"')
    if not times and hours.opens >= hours.closes:
        find.say(hours.closes, f"the working day ends at {hours.closes}, before it begins at {hours.opens}")
    if words is not None:
        messages = [f"{habit}/{message}" for habit, said in words.items() for message in said]
        for interrupt in calendar.interrupts:
            find.known(interrupt, messages, "a message, written <habit>/<message>")
