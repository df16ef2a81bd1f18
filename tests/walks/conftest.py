"""A browser, on a desk and on a phone, before the workspace in which the bot is at work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PATIENCE, browser
from tests.support.hand import Control

__all__ = ["browser"]

PICTURES = Path(__file__).with_name("pictures")
"""What a walk looked like, for whoever wants to see; not kept in the repository."""


@dataclass(frozen=True)
class Device:
    name: str
    width: int
    height: int
    colours: str


DESK = Device("desk-light", 1280, 860, "light")
NIGHT_DESK = Device("desk-dark", 1280, 860, "dark")
PHONE = Device("phone-light", 390, 844, "light")
NIGHT_PHONE = Device("phone-dark", 390, 844, "dark")


@dataclass
class Walker:
    """A person at a device; `looks` keeps a picture of what is on the screen."""

    page: Page
    device: Device
    url: str

    def acts_as(self, person: str, at: str) -> None:
        """Open the page as somebody, at a conversation or at "home"."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}/#/as/{person}{at}")
        self.page.get_by_role("main").wait_for()

    def looks(self, name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{self.device.name}-{name}.png")


@pytest.fixture(params=[DESK, NIGHT_PHONE, NIGHT_DESK, PHONE], ids=lambda device: device.name)
def walker(request: pytest.FixtureRequest, browser: Browser, box: Control) -> Iterator[Walker]:
    device: Device = request.param
    context = browser.new_context(
        viewport={"width": device.width, "height": device.height}, color_scheme=device.colours, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    yield Walker(context.new_page(), device, box.url)
    context.close()
