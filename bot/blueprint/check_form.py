"""What must hold between the keys of a form: steps, questions, choices and lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.values import FILLER, GAPS, FieldClass
from bot.blueprint.written import HabitFile, QuestionKeys

KINDS = (
    "text",
    "long_text",
    "date",
    "number",
    "money",
    "email",
    "url",
    "choice",
    "choices",
    "person",
    "people",
    "account",
    "channel",
    "yes_no",
    "lines",
)
FACTS = (
    "account",
    "actor",
    "reader",
    "move",
    "tasks",
    "due",
    "sent_on",
    "why",
    "missing",
    "score",
    "score_of",
    "changed_on",
    "started_from",
    "line",
)
"""What templates are given beside roles and answers (blueprints/README.md)."""

TIERS = "tiers"
ALWAYS, NEVER = "always", "never"

_ONLY_FOR = {
    "choices": ("choice", "choices"),
    "role": ("person",),
    "starts_as": ("person", "lines"),
    "least": ("lines",),
    "one": ("lines",),
    "none": ("lines",),
    "reads": ("lines",),
    "line": ("lines",),
    "vague": ("text", "long_text"),
    "may_be_new": ("account",),
}
_NEEDED_BY = {"choice": ("choices",), "choices": ("choices",), "lines": ("one", "reads", "line")}

_TITLE_LIMIT = 24
_BLOCKS_LIMIT = 100
_OPTIONS_LIMIT = 100
_BLOCKS_OF_LINES = 3
"""A `lines` question draws at least its heading, one line and the Add button."""


def check_form(habit: HabitFile, tiers: Collection[str], find: Findings) -> None:
    """Find what does not fit in a habit's form."""
    questions = [question for step in habit.form for question in step.questions]
    find.ids((step.id for step in habit.form), "step")
    for step in habit.form:
        check_title(step.title, find)
        blocks = sum(_BLOCKS_OF_LINES if question.kind == "lines" else 1 for question in step.questions)
        if blocks > _BLOCKS_LIMIT:
            find.say(step.id, f"this step draws {blocks} blocks; a modal of Slack's holds {_BLOCKS_LIMIT}")
    check_questions(questions, tiers, find)
    _check_account(habit, questions, find)
    _check_roles(questions, find)


def check_questions(questions: Sequence[QuestionKeys], tiers: Collection[str], find: Findings) -> None:
    """Find what does not fit in questions that stand in one form."""
    find.ids((question.id for question in questions), "question")
    for question in questions:
        if question.id in FACTS and question.kind != "account":
            find.say(
                question.id, f'"{question.id}" already means something in a message; give this question another id'
            )
        _check_question(question, tiers, find)


def check_title(title: Text, find: Findings) -> None:
    find.at_most(title, _TITLE_LIMIT, "a modal's title", "views/modal-views")
    find.as_written(title)


def _check_question(question: QuestionKeys, tiers: Collection[str], find: Findings) -> None:
    find.known(question.field_class, [str(one) for one in FieldClass], "a class")
    find.as_written(question.ask, question.hint, question.placeholder, question.one, question.none)
    find.at_most(question.ask, 2000, "a question", "block-kit/blocks/input-block")
    find.at_most(question.hint, 2000, "a hint", "block-kit/blocks/input-block")
    find.at_most(question.placeholder, 150, "a placeholder", "block-kit/block-elements/plain-text-input-element")
    if question.starts_as is not None:
        find.known(question.starts_as, [FILLER, GAPS], "a way to start")
    _check_required(question, tiers, find)
    if find.known(question.kind, KINDS, "a kind of question"):
        _check_kind(question, tiers, find)


def _check_kind(question: QuestionKeys, tiers: Collection[str], find: Findings) -> None:
    for key, kinds in _ONLY_FOR.items():
        if getattr(question, key) is not None and question.kind not in kinds:
            find.say(question.kind, f'"{key}" belongs to questions of kind {" or ".join(kinds)}, not {question.kind}')
    for key in _NEEDED_BY.get(question.kind, ()):
        if getattr(question, key) is None:
            find.say(question.kind, f'a question of kind {question.kind} needs "{key}"')
    if question.choices is not None:
        _check_choices(question, find)
    if isinstance(question.least, dict):
        find.by_tier(dict(question.least), tiers, "least")
    _check_line(question, tiers, find)


def _check_required(question: QuestionKeys, tiers: Collection[str], find: Findings) -> None:
    if isinstance(question.required, Text) and question.required not in (ALWAYS, NEVER):
        said = f'"required" is always, never, or a list of tiers such as [T1, T2]; saw "{question.required}"'
        find.say(question.required, said)
    for tier in question.required if isinstance(question.required, list) else ():
        find.known(tier, tiers, "a tier")


def _check_choices(question: QuestionKeys, find: Findings) -> None:
    if isinstance(question.choices, Text):
        find.known(question.choices, [TIERS], "a list of choices known by name")
        return
    choices = question.choices or []
    if len(choices) > _OPTIONS_LIMIT:
        find.say(question.id, f"{len(choices)} choices; a select menu of Slack's holds {_OPTIONS_LIMIT}")
    find.ids((choice.value for choice in choices), "choice")
    for choice in choices:
        find.at_most(choice.label, 75, "a choice", "block-kit/composition-objects/option-object")
        find.as_written(choice.label)


def _check_line(question: QuestionKeys, tiers: Collection[str], find: Findings) -> None:
    line = question.line or []
    check_questions(line, tiers, find)
    for inner in line:
        if inner.kind in ("account", "lines"):
            find.say(inner.kind, f"a line cannot hold a question of kind {inner.kind}")
        if inner.role is not None:
            find.say(inner.role, "a line cannot fill a role: roles are filled once")
        if isinstance(inner.required, list):
            find.say(inner.id, 'inside a line "required" is always or never')


def _check_account(habit: HabitFile, questions: Sequence[QuestionKeys], find: Findings) -> None:
    if not any(question.kind == "account" for question in questions):
        find.say(habit.id, 'the form asks for no account; it needs a question with the id "account" and that kind')
    if len([question for question in questions if question.kind == "channel"]) > 1:
        find.say(habit.id, "the form asks for two channels; an account has one")
    for question in questions:
        if (question.kind == "account") != (question.id == "account"):
            find.say(question.id, 'the question of kind account, and no other, has the id "account"')
        if (question.choices == TIERS) != (question.id == "tier"):
            find.say(question.id, 'the question with "choices: tiers", and no other, has the id "tier"')


def _check_roles(questions: Sequence[QuestionKeys], find: Findings) -> None:
    find.ids(roles_of(questions), "role")
    roles = set(roles_of(questions))
    for question in questions:
        if question.id in FACTS and question.id != "account":
            find.say(
                question.id, f'"{question.id}" already means something in a message; give this question another id'
            )
        if question.id in roles and question.role != question.id:
            find.say(question.id, f'"{question.id}" is a role that another question fills; give this one another id')


def roles_of(questions: Sequence[QuestionKeys]) -> Iterator[Text]:
    """The roles that the form's questions fill."""
    return (question.role for question in questions if question.role is not None)
