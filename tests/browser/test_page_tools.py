"""What belongs to the sandbox and not to Slack: the clock, the raw traffic, trouble on demand, the theme, the hint."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sandbox.server import Sandbox
from tests.browser.everything import MANIFEST, Everything, Open
from tests.support.hand import Control, Hand, Wire, eventually

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[2] / "sandbox" / "page"


A_WHILE = 20_000
"""Milliseconds in which the clock skips to the next morning, half an hour a step, and a third of a second each."""


def test_the_clock_jumps_an_hour(box: Control, open_page: Open) -> None:
    page = open_page("UBEN")
    page.get_by_role("button", name="Sandbox time: Mon 2 Mar, 04:00").click()
    page.get_by_role("button", name="One hour later").click()
    expect(page.get_by_role("button", name="Sandbox time: Mon 2 Mar, 05:00")).to_be_visible()
    expect(page.get_by_role("button", name="Acting as Ben Brand")).to_contain_text("05:00")


def test_time_passes_in_steps_until_the_morning_of_whoever_acts(box: Control, app: Everything, open_page: Open) -> None:
    """Slack posts at its hour, in New York, what the app scheduled; the page shows it while time still flies."""
    box.invite("UHEARTH", "C0SALES")
    box.clock.set("2026-03-02T22:00:00-05:00")
    app.web.chat_scheduleMessage(channel="C0SALES", text="It is seven.", post_at=at("2026-03-03T07:00:00-05:00"))
    page = open_page("UBEN")
    page.get_by_role("button", name="Sandbox time: Mon 2 Mar, 22:00").click()
    page.get_by_role("button", name="Next working morning Tue 3 Mar, 09:00").click()
    expect(page.get_by_role("progressbar", name="On the way to Tue 3 Mar, 09:00")).to_be_visible()
    expect(page.get_by_text("It is seven.")).to_be_visible(timeout=A_WHILE)
    expect(page.get_by_role("button", name="Sandbox time: Tue 3 Mar, 09:00")).to_be_visible(timeout=A_WHILE)
    [posted] = box.posted()
    assert posted["at"] == at("2026-03-03T07:00:00-05:00")


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        ("2026-03-02T09:00:00Z", ["Next working morning Tue 3 Mar, 09:00", "Next week Mon 9 Mar, 09:00"]),
        ("2026-03-06T17:00:00Z", ["Next working morning Mon 9 Mar, 09:00"]),
        ("2026-03-07T09:00:00Z", ["Next working morning Mon 9 Mar, 09:00"]),
        ("2026-03-08T17:00:00Z", ["Next working morning Mon 9 Mar, 09:00"]),
        ("2026-03-30T08:00:00Z", ["Next working morning Tue 31 Mar, 09:00", "Next week Mon 6 Apr, 09:00"]),
    ],
)
def test_mornings_are_those_of_working_days(box: Control, open_page: Open, now: str, offered: list[str]) -> None:
    """Clocks go forward in New York on Sunday, 8 March."""
    box.clock.set(now)
    page = open_page("UBEN")
    page.get_by_role("button", name="Sandbox time").click()
    found = page.get_by_role("dialog").get_by_role("button", name=re.compile("^Next"))
    assert [" ".join(words.split()) for words in found.all_inner_texts()] == offered


def test_a_skip_is_stopped_where_it_is(box: Control, open_page: Open) -> None:
    page = open_page("UBEN")
    page.get_by_role("button", name="Sandbox time").click()
    page.get_by_role("button", name="Next week").click()
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_role("button", name=re.compile("Sandbox time: Mon 2 Mar"))).to_be_visible()
    assert box.clock.skips is None
    assert not box.state["running"]


@pytest.mark.parametrize("width", [1280, 360])
def test_the_strip_holds_a_skip_at_any_width(box: Control, open_page: Open, width: int) -> None:
    page = open_page("UBEN")
    page.set_viewport_size({"width": width, "height": 740})
    box.clock.skip_to("2026-03-09T09:00:00Z", step_minutes=60, pause_ms=60_000)
    expect(page.get_by_role("progressbar")).to_be_visible()
    stop = page.get_by_role("button", name="Stop here").bounding_box()
    assert stop
    assert stop["x"] + stop["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def at(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def test_the_clock_goes_to_a_moment_one_picks_and_can_be_let_run(box: Control, open_page: Open) -> None:
    page = open_page("UBEN")
    page.get_by_role("button", name="Sandbox time").click()
    page.get_by_label("Go to").fill("2026-03-02T08:15")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_role("button", name="Sandbox time: Mon 2 Mar, 08:15")).to_be_visible(timeout=A_WHILE)
    assert datetime.fromtimestamp(box.clock.now, UTC) == datetime(2026, 3, 2, 13, 15, tzinfo=UTC)
    page.get_by_role("button", name="Sandbox time").click()
    page.get_by_role("button", name="Let the clock run").click()
    eventually(lambda: box.state["running"] or None, lambda: "the clock should run")


def test_the_inspector_shows_what_was_said_and_finds_it(box: Control, app: Everything, open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Traffic inspector").click()
    box.ben.types("/echo hello", "C0SALES")
    traffic = page.get_by_role("complementary", name="Traffic")
    expect(traffic.get_by_text("slash_commands").first).to_be_visible()
    app.web.auth_test()
    traffic.get_by_label("Filter the traffic").fill("auth.test")
    expect(traffic.get_by_text("slash_commands")).to_have_count(0)
    traffic.get_by_text("auth.test").last.click()
    expect(traffic.get_by_text('"user_id": "UHEARTH"')).to_be_visible()
    traffic.get_by_role("button", name="Close the inspector").click()
    expect(traffic).to_have_count(0)


def test_trouble_can_be_made_for_the_next_call(box: Control, open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Traffic inspector").click()
    page.get_by_role("button", name="Make trouble for the app").click()
    menu = page.get_by_role("dialog", name="Make trouble for the app")
    menu.get_by_label("Method").fill("views.open")
    menu.get_by_label("Will").select_option(label="answer 500")
    menu.get_by_role("button", name="Plan it").click()
    expect(menu.get_by_text("views.open: answer 500")).to_be_visible()
    assert [fault["method"] for fault in box.wire.get("/faults")["faults"]] == ["views.open"]
    menu.get_by_role("button", name="Clear what is planned").click()
    expect(menu.get_by_text("views.open: answer 500")).to_have_count(0)


def test_the_page_is_dark_where_the_machine_is_and_can_be_turned(open_page: Open) -> None:
    page = open_page()
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="Use the light theme").wait_for()
    assert page.evaluate(ground) != light
    page.get_by_role("button", name="Use the light theme").click()
    assert page.evaluate(ground) == light
    page.reload()
    page.get_by_role("button", name="Use the dark theme").wait_for()
    assert page.evaluate(ground) == light


def test_the_first_hint_says_who_one_is_until_it_is_put_away(open_page: Open) -> None:
    page = open_page()
    hint = page.get_by_role("note")
    expect(hint).to_contain_text("You are Ben Brand, Account Executive. Type /handoff in any channel.")
    hint.get_by_role("button", name="Dismiss the hint").click()
    page.reload()
    page.get_by_role("textbox").wait_for()
    expect(hint).to_have_count(0)


def test_an_unknown_person_in_the_address_becomes_somebody_who_exists(open_page: Open) -> None:
    page = open_page("UNOBODY", None)
    expect(page.get_by_role("button", name="Acting as Ann Adler")).to_be_visible()


def test_the_page_says_that_the_sandbox_is_gone_and_goes_on_when_it_is_back(open_tab: Open) -> None:
    with Sandbox(manifest=MANIFEST) as gone:
        page = open_tab(gone.url)
    expect(page.get_by_role("alert")).to_contain_text("The sandbox does not answer.")
    with Sandbox(manifest=MANIFEST, port=int(gone.url.rsplit(":")[-1])) as back, closing(Wire(back.url)) as wire:
        expect(page.get_by_role("alert")).to_have_count(0)
        Hand(wire, "UANN").says("Here I am again", "C0SALES")
        expect(page.get_by_role("article", name="Ann Adler").last).to_contain_text("Here I am again")


def test_the_page_asks_nobody_but_the_sandbox_for_anything() -> None:
    for file in [*PAGE.rglob("*.js"), *PAGE.rglob("*.css"), *PAGE.rglob("*.html")]:
        if file.parent.name != "vendor":
            text = file.read_text().replace("http://www.w3.org/2000/svg", "")
            assert "http://" not in text, file
            assert "//cdn" not in text, file
