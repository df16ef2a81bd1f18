"""Every mistake is told at its line, in a sentence that says what was seen and what was expected."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.blueprint import load
from bot.words import check
from tests.blueprints.copies import REAL, Copy

HABIT, WORDS = "handoff/habit.yml", "handoff/words.yml"
WATCH = "quiet/watch.yml"
CALENDAR, TIERS, PHRASES = "calendar.yml", "tiers.yml", "phrases.yml"
MISTAKES = [
    mistake
    for file in ("mistakes.yml", "mistakes_of_watches.yml")
    for mistake in YAML(typ="safe", pure=True).load(Path(__file__).with_name(file))
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["told"])
def test_a_mistake_is_told_at_its_line(copy: Copy, mistake: dict[str, str]) -> None:
    file = mistake["in"]
    copy.change(file, mistake["this"], mistake["becomes"])
    told_in = mistake.get("told_in", file)
    line = copy.line(told_in, mistake.get("at", mistake["becomes"]))
    assert f"{told_in}:{line}: {mistake['told']}" in copy.mistakes()


def test_a_key_given_twice_is_told_with_the_line_of_the_first(copy: Copy) -> None:
    copy.change(PHRASES, "keep: Save", "back: Keep  # again")
    again, first = copy.line(PHRASES, "# again"), copy.line(PHRASES, "back: Back")
    assert f'{PHRASES}:{again}: "back" is given twice, first on line {first}' in copy.mistakes()


def test_all_mistakes_are_told_at_once_in_the_order_of_files_and_lines(copy: Copy) -> None:
    copy.change(CALENDAR, "mon, tue", "mon, tues")
    copy.change(TIERS, "name: Core", "nmae: Core")
    copy.change(HABIT, "kind: money", "kind: mony")
    copy.change(HABIT, "to: returned", "to: retrned")
    copy.change(HABIT, "due: 10 working days", "due: two weeks")
    copy.change(WORDS, "    - tasks: here", "    - tasks: there")
    assert copy.mistakes() == [
        f'{CALENDAR}:{copy.line(CALENDAR, "tues")}: "tues" is not a day; did you mean "tue"?',
        f'{HABIT}:{copy.line(HABIT, "mony")}: "mony" is not a kind of question; did you mean "money"?',
        f'{HABIT}:{copy.line(HABIT, "to: retrned")}: "retrned" is not a state; did you mean "returned"?',
        f'{HABIT}:{copy.line(HABIT, "two weeks")}: "two weeks" is no span of time: write "2 working days" or "30 days"',
        f'{WORDS}:{copy.line(WORDS, "tasks: there")}: "tasks" is always "here"; saw "there"',
        f'{TIERS}:{copy.line(TIERS, "T3:")}: "name" is missing from this tier',
        f'{TIERS}:{copy.line(TIERS, "nmae")}: a tier has no "nmae"; did you mean "name"?',
    ]


def test_all_templates_that_cannot_be_filled_are_told_at_once(copy: Copy) -> None:
    copy.change(WORDS, "You own {{ account.name }}: ", "You own {{ acount.name }}: ")
    copy.change(PHRASES, "{{ error }}", "{{ eror }}")
    copy.change(HABIT, "returned to {{ ae.name }}", "returned to {{ ae.nmae }}")
    assert [mistake.split(": ")[0] for mistake in copy.mistakes()] == [
        f"{HABIT}:{copy.line(HABIT, 'ae.nmae')}",
        f"{WORDS}:{copy.line(WORDS, 'acount')}",
        f"{PHRASES}:{copy.line(PHRASES, 'eror')}",
    ]


def test_a_missing_phrase_is_told(copy: Copy) -> None:
    copy.change(PHRASES, "discard: Discard\n", "")
    assert copy.mistakes() == [f'{PHRASES}:1: the phrase "discard" is missing']


def test_a_channel_needs_words_for_when_it_fails(copy: Copy) -> None:
    copy.change(WORDS, "channel_trouble:\n", "trouble:\n")
    line = copy.line(HABIT, "  accepted:\n    roles:")
    assert (
        f'{HABIT}:{line}: words.yml lacks the message "channel_trouble": the channel could not be made'
        in copy.mistakes()
    )


def test_nothing_is_ticked_off_without_a_checklist(copy: Copy) -> None:
    written = (copy.folder / HABIT).read_text(encoding="utf-8")
    checklist = written[written.index("checklist:\n") : written.index("on:\n  asks_manager:")]
    copy.change(HABIT, checklist, "")
    told = f'{HABIT}:{copy.line(HABIT, "buttons: [done]")}: "done" ticks off a checklist, and this habit has none'
    assert told in copy.mistakes()


def test_a_form_stays_within_a_modal(copy: Copy) -> None:
    more = "".join(f"      - {{id: more_{n}, ask: More, kind: text, class: internal}}\n" for n in range(98))
    copy.change(
        HABIT,
        "from the first day on.\n    questions:\n",
        f"from the first day on.\n    questions:\n{more}",
    )
    told = f"{HABIT}:{copy.line(HABIT, 'step: people')}: this step draws 102 blocks; a modal of Slack's holds 100"
    assert copy.mistakes() == [told]


def test_a_menu_stays_within_its_hundred_choices(copy: Copy) -> None:
    more = "".join(f"            - {{value: more_{n}, label: More}}\n" for n in range(99))
    copy.change(HABIT, "            - {value: other, label", f"{more}            - {{value: other, label")
    told = f"{HABIT}:{copy.line(HABIT, 'id: reason')}: 101 choices; a select menu of Slack's holds 100"
    assert copy.mistakes() == [told]


def test_a_message_stays_within_its_parts(copy: Copy) -> None:
    copy.change(WORDS, "    - tasks: here\n", "    - tasks: here\n" + "    - say: x\n" * 40)
    assert copy.mistakes() == [f"{WORDS}:{copy.line(WORDS, 'checklist:')}: 42 parts; a message holds at most 40"]


@pytest.mark.parametrize("file", [CALENDAR, TIERS, PHRASES, HABIT, WORDS])
def test_a_missing_file_is_told(copy: Copy, file: str) -> None:
    (copy.folder / file).unlink()
    assert f"{file}:1: this file is missing" in copy.mistakes()


@pytest.mark.parametrize("file", [CALENDAR, TIERS, PHRASES, HABIT, WORDS, WATCH])
def test_an_empty_file_is_told(copy: Copy, file: str) -> None:
    (copy.folder / file).write_text("# nothing yet\n")
    assert f"{file}:1: this file is empty" in copy.mistakes()


def test_a_file_that_nothing_reads_is_told(copy: Copy) -> None:
    (copy.folder / "tier.yml").write_text("a: b\n")
    assert copy.mistakes() == ['tier.yml:1: nothing reads a file of this name; did you mean "tiers.yml"?']


def test_a_file_that_is_not_utf_8_is_told(copy: Copy) -> None:
    (copy.folder / TIERS).write_bytes(b"T1:\n  name: Str\xe9gique\n")
    assert f"{TIERS}:2: this is not UTF-8 text; save the file as UTF-8" in copy.mistakes()


def test_a_folder_without_habits_is_told(copy: Copy) -> None:
    for folder in copy.folder.glob("*/"):
        shutil.rmtree(folder)
    assert (
        f"{copy.folder}:1: there is no habit here; a habit is a folder with a habit.yml and a words.yml"
        in copy.mistakes()
    )


def test_a_folder_holds_a_habit_or_watches_and_a_habit_is_whole(copy: Copy) -> None:
    (copy.folder / "empty").mkdir()
    (copy.folder / "talk" / "words.yml").unlink()
    assert [mistake for mistake in copy.mistakes() if "this file is missing" in mistake] == [
        "empty/habit.yml:1: this file is missing",
        "empty/words.yml:1: this file is missing",
        "talk/words.yml:1: this file is missing",
    ]


def test_a_folder_that_is_not_there_is_told(copy: Copy) -> None:
    shutil.rmtree(copy.folder)
    assert f"{copy.folder}:1: there is no such folder" in copy.mistakes()


def test_two_habits_cannot_share_a_command(copy: Copy) -> None:
    shutil.copytree(copy.folder / "handoff", copy.folder / "renewal")
    copy.change("renewal/habit.yml", "habit: handoff", "habit: renewal")
    line = copy.line("renewal/habit.yml", "command:")
    assert copy.mistakes() == [f"renewal/habit.yml:{line}: /handoff already opens the habit handoff"]


def test_the_sample_has_no_mistakes(copy: Copy) -> None:
    assert copy.mistakes() == []


def test_what_ships_has_no_mistakes() -> None:
    assert check(REAL) == []


def test_a_line_is_known_only_to_an_item_with_one_for_each(copy: Copy) -> None:
    copy.change(HABIT, "do: Hold the kickoff", "do: Hold the kickoff of {{ line.what }}")
    told = f'{HABIT}:{copy.line(HABIT, "kickoff of")}: there is no fact "line" here; known: account, actor, ae'
    assert any(mistake.startswith(told) for mistake in copy.mistakes())


def test_personal_answers_in_what_is_to_be_done_keep_it_out_of_the_channel(copy: Copy) -> None:
    copy.change(WORDS, "from {{ sent_on }}.", "from {{ sent_on }}: {{ tasks | length }} things to do.")
    assert copy.mistakes() == []
    copy.change(HABIT, "do: Hold the kickoff\n", "do: Hold the kickoff with {{ champion }}\n")
    told = '"announcement" uses personal answers; those are told to a person, not in a channel'
    assert f"{HABIT}:{copy.line(HABIT, 'message: announcement')}: {told}" in copy.mistakes()


def test_a_line_is_as_personal_as_its_question(copy: Copy) -> None:
    copy.change(WORDS, "from {{ sent_on }}.", "from {{ sent_on }}: {{ tasks | length }} things to do.")
    copy.change(HABIT, "ask: What is missing, kind: text, class: internal", "ask: It, kind: text, class: personal")
    told = '"announcement" uses personal answers; those are told to a person, not in a channel'
    assert f"{HABIT}:{copy.line(HABIT, 'message: announcement')}: {told}" in copy.mistakes()


def test_moves_may_keep_the_very_same_question(copy: Copy) -> None:
    copy.change(HABIT, "    form:\n      title: What is", "    form: &again\n      title: What is")
    copy.change(HABIT, "to: accepted, by: author}", "to: accepted, by: author, form: *again}")
    assert copy.mistakes() == []
    assert [question.id for question in load(copy.folder).habits["handoff"].kept].count("gaps") == 1
