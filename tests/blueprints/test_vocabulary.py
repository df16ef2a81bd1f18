"""blueprints/README.md is the whole vocabulary: every word of the code is in it, and no other."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest

from bot.blueprint import written, written_watch
from bot.blueprint.check_questions import FACTS, KINDS
from bot.blueprint.shape import shaped
from bot.blueprint.source import read
from bot.blueprint.written import Written
from bot.words.watched import WATCH_FACTS
from tests.blueprints.copies import REAL, Copy

README = (REAL / "README.md").read_text(encoding="utf-8")

SECTIONS = {
    "The calendar": written.CalendarFile,
    "Working hours": written.Hours,
    "The digest": written.DigestKeys,
    "A tier": written.TierKeys,
    "A habit": written.HabitFile,
    "A step": written.StepKeys,
    "A question": written.QuestionKeys,
    "A choice": written.ChoiceKeys,
    "A score": written.ScoreKeys,
    "A section": written.SectionKeys,
    "A state": written.StateKeys,
    "A move": written.MoveKeys,
    "A confirmation": written.ConfirmKeys,
    "A move's form": written.MoveFormKeys,
    "A checklist": written.ChecklistKeys,
    "An item": written.ItemKeys,
    "A pack": written.PackKeys,
    "A part of a pack": written.PackPartKeys,
    "What follows": written.EnteringKeys,
    "A touch": written.TouchKeys,
    "A channel": written.ChannelKeys,
    "Telling": written.TellKeys,
    "A watch": written_watch.WatchKeys,
    "A clock": written_watch.ClockKeys,
    "A ladder": written_watch.LadderKeys,
    "A step of a ladder": written_watch.RungKeys,
    "The next contact": written_watch.NextContactKeys,
    "The ball": written_watch.BallKeys,
    "A cadence": written_watch.CadenceKeys,
    "Things to do": written_watch.TodoKeys,
    "Asking": written_watch.AskingKeys,
    "Threads": written_watch.ThreadsKeys,
    "Several at one time": written_watch.TogetherKeys,
    "The pulse": written_watch.PulseKeys,
    "Who else hears of it": written_watch.EscalationKeys,
    "An alert": written_watch.AlertKeys,
    "A message": written.MessageKeys,
    "A part": written.PartKeys,
}


def words_under(heading: str) -> set[str]:
    """The words in the first column of the table under a heading."""
    _, found, after = README.partition(f"\n### {heading}\n")
    assert found, f"README.md has no section {heading!r}"
    named = re.findall(r"^\| (`[^|]+`) \|", after.partition("\n#")[0], re.MULTILINE)
    return {word for words in named for word in re.findall(r'`"?([\w ]+)"?`', words)}


@pytest.mark.parametrize(("heading", "model"), SECTIONS.items())
def test_every_key_is_in_the_readme_and_no_other(heading: str, model: type[Written]) -> None:
    assert words_under(heading) == {field.alias or name for name, field in model.model_fields.items()}


def test_no_model_of_the_vocabulary_is_left_out() -> None:
    assert set(SECTIONS.values()) == set(Written.__subclasses__())


def test_every_kind_of_question_is_in_the_readme_and_no_other() -> None:
    assert words_under("Kinds of questions") == set(KINDS)


def test_every_fact_of_templates_is_in_the_readme_and_no_other() -> None:
    assert words_under("What a template may use") == set(FACTS)


def test_every_fact_of_watches_is_in_the_readme_and_no_other() -> None:
    assert words_under("What the words of a watch may use") == set(WATCH_FACTS)


def test_the_sample_uses_every_key(copy: Copy) -> None:
    """So that no key is unread: what the sample says is checked, meant and told back by the other tests."""
    used: dict[type[Written], set[str]] = defaultdict(set)
    for file, form in {
        "calendar.yml": written.CalendarFile,
        "tiers.yml": written.TiersFile,
        **{f"{habit}/habit.yml": written.HabitFile for habit in ("handoff", "needs", "talk")},
        **{f"{habit}/words.yml": written.WordsFile for habit in ("handoff", "needs", "talk")},
        **{f"{folder}/watch.yml": written_watch.WatchFile for folder in ("quiet", "talk")},
    }.items():
        _note(shaped(read(copy.folder / file, file), form), used)
    assert used == {model: set(model.model_fields) for model in Written.__subclasses__()}


def _note(value: Any, used: dict[type[Written], set[str]]) -> None:
    match value:
        case Written():
            used[type(value)] |= value.model_fields_set
            _note([getattr(value, name) for name in value.model_fields_set], used)
        case dict():
            _note(list(value.values()), used)
        case list():
            for one in value:
                _note(one, used)


def test_the_readme_names_the_files_that_are_there() -> None:
    tree = README.partition("```\n")[2].partition("```")[0]
    told = set(re.findall(r"[\w.]+\.yml", tree))
    assert told == {path.name for path in REAL.rglob("*.yml")}
