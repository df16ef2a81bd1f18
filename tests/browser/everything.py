"""A Bolt app to try the page on: it asks with every kind of input, has a Home tab, and remembers what it hears."""

from __future__ import annotations

import copy
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.support.hand import eventually

Json = dict[str, Any]
Open = Callable[..., Page]
"""The fixtures `open_tab` (url, person, channel) and `open_page` (person, channel): they answer a tab."""

MANIFEST = Path(__file__).parents[1] / "sandbox" / "app_manifest.yml"
BOT_TOKEN = "xoxb-sandbox-hearth"
APP_TOKEN = "xapp-sandbox-hearth"

ACCOUNTS = ("Acme", "Acorn Foods", "Bolt & Co", "Zenit")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def asks(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "it", **element},
        **more,
    }


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": action_id, **more}


TIERS = [option("T1"), option("T2"), option("T3")]
EVERY_INPUT = [
    asks("account", "Account", {"type": "external_select", "min_query_length": 2}, hint=plain("A customer we know")),
    asks("tier", "Tier", {"type": "static_select", "options": TIERS}),
    asks("owner", "Owner", {"type": "users_select", "initial_user": "UANN"}),
    asks("team", "Team", {"type": "multi_users_select", "max_selected_items": 2}, optional=True),
    asks("room", "Channel", {"type": "channels_select"}, optional=True),
    asks(
        "rooms",
        "Told in",
        {"type": "multi_conversations_select", "filter": {"include": ["public", "private"]}},
        optional=True,
    ),
    asks("regions", "Regions", {"type": "multi_static_select", "options": [option("North"), option("South")]}),
    asks("linked", "Subsidiaries", {"type": "multi_external_select", "min_query_length": 1}, optional=True),
    asks("why", "Why they bought", {"type": "plain_text_input", "multiline": True, "max_length": 40}),
    asks("nick", "Nickname", {"type": "plain_text_input", "initial_value": "the big one"}),
    asks("value", "Annual value", {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}),
    asks("mail", "E-mail", {"type": "email_text_input"}),
    asks("site", "Website", {"type": "url_text_input"}),
    asks("renews", "Renews on", {"type": "datepicker"}),
    asks("call", "Call at", {"type": "timepicker"}),
    asks("kickoff", "Kickoff", {"type": "datetimepicker"}),
    asks("sides", "Sides", {"type": "checkboxes", "options": [option("Sales"), option("Support")]}),
    asks("sure", "How sure", {"type": "radio_buttons", "options": [option("Certain"), option("Likely")]}),
    asks("note", "Note", {"type": "rich_text_input"}, optional=True),
    {"type": "actions", "block_id": "steps", "elements": [button("Add a promise", "add")]},
]
MISSING = ("Tier", "Owner", "Regions", "Sides", "Why they bought")


def missing(said: Json) -> Json:
    """What a form lacks still, as a line that is drawn anew while somebody fills it in."""
    left = [name for name in MISSING if not any(any(list(held.values())[1:]) for held in said.get(name, {}).values())]
    words = f"Still missing: {', '.join(left)}" if left else "Nothing is missing."
    return {"type": "context", "block_id": "missing", "elements": [{"type": "mrkdwn", "text": words}]}


def live_form(said: Json) -> list[Json]:
    """Every question tells at once, but for the text, which the app would begin anew if Slack let it."""
    tells = {"dispatch_action": True, "optional": True}
    return [
        missing(said),
        asks("Tier", "Tier", {"type": "static_select", "action_id": "live", "options": TIERS}, **tells),
        asks(
            "Account",
            "Account",
            {"type": "external_select", "action_id": "live_account", "min_query_length": 1},
            **tells,
        ),
        asks("Owner", "Owner", {"type": "users_select", "action_id": "live"}, **tells),
        asks("Renews", "Renews on", {"type": "datepicker", "action_id": "live"}, **tells),
        asks("Sides", "Sides", {"type": "checkboxes", "action_id": "live", "options": [option("Sales")]}, **tells),
        asks("Why they bought", "Why they bought", {"type": "plain_text_input", "initial_value": "As it was"}),
    ]


def steps(step: int) -> list[Json]:
    """One of two steps of a form in one view, and a button to the other."""
    asked = asks(f"step{step}", f"Question {step}", {"type": "plain_text_input", "initial_value": f"Answer {step}"})
    turn = button("Turn the page", "turn", value=str(3 - step))
    return [asked, {"type": "actions", "block_id": "turning", "elements": [turn]}]


def many_lines(count: int) -> list[Json]:
    """A long list of lines, each with its menu, and a button under it."""
    menu = {"type": "overflow", "action_id": "change", "options": [option("Edit"), option("Remove")]}
    line = {
        "type": "mrkdwn",
        "text": "*Fewer stops* in the warehouse · from 12 to 3 a week · by Mon 1 June · Dana Ruiz",
    }
    lines = [
        {"type": "section", "block_id": f"line{n}", "text": line, "accessory": {**menu, "action_id": f"change{n}"}}
        for n in range(count)
    ]
    return [*lines, {"type": "actions", "block_id": "adding", "elements": [button("Add an outcome", "add")]}]


PROMISE = [
    asks("what", "What", {"type": "plain_text_input"}),
    {
        "type": "actions",
        "block_id": "more",
        "elements": [button("Add a line", "line"), button("Deeper", "deeper")],
    },
]
HOME = [
    {"type": "header", "text": plain("Your accounts")},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*Acme* waits for you"},
        "accessory": button("Open Acme", "open"),
    },
]


def modal(title: str, callback_id: str, blocks: list[Json], **more: Any) -> Json:
    described = {"type": "modal", "title": plain(title), "callback_id": callback_id, "blocks": blocks}
    return copy.deepcopy({**described, "submit": plain("Send"), "close": plain("Cancel"), **more})


class Everything:
    """What each gesture does stands in `_listen`; `heard` holds the bodies of all that arrived, oldest first.

    While `hold` is cleared, commands, presses and submissions are heard but not acknowledged.
    """

    def __init__(self, api_url: str) -> None:
        self.web = WebClient(BOT_TOKEN, base_url=api_url, retry_handlers=[])
        self.heard: list[Json] = []
        self.hold = threading.Event()
        self.form = EVERY_INPUT
        self._bolt = App(client=self.web, process_before_response=True)
        self._handler = SocketModeHandler(self._bolt, APP_TOKEN)
        self._listen()

    def connect(self) -> None:
        self._handler.connect()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        self._handler.client.auto_reconnect_enabled = False
        self._handler.close()  # type: ignore[no-untyped-call]

    def forget(self) -> None:
        """Everything heard, and whatever a test had changed."""
        self.heard.clear()
        self.hold.set()
        self.form = EVERY_INPUT

    def hears(self, kind: str) -> Json:
        """The newest body of this type (or slash command), waited for."""
        return eventually(
            lambda: next((body for body in reversed(self.heard) if kind in (body["type"], body["name"])), None),
            lambda: f"the app should have heard {kind}; it heard {[body['name'] for body in self.heard]}",
        )

    def answers(self) -> Json:
        """What the newest submission said, `{block_id: value}` with each value object as it came."""
        state = self.hears("view_submission")["view"]["state"]["values"]
        return {block_id: next(iter(values.values())) for block_id, values in state.items()}

    def _remember(self, body: Json, name: str) -> None:
        self.heard.append({"type": "command", **body, "name": name})

    def _listen(self) -> None:
        bolt = self._bolt
        bolt.command("/handoff")(self._handoff)
        bolt.command("/echo")(self._echo)
        bolt.shortcut("start")(self._handoff)
        bolt.shortcut("keep")(self._keep)
        bolt.options("it")(self._options)
        bolt.event("app_home_opened")(self._home)
        bolt.view("every")(self._every)
        bolt.view("promise")(self._promise)
        bolt.action("add")(self._push)
        bolt.action("deeper")(self._push)
        bolt.action("line")(self._line)
        bolt.action("live")(self._live)
        bolt.action("live_account")(self._live)
        bolt.action("turn")(self._turn)
        bolt.options("live_account")(self._options)
        bolt.action(re.compile(""))(self._quiet)

    def _handoff(self, ack: Ack, body: Json) -> None:
        self._remember(body, body.get("command", "shortcut"))
        self.web.views_open(trigger_id=body["trigger_id"], view=modal("The account", "every", self.form))
        ack()

    def _echo(self, ack: Ack, body: Json) -> None:
        """Say it again, to the person alone."""
        self._remember(body, "/echo")
        self.hold.wait(5)
        ack(f"You said *{body['text']}*")

    def _keep(self, ack: Ack, body: Json) -> None:
        self._remember(body, "keep")
        ack()

    def _options(self, ack: Ack, body: Json) -> None:
        wanted = body["value"].lower()
        ack(options=[option(name) for name in ACCOUNTS if wanted in name.lower()])

    def _home(self, event: Json) -> None:
        self._remember(event, "app_home_opened")
        if event["tab"] == "home":
            self.web.views_publish(user_id=event["user"], view={"type": "home", "blocks": HOME})

    def _every(self, ack: Ack, body: Json) -> None:
        self._remember(body, "every")
        self.hold.wait(5)
        said = body["view"]["state"]["values"]
        if "nothing" in (said.get("why", {}).get("it", {}).get("value") or ""):
            ack(response_action="errors", errors={"why": "Say why they bought, in their words."})
        else:
            ack(response_action="push", view=modal("A promise", "promise", PROMISE))

    def _promise(self, ack: Ack, body: Json) -> None:
        self._remember(body, "promise")
        ack(response_action="clear")

    def _push(self, ack: Ack, body: Json) -> None:
        self._remember(body, body["actions"][0]["action_id"])
        self.web.views_push(trigger_id=body["trigger_id"], view=modal("A promise", "promise", PROMISE))
        ack()

    def _line(self, ack: Ack, body: Json) -> None:
        """The same view with one question more; what was typed must stay."""
        self._remember(body, "line")
        grown = [*PROMISE, asks("when", "By when", {"type": "datepicker"})]
        self.web.views_update(
            view_id=body["view"]["id"], hash=body["view"]["hash"], view=modal("A promise", "promise", grown)
        )
        ack()

    def _live(self, ack: Ack, body: Json) -> None:
        """The same questions with another line above them: what was typed and chosen must stay."""
        self._remember(body, "live")
        said = body["view"]["state"]["values"]
        view = modal("The account", "every", live_form(said))
        self.web.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
        ack()

    def _turn(self, ack: Ack, body: Json) -> None:
        self._remember(body, "turn")
        page = int(body["actions"][0]["value"])
        self.web.views_update(view_id=body["view"]["id"], view=modal("The account", "every", steps(page)))
        ack()

    def _quiet(self, ack: Ack, body: Json) -> None:
        self._remember(body, body["actions"][0]["action_id"])
        self.hold.wait(5)
        ack()
