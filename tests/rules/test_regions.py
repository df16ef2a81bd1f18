"""Regions that have public holidays are found as people call them."""

from datetime import date

import pytest

from bot.rules.regions import MOST, is_region, named_like, public_holidays, regions


def test_regions_are_countries_and_their_parts() -> None:
    called = regions()
    assert called["DE"] == "Germany"
    assert called["DE-BY"] == "Germany: Bayern"
    assert called["US-NY"] == "United States: New York"
    assert called["IM"] == "Isle of Man"
    assert called["CD"] == "DR Congo"
    assert len(called) > 800


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("germany", "DE"),
        ("Bayern", "DE-BY"),
        ("bayren", "DE-BY"),
        ("new york", "US-NY"),
        ("us-ny", "US-NY"),
        ("de", "DE"),
        ("England", "GB-ENG"),
        ("untied kingdom", "GB"),
    ],
)
def test_a_region_is_found_by_name_or_code_with_typing_errors(typed: str, first: str) -> None:
    assert named_like(typed)[0] == first


def test_nothing_typed_shows_the_first_and_nonsense_shows_none() -> None:
    assert len(named_like("")) == MOST
    assert named_like("xqzt") == []


def test_what_is_no_region_has_no_holidays() -> None:
    assert not is_region("XX")
    assert not is_region("US-ZZ")
    assert public_holidays("US-ZZ", 2026) == frozenset()
    assert date(2026, 11, 26) in public_holidays("US", 2026)
