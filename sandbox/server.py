"""The sandbox as one web application, and as a server in a thread for tests."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from sandbox import world
from sandbox.clock import Clock
from sandbox.control import Control
from sandbox.delivery.courier import Courier
from sandbox.delivery.http import HttpMode
from sandbox.delivery.payloads import Payloads
from sandbox.delivery.response_urls import ResponseRefused, ResponseUrls
from sandbox.delivery.socket import SocketMode
from sandbox.delivery.triggers import Triggers
from sandbox.gestures import Gestures
from sandbox.gestures.stage import Stage
from sandbox.manifest import load as load_manifest
from sandbox.skipping import Skipping
from sandbox.state import keep_saving, open_workspace
from sandbox.webapi import CuttableProtocol, WebApi
from sandbox.workspace import Refused, Workspace

PAGE = Path(__file__).with_name("page")
MANIFEST = Path("app_manifest.yml")


@dataclass(frozen=True, slots=True)
class HttpDelivery:
    """Where the app takes signed HTTP requests; `signing_secret` None means that of the seed."""

    url: str
    signing_secret: str | None = None


class Box:
    """A workspace with everything that leads in and out of it. `url` is where it will be reached."""

    def __init__(self, workspace: Workspace, url: str, http: HttpDelivery | None = None, state: Path | None = None):
        installation = workspace.installation
        self.workspace = workspace
        self.url = url
        self._state = state
        self._start = workspace.clock.reading
        self.transport: SocketMode | HttpMode
        if http is None:
            self.transport = SocketMode(workspace.clock, installation.app_id, workspace.traffic)
        else:
            secret = http.signing_secret or installation.signing_secret
            self.transport = HttpMode(
                workspace.clock, http.url, secret, installation.verification_token, workspace.traffic
            )
        self.triggers = Triggers(workspace.clock)
        self.urls = ResponseUrls(workspace, base=url)
        self.courier = Courier(workspace, self.transport)
        stage = Stage(workspace, self.courier, Payloads(workspace), self.triggers, self.urls)
        self.gestures = Gestures(stage)
        self.skipping = Skipping(workspace.clock, workspace.changed, lambda: self.courier.quiet)
        self.control = Control(self.gestures, self.transport, self.skipping, self.reset)
        workspace.url = url
        workspace.triggers = self.triggers
        workspace.on_event = self.courier.announce

    def app(self) -> Starlette:
        """The routes: Web API, Socket Mode, response_urls, control API, page."""
        routes = [
            *WebApi(self.workspace, self._open_connection).routes(),
            Route("/hooks/{word}", self._hook, methods=["POST"]),
            Mount("/control", app=self.control.app()),
            Route("/", self._page),
            Mount("/page", app=StaticFiles(directory=PAGE, check_dir=False)),
        ]
        if isinstance(self.transport, SocketMode):
            routes.append(WebSocketRoute("/link", self.transport.link))
        return Starlette(routes=routes, lifespan=self._life)

    def reset(self) -> None:
        """Back to the seed and to the hour at which the sandbox was started; open sockets stay."""
        self.skipping.stop()
        self.courier.forget_everything()
        self.urls.forget_everything()
        self.gestures.stage.offers.forget_everything()
        self.workspace.clock.resume_from(self._start)
        self.workspace.reset()

    @contextlib.asynccontextmanager
    async def _life(self, _app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(keep_the_time(self.workspace))]
        if self._state is not None:
            tasks.append(asyncio.create_task(keep_saving(self.workspace, self._state)))
        yield
        for task in tasks:
            task.cancel()
        self.skipping.stop()
        self.courier.forget_everything()
        await self.transport.close()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(ended, Exception):  # the state could not be saved: that must not go unsaid
                raise ended

    def _open_connection(self) -> str:
        """The WebSocket URL that apps.connections.open gives.

        Raises:
            Refused: forbidden_team, as the sandbox delivers by HTTP.
        """
        if not isinstance(self.transport, SocketMode):
            raise Refused("forbidden_team")
        return f"{self.url.replace('http', 'ws', 1)}/link?ticket={self.transport.ticket()}"

    async def _hook(self, request: Request) -> Response:
        """Something is posted to a response_url."""
        said = await _said(request)
        status, answer = 200, "ok"
        try:
            self.urls.use(request.path_params["word"], said)
        except ResponseRefused as refused:
            status, answer = refused.status, refused.error
        self.workspace.traffic.add(
            at=self.workspace.clock.now(),
            direction="in",
            kind="web_api",
            name="response_url",
            status=status,
            request=said,
            response=answer,
        )
        if status == 200:
            return PlainTextResponse(answer)
        return JSONResponse({"ok": False, "error": answer}, status)

    async def _page(self, _request: Request) -> Response:
        index = PAGE / "index.html"
        if not index.is_file():
            return PlainTextResponse("The sandbox runs; its page is not part of this copy.")
        return FileResponse(index)


def build(workspace: Workspace, url: str, http: HttpDelivery | None = None, state: Path | None = None) -> Starlette:
    """The whole application for this workspace, to be reached at `url` (without a slash at the end)."""
    return Box(workspace, url, http, state).app()


class Server(uvicorn.Server):
    """uvicorn for a box: says when it is up, and does not wait for streams that never end."""

    def __init__(self, box: Box) -> None:
        super().__init__(
            uvicorn.Config(
                box.app(),
                http=CuttableProtocol,
                loop="asyncio",
                lifespan="on",
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._box = box
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._box.control.stop_watching()
        await super().shutdown(sockets)


class Sandbox:
    """A sandbox in a thread of its own, on a free port: `with Sandbox() as box: WebClient(base_url=box.api_url)`."""

    def __init__(
        self,
        *,
        manifest: Path = MANIFEST,
        seed: Path = world.SEED,
        clock: Clock | None = None,
        state: Path | None = None,
        http: HttpDelivery | None = None,
        port: int = 0,
    ) -> None:
        """`clock` defaults to one that runs with the machine's; `http` to Socket Mode.

        Raises:
            sandbox.reading.Unreadable: the manifest, the seed or the state file is faulty.
            OSError: the port is taken.
        """
        described = load_manifest(manifest)
        workspace = open_workspace(world.load(seed), described, state, clock)
        self._socket = listen("127.0.0.1", port)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = Server(Box(workspace, self.url, http, state))
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="sandbox", daemon=True)

    @property
    def api_url(self) -> str:
        """`base_url` for slack_sdk's clients."""
        return f"{self.url}/api/"

    def start(self) -> None:
        """Return when the server answers."""
        self._thread.start()
        if not self._server.up.wait(10):
            raise RuntimeError("the sandbox did not come up within ten seconds")

    def stop(self) -> None:
        """Return when the server has gone and everything is saved."""
        self._server.should_exit = True
        self._thread.join(10)
        if self._thread.is_alive():
            raise RuntimeError("the sandbox did not stop within ten seconds")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 means any free one.

    Raises:
        OSError: the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves TCP_NODELAY off
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


async def keep_the_time(workspace: Workspace) -> None:
    """Post each scheduled message and clear each status when its time comes on the sandbox's clock."""
    alarm: asyncio.Task[None] | None = None
    async for _ in workspace.subscribe():
        if alarm is not None:
            alarm.cancel()
            alarm = None
        if (moment := workspace.next_turn()) is not None:
            alarm = asyncio.create_task(_take_turn(workspace, moment))


async def _take_turn(workspace: Workspace, moment: float) -> None:
    await workspace.clock.sleep_until(moment)
    workspace.post_what_is_due()
    workspace.clear_past_statuses()


async def _said(request: Request) -> Any:
    """What was posted to a response_url: JSON, or a form with the JSON in `payload`; None for neither."""
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        form = await request.form()
        text = str(form.get("payload", ""))
    else:
        text = (await request.body()).decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return None
