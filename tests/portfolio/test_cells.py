"""What is written in a cell, as the answer it is, or with the reason why it is none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.blueprint import Choice, FieldClass, Question
from bot.portfolio import Directory, Unreadable, Wishes
from bot.portfolio.cells import how
from bot.portfolio.columns import Column, Field
from bot.rules.problem import Problem
from tests.cast import MONDAY, WORKSPACE

TIERS = (Choice("T1", "Strategic"), Choice("T2", "Key"))
PLACES = (Choice("contract", "in the contract"), Choice("spoken", "spoken"), Choice("a+", "A+"), Choice("a-", "A-"))
NO_WISHES = Wishes()


def column(kind: str, choices: tuple[Choice, ...] = (), id: str = "asked", currency: str | None = None) -> Column:
    question = Question(id, "Asked", kind, FieldClass.INTERNAL, choices=choices)
    return Column(0, "Heading", Field(id, f"facts.{id}", question), currency=currency)


def said(column: Column, text: str, currency: str = "", wishes: Wishes = NO_WISHES) -> Any:
    """The answer, or the phrase that says why there is none."""
    answer = how(column, [text], Directory(WORKSPACE, trusts=MONDAY), wishes).answer(text, currency)
    return answer.phrase if isinstance(answer, Problem) else answer


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        ("text", "Dana  Ruiz,\n CFO", "Dana Ruiz, CFO"),
        ("text", "👩‍💻 & <!channel> *bold*", "👩‍💻 & <!channel> *bold*"),
        ("text", "שלום", "שלום"),
        ("text", "x" * 301, "cell_too_long"),
        ("text", "a\x00b", "cell_never_shown"),
        ("text", "a\u202eb", "cell_never_shown"),
        ("long_text", "one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("long_text", "x" * 3001, "cell_too_long"),
        ("date", "31.12.2026", "2026-12-31"),
        ("date", "soon", "cell_no_day"),
        ("number", "12", 12),
        ("number", "12,5", 12.5),
        ("number", "-3.0", -3),
        ("number", "1.200", "number_wrong"),
        ("number", "9" * 13, "number_wrong"),
        ("number", "NaN", "number_wrong"),
        ("email", "dana@acme.example", "dana@acme.example"),
        ("email", "dana at acme", "cell_no_mail"),
        ("url", "https://acme.example/a?b=c", "https://acme.example/a?b=c"),
        ("url", "javascript:alert(1)", "cell_no_url"),
        ("channel", "C012AB3CDE", "C012AB3CDE"),
        ("channel", "<#C012AB3CDE|acme>", "C012AB3CDE"),
        ("channel", "#acme", "cell_no_channel"),
        ("yes_no", "Ja", "yes"),
        ("yes_no", "FALSE", "no"),
        ("yes_no", "perhaps", "cell_not_yes_or_no"),
        ("person", "<@UANN>", "UANN"),
        ("people", "UANN; @UBEN, UANN", ["UANN", "UBEN"]),
        ("people", "UANN; ann", "person_unknown"),
        ("money", "120,000 EUR", {"minor": 12_000_000, "currency": "EUR"}),
        ("money", "€ 120.000,50", {"minor": 12_000_050, "currency": "EUR"}),
        ("money", "120000", "cell_no_currency"),
        ("money", "a lot", "money_wrong"),
        ("money", "9" * 5000, "cell_too_long"),
    ],
)
def test_a_cell_is_read_by_its_kind(kind: str, text: str, answer: Any) -> None:
    assert said(column(kind), text) == answer


@pytest.mark.parametrize(
    "text", ["T1", "t1", "1", "Tier 1", "tier-1", "Tier T1", "Strategic", "T1 – Strategic", "T1 (Strategic)"]
)
def test_a_tier_is_known_by_its_id_its_number_and_its_name(text: str) -> None:
    assert said(column("choice", TIERS, id="tier"), text) == "T1"


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        ("choice", "In the Contract", "contract"),
        ("choice", "A-", "a-"),
        ("choice", "A", "cell_no_choice"),
        ("choice", "1", "cell_no_choice"),
        ("choices", "spoken; in the contract", ["spoken", "contract"]),
        ("choices", "spoken; sung", "cell_no_choice"),
    ],
)
def test_a_choice_is_known_by_its_value_and_its_label_and_never_by_what_two_have_in_common(
    kind: str, text: str, answer: Any
) -> None:
    assert said(column(kind, PLACES), text) == answer


@pytest.mark.parametrize(
    ("text", "of_row", "of_heading", "wished", "answer"),
    [
        ("120.000,50", "", None, "EUR", {"minor": 12_000_050, "currency": "EUR"}),
        ("120,000.50", "USD", None, "EUR", {"minor": 12_000_050, "currency": "USD"}),
        ("1.2m", "", "€", None, {"minor": 120_000_000, "currency": "EUR"}),
        ("120,000 USD", "", None, "EUR", {"minor": 12_000_000, "currency": "USD"}),
        ("120,000 USD", "EUR", None, None, "cell_two_currencies"),
        ("120,000 USD", "", "EUR", None, "cell_two_currencies"),
        ("$120,000", "usd", None, None, {"minor": 12_000_000, "currency": "USD"}),
        ("120,000", "Euro", None, None, "money_wrong"),
    ],
)
def test_the_currency_is_the_cells_own_the_rows_the_headings_or_the_one_wished_for(
    text: str, of_row: str, of_heading: str | None, wished: str | None, answer: Any
) -> None:
    assert said(column("money", currency=of_heading), text, of_row, Wishes(currency=wished)) == answer


@pytest.mark.parametrize(
    ("texts", "wish", "answers"),
    [
        (["31/12/2026", "03/04/2026"], None, ["2026-12-31", "2026-04-03"]),
        (["12/31/2026", "03/04/2026"], None, ["2026-12-31", "2026-03-04"]),
        (["03/04/2026"], True, ["2026-04-03"]),
        (["03/04/2026"], False, ["2026-03-04"]),
        (["31/12/2026", "12/31/2026"], True, ["2026-12-31", "cell_no_day"]),
    ],
)
def test_a_column_of_days_decides_as_a_whole(texts: list[str], wish: bool | None, answers: list[str]) -> None:
    days = how(column("date"), texts, Directory(WORKSPACE), Wishes(day_first=wish))
    found = [days.answer(text) for text in texts]
    assert [one.phrase if isinstance(one, Problem) else one for one in found] == answers


@pytest.mark.parametrize(
    ("texts", "phrase"),
    [(["03/04/2026", "2026-01-01"], "table_days_unclear"), (["31/12/2026", "12/31/2026"], "table_days_mixed")],
)
def test_a_column_of_days_that_cannot_decide_is_refused(texts: list[str], phrase: str) -> None:
    with pytest.raises(Unreadable) as refused:
        how(column("date"), texts, Directory(WORKSPACE), NO_WISHES)
    assert refused.value.phrase == phrase
