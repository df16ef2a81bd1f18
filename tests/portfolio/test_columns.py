"""Headings as other systems write them, and what they are taken for."""

from __future__ import annotations

import pytest

from bot.portfolio import Unreadable, Wishes, fields
from bot.portfolio.columns import Column, guessed
from bot.portfolio.headings import KNOWN
from tests.conftest import Workshop

AS_GUESSED = Wishes()


def taken(workshop: Workshop, *headings: str, wishes: Wishes = AS_GUESSED) -> dict[str, str]:
    """Heading to the field it was taken for, without those left alone."""
    columns = guessed(headings, fields(workshop.blueprint), wishes)
    return {column.heading: _what(column) for column in columns if _what(column)}


def _what(column: Column) -> str:
    return column.field.id if column.field else "currency" if column.holds_currency else ""


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Account Name", "account"),
        ("AccountName", "account"),
        ("account_name__c", "account"),
        ("Company", "account"),
        ("Kunde", "account"),
        ("Nom du compte", "account"),
        ("Account ID", "external_id"),
        ("18-Digit Account ID", "external_id"),
        ("hs_object_id", "external_id"),
        ("Kunden-Nr.", "external_id"),
        ("Tier", "tier"),
        ("Customer Segment", "tier"),
        ("Segment", "segment"),
        ("Account Owner", "owner"),
        ("CSM", "owner"),
        ("Kundenbetreuer", "owner"),
        ("Responsable du compte", "owner"),
        ("Stellvertretung", "deputy"),
        ("Backup CSM", "deputy"),
        ("Account Executive", "ae"),
        ("Vertrieb", "ae"),
        ("Our executive sponsor", "our_sponsor"),
        ("ARR", "arr"),
        ("Annual Recurring Revenue (ARR)", "arr"),
        ("Anual Recuring Revenue", "arr"),
        ("ARR in EUR", "arr"),
        ("Renewal Date", "renewal_on"),
        ("Reneval Date", "renewal_on"),
        ("Verlängerungsdatum", "renewal_on"),
        ("Date de renouvellement", "renewal_on"),
        ("Contract Start Date", "contract_start"),
        ("Laufzeit (Monate)", "term_months"),
        ("Economic Buyer", "economic_buyer"),
        ("Champion", "champion"),
        ("Currency", "currency"),
        ("Währung", "currency"),
        ("Annual Revenue", ""),  # what the customer earns
        ("Executive Sponsor", ""),  # theirs or ours?
        ("Notes", ""),
        ("", ""),
    ],
)
def test_a_heading_is_taken_for_what_it_says(workshop: Workshop, heading: str, field: str) -> None:
    names = Wishes() if field == "account" else Wishes({"the name": "account"})
    found = taken(workshop, *names.columns, heading, wishes=names)
    assert found.get(heading, "") == field


@pytest.mark.parametrize("id", KNOWN)
def test_what_other_systems_call_it_is_only_kept_for_what_can_be_taken_in(workshop: Workshop, id: str) -> None:
    asked = {question.id for habit in workshop.blueprint.habits.values() for question in habit.questions}
    assert id in asked | fields(workshop.blueprint).keys()


@pytest.mark.parametrize(
    ("heading", "currency"),
    [("ARR (EUR)", "EUR"), ("ARR [in USD]", "USD"), ("ARR in CHF", "CHF"), ("ARR €", "€"), ("ARR (net)", None)],
)
def test_a_heading_may_name_the_currency(workshop: Workshop, heading: str, currency: str | None) -> None:
    assert guessed(["Account", heading], fields(workshop.blueprint), Wishes())[1].currency == currency


def test_the_surer_heading_has_it_and_the_other_is_left_alone(workshop: Workshop) -> None:
    _, other = guessed(["Account", "Company"], fields(workshop.blueprint), Wishes())
    assert (other.field, other.instead) == (None, "Account")


def test_a_wish_goes_before_every_guess(workshop: Workshop) -> None:
    wishes = Wishes({"Company": "", "Konto": "account", "CSM": "deputy"})
    assert taken(workshop, "Company", "Konto", "CSM", "Owner", wishes=wishes) == {
        "Konto": "account",
        "CSM": "deputy",
        "Owner": "owner",
    }


@pytest.mark.parametrize(
    ("headings", "wishes", "phrase"),
    [
        (["Tier", "Owner"], {}, "table_without_names"),
        ([""], {}, "table_without_names"),
        (["Account", "CSM", "Account Manager"], {}, "table_two_columns"),
        (["Account", "Account"], {}, "table_two_columns"),
        (["Account", "CSM"], {"Owner": "owner"}, "table_no_such_heading"),
        (["Account", "x", "x"], {"x": "owner"}, "table_no_such_heading"),
        (["Account", "CSM"], {"CSM": "boss"}, "table_no_such_field"),
        (["Account", "a", "b"], {"a": "owner", "b": "owner"}, "table_two_columns"),
    ],
)
def test_what_cannot_be_decided_is_asked(
    workshop: Workshop, headings: list[str], wishes: dict[str, str], phrase: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        guessed(headings, fields(workshop.blueprint), Wishes(wishes))
    assert refused.value.phrase == phrase
