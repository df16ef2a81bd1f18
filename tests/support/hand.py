"""A hand in the sandbox: act as a person over the control API, and read what that person reads."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, Self, TypeVar

import httpx

Json = dict[str, Any]
Seen = TypeVar("Seen")

PATIENCE = 5.0
"""Machine seconds to wait for what an app does in the background."""


class NotPossible(Exception):
    """The sandbox says, in a sentence, why this cannot be done; `status` is 400 or 404."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Outcome:
    """`acked` is None when nothing was sent; `error` is what the person was told; `response` came with the ack."""

    acked: bool | None
    error: str | None = None
    response: Json | None = None


@dataclass(frozen=True)
class Submitted:
    """`sent` is False when Slack's own client stopped it; `errors` stand under the inputs, by block_id."""

    sent: bool
    acked: bool
    errors: dict[str, str]
    response_action: str | None
    error: str | None


@dataclass(frozen=True)
class Message:
    """One message as somebody sees it; `words` is all there is to read in it."""

    channel: str
    json: Json = field(repr=False)
    text: str
    words: str
    ts: str
    user: str
    thread_ts: str | None
    ephemeral: bool

    @property
    def blocks(self) -> list[Json]:
        return list(self.json["blocks"])

    @property
    def where(self) -> Json:
        return {"channel": self.channel, "ts": self.ts}


@dataclass(frozen=True)
class View:
    """A modal or a Home tab as its person sees it."""

    id: str
    type: Literal["modal", "home"]
    callback_id: str
    title: str
    words: str
    json: Json = field(repr=False)

    @property
    def blocks(self) -> list[Json]:
        return list(self.json["blocks"])

    @property
    def state(self) -> dict[str, dict[str, Json]]:
        return dict(self.json["state"])

    @property
    def errors(self) -> dict[str, str]:
        return dict(self.json["errors"])

    @property
    def private_metadata(self) -> str:
        return str(self.json["private_metadata"])

    @property
    def where(self) -> Json:
        return {"home": True} if self.type == "home" else {"view_id": self.id}


class Wire:
    """The control API as calls that raise `NotPossible`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=f"{url}/control", timeout=15, trust_env=False, verify=False)

    def get(self, path: str, **query: Any) -> Json:
        return self._said(self._client.get(path, params={k: v for k, v in query.items() if v is not None}))

    def post(self, path: str, **body: Any) -> Json:
        return self._said(self._client.post(path, json={k: v for k, v in body.items() if v is not None}))

    def delete(self, path: str) -> Json:
        return self._said(self._client.delete(path))

    def close(self) -> None:
        self._client.close()

    def _said(self, answer: httpx.Response) -> Json:
        said: Json = answer.json()
        if not said.get("ok", True):
            raise NotPossible(said["error"], answer.status_code)
        return said


class Hand:
    """A person of the workspace. Verbs act, `sees_…` waits for what must come, plain nouns show what is there now.

    Made of the sandbox's url it has a connection of its own, to be closed: `with Hand(url, "UANN") as ann`.
    """

    def __init__(self, wire: Wire | str, as_: str) -> None:
        self._wire = Wire(wire) if isinstance(wire, str) else wire
        self.id = as_

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._wire.close()

    # acting

    def types(self, text: str, channel: str | None = None, *, thread_ts: str | None = None) -> Outcome:
        """Type `/command text`, in the direct message with the app unless a channel is named."""
        where = channel or self.dm
        return _outcome(self._act("command", channel=where, text=text, thread_ts=thread_ts))

    def says(self, text: str, channel: str | None = None, *, thread_ts: str | None = None) -> str:
        """Write a message, to the app unless a channel is named; return its ts."""
        return str(self._act("message", channel=channel or self.dm, text=text, thread_ts=thread_ts)["ts"])

    def drops(
        self,
        name: str,
        content: str | bytes,
        channel: str | None = None,
        *,
        text: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """Drop a file into a conversation, with the app unless a channel is named; return the file's id."""
        sent = content.encode() if isinstance(content, str) else content
        body = {"channel": channel or self.dm, "name": name, "base64": b64encode(sent).decode()}
        return str(self._act("upload", **body, text=text, thread_ts=thread_ts)["file"])

    def deletes_file(self, file_id: str) -> None:
        """Delete a file of one's own."""
        self._act("delete_file", file=file_id)

    def clicks(
        self,
        action_id: str,
        at: Message | View | None = None,
        *,
        value: str | None = None,
        block_id: str | None = None,
        values: Json | None = None,
    ) -> Outcome:
        """Press a button, in the open modal unless a message or view is named; `value` is an overflow's option."""
        where = self._at(at)
        return _outcome(self._act("click", **where, action_id=action_id, block_id=block_id, value=value, values=values))

    def chooses(
        self, action_id: str, value: Any, at: Message | View | None = None, *, block_id: str | None = None
    ) -> Outcome:
        """Choose in a menu or date picker, or type and press Enter; what an input block keeps to itself is not sent."""
        body = {"as": self.id, **self._at(at), "action_id": action_id, "value": value}
        return _outcome(self._wire.post("/act/choose", **body, block_id=block_id))

    def is_offered(self, action_id: str, query: str, at: Message | View | None = None) -> list[Json]:
        """Type in an external select; the options it shows, groups flattened."""
        said = self._act("options", **self._at(at), action_id=action_id, query=query)
        grouped = [option for group in said["option_groups"] for option in group["options"]]
        return [*said["options"], *grouped]

    def fills(self, values: Json, at: View | None = None) -> Json:
        """Enter values in the open modal, `{block_id: value}`, without sending; its state afterwards."""
        return dict(self._act("fill", view_id=self._modal(at).id, values=values)["state"])

    def submits(self, values: Json | None = None, at: View | None = None) -> Submitted:
        """Enter values, if any, and press the modal's submit button."""
        said = self._act("submit", view_id=self._modal(at).id, values=values)
        return Submitted(said["sent"], said["acked"], said["errors"], said["response_action"], said["error"])

    def closes(self, at: View | None = None, *, clear: bool = False) -> None:
        """Press Cancel, or with `clear` the X that closes the whole stack."""
        self._act("close", view_id=self._modal(at).id, clear=clear)

    def takes(self, callback_id: str, on: Message | None = None) -> Outcome:
        """Take a shortcut, global or on a message."""
        return _outcome(self._act("shortcut", callback_id=callback_id, **(on.where if on else {})))

    def opens_home(self, tab: Literal["home", "messages"] = "home") -> None:
        self._act("open_home", tab=tab)

    def reads(self, channel: str | None = None) -> None:
        """Mark a channel as read."""
        self._act("read", channel=channel or self.dm)

    def reloads(self) -> None:
        """Reload Slack: ephemeral messages are gone."""
        self._act("reload")

    def joins(self, channel: str) -> None:
        self._act("join", channel=channel)

    def leaves(self, channel: str) -> None:
        self._act("leave", channel=channel)

    def creates_channel(self, name: str, *, private: bool = False) -> str:
        """Its id."""
        return str(self._act("create_channel", name=name, private=private)["channel"])

    # seeing, now

    @property
    def sight(self) -> Json:
        """All of GET /control/sees."""
        return self._wire.get("/sees", **{"as": self.id})

    @property
    def dm(self) -> str:
        """The direct message with the app."""
        for channel in self.sight["channels"].values():
            if channel["kind"] == "app":
                return str(channel["id"])
        raise NotPossible(f"{self.id} has no direct message with the app", 404)

    def messages(self, channel: str | None = None, thread_ts: str | None = None) -> list[Message]:
        """A channel (with the app unless named) or a thread of it, oldest first."""
        where = channel or self.dm
        said = self._wire.get("/messages", **{"as": self.id}, channel=where, thread_ts=thread_ts)
        return [_message(where, message) for message in said["messages"]]

    @property
    def modals(self) -> list[View]:
        """The stack, bottom first."""
        return [_view(view) for view in self.sight["views"]]

    @property
    def modal(self) -> View | None:
        """The topmost modal."""
        stack = self.modals
        return stack[-1] if stack else None

    @property
    def home(self) -> View | None:
        view = self.sight["home"]
        return _view(view) if view else None

    @property
    def notices(self) -> list[str]:
        """What Slack itself told this person."""
        return [notice["text"] for notice in self.sight["notices"]]

    def sees_text(self, channel: str | None = None) -> str:
        """Everything to be read: of one channel, or else of the modals, the Home tab, the notices and all channels."""
        if channel is not None:
            return "\n".join(message.words for message in self.messages(channel))
        sight = self.sight
        views = [_view(view) for view in [*sight["views"], *([sight["home"]] if sight["home"] else [])]]
        notices = [notice["text"] for notice in sight["notices"]]
        rooms = [self.sees_text(channel_id) for channel_id in sight["channels"]]
        return "\n".join([*(view.words for view in views), *notices, *rooms])

    # seeing, as soon as it is there

    def sees_modal(self, callback_id: str | None = None) -> View:
        """The topmost modal, waited for."""
        return eventually(
            lambda: view if (view := self.modal) and callback_id in (None, view.callback_id) else None,
            lambda: f"{self.id} should see a modal {callback_id or ''}; open are {self.modals}",
        )

    def sees_message(self, words: str, channel: str | None = None, *, thread_ts: str | None = None) -> Message:
        """The newest message that holds these words, waited for."""
        return eventually(
            lambda: next((m for m in reversed(self.messages(channel, thread_ts)) if words in m.words), None),
            lambda: f"{self.id} should read {words!r}; there is:\n{self.sees_text(channel or self.dm)}",
        )

    def sees_home(self, words: str = "") -> View:
        """The Home tab, once it holds these words."""
        return eventually(
            lambda: view if (view := self.home) and words in view.words else None,
            lambda: f"{self.id}'s Home should say {words!r}; it says:\n{self.home.words if self.home else None}",
        )

    def sees_notice(self, words: str) -> str:
        """What Slack itself says, waited for."""
        return eventually(
            lambda: next((notice for notice in reversed(self.notices) if words in notice), None),
            lambda: f"Slack should tell {self.id} {words!r}; it told {self.notices}",
        )

    def _act(self, gesture: str, **body: Any) -> Json:
        return self._wire.post(f"/act/{gesture}", **{"as": self.id}, **body)

    def _at(self, at: Message | View | None) -> Json:
        return at.where if at is not None else self._modal(None).where

    def _modal(self, at: View | None) -> View:
        view = at or self.modal
        if view is None:
            raise NotPossible(f"{self.id} has no modal open", 404)
        return view


class Time:
    """The sandbox's clock."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    @property
    def now(self) -> float:
        """Epoch seconds."""
        return float(self._wire.get("/state")["now"])

    def advance(self, seconds: float) -> None:
        self._wire.post("/clock", advance=seconds)

    def set(self, moment: float | str) -> None:
        """Epoch seconds, or ISO with a zone."""
        self._wire.post("/clock", set=moment)

    def skip_to(self, moment: float | str, *, step_minutes: float = 30, pause_ms: float = 300) -> None:
        """Begin to go to a later moment step by step; `skips` says whether that is still under way."""
        self._wire.post("/clock", skip_to=moment, step_minutes=step_minutes, pause_ms=pause_ms)

    @property
    def skips(self) -> Json | None:
        """How far a skip under way has come, None when there is none."""
        skip: Json | None = self._wire.get("/clock")["skip"]
        return skip

    def stand(self) -> None:
        self._wire.post("/clock", running=False)

    def run(self) -> None:
        self._wire.post("/clock", running=True)


class Control:
    """The whole sandbox from outside: its people as hands, its clock, and an admin's levers."""

    def __init__(self, url: str) -> None:
        self.wire = Wire(url)
        self.url = url
        self.clock = Time(self.wire)
        self._since = 0
        self.ann, self.ben, self.dev = self.hand("UANN"), self.hand("UBEN"), self.hand("UDEV")
        self.meg, self.sue, self.gus = self.hand("UMEG"), self.hand("USUE"), self.hand("UGUS")
        self.dora, self.ola = self.hand("UDORA"), self.hand("UOLA")

    @property
    def api_url(self) -> str:
        """`base_url` for slack_sdk's clients."""
        return f"{self.url}/api/"

    def hand(self, person_id: str) -> Hand:
        return Hand(self.wire, person_id)

    @property
    def state(self) -> Json:
        return self.wire.get("/state")

    def sees_sockets(self, count: int = 1) -> None:
        """Wait until the app holds this many connections."""
        eventually(
            lambda: True if self.state["app"]["connected"] == count else None,
            lambda: f"{count} sockets should be open, there are {self.state['app']['connected']}",
        )

    def fault(self, method: str, kind: str, **details: Any) -> str:
        """Let a Web API method fail the next time(s); the fault's id."""
        return str(self.wire.post("/faults", method=method, kind=kind, **details)["id"])

    def heal(self) -> None:
        self.wire.delete("/faults")

    def drop_sockets(self, how: Literal["abrupt", "warning", "refresh_requested", "link_disabled"] = "abrupt") -> int:
        return int(self.wire.post("/sockets", drop=how)["dropped"])

    def share(self, channel: str, team: str = "T0ACME", *, pending: bool = False) -> None:
        self.wire.post(f"/channels/{channel}/share", team=team, pending=pending)

    def unshare(self, channel: str, team: str = "T0ACME") -> None:
        self.wire.post(f"/channels/{channel}/unshare", team=team)

    def invite(self, user: str, channel: str) -> None:
        """Bring someone, such as the bot UHEARTH, into a channel."""
        self.wire.post(f"/channels/{channel}/invite", user=user)

    def kick(self, user: str, channel: str) -> None:
        self.wire.post(f"/channels/{channel}/kick", user=user)

    def archive(self, channel: str) -> None:
        self.wire.post(f"/channels/{channel}/archive")

    def unarchive(self, channel: str) -> None:
        self.wire.post(f"/channels/{channel}/unarchive")

    def rename(self, channel: str, name: str) -> None:
        self.wire.post(f"/channels/{channel}/rename", name=name)

    def change(self, person_id: str, **changes: Any) -> None:
        """Change somebody, such as `deleted=True`; apps hear user_change."""
        self.wire.post(f"/people/{person_id}", **changes)

    def welcome(self, person_id: str, name: str, real_name: str, **details: Any) -> Hand:
        """Somebody new joins the workspace; apps hear team_join."""
        self.wire.post("/people", id=person_id, name=name, real_name=real_name, **details)
        return self.hand(person_id)

    def revoke(self, *scopes: str) -> None:
        self.wire.post("/scopes", revoke=list(scopes))

    def grant(self, *scopes: str) -> None:
        self.wire.post("/scopes", grant=list(scopes))

    def traffic(self, *, name: str | None = None, kind: str | None = None) -> list[Json]:
        """What went over the wire since the last reset, oldest first; `name` is a method or a type of envelope."""
        return [
            seen
            for seen in self.wire.get("/traffic", since=self._since)["traffic"]
            if name in (None, seen["name"]) and kind in (None, seen["kind"])
        ]

    def posted(self, since: int = 0) -> list[Json]:
        """Every message that apps posted since the last reset, after number `since`, as it was when it was posted."""
        return list(self.wire.get("/posted", since=since)["posted"])

    @property
    def refused(self) -> dict[str, int]:
        """How often each method was answered 429."""
        return dict(self.wire.get("/rates")["refused"])

    def reset(self) -> None:
        """Back to the seed; open sockets stay."""
        self.wire.post("/reset")
        last = self.wire.get("/traffic", limit=1)["traffic"]
        self._since = last[0]["n"] if last else 0

    def close(self) -> None:
        self.wire.close()


def eventually(look: Callable[[], Seen | None], failure: Callable[[], str], within: float = PATIENCE) -> Seen:
    """Look again and again until there is something to see, at most `within` machine seconds.

    Raises:
        AssertionError: it did not come; the text is `failure()`.
    """
    until = time.monotonic() + within
    while (seen := look()) is None:
        if time.monotonic() > until:
            raise AssertionError(failure())
        time.sleep(0.01)
    return seen


def words_of(blocks: Any) -> Iterator[str]:
    """Every text a person reads in blocks, in order: labels, texts, options, entries in fields."""
    if isinstance(blocks, list):
        for item in blocks:
            yield from words_of(item)
    elif isinstance(blocks, dict):
        if isinstance(blocks.get("text"), str):
            yield blocks["text"]
        for name, item in blocks.items():
            if isinstance(item, dict | list) and name != "confirm":
                yield from words_of(item)


def _message(channel: str, message: Json) -> Message:
    return Message(
        channel=channel,
        json=message,
        text=message["text"],
        words="\n".join([message["text"], *words_of(message["blocks"]), *words_of(message["attachments"])]),
        ts=message["ts"],
        user=message["user"],
        thread_ts=message["thread_ts"],
        ephemeral=message["ephemeral"],
    )


def _view(view: Json) -> View:
    title = (view["title"] or {}).get("text", "")
    return View(
        id=view["id"],
        type=view["type"],
        callback_id=view["callback_id"],
        title=title,
        words="\n".join([title, *words_of(view["blocks"]), *view["errors"].values()]),
        json=view,
    )


def _outcome(said: Json) -> Outcome:
    return Outcome(said["acked"], said["error"], said["response"])
