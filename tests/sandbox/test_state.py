"""The state file: a second run goes on where the first one stopped, and a file is written whole or not at all."""

from __future__ import annotations

import asyncio
import functools
from pathlib import Path

import pytest

from sandbox import manifest, world
from sandbox.clock import Clock
from sandbox.reading import Unreadable
from sandbox.state import keep_saving, open_workspace, save
from sandbox.workspace import Content, Workspace

NINE = 1772442000.0
MANIFEST = Path(__file__).parents[2] / "app_manifest.yml"

HOME = {"type": "home", "blocks": [{"type": "divider"}]}
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Handoff"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": {"type": "plain_text", "text": "Why"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


SEED = functools.cache(world.load)


def opened(path: Path | None = None, *, written: Path = MANIFEST, clock: Clock | None = None) -> Workspace:
    return open_workspace(SEED(), manifest.load(written), path, clock)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "state.json"


def test_everything_comes_back(path: Path) -> None:
    first = opened(clock=Clock.at(NINE, running=False))
    posted = first.post("D0ANN", Content("hello", metadata={"event_type": "k", "event_payload": {}}), by="UHEARTH")
    first.react(posted, "eyes", by="UANN")
    first.views.publish("UANN", HOME)
    modal = first.views.open("UBEN", MODAL)
    first.views.fill(modal, "why", "text", {"type": "plain_text_input", "value": "typed"})
    first.change_person("UDEV", deleted=True)
    first.revoke("im:write")
    first.schedule("D0ANN", Content("later"), int(NINE) + 60, None)
    save(first, path)
    second = opened(path)
    assert second.records == first.records
    assert second.version == first.version
    assert second.clock.now() == first.clock.now()
    assert second.unread("UANN", "D0ANN") == [posted]


def test_no_id_and_no_ts_is_given_twice(path: Path) -> None:
    first = opened()
    first.clock.freeze()
    ids = [first.new_id("V") for _ in range(3)]
    ts = first.post("D0ANN", Content("one"), by="UHEARTH").ts
    save(first, path)
    second = opened(path)
    assert second.new_id("V") not in ids
    assert second.post("D0ANN", Content("two"), by="UHEARTH").ts > ts


def test_ephemeral_messages_are_not_kept(path: Path) -> None:
    first = opened()
    first.ephemeral("C0SALES", Content("psst"), to="UANN", by="UHEARTH")
    save(first, path)
    assert not any(message.ephemeral for message in opened(path).messages["C0SALES"])


def test_a_reset_brings_the_seed_back_and_a_newer_version() -> None:
    workspace = opened(clock=Clock.at(NINE, running=False))
    before = workspace.snapshot()
    workspace.post("D0ANN", Content("hello"), by="UHEARTH")
    workspace.grant("dnd:read")
    version = workspace.version
    workspace.reset()
    assert workspace.version > version
    assert workspace.messages == before.messages
    assert workspace.installation == before.installation


def test_an_app_whose_manifest_asks_for_more_is_installed_again(path: Path, tmp_path: Path) -> None:
    first = opened()
    first.revoke("im:write")
    save(first, path)
    larger = tmp_path / "larger.yml"
    larger.write_text(MANIFEST.read_text().replace("      - commands\n", "      - commands\n      - dnd:read\n"))
    scopes = opened(path, written=larger).installation.scopes
    assert "dnd:read" in scopes
    assert "im:write" not in scopes


@pytest.mark.parametrize("content", ["", "{", '{"format": 1}', '{"a": 2}'])
def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "notes.json"
    path.write_text(content)
    with pytest.raises(Unreadable, match=r"notes\.json: not a state file of the sandbox"):
        opened(path)


def test_a_file_of_another_format_is_refused(path: Path) -> None:
    save(opened(), path)
    path.write_text(path.read_text().replace('"format":1', '"format":99'))
    with pytest.raises(Unreadable, match="format 99"):
        opened(path)


def test_a_save_that_fails_leaves_the_old_file_whole(path: Path) -> None:
    workspace = opened()
    save(workspace, path)
    before = path.read_bytes()
    path.with_name(path.name + ".new").mkdir()
    with pytest.raises(IsADirectoryError):
        save(workspace, path)
    assert path.read_bytes() == before


def test_changes_are_saved_while_it_runs_and_once_more_at_the_end(path: Path) -> None:
    async def story() -> None:
        workspace = opened(clock=Clock.at(NINE, running=False))
        saving = asyncio.create_task(keep_saving(workspace, path))
        await asyncio.sleep(0)
        workspace.post("D0ANN", Content("hello"), by="UHEARTH")
        saving.cancel()
        await asyncio.gather(saving, return_exceptions=True)

    asyncio.run(story())
    assert [message.text for message in opened(path).messages["D0ANN"]] == ["hello"]
