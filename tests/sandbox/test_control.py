"""The control API: what sandbox/README.md promises of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from starlette.routing import Mount, Route

from sandbox import world
from sandbox.manifest import load as load_manifest
from sandbox.server import build
from sandbox.state import open_workspace
from tests.sandbox.conftest import MANIFEST, MONDAY, Puppet
from tests.support.hand import Control, Hand, NotPossible, eventually

Json = dict[str, Any]


def test_the_state_names_the_app_its_commands_and_the_people(box: Control, puppet: Puppet) -> None:
    state = box.state
    assert state["team"] == {"id": "T0NORTH", "name": "Northwind"}
    assert (state["app"]["name"], state["app"]["connected"], state["app"]["home_tab"]) == ("Hearth", 1, True)
    assert [command["command"] for command in state["commands"]] == ["/handoff", "/echo"]
    assert {shortcut["type"] for shortcut in state["shortcuts"]} == {"global", "message"}
    people = {person["id"]: person for person in state["people"]}
    assert (people["UOLA"]["is_external"], people["UOLA"]["team_name"]) == (True, "Acme")
    assert people["UGUS"]["is_restricted"]
    assert people["UDORA"]["deleted"]
    assert people["UHEARTH"]["is_bot"]


def test_a_person_sees_their_own_channels(box: Control) -> None:
    ann, ola = box.ann.sight, box.ola.sight
    assert "C0LEAD" not in ann["channels"]
    assert ann["channels"]["D0ANN"]["kind"] == "app"
    assert ann["channels"]["C0SHARED"]["is_ext_shared"]
    assert set(ola["channels"]) == {"C0SHARED"}
    assert [section["title"] for section in ann["sections"]] == ["Channels", "Direct messages", "Apps"]


def test_unread_counts_fall_when_a_channel_is_read(box: Control) -> None:
    box.ben.says("news", "C0SALES")
    assert box.ann.sight["channels"]["C0SALES"]["unread"] == 1
    box.ann.reads("C0SALES")
    assert box.ann.sight["channels"]["C0SALES"]["unread"] == 0


def test_nobody_reads_a_channel_they_do_not_see(box: Control) -> None:
    with pytest.raises(NotPossible, match="channel_not_found") as refused:
        box.ann.messages("C0LEAD")
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("/act/command", {"as": "UANN", "chanel": "C0TEAM"}, "'chanel' is unknown; the fields are as, channel, text"),
        ("/act/command", {"as": "UANN"}, "'channel' is missing; 'text' is missing"),
        ("/act/click", {"as": "UANN", "action_id": "x"}, "say where: channel and ts of a message, or view_id"),
        ("/clock", {"advance": 1, "running": True}, "exactly one of advance, set, skip_to and running"),
        ("/clock", {"advance": -1}, "'advance' is -1: input should be greater than or equal to 0"),
        ("/clock", {"set": "noon"}, "'set' is 'noon': epoch seconds or 2026-03-02T09:00+01:00 are expected"),
        ("/clock", {"set": "2026-03-02T09:00"}, "'set' is '2026-03-02T09:00' without a zone"),
        ("/faults", {"method": "chat.update", "kind": "flood"}, "'kind' is 'flood': input should be 'status429'"),
        ("/sockets", {"drop": "gently"}, "'drop' is 'gently'"),
        ("/http", {"send": "ssl_check"}, "start the sandbox with --events-url"),
        ("/channels/C0NONE/share", {"team": "T0ACME"}, "there is no conversation 'C0NONE'"),
        ("/channels/C0TEAM/share", {"team": "T0NONE"}, "the workspace refuses this: team_not_found"),
        ("/channels/C0TEAM/invite", {"user": "UOLA"}, "which #account-team is not shared with"),
        ("/people/UNOBODY", {"deleted": True}, "there is nobody of id 'UNOBODY'"),
        ("/people/UANN", {"shoe_size": 40}, "'shoe_size' is unknown"),
        ("/people/UANN", {"dnd": {"start": "24:00"}}, "'dnd.start' is '24:00'"),
        ("/people/UANN", {"dnd": {"start": "08:00"}}, "start and end are both 08:00"),
        ("/people/UANN", {"status_emoji": "palm_tree"}, "'status_emoji' is 'palm_tree'"),
        ("/people/UANN", {"status_text": "x" * 101}, "at most 100 characters"),
        ("/nothing", {}, "POST /control/nothing is not part of the control API"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_errors_are_sentences(box: Control, path: str, body: Json, sentence: str) -> None:
    with pytest.raises(NotPossible) as refused:
        box.wire.post(path, **body)
    assert sentence in str(refused.value)
    assert refused.value.status in (400, 404)


def test_a_body_that_is_no_json_is_told(box: Control) -> None:
    answer = httpx.post(f"{box.url}/control/clock", content=b"{advance}", trust_env=False)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("the body is no JSON")


def test_the_clock_jumps_stands_and_runs(box: Control) -> None:
    box.clock.stand()
    before = box.clock.now
    box.clock.advance(3600)
    assert box.clock.now == before + 3600
    box.clock.set("2026-03-03T09:30+01:00")
    assert box.state["iso"] == "2026-03-03T08:30:00+00:00"
    assert not box.state["running"]
    box.clock.run()
    assert box.state["running"]


def test_the_time_is_cheap_to_ask_for(box: Control) -> None:
    box.clock.stand()
    box.clock.set(MONDAY)
    assert box.wire.get("/time") == {"now": "2026-03-02T09:00:00+00:00"}


def test_a_scheduled_message_is_posted_when_its_time_comes(box: Control, web: WebClient) -> None:
    """docs.slack.dev/reference/methods/chat.scheduleMessage"""
    box.clock.stand()
    box.invite("UHEARTH", "C0TEAM")
    web.chat_scheduleMessage(channel="C0TEAM", text="Tomorrow", post_at=int(box.clock.now) + 3600)
    box.clock.advance(3500)
    assert "Tomorrow" not in box.ann.sees_text("C0TEAM")
    box.clock.advance(100)
    assert "Tomorrow" in box.ann.sees_text("C0TEAM")


def test_a_fault_strikes_and_can_be_taken_back(box: Control, web: WebClient) -> None:
    box.fault("auth.test", "refuse", error="fatal_error")
    box.fault("auth.test", "status500")
    with pytest.raises(SlackApiError, match="fatal_error"):
        web.auth_test()
    assert [fault["kind"] for fault in box.wire.get("/faults")["faults"]] == ["status500"]
    box.heal()
    assert web.auth_test()["ok"]


def test_sharing_a_channel_is_an_event(box: Control, member: Puppet) -> None:
    """docs.slack.dev/apis/slack-connect: channel_shared, channel_unshared, is_pending_ext_shared."""
    box.share("C0TEAM", pending=True)
    assert box.ann.sight["channels"]["C0TEAM"]["is_pending_ext_shared"]
    box.share("C0TEAM")
    event = member.hears("channel_shared")["event"]
    assert (event["connected_team_id"], event["channel"]) == ("T0ACME", "C0TEAM")
    box.invite("UOLA", "C0TEAM")
    assert "C0TEAM" in box.ola.sight["channels"]
    box.unshare("C0TEAM")
    event = member.hears("channel_unshared")["event"]
    assert (event["previously_connected_team_id"], event["is_ext_shared"]) == ("T0ACME", False)
    assert "C0TEAM" not in box.ola.sight["channels"]


def test_deactivating_somebody_is_an_event(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/user_change"""
    box.change("UBEN", deleted=True)
    user = puppet.hears("user_change")["event"]["user"]
    assert (user["id"], user["deleted"]) == ("UBEN", True)
    with pytest.raises(NotPossible, match="is deactivated"):
        box.ben.says("still here?", "C0SALES")


def test_a_status_is_an_event_and_ends_when_it_was_said_to(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/user_status_changed: at the same time as user_change."""
    box.clock.stand()
    until = int(box.clock.now) + 3600
    box.change("UBEN", status_text="On vacation", status_emoji=":palm_tree:", status_expiration=until)
    for event in ("user_change", "user_status_changed"):
        profile = puppet.hears(event)["event"]["user"]["profile"]
        assert (profile["status_text"], profile["status_emoji"]) == ("On vacation", ":palm_tree:")
        assert profile["status_expiration"] == until
    eventually(
        lambda: True if len(box.traffic(name="events_api")) == 2 else None,
        lambda: "both should have been acknowledged before time passes",
    )
    box.clock.advance(3599)
    assert puppet.web.users_info(user="UBEN")["user"]["profile"]["status_text"] == "On vacation"
    box.clock.advance(1)
    assert puppet.hears("user_status_changed")["event"]["user"]["profile"]["status_emoji"] == ""
    [ben] = [member for member in puppet.web.users_list()["members"] if member["id"] == "UBEN"]
    assert (ben["profile"]["status_text"], ben["profile"]["status_expiration"]) == ("", 0)


def test_only_what_is_subscribed_to_is_heard_of_a_person(box: Control, puppet: Puppet) -> None:
    """The app of these tests subscribes to user_change and not to user_profile_changed."""
    box.change("UBEN", title="Executive")
    assert puppet.hears("user_change")["event"]["user"]["profile"]["title"] == "Executive"
    assert puppet.hears_nothing("user_profile_changed")
    box.revoke("users:read")
    box.change("UBEN", status_text="Lunch")
    assert puppet.hears_nothing("user_status_changed")


def test_quiet_hours_are_an_event_for_who_may_know_them(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/dnd_updated_user"""
    box.change("UBEN", dnd={"enabled": False})
    assert puppet.hears_nothing("dnd_updated_user")
    box.grant("dnd:read")
    box.change("UBEN", dnd={"enabled": True, "start": "20:00", "end": "07:30"})
    event = puppet.hears("dnd_updated_user")["event"]
    assert (event["user"], event["dnd_status"]["dnd_enabled"]) == ("UBEN", True)
    assert puppet.hears_nothing("user_change")


def test_somebody_new_is_an_event(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/events/team_join"""
    nia = box.welcome("UNIA", "nia", "Nia New", tz="Asia/Tokyo")
    assert puppet.hears("team_join")["event"]["user"]["tz"] == "Asia/Tokyo"
    assert nia.types("/handoff").acked


@pytest.mark.parametrize(
    ("do", "event"),
    [
        (lambda box: box.archive("C0TEAM"), "channel_archive"),
        (lambda box: (box.archive("C0TEAM"), box.unarchive("C0TEAM")), "channel_unarchive"),
        (lambda box: box.rename("C0TEAM", "customers"), "channel_rename"),
        (lambda box: box.kick("UHEARTH", "C0TEAM"), "member_left_channel"),
    ],
    ids=["archive", "unarchive", "rename", "kick"],
)
def test_an_admins_hand_is_an_event(box: Control, member: Puppet, do: Any, event: str) -> None:
    do(box)
    member.hears(event)


def test_scopes_can_be_taken_and_given(box: Control, web: WebClient) -> None:
    box.revoke("users:read")
    with pytest.raises(SlackApiError, match="missing_scope"):
        web.users_info(user="UANN")
    box.grant("users:read")
    assert web.users_info(user="UANN")["user"]["real_name"] == "Ann Adler"


def test_an_uninstalled_app_is_nobody(box: Control, web: WebClient) -> None:
    box.wire.post("/app", installed=False)
    with pytest.raises(SlackApiError, match="account_inactive"):
        web.auth_test()
    box.wire.post("/app", installed=True)
    assert web.auth_test()["ok"]


def test_reset_puts_everything_back(box: Control, puppet: Puppet) -> None:
    box.ann.says("forget this", "C0SALES")
    box.ann.types("/hand-off")
    box.change("UBEN", deleted=True)
    box.clock.stand()
    box.clock.advance(86_400)
    box.reset()
    assert "forget this" not in box.ann.sees_text("C0SALES")
    assert box.ann.notices == []
    assert not next(person for person in box.state["people"] if person["id"] == "UBEN")["deleted"]
    assert box.state["running"]
    assert box.clock.now < MONDAY + 3600
    assert box.state["app"]["connected"] == 1


def test_reset_gives_up_what_was_under_way(box: Control) -> None:
    box.clock.stand()
    box.ann.says("nobody hears this")
    box.reset()
    box.clock.stand()
    box.clock.advance(600)
    assert "nobody hears this" not in str(box.traffic(kind="socket"))


def test_the_traffic_shows_both_directions_and_no_token(box: Control, puppet: Puppet) -> None:
    box.ann.types("/handoff acme")
    puppet.web.auth_test()
    [sent] = box.traffic(name="slash_commands")
    assert (sent["direction"], sent["kind"], sent["status"], sent["as"]) == ("out", "socket", 200, "UANN")
    assert sent["request"]["payload"]["text"] == "acme"
    assert box.traffic(name="auth.test")[-1]["direction"] == "in"
    assert "xoxb-sandbox-hearth" not in json.dumps(box.traffic())


def test_the_traffic_is_asked_for_from_where_one_left_off(box: Control, web: WebClient) -> None:
    web.auth_test()
    web.api_test()
    *_, first, second = box.wire.get("/traffic")["traffic"]
    assert [seen["name"] for seen in box.wire.get("/traffic", since=first["n"])["traffic"]] == ["api.test"]
    assert box.wire.get("/traffic", since=second["n"])["traffic"] == []
    assert [seen["name"] for seen in box.wire.get("/traffic", limit=1)["traffic"]] == ["api.test"]


def test_changes_are_streamed_to_those_they_touch(box: Control) -> None:
    with httpx.stream("GET", f"{box.url}/control/events?as=UOLA", trust_env=False) as stream:
        lines = stream.iter_lines()

        def next_version() -> int:
            data = next(line for line in lines if line.startswith("data:"))
            return int(json.loads(data.removeprefix("data:"))["version"])

        first = next_version()
        box.ann.says("not for Ola", "D0ANN")
        box.ann.says("for Ola", "C0SHARED")
        second = next_version()
    assert second >= first + 2


def test_a_page_that_is_not_there_is_no_error(box: Control) -> None:
    assert httpx.get(box.url, trust_env=False).status_code == 200
    assert httpx.get(f"{box.url}/page/nothing.js", trust_env=False).status_code == 404


def test_a_hand_can_be_made_of_a_url(box: Control) -> None:
    with Hand(box.url, "UANN") as ann:
        ann.says("hello", "C0SALES")
    assert "hello" in box.ben.sees_text("C0SALES")


def test_the_readme_has_an_example_of_every_route() -> None:
    readme = Path("sandbox/README.md").read_text()
    examples = {re.sub(r"/(C0TEAM|UBEN|F1)\b", "/*", found) for found in re.findall(r"curl.*?\$BOX(/[\w/]+)", readme)}
    listed = {re.sub(r"\{\w+\}", "*", route.path) for route in routes()}
    assert examples == listed


def routes() -> list[Route]:
    """Those of the control API, read from a sandbox that never runs."""
    workspace = open_workspace(world.load(), load_manifest(MANIFEST))
    [control] = [
        route
        for route in build(workspace, "http://nowhere").routes
        if isinstance(route, Mount) and route.path == "/control"
    ]
    return [route for route in control.routes if isinstance(route, Route)]
