"""POST /control/act/…: one route for each thing a person does."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.control import shows
from sandbox.control.requests import (
    Act,
    ChannelAct,
    ChooseAct,
    ClickAct,
    CloseAct,
    CommandAct,
    FileAct,
    FillAct,
    HomeAct,
    MessageAct,
    NewChannelAct,
    OptionsAct,
    PlaceAct,
    ShortcutAct,
    SubmitAct,
    UploadAct,
    asked,
)
from sandbox.gestures import Gestures, Impossible
from sandbox.gestures.modals import Submitted
from sandbox.gestures.places import Place, ViewPlace
from sandbox.gestures.refused import unseen
from sandbox.gestures.stage import Outcome
from sandbox.workspace import Json


class Acts:
    """The gestures over HTTP."""

    def __init__(self, gestures: Gestures) -> None:
        self._gestures = gestures
        self._workspace = gestures.stage.workspace

    def routes(self) -> list[Route]:
        ways = {
            "command": self._command,
            "click": self._click,
            "choose": self._choose,
            "options": self._options,
            "fill": self._fill,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "message": self._message,
            "upload": self._upload,
            "delete_file": self._delete_file,
            "open_home": self._open_home,
            "read": self._read,
            "reload": self._reload,
            "join": self._join,
            "leave": self._leave,
            "create_channel": self._create_channel,
        }
        return [Route(f"/act/{name}", way, methods=["POST"]) for name, way in ways.items()]

    async def _command(self, request: Request) -> JSONResponse:
        act = await asked(request, CommandAct)
        return _outcome(await self._gestures.commands.type(act.person, act.channel, act.text, act.thread_ts))

    async def _click(self, request: Request) -> JSONResponse:
        act = await asked(request, ClickAct)
        place = self._place(act)
        self._gestures.modals.fill(place, act.values)
        return _outcome(await self._gestures.elements.click(place, place.spot(act.action_id, act.block_id), act.value))

    async def _choose(self, request: Request) -> JSONResponse:
        act = await asked(request, ChooseAct)
        place = self._place(act)
        self._gestures.modals.fill(place, act.values)
        return _outcome(await self._gestures.elements.choose(place, place.spot(act.action_id, act.block_id), act.value))

    async def _options(self, request: Request) -> JSONResponse:
        act = await asked(request, OptionsAct)
        place = self._place(act)
        found = await self._gestures.elements.suggest(place, place.spot(act.action_id, act.block_id), act.query)
        return _ok(asdict(found))

    async def _fill(self, request: Request) -> JSONResponse:
        act = await asked(request, FillAct)
        return _ok({"state": self._gestures.modals.fill(self._place(act), act.values)})

    async def _submit(self, request: Request) -> JSONResponse:
        act = await asked(request, SubmitAct)
        place = self._view_place(act.person, act.view_id)
        self._gestures.modals.fill(place, act.values)
        submitted: Submitted = await self._gestures.modals.submit(place.person, place.view)
        stack = self._workspace.views.stack(act.person)
        return _ok({**asdict(submitted), "views": [shows.view_shown(view) for view in stack]})

    async def _close(self, request: Request) -> JSONResponse:
        act = await asked(request, CloseAct)
        place = self._view_place(act.person, act.view_id)
        await self._gestures.modals.close(place.person, place.view, clear=act.clear)
        return _ok({})

    async def _shortcut(self, request: Request) -> JSONResponse:
        act = await asked(request, ShortcutAct)
        return _outcome(await self._gestures.entrances.shortcut(act.person, act.callback_id, act.channel, act.ts))

    async def _message(self, request: Request) -> JSONResponse:
        act = await asked(request, MessageAct)
        message = self._gestures.entrances.say(act.person, act.channel, act.text, act.thread_ts)
        return _ok({"ts": message.ts})

    async def _upload(self, request: Request) -> JSONResponse:
        act = await asked(request, UploadAct)
        message = self._gestures.entrances.drop_file(
            act.person, act.channel, act.name, act.bytes, act.text, act.thread_ts
        )
        return _ok({"ts": message.ts, "file": message.files[0]})

    async def _delete_file(self, request: Request) -> JSONResponse:
        act = await asked(request, FileAct)
        self._gestures.entrances.delete_file(act.person, act.file)
        return _ok({})

    async def _open_home(self, request: Request) -> JSONResponse:
        act = await asked(request, HomeAct)
        self._gestures.entrances.open_home(act.person, act.tab)
        return _ok({})

    async def _read(self, request: Request) -> JSONResponse:
        act = await asked(request, ChannelAct)
        self._workspace.mark_read(self._gestures.stage.person(act.person).id, act.channel)
        return _ok({})

    async def _reload(self, request: Request) -> JSONResponse:
        act = await asked(request, Act)
        self._workspace.reload(self._gestures.stage.person(act.person).id)
        return _ok({})

    async def _join(self, request: Request) -> JSONResponse:
        act = await asked(request, ChannelAct)
        person = self._gestures.stage.person(act.person)
        channel = self._workspace.channel_seen_by(person.id, act.channel)
        if channel.is_archived:
            raise Impossible(f"#{channel.name} is archived and cannot be joined")
        self._workspace.join(channel, person.id)
        return _ok({})

    async def _leave(self, request: Request) -> JSONResponse:
        act = await asked(request, ChannelAct)
        person = self._gestures.stage.person(act.person)
        channel = self._gestures.stage.channel(person, act.channel)
        if channel.is_general or channel.is_direct:
            raise Impossible(f"{act.channel} cannot be left")
        self._workspace.leave(channel, person.id)
        return _ok({})

    async def _create_channel(self, request: Request) -> JSONResponse:
        act = await asked(request, NewChannelAct)
        person = self._gestures.stage.person(act.person)
        if self._workspace.is_guest(person) or self._workspace.is_outsider(person):
            raise Impossible(f"{person.real_name} is no full member and cannot create channels")
        return _ok({"channel": self._workspace.create_channel(act.name, private=act.private, by=person.id).id})

    def _place(self, act: PlaceAct) -> Place:
        person = self._gestures.stage.person(act.person)
        return self._gestures.places.find(person, channel=act.channel, ts=act.ts, view_id=act.view_id, home=act.home)

    def _view_place(self, person_id: str, view_id: str) -> ViewPlace:
        person = self._gestures.stage.person(person_id)
        view = self._gestures.places.view(person, view_id)
        if view.type != "modal":
            raise unseen(f"the view {view_id} is a Home tab and no modal")
        return ViewPlace(self._gestures.stage, person, view)


def _outcome(outcome: Outcome) -> JSONResponse:
    return _ok(asdict(outcome))


def _ok(said: Json) -> JSONResponse:
    return JSONResponse({"ok": True, **said})
