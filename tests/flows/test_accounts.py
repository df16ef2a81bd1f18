"""Finding the account that is meant, and making a new one only when it is new."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import imports
from bot.store.engine import writing
from tests.flows.forms import ACCEPT, fills_whole, hands_off, sends, starts, submits, takes_step
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control, Hand, Message
from tests.support.reading import values
from tests.support.sold import ACCOUNT


def offers(person: Hand, typed: str) -> list[str]:
    """What the account menu shows."""
    return [option["text"]["text"] for option in person.is_offered("pick_account", typed)]


@pytest.fixture
def portfolio(bot: Bot) -> None:
    for name in ("Acme Robotics", "Globex", "Müller & Söhne", "Initech"):
        bot.has_an_account(name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("acme", "Acme Robotics"),
        ("amce robotics", "Acme Robotics"),
        ("globx", "Globex"),
        ("glo", "Globex"),
        ("muller", "Müller & Söhne"),
        ("söhne", "Müller & Söhne"),
    ],
)
def test_an_account_is_found_however_it_is_typed(
    box: Control, bot: Bot, portfolio: None, typed: str, name: str
) -> None:
    starts(box.ben, "")
    assert name in offers(box.ben, typed)
    assert values(starts(box.ben, typed))["account"] == f"id:{bot.account(name).id}"


def test_nothing_typed_lists_what_there_is(box: Control, bot: Bot, portfolio: None) -> None:
    starts(box.ben, "")
    assert offers(box.ben, "") == ["Acme Robotics", "Globex", "Initech", "Müller & Söhne"]


def test_what_is_not_known_is_offered_as_new(box: Control, bot: Bot, portfolio: None) -> None:
    starts(box.ben, "")
    assert offers(box.ben, " Umbrella  ") == ["New account: Umbrella"]
    assert offers(box.ben, "Acme") == ["Acme Robotics", "New account: Acme"]


@pytest.mark.parametrize("typed", ["Globex", "globex", "  GLOBEX ", "Ｇlobex"])
def test_an_exact_name_is_not_offered_as_new(box: Control, bot: Bot, portfolio: None, typed: str) -> None:
    starts(box.ben, "")
    assert offers(box.ben, typed) == ["Globex"]


def test_a_known_account_is_handed_off_under_its_own_name(box: Control, bot: Bot, portfolio: None) -> None:
    hands_off(box.ben, "muller")
    bot.goes_round()
    assert "hands Müller &amp; Söhne to you" in box.ann.sees_message("hands").words
    assert len(bot.accounts()) == 4


def test_the_menus_sign_for_and_is_no_part_of_the_name(box: Control, bot: Bot, portfolio: None) -> None:
    """Slack escapes & in what it sends of an option's text; the name is the one we keep."""
    starts(box.ben, "muller")
    takes_step(box.ben, **ACCOUNT)
    sent = json.dumps(envelopes(box, "interactive")[-1]).replace(r"M\u00fcller & S", r"M\u00fcller &amp; S")
    bot.hears_again(json.loads(sent))
    assert bot.drafts("UBEN")[0].answers["account"] == {
        "id": bot.account("Müller & Söhne").id,
        "name": "Müller & Söhne",
    }


def test_a_new_account_is_made_when_the_form_is_sent(box: Control, bot: Bot, portfolio: None) -> None:
    fills_whole(box.ben, "Umbrella")
    assert "Umbrella" not in bot.accounts()
    sends(box.ben)
    assert "Umbrella" in bot.accounts()
    assert bot.account("Umbrella").tier == "T2"


def test_whoever_made_a_new_account_owns_it_until_it_is_accepted(box: Control, bot: Bot, card: Message) -> None:
    assert bot.roles() == {"owner": "UBEN", "ae": "UBEN"}
    box.ann.clicks(ACCEPT, card)
    assert bot.roles()["owner"] == "UANN"


def test_a_draft_outlives_the_import_of_its_account(box: Control, bot: Bot, portfolio: None) -> None:
    """An undone import takes the account away, and the next one brings another of its name."""
    fills_whole(box.ben, "globex")
    with writing(bot.office.memory) as connection:
        imports.withdraw(connection, bot.office.workspace, [bot.account("Globex").id], bot.office.clock())
    again = bot.has_an_account("Globex")
    sends(box.ben)
    assert bot.record("Globex").account == again.id


def test_what_is_begun_from_a_brief_is_for_that_very_account(box: Control, bot: Bot, portfolio: None) -> None:
    muller = bot.has_an_account("Muller & Sohne")  # but for its letters it is called like another one
    box.ben.types("/account Muller & Sohne")
    box.ben.clicks("start_for:handoff", box.ben.sees_modal("brief"))
    bot.rests()
    assert values(box.ben.sees_modal("form"))["account"] == f"id:{muller.id}"


def test_two_people_who_name_the_same_new_account_make_one(box: Control, bot: Bot) -> None:
    fills_whole(box.ben, "Umbrella")
    fills_whole(box.meg, "umbrella")
    with ThreadPoolExecutor(2) as together:
        list(together.map(lambda person: person.submits(), (box.ben, box.meg)))
    titles = sorted(person.sees_modal("notice").title for person in (box.ben, box.meg))
    assert titles == ["Handoff sent", "Not done"]
    assert len(bot.records("Umbrella")) == 1
    assert len(bot.accounts()) == 1
    assert len(bot.drafts("UBEN") + bot.drafts("UMEG")) == 1


def test_the_command_for_an_account_that_is_being_handed_over_shows_how_it_stands(
    box: Control, bot: Bot, card: Message
) -> None:
    box.meg.types("/handoff acme")
    brief = box.meg.sees_modal("brief")
    assert "waiting for Ann Adler to accept or return it" in brief.words
    assert bot.drafts("UMEG") == []


def test_an_account_that_is_being_handed_over_is_refused_at_once(box: Control, bot: Bot) -> None:
    starts(box.meg, "acme")
    hands_off(box.ben)
    sent = submits(box.meg, ACCOUNT)
    assert sent.errors == {
        "account": "Acme has a handoff already, since Mon 2 Mar: waiting for Ann Adler to accept or return it. "
        "What you filled in is kept as a draft."
    }
    assert len(bot.drafts("UMEG")) == 1


def test_an_accepted_account_can_be_handed_over_again(box: Control, bot: Bot, accepted: None) -> None:
    hands_off(box.ann, "acme", owner="UMEG", ae="UANN")
    bot.goes_round()
    box.meg.clicks(ACCEPT, box.meg.sees_message("hands Acme"))
    bot.goes_round()
    assert bot.roles()["owner"] == "UMEG"
    assert len(bot.records()) == 2


def test_the_tier_of_a_known_account_follows_the_form(box: Control, bot: Bot, portfolio: None) -> None:
    hands_off(box.ben, "globex", tier="T3")
    assert bot.account("Globex").tier == "T3"


def test_an_account_we_know_brings_its_tier(box: Control, bot: Bot, portfolio: None) -> None:
    form = starts(box.ben, "globx")
    assert form.state["account"]["pick_account"]["selected_option"]["text"]["text"] == "Globex"
    assert form.state["tier"]["answer"]["selected_option"]["value"] == "T2"
