"""Modals: every kind of input filled in by hand and by keyboard, and what of it reaches the app."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.everything import Everything, Open, asks, live_form, many_lines, option, steps
from tests.support.hand import Control

pytestmark = pytest.mark.browser


@pytest.fixture
def form(open_page: Open) -> Locator:
    """The modal with every input, opened by typing the command."""
    return opened_form(open_page())


def opened_form(page: Page) -> Locator:
    page.get_by_role("textbox", name="Message #sales").fill("/handoff acme")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="The account")
    expect(form).to_be_visible()
    return form


def pick(form: Locator, label: str, typed: str, *choices: str) -> None:
    """Type into the combobox and take options out of its list."""
    box = form.get_by_role("combobox", name=label)
    box.click()
    for choice in choices:
        box.press_sequentially(typed)
        form.get_by_role("option", name=choice).click()
    box.press("Tab")


def fill_in(form: Locator) -> None:
    pick(form, "Account", "ac", "Acorn Foods")
    pick(form, "Tier", "T2", "T2")
    pick(form, "Team", "", "Dev Das", "Meg Moss")
    pick(form, "Channel", "team", "account-team")
    pick(form, "Told in", "", "general", "sales")
    pick(form, "Regions", "Nor", "North")
    pick(form, "Subsidiaries", "z", "Zenit")
    form.get_by_label("Why they bought").fill("Fewer stops")
    form.get_by_label("Annual value").fill("84000")
    form.get_by_label("E-mail").fill("buyer@acme.example")
    form.get_by_label("Website").fill("https://acme.example")
    form.get_by_label("Renews on").fill("2027-01-31")
    form.get_by_label("Call at").fill("09:30")
    form.get_by_label("Kickoff").fill("2026-03-05T10:00")
    form.get_by_label("Support").check()
    form.get_by_label("Likely").check()
    form.get_by_label("Note").fill("First line\nSecond line")


def test_every_kind_of_input_reaches_the_app_with_what_was_entered(app: Everything, form: Locator) -> None:
    fill_in(form)
    form.get_by_role("button", name="Send").click()
    expect(form.page.get_by_role("dialog", name="A promise")).to_be_visible()
    said = app.answers()
    assert said["account"]["selected_option"] == option("Acorn Foods")
    assert said["tier"]["selected_option"]["value"] == "t2"
    assert said["owner"]["selected_user"] == "UANN"
    assert said["team"]["selected_users"] == ["UDEV", "UMEG"]
    assert said["room"]["selected_channel"] == "C0TEAM"
    assert said["rooms"]["selected_conversations"] == ["C0GENERAL", "C0SALES"]
    assert [chosen["value"] for chosen in said["regions"]["selected_options"]] == ["north"]
    assert [chosen["value"] for chosen in said["linked"]["selected_options"]] == ["zenit"]
    assert said["why"]["value"] == "Fewer stops"
    assert said["nick"]["value"] == "the big one"
    assert said["value"]["value"] == "84000"
    assert said["mail"]["value"] == "buyer@acme.example"
    assert said["site"]["value"] == "https://acme.example"
    assert said["renews"]["selected_date"] == "2027-01-31"
    assert said["call"]["selected_time"] == "09:30"
    assert said["kickoff"]["selected_date_time"] == 1772722800  # ten o'clock in New York, where Ben is
    assert [chosen["value"] for chosen in said["sides"]["selected_options"]] == ["support"]
    assert said["sure"]["selected_option"]["value"] == "likely"
    lines = [section["elements"][0]["text"] for section in said["note"]["rich_text_value"]["elements"]]
    assert lines == ["First line", "Second line"]


def test_what_slacks_client_would_stop_is_said_beside_each_field(app: Everything, form: Locator) -> None:
    form.get_by_label("E-mail").fill("nobody")
    form.get_by_label("Annual value").fill("8.5")
    form.get_by_role("button", name="Send").click()
    first = form.get_by_role("combobox", name="Account")
    expect(first).to_be_focused()
    expect(first).to_have_accessible_description("A customer we know Please complete this required field.")
    expect(form.get_by_label("E-mail")).to_have_accessible_description("Please enter a valid e-mail address.")
    expect(form.get_by_label("Annual value")).to_have_accessible_description("Please enter a whole number.")
    assert [body for body in app.heard if body["type"] == "view_submission"] == []
    form.get_by_label("E-mail").fill("somebody@acme.example")
    expect(form.get_by_label("E-mail")).to_have_accessible_description("")


def test_the_apps_own_errors_stand_under_the_field_and_take_the_focus(form: Locator) -> None:
    fill_in(form)
    form.get_by_label("Why they bought").fill("nothing")
    form.get_by_role("button", name="Send").click()
    why = form.get_by_label("Why they bought")
    expect(why).to_be_focused()
    expect(why).to_have_accessible_description("Say why they bought, in their words. 33 left")


def test_a_modal_pushed_on_top_leads_back_to_what_was_typed(app: Everything, form: Locator) -> None:
    form.get_by_label("Why they bought").fill("Fewer stops")
    form.get_by_role("button", name="Add a promise").click()
    page = form.page
    promise = page.get_by_role("dialog", name="A promise")
    expect(promise.get_by_label("What")).to_be_focused()
    promise.get_by_label("What").fill("Two trainings")
    promise.get_by_role("button", name="Add a line").click()
    expect(promise.get_by_label("By when")).to_be_visible()
    expect(promise.get_by_label("What")).to_have_value("Two trainings")
    assert app.hears("line")["view"]["state"]["values"]["what"]["it"]["value"] == "Two trainings"
    promise.get_by_role("button", name="Deeper").click()
    expect(page.get_by_text("view 3 of a stack")).to_be_attached()
    promise.get_by_role("button", name="Back").click()
    expect(promise.get_by_label("What")).to_have_value("Two trainings")
    expect(promise.get_by_role("button", name="Deeper")).to_be_focused()
    page.keyboard.press("Escape")
    expect(form.get_by_label("Why they bought")).to_have_value("Fewer stops")
    expect(form.get_by_role("button", name="Add a promise")).to_be_focused()
    expect(form.get_by_role("button", name="Add a promise")).to_be_in_viewport()
    form.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_typed_words_survive_a_reload_of_the_page(form: Locator) -> None:
    with form.page.expect_response("**/control/act/fill"):
        form.get_by_label("Why they bought").fill("Fewer stops")
    form.page.reload()
    expect(form.get_by_label("Why they bought")).to_have_value("Fewer stops")


@pytest.fixture
def live(app: Everything, open_page: Open) -> Locator:
    """A form whose app draws it anew at each choice, with another line above the questions."""
    app.form = live_form({})
    return opened_form(open_page())


def test_what_was_typed_stays_while_the_app_draws_the_form_anew(app: Everything, live: Locator) -> None:
    """docs.slack.dev/surfaces/modals: what has the same block_id and action_id keeps its value."""
    live.get_by_label("Why they bought").fill("Fewer stops")
    pick(live, "Tier", "T2", "T2")
    expect(live.get_by_text("Still missing: Owner, Regions, Sides")).to_be_visible()
    assert app.hears("live")["view"]["state"]["values"]["Why they bought"]["it"]["value"] == "Fewer stops"
    pick(live, "Account", "ac", "Acorn Foods")
    pick(live, "Owner", "Dev", "Dev Das")
    expect(live.get_by_text("Still missing: Regions, Sides")).to_be_visible()
    live.get_by_label("Renews on").fill("2027-01-31")
    live.get_by_label("Sales").check()
    expect(live.get_by_text("Still missing: Regions", exact=True)).to_be_visible()
    expect(live.get_by_label("Why they bought")).to_have_value("Fewer stops")
    expect(live.get_by_label("Renews on")).to_have_value("2027-01-31")
    live.get_by_role("button", name="Send").click()
    said = app.answers()
    assert said["Why they bought"]["value"] == "Fewer stops"
    assert said["Tier"]["selected_option"]["value"] == "t2"
    assert said["Account"]["selected_option"]["value"] == "acorn foods"
    assert said["Owner"]["selected_user"] == "UDEV"
    assert said["Renews"]["selected_date"] == "2027-01-31"
    assert [chosen["value"] for chosen in said["Sides"]["selected_options"]] == ["sales"]


def test_a_question_that_was_away_comes_back_as_the_app_has_it(app: Everything, open_page: Open) -> None:
    """The same page: what is not in the view has no value, so that the app's initial value counts again."""
    app.form = steps(1)
    form = opened_form(open_page())
    form.get_by_label("Question 1").fill("Typed")
    form.get_by_role("button", name="Turn the page").click()
    expect(form.get_by_label("Question 2")).to_have_value("Answer 2")
    form.get_by_role("button", name="Turn the page").click()
    expect(form.get_by_label("Question 1")).to_have_value("Answer 1")
    form.get_by_role("button", name="Send").click()
    assert app.answers()["step1"]["value"] == "Answer 1"


def test_the_last_of_many_lines_can_be_reached_and_changed(app: Everything, open_page: Open) -> None:
    app.form = many_lines(44)
    form = opened_form(open_page())
    expect(form.get_by_role("button", name="Send")).to_be_in_viewport()
    last = form.locator("[data-block=line43]").get_by_role("button")
    last.scroll_into_view_if_needed()
    last.click()
    form.page.get_by_role("menuitem", name="Remove").click()
    assert app.hears("change43")["actions"][0]["selected_option"]["value"] == "remove"
    form.get_by_role("button", name="Add an outcome").click()
    expect(form.page.get_by_role("dialog", name="A promise")).to_be_visible()
    form.page.get_by_role("button", name="Back").click()
    expect(form.get_by_role("button", name="Add an outcome")).to_be_in_viewport()


def test_a_form_can_be_filled_in_with_the_keyboard_alone(app: Everything, open_page: Open) -> None:
    app.form = [
        asks("account", "Account", {"type": "external_select", "min_query_length": 2}),
        asks("team", "Team", {"type": "multi_users_select"}),
        asks("sure", "How sure", {"type": "radio_buttons", "options": [option("Certain"), option("Likely")]}),
    ]
    form = opened_form(open_page())
    keys = form.page.keyboard
    account = form.get_by_role("combobox", name="Account")
    expect(account).to_be_focused()
    keys.type("z")
    expect(form.get_by_text("Type another 1 letter to search.")).to_be_visible()
    keys.type("e")
    expect(form.get_by_role("option", name="Zenit")).to_be_visible()
    keys.press("Enter")
    expect(account).to_have_value("Zenit")
    keys.press("Tab")  # to the button that clears it
    keys.press("Tab")
    keys.type("s")
    for key in ("ArrowDown", "ArrowUp", "Enter", "Escape", "Tab", "Space"):
        keys.press(key)
    expect(form.get_by_label("Certain")).to_be_checked()
    keys.press("Tab")
    keys.press("Tab")
    expect(form.get_by_role("button", name="Send")).to_be_focused()
    keys.press("Enter")
    expect(form.page.get_by_role("dialog", name="A promise")).to_be_visible()
    said = app.answers()
    assert said["account"]["selected_option"]["value"] == "zenit"
    assert said["team"]["selected_users"] == ["UDEV"]
    assert said["sure"]["selected_option"]["value"] == "certain"


def test_a_list_stops_at_the_most_that_may_be_chosen(form: Locator) -> None:
    team = form.get_by_role("combobox", name="Team")
    pick(form, "Team", "", "Dev Das", "Meg Moss")
    team.click()
    expect(form.get_by_text("That is the most: 2.")).to_be_visible()
    expect(form.get_by_role("option", name="Sue Stone")).to_be_disabled()
    team.press("Backspace")
    expect(form.get_by_role("button", name="Remove Meg Moss")).to_have_count(0)
    expect(form.get_by_role("button", name="Remove Dev Das")).to_be_visible()


def test_a_chosen_option_can_be_taken_back(form: Locator) -> None:
    pick(form, "Tier", "T1", "T1")
    form.get_by_role("button", name="Clear T1").click()
    expect(form.get_by_role("combobox", name="Tier")).to_have_value("")


def test_the_letters_left_are_counted(form: Locator) -> None:
    why = form.get_by_label("Why they bought")
    expect(why).to_have_accessible_description("40 left")
    why.fill("x" * 45)
    expect(why).to_have_accessible_description("5 too many")


def test_an_input_that_dispatches_tells_the_app_when_enter_is_pressed(app: Everything, open_page: Open) -> None:
    app.form = [asks("name", "Name", {"type": "plain_text_input"}, dispatch_action=True)]
    form = opened_form(open_page())
    form.get_by_label("Name").fill("Acme")
    form.get_by_label("Name").press("Enter")
    assert app.hears("block_actions")["actions"][0]["value"] == "Acme"


def test_a_submission_answered_too_late_ends_in_slacks_words(box: Control, app: Everything, open_page: Open) -> None:
    page = open_page()
    app.form = [asks("name", "Name", {"type": "plain_text_input"}, optional=True)]
    form = opened_form(page)
    app.hold.clear()
    form.get_by_role("button", name="Send").click()
    app.hears("view_submission")
    expect(form).to_contain_text("Waiting for Hearth")
    box.clock.advance(4)
    expect(form.get_by_role("alert")).to_contain_text("We had some trouble connecting. Try again?")
    expect(form.get_by_role("button", name="Send")).to_be_enabled()


def test_a_second_tab_shows_the_same_modal(open_page: Open) -> None:
    opened_form(open_page())
    expect(open_page().get_by_role("dialog", name="The account")).to_be_visible()


def test_an_element_that_is_not_drawn_is_named(app: Everything, open_page: Open) -> None:
    app.form = [asks("plan", "The plan", {"type": "file_input"}, optional=True)]
    expect(opened_form(open_page())).to_contain_text("file_input element: not drawn here")


def test_a_view_without_questions_can_only_be_closed(app: Everything, box: Control, open_page: Open) -> None:
    page = open_page()
    app.form = [{"type": "section", "text": {"type": "mrkdwn", "text": "Nothing to ask"}}]
    form = opened_form(page)
    expect(form).to_contain_text("Nothing to ask")
    form.get_by_role("button", name="Cancel").click()
    expect(form).to_have_count(0)
