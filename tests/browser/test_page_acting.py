"""A person turns to the app: commands, shortcuts, buttons and menus in messages, the Home tab."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.everything import TIERS, Everything, Json, Open, button, plain
from tests.sandbox.blockkit_samples import BLOCKS
from tests.support.hand import Control, eventually

pytestmark = pytest.mark.browser


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def posts(box: Control, app: Everything, *blocks: Json, text: str = "A card") -> None:
    box.invite("UHEARTH", "C0SALES")
    app.web.chat_postMessage(channel="C0SALES", text=text, blocks=blocks)


def section(accessory: Json) -> Json:
    return {"type": "section", "block_id": "said", "text": mrkdwn("*Acme* renews"), "accessory": accessory}


def test_a_command_is_completed_and_sent_with_the_keyboard(app: Everything, open_page: Open) -> None:
    page = open_page()
    field = page.get_by_role("textbox", name="Message #sales")
    field.press_sequentially("/")
    offered = page.get_by_role("listbox", name="Commands")
    expect(offered.get_by_role("option")).to_contain_text(["/handoff [account]", "/echo"])
    field.press("ArrowDown")
    expect(offered.get_by_role("option", name="/echo")).to_have_attribute("aria-selected", "true")
    field.press("Tab")
    expect(field).to_have_value("/echo ")
    field.press_sequentially("hello")
    field.press("Enter")
    assert app.hears("/echo")["text"] == "hello"
    whisper = page.get_by_role("article", name="Hearth").filter(has_text="Only visible to you")
    expect(whisper.locator("strong", has_text="hello")).to_be_visible()


def test_escape_closes_the_list_of_commands(open_page: Open) -> None:
    page = open_page()
    field = page.get_by_role("textbox", name="Message #sales")
    field.press_sequentially("/ha")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("/ha")


def test_a_person_is_mentioned_by_picking_them(box: Control, open_page: Open) -> None:
    page = open_page()
    page.get_by_role("textbox", name="Message #sales").press_sequentially("ask @de")
    page.get_by_role("option", name="Dev Das").click()
    page.keyboard.type("today")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("please")
    page.keyboard.press("Enter")
    assert box.ann.sees_message("ask", "C0SALES").text == "ask <@UDEV> today\nplease"


def test_a_command_answered_too_late_fails_in_slacks_words(box: Control, app: Everything, open_page: Open) -> None:
    page = open_page()
    app.hold.clear()
    page.get_by_role("textbox", name="Message #sales").fill("/echo hello")
    page.keyboard.press("Enter")
    app.hears("/echo")
    expect(page.get_by_text("Waiting for Hearth")).to_be_visible()
    box.clock.advance(4)
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text('/echo failed with the error "operation_timeout"')
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice).to_have_count(0)


def test_slack_itself_says_that_there_is_no_such_command(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("textbox", name="Message #sales").fill("/handof acme")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("/handof is not a valid command.")


def test_a_command_does_not_work_in_a_thread(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("link", name="2 replies").click()
    page.get_by_role("textbox", name="Reply in the thread").fill("/handoff acme")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("/handoff is not supported in threads. Sorry!")


def test_people_of_another_organisation_have_no_commands(open_page: Open) -> None:
    page = open_page("UOLA", "C0SHARED")
    page.get_by_role("textbox", name="Message #acme-shared").press_sequentially("/")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_role("button", name="Shortcuts")).to_have_count(0)


def test_shortcuts_are_behind_the_bolt_and_in_the_menu_of_a_message(app: Everything, open_page: Open) -> None:
    page = open_page()
    page.get_by_role("article", name="Ben Brand").last.get_by_role("button", name="More for this message").click()
    page.get_by_role("menuitem", name="Keep this").click()
    assert app.hears("message_action")["message"]["text"].startswith("Globex")
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Start a handoff").click()
    expect(page.get_by_role("dialog", name="The account")).to_be_visible()


def test_a_button_asks_first_where_the_app_wants_it(box: Control, app: Everything, open_page: Open) -> None:
    sure = {
        "title": plain("Sure?"),
        "text": mrkdwn("*Ann* is told."),
        "confirm": plain("Accept"),
        "deny": plain("Wait"),
    }
    posts(box, app, section(button("Accept it", "accept", style="primary", confirm=sure)))
    page = open_page()
    page.get_by_role("button", name="Accept it").click()
    question = page.get_by_role("alertdialog", name="Sure?")
    expect(question).to_have_accessible_description("Ann is told.")
    question.get_by_role("button", name="Wait").click()
    page.get_by_role("button", name="Accept it").click()
    question.get_by_role("button", name="Accept").click()
    heard = app.hears("block_actions")
    assert heard["actions"][0]["value"] == "accept"
    assert [body["name"] for body in app.heard] == ["accept"]


OPTIONS = {"options": TIERS}


@pytest.mark.parametrize(
    ("element", "picked"),
    [
        ({"type": "static_select", **OPTIONS}, ("selected_option", TIERS[1])),
        ({"type": "multi_static_select", **OPTIONS}, ("selected_options", [TIERS[1]])),
        ({"type": "checkboxes", **OPTIONS}, ("selected_options", [TIERS[1]])),
        ({"type": "radio_buttons", **OPTIONS}, ("selected_option", TIERS[1])),
        ({"type": "overflow", **OPTIONS}, ("selected_option", TIERS[1])),
    ],
    ids=lambda value: value.get("type") if isinstance(value, dict) else "",
)
def test_a_choice_in_a_message_reaches_the_app_at_once(
    box: Control, app: Everything, open_page: Open, element: Json, picked: tuple[str, Any]
) -> None:
    posts(box, app, section({"action_id": "pick", **element}))
    page = open_page()
    choose_t2(page, element["type"])
    field, value = picked
    assert app.hears("block_actions")["actions"][0][field] == value


def choose_t2(page: Page, kind: str) -> None:
    if kind in ("checkboxes", "radio_buttons"):
        page.get_by_label("T2").check()
    elif kind == "overflow":
        page.get_by_role("button", name="More: Acme renews").click()
        page.get_by_role("menuitem", name="T2").click()
    else:
        page.get_by_role("combobox", name="Acme renews").click()
        page.get_by_role("option", name="T2").click()


def test_a_date_typed_by_hand_is_told_once(box: Control, app: Everything, open_page: Open) -> None:
    posts(box, app, section({"type": "datepicker", "action_id": "due", "initial_date": "2026-03-05"}))
    page = open_page()
    due = page.get_by_label("Acme renews: Date")
    expect(due).to_have_value("2026-03-05")
    due.focus()
    page.keyboard.type("04172027")
    page.keyboard.press("Enter")
    assert app.hears("block_actions")["actions"][0]["selected_date"] == "2027-04-17"
    assert len(app.heard) == 1


def test_an_element_nobody_answers_says_so(box: Control, app: Everything, open_page: Open) -> None:
    posts(box, app, section(button("Press", "press")))
    page = open_page()
    app.hold.clear()
    page.get_by_role("button", name="Press").click()
    app.hears("press")
    box.clock.advance(4)
    expect(page.get_by_role("status").filter(has_text="The app did not answer")).to_be_attached()
    expect(page.get_by_role("alert")).to_contain_text("Hearth did not respond (operation_timeout).")


def test_the_home_tab_is_asked_for_and_drawn(app: Everything, box: Control, open_page: Open) -> None:
    page = open_page("UBEN", box.ben.dm)
    home = page.get_by_role("tabpanel", name="Home")
    expect(home).to_contain_text("Your accounts")
    home.get_by_role("button", name="Open Acme").click()
    assert app.hears("block_actions")["container"]["type"] == "view"
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_role("textbox", name="Message Hearth")).to_be_visible()
    eventually(lambda: app.hears("app_home_opened")["tab"] == "messages" or None, lambda: f"it heard {app.heard}")


BLANK = """() => [...document.querySelectorAll(".block")]
    .filter((block) => !block.innerText.trim() && !block.querySelector("hr, img, input, button"))
    .map((block) => block.className)"""


def test_every_block_is_drawn_or_named(box: Control, app: Everything, open_page: Open) -> None:
    box.invite("UHEARTH", "C0SALES")
    page = open_page()
    for sample in (sample for sample in BLOCKS if "message" in sample.surfaces):
        box.clock.advance(2)  # one message a second and channel
        app.web.chat_postMessage(channel="C0SALES", text=sample.name, blocks=[sample.block])
    expect(page.locator("article").last.locator(".block")).to_have_class(f"block {sample.block['type']}")
    assert page.evaluate(BLANK) == []
    for kind in ("card", "carousel", "data_table", "data_visualization", "plan"):
        expect(page.get_by_text(f"{kind} block: not drawn here").first).to_be_attached()
