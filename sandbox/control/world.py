"""What no person does: time passing, things failing, an admin's hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.control import shows
from sandbox.control.requests import (
    AppAsk,
    Ask,
    ClockAsk,
    FaultAsk,
    HttpAsk,
    MemberAsk,
    NothingAsk,
    PersonAsk,
    PersonChange,
    RenameAsk,
    ScopesAsk,
    ShareAsk,
    SocketsAsk,
    Unclear,
    asked,
)
from sandbox.delivery.http import HttpMode
from sandbox.delivery.socket import SocketMode
from sandbox.gestures.refused import Impossible, unseen
from sandbox.skipping import Skipping
from sandbox.workspace import Channel, Json, Member, Workspace


class World:
    """The levers beside the workspace. `reset` puts everything back to the seed, the clock included."""

    def __init__(
        self,
        workspace: Workspace,
        transport: SocketMode | HttpMode,
        skipping: Skipping,
        reset: Callable[[], None],
    ) -> None:
        self._workspace = workspace
        self._transport = transport
        self._skipping = skipping
        self._reset_all = reset

    def routes(self) -> list[Route]:
        room = "/channels/{channel}"
        return [
            Route("/clock", self._clock, methods=["POST"]),
            Route("/clock", self._shown_clock, methods=["GET"]),
            Route("/faults", self._inject, methods=["POST"]),
            Route("/faults", self._faults, methods=["GET"]),
            Route("/faults", self._heal, methods=["DELETE"]),
            Route("/sockets", self._sockets, methods=["POST"]),
            Route("/http", self._http, methods=["POST"]),
            Route(f"{room}/share", self._share, methods=["POST"]),
            Route(f"{room}/unshare", self._unshare, methods=["POST"]),
            Route(f"{room}/archive", self._archive, methods=["POST"]),
            Route(f"{room}/unarchive", self._unarchive, methods=["POST"]),
            Route(f"{room}/invite", self._invite, methods=["POST"]),
            Route(f"{room}/kick", self._kick, methods=["POST"]),
            Route(f"{room}/rename", self._rename, methods=["POST"]),
            Route("/people", self._new_person, methods=["POST"]),
            Route("/people/{person}", self._change_person, methods=["POST"]),
            Route("/scopes", self._scopes, methods=["POST"]),
            Route("/app", self._app, methods=["POST"]),
            Route("/reset", self._reset, methods=["POST"]),
        ]

    async def _clock(self, request: Request) -> JSONResponse:
        """Whatever is done to the clock ends a skip that is under way."""
        ask = await asked(request, ClockAsk)
        clock = self._workspace.clock
        if ask.skip_to is not None:
            self._skip(_epoch("skip_to", ask.skip_to), ask)
            return _ok(shows.clock(self._workspace, self._skipping))
        self._skipping.stop()
        if ask.advance is not None:
            await clock.advance(ask.advance)
        elif ask.set is not None:
            clock.set(_epoch("set", ask.set))
        elif ask.running:
            clock.run()
        else:
            clock.freeze()
        self._workspace.changed()
        return _ok(shows.clock(self._workspace, self._skipping))

    def _skip(self, to: float, ask: ClockAsk) -> None:
        now = self._workspace.clock.now()
        if to <= now:
            shown = self._workspace.clock.moment().isoformat(timespec="seconds")
            raise Unclear(f"'skip_to' is {ask.skip_to!r}, and the clock shows {shown} already; `set` goes back")
        self._skipping.start(to, ask.step_minutes * 60, ask.pause_ms / 1000)

    async def _shown_clock(self, _request: Request) -> JSONResponse:
        return _ok(shows.clock(self._workspace, self._skipping))

    async def _inject(self, request: Request) -> JSONResponse:
        ask = await asked(request, FaultAsk)
        fault = self._workspace.faults.inject(
            ask.method,
            ask.kind,
            times=ask.times,
            retry_after=ask.retry_after,
            seconds=ask.seconds,
            error=ask.error,
        )
        return _ok({"id": fault.id})

    async def _faults(self, _request: Request) -> JSONResponse:
        return _ok({"faults": [asdict(fault) for fault in self._workspace.faults.waiting()]})

    async def _heal(self, _request: Request) -> JSONResponse:
        self._workspace.faults.clear()
        return _ok({})

    async def _sockets(self, request: Request) -> JSONResponse:
        ask = await asked(request, SocketsAsk)
        if not isinstance(self._transport, SocketMode):
            raise Impossible("the app is reached by HTTP here: there are no sockets to drop")
        return _ok({"dropped": await self._transport.drop(ask.drop)})

    async def _http(self, request: Request) -> JSONResponse:
        ask = await asked(request, HttpAsk)
        if not isinstance(self._transport, HttpMode):
            raise Impossible("the app is reached by Socket Mode here: start the sandbox with --events-url")
        if ask.send == "ssl_check":
            return _ok({"passed": await self._transport.check_ssl()})
        problem = await self._transport.verify_url(self._workspace.new_word(50))
        return _ok({"passed": problem is None, "problem": problem})

    async def _share(self, request: Request) -> JSONResponse:
        channel, ask = self._room(request), await asked(request, ShareAsk)
        self._workspace.share(channel, ask.team, pending=ask.pending)
        return _ok({})

    async def _unshare(self, request: Request) -> JSONResponse:
        channel, ask = self._room(request), await asked(request, ShareAsk)
        self._workspace.unshare(channel, ask.team)
        return _ok({})

    async def _archive(self, request: Request) -> JSONResponse:
        channel = await self._plain(request)
        self._workspace.archive(channel, by=self._admin)
        return _ok({})

    async def _unarchive(self, request: Request) -> JSONResponse:
        channel = await self._plain(request)
        self._workspace.unarchive(channel, by=self._admin)
        return _ok({})

    async def _invite(self, request: Request) -> JSONResponse:
        channel, ask = self._room(request), await asked(request, MemberAsk)
        member = self._member(ask.user)
        if self._workspace.is_outsider(member) and member.team_id not in channel.shared_with:
            raise Impossible(f"{member.real_name} is of another organisation, which #{channel.name} is not shared with")
        self._workspace.join(channel, member.id, inviter=self._admin)
        return _ok({})

    async def _kick(self, request: Request) -> JSONResponse:
        channel, ask = self._room(request), await asked(request, MemberAsk)
        self._workspace.leave(channel, self._member(ask.user).id)
        return _ok({})

    async def _rename(self, request: Request) -> JSONResponse:
        channel, ask = self._room(request), await asked(request, RenameAsk)
        self._workspace.rename(channel, ask.name)
        return _ok({})

    async def _new_person(self, request: Request) -> JSONResponse:
        ask = await asked(request, PersonAsk)
        described = ask.model_dump() | {"team_id": ask.team_id or self._workspace.team.id}
        if described["team_id"] not in (self._workspace.team.id, *self._workspace.records.other_teams):
            raise unseen(f"there is no organisation {ask.team_id!r}")
        member = self._workspace.add_person(Member(**described))
        return _ok({"person": shows.person(self._workspace, member)})

    async def _change_person(self, request: Request) -> JSONResponse:
        ask = await asked(request, PersonChange)
        member = self._member(request.path_params["person"])
        changed = self._workspace.change_person(member.id, **_changes(ask, self._workspace.clock.now()))
        return _ok({"person": shows.person(self._workspace, changed)})

    async def _scopes(self, request: Request) -> JSONResponse:
        ask = await asked(request, ScopesAsk)
        self._workspace.revoke(*ask.revoke)
        self._workspace.grant(*ask.grant)
        return _ok({"scopes": self._workspace.installation.scopes})

    async def _app(self, request: Request) -> JSONResponse:
        ask = await asked(request, AppAsk)
        if ask.installed:
            self._workspace.install()
        else:
            self._workspace.uninstall()
        return _ok({"installed": self._workspace.installation.installed})

    async def _reset(self, request: Request) -> JSONResponse:
        await asked(request, NothingAsk)
        self._reset_all()
        return _ok(shows.clock(self._workspace, self._skipping))

    @property
    def _admin(self) -> str:
        return self._workspace.installation.installer

    def _room(self, request: Request) -> Channel:
        channel_id = request.path_params["channel"]
        channel = self._workspace.channels.get(channel_id)
        if channel is None:
            raise unseen(f"there is no conversation {channel_id!r}")
        return channel

    async def _plain(self, request: Request, kind: type[Ask] = NothingAsk) -> Channel:
        await asked(request, kind)
        return self._room(request)

    def _member(self, user_id: str) -> Member:
        member = self._workspace.members.get(user_id)
        if member is None:
            raise unseen(f"there is nobody of id {user_id!r}")
        return member


def _changes(ask: PersonChange, now: float) -> Json:
    """What was asked for as fields of a member."""
    changes = ask.model_dump(exclude_none=True, exclude={"dnd", "snooze_minutes"})
    if ask.dnd is not None:
        changes |= {f"dnd_{name}": value for name, value in ask.dnd.model_dump().items()}
    if ask.snooze_minutes is not None:
        changes["snoozed_until"] = int(now + ask.snooze_minutes * 60) if ask.snooze_minutes else None
    return changes


def _epoch(name: str, moment: float | str) -> float:
    if isinstance(moment, float):
        return moment
    try:
        aware = datetime.fromisoformat(moment)
    except ValueError:
        raise Unclear(f"{name!r} is {moment!r}: epoch seconds or 2026-03-02T09:00+01:00 are expected") from None
    if aware.tzinfo is None:
        raise Unclear(f"{name!r} is {moment!r} without a zone: 2026-03-02T09:00+01:00 or …Z is expected")
    return aware.timestamp()


def _ok(said: Json) -> JSONResponse:
    return JSONResponse({"ok": True, **said})
