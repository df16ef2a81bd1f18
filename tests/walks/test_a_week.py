"""Some days of the clock, in the sample that the demo begins with: what Hearth says unasked, and what one does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.walks.conftest import ON_A_PHONE, ON_BOTH, Walker
from tests.walks.form import Form
from tools.past import remember

pytestmark = pytest.mark.browser

GLOBEX, TYRELL = "C0GLOBEX", "C0TYRELL"
DIGEST = "Good morning Ann"


@ON_BOTH
def test_a_week_of_what_hearth_says_unasked(box: Control, bot: Bot, walker: Walker) -> None:
    remember(bot.office)
    bot.goes_round()
    the_channel_reads_how_things_stand(box, walker)
    mornings_come(box, bot, "2026-03-03")
    ann_finishes_things_where_they_stand(box, bot, walker)
    dev_chooses_his_hours(box, walker)
    mornings_come(box, bot, "2026-03-04")
    ann_logs_a_talk(box, bot, walker)
    a_step_stands_in_its_thread(box, walker)
    mornings_come(box, bot, "2026-03-05")
    ann_puts_off_once_too_often(box, bot, walker)
    mornings_come(box, bot, "2026-03-09")
    meg_reads_what_stayed_as_it_was(box, walker)


@ON_A_PHONE
def test_what_is_due_is_looked_up(box: Control, bot: Bot, walker: Walker) -> None:
    remember(bot.office)
    bot.goes_round()
    mornings_come(box, bot, "2026-03-03")
    walker.is_in(box.ann, "C0TEAM")
    looked_up = {
        "globex": "amber",
        "mine": "What needs you (7)",
        "stale": "Accounts going cold (2)",
        "why globex": "Told so far",
    }
    for typed, words in looked_up.items():
        walker.types(f"/account {typed}")
        dialog = walker.page.get_by_role("dialog")
        expect(dialog).to_contain_text(words)
        walker.looks(f"week-30-{typed.replace(' ', '-')}", whole=True)
        walker.puts_away()
    walker.is_with_hearth(box.meg, "home")
    walker.looks("week-31-home", walker.home)
    picks(walker, "Outbox")
    expect(walker.form("Outbox").dialog).to_contain_text("Comes next")
    walker.looks("week-32-outbox", whole=True)
    walker.puts_away()
    picks(walker, "Rehearse 30 days")
    expect(walker.form("Rehearse 30 days").dialog).to_contain_text("messages would be said", timeout=60_000)
    walker.looks("week-33-rehearsed", whole=True)


def picks(walker: Walker, name: str) -> None:
    """Choose what is rarely asked for, behind the three dots in Home."""
    walker.presses("More actions", walker.home)
    walker.page.get_by_role("menuitem", name=name).click()


def mornings_come(box: Control, bot: Bot, day: str) -> None:
    """Nine o'clock, in Kolkata, Berlin, London."""
    for zone in ("+05:30", "+01:00", "+00:00"):
        box.clock.set(f"{day}T09:00:00{zone}")
        bot.goes_round()


def told(walker: Walker, account: str) -> Locator:
    """The menu beside what the latest digest tells first of an account."""
    return walker.card(DIGEST).get_by_role("button", name=f"More: {account}").first


def chooses(walker: Walker, account: str, act: str, title: str) -> Form:
    told(walker, account).click()
    walker.page.get_by_role("menuitem", name=act).click()
    return walker.form(title)


def is_sent(form: Form, button: str) -> None:
    form.presses(button)
    expect(form.dialog).to_have_count(0)


def the_channel_reads_how_things_stand(box: Control, walker: Walker) -> None:
    walker.is_in(box.ann, GLOBEX)
    expect(walker.card("is going quiet")).to_contain_text("59 days ago; amber after 35 days")
    expect(walker.card("how it stands")).to_contain_text("They hear from us next")
    walker.looks("week-01-amber", walker.card("how it stands"))


def ann_finishes_things_where_they_stand(box: Control, bot: Bot, walker: Walker) -> None:
    walker.is_with_hearth(box.ann)
    digest = walker.card(DIGEST)
    expect(digest).to_contain_text("7 things, about 11 minutes.")
    walker.looks("week-02-digest", digest, whole=True, dark=True)
    told(walker, "Tyrell").click()
    walker.looks("week-03-menu")
    walker.page.keyboard.press("Escape")

    put_off(walker, "Tyrell")
    form = chooses(walker, "Wayne", "Not mine", "Not mine")
    form.fills({"Who acts instead": "Ben Brand"})
    walker.looks("week-04-not-mine")
    is_sent(form, "Pass it on")
    form = chooses(walker, "Pied Piper", "Wrong", "This is wrong")
    form.fills({"What is wrong?": "It has happened already"})
    walker.looks("week-05-wrong")
    is_sent(form, "Tell Hearth")
    why = chooses(walker, "Wonka", "Why am I told this?", "Why am I told this?")
    expect(why.dialog).to_contain_text("Told from Tue 3 Mar on, red from Thu 5 Mar")
    walker.looks("week-06-why", whole=True)
    walker.puts_away()
    walker.presses("It slips", digest)
    walker.looks("week-07-slips", walker.form("It slips").dialog)
    walker.form("It slips").presses("Cancel")
    walker.presses("Done", digest)
    bot.goes_round()
    for outcome in ("Done.", "Said to be wrong", "Passed on to Ben Brand", "Snoozed until Wed 4 Mar"):
        expect(walker.card(DIGEST)).to_contain_text(outcome)
    walker.looks("week-08-finished", walker.card(DIGEST), whole=True)


def put_off(walker: Walker, account: str) -> None:
    form = chooses(walker, account, "Snooze", "Snooze")
    form.fills({"Until when?": "Tomorrow", "Why?": "It is planned already"})
    walker.looks("week-09-snooze")
    is_sent(form, "Snooze")


def dev_chooses_his_hours(box: Control, walker: Walker) -> None:
    walker.is_with_hearth(box.dev)
    expect(walker.card("somebody has left")).to_contain_text("Omar moved to another plant")
    walker.types("/account hours")
    form = walker.form("Hours and leave")
    expect(form.dialog).to_contain_text("Thu 5 Mar")
    walker.looks("week-10-hours", whole=True)
    form.presses("Cancel")


def ann_logs_a_talk(box: Control, bot: Bot, walker: Walker) -> None:
    walker.is_in(box.ann, GLOBEX)
    expect(walker.card("is going quiet")).to_contain_text("61 days ago; red after 60 days")
    walker.looks("week-11-red", walker.card("is going quiet"))
    walker.is_with_hearth(box.ann)
    put_off(walker, "Tyrell")
    walker.card(DIGEST).get_by_role("button", name="Log a touch").nth(1).click()
    form = walker.form("Log a touch")
    expect(form.field("Account")).to_have_value("Globex Logistics")
    form.fills({"With whom": "Champion"})
    walker.page.keyboard.press("Escape")
    form.fills({"How": "video call", "In one line": "They plan the summer routes"})
    walker.looks("week-12-log", whole=True)
    form.presses("Send touch log")
    walker.form("Touch log sent")
    walker.puts_away()
    bot.goes_round()
    expect(walker.card(DIGEST)).to_contain_text("Settled. Nothing more is due here.")
    walker.looks("week-13-redrawn", walker.card(DIGEST), whole=True)
    walker.is_in(box.ann, GLOBEX)
    expect(walker.card("was going quiet")).to_contain_text("That is settled, Wed 4 Mar.")
    walker.looks("week-14-mended", walker.card("was going quiet"))


def a_step_stands_in_its_thread(box: Control, walker: Walker) -> None:
    walker.is_in(box.ann, TYRELL)
    walker.page.get_by_role("link", name="1 reply").click()
    expect(walker.page.get_by_text("Fix the day and who comes")).to_be_visible()
    walker.looks("week-15-thread")


def ann_puts_off_once_too_often(box: Control, bot: Bot, walker: Walker) -> None:
    walker.is_with_hearth(box.ann)
    expect(walker.card(DIGEST)).to_contain_text("You stand in for Dev Das, who is away.")
    walker.looks("week-16-cover", walker.card(DIGEST), whole=True)
    form = chooses(walker, "Tyrell", "Snooze", "Snooze")
    expect(form.dialog).to_contain_text("Is it still right to chase this?")
    walker.looks("week-17-third", whole=True)
    form.presses("Cancel")


def meg_reads_what_stayed_as_it_was(box: Control, walker: Walker) -> None:
    walker.is_with_hearth(box.meg)
    told = walker.card("Good morning Meg")
    expect(told).to_contain_text("It is with Dev Das: ask what would help.")
    walker.looks("week-18-manager", told, whole=True)
