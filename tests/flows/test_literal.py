"""What somebody typed is read letter by letter wherever it is shown, and never does anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.flows.forms import ACCEPT, adds_line, opens_line, redrawn, sends, starts, submits, takes_step
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, View
from tests.support.reading import as_shown, channel_named, marked_up, values
from tests.support.sold import ACCOUNT, OUTCOMES, PEOPLE, PROMISE, RISK, WHY

NAME = "<!channel> *A* & <b> _B_ ~C~ `D` @ann #sales"
"""As long as a name may be, and full of what Slack would take for a command."""

SIGNS = "<!channel> <!here> <@UANN> <#C0SALES|x> *bold* _it_ ~no~ `code` & <b> &amp; @here <https://e.example|e> :wave:"
RIGHT_TO_LEFT = "הבטחנו חיבור עד מאי — وعدنا بذلك"
EMOJI = "🚀 👩🏽‍💻 ☃️ 家族"


def hands_off_with(person: Hand, text: str, account: str) -> None:
    """Every free text of the form is this one."""
    view = starts(person, "")
    assert "account" not in values(view)
    person.is_offered("pick_account", account)
    takes_step(person, **{**ACCOUNT, "account": f"new:{account}", "bought": text})
    takes_step(person, **dict.fromkeys(PEOPLE, text), day_to_day=text, how_they_work=text)
    for outcome in OUTCOMES:
        adds_line(person, "outcomes", {**outcome, "what": text, "measure": text})
    adds_line(person, "promises", {**PROMISE, "what": text, "by_whom": text})
    adds_line(person, "risks", {**RISK, "what": text, "who": text})
    person.fills({**WHY, "why_now": text, "next_meeting": text})
    sends(person)


def everything(box: Control, bot: Bot) -> Iterator[Message | View]:
    """All that anybody sees of it, when it was accepted and every morning has come."""
    yield box.ben.sees_modal("notice")
    yield bot.home_of(box.ann)
    bot.goes_round()
    card = box.ann.sees_message("Handoff")
    yield card
    box.ann.clicks(ACCEPT, card)
    box.clock.set("2026-03-02T09:00:00-05:00")
    bot.goes_round()
    for person in (box.ann, box.ben, box.sue):
        yield bot.home_of(person)
        yield from person.messages()
    rooms = [room["id"] for room in box.ann.sight["channels"].values() if room["name"].startswith("acct-")]
    assert len(rooms) == 1
    yield from (message for message in box.ann.messages(rooms[0]) if message.user == "UHEARTH")


def test_signs_are_shown_as_signs_everywhere(box: Control, bot: Bot) -> None:
    hands_off_with(box.ben, SIGNS, NAME)
    seen = list(everything(box, bot))
    for place in seen:
        for text in (str(place.json.get("text", "")), *(markup["text"] for markup in marked_up(place.blocks))):
            assert "<!" not in text
            assert "<#C0SALES" not in text
            assert "<https" not in text
            assert "*bold*" not in text
            assert "`code`" not in text
        assert all(markup.get("verbatim") for markup in marked_up(place.blocks)), place.words
    read = [as_shown(place.words) for place in seen]
    assert sum(SIGNS in words for words in read) >= 4  # card, settled card, announcement, sponsor's message
    assert sum(NAME in words for words in read) >= len(seen) - 2


def test_a_name_is_a_mention_only_where_we_put_it(box: Control, bot: Bot) -> None:
    """Whoever types <@USUE> reaches nobody: the sponsor is told by name once, of her role."""
    hands_off_with(box.ben, "ask <@UMEG> <!channel>", "Acme")
    for place in everything(box, bot):
        assert "<@UMEG>" not in str(list(marked_up(place.blocks))) + str(place.json.get("text"))
    assert box.meg.sight["channels"]["C0GENERAL"]["mentions"] == 0


@pytest.mark.parametrize("text", [SIGNS, RIGHT_TO_LEFT, EMOJI, "a\nb\n\n> c"], ids=["signs", "rtl", "emoji", "lines"])
def test_the_form_gives_back_what_was_typed(box: Control, bot: Bot, text: str) -> None:
    starts(box.ben)
    takes_step(box.ben, **{**ACCOUNT, "bought": text})
    before = takes_step(box.ben, **{**PEOPLE, "champion_cares": text})
    box.ben.clicks("back")
    second = redrawn(box.ben, before)
    assert values(second)["champion_cares"] == text
    box.ben.clicks("back")
    assert values(redrawn(box.ben, second))["bought"] == text


@pytest.mark.parametrize("text", [RIGHT_TO_LEFT, EMOJI], ids=["rtl", "emoji"])
def test_other_scripts_and_emoji_stay_themselves(box: Control, bot: Bot, text: str) -> None:
    hands_off_with(box.ben, text, f"Acme {text}"[:70])
    assert sum(text in place.words for place in everything(box, bot)) >= 4


def test_texts_of_three_thousand_characters_are_taken_and_told(box: Control, bot: Bot) -> None:
    long = "All that was said. " * 157 + "The very end."
    starts(box.ben)
    takes_step(box.ben, **{**ACCOUNT, "bought": long})
    takes_step(box.ben, **{**PEOPLE, "champion_cares": long, "how_they_work": long})
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", {**outcome, "what": "x" * 300, "measure": "y" * 300, "who": "z" * 300})
    box.ben.fills({**WHY, "why_now": long, "promises~none": ["none"], "risks~none": ["none"]})
    sends(box.ben)
    assert bot.record().answers["bought"] == long
    bot.goes_round()
    card = box.ann.sees_message("hands Acme")
    for part in ("All that was said.", "Champion: Raj Patel", "x" * 100, "Kickoff, proposed for Thu 12 Mar"):
        assert part in card.words
    box.ann.clicks(ACCEPT, card)
    bot.goes_round()
    box.ann.sees_message("Acme has an owner", channel_named(box.ann, "acct-acme"))


def test_one_character_more_than_slack_takes_is_stopped_by_slack(box: Control, bot: Bot) -> None:
    starts(box.ben)
    sent = submits(box.ben, {**ACCOUNT, "bought": "x" * 3001})
    assert not sent.sent
    assert set(sent.errors) == {"bought"}


def test_a_line_full_of_signs_is_read_back_in_the_form(box: Control, bot: Bot) -> None:
    starts(box.ben)
    takes_step(box.ben, **ACCOUNT)
    takes_step(box.ben, **PEOPLE)
    form = adds_line(box.ben, "risks", {**RISK, "what": SIGNS})
    assert SIGNS in as_shown(form.words)
    assert "<!channel>" not in form.words
    opens_line(box.ben, "risks")
