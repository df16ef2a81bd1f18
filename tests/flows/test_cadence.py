"""How a customer hears from us: begun by the tier, agreed line by line, changed later; and an account that rests."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rules.facts import Account
from tests.flows.forms import adds_line, chooses, opened, redrawn
from tests.flows.looking import is_known
from tests.flows.touches import sends
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, View

REST = {"pause_why": "Their summer shutdown", "paused_until": "2026-03-16"}


@pytest.fixture
def acme(bot: Bot) -> Account:
    """Acme, which Ann owns."""
    account = bot.has_an_account("Acme", "T1", owner="UANN", deputy="UDEV", our_sponsor="USUE", manager="UMEG")
    is_known(bot, account, champion="Dana Ruiz, CFO")
    return account


def begins(person: Hand, command: str) -> View:
    """Type a command and see its form."""
    before = person.modal
    person.types(command)
    return opened(person, before)


def changes_line(person: Hand, line: str, what: str) -> View:
    """Choose what is to be done with a line; what is shown next."""
    before = person.sees_modal("form")
    person.clicks("change_line", block_id=f"lines~{line}", value=f"{what}:lines:{line}")
    return redrawn(person, before) if what == "remove" else person.sees_modal("line")


def purposes(lines: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    return [(line["purpose"], line["every_days"], line["first_on"]) for line in lines]


def test_the_tier_has_begun_it(box: Control, bot: Bot, acme: Account) -> None:
    form = begins(box.ann, "/account cadence acme").words
    assert "working meeting: video call every 14 days, first on Mon 16 Mar; Ann Adler with Champion" in form
    assert form.count("they were not told yet") == 4
    assert "Cadence of Acme: agreed, 4 lines." in sends(box.ann).words
    assert purposes(bot.record().answers["lines"]) == [
        ("working", 14, "2026-03-16"),
        ("value_report", 91, "2026-06-01"),
        ("executive", 91, "2026-06-01"),
        ("review", 91, "2026-06-01"),
    ]


def test_another_account_that_is_chosen_begins_with_the_lines_of_its_own_tier(
    box: Control, bot: Bot, acme: Account
) -> None:
    bot.has_an_account("Globex", "T4", owner="UANN")
    form = begins(box.ann, "/account cadence acme")
    [offered] = box.ann.is_offered("pick_account", "globex")
    form = chooses(box.ann, "account", offered["value"])
    assert "value report: mail every 182 days" in form.words
    assert "working meeting" not in form.words


def test_each_line_is_made_what_was_agreed(box: Control, bot: Bot, acme: Account) -> None:
    begins(box.ann, "/account cadence acme")
    for line in ("begun1", "begun2", "begun3"):
        changes_line(box.ann, line, "remove")
    before = box.ann.sees_modal("form")
    line = changes_line(box.ann, "begun0", "edit")
    assert "Champion: Dana Ruiz" in line.words
    assert not box.ann.submits({"every_days": "7", "told_on": "2026-03-02", "told_by": "UANN"}).errors
    redrawn(box.ann, before)
    sends(box.ann)
    [line] = bot.record().answers["lines"]
    assert (line["every_days"], line["told_on"], line["our_people"]) == (7, "2026-03-02", ["UANN"])


@pytest.mark.parametrize("days", ["0", "1.5", "-7"])
def test_a_rhythm_is_of_whole_days(box: Control, bot: Bot, acme: Account, days: str) -> None:
    begins(box.ann, "/account cadence acme")
    changes_line(box.ann, "begun0", "edit")
    assert "1 or more and whole" in box.ann.submits({"every_days": days}).errors["every_days"]


def test_a_line_that_lacks_something_is_not_sent(box: Control, bot: Bot, acme: Account) -> None:
    """Whoever fills the form is one of ours who comes, to begin with."""
    begins(box.ann, "/account cadence acme")
    before = box.ann.sees_modal("form")
    box.ann.clicks("add_line", block_id="lines~add")
    new = box.ann.sees_modal("line")
    assert new.state["our_people"]["answer"]["selected_users"] == ["UANN"]
    errors = box.ann.submits({"purpose": "support", "venue": "phone", "every_days": "30"}).errors
    assert set(errors) == {"their_people", "first_on"}
    assert before.id == box.ann.modals[0].id


def test_an_account_has_one_cadence_which_is_changed(box: Control, bot: Bot, acme: Account) -> None:
    begins(box.ann, "/account cadence acme")
    sends(box.ann)
    box.ann.closes()
    begins(box.dev, "/account cadence acme")
    adds_line(
        box.dev,
        "lines",
        {
            "purpose": "support",
            "venue": "phone",
            "every_days": "30",
            "their_people": ["day_to_day"],
            "first_on": "2026-03-09",
        },
    )
    assert "agreed, 5 lines" in sends(box.dev).words
    assert len(bot.record().answers["lines"]) == 5
    assert bot.happened() == ["submit", "submit"]


def test_it_is_told_in_the_account_channel_and_the_earlier_one_is_marked(box: Control, bot: Bot) -> None:
    bot.is_accepted(bot.is_handed())
    bot.goes_round()
    channel = bot.account().channel
    for _ in range(2):
        begins(box.ann, "/account cadence acme")
        sends(box.ann)
        box.ann.closes()
        bot.goes_round()
    said = [message.words for message in box.ann.messages(channel) if "hears from us" in message.words]
    assert "was changed" in said[0]
    assert "working meeting: video call every 30 days" in said[1]


def test_an_account_rests_until_a_day(box: Control, bot: Bot, acme: Account) -> None:
    begins(box.ann, "/account pause acme")
    assert "rests until Mon 16 Mar" in sends(box.ann, **REST).words
    bot.goes_round()
    facts = bot.account().facts
    assert (facts["paused_until"], facts["pause_why"]) == ("2026-03-16", "Their summer shutdown")
    assert "Nobody is reminded of it before Mon 16 Mar" in box.ann.sees_message("rests until").words


def test_it_goes_on_before_that_day(box: Control, bot: Bot, acme: Account) -> None:
    begins(box.ann, "/account pause acme")
    sends(box.ann, **REST)
    bot.goes_round()
    box.ann.clicks("move:pause:go_on", box.ann.sees_message("rests until"))
    bot.goes_round()
    assert "paused_until" not in bot.account().facts
    assert bot.account().facts["champion"] == "Dana Ruiz, CFO"
    assert "goes on" in box.ann.sees_message("ended the pause").words


def test_a_pause_is_made_longer_or_shorter(box: Control, bot: Bot, acme: Account) -> None:
    begins(box.ann, "/account pause acme")
    sends(box.ann, **REST)
    box.ann.closes()
    assert "Their summer shutdown" in str(begins(box.ann, "/account pause acme").state)
    sends(box.ann, paused_until="2026-04-01")
    assert bot.account().facts["paused_until"] == "2026-04-01"
    assert len(bot.records()) == 1
