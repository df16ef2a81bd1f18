"""Whatever people write into the form, it is taken or refused in words, and read back letter by letter."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules.facts import Saying
from tests.flows.forms import adds_line, sends, starts, submits, takes_step
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.reading import as_shown
from tests.support.sold import ACCOUNT, OUTCOMES, PEOPLE, PROMISE, RISK, WHY

# The socket's thread draws random masks while an example is drawn; Hypothesis takes that for the strategy's doing.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&*_~`|@#!:\n\"'{}%\\"),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip())
"""Anything one can type, and most of what a markup, a template or a database might take for its own."""

quickly = settings(
    max_examples=6,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def squeezed(text: str) -> str:
    """Without the spaces and control signs that no reader sees: Slack and the layout may fold them."""
    return "".join(text.split())


@quickly
@given(bought=WORDS, cares=WORDS, why=WORDS, what=WORDS, promise=WORDS, sign=WORDS, meeting=WORDS)
def test_any_words_come_through_the_form_to_the_card(
    box: Control, bot: Bot, bought: str, cares: str, why: str, what: str, promise: str, sign: str, meeting: str
) -> None:
    account = uuid4().hex  # like no other, so that the command can only mean a new one
    starts(box.ben, account)
    takes_step(box.ben, **{**ACCOUNT, "bought": bought})
    takes_step(box.ben, **{**PEOPLE, "champion_cares": cares})
    adds_line(box.ben, "outcomes", {**OUTCOMES[0], "what": what})
    adds_line(box.ben, "outcomes", OUTCOMES[1])
    adds_line(box.ben, "promises", {**PROMISE, "what": promise})
    adds_line(box.ben, "risks", {**RISK, "sign": sign})
    box.ben.fills({**WHY, "why_now": why, "next_meeting": meeting})
    sends(box.ben)
    kept = bot.record(account).answers
    assert [kept["bought"], kept["champion_cares"], kept["why_now"], kept["next_meeting"]] == [
        text.strip() for text in (bought, cares, why, meeting)
    ]
    assert kept["outcomes"][0]["what"] == what.strip()
    bot.goes_round()
    assert bot.messages(Saying.WAITING) == bot.messages(Saying.FAILED) == []
    card = squeezed(as_shown(box.ann.sees_message(account).words))
    for text in (bought, cares, why, what, promise, sign, meeting):
        assert squeezed(as_shown(text)) in card


@quickly
@given(name=WORDS, money=WORDS)
def test_any_name_and_amount_are_taken_or_refused_in_words(box: Control, bot: Bot, name: str, money: str) -> None:
    starts(box.ben, "")
    offered = [option["value"] for option in box.ben.is_offered("pick_account", name)]
    new = [value for value in offered if value.startswith("new:")]
    sent = submits(box.ben, {**ACCOUNT, "arr": money, **({"account": new[0]} if new else {})})
    assert sent.acked or not sent.sent
    assert set(sent.errors) <= {"account", "arr"}
    assert all(sentence.strip() for sentence in sent.errors.values())
    box.ben.closes()
