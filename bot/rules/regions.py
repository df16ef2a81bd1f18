"""The regions of the world that have public holidays of their own, and those days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from bot.rules.search import Catalogue, found

MOST = 100
"""Regions that are found at once: as many as one answer to a menu holds."""


@cache
def public_holidays(region: str, year: int) -> frozenset[date]:
    """The public holidays of one year in a region ("DE", "US-NY"), with the days on which they are observed instead.

    A region that is none has no holidays: whoever takes one in asks `is_region` first.
    """
    if not is_region(region):
        return frozenset()
    from holidays import country_holidays  # it takes longer to import than the rest of the rules together

    country, _, subdivision = region.partition("-")
    return frozenset(country_holidays(country, subdivision or None, years=year))


def is_region(code: str) -> bool:
    """Whether there is a region of that code: a country's as in ISO 3166, with a hyphen and one of its parts or not."""
    return code in regions()


@cache
def regions() -> dict[str, str]:
    """The name of every region in English by its code, in the order of the names: "DE-BY" is "Germany: Bayern"."""
    return dict(sorted(_regions(), key=lambda region: region[1]))


def named_like(typed: str) -> list[str]:
    """The codes of the regions that `typed` may mean, likeliest first: names with typing errors, or one code.

    Where nothing was typed it is the first of them all.
    """
    codes = list(regions())
    likely = [codes[region.id] for region in found(typed, _catalogue(), MOST)]
    code = typed.strip().upper()
    return [code, *(other for other in likely if other != code)][:MOST] if code in regions() else likely


@cache
def _catalogue() -> Catalogue:
    return Catalogue().now((place, name, None) for place, name in enumerate(regions().values()))


def _regions() -> Iterator[tuple[str, str]]:
    import holidays
    from holidays.registry import COUNTRIES

    parts = holidays.list_supported_countries(include_aliases=False)
    for entry in COUNTRIES.values():
        name, code = _spaced(entry[0]), entry[1]
        yield code, name
        called = getattr(holidays, code).get_subdivision_aliases() if parts[code] else {}
        for part in parts[code]:
            yield f"{code}-{part}", f"{name}: {next(iter(called.get(part, ())), part)}"


def _spaced(name: str) -> str:
    """The words of a name that is written without spaces: "UnitedStates", "DRCongo", "IsleOfMan"."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]+", name)
    return " ".join(word.lower() if word in ("And", "Of", "The") else word for word in words)
