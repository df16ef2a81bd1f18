"""The blueprint that ships, and a copy of its folder for each test that wants one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.blueprint import Blueprint, load
from tests.blueprints.copies import REAL, Copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    shutil.copytree(REAL, tmp_path / "blueprints")
    return Copy(tmp_path / "blueprints")


@pytest.fixture(scope="session")
def shipped() -> Blueprint:
    return load(REAL)
