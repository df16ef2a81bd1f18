"""The bot at work in a workspace whose folder of blueprints has one habit more, and nothing else of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.blueprint import load
from bot.words import Words
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.cast import MONDAY
from tests.conftest import ROOT, Workshop
from tests.support.at_work import line_to
from tests.support.hand import Control

VISIT = Path(__file__).with_name("visit")


@pytest.fixture(scope="package")
def workshop(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The blueprints that ship, and the folder of the visit beside theirs; what is watched there is the gravest."""
    folder = shutil.copytree(ROOT / "blueprints", tmp_path_factory.mktemp("visits") / "blueprints")
    shutil.copytree(VISIT, folder / "visit")
    calendar = (folder / "calendar.yml").read_text(encoding="utf-8")
    first = "  order:\n"
    assert first in calendar
    (folder / "calendar.yml").write_text(
        calendar.replace(first, f"{first}    - visit/around\n    - visit/unseen\n"), encoding="utf-8"
    )
    blueprint = load(folder)
    return replace(workshop, blueprint=blueprint, words=Words(blueprint))


@pytest.fixture(scope="package")
def clock() -> Clock:
    """One of its own: a sandbox begins where its clock stands, and the other one's stands where a test has left it."""
    return Clock.at(MONDAY.timestamp(), running=False)


@pytest.fixture(scope="package")
def sandbox(clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The manifest that ships, with the habit's command and its two shortcuts."""
    manifest = YAML(typ="safe").load(ROOT / "app_manifest.yml")
    features = manifest["features"]
    features["slash_commands"].append({"command": "/visit", "description": "Go and see a customer"})
    for callback, kind in (("start:visit", "global"), ("start_here:visit", "message")):
        shortcut = {"name": f"Visit ({kind})", "type": kind, "callback_id": callback, "description": "Go and see them"}
        features["shortcuts"].append(shortcut)
    file = tmp_path_factory.mktemp("manifest") / "app_manifest.yml"
    YAML(typ="safe").dump(manifest, file)
    with Sandbox(manifest=file, clock=clock) as sandbox:
        yield sandbox


@pytest.fixture(scope="package")
def _control(sandbox: Sandbox) -> Iterator[Control]:
    control = Control(sandbox.url)
    yield control
    control.close()


@pytest.fixture(scope="package")
def _line(sandbox: Sandbox) -> Iterator[SocketModeHandler]:
    with line_to(sandbox) as line:
        yield line
