"""chat.*: what Slack makes of messages, and which it refuses. Method pages: docs.slack.dev/reference/methods/chat.…"""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from tests.support.hand import Control
from tests.support.refusals import error_of, refusal

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Good morning"}}
METADATA = {"event_type": "nudge", "event_payload": {"key": "2026-03-02/UANN", "count": 3, "urgent": True}}


@pytest.fixture
def sales(web: WebClient) -> str:
    """A channel the bot is in."""
    web.conversations_join(channel="C0SALES")
    return "C0SALES"


def last(web: WebClient, channel: str, **how: Any) -> dict[str, Any]:
    """The newest message as conversations.history has it."""
    message = web.conversations_history(channel=channel, limit=1, **how)["messages"][0]
    assert isinstance(message, dict)
    return message


# chat.postMessage


def test_a_posted_message_is_seen_by_the_channel(web: WebClient, box: Control, sales: str) -> None:
    said = web.chat_postMessage(channel=sales, text="hello", blocks=[SECTION])
    assert said["channel"] == sales
    assert said["message"]["bot_id"] == "BHEARTH"
    assert box.ben.messages(sales)[-1].words == "hello\nGood morning"
    assert last(web, sales)["ts"] == said["ts"]


def test_a_person_s_id_opens_the_direct_message(web: WebClient, box: Control) -> None:
    assert web.chat_postMessage(channel="UANN", text="hello")["channel"] == "D0ANN"
    assert box.ann.messages()[-1].text == "hello"


@pytest.mark.parametrize("name", ["sales", "#sales"])
def test_a_channel_is_found_by_its_name(web: WebClient, sales: str, name: str) -> None:
    assert web.chat_postMessage(channel=name, text="hello")["channel"] == sales


def test_a_message_to_somebody_deactivated_looks_sent(web: WebClient) -> None:
    """github.com/slackapi/python-slack-sdk/issues/1156"""
    assert web.chat_postMessage(channel="UDORA", text="hello")["ok"]


def test_without_membership_a_public_channel_is_refused(web: WebClient, box: Control) -> None:
    """chat:write without chat:write.public"""
    assert error_of(web.chat_postMessage, channel="C0SALES", text="hello") == "not_in_channel"
    box.grant("chat:write.public")
    assert web.chat_postMessage(channel="C0SALES", text="hello")["ok"]


@pytest.mark.parametrize("channel", ["C0LEAD", "leadership", "C0NOWHERE", "UNOBODY", "UOLA", "USLACKBOT"])
def test_what_the_bot_cannot_see_is_not_found(web: WebClient, channel: str) -> None:
    """A private channel, nothing at all, nobody, and an outsider without a common channel."""
    assert error_of(web.chat_postMessage, channel=channel, text="hello") == "channel_not_found"


def test_an_outsider_is_written_to_once_there_is_a_common_channel(web: WebClient, box: Control) -> None:
    """docs.slack.dev/apis/slack-connect"""
    box.invite("UHEARTH", "C0SHARED")
    assert web.chat_postMessage(channel="UOLA", text="hello")["ok"]


def test_an_archived_channel_takes_nothing(web: WebClient, box: Control, sales: str) -> None:
    box.archive(sales)
    assert error_of(web.chat_postMessage, channel=sales, text="hello") == "is_archived"


def test_a_message_must_say_something(web: WebClient) -> None:
    """slack_sdk's own methods warn of a missing text, so the call is made without them."""
    assert error_of(web.api_call, api_method="chat.postMessage", json={"channel": "UANN"}) == "no_text"


def test_what_is_no_markup_is_escaped_and_what_was_escaped_stays_so(web: WebClient) -> None:
    """docs.slack.dev/messaging/formatting-message-text"""
    said = web.chat_postMessage(channel="UANN", text="R&D &lt;b&gt; 1 < 2 <@UANN> <https://a.example/?b&amp;c|go>")
    assert said["message"]["text"] == "R&amp;D &lt;b&gt; 1 &lt; 2 <@UANN> <https://a.example/?b&amp;c|go>"


def test_text_over_40_000_characters_is_cut_off_with_a_warning(web: WebClient) -> None:
    said = web.chat_postMessage(channel="UANN", text="x" * 40_001)
    assert len(said["message"]["text"]) == 40_000
    assert said["response_metadata"]["warnings"] == ["message_truncated"]


def test_markdown_text_comes_alone_and_up_to_12_000_characters(web: WebClient) -> None:
    said = web.chat_postMessage(channel="UANN", markdown_text="**bold**")
    assert said["message"]["blocks"][0]["type"] == "markdown"
    both = {"channel": "UANN", "markdown_text": "**bold**", "text": "bold"}
    assert error_of(web.chat_postMessage, **both) == "markdown_text_conflict"
    assert error_of(web.chat_postMessage, channel="UANN", markdown_text="x" * 12_001) == "msg_too_long"


def test_faulty_blocks_are_refused_with_every_problem(web: WebClient) -> None:
    """docs.slack.dev/reference/methods/blocks.validate has the form of `errors`."""
    wrong = [SECTION, {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    answer = refusal(web.chat_postMessage, channel="UANN", text="hello", blocks=wrong)
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"][0]["pointer"] == "/1/text/text"
    assert answer["response_metadata"]["messages"][0].endswith("[json-pointer:/blocks/1/text/text]")


def test_blocks_that_are_no_list_have_an_error_of_their_own(web: WebClient) -> None:
    assert error_of(web.chat_postMessage, channel="UANN", text="hi", blocks="[{") == "invalid_blocks_format"
    assert error_of(web.chat_postMessage, channel="UANN", text="hi", blocks='{"a": 1}') == "invalid_blocks_format"


def test_a_second_table_is_refused_as_an_attachment(web: WebClient) -> None:
    """docs.slack.dev/reference/block-kit/blocks/table-block: only_one_table_allowed"""
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}
    assert error_of(web.chat_postMessage, channel="UANN", text="hi", blocks=[table, table]) == "invalid_attachments"


def test_names_that_the_app_left_out_are_filled_in_and_stay(web: WebClient) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    said = web.chat_postMessage(channel="UANN", text="hi", blocks=[{"type": "actions", "elements": [button]}])
    block = said["message"]["blocks"][0]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]
    assert last(web, "D0ANN")["blocks"] == [block]


def test_attachments_may_hold_blocks_and_there_are_at_most_100(web: WebClient) -> None:
    said = web.chat_postMessage(channel="UANN", text="hi", attachments=[{"color": "#fff", "blocks": [SECTION]}])
    assert said["message"]["attachments"][0]["blocks"][0]["block_id"]
    bad = [{"blocks": [{"type": "section"}]}]
    assert error_of(web.chat_postMessage, channel="UANN", text="hi", attachments=bad) == "invalid_blocks"
    many = [{"text": "x"}] * 101
    assert error_of(web.chat_postMessage, channel="UANN", text="hi", attachments=many) == "too_many_attachments"


def test_another_name_needs_a_scope_and_lands_with_slackbot(web: WebClient, box: Control) -> None:
    """chat.postMessage: with username or icon, a person's id means their Slackbot conversation."""
    renamed = {"channel": "UANN", "text": "hi", "username": "Butler"}
    assert error_of(web.chat_postMessage, **renamed) == "missing_scope"
    box.grant("chat:write.customize")
    channel = web.chat_postMessage(**renamed)["channel"]
    assert channel != "D0ANN"
    assert box.ann.messages(channel)[-1].json["username"] == "Butler"


# threads


def test_replies_stay_out_of_the_channel_unless_broadcast(web: WebClient, box: Control, sales: str) -> None:
    parent = web.chat_postMessage(channel=sales, text="parent")["ts"]
    web.chat_postMessage(channel=sales, text="quiet", thread_ts=parent)
    box.clock.advance(3)
    web.chat_postMessage(channel=sales, text="loud", thread_ts=parent, reply_broadcast=True)
    texts = [message["text"] for message in web.conversations_history(channel=sales, limit=2)["messages"]]
    assert texts == ["loud", "parent"]
    thread = web.conversations_replies(channel=sales, ts=parent)["messages"]
    assert [message["text"] for message in thread] == ["parent", "quiet", "loud"]
    assert thread[0]["reply_count"] == 2
    assert [message.text for message in box.ann.messages(sales, parent)] == ["parent", "quiet", "loud"]


def test_a_thread_needs_a_message_to_hang_on(web: WebClient, box: Control, sales: str) -> None:
    """github.com/slackapi/bolt-js/issues/2307; github.com/jenkinsci/slack-plugin/issues/584"""
    lost = {"channel": sales, "text": "x", "thread_ts": "1700000000.000100"}
    assert error_of(web.chat_postMessage, **lost) == "thread_not_found"
    answer = refusal(web.chat_postMessage, channel=sales, text="x", thread_ts="0")
    assert answer["error"] == "invalid_thread_ts"
    assert answer["response_metadata"]["messages"] == ["[ERROR] 0 is not a valid thread_ts"]
    joined = last(web, sales)["ts"]
    assert error_of(web.chat_postMessage, channel=sales, text="x", thread_ts=joined) == "cannot_reply_to_message"
    box.clock.advance(3)
    parent = web.chat_postMessage(channel=sales, text="parent")["ts"]
    reply = web.chat_postMessage(channel=sales, text="reply", thread_ts=parent)["ts"]
    assert error_of(web.chat_postMessage, channel=sales, text="x", thread_ts=reply) == "cannot_reply_to_message"


# metadata: docs.slack.dev/messaging/message-metadata


def test_metadata_is_read_back_only_when_asked_for(web: WebClient) -> None:
    web.chat_postMessage(channel="UANN", text="hi", metadata=METADATA)
    assert last(web, "D0ANN", include_all_metadata=True)["metadata"] == METADATA
    assert last(web, "D0ANN")["metadata"] == {"event_type": "nudge"}


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ({"event_type": "nudge"}, "invalid_metadata_format"),
        ({"event_payload": {}}, "invalid_metadata_format"),
        ("not json", "invalid_metadata_format"),
        ({"event_type": "nudge", "event_payload": {"deep": {"er": {"still": 1}}}}, "invalid_metadata_schema"),
        ({"event_type": "nudge", "event_payload": {"list": ["of", "strings"]}}, "invalid_metadata_schema"),
        ({"event_type": "nudge", "event_payload": {"nothing": None}}, "invalid_metadata_schema"),
        ({"event_type": "nudge", "event_payload": {"long": "x" * 8_000}}, "metadata_too_large"),
    ],
)
def test_metadata_of_another_shape_is_refused(web: WebClient, metadata: Any, error: str) -> None:
    """Values: string, number, boolean, a flat object or a list of flat objects (@slack/types)."""
    assert error_of(web.chat_postMessage, channel="UANN", text="hi", metadata=metadata) == error


# chat.update


def test_text_without_blocks_takes_the_blocks_away_and_shows_that_it_was_edited(web: WebClient) -> None:
    ts = web.chat_postMessage(channel="UANN", text="hi", blocks=[SECTION])["ts"]
    web.chat_update(channel="D0ANN", ts=ts, text="bye")
    message = last(web, "D0ANN")
    assert message["text"] == "bye"
    assert "blocks" not in message
    assert message["edited"]["user"] == "UHEARTH"


def test_an_update_with_blocks_shows_no_edit_and_keeps_the_metadata(web: WebClient) -> None:
    ts = web.chat_postMessage(channel="UANN", text="hi", blocks=[SECTION], metadata=METADATA)["ts"]
    web.chat_update(channel="D0ANN", ts=ts, text="bye", blocks=[SECTION, {"type": "divider"}])
    message = last(web, "D0ANN", include_all_metadata=True)
    assert [block["type"] for block in message["blocks"]] == ["section", "divider"]
    assert message["metadata"] == METADATA
    assert "edited" not in message


def test_blocks_stay_when_an_update_has_neither_text_nor_blocks(web: WebClient) -> None:
    ts = web.chat_postMessage(channel="UANN", text="hi", blocks=[SECTION])["ts"]
    web.api_call("chat.update", json={"channel": "D0ANN", "ts": ts, "attachments": [{"text": "more"}]})
    message = last(web, "D0ANN")
    assert message["blocks"][0]["type"] == "section"
    assert message["text"] == "hi"


def test_an_update_of_more_than_4_000_characters_is_refused(web: WebClient) -> None:
    ts = web.chat_postMessage(channel="UANN", text="hi")["ts"]
    assert web.chat_update(channel="D0ANN", ts=ts, text="x" * 4_000)["ok"]
    assert error_of(web.chat_update, channel="D0ANN", ts=ts, text="x" * 4_001) == "msg_too_long"


def test_an_update_needs_the_conversation_s_id(web: WebClient) -> None:
    ts = web.chat_postMessage(channel="UANN", text="hi")["ts"]
    assert error_of(web.chat_update, channel="UANN", ts=ts, text="bye") == "channel_not_found"


def test_only_one_s_own_messages_can_be_changed_or_deleted(web: WebClient, box: Control) -> None:
    ts = box.ann.says("mine")
    assert error_of(web.chat_update, channel="D0ANN", ts=ts, text="yours") == "cant_update_message"
    assert error_of(web.chat_delete, channel="D0ANN", ts=ts) == "cant_delete_message"


def test_what_is_not_there_cannot_be_changed(web: WebClient) -> None:
    gone = {"channel": "D0ANN", "ts": "1700000000.000100"}
    assert error_of(web.chat_update, **gone, text="x") == "message_not_found"
    assert error_of(web.chat_delete, **gone) == "message_not_found"
    assert error_of(web.chat_getPermalink, channel="D0ANN", message_ts=gone["ts"]) == "message_not_found"


def test_in_an_archived_channel_nothing_can_be_changed(web: WebClient, box: Control, sales: str) -> None:
    ts = web.chat_postMessage(channel=sales, text="hi")["ts"]
    box.archive(sales)
    assert error_of(web.chat_update, channel=sales, ts=ts, text="x") == "is_inactive"


def test_an_update_to_nothing_is_refused(web: WebClient) -> None:
    ts = web.chat_postMessage(channel="UANN", text="hi")["ts"]
    assert error_of(web.api_call, api_method="chat.update", json={"channel": "D0ANN", "ts": ts}) == "no_text"


# chat.delete


def test_a_deleted_message_is_gone_and_one_with_replies_leaves_a_stone(web: WebClient, sales: str) -> None:
    lone = web.chat_postMessage(channel=sales, text="lone")["ts"]
    parent = web.chat_postMessage(channel=sales, text="parent")["ts"]
    web.chat_postMessage(channel=sales, text="reply", thread_ts=parent)
    web.chat_delete(channel=sales, ts=lone)
    web.chat_delete(channel=sales, ts=parent)
    messages = web.conversations_history(channel=sales, limit=2)["messages"]
    assert messages[0]["subtype"] == "tombstone"
    assert lone not in [message["ts"] for message in messages]


# chat.postEphemeral


def test_an_ephemeral_message_is_for_one_person_until_they_reload(web: WebClient, box: Control, sales: str) -> None:
    web.chat_postEphemeral(channel=sales, user="UANN", text="psst")
    assert "psst" in box.ann.sees_text(sales)
    assert "psst" not in box.ben.sees_text(sales)
    assert "psst" not in str(web.conversations_history(channel=sales).data)
    box.ann.reloads()
    assert "psst" not in box.ann.sees_text(sales)


def test_an_ephemeral_message_cannot_be_changed(web: WebClient, sales: str) -> None:
    ts = web.chat_postEphemeral(channel=sales, user="UANN", text="psst")["message_ts"]
    assert error_of(web.chat_update, channel=sales, ts=ts, text="x") == "message_not_found"
    assert error_of(web.chat_delete, channel=sales, ts=ts) == "message_not_found"


def test_an_ephemeral_message_needs_both_to_be_in_the_channel(web: WebClient, sales: str) -> None:
    assert error_of(web.chat_postEphemeral, channel=sales, user="UDEV", text="psst") == "user_not_in_channel"
    assert error_of(web.chat_postEphemeral, channel="C0TEAM", user="UANN", text="psst") == "not_in_channel"


# chat.getPermalink


def test_a_permalink_names_channel_and_message(web: WebClient, sales: str) -> None:
    ts = web.chat_postMessage(channel=sales, text="hi")["ts"]
    link = web.chat_getPermalink(channel=sales, message_ts=ts)["permalink"]
    assert link == f"https://northwind.slack.test/archives/{sales}/p{ts.replace('.', '')}"


# chat.scheduleMessage


def test_a_scheduled_message_is_posted_when_its_time_comes(web: WebClient, box: Control) -> None:
    at = int(box.clock.now) + 3600
    scheduled = web.chat_scheduleMessage(channel="D0ANN", text="later", post_at=at)["scheduled_message_id"]
    listed = web.chat_scheduledMessages_list(channel="D0ANN")["scheduled_messages"]
    assert [(message["id"], message["post_at"]) for message in listed] == [(scheduled, at)]
    assert box.ann.messages() == []
    box.clock.advance(3601)
    assert box.ann.sees_message("later")
    assert web.chat_scheduledMessages_list()["scheduled_messages"] == []


def test_a_scheduled_message_can_be_taken_back(web: WebClient, box: Control) -> None:
    at = int(box.clock.now) + 60
    scheduled = web.chat_scheduleMessage(channel="D0ANN", text="later", post_at=at)["scheduled_message_id"]
    web.chat_deleteScheduledMessage(channel="D0ANN", scheduled_message_id=scheduled)
    gone = {"channel": "D0ANN", "scheduled_message_id": scheduled}
    assert error_of(web.chat_deleteScheduledMessage, **gone) == "invalid_scheduled_message_id"
    box.clock.advance(61)
    assert box.ann.messages() == []


def test_a_scheduled_message_with_metadata_is_never_posted(web: WebClient, box: Control) -> None:
    """A bug that Slack documents on the method's page."""
    at = int(box.clock.now) + 60
    web.chat_scheduleMessage(channel="D0ANN", text="lost", post_at=at, metadata=METADATA)
    web.chat_scheduleMessage(channel="D0ANN", text="later", post_at=at + 60)
    box.clock.advance(200)
    box.ann.sees_message("later")
    assert [message.text for message in box.ann.messages()] == ["later"]


@pytest.mark.parametrize(
    ("seconds", "error"), [(-60, "time_in_past"), (121 * 86_400, "time_too_far"), ("soon", "invalid_time")]
)
def test_a_time_that_will_not_do_is_refused(web: WebClient, box: Control, seconds: Any, error: str) -> None:
    at = seconds if isinstance(seconds, str) else int(box.clock.now) + seconds
    assert error_of(web.chat_scheduleMessage, channel="D0ANN", text="x", post_at=at) == error


def test_five_minutes_of_a_channel_hold_30_scheduled_messages(web: WebClient, box: Control) -> None:
    at = (int(box.clock.now) // 300 + 2) * 300
    for second in range(30):
        web.chat_scheduleMessage(channel="D0ANN", text="x", post_at=at + second)
    assert error_of(web.chat_scheduleMessage, channel="D0ANN", text="x", post_at=at + 31) == "restricted_too_many"
    assert web.chat_scheduleMessage(channel="D0ANN", text="x", post_at=at + 300)["ok"]
