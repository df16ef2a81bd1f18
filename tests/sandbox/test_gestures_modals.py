"""Modals: docs.slack.dev/surfaces/modals unless a test names another source."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.conftest import Puppet
from tests.support.hand import Control, NotPossible, View

Json = dict[str, Any]

TROUBLE = "We had some trouble connecting. Try again?"


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def asks(kind: str, block_id: str = "ask", *, optional: bool = False, **more: Any) -> Json:
    element = {"type": kind, "action_id": "it", **more}
    return {"type": "input", "block_id": block_id, "label": plain("Question"), "optional": optional, "element": element}


def modal(*blocks: Json, title: str = "Form", **more: Any) -> Json:
    shown = list(blocks) or [asks("plain_text_input")]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain(title),
        "submit": plain("Save"),
        "blocks": shown,
        **more,
    }


def opened(box: Control, puppet: Puppet, *blocks: Json, **more: Any) -> View:
    """A modal in front of Ann."""
    box.ann.types("/handoff")
    puppet.opens(modal(*blocks, **more), puppet.hears("command")["trigger_id"])
    return box.ann.sees_modal()


def pushed(box: Control, puppet: Puppet, **more: Any) -> View:
    """A second modal on top, put there by a submit of the first."""
    puppet.answers["view_submission"] = lambda ack, _: ack(response_action="push", view=modal(title="Above", **more))
    box.ann.submits({"ask": "x"})
    del puppet.answers["view_submission"]
    return box.ann.sees_modal()


def test_a_submission_carries_the_view_with_all_its_state(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/interaction-payloads/view-interactions-payload"""
    view = opened(
        box,
        puppet,
        asks("plain_text_input", "name"),
        asks("datepicker", "day", initial_date="2026-03-02"),
        asks("plain_text_input", "note", optional=True),
        private_metadata="account 7",
    )
    submitted = box.ann.submits({"name": "Acme"})
    assert (submitted.sent, submitted.acked, submitted.response_action) == (True, True, None)
    said = puppet.hears("view_submission")
    assert (said["view"]["id"], said["view"]["private_metadata"]) == (view.id, "account 7")
    assert said["view"]["state"]["values"] == {
        "name": {"it": {"type": "plain_text_input", "value": "Acme"}},
        "day": {"it": {"type": "datepicker", "selected_date": "2026-03-02"}},
        "note": {"it": {"type": "plain_text_input", "value": None}},
    }
    assert said["user"]["id"] == "UANN"
    assert said["response_urls"] == []
    assert said["trigger_id"]


def test_an_empty_ack_closes_the_modal(box: Control, puppet: Puppet) -> None:
    opened(box, puppet)
    box.ann.submits({"ask": "x"})
    assert box.ann.modals == []


@pytest.mark.parametrize(
    ("block", "value", "sentence"),
    [
        (asks("plain_text_input"), "", "Please complete this required field."),
        (asks("plain_text_input", min_length=3), "ab", "Please enter at least 3 characters; there are 2."),
        (asks("plain_text_input", max_length=3), "abcd", "Please enter at most 3 characters; there are 4."),
        (
            asks("plain_text_input", min_length=3, optional=True),
            "ab",
            "Please enter at least 3 characters; there are 2.",
        ),
        (asks("number_input", is_decimal_allowed=False), "1.5", "Please enter a whole number."),
        (asks("number_input", is_decimal_allowed=True), "a few", "Please enter a number; 'a few' is none."),
        (asks("number_input", is_decimal_allowed=False, min_value="3"), "2", "Please enter a number of at least 3."),
        (
            asks("number_input", is_decimal_allowed=True, max_value="3.5"),
            "3.6",
            "Please enter a number of at most 3.5.",
        ),
        (asks("email_text_input"), "ann at northwind", "Please enter a valid e-mail address."),
        (asks("url_text_input"), "example", "Please enter a valid URL, such as https://example.com."),
        (asks("users_select"), "", "Please complete this required field."),
        (asks("multi_users_select"), [], "Please complete this required field."),
    ],
    ids=lambda value: str(value)[:50],
)
def test_slacks_client_stops_what_cannot_be_right(
    box: Control, puppet: Puppet, block: Json, value: Any, sentence: str
) -> None:
    """docs.slack.dev/reference/block-kit/block-elements, each element's page; the words are the sandbox's own."""
    opened(box, puppet, block)
    submitted = box.ann.submits({"ask": value})
    assert (submitted.sent, submitted.errors) == (False, {"ask": sentence})
    assert sentence in box.ann.sees_modal().words
    assert puppet.hears_nothing("view_submission")


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (asks("plain_text_input", optional=True, min_length=3), ""),
        (asks("plain_text_input", min_length=3, max_length=3), "abc"),
        (asks("number_input", is_decimal_allowed=True, min_value="1.5", max_value="1.5"), "1.50"),
        (asks("email_text_input"), "ann@northwind.example"),
        (asks("url_text_input"), "https://northwind.example/a?b=c"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_may_be_right_is_sent(box: Control, puppet: Puppet, block: Json, value: Any) -> None:
    opened(box, puppet, block)
    assert box.ann.submits({"ask": value}).sent


def test_errors_stand_under_their_inputs_until_these_change(box: Control, puppet: Puppet) -> None:
    view = opened(box, puppet)
    puppet.answers["view_submission"] = lambda ack, _: ack(response_action="errors", errors={"ask": "Acme is taken."})
    submitted = box.ann.submits({"ask": "Acme"})
    assert (submitted.response_action, submitted.errors) == ("errors", {"ask": "Acme is taken."})
    assert box.ann.sees_modal().errors == {"ask": "Acme is taken."}
    box.ann.fills({"ask": "Globex"})
    assert box.ann.sees_modal().errors == {}
    assert box.ann.sees_modal().id == view.id


def test_errors_for_a_block_that_is_no_input_are_not_understood(box: Control, puppet: Puppet) -> None:
    """The key is the block_id of an input block; with another, Slack says that it had trouble connecting."""
    opened(box, puppet)
    puppet.answers["view_submission"] = lambda ack, _: ack(response_action="errors", errors={"elsewhere": "No."})
    submitted = box.ann.submits({"ask": "x"})
    assert submitted.error is not None
    assert "elsewhere" in submitted.error
    assert box.ann.notices == [TROUBLE]
    assert box.ann.modal is not None


def test_update_changes_the_view_and_keeps_what_was_typed(box: Control, puppet: Puppet) -> None:
    """The same block_id and action_id keep their input."""
    view = opened(box, puppet, asks("plain_text_input", "kept"), asks("plain_text_input", "gone"))
    changed = modal(asks("plain_text_input", "kept"), asks("plain_text_input", "fresh"), title="Next")
    puppet.answers["view_submission"] = lambda ack, _: ack(response_action="update", view=changed)
    box.ann.submits({"kept": "Acme", "gone": "x"})
    after = box.ann.sees_modal()
    assert (after.id, after.title) == (view.id, "Next")
    assert after.json["hash"] != view.json["hash"]
    assert {name: held["it"]["value"] for name, held in after.state.items()} == {"kept": "Acme", "fresh": None}


T1 = {"text": plain("T1"), "value": "t1"}


@pytest.mark.parametrize(
    ("element", "value", "held"),
    [
        ({"type": "static_select", "options": [T1]}, "t1", {"selected_option": T1}),
        ({"type": "external_select", "min_query_length": 1}, "t1", {"selected_option": T1}),
        ({"type": "users_select"}, "UDEV", {"selected_user": "UDEV"}),
        ({"type": "datepicker"}, "2026-03-05", {"selected_date": "2026-03-05"}),
        ({"type": "checkboxes", "options": [T1]}, ["t1"], {"selected_options": [T1]}),
    ],
    ids=lambda value: value.get("type") if isinstance(value, dict) else "",
)
def test_a_choice_that_dispatches_brings_all_that_was_typed_and_leaves_it_there(
    box: Control, puppet: Puppet, element: Json, value: Any, held: Json
) -> None:
    """docs.slack.dev/reference/block-kit/blocks/input-block, dispatch_action; an answer by views.update keeps input."""
    question = {**asks("", "choice"), "element": {**element, "action_id": "pick"}, "dispatch_action": True}
    view = opened(box, puppet, question, asks("plain_text_input", "why"))
    box.ann.fills({"why": "Fewer stops"})
    puppet.answers["block_suggestion"] = lambda ack, _: ack(options=[T1])
    if element["type"] == "external_select":
        box.ann.is_offered("pick", "t")
    assert box.ann.chooses("pick", value).acked
    said = puppet.hears("block_actions")["view"]
    assert said["state"]["values"]["why"]["it"]["value"] == "Fewer stops"
    assert said["state"]["values"]["choice"]["pick"].items() >= held.items()
    again = [
        question,
        asks("plain_text_input", "why", initial_value="Old"),
        asks("plain_text_input", "new", initial_value="Begun"),
    ]
    puppet.web.views_update(view_id=view.id, hash=said["hash"], view=modal(*again))
    state = box.ann.sees_modal().state
    assert [state[name]["it"]["value"] for name in ("why", "new")] == ["Fewer stops", "Begun"]
    assert state["choice"]["pick"].items() >= held.items()


def test_a_button_in_a_modal_pushes_one_above_and_that_one_another(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/methods/views.push: with the trigger of the press."""
    press = {
        "type": "actions",
        "block_id": "more",
        "elements": [{"type": "button", "action_id": "add", "text": plain("Add")}],
    }
    opened(box, puppet, asks("plain_text_input"), press)
    for title in ("Second", "Third"):
        box.ann.clicks("add")
        puppet.web.views_push(trigger_id=puppet.hears("block_actions")["trigger_id"], view=modal(press, title=title))
    assert [view.title for view in box.ann.modals] == ["Form", "Second", "Third"]


def test_push_stacks_up_to_three_views(box: Control, puppet: Puppet) -> None:
    root = opened(box, puppet)
    second = pushed(box, puppet)
    third = pushed(box, puppet)
    assert [view.id for view in box.ann.modals] == [root.id, second.id, third.id]
    assert third.json["root_view_id"] == root.id
    puppet.answers["view_submission"] = lambda ack, _: ack(response_action="push", view=modal())
    assert "push_limit_reached" in str(box.ann.submits({"ask": "x"}).error)
    assert box.ann.notices == [TROUBLE]
    assert len(box.ann.modals) == 3


def test_clear_closes_the_whole_stack(box: Control, puppet: Puppet) -> None:
    opened(box, puppet)
    pushed(box, puppet)
    puppet.answers["view_submission"] = lambda ack, _: ack(response_action="clear")
    assert box.ann.submits({"ask": "x"}).response_action == "clear"
    assert box.ann.modals == []


def test_only_the_topmost_modal_is_in_reach(box: Control, puppet: Puppet) -> None:
    root = opened(box, puppet)
    pushed(box, puppet)
    with pytest.raises(NotPossible, match="only the topmost can be used"):
        box.ann.submits({"ask": "x"}, at=root)


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x" * 25}}},
        {"response_action": "dance"},
        {"text": "ok"},
    ],
    ids=["a view that is refused", "no such action", "a text"],
)
def test_an_ack_that_slack_does_not_understand_leaves_the_modal_open(
    box: Control, puppet: Puppet, answer: Json
) -> None:
    """github.com/slackapi/bolt-js/issues/1208: an invalid body shows the same words as a late one."""
    opened(box, puppet)
    puppet.answers["view_submission"] = lambda ack, _: ack(**answer)
    submitted = box.ann.submits({"ask": "x"})
    assert submitted.acked
    assert submitted.error
    assert box.ann.notices == [TROUBLE]
    assert box.ann.modal is not None


def test_a_late_ack_leaves_the_modal_open_and_can_be_tried_again(box: Control, puppet: Puppet) -> None:
    opened(box, puppet)
    puppet.answers["view_submission"] = lambda ack, _: (box.clock.advance(3.1), ack())
    submitted = box.ann.submits({"ask": "Acme"})
    assert (submitted.acked, submitted.error) == (False, "operation_timeout")
    assert box.ann.notices == [TROUBLE]
    del puppet.answers["view_submission"]
    assert box.ann.submits().acked
    assert box.ann.modals == []


def test_a_modal_is_submitted_once_at_a_time(box: Control, puppet: Puppet) -> None:
    view = opened(box, puppet)
    seen: list[Any] = []

    def submit_again(ack: Any, _: Json) -> None:
        seen.append(box.ann.sees_modal().json["pending"])
        with pytest.raises(NotPossible, match="is being submitted already"):
            box.ann.submits(at=view)
        ack()

    puppet.answers["view_submission"] = submit_again
    assert box.ann.submits({"ask": "x"}).acked
    assert seen == [True]


def test_a_modal_without_a_submit_button_is_not_submitted(box: Control, puppet: Puppet) -> None:
    box.ann.types("/handoff")
    view = {
        "type": "modal",
        "title": plain("Look"),
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Here."}}],
    }
    puppet.opens(view, puppet.hears("command")["trigger_id"])
    with pytest.raises(NotPossible, match="has no submit button"):
        box.ann.submits()


def test_cancel_tells_the_app_if_it_asked(box: Control, puppet: Puppet) -> None:
    view = opened(box, puppet, notify_on_close=True)
    box.ann.closes()
    said = puppet.hears("view_closed")
    assert (said["view"]["id"], said["is_cleared"]) == (view.id, False)
    assert box.ann.modals == []


def test_cancel_goes_unsaid_otherwise(box: Control, puppet: Puppet) -> None:
    opened(box, puppet)
    box.ann.closes()
    assert puppet.hears_nothing("view_closed")


def test_cancel_of_an_upper_view_shows_the_one_below(box: Control, puppet: Puppet) -> None:
    root = opened(box, puppet)
    above = pushed(box, puppet, notify_on_close=True)
    box.ann.closes()
    assert puppet.hears("view_closed")["view"]["id"] == above.id
    assert [view.id for view in box.ann.modals] == [root.id]


def test_the_x_closes_all_and_names_the_root(box: Control, puppet: Puppet) -> None:
    root = opened(box, puppet, notify_on_close=True)
    pushed(box, puppet)
    box.ann.closes(clear=True)
    said = puppet.hears("view_closed")
    assert (said["view"]["id"], said["is_cleared"]) == (root.id, True)
    assert box.ann.modals == []


def test_a_conversation_select_can_bring_a_response_url(box: Control, puppet: Puppet) -> None:
    """docs.slack.dev/reference/block-kit/block-elements/select-menu-element: response_url_enabled."""
    opened(box, puppet, asks("conversations_select", response_url_enabled=True))
    box.ann.submits({"ask": "C0SALES"})
    [url] = puppet.hears("view_submission")["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("ask", "it", "C0SALES")
    assert url["response_url"].startswith(box.url)


def test_a_submission_from_outside_names_the_other_team(box: Control, puppet: Puppet) -> None:
    """github.com/slackapi/bolt-js/issues/1614: `team` is theirs, `view.app_installed_team_id` ours."""
    button = {"type": "button", "action_id": "press", "text": plain("Press")}
    puppet.web.conversations_join(channel="C0SHARED")
    puppet.web.chat_postMessage(channel="C0SHARED", text="x", blocks=[{"type": "actions", "elements": [button]}])
    box.ola.clicks("press", box.ola.messages("C0SHARED")[-1])
    puppet.opens(modal(), puppet.hears("block_actions")["trigger_id"])
    box.ola.submits({"ask": "x"})
    said = puppet.hears("view_submission")
    assert (said["team"]["id"], said["user"]["team_id"]) == ("T0ACME", "T0ACME")
    assert said["view"]["app_installed_team_id"] == "T0NORTH"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"elsewhere": "x"}, "has no block 'elsewhere' to fill in; it has 'ask'"),
        ({"ask": {"that": "x"}}, "“it” (plain_text_input) takes text, not {'that': 'x'}"),
    ],
)
def test_values_are_entered_where_there_is_an_input(box: Control, puppet: Puppet, values: Json, sentence: str) -> None:
    opened(box, puppet)
    with pytest.raises(NotPossible) as refused:
        box.ann.fills(values)
    assert sentence in str(refused.value)


def test_a_value_may_name_its_element(box: Control, puppet: Puppet) -> None:
    opened(box, puppet)
    assert box.ann.fills({"ask": {"it": "x"}})["ask"]["it"]["value"] == "x"


def test_nobody_reaches_another_persons_modal(box: Control, puppet: Puppet) -> None:
    view = opened(box, puppet)
    with pytest.raises(NotPossible, match=f"Ben Brand has no view '{view.id}' open"):
        box.ben.submits({"ask": "x"}, at=view)
