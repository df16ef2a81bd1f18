"""What the sandbox keeps of a long life: every message an app posted, and how often it was told to slow down."""

from __future__ import annotations

from slack_sdk import WebClient

from tests.support.hand import Control
from tests.support.refusals import error_of

MARK = {"event_type": "hearth_message", "event_payload": {"mark": "m1"}}


def test_every_post_is_told_with_where_it_went_and_its_metadata(web: WebClient, box: Control) -> None:
    box.invite("UHEARTH", "C0TEAM")
    first = web.chat_postMessage(channel="UBEN", text="to Ben", metadata=MARK)
    parent = web.chat_postMessage(channel="C0TEAM", text="to all")
    web.chat_postMessage(channel="C0TEAM", text="under it", thread_ts=parent["ts"])
    box.ben.says("not an app", "C0TEAM")
    web.chat_postEphemeral(channel="C0TEAM", user="UANN", text="for Ann alone")
    told = box.posted()
    assert [(post["n"], post["to"], post["channel"], post["text"]) for post in told] == [
        (1, "UBEN", "D0BEN", "to Ben"),
        (2, None, "C0TEAM", "to all"),
        (3, None, "C0TEAM", "under it"),
    ]
    assert (told[0]["ts"], told[0]["metadata"]) == (first["ts"], MARK)
    assert [post["thread_ts"] for post in told] == [None, None, parent["ts"]]
    assert [post["n"] for post in box.posted(since=2)] == [3]


def test_a_post_is_kept_as_it_was_with_its_edits_counted(web: WebClient, box: Control) -> None:
    post = web.chat_postMessage(channel="D0BEN", text="before")
    for text in ("between", "after"):
        web.chat_update(channel="D0BEN", ts=post["ts"], text=text)
    web.chat_delete(channel="D0BEN", ts=post["ts"])
    [told] = box.posted()
    assert (told["text"], told["edits"], told["deleted"]) == ("before", 2, True)


def test_none_of_it_is_dropped_as_the_traffic_is(web: WebClient, box: Control) -> None:
    box.clock.stand()
    for number in range(2_100):
        if number % 3 == 0:
            box.clock.advance(60)
        web.chat_postMessage(channel="D0BEN", text=str(number))
    assert [post["text"] for post in box.posted()] == [str(number) for number in range(2_100)]
    assert len(box.traffic()) == 2_000


def test_a_reset_begins_anew(web: WebClient, box: Control) -> None:
    web.chat_postMessage(channel="D0BEN", text="before")
    box.reset()
    assert box.posted() == []
    web.chat_postMessage(channel="D0BEN", text="after")
    assert [post["n"] for post in box.posted()] == [1]


def test_whoever_was_told_to_slow_down_is_counted(web: WebClient, box: Control) -> None:
    box.clock.stand()
    for _ in range(3):
        web.chat_postMessage(channel="D0BEN", text="a burst")
    for _ in range(2):
        assert error_of(web.chat_postMessage, channel="D0BEN", text="too much") == "ratelimited"
    box.fault("users.info", "status429")
    assert error_of(web.users_info, user="UANN") == "ratelimited"
    assert box.refused == {"chat.postMessage": 2, "users.info": 1}
    box.clock.advance(1)
    web.chat_postMessage(channel="D0BEN", text="a second later")
