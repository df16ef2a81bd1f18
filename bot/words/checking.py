"""Every template of a blueprint compiled and filled once with sample facts, so that none fails when it is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.blueprint import (
    AE,
    Blueprint,
    BlueprintErrors,
    Habit,
    MessageWords,
    Mistake,
    Place,
    Question,
    did_you_mean,
    load,
)
from bot.words.dressing import Compiled, dressed
from bot.words.phrases import PHRASES
from bot.words.templates import Facts, Template, TemplateWrong, channel, facts_for, mention

_DAY = date(2026, 3, 2)
_TROUBLE = ("channel_trouble", "not_delivered")
"""The messages that are told why something could not be said."""
_DAYS = ("due", "since", "changed_at", "saved_on", "renewal_on", "contract_start")
_NUMBERS = ("count", "step", "steps", "least", "most", "length")
"""Of the facts that phrases are given; the others are texts."""


def check(folder: Path) -> list[str]:
    """Every mistake in a folder of blueprints as "file:line: sentence"; none when it can be used.

    Words are looked at once the folder can be read: a template is checked against questions and roles that hold.
    """
    try:
        compiled(load(folder))
    except BlueprintErrors as errors:
        return [str(mistake) for mistake in errors.mistakes]
    return []


def compiled(blueprint: Blueprint) -> Compiled:
    """Every template of the blueprint by its source; raises BlueprintErrors with all that cannot be filled."""
    templates: dict[str, Template] = {}
    mistakes = list(_phrases_missing(blueprint))
    uses = list(_uses(blueprint))
    for use in uses:
        try:
            templates.setdefault(use.text, Template(use.text))
        except TemplateWrong as wrong:
            mistakes.append(wrong.mistake)
    mistakes += [mistake for use in uses if use.text in templates for mistake in _wrong(use, templates)]
    if mistakes:
        raise BlueprintErrors(mistakes)
    return templates


@dataclass(frozen=True)
class _Use:
    """A template where it stands: the habit whose facts it gets (None for a phrase or a line), and samples of them."""

    text: str
    habit: Habit | None
    samples: tuple[Facts, ...]
    heading: bool = False


def _wrong(use: _Use, templates: Mapping[str, Template]) -> Iterator[Mistake]:
    template = templates[use.text]
    given = sorted(use.samples[0])
    unknown = template.names() - set(given)
    for name in sorted(unknown):
        yield template.mistake(f'there is no fact "{name}" here; {did_you_mean(name, given)}', template.line_of(name))
    if use.heading and ".mention" in use.text:
        yield template.mistake(
            "a heading is plain text and cannot mention anybody; write .name", template.line_of("mention")
        )
    if unknown or (use.habit and not _lines_can_be_read(use.habit, templates)):
        return
    for sample in use.samples:
        try:
            for plain in (False, True):
                facts = dressed(use.habit, sample, templates, plain) if use.habit else facts_for(sample, plain)
                template.fill(facts, plain)
        except TemplateWrong as wrong:
            yield wrong.mistake
            return


def _lines_can_be_read(habit: Habit, templates: Mapping[str, Template]) -> bool:
    """Whether what the habit's lists of lines print is without mistakes of its own, which are told where they stand."""
    reads = [use for use in _reads(habit) if use.text not in templates or any(_wrong(use, templates))]
    return not reads


def _uses(blueprint: Blueprint) -> Iterator[_Use]:
    for key, text in blueprint.phrases.items():
        if key in PHRASES:
            yield _Use(text, None, (_phrase_sample(key), _phrase_sample(key, empty=True)))
    for habit in blueprint.habits.values():
        yield from _reads(habit)
        of_record = (_record_sample(habit, blueprint), _record_sample(habit, blueprint, empty=True))
        for text in _texts_of_record(habit):
            yield _Use(text, habit, of_record)
        for message in habit.messages.values():
            samples = tuple(_message_sample(habit, message, sample, bool(n)) for n, sample in enumerate(of_record))
            headings = {text for part in message.parts if part.kind == "heading" for text in part.texts}
            for text in [message.summary, *(text for part in message.parts for text in part.texts)]:
                yield _Use(text, habit, samples, heading=text in headings)


def _texts_of_record(habit: Habit) -> Iterator[str]:
    yield from (state.says for state in habit.states.values())
    yield from (item.do for item in (habit.checklist.items if habit.checklist else ()))
    yield from (entering.channel.name for entering in habit.on.values() if entering.channel)


def _reads(habit: Habit) -> Iterator[_Use]:
    for question in habit.questions:
        if question.reads is not None:
            samples = (_answers_sample(question.line), _answers_sample(question.line, empty=True))
            yield _Use(question.reads, None, samples)


def _phrases_missing(blueprint: Blueprint) -> Iterator[Mistake]:
    texts = list(blueprint.phrases.values())
    first = Template(next(iter(texts), "")).place
    for key in PHRASES:
        if key not in blueprint.phrases:
            yield Mistake(Place(first.file, 1), f'the phrase "{key}" is missing')
    for key, text in blueprint.phrases.items():
        if key not in PHRASES:
            yield Mistake(Template(text).place, f'nothing says the phrase "{key}"; {did_you_mean(key, PHRASES)}')


def _phrase_sample(key: str, empty: bool = False) -> Facts:
    return {name: _phrase_fact(name, empty) for name in PHRASES[key].split()}


def _phrase_fact(name: str, empty: bool) -> Any:
    if name in _NUMBERS:
        return 2
    return "" if empty else _DAY if name in _DAYS else "Acme"


def _record_sample(habit: Habit, blueprint: Blueprint, empty: bool = False) -> Facts:
    tier = blueprint.tiers[0]
    account = {"name": "Acme", "slug": "acme", "tier": tier.id, "tier_name": tier.name}
    task = {"id": 1, "do": "Call Acme", "due": _DAY, "owner": "Ann Adler", "done": False, "done_by": ""}
    return {
        **_answers_sample(habit.questions, empty),
        **{role: _person(empty) for role in (*habit.roles, AE)},
        "account": account | {"channel": "" if empty else channel("C0")},
        "actor": _person(),
        "tasks": [] if empty else [task],
        "due": "" if empty else _DAY,
        "sent_on": _DAY,
    }


def _message_sample(habit: Habit, message: MessageWords, of_record: Facts, empty: bool) -> Facts:
    asked = [question for move in habit.moves.values() if move.form for question in move.form.questions]
    why = {"why": "it is archived."} if message.id in _TROUBLE else {}
    return {**of_record, "reader": _person(empty), "move": _answers_sample(asked, empty), **why}


def _answers_sample(questions: Collection[Question], empty: bool = False) -> dict[str, Any]:
    return {question.id: _answer_sample(question, empty) for question in questions}


def _answer_sample(question: Question, empty: bool) -> Any:
    if question.kind == "lines":
        return [] if empty else [_answers_sample(question.line)]
    if empty:
        return ""
    return {"date": _DAY, "choice": question.choices[0].label if question.choices else ""}.get(question.kind, "Acme")


def _person(nobody: bool = False) -> dict[str, Any]:
    if nobody:
        return {"name": "", "first": "", "mention": "", "known": False}
    return {"name": "Ann Adler", "first": "Ann", "mention": mention("UANN"), "known": True}
