"""views.*: modals and Home tabs (docs.slack.dev/reference/methods/views.…, docs.slack.dev/surfaces/modals)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from sandbox.server import Sandbox
from tests.sandbox.conftest import BOT_TOKEN, MANIFEST, Connect
from tests.support.hand import Control
from tests.support.refusals import error_of, refusal

Json = dict[str, Any]
Trigger = Callable[[], str]


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def question(block_id: str, action_id: str = "answer", **element: Any) -> Json:
    asked = {"type": "plain_text_input", "action_id": action_id, **element}
    return {"type": "input", "block_id": block_id, "label": text(block_id), "element": asked}


def modal(*blocks: Json, title: str = "Handoff", **more: Any) -> Json:
    shown = list(blocks) or [{"type": "divider"}]
    return {"type": "modal", "title": text(title), "submit": text("Send"), "blocks": shown, **more}


def home(words: str, **more: Any) -> Json:
    return {"type": "home", "blocks": [{"type": "section", "text": text(words)}], **more}


@pytest.fixture
def trigger(box: Control, app: App, connect: Connect) -> Trigger:
    """Ann types a command; its trigger id."""
    heard: list[str] = []

    @app.command("/handoff")
    def hear(ack: Ack, body: dict[str, str]) -> None:
        heard.append(body["trigger_id"])
        ack()

    connect(app)

    def pulled() -> str:
        box.ann.types("/handoff")
        return heard[-1]

    return pulled


# opening


def test_an_opened_view_comes_back_whole(web: WebClient, trigger: Trigger) -> None:
    described = modal(question("why"), callback_id="handoff", private_metadata="x", notify_on_close=True)
    view = web.views_open(trigger_id=trigger(), view=described)["view"]
    assert (view["callback_id"], view["private_metadata"], view["notify_on_close"]) == ("handoff", "x", True)
    assert (view["team_id"], view["app_id"], view["bot_id"]) == ("T0NORTH", "A0HEARTH", "BHEARTH")
    assert view["root_view_id"] == view["id"]
    assert view["previous_view_id"] is None
    assert view["state"] == {"values": {"why": {"answer": {"type": "plain_text_input", "value": None}}}}


def test_a_view_starts_with_what_the_app_filled_in(web: WebClient, box: Control, trigger: Trigger) -> None:
    choice = {"text": text("T1"), "value": "T1"}
    menu = {"type": "static_select", "action_id": "tier", "options": [choice], "initial_option": choice}
    block = {"type": "section", "block_id": "tier", "text": text("Tier"), "accessory": menu}
    web.views_open(trigger_id=trigger(), view=modal(question("why", initial_value="because"), block))
    state = box.ann.sees_modal().state
    assert state["why"]["answer"]["value"] == "because"
    assert state["tier"]["tier"]["selected_option"]["value"] == "T1"


def test_a_trigger_opens_once(web: WebClient, trigger: Trigger) -> None:
    """docs.slack.dev/reference/methods/views.open: exchanged_trigger_id, invalid_trigger_id"""
    pulled = trigger()
    web.views_open(trigger_id=pulled, view=modal())
    assert error_of(web.views_open, trigger_id=pulled, view=modal()) == "exchanged_trigger_id"
    assert error_of(web.views_push, trigger_id="1.2.x", view=modal()) == "invalid_trigger_id"


def test_a_faulty_view_is_refused_with_every_problem_and_the_trigger_is_not_spent(
    web: WebClient, trigger: Trigger
) -> None:
    """github.com/slackapi/bolt-python/issues/434: invalid_arguments with response_metadata.messages"""
    pulled = trigger()
    answer = refusal(web.views_open, trigger_id=pulled, view=modal(title="A title of more than 24 letters"))
    assert answer["error"] == "invalid_arguments"
    assert answer["errors"][0]["pointer"] == "/title/text"
    assert answer["response_metadata"]["messages"][0].startswith("[ERROR] ")
    assert answer["response_metadata"]["messages"][0].endswith("[json-pointer:/view/title/text]")
    assert web.views_open(trigger_id=pulled, view=modal())["ok"]


@pytest.mark.parametrize(
    ("view", "message"),
    [
        ("{", "must provide valid JSON"),
        ("[]", "must provide an object"),
        (json.dumps(home("hello")), "cannot be shown here"),
        ("", "missing required field: view"),
    ],
)
def test_what_is_no_modal_is_not_opened(web: WebClient, view: str, message: str) -> None:
    answer = refusal(web.api_call, api_method="views.open", json={"trigger_id": "1.2.x", "view": view})
    assert answer["error"] == "invalid_arguments"
    assert message in answer["response_metadata"]["messages"][0]


def test_a_view_over_250_kb_is_too_large(web: WebClient) -> None:
    """Each block may be legal: 100 sections of 3,000 characters are too much together."""
    blocks = [{"type": "section", "text": text("x" * 3000)} for _ in range(90)]
    assert error_of(web.views_open, trigger_id="1.2.x", view=modal(*blocks)) == "view_too_large"


# the stack


def test_the_stack_holds_three_views(web: WebClient, box: Control, trigger: Trigger) -> None:
    """docs.slack.dev/surfaces/modals; docs.slack.dev/reference/methods/views.push"""
    root = web.views_open(trigger_id=trigger(), view=modal(title="one"))["view"]
    second = web.views_push(trigger_id=trigger(), view=modal(title="two"))["view"]
    third = web.views_push(trigger_id=trigger(), view=modal(title="three"))["view"]
    assert (second["previous_view_id"], third["previous_view_id"]) == (root["id"], second["id"])
    assert (second["root_view_id"], third["root_view_id"]) == (root["id"], root["id"])
    assert error_of(web.views_push, trigger_id=trigger(), view=modal(title="four")) == "push_limit_reached"
    assert [view.title for view in box.ann.modals] == ["one", "two", "three"]


def test_without_an_open_modal_there_is_nothing_to_push_on(web: WebClient, trigger: Trigger) -> None:
    assert error_of(web.views_push, trigger_id=trigger(), view=modal()) == "not_found"


# updating


def test_an_update_keeps_the_id_changes_the_hash_and_keeps_what_was_typed(
    web: WebClient, box: Control, trigger: Trigger
) -> None:
    """docs.slack.dev/surfaces/modals: preserved are inputs with the same block_id and action_id"""
    opened = web.views_open(trigger_id=trigger(), view=modal(question("kept"), question("lost")))["view"]
    box.ann.fills({"kept": "typed", "lost": "typed"})
    described = modal(question("kept", initial_value="other"), question("lost", "renamed", initial_value="fresh"))
    changed = web.views_update(view_id=opened["id"], view=described)["view"]
    assert changed["id"] == opened["id"]
    assert changed["hash"] != opened["hash"]
    assert changed["state"]["values"]["kept"]["answer"]["value"] == "typed"
    assert changed["state"]["values"]["lost"]["renamed"]["value"] == "fresh"


def test_a_stale_hash_is_a_conflict(web: WebClient, trigger: Trigger) -> None:
    opened = web.views_open(trigger_id=trigger(), view=modal())["view"]
    changed = web.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(title="two"))["view"]
    stale = {"view_id": opened["id"], "hash": opened["hash"], "view": modal(title="three")}
    assert error_of(web.views_update, **stale) == "hash_conflict"
    assert web.views_update(view_id=opened["id"], hash=changed["hash"], view=modal(title="three"))["ok"]


def test_a_closed_view_cannot_be_updated(web: WebClient, box: Control, trigger: Trigger) -> None:
    opened = web.views_open(trigger_id=trigger(), view=modal())["view"]
    box.ann.closes()
    assert error_of(web.views_update, view_id=opened["id"], view=modal()) == "not_found"


def test_an_external_id_finds_a_view_and_belongs_to_one_only(web: WebClient, trigger: Trigger) -> None:
    web.views_open(trigger_id=trigger(), view=modal(external_id="mine"))
    changed = web.views_update(external_id="mine", view=modal(title="two", external_id="mine"))["view"]
    assert changed["title"]["text"] == "two"
    taken = {"trigger_id": trigger(), "view": modal(external_id="mine")}
    assert error_of(web.views_push, **taken) == "duplicate_external_id"


def test_an_update_must_say_of_what(web: WebClient) -> None:
    answer = refusal(web.api_call, api_method="views.update", json={"view": modal()})
    assert answer["error"] == "invalid_arguments"


# Home tabs


def test_a_home_is_published_for_one_person_and_keeps_its_id(web: WebClient, box: Control) -> None:
    first = web.views_publish(user_id="UANN", view=home("hello"))["view"]
    second = web.views_publish(user_id="UANN", hash=first["hash"], view=home("good evening"))["view"]
    assert second["id"] == first["id"]
    assert "good evening" in box.ann.sees_home().words
    assert box.ben.home is None
    stale = {"user_id": "UANN", "hash": first["hash"], "view": home("too late")}
    assert error_of(web.views_publish, **stale) == "hash_conflict"


@pytest.mark.parametrize("user", ["UNOBODY", "UHEARTH", "UOLA"])
def test_a_home_needs_a_person_who_can_see_it(web: WebClient, user: str) -> None:
    """docs.slack.dev/reference/methods/views.publish: invalid_arguments, "invalid `user_id`" """
    answer = refusal(web.views_publish, user_id=user, view=home("hello"))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] invalid `user_id`"]


def test_a_modal_is_no_home(web: WebClient) -> None:
    assert error_of(web.views_publish, user_id="UANN", view=modal()) == "invalid_arguments"


@pytest.fixture
def closed_shop(tmp_path: Path) -> Iterator[WebClient]:
    """A workspace whose app has neither tab."""
    written = MANIFEST.read_text()
    closed = written.replace("home_tab_enabled: true, messages_tab_enabled: true", "home_tab_enabled: false")
    assert closed != written
    path = tmp_path / "app.yml"
    path.write_text(closed)
    with Sandbox(manifest=path) as sandbox:
        yield WebClient(BOT_TOKEN, base_url=sandbox.api_url, retry_handlers=[])


def test_tabs_that_the_manifest_leaves_out_are_closed(closed_shop: WebClient) -> None:
    """docs.slack.dev/reference/methods: views.publish not_enabled, chat.postMessage messages_tab_disabled"""
    assert error_of(closed_shop.views_publish, user_id="UANN", view=home("hello")) == "not_enabled"
    assert error_of(closed_shop.chat_postMessage, channel="UANN", text="hello") == "messages_tab_disabled"
