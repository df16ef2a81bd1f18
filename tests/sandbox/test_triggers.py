"""A trigger opens one modal within three seconds."""

from __future__ import annotations

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.sandbox.conftest import Connect
from tests.support.hand import Control

MODAL = {
    "type": "modal",
    "callback_id": "hello",
    "title": {"type": "plain_text", "text": "Hello"},
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Good morning."}}],
}


@pytest.fixture
def triggers(app: App, connect: Connect) -> list[str]:
    """The trigger ids of the commands typed so far."""
    heard: list[str] = []

    @app.command("/handoff")
    def hear(ack: Ack, body: dict[str, str]) -> None:
        heard.append(body["trigger_id"])
        ack()

    connect(app)
    return heard


def error_of(web: WebClient, trigger_id: str) -> str:
    with pytest.raises(SlackApiError) as refused:
        web.views_open(trigger_id=trigger_id, view=MODAL)
    return str(refused.value.response["error"])


def test_a_trigger_opens_a_modal_for_the_person_who_caused_it(
    box: Control, web: WebClient, triggers: list[str]
) -> None:
    """docs.slack.dev/surfaces/modals"""
    box.ann.types("/handoff")
    web.views_open(trigger_id=triggers[0], view=MODAL)
    assert box.ann.modal is not None
    assert box.ann.modal.title == "Hello"
    assert box.ben.modal is None


def test_a_trigger_is_refused_after_three_seconds(box: Control, web: WebClient, triggers: list[str]) -> None:
    """docs.slack.dev/interactivity/handling-user-interaction; reference/methods/views.open, expired_trigger_id"""
    box.clock.stand()
    box.ann.types("/handoff")
    box.clock.advance(3.1)
    assert error_of(web, triggers[0]) == "expired_trigger_id"


def test_a_trigger_is_good_until_three_seconds_have_passed(box: Control, web: WebClient, triggers: list[str]) -> None:
    box.clock.stand()
    box.ann.types("/handoff")
    box.clock.advance(2.9)
    web.views_open(trigger_id=triggers[0], view=MODAL)


def test_a_trigger_is_refused_the_second_time(box: Control, web: WebClient, triggers: list[str]) -> None:
    """docs.slack.dev/reference/methods/views.open, exchanged_trigger_id"""
    box.ann.types("/handoff")
    web.views_open(trigger_id=triggers[0], view=MODAL)
    assert error_of(web, triggers[0]) == "exchanged_trigger_id"


def test_an_invented_trigger_is_refused(web: WebClient) -> None:
    """docs.slack.dev/reference/methods/views.open, invalid_trigger_id"""
    assert error_of(web, "132456.7890123.abcdef") == "invalid_trigger_id"


def test_a_view_that_is_refused_does_not_use_the_trigger_up(box: Control, web: WebClient, triggers: list[str]) -> None:
    """The sandbox's reading: nothing was exchanged for it."""
    box.ann.types("/handoff")
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        web.views_open(trigger_id=triggers[0], view={**MODAL, "title": {"type": "plain_text", "text": "x" * 25}})
    web.views_open(trigger_id=triggers[0], view=MODAL)
