"""A small folder that uses every word, a copy of it for each test that wants to break one, and what ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.blueprint import Blueprint, load
from tests.blueprints.copies import REAL, Copy, copied


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return copied(tmp_path / "blueprints")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Blueprint:
    return load(copied(tmp_path_factory.mktemp("sample") / "blueprints").folder)


@pytest.fixture(scope="session")
def shipped() -> Blueprint:
    return load(REAL)
