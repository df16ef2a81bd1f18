"""The HTTP door: what does not come from Slack, or comes again, changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pytest

from bot.clock import machine_clock
from bot.running import LARGEST_REQUEST
from bot.store import tables
from bot.store.engine import open_engine, reading
from sandbox.delivery.http import signature
from tests.flows.forms import ACCEPT, hands_off, starts
from tests.processes.conftest import SIGNING_SECRET, Door, Hire, Program
from tests.support.hand import Hand, eventually

FORM = "application/x-www-form-urlencoded"
COMMAND = urlencode(
    {
        "command": "/handoff",
        "text": "Acme",
        "team_id": "T0NORTH",
        "user_id": "UBEN",
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:9/hooks/x",
    }
)


@pytest.fixture
def hearth(http_door: Door, hire: Hire) -> Program:
    http_door.box.reset()
    return hire(http_door)


@pytest.fixture
def web() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=15) as web:
        yield web


def signed(body: str, age: float = 0, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """The headers of a request that was signed `age` seconds ago."""
    moment = str(int(machine_clock().timestamp() - age))
    return {
        "content-type": FORM,
        "x-slack-request-timestamp": moment,
        "x-slack-signature": signature(secret, moment, body),
    }


def test_what_slack_did_not_sign_just_now_or_is_beyond_all_measure_is_refused_unread(
    http_door: Door, hearth: Program, web: httpx.Client
) -> None:
    for body in (COMMAND, "{", "payload={", ""):
        genuine = signed(body)
        for headers in (
            {"content-type": FORM},
            {"content-type": "application/json"},
            signed(body, secret="guessed"),
            signed(body + "&more=1"),
            signed(body, age=301),
            signed(body, age=-330),
            genuine | {"x-slack-request-timestamp": "1"},
            genuine | {"x-slack-request-timestamp": "soon"},
            genuine | {"x-slack-signature": ""},
            genuine | {"x-slack-signature": "v0=é"},
        ):
            raw = [(name.encode(), value.encode()) for name, value in headers.items()]
            answer = web.post(http_door.address, content=body, headers=raw)
            assert (answer.status_code, answer.text) == (401, "not signed by Slack")
    huge = "x" * (LARGEST_REQUEST + 1)
    assert web.post(http_door.address, content=huge, headers=signed(huge)).status_code == 413
    for path in ("/", "/slack/install", "/slack/oauth_redirect", "/slack/events/more"):
        elsewhere = http_door.address.replace("/slack/events", path)
        assert web.post(elsewhere, content=COMMAND, headers=signed(COMMAND)).status_code == 404
    assert "Traceback" not in hearth.said
    assert starts(http_door.box.ben)


def test_what_is_sent_again_changes_nothing(
    http_door: Door, hearth: Program, hire: Hire, web: httpx.Client, database: str
) -> None:
    box = http_door.box
    hands_off(box.ben)
    assert box.ann.clicks(ACCEPT, box.ann.sees_message("hands Acme to you")).acked
    box.ann.sees_message("First weeks with Acme")
    box.dev.sees_message("<@UANN> owns Acme", eventually(lambda: room(box.dev), lambda: "Acme should have a channel"))
    assert hearth.is_told() == 0
    before = remembered(database)
    heard = [seen["request"]["body"] for seen in box.traffic(kind="http", name="interactive")]
    assert {"view_submission", "block_actions"} <= {payload["type"] for payload in heard}
    another = hire(http_door)
    for payload in heard:
        body = urlencode({"payload": json.dumps(payload)})
        assert web.post(http_door.address, content=body, headers=signed(body)).status_code == 200
    assert another.is_told() == 0
    assert remembered(database) == before


def room(person: Hand) -> str | None:
    """The account's channel, once the person is in it."""
    rooms = person.sight["channels"].values()
    return next((str(room["id"]) for room in rooms if room["name"] == "acct-acme" and room["is_member"]), None)


def remembered(database: str) -> dict[str, list[str]]:
    """Every row of every table but people's, who are looked up at each start."""
    engine = open_engine(database)
    with reading(engine) as connection:
        held = {
            name: sorted(str(row) for row in connection.execute(table.select()))
            for name, table in tables.metadata.tables.items()
            if name != "people"
        }
    engine.dispose()
    return held
