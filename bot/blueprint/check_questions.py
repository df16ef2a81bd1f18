"""What must hold between the keys of a question, wherever it is asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.blueprint.check_begins import check_begins
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.values import AHEAD, BEHIND, FILLER, GAPS, TODAY, FieldClass
from bot.blueprint.written import ChoiceKeys, QuestionKeys

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
    "changed_on",
    "started_from",
    "missing",
    "score",
    "score_of",
    "line",
    "why",
)
"""What templates are given beside roles and answers (blueprints/README.md)."""

TIERS = "tiers"
ALWAYS, NEVER = "always", "never"
GAP_LINE = {"what": "text", "who": "person", "by_when": "date"}
"""The questions, with their kinds, of lines that start as the gaps."""

_ONLY_FOR = {
    "choices": ("choice", "choices"),
    "role": ("person",),
    "may_be_new": ("account",),
    "starts_as": ("person", "people", "date", "choice", "yes_no", "lines"),
    "vague": ("text", "long_text"),
    "falls": ("date",),
    "least": ("lines",),
    "one": ("lines",),
    "none": ("lines",),
    "reads": ("lines",),
    "line": ("lines",),
    "begins": ("lines",),
}
_NEEDED_BY = {"choice": ("choices",), "choices": ("choices",), "lines": ("one", "reads", "line")}
_STARTS = {"person": (FILLER,), "people": (FILLER,), "lines": (GAPS,), "date": (TODAY,), "yes_no": ("yes", "no")}
_OPTIONS_LIMIT = 100


def check_questions(questions: Sequence[QuestionKeys], tiers: Collection[str], find: Findings) -> None:
    """Find what does not fit in questions that stand in one form."""
    find.ids((question.id for question in questions), "question")
    for question in questions:
        if question.id in FACTS and question.kind != "account":
            find.say(
                question.id, f'"{question.id}" already means something in a message; give this question another id'
            )
        _check_question(question, tiers, find)


def _check_question(question: QuestionKeys, tiers: Collection[str], find: Findings) -> None:
    find.known(question.field_class, [str(one) for one in FieldClass], "a class")
    find.as_written(question.ask, question.hint, question.placeholder, question.one, question.none)
    find.at_most(question.ask, 2000, "a question", "block-kit/blocks/input-block")
    find.at_most(question.hint, 2000, "a hint", "block-kit/blocks/input-block")
    find.at_most(question.placeholder, 150, "a placeholder", "block-kit/block-elements/plain-text-input-element")
    _check_needed(question, tiers, find)
    if find.known(question.kind, KINDS, "a kind of question"):
        _check_kind(question, tiers, find)


def _check_kind(question: QuestionKeys, tiers: Collection[str], find: Findings) -> None:
    for key, kinds in _ONLY_FOR.items():
        if getattr(question, key) is not None and question.kind not in kinds:
            find.say(question.kind, f'"{key}" belongs to questions of kind {" or ".join(kinds)}, not {question.kind}')
    for key in _NEEDED_BY.get(question.kind, ()):
        if getattr(question, key) is None:
            find.say(question.kind, f'a question of kind {question.kind} needs "{key}"')
    if question.starts_as is not None and (ways := _ways_to_start(question)):
        find.known(question.starts_as, ways, f"a way to start {question.kind}")
    if question.falls is not None:
        find.known(question.falls, [AHEAD, BEHIND], "a way for a day to fall")
    if question.choices is not None:
        _check_choices(question, find)
    if isinstance(question.least, dict):
        find.by_tier(dict(question.least), tiers, "least")
    _check_line(question, tiers, find)


def _ways_to_start(question: QuestionKeys) -> Collection[str]:
    return question.values if question.kind == "choice" else _STARTS.get(question.kind, ())


def _check_needed(question: QuestionKeys, tiers: Collection[str], find: Findings) -> None:
    """`required` and `wanted`: for whom, and for nobody both."""
    required = _tiers_in(question.required, "required", tiers, find)
    wanted = _tiers_in(question.wanted, "wanted", tiers, find)
    both = [tier for tier in tiers if tier in required and tier in wanted]
    if both:
        told = f'required for {", ".join(both)}, so it is never missing there: "wanted" is for what may be a gap'
        find.say(question.id, f'"{question.id}" is {told}')


def _tiers_in(written: Text | list[Text] | None, key: str, tiers: Collection[str], find: Findings) -> Collection[str]:
    if isinstance(written, list):
        return [tier for tier in written if find.known(tier, tiers, "a tier")]
    if written is not None and written not in (ALWAYS, NEVER):
        find.say(written, f'"{key}" is always, never, or a list of tiers such as [T1, T2]; saw "{written}"')
    return tiers if written == ALWAYS else ()


def _check_choices(question: QuestionKeys, find: Findings) -> None:
    if isinstance(question.choices, Text):
        find.known(question.choices, [TIERS], "a list of choices known by name")
        return
    choices = question.choices or []
    if len(choices) > _OPTIONS_LIMIT:
        find.say(question.id, f"{len(choices)} choices; a select menu of Slack's holds {_OPTIONS_LIMIT}")
    check_choices(choices, find)


def check_choices(choices: Sequence[ChoiceKeys], find: Findings) -> None:
    """The options of one menu."""
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
        if inner.wanted is not None:
            find.say(inner.id, 'inside a line nothing is "wanted": gaps are counted by whole questions')
    if question.begins is not None:
        check_begins(question.begins, {str(inner.id): inner for inner in line}, tiers, find)
        if question.starts_as is not None:
            find.say(question.starts_as, 'these lines begin as "begins" has them; they cannot start otherwise, too')
    asked = {str(inner.id): inner.kind for inner in line}
    lacking = [f'the {kind} question "{id}"' for id, kind in GAP_LINE.items() if asked.get(id) != kind]
    if question.starts_as == GAPS and question.line is not None and lacking:
        find.say(question.starts_as, f'lines that start as "{GAPS}" need {" and ".join(lacking)}')
