"""The blueprint that the rules are shown with: the one that ships."""

from pathlib import Path

import pytest

from bot.blueprint import Blueprint, load


@pytest.fixture(scope="session")
def blueprint() -> Blueprint:
    return load(Path(__file__).parents[2] / "blueprints")
