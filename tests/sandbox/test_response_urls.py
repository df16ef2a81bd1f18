"""response_urls: docs.slack.dev/interactivity/handling-user-interaction unless a test names another source."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.webhook import WebhookClient, WebhookResponse

from tests.sandbox.conftest import Puppet
from tests.support.hand import Control, Message

BUTTON = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "Press"}}],
}


@pytest.fixture
def url(box: Control, puppet: Puppet) -> str:
    """The response_url of Ann's command in #sales, where the bot is no member."""
    box.ann.types("/handoff acme", "C0SALES")
    return str(puppet.hears("command")["response_url"])


@pytest.fixture
def pressed(box: Control, puppet: Puppet) -> tuple[str, Message]:
    """The response_url of Ann's press in #account-team, and the message she pressed on."""
    puppet.web.conversations_join(channel="C0TEAM")
    puppet.web.chat_postMessage(channel="C0TEAM", text="Press, please", blocks=[BUTTON])
    return press(box, puppet)


@pytest.fixture
def whispered(box: Control, puppet: Puppet) -> tuple[str, Message]:
    """The same on an ephemeral message."""
    puppet.web.conversations_join(channel="C0TEAM")
    puppet.web.chat_postEphemeral(channel="C0TEAM", user="UANN", text="Press, please", blocks=[BUTTON])
    return press(box, puppet)


def press(box: Control, puppet: Puppet) -> tuple[str, Message]:
    message = box.ann.messages("C0TEAM")[-1]
    box.ann.clicks("press", message)
    return str(puppet.hears("block_actions")["response_url"]), message


def send(url: str, **said: Any) -> WebhookResponse:
    return WebhookClient(url).send_dict(said)


def test_a_response_is_ephemeral_by_default(box: Control, url: str) -> None:
    assert send(url, text="Only for Ann").body == "ok"
    assert box.ann.sees_message("Only for Ann", "C0SALES").ephemeral
    assert "Only for Ann" not in box.ben.sees_text("C0SALES")


def test_a_response_needs_no_membership(box: Control, puppet: Puppet, url: str) -> None:
    """ "bypasses channel posting permissions": the bot is not in #sales."""
    assert send(url, text="For everyone", response_type="in_channel").status_code == 200
    assert not box.ben.sees_message("For everyone", "C0SALES").ephemeral


def test_the_typed_command_is_shown_once(box: Control, url: str) -> None:
    """docs.slack.dev/interactivity/implementing-slash-commands"""
    send(url, text="One", response_type="in_channel")
    send(url, text="Two", response_type="in_channel")
    assert [message.text for message in box.ben.messages("C0SALES")[-3:]] == ["/handoff acme", "One", "Two"]


def test_a_url_is_good_for_five_responses(box: Control, url: str) -> None:
    assert [send(url, text=str(n)).status_code for n in range(5)] == [200] * 5
    sixth = send(url, text="six")
    assert sixth.status_code == 404
    assert "used_url" in sixth.body
    assert "six" not in box.ann.sees_text("C0SALES")


def test_a_url_is_good_for_thirty_minutes(box: Control, url: str) -> None:
    box.clock.advance(30 * 60 - 5)
    assert send(url, text="just in time").status_code == 200
    box.clock.advance(6)
    late = send(url, text="too late")
    assert late.status_code == 404
    assert "expired_url" in late.body


def test_a_refused_response_costs_no_use(box: Control, url: str) -> None:
    for _ in range(6):
        assert send(url, text="").status_code == 400
    assert send(url, text="words").status_code == 200


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, "invalid_payload"),
        ({"text": ""}, "no_text"),
        ({"text": "x", "blocks": [{"type": "header"}]}, "invalid_blocks"),
        ({"text": "x", "response_type": "in_channel", "thread_ts": "1.000001"}, "thread_not_found"),
    ],
)
def test_what_slack_would_not_post_is_refused(url: str, said: Any, error: str) -> None:
    refused = send(url, **said)
    assert refused.status_code == 400
    assert error in refused.body


def test_a_response_is_in_the_traffic(box: Control, url: str) -> None:
    send(url, text="Only for Ann")
    [seen] = box.traffic(name="response_url")
    assert (seen["direction"], seen["status"], seen["request"]["text"]) == ("in", 200, "Only for Ann")


def test_an_invented_url_answers_with_an_error(box: Control) -> None:
    assert send(f"{box.url}/hooks/invented", text="hello").status_code == 404


def test_the_message_pressed_on_can_be_replaced(box: Control, pressed: tuple[str, Message]) -> None:
    url, message = pressed
    send(url, text="Pressed", replace_original=True)
    replaced = box.ben.messages("C0TEAM")[-1]
    assert (replaced.ts, replaced.text, replaced.blocks) == (message.ts, "Pressed", [])


def test_flags_may_be_written_as_strings(box: Control, pressed: tuple[str, Message]) -> None:
    """The page's own examples write "replace_original": "true"."""
    send(pressed[0], text="Pressed", replace_original="true")
    assert box.ben.messages("C0TEAM")[-1].text == "Pressed"


def test_without_replace_original_the_message_stays(box: Control, pressed: tuple[str, Message]) -> None:
    send(pressed[0], text="Thank you")
    assert [message.text for message in box.ann.messages("C0TEAM")[-2:]] == ["Press, please", "Thank you"]
    assert box.ben.messages("C0TEAM")[-1].text == "Press, please"


def test_the_message_pressed_on_can_be_deleted(box: Control, pressed: tuple[str, Message]) -> None:
    send(pressed[0], delete_original=True)
    assert "Press, please" not in box.ben.sees_text("C0TEAM")


def test_deleting_and_posting_can_be_one_response(box: Control, pressed: tuple[str, Message]) -> None:
    send(pressed[0], delete_original=True, text="Thank you", response_type="in_channel")
    assert "Press, please" not in box.ben.sees_text("C0TEAM")
    assert box.ben.messages("C0TEAM")[-1].text == "Thank you"


def test_an_ephemeral_message_can_be_replaced_and_deleted(box: Control, whispered: tuple[str, Message]) -> None:
    url, message = whispered
    assert message.ephemeral
    send(url, text="Pressed", replace_original=True)
    assert box.ann.messages("C0TEAM")[-1].text == "Pressed"
    send(url, delete_original=True)
    assert "Pressed" not in box.ann.sees_text("C0TEAM")


def test_an_ephemeral_message_stays_ephemeral(box: Control, whispered: tuple[str, Message]) -> None:
    """ "You cannot turn an ephemeral message into an in_channel one" """
    send(whispered[0], text="Pressed", replace_original=True, response_type="in_channel")
    assert box.ann.messages("C0TEAM")[-1].ephemeral
    assert "Pressed" not in box.ben.sees_text("C0TEAM")


def test_a_command_has_no_original_to_replace(box: Control, url: str) -> None:
    """github.com/slackapi/bolt-js/issues/2287: the second answer is a further one."""
    send(url, text="Thinking")
    send(url, text="Done", replace_original=True)
    assert [message.text for message in box.ann.messages("C0SALES")[-2:]] == ["Thinking", "Done"]


def test_a_response_can_go_into_a_thread(box: Control, puppet: Puppet, pressed: tuple[str, Message]) -> None:
    url, message = pressed
    send(url, text="Below", response_type="in_channel", thread_ts=message.ts)
    assert box.ben.messages("C0TEAM", message.ts)[-1].text == "Below"
    assert box.ben.messages("C0TEAM")[-1].text == "Press, please"


def test_a_press_in_a_thread_is_answered_there(box: Control, puppet: Puppet) -> None:
    parent = box.ann.says("about acme", "C0TEAM")
    puppet.web.conversations_join(channel="C0TEAM")
    puppet.web.chat_postMessage(channel="C0TEAM", thread_ts=parent, text="Press, please", blocks=[BUTTON])
    box.ann.clicks("press", box.ann.messages("C0TEAM", parent)[-1])
    said = puppet.hears("block_actions")
    assert said["container"]["thread_ts"] == parent
    send(said["response_url"], text="Pressed")
    assert box.ann.messages("C0TEAM", parent)[-1].text == "Pressed"
