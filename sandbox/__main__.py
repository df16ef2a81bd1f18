"""python -m sandbox: a Slack workspace on this machine."""

from __future__ import annotations

import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

from sandbox import world
from sandbox.clock import Clock
from sandbox.manifest import load as load_manifest
from sandbox.office_hours import working_moment
from sandbox.reading import Unreadable
from sandbox.server import MANIFEST, Box, HttpDelivery, Server, listen
from sandbox.state import load as load_state
from sandbox.state import open_workspace
from sandbox.workspace import Workspace

FAULTY = 2
"""Exit code when the sandbox cannot start as it was asked to."""

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--port", default=8850, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option("--host", default="127.0.0.1", help="The address to listen at.")
@click.option("--manifest", default=MANIFEST, type=FILE, help="The app that is installed in the workspace.")
@click.option("--world", "seed", default=world.SEED, type=FILE, help="Who and what is in the workspace at first.")
@click.option("--state", type=FILE, help="Keep the workspace in this file, and go on from it the next time.")
@click.option("--events-url", help="Deliver to this URL by signed HTTP instead of Socket Mode.")
@click.option("--signing-secret", help="What HTTP deliveries are signed with. [default: the seed's]")
@click.option(
    "--office-hours", is_flag=True, help="Start at the next hour at which the most people of the workspace are at work."
)
def main(
    port: int,
    host: str,
    manifest: Path,
    seed: Path,
    state: Path | None,
    events_url: str | None,
    signing_secret: str | None,
    office_hours: bool,
) -> None:
    """Run a strict Slack workspace until interrupted. Anybody who reaches it can act as anybody in it."""
    if signing_secret and not events_url:
        raise click.UsageError("--signing-secret signs what goes to --events-url; there is no --events-url")
    try:
        described, people = load_manifest(manifest), world.load(seed)
        clock = _office_clock(people, state) if office_hours else None
        workspace = open_workspace(people, described, state, clock)
    except Unreadable as unreadable:
        _give_up(str(unreadable))
    try:
        bound = listen(host, port)
    except OSError as problem:
        _give_up(f"port {port} of {host} cannot be used: {problem.strerror}. Choose another with --port.")
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    url = f"http://{f'[{reached}]' if ':' in reached else reached}:{bound.getsockname()[1]}"
    http = HttpDelivery(events_url, signing_secret) if events_url else None
    server = Server(Box(workspace, url, http, state))
    _say_hello(workspace, url, events_url)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    server.run([bound])


def _office_clock(people: world.World, state: Path | None) -> Clock | None:
    """A clock for the demo, at an hour at which people are at work; None when the remembered one will do.

    It never goes back behind the remembered clock, so that nothing in the workspace lies in the future.
    """
    saved = load_state(state) if state is not None and state.exists() else None
    zones = [ZoneInfo(person.tz) for person in people.people if person.team is None and not person.deleted]
    present = max(Clock().now(), Clock(saved.clock).now() if saved else 0.0)
    start = working_moment(datetime.fromtimestamp(present, UTC), zones).timestamp()
    return None if saved is not None and Clock(saved.clock).running and start == present else Clock.at(start)


def _say_hello(workspace: Workspace, url: str, events_url: str | None) -> None:
    installation = workspace.installation
    local = workspace.clock.moment().astimezone(ZoneInfo(workspace.members[installation.installer].tz))
    click.echo(f"{workspace.team.name}, a Slack workspace on this machine: {url}")
    click.echo(f"  its clock shows {local:%A %d %B %Y %H:%M} ({local.tzname()})")
    click.echo(f"  {workspace.manifest.name} is installed; point it at SLACK_API_URL={url}/api/")
    click.echo(f"  SLACK_BOT_TOKEN={installation.bot_token} SLACK_APP_TOKEN={installation.app_token}")
    click.echo(f"  events go to {events_url}, signed" if events_url else "  events go over Socket Mode")


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """uvicorn raises the signal again when it has stopped and everything is saved."""
    sys.exit(0)


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(FAULTY)


if __name__ == "__main__":
    main()
