"""The seed: who and what is in the workspace before anybody has done anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from sandbox.manifest import Manifest
from sandbox.reading import Written, read
from sandbox.workspace.content import sanitized
from sandbox.workspace.identifiers import next_ts
from sandbox.workspace.records import Channel, Installation, Member, Message, Records, Team, UserToken, Words

SEED = Path(__file__).with_name("world.yml")
HOUR, DAY = 3600.0, 86400.0


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("an IANA zone such as Europe/Berlin is expected")
    return name


class SeedTeam(Written):
    id: str = Field(pattern=r"^T[A-Z0-9]+$")
    name: str
    domain: str


class SeedToken(Written):
    token: str = Field(pattern=r"^xoxp-")
    user: str
    scopes: tuple[str, ...] = ()


class SeedApp(Written):
    id: str = Field(pattern=r"^A[A-Z0-9]+$")
    bot_user: str = Field(pattern=r"^U[A-Z0-9]+$")
    bot_id: str = Field(pattern=r"^B[A-Z0-9]+$")
    user_name: str
    installer: str
    bot_token: str = Field(pattern=r"^xoxb-")
    app_token: str = Field(pattern=r"^xapp-")
    signing_secret: str
    verification_token: str
    user_tokens: tuple[SeedToken, ...] = ()


class SeedPerson(Written):
    id: str = Field(pattern=r"^[UW][A-Z0-9]+$")
    name: str
    real_name: str
    title: str = ""
    email: str = ""
    tz: Annotated[str, AfterValidator(_zone)] = "Etc/UTC"
    color: str = Field(default="9f69e7", pattern=r"^[0-9a-f]{6}$")
    team: str | None = None
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    presence: Literal["active", "away"] = "active"


class SeedChannel(Written):
    id: str = Field(pattern=r"^[CG][A-Z0-9]+$")
    name: str = Field(pattern=r"^[a-z0-9_-]{1,80}$")
    creator: str
    days_old: float = Field(ge=0)
    members: list[str]
    topic: str = ""
    purpose: str = ""
    private: bool = False
    is_general: bool = False
    is_archived: bool = False
    shared_with: tuple[str, ...] = ()


class SeedReply(Written):
    by: str
    hours_ago: float = Field(ge=0)
    text: str


class SeedMessage(SeedReply):
    channel: str
    replies: tuple[SeedReply, ...] = ()


class World(Written):
    """The seed file; its people, teams and channels are all known to one another."""

    team: SeedTeam
    other_teams: tuple[SeedTeam, ...] = ()
    app: SeedApp
    people: list[SeedPerson]
    channels: list[SeedChannel]
    messages: tuple[SeedMessage, ...] = ()

    @model_validator(mode="after")
    def _everybody_is_known(self) -> World:
        people = {person.id for person in self.people}
        teams = {team.id for team in self.other_teams}
        channels = {channel.id for channel in self.channels}
        strange = [
            *(f"the installer {self.app.installer}" for _ in [0] if self.app.installer not in people),
            *(
                f"{person.id}'s team {person.team}"
                for person in self.people
                if person.team and person.team not in teams
            ),
            *(
                f"#{channel.name}'s {who}"
                for channel in self.channels
                for who in [channel.creator, *channel.members, *channel.shared_with]
                if who not in people | teams
            ),
            *(f"the channel {message.channel}" for message in self.messages if message.channel not in channels),
            *(f"the author {who}" for message in self.messages for who in _authors(message) if who not in people),
        ]
        if strange:
            raise ValueError("these are named but described nowhere: " + ", ".join(strange))
        return self

    def seed(self, manifest: Manifest) -> Callable[[float], Records]:
        """What makes the first records of a workspace in which this app is installed, from the present moment."""
        return lambda now: _records(self, manifest, now)


def load(path: Path = SEED) -> World:
    """Raises: sandbox.reading.Unreadable: with a sentence for each mistake."""
    return read(path, World)


def _authors(message: SeedMessage) -> Iterator[str]:
    yield message.by
    yield from (reply.by for reply in message.replies)


def _records(world: World, manifest: Manifest, now: float) -> Records:
    records = Records(
        team=Team(**world.team.model_dump()),
        installation=_installation(world.app, manifest),
        other_teams={team.id: Team(**team.model_dump()) for team in world.other_teams},
        members={person.id: _member(person, world.team.id) for person in world.people},
        channels={channel.id: _channel(channel, now) for channel in world.channels},
        messages={channel.id: [] for channel in world.channels},
    )
    app = world.app
    records.members[app.bot_user] = Member(
        app.bot_user, app.user_name, manifest.bot_name, world.team.id, is_bot=True, bot_id=app.bot_id, app_id=app.id
    )
    records.members["USLACKBOT"] = Member("USLACKBOT", "slackbot", "Slackbot", world.team.id, is_bot=True)
    for person in records.members.values():
        if not person.is_bot and person.team_id == world.team.id:
            _open_app_dm(records, person, now)
    for message in sorted(world.messages, key=lambda message: -message.hours_ago):
        _say(records, message, now)
    for channel in records.channels.values():
        for member in channel.members:
            records.read_up_to.setdefault(member, {})[channel.id] = channel.last_ts
    return records


def _installation(app: SeedApp, manifest: Manifest) -> Installation:
    return Installation(
        app_id=app.id,
        bot_user=app.bot_user,
        bot_id=app.bot_id,
        bot_token=app.bot_token,
        app_token=app.app_token,
        signing_secret=app.signing_secret,
        verification_token=app.verification_token,
        installer=app.installer,
        scopes=sorted(manifest.bot_scopes),
        asked=sorted(manifest.bot_scopes),
        user_tokens=[UserToken(token.token, token.user, list(token.scopes)) for token in app.user_tokens],
    )


def _member(person: SeedPerson, home_team: str) -> Member:
    described = person.model_dump(exclude={"team"})
    return Member(**described, team_id=person.team or home_team)


def _channel(channel: SeedChannel, now: float) -> Channel:
    created = int(now - channel.days_old * DAY)
    return Channel(
        id=channel.id,
        kind="private" if channel.private else "public",
        name=channel.name,
        creator=channel.creator,
        created=created,
        members=list(channel.members),
        topic=Words(channel.topic, channel.creator, created) if channel.topic else Words(),
        purpose=Words(channel.purpose, channel.creator, created) if channel.purpose else Words(),
        is_archived=channel.is_archived,
        is_general=channel.is_general,
        shared_with=list(channel.shared_with),
        updated=float(created),
    )


def _open_app_dm(records: Records, person: Member, now: float) -> None:
    dm = Channel(
        id="D0" + person.id.removeprefix("U"),
        kind="im",
        members=[records.installation.bot_user, person.id],
        creator=records.installation.bot_user,
        created=int(now),
    )
    records.channels[dm.id] = dm
    records.messages[dm.id] = []


def _say(records: Records, message: SeedMessage, now: float) -> None:
    parent = _add(records, message.channel, message, now, None)
    for reply in message.replies:
        _add(records, message.channel, reply, now, parent.ts)


def _add(records: Records, channel_id: str, said: SeedReply, now: float, thread_ts: str | None) -> Message:
    channel, author = records.channels[channel_id], records.members[said.by]
    ts = next_ts("0.0", now - said.hours_ago * HOUR)
    message = Message(ts, channel_id, said.by, author.team_id, sanitized(said.text), thread_ts=thread_ts)
    records.messages[channel_id].append(message)
    records.messages[channel_id].sort(key=lambda message: message.ts)
    channel.last_ts = max(channel.last_ts, ts)
    return message
