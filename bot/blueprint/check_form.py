"""What must hold between a habit's steps, roles and score."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.blueprint.check_list import check_spans
from bot.blueprint.check_questions import FACTS, TIERS, check_questions
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.values import ANYONE, AUTHOR, GAPS
from bot.blueprint.written import HabitFile, QuestionKeys, ScoreKeys, StepKeys

_TITLE_LIMIT = 24
_SECTION_LIMIT = 3000
_BLOCKS_LIMIT = 100
_BLOCKS_OF_LINES = 3
"""A `lines` question draws at least its heading, one line and the Add button."""


def check_form(habit: HabitFile, tiers: Collection[str], find: Findings) -> None:
    """Find what does not fit in a habit's form and in what judges it."""
    find.ids((step.id for step in habit.form), "step")
    for step in habit.form:
        check_above(step.title, step.says, find)
        _check_blocks(step, find)
    questions = questions_of(habit)
    check_questions(questions, tiers, find)
    for question in questions:
        if question.starts_as == GAPS:
            find.say(question.starts_as, f'"{GAPS}" are known once the form is sent: they start a move\'s form')
    _check_account(habit, questions, find)
    _check_roles(habit, questions, find)
    if habit.score is not None:
        _check_score(habit.score, [str(question.id) for question in questions], tiers, find)


def check_above(title: Text, says: Text | None, find: Findings) -> None:
    """What stands above the questions of a modal."""
    find.at_most(title, _TITLE_LIMIT, "a modal's title", "views/modal-views")
    find.at_most(says, _SECTION_LIMIT, "a text above questions", "block-kit/blocks/section-block")
    find.as_written(title, says)


def questions_of(habit: HabitFile) -> list[QuestionKeys]:
    """Every question of the habit's own form."""
    return [question for step in habit.form for question in step.questions]


def kept_by(habit: HabitFile) -> list[QuestionKeys]:
    """Every question whose answer a record may hold: the form's, and those of the moves that keep theirs."""
    of_moves = (move.form.questions for move in habit.moves.values() if move.form and move.form.keeps)
    return [*questions_of(habit), *(question for questions in of_moves for question in questions)]


def filled_by(habit: HabitFile) -> list[str]:
    """The roles that the form's questions fill."""
    return [str(role) for role in _roles(questions_of(habit))]


def roles_in(habit: HabitFile) -> list[str]:
    """The roles of a habit: those its form fills, those of the account, and that of whoever opened the record."""
    return list(dict.fromkeys([*filled_by(habit), *habit.team, AUTHOR]))


def _check_blocks(step: StepKeys, find: Findings) -> None:
    blocks = sum(_BLOCKS_OF_LINES if question.kind == "lines" else 1 for question in step.questions)
    blocks += step.says is not None
    if blocks > _BLOCKS_LIMIT:
        find.say(step.id, f"this step draws {blocks} blocks; a modal of Slack's holds {_BLOCKS_LIMIT}")


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


def _check_roles(habit: HabitFile, questions: Sequence[QuestionKeys], find: Findings) -> None:
    find.ids(_roles(questions), "role")
    find.ids(habit.team, "role")
    filled = filled_by(habit)
    for role in habit.team:
        if role in filled:
            find.say(role, f'the form fills "{role}" itself; "team" is for roles that the account has already')
    for role in [*_roles(questions), *habit.team]:
        if role in (AUTHOR, ANYONE, *FACTS):
            find.say(role, f'"{role}" already means something; give this role another name')
    roles = roles_in(habit)
    for question in kept_by(habit):
        if question.id in roles and question.role != question.id:
            find.say(question.id, f'"{question.id}" is the name of a role; give this question another id')


def _roles(questions: Sequence[QuestionKeys]) -> Iterator[Text]:
    return (question.role for question in questions if question.role is not None)


def _check_score(score: ScoreKeys, questions: Collection[str], tiers: Collection[str], find: Findings) -> None:
    find.ids((section.id for section in score.sections), "section")
    most = 2 * len(score.sections)
    if score.enough > most:
        find.say(score.enough, f'"enough" is {score.enough}; {len(score.sections)} sections make {most} at most')
    if score.with_gaps > score.enough:
        find.say(score.with_gaps, f'"with_gaps" is {score.with_gaps}, which is more than "enough", {score.enough}')
    check_spans(score.close, tiers, "close", find)
    taken: dict[str, str] = {}
    for section in score.sections:
        find.as_written(section.called)
        for question in section.questions:
            find.known(question, questions, "a question of this form")
            if question in taken:
                find.say(question, f'"{question}" is judged in the section "{taken[question]}" already')
            taken.setdefault(question, section.id)
