"""Shortcuts, the app's Home, plain words, and the events that come of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.server import Sandbox
from tests.sandbox.conftest import BOT_TOKEN, MANIFEST, Puppet
from tests.support.hand import Control, NotPossible

Json = dict[str, Any]
HOME = {"type": "home", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Your accounts"}}]}


def test_a_global_shortcut_brings_a_trigger_and_no_channel(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload"""
    assert box.ann.takes("start").acked
    said = puppet.hears("shortcut")
    assert (said["type"], said["callback_id"], said["user"]["id"]) == ("shortcut", "start", "UANN")
    assert said["trigger_id"]
    assert "channel" not in said
    assert "response_url" not in said


def test_a_message_shortcut_names_the_message(box: Control, puppet: Puppet) -> None:
    """The same page. It works where the app is no member."""
    box.ben.says("Acme signed", "C0SALES")
    message = box.ann.messages("C0SALES")[-1]
    assert box.ann.takes("keep", message).acked
    said = puppet.hears("message_action")
    assert (said["callback_id"], said["message_ts"]) == ("keep", message.ts)
    assert (said["message"]["text"], said["message"]["user"]) == ("Acme signed", "UBEN")
    assert said["channel"] == {"id": "C0SALES", "name": "sales"}
    assert said["response_url"].startswith(box.url)


def test_shortcuts_have_their_proper_place(box: Control, puppet: Puppet) -> None:
    with pytest.raises(NotPossible, match="say channel and ts"):
        box.ann.takes("keep")
    with pytest.raises(NotPossible, match="has no shortcut 'stop'; there is 'start', 'keep'"):
        box.ann.takes("stop")


def test_people_of_another_organisation_have_no_shortcuts(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/apis/slack-connect"""
    message = box.ola.messages("C0SHARED")[-1]
    with pytest.raises(NotPossible, match="there is none"):
        box.ola.takes("keep", message)


def test_a_shortcut_that_is_not_answered_is_told(box: Control, puppet: Puppet) -> None:
    puppet.answers["shortcut"] = lambda ack, _: (box.clock.advance(3.1), ack())
    assert box.ann.takes("start").error == "operation_timeout"
    assert box.ann.notices == ["Hearth did not respond to “Start a handoff” (operation_timeout)."]


def test_opening_the_home_tab_is_an_event(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/app_home_opened"""
    box.ann.opens_home()
    event = puppet.hears("app_home_opened")["event"]
    assert (event["user"], event["channel"], event["tab"]) == ("UANN", "D0ANN", "home")
    assert "view" not in event
    puppet.web.views_publish(user_id="UANN", view=HOME)
    assert box.ann.sees_home().words.endswith("Your accounts")
    box.ann.opens_home()
    assert puppet.hears("app_home_opened")["event"]["view"]["type"] == "home"


def test_the_messages_tab_is_an_event_too(box: Control, puppet: Puppet) -> None:
    box.ann.opens_home("messages")
    assert puppet.hears("app_home_opened")["event"]["tab"] == "messages"


def test_a_home_tab_is_its_persons_own(box: Control, puppet: Puppet) -> None:
    puppet.web.views_publish(user_id="UANN", view=HOME)
    assert box.ben.home is None


def test_people_of_another_organisation_do_not_have_the_app(box: Control, puppet: Puppet) -> None:
    with pytest.raises(NotPossible, match="does not have Hearth"):
        box.ola.opens_home()


def test_a_direct_message_is_an_event(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/message.im"""
    ts = box.ann.says("good morning")
    outer = puppet.hears("message")
    event = outer["event"]
    assert (event["channel"], event["channel_type"], event["user"]) == ("D0ANN", "im", "UANN")
    assert (event["text"], event["ts"], event["event_ts"] is not None) == ("good morning", ts, True)
    assert (outer["team_id"], outer["api_app_id"], outer["is_ext_shared_channel"]) == ("T0NORTH", "A0HEARTH", False)
    assert outer["event_id"].startswith("Ev")
    assert outer["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": "T0NORTH",
            "user_id": "UHEARTH",
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]


def test_a_message_in_a_channel_is_heard_by_members_only(box: Control, member: Puppet) -> None:
    """docs.slack.dev/reference/events/message.channels"""
    box.ann.says("unheard", "C0SALES")
    box.ann.says("heard", "C0TEAM")
    event = member.hears("message")["event"]
    assert (event["text"], event["channel_type"]) == ("heard", "channel")


def test_without_the_history_scope_nothing_is_heard(box: Control, member: Puppet) -> None:
    box.revoke("channels:history")
    box.ann.says("unheard", "C0TEAM")
    assert member.hears_nothing("message")


def test_a_message_from_outside_says_so(box: Control, member: Puppet) -> None:
    """github.com/slackapi/bolt-js/issues/935; slack_bolt request/internals.py"""
    box.ola.says("hello from acme", "C0SHARED")
    outer = member.hears("message")
    assert outer["is_ext_shared_channel"] is True
    assert outer["event"]["user_team"] == "T0ACME"


def test_in_a_shared_channel_ours_are_told_from_theirs(box: Control, member: Puppet) -> None:
    """docs.slack.dev/apis/slack-connect; a thread's replies are events like any other, with the parent's ts."""
    asked = box.ola.says("When do we hear from you?", "C0SHARED")
    box.ann.says("On Friday.", "C0SHARED", thread_ts=asked)
    heard = [member.hears("message")["event"] for _ in range(2)]
    assert [(event["user"], event["user_team"], event["source_team"]) for event in heard] == [
        ("UOLA", "T0ACME", "T0ACME"),
        ("UANN", "T0NORTH", "T0NORTH"),
    ]
    assert [event.get("thread_ts") for event in heard] == [None, asked]


def test_a_private_shared_channel_is_heard_as_a_group(box: Control, member: Puppet) -> None:
    """docs.slack.dev/reference/events/message.groups"""
    room = box.ann.creates_channel("acme-steering", private=True)
    box.share(room)
    for user in ("UHEARTH", "UOLA"):
        box.invite(user, room)
    box.ola.says("in private", room)
    while (event := member.hears("message")["event"]).get("subtype"):
        pass  # the lines that say who joined
    assert (event["channel_type"], event["user_team"], event["text"]) == ("group", "T0ACME", "in private")
    box.revoke("groups:history")
    box.ola.says("unheard", room)
    assert member.hears_nothing("message")


def test_a_mention_is_an_event_of_its_own(box: Control, member: Puppet) -> None:
    """docs.slack.dev/reference/events/app_mention; outsiders' too (github.com/PostHog/posthog/issues/43263)."""
    box.ola.says("@hearth who owns us?", "C0SHARED")
    event = member.hears("app_mention")["event"]
    assert (event["text"], event["user"], event["channel"]) == ("<@UHEARTH> who owns us?", "UOLA", "C0SHARED")
    assert (event["user_team"], event["team"]) == ("T0ACME", "T0ACME")
    assert "channel_type" not in event


def test_a_guests_mention_is_heard_like_anybodys(box: Control, member: Puppet) -> None:
    box.gus.says("@hearth help", "C0TEAM")
    assert member.hears("app_mention")["event"]["user"] == "UGUS"


def test_a_mention_in_a_thread_names_the_thread(box: Control, member: Puppet) -> None:
    """docs.slack.dev/reference/events/app_mention"""
    ts = box.ann.says("who owns Acme?", "C0TEAM")
    box.ben.says("@hearth do you know?", "C0TEAM", thread_ts=ts)
    event = member.hears("app_mention")["event"]
    assert (event["thread_ts"], event["user"]) == (ts, "UBEN")


def test_a_mention_in_a_direct_message_is_a_direct_message(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/app_mention: message.im is for those."""
    box.ann.says("@hearth help")
    assert puppet.hears("message")["event"]["channel_type"] == "im"
    assert puppet.hears_nothing("app_mention")


def test_without_its_scope_a_mention_is_not_heard(box: Control, member: Puppet) -> None:
    """docs.slack.dev/reference/scopes/app_mentions.read"""
    box.revoke("app_mentions:read")
    box.ann.says("@hearth help", "C0TEAM")
    assert member.hears_nothing("app_mention")


def test_words_that_come_with_a_file_mention_nobody(box: Control, member: Puppet) -> None:
    """github.com/slackapi/bolt-python/issues/925"""
    box.ann.drops("accounts.csv", "a,b", "C0TEAM", text="@hearth take these")
    assert member.hears_nothing("app_mention")


def test_a_mention_where_the_app_is_not_is_not_heard(box: Control, puppet: Puppet) -> None:
    box.ann.says("@hearth hello?", "C0SALES")
    assert puppet.hears_nothing("app_mention")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("thanks @ben, see #sales", "thanks <@UBEN>, see <#C0SALES|sales>"),
        ("@here a < b & c", "<!here> a &lt; b &amp; c"),
        ("ann@northwind.example", "ann@northwind.example"),
        ("https://northwind.example/#sales", "https://northwind.example/#sales"),
    ],
)
def test_typed_names_become_links_and_the_rest_is_escaped(box: Control, typed: str, read: str) -> None:
    """docs.slack.dev/messaging/formatting-message-text"""
    box.ann.says(typed, "C0SALES")
    assert box.ben.messages("C0SALES")[-1].text == read


def test_text_with_a_slash_is_no_message(box: Control) -> None:
    with pytest.raises(NotPossible, match="is a command, not a message"):
        box.ann.says("/handoff acme", "C0SALES")


def test_a_reply_goes_into_its_thread(box: Control) -> None:
    parent = box.ann.says("about acme", "C0SALES")
    box.ben.says("yes?", "C0SALES", thread_ts=parent)
    assert [message.text for message in box.ann.messages("C0SALES", parent)] == ["about acme", "yes?"]
    assert box.ann.messages("C0SALES")[-1].json["reply_count"] == 1


def test_people_come_and_go(box: Control, member: Puppet) -> None:
    """docs.slack.dev/reference/events/member_joined_channel, member_left_channel"""
    box.sue.joins("C0TEAM")
    assert member.hears("member_joined_channel")["event"]["user"] == "USUE"
    box.sue.leaves("C0TEAM")
    assert member.hears("member_left_channel")["event"]["user"] == "USUE"


def test_a_new_channel_is_an_event(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/channel_created; a private one is nobody's business."""
    channel = box.ann.creates_channel("acme-account")
    assert puppet.hears("channel_created")["event"]["channel"]["id"] == channel
    box.ann.creates_channel("acme-secret", private=True)
    assert puppet.hears_nothing("channel_created")


@pytest.mark.parametrize("who", ["gus", "ola"])
def test_only_full_members_create_channels(box: Control, who: str) -> None:
    with pytest.raises(NotPossible, match="is no full member"):
        getattr(box, who).creates_channel("new")


@pytest.mark.parametrize(("who", "channel"), [("ann", "C0LEAD"), ("gus", "C0SALES"), ("ola", "C0SALES")])
def test_nobody_joins_what_they_do_not_see(box: Control, who: str, channel: str) -> None:
    with pytest.raises(NotPossible, match="channel_not_found"):
        getattr(box, who).joins(channel)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Control]:
    """A sandbox whose app has neither Home nor interactivity, and a Messages tab to read only."""
    shut = {
        "home_tab_enabled: true": "home_tab_enabled: false",
        "read_only_enabled: false": "read_only_enabled: true",
        "is_enabled: true": "is_enabled: false",
    }
    described = MANIFEST.read_text()
    for opened, closed in shut.items():
        assert opened in described
        described = described.replace(opened, closed)
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(described)
    with Sandbox(manifest=manifest) as sandbox:
        control = Control(sandbox.url)
        yield control
        control.close()


def test_doors_that_the_manifest_shuts(closed: Control) -> None:
    """docs.slack.dev/surfaces/app-home; reference/methods/views.publish, not_enabled"""
    web = WebClient(BOT_TOKEN, base_url=closed.api_url)
    with pytest.raises(NotPossible, match="Hearth has no home tab"):
        closed.ann.opens_home()
    with pytest.raises(SlackApiError, match="not_enabled"):
        web.views_publish(user_id="UANN", view=HOME)
    with pytest.raises(NotPossible, match="the Messages tab of Hearth takes no messages"):
        closed.ann.says("hello")


def test_without_interactivity_a_press_goes_nowhere(closed: Control) -> None:
    """The words are those of Slack's client; they are documented nowhere."""
    web = WebClient(BOT_TOKEN, base_url=closed.api_url)
    button = {"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "Press"}}
    web.chat_postMessage(channel="UANN", text="Look", blocks=[{"type": "actions", "elements": [button]}])
    assert closed.ann.clicks("press", closed.ann.messages()[-1]).acked is False
    assert closed.ann.notices == ["This app is not configured to handle interactive responses."]
    assert closed.traffic(kind="socket") == []
