"""The shapes in which gestures and events reach the app."""

from __future__ import annotations

from sandbox.workspace import Channel, Json, Member, Message, View, Workspace
from sandbox.workspace.wire import message_object, short_user, view_object


class Payloads:
    """Writes the payloads of docs.slack.dev/reference/interaction-payloads and of the Events API's outer event."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def slash_command(
        self, person: Member, channel: Channel, command: str, text: str, response_url: str, trigger_id: str
    ) -> Json:
        """docs.slack.dev/interactivity/implementing-slash-commands, "Preparing your app to receive commands"."""
        installation, team = self._workspace.installation, self._workspace.team
        return {
            "token": installation.verification_token,
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": channel.id,
            "channel_name": self._channel_name(channel),
            "user_id": person.id,
            "user_name": person.name,
            "command": command,
            "text": text,
            "api_app_id": installation.app_id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": trigger_id,
        }

    def block_actions(self, person: Member, place: Json, action: Json, trigger_id: str) -> Json:
        """docs.slack.dev/reference/interaction-payloads/block_actions-payload; `place` is what the surface adds.

        The team is that of the installation and `user.team_id` the person's own (github.com/slackapi/java-slack-sdk/
        issues/1041), which is the only sign that somebody from outside pressed.
        """
        return {
            "type": "block_actions",
            "user": short_user(person),
            **self._app(),
            "trigger_id": trigger_id,
            "team": self._team(),
            "enterprise": None,
            "is_enterprise_install": False,
            **place,
            "actions": [{**action, "action_ts": self._now()}],
        }

    def block_suggestion(self, person: Member, place: Json, block_id: str, action_id: str, query: str) -> Json:
        """docs.slack.dev/reference/block-kit/block-elements/select-menu-element, "external data source"."""
        return {
            "type": "block_suggestion",
            "user": short_user(person),
            "team": self._team(),
            "enterprise": None,
            "is_enterprise_install": False,
            **self._app(),
            **place,
            "action_id": action_id,
            "block_id": block_id,
            "value": query,
        }

    def shortcut(self, person: Member, callback_id: str, trigger_id: str) -> Json:
        """docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload: no channel, no response_url."""
        return {
            "type": "shortcut",
            **self._app(),
            "action_ts": self._now(),
            "team": self._team(),
            "user": short_user(person),
            "enterprise": None,
            "is_enterprise_install": False,
            "callback_id": callback_id,
            "trigger_id": trigger_id,
        }

    def message_shortcut(
        self, person: Member, channel: Channel, message: Message, callback_id: str, response_url: str, trigger_id: str
    ) -> Json:
        """The same page; it names the message on which the shortcut was used."""
        return {
            **self.shortcut(person, callback_id, trigger_id),
            "type": "message_action",
            "channel": self.channel(channel),
            "message_ts": message.ts,
            "message": message_object(self._workspace, message),
            "response_url": response_url,
        }

    def view_submission(self, person: Member, view: View, response_urls: list[Json], trigger_id: str) -> Json:
        """docs.slack.dev/reference/interaction-payloads/view-interactions-payload.

        Here `team` is the person's own and `view.app_installed_team_id` the installation's (github.com/slackapi/
        bolt-js/issues/1614).
        """
        return {
            "type": "view_submission",
            "team": self._team(self._workspace.team_of(person).id),
            "user": short_user(person),
            **self._app(),
            "trigger_id": trigger_id,
            "view": view_object(self._workspace, view),
            "response_urls": response_urls,
            "is_enterprise_install": False,
            "enterprise": None,
        }

    def view_closed(self, person: Member, view: View, *, cleared: bool) -> Json:
        """The same page; only views with `notify_on_close` send it."""
        return {
            "type": "view_closed",
            "team": self._team(self._workspace.team_of(person).id),
            "user": short_user(person),
            **self._app(),
            "view": view_object(self._workspace, view),
            "is_cleared": cleared,
            "is_enterprise_install": False,
            "enterprise": None,
        }

    def event_callback(self, event: Json, channel: Channel | None) -> Json:
        """docs.slack.dev/apis/events-api, "Callback field overview"."""
        workspace = self._workspace
        shared = channel is not None and channel.is_ext_shared
        return {
            **self._app(),
            "team_id": workspace.team.id,
            "context_team_id": workspace.team.id,
            "context_enterprise_id": None,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.new_id("Ev"),
            "event_time": int(workspace.clock.now()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": workspace.team.id,
                    "user_id": workspace.installation.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": shared,
        }

    def channel(self, channel: Channel) -> Json:
        return {"id": channel.id, "name": self._channel_name(channel)}

    def _app(self) -> Json:
        installation = self._workspace.installation
        return {"api_app_id": installation.app_id, "token": installation.verification_token}

    def _team(self, team_id: str | None = None) -> Json:
        team = self._workspace.team
        if team_id is not None and team_id != team.id:
            team = self._workspace.records.other_teams[team_id]
        return {"id": team.id, "domain": team.domain}

    def _channel_name(self, channel: Channel) -> str:
        names = {"im": "directmessage", "private": "privategroup"}
        return names.get(channel.kind, channel.name)

    def _now(self) -> str:
        return f"{self._workspace.clock.now():.6f}"
