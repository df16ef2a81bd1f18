"""A browser, on a desk and on a phone, before the workspace in which the bot is at work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PATIENCE, browser
from tests.support.hand import Control, Hand
from tests.walks.form import Form

__all__ = ["browser"]

PICTURES = Path(__file__).with_name("pictures")
"""What a walk looked like, for whoever wants to see; not kept in the repository."""
TALL = 2_600
"""Pixels in which the longest form stands whole."""


@dataclass(frozen=True)
class Device:
    name: str
    width: int
    height: int


DESK = Device("desk", 1280, 860)
PHONE = Device("phone", 390, 844)


@dataclass
class Walker:
    """Whoever walks, now as one person, now as another; `looks` keeps a picture of what is on the screen."""

    page: Page
    device: Device
    url: str

    def is_with_hearth(self, person: Hand, tab: str = "messages") -> None:
        """Open the page as somebody, at what Hearth has written to them, or at its "home"."""
        self.is_in(person, f"{person.dm}/tab/{tab}")

    def is_in(self, person: Hand, channel: str) -> None:
        """Open the page as somebody, at a channel."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}/#/as/{person.id}/c/{channel}")
        self.page.get_by_role("main").wait_for()

    def types(self, text: str) -> None:
        """Write it where one writes, and press Enter."""
        self.page.get_by_role("textbox", name="Message ").fill(text)
        self.page.keyboard.press("Enter")

    def form(self, title: str) -> Form:
        """The modal of this title, once it is there."""
        form = Form(self.page.get_by_role("dialog", name=title))
        expect(form.dialog).to_be_visible()
        return form

    def card(self, words: str) -> Locator:
        """The message of Hearth's that says this, once it is there."""
        card = self.page.get_by_role("article", name="Hearth").filter(has_text=words).last
        expect(card).to_be_visible()
        return card

    @property
    def home(self) -> Locator:
        """What Hearth's Home shows."""
        return self.page.get_by_role("tabpanel", name="Home")

    def attaches(self, name: str, text: str) -> None:
        """Choose a file in the system's own dialog."""
        with self.page.expect_file_chooser() as asked:
            self.page.get_by_role("button", name="Attach a file").click()
        asked.value.set_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})

    def presses(self, button: str, at: Locator, sure: str = "") -> None:
        """Press a button, and the one of the question whether one is `sure`."""
        at.get_by_role("button", name=button, exact=True).first.click()
        if sure:
            self.page.get_by_role("alertdialog").get_by_role("button", name=sure).click()

    def puts_away(self) -> None:
        """Close what is open."""
        self.page.get_by_role("dialog").get_by_role("button", name="Close").first.click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def looks(self, name: str, at: Locator | None = None, *, whole: bool = False, dark: bool = False) -> None:
        """A picture of the screen, with `at` in sight; also in the `dark`, and of the `whole` of it, however long."""
        PICTURES.mkdir(exist_ok=True)
        if at:
            at.scroll_into_view_if_needed()
        self._keeps(name)
        if dark:
            self.page.emulate_media(color_scheme="dark")
            self._keeps(f"{name}-dark")
            self.page.emulate_media(color_scheme="light")
        if whole:
            what = at or self.page.get_by_role("dialog").last
            self.page.set_viewport_size({"width": self.device.width, "height": TALL})
            what.evaluate("element => { element.style.maxHeight = 'none'; }")
            what.screenshot(path=self._file(f"{name}-whole"))
            what.evaluate("element => { element.style.maxHeight = ''; }")
            self.page.set_viewport_size({"width": self.device.width, "height": self.device.height})

    def _keeps(self, name: str) -> None:
        self.page.screenshot(path=self._file(name))

    def _file(self, name: str) -> Path:
        return PICTURES / f"{self.device.name}-{name}.png"


ON_A_DESK = pytest.mark.parametrize("walker", [DESK], indirect=True, ids=lambda device: device.name)
ON_A_PHONE = pytest.mark.parametrize("walker", [PHONE], indirect=True, ids=lambda device: device.name)
ON_BOTH = pytest.mark.parametrize("walker", [DESK, PHONE], indirect=True, ids=lambda device: device.name)


@pytest.fixture
def walker(request: pytest.FixtureRequest, browser: Browser, box: Control) -> Iterator[Walker]:
    """Whoever walks, with the device that the test asks for: a walk takes seconds, so most are taken on one."""
    device: Device = request.param
    size = {"width": device.width, "height": device.height}
    context = browser.new_context(viewport=size, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    yield Walker(context.new_page(), device, box.url)
    context.close()
