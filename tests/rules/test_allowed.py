"""Who may read what: a table of classes, readers and the roles they have."""

from __future__ import annotations

import pytest

from bot.blueprint import FieldClass, Question
from bot.rules.allowed import may_read, may_read_answer

TEAM = {"owner": "UANN", "deputy": "UDEV"}


@pytest.mark.parametrize(
    ("field_class", "reader", "roles", "may"),
    [
        (FieldClass.SHAREABLE, "UMEG", TEAM, True),
        (FieldClass.INTERNAL, "UMEG", TEAM, True),
        (FieldClass.INTERNAL, "UMEG", {}, True),
        (FieldClass.PERSONAL, "UANN", TEAM, True),
        (FieldClass.PERSONAL, "UDEV", TEAM, True),
        (FieldClass.PERSONAL, "UMEG", TEAM, False),
        (FieldClass.PERSONAL, "UANN", {}, False),
        (None, "UANN", TEAM, False),
    ],
)
def test_what_is_personal_is_for_the_accounts_people_and_what_is_unknown_for_nobody(
    field_class: FieldClass | None, reader: str, roles: dict[str, str], may: bool
) -> None:
    assert may_read(field_class, reader, roles) is may


def test_lines_that_ask_for_something_personal_are_personal() -> None:
    who = Question("who", "Who said it", "text", FieldClass.PERSONAL)
    risks = Question("risks", "Risks", "lines", FieldClass.INTERNAL, line=(who,))
    assert may_read_answer(risks, "UANN", TEAM)
    assert not may_read_answer(risks, "UMEG", TEAM)
