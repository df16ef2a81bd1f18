"""Slash commands: docs.slack.dev/interactivity/implementing-slash-commands unless a test names another source."""

from __future__ import annotations

import pytest

from tests.sandbox.conftest import Puppet
from tests.support.hand import Control, Hand, NotPossible


def test_a_command_says_who_typed_what_and_where(box: Control, puppet: Puppet) -> None:
    assert box.ann.types("/handoff acme inc", "C0TEAM").acked
    said = puppet.hears("command")
    assert said["command"] == "/handoff"
    assert said["text"] == "acme inc"
    assert (said["user_id"], said["user_name"]) == ("UANN", "ann")
    assert (said["channel_id"], said["channel_name"]) == ("C0TEAM", "account-team")
    assert (said["team_id"], said["team_domain"]) == ("T0NORTH", "northwind")
    assert (said["api_app_id"], said["is_enterprise_install"]) == ("A0HEARTH", "false")
    assert said["trigger_id"].count(".") == 2
    assert said["response_url"].startswith(box.url)


@pytest.mark.parametrize(
    ("who", "channel", "name"),
    [("UMEG", "C0LEAD", "privategroup"), ("UANN", "D0ANN", "directmessage")],
)
def test_the_name_of_a_private_place_is_not_told(
    box: Control, puppet: Puppet, who: str, channel: str, name: str
) -> None:
    box.hand(who).types("/handoff", channel)
    assert puppet.hears("command")["channel_name"] == name


@pytest.mark.parametrize(
    ("command", "typed", "arrives"),
    [
        ("/handoff", "@ben in #sales", "<@UBEN> in <#C0SALES|sales>"),
        ("/handoff", "<@UBEN|ben> in <#C0SALES>", "<@UBEN> in <#C0SALES|sales>"),
        ("/handoff", "#leadership", "<#C0LEAD|>"),
        ("/handoff", "@nobody of #nothing", "@nobody of #nothing"),
        ("/handoff", "ann@northwind.example", "ann@northwind.example"),
        ("/handoff", "see https://example.com/a?b=c#d now", "see <https://example.com/a?b=c#d> now"),
        ("/echo", "@ben in #sales", "@ben in #sales"),
        ("/echo", "see https://example.com", "see https://example.com"),
        ("/echo", "<@UBEN> in <#C0SALES>", "@ben in #sales"),
    ],
)
def test_names_are_escaped_only_with_should_escape(
    box: Control, puppet: Puppet, command: str, typed: str, arrives: str
) -> None:
    box.meg.types(f"{command} {typed}", "C0SALES")
    assert puppet.hears("command")["text"] == arrives


def test_a_private_channel_the_person_is_not_in_is_no_channel_to_them(box: Control, puppet: Puppet) -> None:
    box.ann.types("/handoff #leadership", "C0SALES")
    assert puppet.hears("command")["text"] == "#leadership"


def test_a_command_does_not_work_in_a_thread(box: Control, puppet: Puppet) -> None:
    ts = box.ann.says("about acme", "C0TEAM")
    outcome = box.ann.types("/handoff", "C0TEAM", thread_ts=ts)
    assert outcome.acked is False
    assert box.ann.notices == ["`/handoff` is not supported in threads. Sorry!"]
    assert puppet.hears_nothing("command")


def test_an_unknown_command_is_answered_by_slack_itself(box: Control, puppet: Puppet) -> None:
    assert box.ann.types("/hand-off acme").error == "not_a_command"
    assert "`/hand-off` is not a valid command." in box.ann.notices
    assert box.ben.notices == []


def test_guests_have_the_command(box: Control, puppet: Puppet) -> None:
    assert box.gus.types("/handoff", "C0TEAM").acked


def test_people_of_another_organisation_do_not_have_it(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/apis/slack-connect: only members of the installing workspace can invoke it."""
    assert box.ola.types("/handoff", "C0SHARED").error == "not_a_command"
    assert puppet.hears_nothing("command")


@pytest.mark.parametrize(
    ("who", "channel", "sentence", "status"),
    [
        ("UANN", "C0LEAD", "Ann Adler sees no conversation 'C0LEAD'", 404),
        ("UDEV", "C0SALES", "Dev Das is not a member of #sales; joining comes first", 400),
        ("UBEN", "C0OLD", "#old-deals is archived: nothing can be typed there", 400),
        ("UDORA", "C0TEAM", "Dora Gone is deactivated and cannot do anything in Slack", 400),
        ("UHEARTH", "C0TEAM", "Hearth is a bot: only people make gestures", 400),
        ("UNOBODY", "C0TEAM", "there is nobody of id 'UNOBODY' in this workspace", 404),
    ],
)
def test_a_command_is_typed_only_where_its_person_can_type(
    box: Control, puppet: Puppet, who: str, channel: str, sentence: str, status: int
) -> None:
    with pytest.raises(NotPossible) as refused:
        box.hand(who).types("/handoff", channel)
    assert (str(refused.value), refused.value.status) == (sentence, status)


def test_a_late_ack_is_told_to_the_person(box: Control, puppet: Puppet) -> None:
    puppet.answers["command"] = lambda ack, _: (box.clock.advance(3.1), ack("too late"))
    outcome = box.ann.types("/handoff acme")
    assert (outcome.acked, outcome.error) == (False, "operation_timeout")
    assert box.ann.notices == ['/handoff failed with the error "operation_timeout"']
    assert "too late" not in box.ann.sees_text()


def test_an_answer_is_ephemeral_unless_it_says_otherwise(box: Control, puppet: Puppet) -> None:
    puppet.answers["command"] = lambda ack, _: ack("Good morning")
    box.ann.types("/handoff", "C0TEAM")
    answer = box.ann.sees_message("Good morning", "C0TEAM")
    assert answer.ephemeral
    assert answer.user == "UHEARTH"
    assert "Good morning" not in box.ben.sees_text("C0TEAM")


def test_an_in_channel_answer_shows_the_typed_command_too(box: Control, puppet: Puppet) -> None:
    puppet.answers["command"] = lambda ack, _: ack("Good morning", response_type="in_channel")
    box.ann.types("/echo hello", "C0TEAM")
    typed, answer = box.ben.messages("C0TEAM")[-2:]
    assert (typed.user, typed.text) == ("UANN", "/echo hello")
    assert (answer.user, answer.text, answer.ephemeral) == ("UHEARTH", "Good morning", False)


def test_an_in_channel_answer_without_words_shows_the_typed_command_alone(box: Control, puppet: Puppet) -> None:
    puppet.answers["command"] = lambda ack, _: ack({"response_type": "in_channel"})
    box.ann.types("/echo hello", "C0TEAM")
    assert (box.ben.messages("C0TEAM")[-1].user, box.ben.messages("C0TEAM")[-1].text) == ("UANN", "/echo hello")


def test_an_answer_that_slack_does_not_take_is_an_error_to_the_person(box: Control, puppet: Puppet) -> None:
    """Seen in Slack as invalid_command_response; not documented."""
    puppet.answers["command"] = lambda ack, _: ack(text="x", blocks=[{"type": "header"}])
    assert box.ann.types("/handoff").error == "invalid_command_response"
    assert box.ann.messages() == []


def test_an_ephemeral_answer_is_gone_after_a_reload(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/messaging, "Ephemeral messages" """
    puppet.answers["command"] = lambda ack, _: ack("Good morning")
    box.ann.types("/handoff")
    box.ann.reloads()
    assert box.ann.messages() == []


def test_what_does_not_begin_with_a_slash_is_no_command(box: Control, puppet: Puppet) -> None:
    with pytest.raises(NotPossible, match="a command starts with a slash"):
        Hand(box.wire, "UANN").types("handoff")
