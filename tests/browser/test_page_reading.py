"""The page shows a person what Slack would show them: conversations, messages, unread marks, threads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.everything import Everything, Open
from tests.support.hand import Control

pytestmark = pytest.mark.browser


def test_a_message_shows_who_said_it_and_when_in_the_readers_own_zone(box: Control, open_page: Open) -> None:
    box.ann.says("Good morning", "C0SALES")
    page = open_page("UBEN")
    said = page.get_by_role("article", name="Ann Adler, 04:00").last
    expect(said).to_contain_text("Good morning")
    expect(page.get_by_role("separator", name="Today").last).to_be_visible()


def test_one_acts_as_somebody_else_and_sees_what_they_see(box: Control, open_page: Open) -> None:
    page = open_page("UBEN")
    expect(page.get_by_role("link", name="leadership")).to_have_count(0)
    act_as(page, "Meg Moss")
    expect(page.get_by_role("link", name="leadership, private channel")).to_be_visible()
    assert "/as/UMEG" in page.url


def test_the_switch_tells_guests_outsiders_and_those_who_left(box: Control, open_page: Open) -> None:
    page = open_page("UBEN")
    page.get_by_role("button", name="Acting as Ben Brand").click()
    menu = page.get_by_role("menu")
    expect(menu.get_by_role("menuitemradio", name="Gus Guest")).to_contain_text("guest")
    expect(menu.get_by_role("menuitemradio", name="Ola Outside")).to_contain_text("outside, Acme")
    expect(menu.get_by_role("menuitemradio", name="Dora Gone")).to_be_disabled()
    expect(menu.get_by_role("menuitemradio", name="Dev Das")).to_contain_text("14:30 in Kolkata")


def test_a_channel_shared_with_a_customer_says_so(box: Control, open_page: Open) -> None:
    page = open_page("UBEN", "C0SHARED")
    expect(page.get_by_role("link", name="acme-shared, channel, shared with Acme")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Shared with Acme")


def test_unread_channels_and_mentions_are_marked_until_they_are_read(box: Control, open_page: Open) -> None:
    for room in ("C0TEAM", "C0GENERAL"):
        box.ben.reads(room)
    page = open_page("UBEN", "C0SALES")
    box.ann.says("<@UBEN> are you there?", "C0TEAM")
    unread = page.get_by_role("link", name="account-team, channel, unread, 1 mention")
    expect(unread).to_be_visible()
    expect(page).to_have_title("(1) #sales – Northwind")
    unread.click()
    expect(page.get_by_role("separator", name="New messages")).to_be_visible()
    expect(page.get_by_role("link", name="account-team, channel", exact=True)).to_be_visible()
    page.get_by_role("link", name="sales, channel").click()
    expect(page).to_have_title("#sales – Northwind")


def test_two_tabs_show_a_new_message_at_once(box: Control, open_page: Open) -> None:
    ben, ann = open_page("UBEN"), open_page("UANN")
    ben.get_by_role("textbox", name="Message #sales").fill("Both of us <b>see</b> this & *that*")
    ben.keyboard.press("Enter")
    for page in (ben, ann):
        said = page.get_by_role("article", name="Ben Brand").last
        expect(said).to_contain_text("Both of us <b>see</b> this & that")
        expect(said.locator("strong", has_text="that")).to_be_visible()


def test_a_thread_opens_beside_the_channel_and_takes_a_reply(box: Control, open_page: Open) -> None:
    page = open_page("UBEN")
    page.get_by_role("link", name="2 replies").click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread).to_contain_text("When do you hand it over?")
    thread.get_by_role("textbox", name="Reply in the thread").fill("Tomorrow")
    page.keyboard.press("Enter")
    expect(thread.get_by_role("article").last).to_contain_text("Tomorrow")
    expect(page.get_by_role("link", name="3 replies")).to_be_visible()
    page.keyboard.press("Escape")
    expect(thread).to_have_count(0)


def test_a_message_for_one_person_is_marked_and_gone_after_a_reload(
    box: Control, app: Everything, open_page: Open
) -> None:
    page = open_page("UBEN")
    box.invite("UHEARTH", "C0SALES")
    app.web.chat_postEphemeral(channel="C0SALES", user="UBEN", text="Between us")
    whisper = page.get_by_role("article", name="Hearth").filter(has_text="Only visible to you")
    expect(whisper).to_contain_text("Between us")
    page.reload()
    expect(page.get_by_role("article").last).to_be_visible()
    expect(whisper).to_have_count(0)


def test_a_link_to_a_message_leads_to_it_for_whoever_follows_it(box: Control, app: Everything, open_page: Open) -> None:
    globex = box.ben.sees_message("Globex", "C0SALES")
    permalink = app.web.chat_getPermalink(channel="C0SALES", message_ts=globex.ts)["permalink"]
    box.ben.says(f"see {permalink}", "C0TEAM")
    page = open_page("UANN", "C0TEAM")
    page.get_by_role("link", name=str(permalink)).click()
    expect(page.locator(".pointed-at")).to_contain_text("Globex")
    assert "/as/UANN/c/C0SALES" in page.url


def test_a_copied_link_opens_as_whoever_opens_it(box: Control, open_page: Open) -> None:
    page = open_page("UBEN")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("article", name="Ben Brand").last.get_by_role("button", name="More for this message").click()
    page.get_by_role("menuitem", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="was copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(copied)
    expect(page.locator(".pointed-at")).to_contain_text("Globex")
    expect(page.get_by_role("button", name="Acting as Ann Adler")).to_be_visible()


def test_an_archived_channel_can_be_read_but_not_written_to(box: Control, open_page: Open) -> None:
    page = open_page("UBEN", "C0OLD")
    expect(page.get_by_role("main")).to_contain_text("This channel is archived")
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_a_public_channel_is_looked_at_first_and_then_joined(box: Control, open_page: Open) -> None:
    page = open_page("UDEV", "C0SALES")
    page.get_by_role("button", name="Join channel").click()
    expect(page.get_by_role("textbox", name="Message #sales")).to_be_visible()


def test_a_conversation_one_may_not_see_stays_closed(box: Control, open_page: Open) -> None:
    page = open_page("UGUS", "C0LEAD")
    expect(page.get_by_role("main")).to_contain_text("channel_not_found")


@pytest.mark.parametrize(
    ("written", "tag", "words"),
    [
        ("*firmly*", "strong", "firmly"),
        ("_gently_", "em", "gently"),
        ("~gone~", "s", "gone"),
        ("`x * y * z`", "code", "x * y * z"),
        ("```\nif a < b:\n```", "pre", "if a < b:"),
        ("> her words", "blockquote", "her words"),
        ("<https://example.com/a_b_c|the plan>", "a", "the plan"),
        ("look at https://example.com.", "a", "https://example.com"),
        ("<@UANN>", "span.mention", "@Ann Adler"),
        ("<#C0TEAM>", "a.mention", "#account-team"),
        ("<!here>", "span.mention", "@here"),
        ("<!date^1772442000^{date_num} {time}|then>", "time", "2026-03-02 04:00"),
        ("*bold with _both_*", "strong em", "both"),
    ],
)
def test_mrkdwn_is_drawn(box: Control, app: Everything, open_page: Open, written: str, tag: str, words: str) -> None:
    box.invite("UHEARTH", "C0SALES")
    app.web.chat_postMessage(channel="C0SALES", text=written)
    page = open_page()
    expect(page.get_by_role("article", name="Hearth").last.locator(f".mrkdwn {tag}")).to_have_text(words)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("snake_case_names and 2 * 3 * 4", "snake_case_names and 2 * 3 * 4"),
        ("<javascript:alert(1)|press>", "press"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        (":tada: but not 10:30:45", "🎉 but not 10:30:45"),
    ],
)
def test_what_is_no_mrkdwn_stays_text(box: Control, app: Everything, open_page: Open, written: str, shown: str) -> None:
    box.invite("UHEARTH", "C0SALES")
    app.web.chat_postMessage(channel="C0SALES", text=written)
    said = open_page().get_by_role("article", name="Hearth").last
    expect(said.locator(".mrkdwn")).to_have_text(shown)
    expect(said.locator(".mrkdwn").locator("a, img, script")).to_have_count(0)


def act_as(page: Page, name: str) -> None:
    page.get_by_role("button", name="Acting as").click()
    page.get_by_role("menuitemradio", name=name).click()
