"""`python -m bot run` for real: it works, it is cut off, it is doubled, it is stopped."""

from __future__ import annotations

import signal
from typing import Literal

import pytest

from tests.flows.forms import ACCEPT, hands_off
from tests.processes.conftest import A_WHILE, Door, Hire
from tests.support.hand import Control, Hand, Json, Message, eventually
from tests.support.reading import texts

Drop = Literal["abrupt", "warning", "refresh_requested"]
TROUBLE = ("Traceback", "ERROR", "WARNING")


@pytest.fixture(params=["socket_door", "http_door"])
def door(request: pytest.FixtureRequest) -> Door:
    """Both ways in which Slack delivers."""
    door: Door = request.getfixturevalue(request.param)
    door.box.reset()
    return door


def goes_through(box: Control, account: str) -> str:
    """A handoff, sent by Ben and accepted by Ann; the id of the channel in which it is announced."""
    hands_off(box.ben, account)
    card = box.ann.sees_message(f"hands {account} to you")
    assert box.ann.clicks(ACCEPT, card).acked
    box.ann.sees_message(f"First weeks with {account}")
    channel = eventually(lambda: channel_of(box, account), lambda: f"{account} should have a channel")
    box.dev.sees_message(f"<@UANN> owns {account}", channel)
    return channel


def channel_of(box: Control, account: str) -> str | None:
    """The account's channel, once Dev was invited to it."""
    name = f"acct-{account.lower()}"
    rooms: list[Json] = list(box.dev.sight["channels"].values())
    return next((str(room["id"]) for room in rooms if room["name"] == name and room["is_member"]), None)


def hears(person: Hand, words: str) -> Message:
    """A message with these words, waited for as long as a lost socket may need to be replaced."""
    return eventually(
        lambda: next((message for message in person.messages() if words in message.text), None),
        lambda: f"{person.id} should read {words!r}; there is:\n{person.sees_text(person.dm)}",
        within=A_WHILE,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_whole_handoff_goes_through_and_a_signal_ends_it_in_peace(
    door: Door, hire: Hire, number: signal.Signals
) -> None:
    hearth = hire(door)
    goes_through(door.box, "Acme")
    assert hearth.is_told(number) == 0
    assert hearth.said.endswith("Hearth has stopped; what waits to be said is kept.\n")
    assert not [word for word in TROUBLE if word in hearth.said]


def test_every_call_went_where_the_environment_says(door: Door, hire: Hire) -> None:
    hearth = hire(door)
    goes_through(door.box, "Acme")
    called = {str(seen["name"]) for seen in door.box.traffic(kind="web_api")}
    opened = {"apps.connections.open"} if "SLACK_APP_TOKEN" in door.environment else set()
    assert {"auth.test", "users.list", "views.open", "chat.postMessage", "conversations.create", *opened} <= called
    assert hearth.goes_on()  # it would have ended at its first look beyond this machine


def test_what_follows_an_ack_is_finished_before_it_ends(door: Door, hire: Hire) -> None:
    hearth = hire(door)
    door.box.fault("views.open", "slow", seconds=1.0)
    assert door.box.ben.types("/handoff Acme").acked
    assert door.box.ben.modal is None
    assert hearth.is_told() == 0
    door.box.ben.sees_modal("form")


def test_two_bots_on_one_database_say_everything_once(socket_door: Door, hire: Hire) -> None:
    box = socket_door.box
    box.reset()
    hire(socket_door), hire(socket_door)
    box.sees_sockets(2)
    rooms = [goes_through(box, account) for account in ("Acme", "Globex", "Initech")]
    assert len(texts(box.ann)) == len(set(texts(box.ann)))
    for room in rooms:
        assert len([message for message in box.dev.messages(room) if message.user == "UHEARTH"]) == 1
    posts = [seen["request"] for seen in box.traffic(name="chat.postMessage")]
    marks = [str(post["metadata"]["event_payload"]["mark"]) for post in posts]
    assert len(marks) == len(set(marks))


@pytest.mark.parametrize("how", ["abrupt", "warning", "refresh_requested"])
def test_a_socket_that_slack_ends_is_replaced_and_nothing_is_lost(socket_door: Door, hire: Hire, how: Drop) -> None:
    box = socket_door.box
    box.reset()
    hearth = hire(socket_door)
    box.sees_sockets(1)
    assert box.drop_sockets(how) == 1
    box.ben.says("hello?")  # nobody listens just now, so Slack delivers it again
    hears(box.ben, "/handoff")
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
