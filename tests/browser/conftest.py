"""A real Chromium before the sandbox's page, and a real Bolt app behind it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.browser.everything import MANIFEST, Everything, Open
from tests.support.chromium import NO_CHROMIUM, chromium_here
from tests.support.hand import Control

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp()

SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 5_000
"""Milliseconds to wait for what should appear."""

# Playwright's loop stays in the main thread for as long as it runs, where it would bar `asyncio.run` to later tests.
# What hangs on it ends with this package, for which pytest wants the __init__.py.


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = chromium_here()
    if chromium is None:
        if os.environ.get("HEARTH_BROWSER") == "required":
            pytest.fail(f"HEARTH_BROWSER=required, but {NO_CHROMIUM}")
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def _sandbox(browser: Browser) -> Iterator[Sandbox]:
    """A server whose clock stands at Monday 2 March 2026, 09:00 UTC, so that a slow machine makes nobody late."""
    with Sandbox(manifest=MANIFEST, clock=Clock.at(MONDAY, running=False)) as sandbox:
        yield sandbox


@pytest.fixture(scope="package")
def _control(_sandbox: Sandbox) -> Iterator[Control]:
    control = Control(_sandbox.url)
    yield control
    control.close()


@pytest.fixture(scope="package")
def _everything(_control: Control) -> Iterator[Everything]:
    everything = Everything(_control.api_url)
    everything.connect()
    _control.sees_sockets()
    yield everything
    everything.close()


@pytest.fixture
def app(_everything: Everything) -> Everything:
    """A Bolt app that shows every block and asks with every element; it has heard nothing yet."""
    _everything.forget()
    return _everything


@pytest.fixture
def box(_control: Control, app: Everything) -> Control:
    """The sandbox as the seed has it."""
    _control.reset()
    return _control


@pytest.fixture(scope="package")
def _desk(browser: Browser) -> Iterator[Page]:
    """One tab for all tests: a warm renderer opens the page five times as fast as a fresh one."""
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


@pytest.fixture
def open_tab(_desk: Page) -> Iterator[Open]:
    """Open the page of the sandbox at `url` as somebody, at a conversation; each call is a further tab.

    It is a desktop in light colours that was never here before. Nothing may go wrong in the page's scripts meanwhile.
    """
    tabs: list[Page] = []
    wrong: list[str] = []

    def failed(error: Error) -> None:
        wrong.append(str(error))

    def said(message: ConsoleMessage) -> None:
        # That the sandbox answered with a 404 is the sandbox's business; the page shows its sentence.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            wrong.append(message.text)

    def opened(url: str, person: str = "UBEN", channel: str | None = "C0SALES") -> Page:
        page = _desk.context.new_page() if tabs else _desk
        tabs.append(page)
        page.on("pageerror", failed)
        page.on("console", said)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="light")
        page.goto(f"{url}/#/as/{person}" + (f"/c/{channel}" if channel else ""))
        page.get_by_role("navigation", name="Conversations").wait_for(state="attached")
        return page

    yield opened
    for page in tabs:
        page.remove_listener("pageerror", failed)
        page.remove_listener("console", said)
    if tabs:
        _desk.evaluate("localStorage.clear(); sessionStorage.clear()")
        _desk.goto("about:blank")
    for page in tabs[1:]:
        page.close()
    assert wrong == []


@pytest.fixture
def open_page(box: Control, open_tab: Open) -> Open:
    """Open the page of the sandbox in which the Bolt app of these tests stands."""
    return partial(open_tab, box.url)
