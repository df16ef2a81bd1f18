"""Using elements: docs.slack.dev/reference/interaction-payloads/block_actions-payload unless a test names another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.conftest import Puppet
from tests.support.hand import Control, Message, NotPossible, View

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def button(action_id: str = "press", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Press"), **more}


def actions(*elements: Json, block_id: str = "row") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def asks(element: Json, block_id: str = "ask", **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain("Question"), "element": element, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Save"), "blocks": list(blocks), **more}


def posted(box: Control, puppet: Puppet, *blocks: Json, channel: str = "C0TEAM", who: str = "UANN") -> Message:
    """What the bot has just posted, as `who` sees it."""
    puppet.web.conversations_join(channel=channel)
    puppet.web.chat_postMessage(channel=channel, text="Look", blocks=list(blocks))
    return box.hand(who).messages(channel)[-1]


def opened(box: Control, puppet: Puppet, *blocks: Json, **more: Any) -> View:
    """A modal in front of Ann."""
    box.ann.types("/handoff")
    puppet.opens(modal(*blocks, **more), puppet.hears("command")["trigger_id"])
    return box.ann.sees_modal()


def test_a_button_in_a_message(box: Control, puppet: Puppet) -> None:
    message = posted(box, puppet, actions(button(value="acme", style="primary")))
    assert box.ann.clicks("press", message).acked
    said = puppet.hears("block_actions")
    assert said["user"] == {"id": "UANN", "username": "ann", "name": "ann", "team_id": "T0NORTH"}
    assert said["team"] == {"id": "T0NORTH", "domain": "northwind"}
    assert said["channel"] == {"id": "C0TEAM", "name": "account-team"}
    assert said["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": "C0TEAM",
        "is_ephemeral": False,
    }
    assert (said["message"]["ts"], said["message"]["bot_id"]) == (message.ts, "BHEARTH")
    assert said["response_url"].startswith(box.url)
    [action] = said["actions"]
    assert (action["type"], action["block_id"], action["action_id"]) == ("button", "row", "press")
    assert (action["value"], action["text"]["text"], action["style"]) == ("acme", "Press", "primary")
    assert action["action_ts"]


def test_an_ephemeral_message_is_named_and_not_repeated(box: Control, puppet: Puppet) -> None:
    puppet.web.conversations_join(channel="C0TEAM")
    puppet.web.chat_postEphemeral(channel="C0TEAM", user="UANN", text="Look", blocks=[actions(button())])
    box.ann.clicks("press", box.ann.messages("C0TEAM")[-1])
    said = puppet.hears("block_actions")
    assert said["container"]["is_ephemeral"] is True
    assert "message" not in said


def test_a_button_in_a_modal_comes_with_the_whole_view(box: Control, puppet: Puppet) -> None:
    """The view's hash is in every block_actions payload (docs.slack.dev/surfaces/modals)."""
    view = opened(box, puppet, actions(button()), asks({"type": "plain_text_input", "action_id": "name"}))
    box.ann.fills({"ask": "Acme"})
    assert box.ann.clicks("press").acked
    said = puppet.hears("block_actions")
    assert said["container"] == {"type": "view", "view_id": view.id}
    assert said["view"]["hash"] == view.json["hash"]
    assert said["view"]["state"]["values"]["ask"]["name"] == {"type": "plain_text_input", "value": "Acme"}
    assert "channel" not in said
    assert "response_url" not in said


def test_a_button_on_the_home_tab(box: Control, puppet: Puppet) -> None:
    puppet.web.views_publish(user_id="UANN", view={"type": "home", "blocks": [actions(button())]})
    home = box.ann.home
    assert home is not None
    assert box.ann.clicks("press", home).acked
    said = puppet.hears("block_actions")
    assert (said["container"]["type"], said["view"]["type"]) == ("view", "home")


def test_each_press_brings_a_trigger_of_its_own(box: Control, puppet: Puppet) -> None:
    message = posted(box, puppet, actions(button()))
    box.ann.clicks("press", message)
    box.ann.clicks("press", message)
    first, second = (puppet.hears("block_actions")["trigger_id"] for _ in range(2))
    assert first != second
    puppet.opens(modal(actions(button())), second)
    assert box.ann.modal is not None


def test_a_link_button_sends_too(box: Control, puppet: Puppet) -> None:
    """@slack/types: a button with a url still sends a payload that must be acknowledged."""
    message = posted(box, puppet, actions(button(url="https://example.com")))
    box.ann.clicks("press", message)
    assert puppet.hears("block_actions")["actions"][0]["url"] == "https://example.com"


def test_an_overflow_menu_sends_the_option(box: Control, puppet: Puppet) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("edit"), option("drop")]}
    message = posted(box, puppet, actions(menu))
    assert box.ann.clicks("more", message, value="drop").acked
    assert puppet.hears("block_actions")["actions"][0]["selected_option"] == option("drop")
    with pytest.raises(NotPossible, match="it offers 'drop', 'edit'"):
        box.ann.clicks("more", message, value="keep")


OPTIONS = [option("gold"), option("iron")]

CHOICES: list[tuple[Json, Any, Json]] = [
    ({"type": "static_select", "options": OPTIONS}, "gold", {"selected_option": option("gold")}),
    (
        {"type": "static_select", "option_groups": [{"label": plain("Tiers"), "options": OPTIONS}]},
        "iron",
        {"selected_option": option("iron")},
    ),
    ({"type": "radio_buttons", "options": OPTIONS}, "iron", {"selected_option": option("iron")}),
    ({"type": "checkboxes", "options": OPTIONS}, ["gold", "iron"], {"selected_options": OPTIONS}),
    ({"type": "multi_static_select", "options": OPTIONS}, ["iron"], {"selected_options": [option("iron")]}),
    ({"type": "users_select"}, "UBEN", {"selected_user": "UBEN"}),
    ({"type": "multi_users_select"}, ["UBEN", "UDEV"], {"selected_users": ["UBEN", "UDEV"]}),
    ({"type": "conversations_select"}, "C0TEAM", {"selected_conversation": "C0TEAM"}),
    ({"type": "multi_conversations_select"}, ["C0TEAM"], {"selected_conversations": ["C0TEAM"]}),
    ({"type": "channels_select"}, "C0SALES", {"selected_channel": "C0SALES"}),
    ({"type": "multi_channels_select"}, ["C0SALES"], {"selected_channels": ["C0SALES"]}),
    ({"type": "datepicker"}, "2026-03-02", {"selected_date": "2026-03-02"}),
    ({"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
    ({"type": "datetimepicker"}, 1772442000, {"selected_date_time": 1772442000}),
    ({"type": "plain_text_input"}, "Acme", {"value": "Acme"}),
    ({"type": "number_input", "is_decimal_allowed": True}, 12.5, {"value": "12.5"}),
    ({"type": "email_text_input"}, "ann@northwind.example", {"value": "ann@northwind.example"}),
    ({"type": "url_text_input"}, "https://example.com", {"value": "https://example.com"}),
    ({"type": "static_select", "options": OPTIONS}, "", {"selected_option": None}),
]


@pytest.mark.parametrize(("element", "chosen", "held"), CHOICES, ids=lambda value: str(value)[:40])
def test_each_element_holds_its_own_kind_of_value(
    box: Control, puppet: Puppet, element: Json, chosen: Any, held: Json
) -> None:
    """docs.slack.dev/reference/block-kit/block-elements, each element's page; state.values in both payloads."""
    opened(box, puppet, asks({**element, "action_id": "pick"}, dispatch_action=True))
    assert box.ann.chooses("pick", chosen).acked
    said = puppet.hears("block_actions")
    assert said["actions"][0] | held == said["actions"][0]
    assert said["view"]["state"]["values"]["ask"]["pick"] == {"type": element["type"], **held}


def test_rich_text_is_held_as_rich_text(box: Control, puppet: Puppet) -> None:
    opened(box, puppet, asks({"type": "rich_text_input", "action_id": "note"}))
    state = box.ann.fills({"ask": "Hello"})
    assert state["ask"]["note"]["rich_text_value"]["elements"][0]["elements"][0]["text"] == "Hello"


def test_an_input_block_keeps_its_value_to_itself(box: Control, puppet: Puppet) -> None:
    """Only `dispatch_action: true` sends block_actions from an input block."""
    opened(box, puppet, asks({"type": "static_select", "action_id": "pick", "options": OPTIONS}))
    assert box.ann.chooses("pick", "gold").acked is None
    assert puppet.hears_nothing("block_actions")
    view = box.ann.modal
    assert view is not None
    assert view.state["ask"]["pick"]["selected_option"] == option("gold")


@pytest.mark.parametrize(
    ("element", "chosen", "sentence"),
    [
        ({"type": "static_select", "options": OPTIONS}, "lead", "has no option 'lead'; it offers 'gold', 'iron'"),
        ({"type": "users_select"}, "UDORA", "offers active people; 'UDORA' is none of them"),
        ({"type": "conversations_select"}, "C0LEAD", "offers conversations that UANN sees, not 'C0LEAD'"),
        ({"type": "channels_select"}, "D0ANN", "it is not a public channel"),
        (
            {"type": "conversations_select", "filter": {"include": ["private"]}},
            "C0TEAM",
            "its filter includes only private",
        ),
        (
            {"type": "conversations_select", "filter": {"exclude_external_shared_channels": True}},
            "C0SHARED",
            "its filter leaves out channels shared with other organisations",
        ),
        (
            {"type": "conversations_select", "filter": {"exclude_bot_users": True}},
            "D0ANN",
            "its filter leaves out direct messages with bots",
        ),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["UBEN", "UDEV"], "takes at most 1 items, not 2"),
        ({"type": "datepicker"}, "2 March", "takes a date such as 2026-03-02, not '2 March'"),
        ({"type": "timepicker"}, "half nine", "takes a time such as 09:30, not 'half nine'"),
        ({"type": "datetimepicker"}, "tomorrow", "takes ten digits, seconds since 1970"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_menu_takes_only_what_it_offers(
    box: Control, puppet: Puppet, element: Json, chosen: Any, sentence: str
) -> None:
    opened(box, puppet, asks({**element, "action_id": "pick"}))
    with pytest.raises(NotPossible) as refused:
        box.ann.chooses("pick", chosen)
    assert sentence in str(refused.value)


SEARCH = {"type": "external_select", "action_id": "account"}


def test_an_external_select_asks_the_app_from_the_third_letter(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/block-kit/block-elements/select-menu-element: min_query_length defaults to 3."""
    puppet.answers["block_suggestion"] = lambda ack, _: ack(options=[option("acme")])
    view = opened(box, puppet, asks(SEARCH))
    assert box.ann.is_offered("account", "ac") == []
    assert puppet.hears_nothing("block_suggestion")
    assert box.ann.is_offered("account", "acm") == [option("acme")]
    said = puppet.hears("block_suggestion")
    assert (said["block_id"], said["action_id"], said["value"]) == ("ask", "account", "acm")
    assert (said["container"]["view_id"], said["view"]["id"]) == (view.id, view.id)
    assert "trigger_id" not in said


def test_an_external_select_takes_what_the_app_offered(box: Control, puppet: Puppet) -> None:
    puppet.answers["block_suggestion"] = lambda ack, _: ack(options=[option("acme")])
    opened(box, puppet, asks(SEARCH))
    with pytest.raises(NotPossible, match="it offers nothing yet"):
        box.ann.fills({"ask": "acme"})
    box.ann.is_offered("account", "acme")
    assert box.ann.fills({"ask": "acme"})["ask"]["account"]["selected_option"] == option("acme")


def test_an_external_select_takes_what_it_started_with(box: Control, puppet: Puppet) -> None:
    opened(box, puppet, asks({**SEARCH, "initial_option": option("acme")}))
    assert box.ann.fills({"ask": "acme"})["ask"]["account"]["selected_option"] == option("acme")


def test_options_may_come_in_groups(box: Control, puppet: Puppet) -> None:
    groups = [{"label": plain("Ours"), "options": [option("acme")]}]
    puppet.answers["block_suggestion"] = lambda ack, _: ack(option_groups=groups)
    message = posted(box, puppet, actions({**SEARCH, "min_query_length": 0}))
    assert box.ann.is_offered("account", "", message) == [option("acme")]
    assert puppet.hears("block_suggestion")["container"]["message_ts"] == message.ts
    assert box.ann.chooses("account", "acme", message).acked


@pytest.mark.parametrize(
    "answer",
    [
        {"options": [option(f"account{n}") for n in range(101)]},
        {"options": [{"text": plain("x" * 76), "value": "x"}]},
        {"text": "no options at all"},
    ],
    ids=["101 options", "76 letters", "no options"],
)
def test_options_that_slack_does_not_take_are_not_shown(box: Control, puppet: Puppet, answer: Json) -> None:
    """docs.slack.dev/reference/block-kit: 100 options, 75 characters."""
    puppet.answers["block_suggestion"] = lambda ack, _: ack(**answer)
    opened(box, puppet, asks(SEARCH))
    said = box.wire.post(
        "/act/options", **{"as": "UANN"}, view_id=box.ann.modals[0].id, action_id="account", query="acme"
    )
    assert said["options"] == []
    assert said["error"]


def test_what_one_person_chooses_in_a_message_is_theirs(box: Control, puppet: Puppet) -> None:
    menu = {"type": "static_select", "action_id": "pick", "options": OPTIONS}
    message = posted(box, puppet, actions(menu, button()))
    box.ann.chooses("pick", "gold", message)
    box.ben.clicks("press", message)
    box.ann.clicks("press", message)
    values = [puppet.hears("block_actions")["state"]["values"]["row"]["pick"]["selected_option"] for _ in range(3)]
    assert values == [option("gold"), None, option("gold")]


def test_people_of_another_organisation_can_press(box: Control, puppet: Puppet) -> None:
    """github.com/slackapi/java-slack-sdk/issues/1041: `team` is ours, `user.team_id` is theirs."""
    message = posted(box, puppet, actions(button()), channel="C0SHARED", who="UOLA")
    assert box.ola.clicks("press", message).acked
    said = puppet.hears("block_actions")
    assert (said["team"]["id"], said["user"]["team_id"]) == ("T0NORTH", "T0ACME")


def test_a_late_ack_is_told_to_whoever_pressed(box: Control, puppet: Puppet) -> None:
    """The words are the sandbox's: Slack's client shows a sign beside the element."""
    message = posted(box, puppet, actions(button()))
    puppet.answers["block_actions"] = lambda ack, _: (box.clock.advance(3.1), ack())
    assert box.ann.clicks("press", message).error == "operation_timeout"
    assert box.ann.notices == ["Hearth did not respond (operation_timeout)."]
    assert box.ben.notices == []


def test_an_exception_before_the_ack_is_no_ack(box: Control, puppet: Puppet) -> None:
    """slack_bolt answers 500 inside and sends nothing (adapter/socket_mode/internals.py)."""

    def fails(ack: Any, body: Json) -> None:
        box.clock.advance(3.1)
        raise ValueError("a mistake in the app")

    message = posted(box, puppet, actions(button()))
    puppet.answers["block_actions"] = fails
    assert box.ann.clicks("press", message).error == "operation_timeout"


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("UBEN", "sees no message"), ("USUE", "is not a member of #account-team"), ("UOLA", "sees no conversation")],
)
def test_nobody_presses_what_they_do_not_see(box: Control, puppet: Puppet, who: str, sentence: str) -> None:
    puppet.web.conversations_join(channel="C0TEAM")
    puppet.web.chat_postEphemeral(channel="C0TEAM", user="UANN", text="Look", blocks=[actions(button())])
    message = box.ann.messages("C0TEAM")[-1]
    with pytest.raises(NotPossible, match=sentence):
        box.hand(who).clicks("press", message)


def test_a_button_may_be_for_some_people_only(box: Control, puppet: Puppet) -> None:
    """slack_sdk models/blocks/block_elements.py: visible_to_user_ids."""
    message = posted(box, puppet, actions(button(visible_to_user_ids=["UBEN"])))
    with pytest.raises(NotPossible, match="has no element 'press'"):
        box.ann.clicks("press", message)
    assert box.ben.clicks("press", message).acked


def test_an_element_that_is_not_there(box: Control, puppet: Puppet) -> None:
    message = posted(box, puppet, actions(button("yes"), button("no")))
    with pytest.raises(NotPossible, match="has no element 'maybe'; its elements are 'yes', 'no'"):
        box.ann.clicks("maybe", message)


def test_elements_of_one_name_are_told_apart_by_their_block(box: Control, puppet: Puppet) -> None:
    message = posted(box, puppet, actions(button(value="1"), block_id="a"), actions(button(value="2"), block_id="b"))
    with pytest.raises(NotPossible, match="say which block_id of 'a', 'b'"):
        box.ann.clicks("press", message)
    box.ann.clicks("press", message, block_id="b")
    assert puppet.hears("block_actions")["actions"][0]["value"] == "2"


def test_a_menu_is_not_clicked_and_a_text_is_not_offered_options(box: Control, puppet: Puppet) -> None:
    opened(box, puppet, asks({"type": "static_select", "action_id": "pick", "options": OPTIONS}))
    with pytest.raises(NotPossible, match="choose a value in it instead of clicking"):
        box.ann.clicks("pick")
    with pytest.raises(NotPossible, match="it loads no options from the app"):
        box.ann.is_offered("pick", "gold")


def test_what_sends_cannot_be_filled_in_unnoticed(box: Control, puppet: Puppet) -> None:
    menu = {"type": "static_select", "action_id": "pick", "options": OPTIONS}
    opened(box, puppet, asks(menu, dispatch_action=True))
    with pytest.raises(NotPossible, match="sends when it is used"):
        box.ann.fills({"ask": "gold"})
