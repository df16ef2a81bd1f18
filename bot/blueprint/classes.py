"""Who may read a message, judged by the answers its words use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.blueprint.check_form import kept_by
from bot.blueprint.source import Text
from bot.blueprint.values import FieldClass, strictest
from bot.blueprint.written import HabitFile, MessageKeys, PartKeys, QuestionKeys

_TAG = re.compile(r"""\{[{%] (?: "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | (?![}%]\}) . )*""", re.VERBOSE | re.DOTALL)
_QUOTED = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)
_NAME = re.compile(r"(?<![\w.])([A-Za-z_]\w*)(?:\s*\.\s*(\w+))?")

_OURS = ("missing", "score", "score_of", "started_from", "why")
"""Facts that are no answers, and for no customer to read."""

_OF_ACCOUNT = {"name": FieldClass.SHAREABLE, "slug": FieldClass.SHAREABLE}
"""What customers may know of `account`; its tier and channel are ours."""


def class_of(habit: HabitFile, message: MessageKeys) -> FieldClass:
    """The class of a message: as written, else of the strictest answer it uses, else internal."""
    if message.field_class is not None:
        return class_named(message.field_class)
    return class_of_all(habit, message) or FieldClass.INTERNAL


def class_of_all(habit: HabitFile, message: MessageKeys) -> FieldClass | None:
    """The class of the strictest answer that the words use; None when they use none."""
    return class_in(habit, message.summary, *(text for part in message.parts for text in texts_in(part)[1]))


def class_in(habit: HabitFile, *texts: Text, line: Text | None = None) -> FieldClass | None:
    """The class of the strictest answer that these templates use; `line` is the question that their line is of."""
    classes = _classes(habit)
    names = (((str(line) if line and name == "line" else name), part) for text in texts for name, part in uses(text))
    return strictest(one for name, part in names if (one := _class_of_use(classes, name, part)) is not None)


def texts_in(part: PartKeys) -> tuple[str, list[Text]]:
    """What kind of part it is, and its templates; buttons and tasks have none."""
    match part:
        case PartKeys(heading=Text() as text):
            return "heading", [text]
        case PartKeys(say=Text() as text):
            return "say", [text]
        case PartKeys(facts=list() as texts):
            return "facts", texts
        case PartKeys(small=Text() as text):
            return "small", [text]
        case PartKeys(tasks=Text()):
            return "tasks", []
        case _:
            return "buttons", []


def uses(template: str) -> Iterator[tuple[str, str | None]]:
    """Each name inside {{ }} or {% %}, with the first name after its dot.

    Rather one too many than one too few: words of the template language are among them, and no question has such an id.
    """
    for tag in _TAG.findall(template):
        for match in _NAME.finditer(_QUOTED.sub("''", tag)):
            yield match[1], match[2]


def _class_of_use(classes: Mapping[str, FieldClass], name: str, part: str | None) -> FieldClass | None:
    if name == "account":
        return _OF_ACCOUNT.get(part or "", FieldClass.INTERNAL)
    return classes.get(name)


def _classes(habit: HabitFile) -> dict[str, FieldClass]:
    kept = kept_by(habit)
    asked_by_moves = [question for move in habit.moves.values() if move.form for question in move.form.questions]
    classes = {str(question.id): _class_of_question(question) for question in kept}
    classes |= {str(question.role): _class_of_question(question) for question in kept if question.role}
    of_moves = strictest(_class_of_question(question) for question in asked_by_moves)
    classes |= {"move": of_moves} if of_moves else {}
    classes |= dict.fromkeys(_OURS, FieldClass.INTERNAL)
    return classes | {"tasks": _class_of_tasks(habit, classes)}


def _class_of_tasks(habit: HabitFile, classes: Mapping[str, FieldClass]) -> FieldClass:
    """What is to be done is ours, and as personal as the answers that its words use."""
    used = (
        classes.get(str(item.each) if name == "line" else name)
        for item in (habit.checklist.items if habit.checklist else ())
        for name, _ in uses(item.do)
    )
    return strictest([FieldClass.INTERNAL, *(one for one in used if one is not None)]) or FieldClass.INTERNAL


def _class_of_question(question: QuestionKeys) -> FieldClass:
    own = class_named(question.field_class)
    return strictest([own, *(_class_of_question(inner) for inner in question.line or ())]) or own


def class_named(word: str) -> FieldClass:
    """The class of that name; an unknown one is told elsewhere and must not raise further doubts here."""
    return next((one for one in FieldClass if one == word), FieldClass.SHAREABLE)
