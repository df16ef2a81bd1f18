"""Slash commands: who may type them where, what the app is sent, and what its answer shows."""

from __future__ import annotations

from sandbox.delivery.response_urls import Occasion
from sandbox.gestures.refused import Impossible
from sandbox.gestures.stage import Outcome, Stage, failure
from sandbox.gestures.typing import Typing
from sandbox.workspace import Channel, Json, Member, Refused


class Commands:
    """What happens after a person types a slash and presses Enter."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def type(self, person_id: str, channel_id: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Type a command, such as `/handoff acme`, and wait for the app's answer.

        Everything Slack itself answers (no such command, not in threads, no answer in time) is a notice to the person
        and the outcome's `error`. People of another organisation do not have the command (docs.slack.dev/apis/
        slack-connect); guests do.

        Raises:
            Impossible: the text is no command, or the person cannot type here.
        """
        stage = self._stage
        person = stage.person(person_id)
        channel = stage.composer(person, channel_id)
        name, _, rest = text.strip().partition(" ")
        if not name.startswith("/") or name == "/":
            raise Impossible(f"a command starts with a slash, such as /handoff; {text!r} does not")
        command = next((known for known in stage.workspace.manifest.commands if known.command == name), None)
        if command is None or stage.workspace.is_outsider(person):
            return self._refused(person, f"`{name}` is not a valid command.", "not_a_command")
        if thread_ts is not None:
            return self._refused(person, f"`{name}` is not supported in threads. Sorry!", "not_in_threads")
        typing = Typing(stage.workspace, person)
        said = typing.escaped(rest.strip()) if command.should_escape else typing.plain(rest.strip())
        return await self._send(person, channel, name, said, text.strip())

    async def _send(self, person: Member, channel: Channel, name: str, said: str, typed: str) -> Outcome:
        stage = self._stage
        occasion = Occasion(person.id, channel.id, typed=typed)
        url, trigger = stage.urls.issue(occasion), stage.triggers.issue(person.id)
        payload = stage.payloads.slash_command(person, channel, name, said, url, trigger)
        ack = await stage.send("slash_commands", payload)
        if not ack.arrived:
            return self._failed(person, name, failure(ack))
        if ack.payload:
            return self._answered(person, name, occasion, ack.payload)
        return Outcome(True)

    def _answered(self, person: Member, name: str, occasion: Occasion, response: Json) -> Outcome:
        try:
            self._stage.urls.respond(occasion, response)
        except Refused:
            return self._failed(person, name, "invalid_command_response")
        return Outcome(True, response)

    def _failed(self, person: Member, name: str, error: str) -> Outcome:
        self._stage.workspace.notify(person.id, f'{name} failed with the error "{error}"')
        return Outcome(error == "invalid_command_response", error=error)

    def _refused(self, person: Member, sentence: str, error: str) -> Outcome:
        self._stage.workspace.notify(person.id, sentence)
        return Outcome(False, error=error)
