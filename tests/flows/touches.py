"""How the cast logs what brought them in touch with a customer."""

from __future__ import annotations

from typing import Any

from bot.rules.facts import Clocks
from bot.store import touches
from bot.store.engine import reading
from tests.flows.forms import opened, submits
from tests.support.at_work import Bot
from tests.support.hand import Hand, View

TALK = {"with_whom": ["champion"], "kind": "video"}
"""All that has to be chosen."""


def opens_log(person: Hand, account: str = "acme") -> View:
    """Type the command with the account's name, and see the form."""
    before = person.modal
    person.types(f"/account log {account}")
    return opened(person, before)


def logs(person: Hand, account: str = "acme", **answers: Any) -> View:
    """A whole touch, a video call with the champion unless said otherwise; returns the receipt."""
    opens_log(person, account)
    return sends(person, **{**TALK, **answers})


def sends(person: Hand, **answers: Any) -> View:
    """Fill in the form that is open, and send it; returns the receipt."""
    sent = submits(person, answers)
    assert not sent.errors, sent.errors
    assert not sent.error, sent.error
    return person.sees_modal("notice")


def clocks(bot: Bot, account: str = "Acme") -> Clocks:
    """What all touches of an account come to."""
    of = bot.account(account).id
    with reading(bot.office.memory) as connection:
        return touches.clocks(connection, bot.office.workspace, [of])[of]
