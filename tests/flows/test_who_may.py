"""Only active members of our own workspace may do anything, and everybody else is told so in private."""

from __future__ import annotations

import pytest

from bot.rules.facts import Standing
from tests.flows.forms import ACCEPT, RETURN, reaches
from tests.support.at_work import Bot, acks_of, envelopes
from tests.support.hand import Control, Json, Message, eventually
from tests.support.reading import texts

GUEST = "Hearth is for full members of this workspace; guests cannot use it."
OUTSIDER = "Hearth is for the people of this workspace. Your contact here can do this for you."


@pytest.fixture
def card_in_shared(box: Control, bot: Bot, card: Message) -> Message:
    """Ann's card stands, for whatever reason, in a channel that people of Acme read."""
    box.invite("UHEARTH", "C0SHARED")
    bot.office.slack.call("chat.postMessage", channel="C0SHARED", text="A card", blocks=card.blocks)
    return box.ola.sees_message("A card", "C0SHARED")


@pytest.mark.parametrize("button", [ACCEPT, RETURN])
def test_an_outsiders_click_is_refused_in_private(box: Control, bot: Bot, card_in_shared: Message, button: str) -> None:
    box.ola.clicks(button, card_in_shared)
    bot.rests()
    [answer] = [message for message in box.ola.messages("C0SHARED") if message.ephemeral]
    assert answer.text == OUTSIDER
    assert OUTSIDER not in box.ann.sees_text("C0SHARED")
    assert box.ola.modal is None
    assert bot.happened() == ["submit"]


def test_a_channel_that_became_shared_lets_nobody_new_press(box: Control, bot: Bot, card: Message) -> None:
    box.invite("UHEARTH", "C0SALES")
    bot.office.slack.call("chat.postMessage", channel="C0SALES", text="A card", blocks=card.blocks)
    box.share("C0SALES")
    box.invite("UOLA", "C0SALES")
    box.ola.clicks(ACCEPT, box.ola.sees_message("A card", "C0SALES"))
    bot.rests()
    assert texts(box.ola, "C0SALES")[-1] == OUTSIDER
    assert bot.record().state == "submitted"


def test_an_outsider_finds_no_account_in_a_menu(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex")
    reaches(box.ben, 1)
    box.ben.is_offered("pick_account", "glo")
    asked = envelopes(box, "interactive")[-1]
    assert "Globex" in answer_to(box, bot, asked)
    user = {**asked["payload"]["user"], "id": "UOLA", "team_id": "T0ACME"}
    assert "Globex" not in answer_to(box, bot, {**asked, "payload": {**asked["payload"], "user": user}})


def answer_to(box: Control, bot: Bot, envelope: Json) -> str:
    """What the app says with its ack."""
    before = len(acks_of(box, envelope))
    bot.hears_again(envelope)
    acks = eventually(
        lambda: said if len(said := acks_of(box, envelope)) > before else None, lambda: "there should be an answer"
    )
    return str(acks[-1])


def test_a_guests_command_is_refused_in_private(box: Control, bot: Bot) -> None:
    box.gus.types("/handoff Acme", "C0TEAM")
    bot.rests()
    [answer] = [message for message in box.gus.messages("C0TEAM") if message.ephemeral]
    assert GUEST in answer.text
    assert GUEST not in box.ann.sees_text("C0TEAM")
    assert box.gus.modal is None


def test_a_guests_shortcuts_are_refused(box: Control, bot: Bot) -> None:
    box.gus.takes("start:handoff")
    bot.rests()
    assert GUEST in box.gus.sees_modal("notice").words
    message = box.gus.messages("C0TEAM")[0]
    box.gus.takes("start_here:handoff", message)
    bot.rests()
    assert GUEST in texts(box.gus, "C0TEAM")[-1]
    assert bot.drafts("UGUS") == []


def test_a_guests_home_says_why_it_is_empty(box: Control, bot: Bot) -> None:
    home = bot.home_of(box.gus)
    assert GUEST in home.words
    assert "Start" not in home.words


def test_a_guests_words_are_answered_with_why_not(box: Control, bot: Bot) -> None:
    box.gus.opens_home("messages")
    box.gus.says("hello")
    box.gus.sees_message(GUEST)


def test_somebody_who_became_a_guest_with_a_form_open_cannot_send_it(box: Control, bot: Bot) -> None:
    form = reaches(box.ben, 2)
    box.change("UBEN", is_restricted=True)
    bot.hears_of("UBEN", Standing.GUEST)
    box.ben.submits({"their_sponsor": "x", "champion": "y", "champion_cares": "z"})
    assert GUEST in box.ben.sees_modal("notice").words
    assert len(box.ben.modals) == 2
    assert box.ben.modals[0].id == form.id
    assert "champion" not in bot.drafts("UBEN")[0].answers


def test_what_a_person_did_just_before_they_were_deactivated_changes_nothing(
    box: Control, bot: Bot, card: Message
) -> None:
    """The click was on its way when Ann was deactivated."""
    box.ben.types("/handoff Globex")
    box.ben.sees_modal("form")
    box.change("UANN", deleted=True)
    bot.hears_of("UANN", Standing.DEACTIVATED)
    command = envelopes(box, "slash_commands")[-1]
    before = len(bot.drafts("UANN"))
    bot.hears_again({**command, "payload": {**command["payload"], "user_id": "UANN"}})
    bot.rests()
    assert "This account is deactivated in Slack" in texts(box.ben)[-1]  # the answer goes where the command came from
    assert len(bot.drafts("UANN")) == before


def test_another_organisations_person_is_refused_before_slack_is_asked(
    box: Control, bot: Bot, card_in_shared: Message
) -> None:
    before = len(box.traffic(name="users.info"))
    box.ola.clicks(ACCEPT, card_in_shared)
    bot.rests()
    assert len(box.traffic(name="users.info")) == before
