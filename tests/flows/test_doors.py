"""The ways into a form: the command, the shortcuts, Home."""

from __future__ import annotations

import pytest

from tests.flows.forms import adds_line, sends, starts, takes_step
from tests.support.at_work import Bot
from tests.support.hand import Control, Message
from tests.support.reading import values
from tests.support.sold import ACCOUNT, OUTCOMES, PEOPLE, WHY


def test_the_command_alone_opens_an_empty_form_with_oneself_as_executive(box: Control, bot: Bot) -> None:
    assert values(starts(box.ben, "")) == {"ae": "UBEN"}


def test_the_command_with_a_new_name_fills_it_in(box: Control, bot: Bot) -> None:
    assert values(starts(box.ben, "Umbrella Corp")) == {"ae": "UBEN", "account": "new:Umbrella Corp"}


def test_the_command_with_a_name_that_could_be_two_leaves_the_choice(box: Control, bot: Bot) -> None:
    bot.has_an_account("Acme Robotics")
    bot.has_an_account("Acme Foods")
    assert "account" not in values(starts(box.ben, "acme"))


@pytest.mark.parametrize("typed", ["AT&T", "A <b> & C"])
def test_the_command_takes_signs_as_they_were_typed(box: Control, bot: Bot, typed: str) -> None:
    assert values(starts(box.ben, typed))["account"] == f"new:{typed}"


def test_the_command_takes_what_slack_made_of_signs(box: Control, bot: Bot) -> None:
    """Slack writes & as &amp; in what was typed."""
    assert values(starts(box.ben, "AT&amp;T"))["account"] == "new:AT&T"


def test_the_command_works_in_any_channel(box: Control, bot: Bot) -> None:
    box.ben.types("/handoff Acme", "C0SALES")
    assert box.ben.sees_modal("form").title == "The account"


def test_the_global_shortcut_opens_an_empty_form(box: Control, bot: Bot) -> None:
    assert box.ben.takes("start:handoff").acked
    assert values(box.ben.sees_modal("form")) == {"ae": "UBEN"}


def test_the_button_in_home_opens_an_empty_form(box: Control, bot: Bot) -> None:
    box.ben.chooses("start_form", "handoff", bot.home_of(box.ben))
    assert values(box.ben.sees_modal("form")) == {"ae": "UBEN"}


def test_a_form_begun_from_a_message_keeps_where_it_came_from(box: Control, bot: Bot) -> None:
    message = box.ben.sees_message("Acme signed this morning", "C0SALES")
    box.ben.takes("start_here:handoff", message)
    box.ben.sees_modal("form")
    bot.rests()
    [draft] = bot.drafts("UBEN")
    assert draft.answers["started_from"] == link_to(message)
    box.ben.is_offered("pick_account", "Acme")
    takes_step(box.ben, **ACCOUNT, account="new:Acme")
    takes_step(box.ben, **PEOPLE)
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    box.ben.fills({**WHY, "promises~none": ["none"], "risks~none": ["none"]})
    sends(box.ben)
    bot.goes_round()
    assert f"it began with <{link_to(message)}>" in box.ann.sees_message("hands Acme").words


def test_a_message_where_the_bot_is_not_keeps_its_link_too(box: Control, bot: Bot) -> None:
    message = box.meg.sees_message("how safe the Acme renewal is", "C0LEAD")
    box.meg.takes("start_here:handoff", message)
    box.meg.sees_modal("form")
    bot.rests()
    [draft] = bot.drafts("UMEG")
    place = f"C0LEAD/p{message.ts.replace('.', '')}"
    assert draft.answers["started_from"] == f"https://northwind.slack.com/archives/{place}"


def test_a_form_begun_from_a_message_that_has_no_link_opens_all_the_same(box: Control, bot: Bot) -> None:
    box.fault("chat.getPermalink", "refuse", error="message_not_found")
    box.ben.takes("start_here:handoff", box.ben.sees_message("Acme signed this morning", "C0SALES"))
    assert values(box.ben.sees_modal("form")) == {"ae": "UBEN"}
    bot.rests()
    assert "/archives/C0SALES/p" in bot.drafts("UBEN")[0].answers["started_from"]


def link_to(message: Message) -> str:
    """The permalink of a message in a channel (docs.slack.dev/reference/methods/chat.getPermalink)."""
    return f"https://northwind.slack.test/archives/{message.channel}/p{message.ts.replace('.', '')}"
