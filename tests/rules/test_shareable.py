"""What a customer may read of answers: nothing internal, nothing personal, whatever the form and whatever was typed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blueprint import FieldClass, Question
from bot.rules.sharing import shareable

OURS = "for us alone"
THEIRS = "for them"
CLASSES = st.sampled_from(FieldClass)


def asked(id: str, field_class: FieldClass, *line: Question) -> Question:
    return Question(id, id, "lines" if line else "text", field_class, line=line)


def typed(question: Question, is_theirs: bool = True) -> Any:
    """An answer that says of itself whether a customer may read it."""
    is_theirs = is_theirs and question.field_class is FieldClass.SHAREABLE
    if question.kind == "lines":
        return [{inner.id: typed(inner, is_theirs) for inner in question.line} | {"~id": OURS}]
    return THEIRS if is_theirs else OURS


@st.composite
def forms(draw: st.DrawFn) -> list[Question]:
    """Questions of any classes, some of them for lines, whose own are of any class again."""
    lines = draw(st.lists(st.lists(CLASSES, max_size=4), max_size=6))
    return [
        asked(f"q{n}", draw(CLASSES), *(asked(f"l{m}", inner) for m, inner in enumerate(line)))
        for n, line in enumerate(lines)
    ]


@given(forms())
def test_no_word_of_ours_comes_through(form: list[Question]) -> None:
    answers = {question.id: typed(question) for question in form}
    assert OURS not in str(shareable(form, answers))


@given(forms())
def test_every_word_of_theirs_does(form: list[Question]) -> None:
    answers = {question.id: typed(question) for question in form}
    assert str(shareable(form, answers)).count(THEIRS) == str(answers).count(THEIRS)


@pytest.mark.parametrize("answers", [{"gone": OURS}, {"q": None}, {}])
def test_what_nobody_asks_is_not_known_to_be_theirs(answers: dict[str, Any]) -> None:
    assert OURS not in str(shareable([asked("q", FieldClass.SHAREABLE)], answers))


def test_what_was_left_open_stays_open() -> None:
    lines = asked("q", FieldClass.SHAREABLE, asked("l", FieldClass.SHAREABLE))
    assert shareable([lines], {"q": None}) == {"q": []}
