"""What must hold in what is put together for a meeting: where each part comes from, and what a customer may read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.blueprint.check_form import kept_by
from bot.blueprint.check_list import check_span
from bot.blueprint.classes import class_named, uses
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.spans import span_in
from bot.blueprint.values import FieldClass
from bot.blueprint.written import HabitFile, ItemKeys, PackKeys, PackPartKeys, QuestionKeys

_SOURCES = ("answer", "promises", "known", "asked", "habit")

_Questions = Mapping[str, QuestionKeys]


@dataclass(frozen=True)
class _Around:
    """What a pack may speak of: every habit by its id, and what accounts are known for."""

    habits: Mapping[str, HabitFile]
    known: Collection[str]


def check_packs(habits: Collection[HabitFile], find: Findings) -> None:
    """Find what does not fit in the packs of a folder's habits, and in how a customer reads what they were promised."""
    known = dict.fromkeys(str(id) for habit in habits for on in habit.on.values() for id in on.keeps)
    around = _Around({str(habit.id): habit for habit in habits}, list(known))
    for habit in habits:
        for item in habit.checklist.items if habit.checklist else ():
            if item.told_as is not None:
                _check_promise(habit, item, item.told_as, find)
        if habit.pack is not None:
            _check_pack(habit, habit.pack, around, find)


def _check_promise(habit: HabitFile, item: ItemKeys, told_as: Text, find: Findings) -> None:
    if not item.promise:
        find.say(told_as, '"told_as" is how the customer reads a promise: it needs "promise: true"')
    asked = _by_id(kept_by(habit))
    if item.each is not None and str(item.each) in asked:
        lines = asked[str(item.each)]
        _check_shareable(item.each, [lines], find)
        _check_words(told_as, _by_id(lines.line or ()), find, of="line")
    _check_words(told_as, asked, find)


def _check_pack(habit: HabitFile, pack: PackKeys, around: _Around, find: Findings) -> None:
    dates = [id for id, question in _by_id(kept_by(habit)).items() if question.kind == "date"]
    find.known(pack.day, dates, "a date question whose answer is kept")
    span = span_in(pack.old_after) if check_span(pack.old_after, find) else None
    if span is not None and span.working:
        find.say(pack.old_after, f'"{pack.old_after}": this counts every day; write "14 days"')
    for parts, outside in ((pack.customer, True), (pack.ours, False)):
        for part in parts:
            _check_part(habit, part, around, find, outside=outside)


def _check_part(habit: HabitFile, part: PackPartKeys, around: _Around, find: Findings, *, outside: bool) -> None:
    """One part; what stands `outside` is the customer's to read."""
    find.as_written(part.called)
    given = [source for source in _SOURCES if getattr(part, source) is not None]
    if len(given) != 1:
        told = " and ".join(given) or "none"
        find.say(part.called, f"a part comes from one of {', '.join(_SOURCES)}; this one from {told}")
    if part.promises is not None:
        find.here("promises", part.promises)
    if part.answer is not None:
        asked = _by_id(kept_by(habit))
        if find.known(part.answer, asked, "a question whose answer is kept") and outside:
            question = asked[str(part.answer)]
            _check_shareable(part.answer, [question, *(question.line or ())], find)
    for id in part.known or ():
        if find.known(id, around.known, "something that accounts are known for") and outside:
            find.say(id, 'what is known of an account is for us alone: write this under "ours"')
    if part.asked is not None and outside:
        find.say(part.asked, 'what people of ours were asked is for us alone: write this under "ours"')
    if part.habit is not None and find.known(part.habit, around.habits, "a habit"):
        _check_gathered(part, part.habit, around.habits[str(part.habit)], find, outside=outside)
    _check_belongs(part, find)


def _check_gathered(part: PackPartKeys, at: Text, habit: HabitFile, find: Findings, *, outside: bool) -> None:
    """What comes from the records of a habit."""
    if not part.states:
        find.say(at, '"states" is missing: in which of them a record counts')
    for state in part.states or ():
        find.known(state, habit.states, f"a state of the habit {habit.id}")
    if (part.each is None) == (part.reads is None):
        find.say(at, 'this needs "each", a question of kind lines, or "reads", a template for each record')
    asked, words = _by_id(kept_by(habit)), part.reads
    if part.each is not None:
        lists = {id: question for id, question in asked.items() if question.kind == "lines"}
        if not find.known(part.each, lists, f"a question of kind lines of the habit {habit.id} whose answer is kept"):
            return
        if outside:
            _check_shareable(part.each, [lists[str(part.each)]], find)
        asked, words = _by_id(lists[str(part.each)].line or ()), lists[str(part.each)].reads
    if part.value is not None and find.known(part.value, asked, "a question that is asked there") and outside:
        _check_shareable(part.value, [asked[str(part.value)]], find)
    if outside and words is not None:
        _check_words(words, asked, find)
    if part.reads is not None:
        _check_no_lists(part.reads, asked, find)


def _check_no_lists(template: Text, asked: _Questions, find: Findings) -> None:
    """A list would be printed as nobody reads it."""
    for name, _ in uses(template):
        if name in asked and asked[name].kind == "lines":
            find.say(template, f'"{name}" is a list; give it a part of its own, with "each"')


def _check_belongs(part: PackPartKeys, find: Findings) -> None:
    """What is said of gathered records says something only where records are gathered."""
    said = {"states": part.states, "each": part.each, "reads": part.reads, "value": part.value, "unknown": part.unknown}
    for key, value in said.items():
        if value and part.habit is None:
            find.say(part.called, f'"{key}" is said of the records of a habit: it needs "habit"')
    if part.unknown and part.value is None:
        find.say(part.unknown[0], '"unknown" are answers that are no number: it needs "value"')


def _check_words(template: Text, asked: _Questions, find: Findings, of: str | None = None) -> None:
    """A template that the customer reads uses shareable answers alone; `of` is the fact whose parts these are."""
    used = ((part or "") if of else name for name, part in uses(template) if of is None or name == of)
    for name in dict.fromkeys(used):
        if name in asked and not _is_shareable(asked[name]):
            find.say(template, f'"{name}" is {asked[name].field_class}, and the customer reads this')


def _check_shareable(at: Text, asked: Iterable[QuestionKeys], find: Findings) -> None:
    for question in asked:
        if not _is_shareable(question):
            find.say(at, f'"{question.id}" is {question.field_class}, and the customer reads this')


def _is_shareable(question: QuestionKeys) -> bool:
    return class_named(question.field_class) is FieldClass.SHAREABLE


def _by_id(questions: Iterable[QuestionKeys]) -> dict[str, QuestionKeys]:
    return {str(question.id): question for question in questions}
