"""conversations.*: who sees which channel, who comes in, what can be read (docs.slack.dev/reference/methods)."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from tests.support.hand import Control
from tests.support.refusals import error_of, refusal


def names(answer: Any) -> list[str]:
    return [channel.get("name", channel["id"]) for channel in answer["channels"]]


# seeing


def test_the_flags_tell_public_private_shared_and_archived_apart(web: WebClient, box: Control) -> None:
    """docs.slack.dev/apis/slack-connect: is_ext_shared, not is_shared alone, means other organisations."""
    box.invite("UHEARTH", "C0LEAD")
    box.share("C0TEAM", pending=True)

    def flags(channel: str) -> tuple[bool, ...]:
        found = web.conversations_info(channel=channel)["channel"]
        return tuple(found[flag] for flag in ("is_private", "is_ext_shared", "is_pending_ext_shared", "is_archived"))

    assert flags("C0SALES") == (False, False, False, False)
    assert flags("C0LEAD") == (True, False, False, False)
    assert flags("C0SHARED") == (False, True, False, False)
    assert flags("C0TEAM") == (False, False, True, False)
    assert flags("C0OLD") == (False, False, False, True)


def test_a_private_channel_is_invisible_until_one_is_in_it(web: WebClient, box: Control) -> None:
    assert error_of(web.conversations_info, channel="C0LEAD") == "channel_not_found"
    assert "leadership" not in names(web.conversations_list(types="public_channel,private_channel"))
    box.invite("UHEARTH", "C0LEAD")
    assert web.conversations_info(channel="C0LEAD")["channel"]["is_member"]
    assert "leadership" in names(web.conversations_list(types="public_channel,private_channel"))


def test_other_people_s_direct_messages_are_invisible(web: WebClient) -> None:
    seen = web.conversations_list(types="im")["channels"]
    assert {channel["user"] for channel in seen} >= {"UANN", "UBEN"}
    assert all(channel["is_im"] for channel in seen)


def test_each_kind_of_channel_has_a_scope_of_its_own(web: WebClient, box: Control) -> None:
    box.invite("UHEARTH", "C0LEAD")
    box.revoke("groups:read", "groups:history")
    assert refusal(web.conversations_info, channel="C0LEAD")["needed"] == "groups:read"
    assert refusal(web.conversations_list, types="private_channel")["needed"] == "groups:read"
    assert refusal(web.conversations_history, channel="C0LEAD")["needed"] == "groups:history"
    assert web.conversations_info(channel="C0SALES")["ok"]


def test_archived_channels_can_be_left_out(web: WebClient) -> None:
    assert "old-deals" in names(web.conversations_list())
    assert "old-deals" not in names(web.conversations_list(exclude_archived=True))


def test_a_list_goes_on_at_its_cursor(web: WebClient) -> None:
    """docs.slack.dev/apis/web-api/pagination"""
    first = web.conversations_list(limit=2)
    second = web.conversations_list(limit=1000, cursor=first["response_metadata"]["next_cursor"])
    assert second["response_metadata"]["next_cursor"] == ""
    assert names(first) + names(second) == names(web.conversations_list())


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"cursor": "nonsense!"}, "invalid_cursor"),
        ({"cursor": "bmV4dDpub3doZXJl"}, "invalid_cursor"),
        ({"limit": 1001}, "invalid_limit"),
        ({"limit": -1}, "invalid_limit"),
        ({"types": "secret_channel"}, "invalid_types"),
    ],
)
def test_a_list_cannot_be_asked_for_in_every_way(web: WebClient, arguments: dict[str, Any], error: str) -> None:
    assert error_of(web.conversations_list, **arguments) == error


def test_members_include_people_of_other_organisations(web: WebClient) -> None:
    """docs.slack.dev/apis/slack-connect"""
    assert web.conversations_members(channel="C0SHARED")["members"] == ["UANN", "UBEN", "UOLA"]


def test_a_person_s_channels_are_those_the_bot_sees_too(web: WebClient) -> None:
    found = names(web.users_conversations(user="UMEG", types="public_channel,private_channel", exclude_archived=True))
    assert sorted(found) == ["account-team", "general", "globex-team", "sales"]


# reading


def test_history_is_newest_first_and_leaves_the_ends_out(web: WebClient, box: Control) -> None:
    """docs.slack.dev/reference/methods/conversations.history: oldest, latest, inclusive"""
    box.invite("UHEARTH", "C0SALES")
    stamps = [box.ben.says(text, "C0SALES") for text in ("one", "two", "three")]

    def texts(**span: Any) -> list[str]:
        return [message["text"] for message in web.conversations_history(channel="C0SALES", **span)["messages"]]

    assert texts(limit=3) == ["three", "two", "one"]
    assert texts(oldest=stamps[0]) == ["three", "two"]
    assert texts(oldest=stamps[0], latest=stamps[2]) == ["two"]
    assert texts(oldest=stamps[0], latest=stamps[2], inclusive=True) == ["three", "two", "one"]


def test_history_goes_on_at_its_cursor_even_when_something_new_was_said(web: WebClient, box: Control) -> None:
    box.invite("UHEARTH", "C0SALES")
    for text in ("one", "two", "three"):
        box.ben.says(text, "C0SALES")
    first = web.conversations_history(channel="C0SALES", limit=2)
    assert first["has_more"]
    box.ben.says("four", "C0SALES")
    cursor = first["response_metadata"]["next_cursor"]
    second = web.conversations_history(channel="C0SALES", limit=1, cursor=cursor)
    assert [message["text"] for message in second["messages"]] == ["one"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0SALES"}, "not_in_channel"),
        ({"channel": "C0LEAD"}, "channel_not_found"),
        ({"channel": "D0ANN", "oldest": "yesterday"}, "invalid_ts_oldest"),
        ({"channel": "D0ANN", "latest": "today"}, "invalid_ts_latest"),
        ({"channel": "D0ANN", "limit": 1000}, "invalid_limit"),
    ],
)
def test_history_cannot_be_asked_for_in_every_way(
    web: WebClient, box: Control, arguments: dict[str, Any], error: str
) -> None:
    box.ann.says("hello")
    assert error_of(web.conversations_history, **arguments) == error


def test_a_thread_is_found_by_its_parent_or_any_reply(web: WebClient, box: Control) -> None:
    box.invite("UHEARTH", "C0SALES")
    parent = box.ben.says("parent", "C0SALES")
    reply = box.ann.says("reply", "C0SALES", thread_ts=parent)
    for ts in (parent, reply):
        thread = web.conversations_replies(channel="C0SALES", ts=ts)["messages"]
        assert [message["text"] for message in thread] == ["parent", "reply"]
    assert thread[1]["parent_user_id"] == "UBEN"
    assert error_of(web.conversations_replies, channel="C0SALES", ts="1700000000.000100") == "thread_not_found"


# direct messages: docs.slack.dev/reference/methods/conversations.open


def test_opening_the_same_direct_message_twice_gives_the_same_one(web: WebClient) -> None:
    first, second = web.conversations_open(users="UANN"), web.conversations_open(users=["UANN"], return_im=True)
    assert first["channel"] == {"id": "D0ANN"}
    assert second["channel"]["user"] == "UANN"
    assert second["already_open"]


def test_several_people_share_one_conversation_whatever_their_order(web: WebClient, box: Control) -> None:
    assert refusal(web.conversations_open, users="UANN,UBEN")["needed"] == "mpim:write"
    box.grant("mpim:write")
    one, other = web.conversations_open(users="UANN,UBEN"), web.conversations_open(users="UBEN,UANN")
    assert one["channel"]["id"] == other["channel"]["id"]
    web.chat_postMessage(channel=one["channel"]["id"], text="hello you two")
    assert "hello you two" in box.ben.sees_text(one["channel"]["id"])


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("", "users_list_not_supplied"),
        ("UANN,UBEN,UDEV,UMEG,USUE,UGUS,UDORA,UOLA,UNOBODY", "too_many_users"),
        ("UHEARTH", "not_enough_users"),
        ("UNOBODY", "user_not_found"),
        ("UDORA", "user_disabled"),
        ("UOLA", "user_not_visible"),
    ],
)
def test_not_everybody_can_be_written_to(web: WebClient, users: str, error: str) -> None:
    assert error_of(web.conversations_open, users=users) == error


def test_outsiders_need_a_common_channel(web: WebClient, box: Control) -> None:
    box.grant("mpim:write")
    assert error_of(web.conversations_open, users="UANN,UOLA") == "invalid_user_combination"
    box.invite("UHEARTH", "C0SHARED")
    assert web.conversations_open(users="UOLA")["ok"]


# making and filling channels


def test_a_made_channel_has_its_maker_in_it(web: WebClient, box: Control) -> None:
    made = web.conversations_create(name="acct-acme", is_private=True)["channel"]
    assert (made["is_private"], made["is_member"], made["creator"]) == (True, True, "UHEARTH")
    web.conversations_invite(channel=made["id"], users=["UANN", "UBEN"])
    assert made["id"] in box.ann.sight["channels"]
    assert made["id"] not in box.meg.sight["channels"]


def test_a_public_channel_needs_another_scope_than_a_private_one(web: WebClient, box: Control) -> None:
    box.revoke("channels:manage")
    assert refusal(web.conversations_create, name="acct-acme")["needed"] == "channels:manage"
    assert web.conversations_create(name="acct-acme", is_private=True)["ok"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("sales", "name_taken"),
        ("leadership", "name_taken"),
        ("old-deals", "name_taken"),
        ("Acme", "invalid_name_specials"),
        ("acme corp", "invalid_name_specials"),
        ("acme.corp", "invalid_name_specials"),
        ("---", "invalid_name_punctuation"),
        ("x" * 81, "invalid_name_maxlength"),
        ("", "invalid_name_required"),
    ],
)
def test_a_channel_cannot_have_every_name(web: WebClient, name: str, error: str) -> None:
    """docs.slack.dev/reference/methods/conversations.create; archived and private names are taken too"""
    assert error_of(web.conversations_create, name=name) == error


@pytest.mark.parametrize(
    ("user", "error"),
    [
        ("UNOBODY", "user_not_found"),
        ("UDORA", "cant_invite"),
        ("UHEARTH", "cant_invite_self"),
        ("UANN", "already_in_channel"),
        ("UOLA", "no_external_invite_permission"),
    ],
)
def test_not_everybody_can_be_invited(web: WebClient, box: Control, user: str, error: str) -> None:
    """docs.slack.dev/reference/methods/conversations.invite; `errors` names each person"""
    box.invite("UHEARTH", "C0SALES")
    answer = refusal(web.conversations_invite, channel="C0SALES", users=f"UDEV,{user}")
    assert answer["error"] == error
    assert answer["errors"] == [{"user": user, "ok": False, "error": error}]
    assert "UDEV" not in web.conversations_members(channel="C0SALES")["members"], "nobody comes in then"


def test_force_invites_those_who_can_be(web: WebClient, box: Control) -> None:
    box.invite("UHEARTH", "C0SALES")
    said = web.conversations_invite(channel="C0SALES", users="UDEV,UDORA", force=True)
    assert [wrong["user"] for wrong in said["errors"]] == ["UDORA"]
    assert "UDEV" in web.conversations_members(channel="C0SALES")["members"]


def test_one_must_be_in_a_channel_to_invite(web: WebClient) -> None:
    assert error_of(web.conversations_invite, channel="C0SALES", users="UDEV") == "not_in_channel"
    assert error_of(web.conversations_invite, channel="D0ANN", users="UDEV") == "method_not_supported_for_channel_type"


def test_a_single_channel_guest_has_room_for_one(web: WebClient, box: Control) -> None:
    box.change("UGUS", is_ultra_restricted=True)
    box.invite("UHEARTH", "C0SALES")
    assert error_of(web.conversations_invite, channel="C0SALES", users="UGUS") == "ura_max_channels"


def test_joining_is_for_public_channels(web: WebClient, box: Control) -> None:
    assert web.conversations_join(channel="C0SALES")["channel"]["is_member"]
    assert web.conversations_join(channel="C0SALES")["warning"] == "already_in_channel"
    assert error_of(web.conversations_join, channel="C0OLD") == "is_archived"
    assert error_of(web.conversations_join, channel="C0LEAD") == "channel_not_found"
    box.invite("UHEARTH", "C0LEAD")
    assert error_of(web.conversations_join, channel="C0LEAD") == "method_not_supported_for_channel_type"


def test_leaving_and_being_sent_away(web: WebClient, box: Control) -> None:
    box.invite("UHEARTH", "C0SALES")
    web.conversations_kick(channel="C0SALES", user="UBEN")
    assert error_of(web.conversations_kick, channel="C0SALES", user="UBEN") == "not_in_channel"
    assert error_of(web.conversations_kick, channel="C0SALES", user="UHEARTH") == "cant_kick_self"
    web.conversations_leave(channel="C0SALES")
    assert web.conversations_leave(channel="C0SALES")["not_in_channel"]
    assert not {"UBEN", "UHEARTH"} & set(web.conversations_members(channel="C0SALES")["members"])


def test_nobody_leaves_or_is_sent_away_from_general(web: WebClient, box: Control) -> None:
    box.invite("UHEARTH", "C0GENERAL")
    assert error_of(web.conversations_leave, channel="C0GENERAL") == "cant_leave_general"
    assert error_of(web.conversations_kick, channel="C0GENERAL", user="UBEN") == "cant_kick_from_general"
    assert error_of(web.conversations_archive, channel="C0GENERAL") == "cant_archive_general"


def test_archiving_and_back(web: WebClient, box: Control) -> None:
    made = web.conversations_create(name="acct-acme")["channel"]["id"]
    web.conversations_archive(channel=made)
    assert error_of(web.conversations_archive, channel=made) == "already_archived"
    assert error_of(web.conversations_invite, channel=made, users="UANN") == "is_archived"
    web.conversations_unarchive(channel=made)
    assert error_of(web.conversations_unarchive, channel=made) == "not_archived"
    assert not web.conversations_info(channel=made)["channel"]["is_archived"]


def test_only_its_maker_renames_a_channel(web: WebClient, box: Control) -> None:
    made = web.conversations_create(name="acct-acme")["channel"]["id"]
    renamed = web.conversations_rename(channel=made, name="acct-acme-2")["channel"]
    assert (renamed["name"], renamed["previous_names"]) == ("acct-acme-2", ["acct-acme"])
    assert error_of(web.conversations_rename, channel=made, name="sales") == "name_taken"
    box.invite("UHEARTH", "C0SALES")
    assert error_of(web.conversations_rename, channel="C0SALES", name="deals") == "not_authorized"


def test_topic_and_purpose_hold_250_characters(web: WebClient, box: Control) -> None:
    made = web.conversations_create(name="acct-acme")["channel"]["id"]
    web.conversations_setTopic(channel=made, topic="x" * 250)
    web.conversations_setPurpose(channel=made, purpose="The Acme account")
    found = web.conversations_info(channel=made)["channel"]
    assert (len(found["topic"]["value"]), found["purpose"]["value"]) == (250, "The Acme account")
    assert error_of(web.conversations_setTopic, channel=made, topic="x" * 251) == "too_long"


def test_when_sharing_ends_the_other_side_is_out_at_once(web: WebClient, box: Control) -> None:
    """docs.slack.dev/apis/slack-connect"""
    box.unshare("C0SHARED")
    assert web.conversations_members(channel="C0SHARED")["members"] == ["UANN", "UBEN"]
    assert not web.conversations_info(channel="C0SHARED")["channel"]["is_ext_shared"]
