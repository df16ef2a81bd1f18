"""The clock goes back by a day: nothing breaks, nobody is shut out, and what was said stays in its order."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from tests.sandbox.conftest import Puppet
from tests.support.hand import Control

A_DAY = 86_400


@pytest.fixture
def back(box: Control) -> Control:
    """The clock stands, and can be set back by `box.clock.set(box.clock.now - A_DAY)`."""
    box.clock.stand()
    return box


def test_messages_keep_their_order_and_their_stamps_stay_unique(back: Control, web: WebClient) -> None:
    stamps = [web.chat_postMessage(channel="D0BEN", text="before")["ts"]]
    back.clock.set(back.clock.now - A_DAY)
    stamps += [web.chat_postMessage(channel="D0BEN", text=text)["ts"] for text in ("after", "and on")]
    assert stamps == sorted(set(stamps))
    assert [message.text for message in back.ben.messages()] == ["before", "after", "and on"]


def test_who_was_told_to_slow_down_may_speak_again(back: Control, web: WebClient) -> None:
    for _ in range(3):
        web.chat_postMessage(channel="D0BEN", text="a burst")
    back.clock.set(back.clock.now - A_DAY)
    web.chat_postMessage(channel="D0BEN", text="again")
    assert back.refused == {}


def test_a_scheduled_message_and_a_status_wait_for_their_own_hour(back: Control, web: WebClient) -> None:
    then = int(back.clock.now) + 60
    web.chat_scheduleMessage(channel="D0BEN", text="at its hour", post_at=then)
    back.change("UBEN", status_text="Lunch", status_expiration=then)
    back.clock.set(back.clock.now - A_DAY)
    assert back.ben.messages() == []
    back.clock.advance(A_DAY + 61)
    assert [message.text for message in back.ben.messages()] == ["at its hour"]
    assert web.users_info(user="UBEN")["user"]["profile"]["status_text"] == ""


def test_what_was_handed_out_before_is_good_for_longer(back: Control, puppet: Puppet) -> None:
    back.ann.types("/echo hello", "C0SALES")
    command = puppet.hears("command")
    back.clock.set(back.clock.now - A_DAY)
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Late"}, "blocks": [{"type": "divider"}]}
    assert puppet.opens(view, command["trigger_id"])
    assert WebhookClient(command["response_url"]).send(text="and here").status_code == 200
