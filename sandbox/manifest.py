"""The app as its manifest describes it: what Slack would let it be, command by command and scope by scope.

Every limit is one of github.com/slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from sandbox.reading import Written, read

Scopes = Annotated[tuple[str, ...], Field(max_length=255)]


class DisplayInformation(Written):
    name: str = Field(min_length=1, max_length=35)
    description: str = Field(default="", max_length=140)
    long_description: str | None = Field(default=None, min_length=175, max_length=4000)
    background_color: str | None = Field(default=None, pattern=r"^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$")


class AppHome(Written):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = False
    messages_tab_read_only_enabled: bool = False


class BotUser(Written):
    display_name: str = Field(min_length=1, max_length=80)
    always_online: bool = False


class Command(Written):
    """A slash command."""

    command: str = Field(pattern=r"^/\S+$", min_length=2, max_length=32)
    description: str = Field(min_length=1, max_length=2000)
    usage_hint: str = Field(default="", max_length=1000)
    url: str | None = Field(default=None, max_length=3000)
    should_escape: bool = False


class Shortcut(Written):
    """A global shortcut, or one in a message's menu."""

    name: str = Field(min_length=1, max_length=24)
    type: Literal["message", "global"]
    callback_id: str = Field(min_length=1, max_length=255)
    description: str = Field(min_length=1, max_length=150)


class Features(Written):
    app_home: AppHome = AppHome()
    bot_user: BotUser | None = None
    slash_commands: tuple[Command, ...] = Field(default=(), max_length=50)
    shortcuts: tuple[Shortcut, ...] = Field(default=(), max_length=10)
    unfurl_domains: tuple[str, ...] = Field(default=(), max_length=5)


class GrantedScopes(Written):
    bot: Scopes = ()
    user: Scopes = ()
    bot_optional: Scopes = ()
    user_optional: Scopes = ()


class OauthConfig(Written):
    redirect_urls: tuple[str, ...] = Field(default=(), max_length=1000)
    scopes: GrantedScopes = GrantedScopes()
    pkce_enabled: bool = False
    token_management_enabled: bool = True


class EventSubscriptions(Written):
    request_url: str | None = Field(default=None, max_length=3500)
    bot_events: tuple[str, ...] = Field(default=(), max_length=100)
    user_events: tuple[str, ...] = Field(default=(), max_length=100)
    metadata_subscriptions: tuple[dict[str, Any], ...] = Field(default=(), max_length=20)


class Interactivity(Written):
    is_enabled: bool
    request_url: str | None = None
    message_menu_options_url: str | None = None


class Settings(Written):
    event_subscriptions: EventSubscriptions = EventSubscriptions()
    interactivity: Interactivity = Interactivity(is_enabled=False)
    org_deploy_enabled: bool = False
    socket_mode_enabled: bool = False
    token_rotation_enabled: bool = False
    is_hosted: bool = False
    allowed_ip_address_ranges: tuple[str, ...] = Field(default=(), max_length=50)


class Metadata(Written):
    major_version: int = 2
    minor_version: int = 0


class Manifest(Written):
    """The whole manifest; the properties below are the short names by which the sandbox asks."""

    metadata: Metadata = Field(default=Metadata(), alias="_metadata")
    display_information: DisplayInformation
    features: Features = Features()
    oauth_config: OauthConfig = OauthConfig()
    settings: Settings = Settings()

    @property
    def name(self) -> str:
        return self.display_information.name

    @property
    def bot_name(self) -> str:
        return self.features.bot_user.display_name if self.features.bot_user else self.name

    @property
    def bot_scopes(self) -> tuple[str, ...]:
        return self.oauth_config.scopes.bot

    @property
    def commands(self) -> tuple[Command, ...]:
        return self.features.slash_commands

    @property
    def shortcuts(self) -> tuple[Shortcut, ...]:
        return self.features.shortcuts

    @property
    def events(self) -> tuple[str, ...]:
        """The event types the bot subscribes to, such as `message.im`."""
        return self.settings.event_subscriptions.bot_events

    @property
    def home_tab(self) -> bool:
        return self.features.app_home.home_tab_enabled

    @property
    def messages_tab(self) -> bool:
        return self.features.app_home.messages_tab_enabled

    @property
    def messages_tab_read_only(self) -> bool:
        return self.features.app_home.messages_tab_read_only_enabled

    @property
    def interactivity(self) -> bool:
        return self.settings.interactivity.is_enabled

    @property
    def socket_mode(self) -> bool:
        return self.settings.socket_mode_enabled


def load(path: Path) -> Manifest:
    """Raises: sandbox.reading.Unreadable: with a sentence for each mistake."""
    return read(path, Manifest)
