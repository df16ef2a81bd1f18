"""The workspace on disk: one file, written whole or not at all, from which a second run goes on."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sandbox.clock import Clock, ClockReading
from sandbox.manifest import Manifest
from sandbox.reading import Unreadable
from sandbox.workspace.records import Records
from sandbox.workspace.workspace import Workspace
from sandbox.world import World

FORMAT = 1
SETTLES = 0.2
"""Machine seconds the state is left to settle before it is written, so that a burst of changes is one write."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What the file holds."""

    format: int
    clock: ClockReading
    records: Records


SAVED = TypeAdapter(Saved)


def open_workspace(world: World, manifest: Manifest, path: Path | None = None, clock: Clock | None = None) -> Workspace:
    """The workspace that `path` remembers, or a fresh one from the seed; without a path nothing is kept.

    A clock that is given wins over the remembered one. An app whose manifest asks for other scopes than at the last run
    is installed again.

    Raises:
        sandbox.reading.Unreadable: the file is none of ours.
    """
    saved = load(path) if path is not None and path.exists() else None
    clock = clock or Clock(saved.clock if saved else None)
    workspace = Workspace(world.seed(manifest), manifest, clock, saved.records if saved else None)
    workspace.reinstall_if_the_manifest_changed()
    return workspace


def load(path: Path) -> Saved:
    """Raises: sandbox.reading.Unreadable: the file is none of ours."""
    try:
        saved = SAVED.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise Unreadable([f"{path}: not a state file of the sandbox ({where}: {first['msg']})"]) from None
    if saved.format != FORMAT:
        raise Unreadable([f"{path}: format {saved.format} was written by another version; this one reads {FORMAT}"])
    return saved


def save(workspace: Workspace, path: Path) -> None:
    """Write the workspace beside the old file, then swap them. Ephemeral messages are not kept, as in Slack."""
    records = workspace.snapshot()
    lasting = {
        channel: [message for message in messages if not message.ephemeral]
        for channel, messages in records.messages.items()
    }
    saved = Saved(FORMAT, workspace.clock.reading, replace(records, messages=lasting))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    with draft.open("wb") as file:
        file.write(SAVED.dump_json(saved))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


async def keep_saving(workspace: Workspace, path: Path) -> None:
    """Save after each burst of changes until cancelled, and once more then."""
    try:
        async for _ in workspace.subscribe():
            await asyncio.sleep(SETTLES)
            save(workspace, path)
    finally:
        save(workspace, path)
