"""Anybody can use the page: on a phone, by keyboard, with a screen reader."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.everything import Everything, Open
from tests.sandbox.blockkit_samples import BLOCKS
from tests.support.hand import Control

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}

NAMELESS = """() => [...document.querySelectorAll("button, a[href], input, textarea, select, [role=tab]")]
    .filter((control) => control.checkVisibility())
    .filter((control) => ![
        control.ariaLabel,
        control.innerText,
        ...[...(control.labels ?? [])].map((label) => label.innerText),
        ...[...(control.ariaLabelledByElements ?? [])].map((label) => label.innerText),
    ].some((name) => name?.trim()))
    .map((control) => control.outerHTML)"""
REPEATED_IDS = """() => [...document.querySelectorAll("[id]")].map((one) => one.id)
    .filter((id, at, all) => all.indexOf(id) !== at)"""
POINTS_NOWHERE = """() => ["aria-labelledby", "aria-describedby", "for"]
    .flatMap((name) => [...document.querySelectorAll(`[${name}]`)].map((one) => [one, one.getAttribute(name)]))
    .filter(([, ids]) => ids.split(" ").some((id) => !document.getElementById(id)))
    .map(([one]) => one.outerHTML)"""
TOO_PALE = """() => {
    const light = (colour) => {
        const [red, green, blue] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = (one) => {
        for (let at = one; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (colour.startsWith("rgb(")) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    return [...document.querySelectorAll("body *")]
        .filter((one) => [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
        .filter((one) => one.checkVisibility({ opacityProperty: true }) && !one.closest(".unseen, :disabled"))
        .map((one) => [one, light(getComputedStyle(one).color), light(ground(one))])
        .filter(([, ink, paper]) => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05) < 4.5)
        .map(([one]) => one.outerHTML.slice(0, 200));
}"""


def crowd(box: Control, app: Everything, page: Page) -> None:
    """Fill the page: every block in the channel, a thread, the inspector and the modal with every input."""
    box.invite("UHEARTH", "C0SALES")
    for sample in (sample for sample in BLOCKS if "message" in sample.surfaces):
        box.clock.advance(2)
        app.web.chat_postMessage(channel="C0SALES", text=sample.name, blocks=[sample.block])
    page.get_by_role("link", name="2 replies").click()
    page.get_by_role("complementary", name="Thread").wait_for()
    page.get_by_role("button", name="Traffic inspector").click()
    page.get_by_text("chat.postMessage").first.wait_for()
    box.ben.types("/handoff", "C0SALES")
    page.get_by_role("dialog", name="The account").wait_for()
    page.get_by_role("button", name="Send").last.click()
    page.get_by_text("Please complete this required field.").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_is_named_uniquely_pointed_at_and_legible(
    box: Control, app: Everything, open_page: Open, scheme: Literal["light", "dark"]
) -> None:
    page = open_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    crowd(box, app, page)
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(REPEATED_IDS) == []
    assert page.evaluate(POINTS_NOWHERE) == []
    assert page.evaluate(TOO_PALE) == []


def test_nothing_sticks_out_of_a_phones_screen(box: Control, app: Everything, open_page: Open) -> None:
    page = open_page()
    page.set_viewport_size(PHONE)
    crowd(box, app, page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    form = page.get_by_role("dialog", name="The account").bounding_box()
    assert form == {"x": 0, "y": 0, **PHONE}
    assert page.evaluate(STICKS_OUT, ".view-body") == []
    page.get_by_role("button", name="Close", exact=True).click()
    page.get_by_role("button", name="Close the inspector").click()
    page.get_by_role("link", name="Close the thread").click()
    page.get_by_role("log").wait_for()
    assert page.evaluate(STICKS_OUT, ".messages") == []


STICKS_OUT = """(frame) => [...document.querySelectorAll(`${frame} *`)]
    .filter((one) => one.checkVisibility() && !one.closest(".table-frame, .unseen, pre"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
    .map((one) => one.outerHTML.slice(0, 200))"""


def test_on_a_phone_one_goes_from_the_list_to_a_conversation_and_back(open_page: Open) -> None:
    page = open_page("UBEN", None)
    page.set_viewport_size(PHONE)
    page.goto(page.url.split("/c/")[0])
    rooms = page.get_by_role("navigation", name="Conversations")
    expect(rooms).to_be_visible()
    expect(page.get_by_role("main")).not_to_be_visible()
    rooms.get_by_role("link", name="sales").click()
    expect(page.get_by_role("log", name="Messages in #sales")).to_be_visible()
    expect(rooms).not_to_be_visible()
    page.get_by_role("link", name="Back to the conversations").click()
    expect(rooms).to_be_visible()


def test_everything_in_a_message_can_be_reached_with_the_tab_key(box: Control, open_page: Open) -> None:
    page = open_page()
    page.get_by_role("log").focus()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel"))
    assert [words.strip() for words in reached] == [
        "2 replies",
        "Reply in thread",
        "More for this message",
        "Reply in thread",
    ]


def test_a_menu_is_walked_with_the_arrows_and_gives_the_focus_back(open_page: Open) -> None:
    page = open_page()
    switch = page.get_by_role("button", name="Acting as Ben Brand")
    switch.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitemradio", name="Ben Brand")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemradio", name="Dev Das")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(switch).to_be_focused()


def test_a_modal_keeps_the_focus_inside(box: Control, app: Everything, open_page: Open) -> None:
    page = open_page()
    box.ben.types("/handoff", "C0SALES")
    form = page.get_by_role("dialog", name="The account")
    form.get_by_role("button", name="Send").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Shift+Tab")
    expect(form.get_by_role("button", name="Send")).to_be_focused()
