"""blueprints/README.md is the whole vocabulary: every word of the code is in it, and no other."""

from __future__ import annotations

import re

import pytest

from bot.blueprint import written
from bot.blueprint.check_form import FACTS, KINDS
from bot.blueprint.written import Written
from tests.blueprints.copies import REAL

README = (REAL / "README.md").read_text(encoding="utf-8")

SECTIONS = {
    "The calendar": written.CalendarFile,
    "Working hours": written.Hours,
    "A tier": written.TierKeys,
    "A habit": written.HabitFile,
    "A step": written.StepKeys,
    "A question": written.QuestionKeys,
    "A choice": written.ChoiceKeys,
    "A state": written.StateKeys,
    "A move": written.MoveKeys,
    "A confirmation": written.ConfirmKeys,
    "A move's form": written.MoveFormKeys,
    "A checklist": written.ChecklistKeys,
    "An item": written.ItemKeys,
    "What follows": written.EnteringKeys,
    "A channel": written.ChannelKeys,
    "Telling": written.TellKeys,
    "A message": written.MessageKeys,
    "A part": written.PartKeys,
}


def words_under(heading: str) -> set[str]:
    """The words in the first column of the table under a heading."""
    _, found, after = README.partition(f"\n### {heading}\n")
    assert found, f"README.md has no section {heading!r}"
    return set(re.findall(r'^\| `"?([\w ]+)"?` \|', after.partition("\n#")[0], re.MULTILINE))


@pytest.mark.parametrize(("heading", "model"), SECTIONS.items())
def test_every_key_is_in_the_readme_and_no_other(heading: str, model: type[Written]) -> None:
    assert words_under(heading) == {field.alias or name for name, field in model.model_fields.items()}


def test_no_model_of_the_vocabulary_is_left_out() -> None:
    assert set(SECTIONS.values()) == set(Written.__subclasses__())


def test_every_kind_of_question_is_in_the_readme_and_no_other() -> None:
    assert words_under("Kinds of questions") == set(KINDS)


def test_every_fact_of_templates_is_in_the_readme_and_no_other() -> None:
    assert words_under("What a template may use") == set(FACTS)


def test_the_readme_names_the_files_that_are_there() -> None:
    tree = README.partition("```\n")[2].partition("```")[0]
    told = set(re.findall(r"[\w.]+\.yml", tree))
    assert told == {path.name for path in REAL.rglob("*.yml")}
