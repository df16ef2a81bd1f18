"""Every template of a blueprint filled once with sample facts, so that none fails when it is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.blueprint import (
    CHANNEL_TROUBLE,
    NOT_DELIVERED,
    UMBRELLA,
    Blueprint,
    BlueprintErrors,
    Habit,
    Ladder,
    Mistake,
    NextContact,
    Place,
    Pulse,
    Question,
    Watch,
    did_you_mean,
    load,
    strange_regions,
)
from bot.words.dressing import dressed
from bot.words.phrases import PHRASES
from bot.words.templates import Facts, Template, TemplateWrong, channel, facts_for, link, mention, place_of
from bot.words.watched import WATCH_FACTS, Kind, cadence_line, nameless

_OF_TROUBLE = (CHANNEL_TROUBLE, NOT_DELIVERED)
_DAY = date(2026, 3, 2)
_DAYS = ("day", "due", "notice_on", "since", "changed_at", "saved_on", "renewal_on", "contract_start")
_NUMBERS = ("count", "step", "steps", "least", "most", "length", "minutes")
"""Of the facts that phrases are given; the others are texts."""


def check(folder: Path) -> list[str]:
    """Every mistake in a folder of blueprints as "file:line: sentence"; none when it can be used.

    Words are looked at once the folder can be read: a template is checked against questions and roles that hold.
    """
    try:
        blueprint = load(folder)
        try_all(blueprint, Templates())
    except BlueprintErrors as errors:
        return errors.sentences
    return []


class Templates(dict[str, Template]):
    """Templates by their source, each compiled when it is first asked for; raises TemplateWrong then."""

    def __missing__(self, source: str) -> Template:
        self[source] = Template(source)
        return self[source]


def try_all(blueprint: Blueprint, templates: Templates) -> None:
    """Fill every template of the blueprint with samples of its facts.

    Raises BlueprintErrors with all that cannot be filled, and with each region that has no holidays anybody knows.
    """
    mistakes = [*strange_regions(blueprint.calendar), *_phrases_missing(blueprint)]
    scenes = list(_scenes(blueprint))
    for text in (text for scene in scenes for text in scene.texts):
        try:
            templates[text]
        except TemplateWrong as wrong:
            mistakes.append(wrong.mistake)
    of_lines = [(scene, list(_wrong(scene, templates))) for scene in scenes if scene.of_lines]
    # What a list of lines prints is among the other facts of its habit: nothing is filled with it before it is right.
    lines_are_right = all(scene.texts[0] in templates and not wrong for scene, wrong in of_lines)
    mistakes += [mistake for _, wrong in of_lines for mistake in wrong]
    for scene in scenes:
        if not scene.of_lines and (scene.habit is None or lines_are_right):
            mistakes += _wrong(scene, templates)
    if mistakes:
        raise BlueprintErrors(mistakes)


@dataclass(frozen=True)
class _Scene:
    """Templates that are given the same facts, with samples of these. `habit` is None for phrases and single lines."""

    texts: tuple[str, ...]
    habit: Habit | None
    samples: tuple[Facts, ...]
    headings: frozenset[str] = frozenset()
    of_lines: bool = False


def _wrong(scene: _Scene, templates: Mapping[str, Template]) -> Iterator[Mistake]:
    there = [templates[text] for text in dict.fromkeys(scene.texts) if text in templates]
    doubted: set[Template] = set()
    for template in there:
        for misnamed in _misnamed(template, scene):
            doubted.add(template)
            yield misnamed
    for sample in scene.samples:
        for plain in (False, True):
            facts = dressed(scene.habit, sample, templates, plain) if scene.habit else facts_for(sample, plain)
            for template in there:
                if template not in doubted and (mistake := _failure(template, facts, plain)):
                    doubted.add(template)
                    yield mistake


def _misnamed(template: Template, scene: _Scene) -> Iterator[Mistake]:
    for name in sorted(template.names - scene.samples[0].keys()):
        close = did_you_mean(name, sorted(scene.samples[0]))
        yield template.mistake(f'there is no fact "{name}" here; {close}', template.line_of(name))
    if template.source in scene.headings and ".mention" in template.source:
        yield template.mistake("a heading mentions nobody: it is plain text; write .name", template.line_of("mention"))


def _failure(template: Template, facts: Facts, plain: bool) -> Mistake | None:
    try:
        template.fill(facts, plain)
    except TemplateWrong as wrong:
        return wrong.mistake
    return None


def _scenes(blueprint: Blueprint) -> Iterator[_Scene]:
    for key, text in blueprint.phrases.items():
        if key in PHRASES:
            yield _Scene((text,), None, (_phrase_sample(key), _phrase_sample(key, empty=True)))
    for habit in blueprint.habits.values():
        for question in _asked(habit):
            if question.reads is not None:
                samples = (_answers_sample(question.line), _answers_sample(question.line, empty=True))
                yield _Scene((question.reads,), None, samples, of_lines=True)
        of_record = (_record_sample(habit, blueprint), _record_sample(habit, blueprint, empty=True))
        yield _Scene(tuple(_texts_of_record(habit)), habit, of_record)
        yield from _line_scenes(habit, of_record)
        yield from _message_scenes(habit, of_record)
        yield from _pack_scenes(habit, blueprint)
    for watch in blueprint.watches.values():
        yield from _watch_scenes(watch, blueprint)


def _texts_of_record(habit: Habit) -> Iterator[str]:
    yield from (state.says for state in habit.states.values())
    yield from (item.do for item in (habit.checklist.items if habit.checklist else ()) if not item.each)
    yield from (entering.channel.name for entering in habit.on.values() if entering.channel)


def _line_scenes(habit: Habit, of_record: tuple[dict[str, Any], dict[str, Any]]) -> Iterator[_Scene]:
    """The items that there is one of for every line."""
    lists = {question.id: question for question in habit.kept}
    for item in habit.checklist.items if habit.checklist else ():
        if item.each:
            line = {"line": _answers_sample(lists[item.each].line)}
            yield _Scene((item.do,), habit, (of_record[0] | line, of_record[1] | line))


def _pack_scenes(habit: Habit, blueprint: Blueprint) -> Iterator[_Scene]:
    """How a customer reads promises, and how records are read in what is put together for a meeting."""
    lists = {question.id: question for question in habit.kept}
    for item in habit.checklist.items if habit.checklist else ():
        if item.told_as is not None:
            line = lists[item.each].line if item.each else ()
            yield _Scene((item.told_as,), None, tuple(_told_sample(habit.kept, line, empty) for empty in (False, True)))
    for part in (*habit.pack.customer, *habit.pack.ours) if habit.pack else ():
        if part.reads is not None and part.habit is not None:
            kept = blueprint.habits[part.habit].kept
            yield _Scene((part.reads,), None, tuple(_told_sample(kept, (), empty) for empty in (False, True)))


def _told_sample(asked: Collection[Question], line: Collection[Question], empty: bool) -> dict[str, Any]:
    return {**_answers_sample(asked, empty), "line": _answers_sample(line, empty), "sent_on": _DAY}


def _message_scenes(habit: Habit, of_record: tuple[dict[str, Any], dict[str, Any]]) -> Iterator[_Scene]:
    """The messages, and apart from them those that say what went wrong."""
    asked = [question for move in habit.moves.values() if move.form for question in move.form.questions]
    full, empty = (
        of_record[empty] | {"reader": _person(empty), "move": _answers_sample(asked, empty)} for empty in (False, True)
    )
    why = {"why": "it is archived."}
    of_trouble = [message for id, message in habit.messages.items() if id in _OF_TROUBLE]
    others = [message for id, message in habit.messages.items() if id not in _OF_TROUBLE]
    for messages, samples in ((others, (full, empty)), (of_trouble, (full | why, empty | why))):
        parts = [part for message in messages for part in message.parts]
        yield _Scene(
            (*(message.summary for message in messages), *(text for part in parts for text in part.texts)),
            habit,
            samples,
            headings=frozenset(text for part in parts if part.kind == "heading" for text in part.texts),
        )


def _watch_scenes(watch: Watch, blueprint: Blueprint) -> Iterator[_Scene]:
    """What one person is told, and apart from it what a whole channel may read."""
    samples = tuple(_watch_samples(watch, blueprint))
    yield _Scene((watch.says, watch.why), None, samples)
    alert, rungs = watch.alert, watch.rule.rungs if isinstance(watch.rule, Ladder) else ()
    in_channel = [*((alert.summary, alert.says, alert.mended) if alert else ()), *(rung.do for rung in rungs)]
    if isinstance(watch.rule, Pulse):
        in_channel += [watch.says, watch.why]
    yield _Scene(tuple(in_channel), None, tuple(nameless(watch, blueprint, sample) for sample in samples))


def _watch_samples(watch: Watch, blueprint: Blueprint) -> Iterator[Facts]:
    """The facts of a watch, with each of the words that templates tell apart."""
    states = ("missing", "due") if isinstance(watch.rule, NextContact) else ("",)
    for empty in (False, True):
        for state in states:
            for colour in ("", "amber", "red"):
                facts = {name: _watch_fact(name, kind, blueprint, empty) for name, kind in WATCH_FACTS.items()}
                line = _answers_sample(cadence_line(watch, blueprint), empty)
                yield facts | {"state": state, "colour": colour, "line": line}


def _watch_fact(name: str, kind: Kind, blueprint: Blueprint, empty: bool) -> Any:
    match kind:
        case Kind.ACCOUNT:
            return _account_sample(blueprint, empty)
        case Kind.PERSON:
            return _person(empty)
        case Kind.DAY:
            return "" if empty and name != "sent_on" else _DAY
        case Kind.NUMBER:
            return "" if empty else 2
        case Kind.COUNT:
            return 0 if empty else 2
        case Kind.TEXTS:
            return [] if empty else ["a promise", "a question", "a piece of news"]
        case Kind.NAMES:
            return [] if empty else ["Ann Adler", "Ben Brand"]
        case Kind.LINE:
            return {}
        case Kind.NAME | Kind.TEXT:
            return "" if empty else "Acme"


def _asked(habit: Habit) -> Iterator[Question]:
    """Every question of the habit, its own form's and its moves'."""
    yield from habit.questions
    for move in habit.moves.values():
        yield from move.form.questions if move.form else ()


def _phrases_missing(blueprint: Blueprint) -> Iterator[Mistake]:
    first = place_of(next(iter(blueprint.phrases.values()), ""))
    for key in PHRASES:
        if key not in blueprint.phrases:
            yield Mistake(Place(first.file, 1), f'the phrase "{key}" is missing')
    for key, text in blueprint.phrases.items():
        if key not in PHRASES:
            yield Mistake(place_of(text), f'nothing says the phrase "{key}"; {did_you_mean(key, PHRASES)}')


def _phrase_sample(key: str, empty: bool = False) -> Facts:
    return {name: _phrase_fact(name, empty) for name in PHRASES[key].split()}


def _phrase_fact(name: str, empty: bool) -> Any:
    if name in _NUMBERS:
        return 2
    if name == "commands":
        return [UMBRELLA]
    return "" if empty else _DAY if name in _DAYS else "Acme"


def _record_sample(habit: Habit, blueprint: Blueprint, empty: bool = False) -> dict[str, Any]:
    task = {"id": 1, "do": "Call Acme", "due": _DAY, "owner": "Ann Adler", "done": False, "done_by": ""}
    return {
        **_answers_sample(habit.kept, empty),
        **{role: _person(empty) for role in habit.all_roles},
        "account": _account_sample(blueprint, empty),
        "actor": _person(),
        "tasks": [] if empty else [task],
        "due": "" if empty else _DAY,
        "sent_on": _DAY,
        "missing": [] if empty else ["Champion", "Risks"],
        "score": "" if empty else 14,
        "score_of": "" if empty else 22,
        "changed_on": _DAY,
        "started_from": "" if empty else link("https://northwind.slack.com/archives/C0/p1"),
    }


def _account_sample(blueprint: Blueprint, empty: bool) -> dict[str, Any]:
    tier = blueprint.tiers[0]
    account = {"name": "Acme", "slug": "acme", "tier": tier.id, "tier_name": tier.name}
    return account | {"channel": "" if empty else channel("C0")}


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
