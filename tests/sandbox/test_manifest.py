"""The manifest, held against the limits of github.com/slackapi/manifest-schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox import manifest
from sandbox.reading import Unreadable

MINE = Path(__file__).parents[2] / "app_manifest.yml"

SHORTEST = "display_information:\n  name: Hearth\n"


def test_the_manifest_of_the_app_is_understood() -> None:
    read = manifest.load(MINE)
    assert read.bot_name == "Hearth"
    assert read.socket_mode
    assert read.home_tab
    assert [command.command for command in read.commands] == ["/handoff", "/account"]
    assert {shortcut.type for shortcut in read.shortcuts} == {"global", "message"}
    assert "chat:write" in read.bot_scopes
    assert "app_home_opened" in read.events


def test_a_name_is_all_a_manifest_needs(tmp_path: Path) -> None:
    read = _load(tmp_path, SHORTEST)
    assert (read.name, read.commands, read.home_tab) == ("Hearth", (), False)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("features: {}\n", "app.yml:1: display_information is missing"),
        (SHORTEST + "feature: {}\n", "app.yml:3: feature is unknown; did you mean features?"),
        ("display_information:\n  name: " + "x" * 36 + "\n", "app.yml:2: display_information.name is 'xxx"),
        (
            SHORTEST + "features:\n  slash_commands:\n    - command: handoff\n      description: Hand over\n",
            "app.yml:5: features.slash_commands.0.command is 'handoff'",
        ),
        (
            SHORTEST
            + "features:\n  shortcuts:\n    - name: A name of more than 24 letters\n      type: global\n"
            + "      callback_id: a\n      description: b\n",
            "app.yml:5: features.shortcuts.0.name is 'A name of more than 24 letters'",
        ),
        (SHORTEST + "settings: [\n", "this is no YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, written: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        _load(tmp_path, written)
    assert any(sentence in mistake for mistake in unreadable.value.mistakes), unreadable.value.mistakes


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as unreadable:
        _load(tmp_path, "display_information:\n  nam: Hearth\nsetings: {}\n")
    assert len(unreadable.value.mistakes) == 3


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="there is no such file"):
        manifest.load(tmp_path / "app.yml")


def _load(folder: Path, written: str) -> manifest.Manifest:
    path = folder / "app.yml"
    path.write_text(written)
    return manifest.load(path)
