"""The doors that are not in a message: shortcuts, the app's Home, and plain words."""

from __future__ import annotations

from typing import Literal

from sandbox.delivery.response_urls import Occasion
from sandbox.gestures.places import Places
from sandbox.gestures.refused import Impossible, unseen
from sandbox.gestures.stage import Outcome, Stage, failure
from sandbox.gestures.typing import Typing
from sandbox.manifest import Shortcut
from sandbox.workspace import Content, Json, Member, Message, Refused
from sandbox.workspace.files import LARGEST
from sandbox.workspace.wire import view_object


class Entrances:
    """How a person turns to the app of their own accord."""

    def __init__(self, stage: Stage, places: Places) -> None:
        self._stage = stage
        self._places = places

    async def shortcut(
        self, person_id: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Outcome:
        """Use a global shortcut, or a message shortcut on the message `ts` of `channel`.

        People of another organisation have none of them (docs.slack.dev/apis/slack-connect).

        Raises:
            Impossible: there is no such shortcut, or it needs a message and none was named.
        """
        stage = self._stage
        person = stage.person(person_id)
        shortcut = self._known(person, callback_id)
        trigger = stage.triggers.issue(person.id)
        if shortcut.type == "global":
            payload = stage.payloads.shortcut(person, callback_id, trigger)
        else:
            payload = self._on_message(person, shortcut, channel, ts, trigger)
        ack = await stage.send("interactive", payload)
        if not ack.arrived:
            bot = stage.workspace.bot.real_name
            stage.workspace.notify(person.id, f"{bot} did not respond to “{shortcut.name}” ({failure(ack)}).")
            return Outcome(False, error=failure(ack))
        return Outcome(True)

    def open_home(self, person_id: str, tab: Literal["home", "messages"] = "home") -> None:
        """Open the app from the sidebar; it hears `app_home_opened` (docs.slack.dev/reference/events/app_home_opened).

        Raises:
            Impossible: the tab is off, or the person is of another organisation.
        """
        stage = self._stage
        workspace = stage.workspace
        person = stage.person(person_id)
        if workspace.is_outsider(person):
            raise unseen(f"{person.real_name} is of another organisation and does not have {workspace.bot.real_name}")
        if not (workspace.manifest.home_tab if tab == "home" else workspace.manifest.messages_tab):
            raise Impossible(f"{workspace.bot.real_name} has no {tab} tab")
        channel, _ = workspace.open_dm(workspace.bot.id, person.id)
        event: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab}
        view = workspace.views.home(person.id)
        if tab == "home" and view is not None:
            event["view"] = view_object(workspace, view)
        workspace.emit(event, channel.id)

    def say(self, person_id: str, channel_id: str, text: str, thread_ts: str | None = None) -> Message:
        """Write a message.

        Raises:
            Impossible: the person cannot write there, wrote nothing, or wrote a command.
        """
        stage = self._stage
        person = stage.person(person_id)
        channel = stage.composer(person, channel_id)
        if text.startswith("/"):
            raise Impossible("text that starts with a slash is a command, not a message")
        try:
            content = Content(Typing(stage.workspace, person).message(text))
            return stage.workspace.post(channel.id, content, by=person.id, thread_ts=thread_ts)
        except Refused as refused:
            raise Impossible(f"Slack refuses the message: {refused.error}") from None

    def drop_file(
        self, person_id: str, channel_id: str, name: str, content: bytes, text: str = "", thread_ts: str | None = None
    ) -> Message:
        """Drop a file into a conversation, with or without words; apps hear a `file_share` message and `file_shared`.

        Sources: docs.slack.dev/reference/events/message/file_share, docs.slack.dev/reference/events/file_shared.

        Raises:
            Impossible: the person cannot write there; the file is empty or larger than Slack takes.
        """
        stage = self._stage
        person = stage.person(person_id)
        channel = stage.composer(person, channel_id)
        if not 0 < len(content) <= LARGEST:
            raise Impossible(f"{name!r} has {len(content)} bytes; Slack takes files of 1 to {LARGEST} bytes")
        if text.startswith("/"):
            raise Impossible("text that starts with a slash is a command and takes no file along")
        try:
            said = Typing(stage.workspace, person).message(text)
            file = stage.workspace.add_file(name, content, by=person.id, channel_id=channel.id)
            shared = Content(said, files=(file.id,))
            return stage.workspace.post(channel.id, shared, by=person.id, thread_ts=thread_ts, subtype="file_share")
        except Refused as refused:
            raise Impossible(f"Slack refuses the file: {refused.error}") from None

    def delete_file(self, person_id: str, file_id: str) -> None:
        """Delete a file of one's own.

        Raises:
            Impossible: there is no such file, or it is somebody else's.
        """
        stage = self._stage
        person = stage.person(person_id)
        file = stage.workspace.files.get(file_id)
        if file is None or file.deleted or file.user != person.id:
            raise unseen(f"{person.real_name} has no file {file_id!r} to delete")
        stage.workspace.delete_file(file)

    def _known(self, person: Member, callback_id: str) -> Shortcut:
        workspace = self._stage.workspace
        shortcuts = [] if workspace.is_outsider(person) else workspace.manifest.shortcuts
        for shortcut in shortcuts:
            if shortcut.callback_id == callback_id:
                return shortcut
        there = ", ".join(repr(shortcut.callback_id) for shortcut in shortcuts) or "none"
        raise unseen(f"{person.real_name} has no shortcut {callback_id!r}; there is {there}")

    def _on_message(
        self, person: Member, shortcut: Shortcut, channel: str | None, ts: str | None, trigger: str
    ) -> Json:
        if channel is None or ts is None:
            raise Impossible(f"“{shortcut.name}” is in the menu of a message: say channel and ts")
        place = self._places.message(person, channel, ts)
        if place.message.ephemeral:
            raise Impossible(f"{place.title} is visible to one person only and has no menu of shortcuts")
        thread_ts = place.message.thread_ts if place.message.is_reply else None
        url = self._stage.urls.issue(Occasion(person.id, channel, source=place.message, thread_ts=thread_ts))
        return self._stage.payloads.message_shortcut(
            person, place.channel, place.message, shortcut.callback_id, url, trigger
        )
