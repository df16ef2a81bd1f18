"""Whether anybody knows the public holidays of the regions that the calendar names."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blueprint.source import Mistake, Place, Text, did_you_mean
from bot.blueprint.values import Calendar


def strange_regions(calendar: Calendar) -> Iterator[Mistake]:
    """A mistake for each that is no country, or no country and a part of it, as the library `holidays` has them.

    Apart from the other checks, which a start waits for: that library takes longer to import than all files to read.
    """
    from holidays import list_supported_countries

    countries = list_supported_countries(include_aliases=False)
    for region in calendar.holidays.values():
        country, dash, part = region.partition("-")
        if country not in countries:
            yield Mistake(
                _place(region),
                f'"{region}" is no region whose holidays are known; write a country\'s two letters, such as "DE"',
            )
        elif dash and part not in countries[country]:
            parts = did_you_mean(part, countries[country])
            yield Mistake(_place(region), f'"{part}" is no part of {country} with holidays of its own; {parts}')


def _place(region: str) -> Place:
    return region.place if isinstance(region, Text) else Place("a calendar that stands in no file", 1)
