"""How big a year is lived, and from which seed; and the blueprints it is lived by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.office import Office
from bot.words import Words

MOST = 6
"""Things in one digest: so few that Slack has always room for them. With as many as ship, the length of their words
decides how many there are."""


@pytest.fixture
def year(request: pytest.FixtureRequest) -> tuple[int, int, int]:
    """Seed, accounts, days."""
    option = request.config.getoption
    return option("--year-seed"), option("--year-accounts"), option("--year-days")


@pytest.fixture
def office(office: Office) -> Office:
    """The blueprints that ship, but for how much stands in a digest."""
    calendar = office.blueprint.calendar
    blueprint = replace(office.blueprint, calendar=replace(calendar, digest=replace(calendar.digest, most=MOST)))
    return replace(office, blueprint=blueprint, words=Words(blueprint))
