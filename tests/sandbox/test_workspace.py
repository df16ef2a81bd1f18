"""The workspace itself: who sees what, who hears of which change, and what an ack does to a modal."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from sandbox import manifest, world
from sandbox.clock import Clock
from sandbox.manifest import Manifest
from sandbox.state import open_workspace
from sandbox.workspace import Content, Json, Refused, View, Workspace, compose
from sandbox.workspace.content import sanitized
from sandbox.workspace.inputs import starting_state
from sandbox.workspace.traffic import KEPT, Traffic, masked
from sandbox.world import World

MANIFEST = Path(__file__).parents[2] / "app_manifest.yml"
NINE = 1772442000.0


@pytest.fixture(scope="module")
def described() -> tuple[World, Manifest]:
    return world.load(), manifest.load(MANIFEST)


@pytest.fixture
def workspace(described: tuple[World, Manifest]) -> Workspace:
    return open_workspace(*described, clock=Clock.at(NINE, running=False))


@pytest.fixture
def events(workspace: Workspace) -> list[Json]:
    """The inner events apps could subscribe to, as they happen."""
    heard: list[Json] = []
    workspace.on_event = lambda event, _channel: heard.append(event)
    return heard


def question(block_id: str) -> Json:
    element = {"type": "plain_text_input", "action_id": "answer"}
    return {"type": "input", "block_id": block_id, "label": {"type": "plain_text", "text": "?"}, "element": element}


def modal(title: str, *blocks: Json, **more: Any) -> Json:
    words = {"type": "plain_text", "text": title}
    return {"type": "modal", "title": words, "submit": words, "blocks": list(blocks) or [question("why")], **more}


# seeing


def names(workspace: Workspace, person: str) -> list[str]:
    return [channel.name for channel in workspace.visible_channels(person) if not channel.is_direct]


def test_members_see_public_channels_and_their_own_private_ones(workspace: Workspace) -> None:
    assert names(workspace, "UDEV") == [
        *("general", "sales", "account-team", "acme-shared", "globex-team", "tyrell-team", "old-deals")
    ]
    assert "leadership" in names(workspace, "UMEG")


@pytest.mark.parametrize(("person", "sees"), [("UGUS", ["account-team"]), ("UOLA", ["acme-shared"])])
def test_guests_and_outsiders_see_only_what_they_are_in(workspace: Workspace, person: str, sees: list[str]) -> None:
    assert names(workspace, person) == sees


def test_the_sidebar_has_channels_people_and_apps_and_no_archived_ones(workspace: Workspace) -> None:
    workspace.open_dm("UANN", "UBEN")
    rooms, people, apps = workspace.sections("UBEN")
    named = [workspace.channels[id].name for id in rooms.channels]
    assert named == ["account-team", "acme-shared", "general", "globex-team", "sales", "tyrell-team"]
    assert [workspace.other_side("UBEN", workspace.channels[id]) for id in people.channels] == ["UANN"]
    assert apps.channels == ("D0BEN",)


def test_what_others_say_is_unread_until_read(workspace: Workspace) -> None:
    for text in ("hello", "<@UANN> look", "<!here> all"):
        workspace.post("C0SALES", Content(text), by="UBEN")
    assert len(workspace.unread("UANN", "C0SALES")) == 3
    assert workspace.mentions("UANN", "C0SALES") == 2
    assert workspace.mentions("UMEG", "C0SALES") == 1
    assert workspace.unread("UBEN", "C0SALES") == []
    workspace.mark_read("UANN", "C0SALES")
    assert workspace.unread("UANN", "C0SALES") == []


def test_every_direct_message_calls_and_replies_stay_in_their_thread(workspace: Workspace) -> None:
    parent = workspace.post("D0ANN", Content("hello"), by="UHEARTH")
    workspace.post("D0ANN", Content("more"), by="UHEARTH", thread_ts=parent.ts)
    assert workspace.mentions("UANN", "D0ANN") == 1


def test_only_those_concerned_are_told_to_look_again(workspace: Workspace) -> None:
    async def looks(person: str, change: str) -> bool:
        looking = workspace.subscribe(person)
        await anext(looking)
        following = asyncio.ensure_future(anext(looking))
        await asyncio.sleep(0)
        workspace.post(change, Content("hello"), by="UHEARTH")
        for _ in range(3):
            await asyncio.sleep(0)
        looked = following.done()
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        await looking.aclose()  # type: ignore[attr-defined]
        return looked

    assert asyncio.run(looks("UANN", "D0ANN"))
    assert not asyncio.run(looks("UBEN", "D0ANN"))
    assert asyncio.run(looks("UBEN", "C0SALES"))


# events


def test_a_message_is_an_event_of_its_kind_of_channel(workspace: Workspace, events: list[Json]) -> None:
    for channel in ("D0ANN", "C0SALES", "C0LEAD"):
        workspace.post(channel, Content("hello"), by="UMEG")
    assert [event["channel_type"] for event in events] == ["im", "channel", "group"]


def test_in_a_shared_channel_messages_name_the_author_s_team(workspace: Workspace, events: list[Json]) -> None:
    workspace.post("C0SHARED", Content("hello"), by="UOLA")
    assert (events[0]["user_team"], events[0]["source_team"]) == ("T0ACME", "T0ACME")


def test_ephemeral_messages_are_no_events(workspace: Workspace, events: list[Json]) -> None:
    message = workspace.ephemeral("C0SALES", Content("psst"), to="UANN", by="UHEARTH")
    workspace.update(message, Content("psst!"), by="UHEARTH")
    workspace.delete(message)
    assert events == []


def test_changes_and_deletions_carry_the_message_before(workspace: Workspace, events: list[Json]) -> None:
    message = workspace.post("C0SALES", Content("one"), by="UHEARTH")
    workspace.update(message, Content("two"), by="UHEARTH")
    workspace.delete(message)
    changed, deleted = events[1:]
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "two")
    assert changed["previous_message"]["text"] == "one"
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)


def test_sharing_is_told_and_only_when_it_begins_or_ends(workspace: Workspace, events: list[Json]) -> None:
    """docs.slack.dev/apis/slack-connect: channel_shared, channel_unshared"""
    sales = workspace.channels["C0SALES"]
    workspace.share(sales, "T0ACME", pending=True)
    assert events == []
    workspace.share(sales, "T0ACME")
    workspace.unshare(sales, "T0ACME")
    assert [event["type"] for event in events] == ["channel_shared", "channel_unshared"]
    assert events[1]["is_ext_shared"] is False


def test_joining_and_leaving_are_told_with_a_line_in_the_channel(workspace: Workspace, events: list[Json]) -> None:
    lead = workspace.channels["C0LEAD"]
    workspace.join(lead, "UHEARTH", inviter="UMEG")
    workspace.leave(lead, "UHEARTH")
    assert [event["type"] for event in events] == [
        "message",
        "member_joined_channel",
        "message",
        "member_left_channel",
    ]
    assert events[1]["inviter"] == "UMEG"
    assert events[0]["subtype"] == "group_join"


def test_people_who_come_or_change_are_told(workspace: Workspace, events: list[Json]) -> None:
    workspace.change_person("UDEV", deleted=True)
    assert (events[0]["type"], events[0]["user"]["deleted"]) == ("user_change", True)
    with pytest.raises(Refused) as refused:
        workspace.change_person("UDEV", id="UNEW")
    assert refused.value.error == "invalid_arguments"


def test_an_app_that_is_taken_out_is_told_and_comes_back_as_it_was(workspace: Workspace, events: list[Json]) -> None:
    scopes = list(workspace.installation.scopes)
    workspace.uninstall()
    assert [event["type"] for event in events] == ["app_uninstalled", "tokens_revoked"]
    assert not workspace.installation.installed
    workspace.install()
    assert (workspace.installation.installed, workspace.installation.scopes) == (True, scopes)


def test_two_messages_of_one_moment_have_different_stamps(workspace: Workspace) -> None:
    first, second = (workspace.post("D0ANN", Content("x"), by="UHEARTH") for _ in range(2))
    assert (first.ts, second.ts) == (f"{NINE:.6f}", f"{NINE:.0f}.000001")


# what an ack does to a modal: docs.slack.dev/surfaces/modals


@pytest.fixture
def view(workspace: Workspace) -> View:
    workspace.views.open("UANN", modal("one"))
    return workspace.views.push("UANN", modal("two"))


def titles(workspace: Workspace) -> list[str]:
    return [(view.title or {})["text"] for view in workspace.views.stack("UANN")]


@pytest.mark.parametrize(
    ("response", "after"),
    [
        (None, ["one"]),
        ({}, ["one"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal("three")}, ["one", "three"]),
        ({"response_action": "push", "view": modal("three")}, ["one", "two", "three"]),
        ({"response_action": "errors", "errors": {"why": "Say more"}}, ["one", "two"]),
    ],
)
def test_an_ack_changes_the_stack_as_it_says(
    workspace: Workspace, view: View, response: Json | None, after: list[str]
) -> None:
    workspace.views.apply_response_action("UANN", view, response)
    assert titles(workspace) == after


def test_errors_stand_under_their_inputs_until_one_types(workspace: Workspace, view: View) -> None:
    errors = {"response_action": "errors", "errors": {"why": "Say more"}}
    assert workspace.views.apply_response_action("UANN", view, errors) == {"why": "Say more"}
    workspace.views.fill(view, "why", "answer", {"type": "plain_text_input", "value": "because"})
    assert view.errors == {}


@pytest.mark.parametrize(
    "response",
    [
        {"response_action": "explode"},
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors"},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "push"},
    ],
)
def test_an_ack_that_slack_would_not_take_changes_nothing(workspace: Workspace, view: View, response: Json) -> None:
    with pytest.raises(Refused) as refused:
        workspace.views.apply_response_action("UANN", view, response)
    assert refused.value.error == "invalid_arguments"
    assert titles(workspace) == ["one", "two"]
    assert view.errors == {}


def test_cancelling_goes_one_view_back_and_a_view_may_take_all_with_it(workspace: Workspace, view: View) -> None:
    last = workspace.views.push("UANN", modal("three"))
    assert workspace.views.close(last) == [last]
    view.clear_on_close = True
    assert [(gone.title or {})["text"] for gone in workspace.views.close(view)] == ["two", "one"]


def test_buttons_hold_nothing_and_everything_else_starts_somewhere() -> None:
    date = {"type": "datepicker", "action_id": "when", "initial_date": "2026-03-02"}
    button = {"type": "button", "action_id": "go"}
    people = {"type": "multi_users_select", "action_id": "who"}
    blocks: list[Json] = [{"type": "actions", "block_id": "a", "elements": [date, button, people]}]
    assert starting_state(blocks) == {
        "a": {
            "when": {"type": "datepicker", "selected_date": "2026-03-02"},
            "who": {"type": "multi_users_select", "selected_users": []},
        }
    }


# text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a & b", "a &amp; b"),
        ("a &amp; &lt;b&gt;", "a &amp; &lt;b&gt;"),
        ("&copy; &quot;", "&amp;copy; &amp;quot;"),
        ("1 < 2 > 0", "1 &lt; 2 &gt; 0"),
        ("<@UANN> <#C0SALES|sales> <!here>", "<@UANN> <#C0SALES|sales> <!here>"),
        ("<https://a.example|A & B> <mailto:a@b.example>", "<https://a.example|A & B> <mailto:a@b.example>"),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
    ],
)
def test_only_slack_s_own_markup_keeps_its_brackets(sent: str, kept: str) -> None:
    """docs.slack.dev/messaging/formatting-message-text"""
    assert sanitized(sent) == kept


def test_a_composed_message_names_its_blocks_the_same_way_in_every_run(workspace: Workspace) -> None:
    def composed() -> Json:
        content = compose({"text": "x", "blocks": [{"type": "divider"}]}, workspace.new_word)
        assert content.blocks is not None
        return content.blocks[0]

    first = composed()
    assert composed()["block_id"] != first["block_id"]
    workspace.reset()
    assert composed() == first


# traffic


def test_the_traffic_forgets_the_oldest_and_masks_every_kind_of_token() -> None:
    traffic = Traffic()
    for _ in range(KEPT + 5):
        traffic.add(at=NINE, direction="in", kind="web_api", name="auth.test")
    kept = traffic.since()
    assert (len(kept), kept[0].n, kept[-1].n) == (KEPT, 6, KEPT + 5)
    assert [exchange.n for exchange in traffic.since(KEPT, limit=2)] == [KEPT + 4, KEPT + 5]
    assert masked({"a": ["xoxb-1-2", "xapp-1-A", "xoxe.xoxp-1", "Bearer xoxp-1"]}) == {
        "a": ["xoxb-…", "xapp-…", "xoxe-…", "Bearer xoxp-…"]
    }
