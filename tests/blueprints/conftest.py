"""A small folder that uses every word, a copy of it for each test that wants to break one, and what ships."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.blueprint import Blueprint, load
from tests.blueprints.copies import REAL, SAMPLE, Copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    folder = tmp_path / "blueprints"
    shutil.copytree(SAMPLE, folder)
    shutil.copy(REAL / "phrases.yml", folder)  # which must be those that the code says
    return Copy(folder)


@pytest.fixture
def sample(copy: Copy) -> Blueprint:
    return load(copy.folder)


@pytest.fixture(scope="session")
def shipped() -> Blueprint:
    return load(REAL)
