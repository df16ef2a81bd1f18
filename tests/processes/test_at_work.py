"""`python -m bot run` for real: it works, it is cut off, it is doubled, it is stopped."""

from __future__ import annotations

import signal
from typing import Literal

import pytest

from tests.flows.forms import ACCEPT, hands_off
from tests.processes.conftest import A_WHILE, Door, Hire
from tests.support.hand import Control, Hand, Json, eventually
from tests.support.reading import texts

Drop = Literal["abrupt", "warning", "refresh_requested"]
ACCOUNTS = ("Acme", "Globex", "Initech")
TROUBLE = ("Traceback", "ERROR", "WARNING")


def goes_through(box: Control, account: str) -> None:
    """A handoff, sent by Ben and accepted by Ann, and announced in the account's channel."""
    is_accepted(box, account)
    hears(box.dev, f"<@UANN> owns {account}", opened(box, account))


def is_accepted(box: Control, account: str) -> None:
    hands_off(box.ben, account)
    card = box.ann.sees_message(f"hands {account} to you")
    assert box.ann.clicks(ACCEPT, card).acked
    box.ann.sees_message(f"First weeks with {account}")


def opened(box: Control, account: str) -> str:
    """The id of the account's channel, once Dev is in it."""
    return eventually(lambda: channel_of(box, account), lambda: f"{account} should have a channel", within=A_WHILE)


def answered(box: Control, method: str) -> list[Json]:
    """What this method was asked for and did: two bots do not know of each other's pace and may be told to wait."""
    return [dict(seen["request"]) for seen in box.traffic(name=method) if seen["response"]["ok"]]


def channel_of(box: Control, account: str) -> str | None:
    """The account's channel, once Dev was invited to it."""
    name = f"acct-{account.lower()}"
    rooms: list[Json] = list(box.dev.sight["channels"].values())
    return next((str(room["id"]) for room in rooms if room["name"] == name and room["is_member"]), None)


def hears(person: Hand, words: str, channel: str | None = None, *, times: int = 1) -> None:
    """Wait until so many messages hold these words, as long as a lost socket may need to be replaced."""
    eventually(
        lambda: True if sum(words in message.words for message in person.messages(channel)) >= times else None,
        lambda: f"{person.id} should read {words!r}; there is:\n{person.sees_text(channel or person.dm)}",
        within=A_WHILE,
    )


@pytest.mark.parametrize(("door", "number"), [("socket_door", signal.SIGTERM), ("http_door", signal.SIGINT)])
def test_a_whole_handoff_goes_through_either_door_and_a_signal_lets_it_finish_what_it_has_in_hand(
    door: str, number: signal.Signals, request: pytest.FixtureRequest, hire: Hire
) -> None:
    at: Door = request.getfixturevalue(door)
    at.box.reset()
    hearth = hire(at)
    goes_through(at.box, "Acme")
    called = {str(seen["name"]) for seen in at.box.traffic(kind="web_api")}
    assert {"auth.test", "users.list", "views.open", "chat.postMessage", "conversations.create"} <= called
    assert ("apps.connections.open" in called) == (door == "socket_door")  # SLACK_API_URL reached that client, too

    at.box.fault("conversations.create", "slow", seconds=1.0)
    hands_off(at.box.ben, "Globex")
    assert at.box.ann.clicks(ACCEPT, at.box.ann.sees_message("hands Globex to you")).acked
    eventually(lambda: None if at.box.wire.get("/faults")["faults"] else True, lambda: "the bot should open a channel")
    assert hearth.is_told(number) == 0
    hears(at.box.dev, "<@UANN> owns Globex", opened(at.box, "Globex"))
    assert hearth.said.endswith("Hearth has stopped; what waits to be said is kept.\n")
    assert not [word for word in TROUBLE if word in hearth.said]


def test_two_bots_on_one_database_do_and_say_everything_once(socket_door: Door, hire: Hire) -> None:
    box = socket_door.box
    box.reset()
    hire(socket_door), hire(socket_door)
    box.sees_sockets(2)
    for seconds in (1.0, 2.5):  # both want to open Acme's channel; the slower hears that it is there when it is bound
        box.fault("conversations.create", "slow", seconds=seconds)
    for account in ACCOUNTS:
        is_accepted(box, account)
    rooms = [opened(box, account) for account in ACCOUNTS]
    box.clock.advance(31)  # whoever was to announce before the other one had bound the channel tries again by now
    for account, room in zip(ACCOUNTS, rooms, strict=True):
        hears(box.dev, f"<@UANN> owns {account}", room)
        assert len([message for message in box.dev.messages(room) if message.user == "UHEARTH"]) == 1
    assert len(texts(box.ann)) == len(set(texts(box.ann)))
    assert len(answered(box, "conversations.create")) == len(ACCOUNTS)
    marks = [str(post["metadata"]["event_payload"]["mark"]) for post in answered(box, "chat.postMessage")]
    assert len(marks) == len(set(marks)) > 2 * len(ACCOUNTS)


def test_a_socket_that_slack_ends_is_replaced_and_nothing_is_lost(socket_door: Door, hire: Hire) -> None:
    box = socket_door.box
    box.reset()
    hearth = hire(socket_door)
    ways: tuple[Drop, ...] = ("abrupt", "warning", "refresh_requested")
    for times, how in enumerate(ways, 1):
        assert box.drop_sockets(how) == 1
        box.ben.says("hello?")  # nobody listens just now, so Slack delivers it again
        hears(box.ben, "/handoff", times=times)
    box.ben.types("/handoff Acme")
    box.ben.sees_modal("form")
    assert hearth.is_told() == 0


def test_what_was_remembered_but_not_yet_said_is_said_by_the_next_one(socket_door: Door, hire: Hire) -> None:
    box = socket_door.box
    box.reset()
    first = hire(socket_door)
    box.fault("chat.postMessage", "status429", times=50, retry_after=1)
    hands_off(box.ben, "Acme")
    assert first.is_told() == 0
    assert "hands Acme" not in box.ann.sees_text()
    box.heal()
    hire(socket_door)
    card = box.ann.sees_message("hands Acme to you")
    assert [message.ts for message in box.ann.messages() if "hands Acme" in message.text] == [card.ts]
