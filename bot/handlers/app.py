"""The Bolt app with every listener registered; building it starts nothing."""

from __future__ import annotations

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.handlers import (
    account,
    answers,
    asking,
    files,
    forms,
    homes,
    hours,
    listening,
    moves,
    nudges,
    outbox,
    packs,
    people,
    rehearsing,
    tasks,
)
from bot.handlers.afterwards import Afterwards
from bot.handlers.door import Door, guard_acks
from bot.office import Office


def build(office: Office, afterwards: Afterwards, signing_secret: str | None = None) -> App:
    """A Bolt app for one workspace.

    Acks are written by the listener's own thread (`process_before_response`): Bolt's default polls for them every
    10 ms. The pool behind `afterwards` is ours: Bolt's own five threads are gone as soon as five people wait for a
    slow call.
    """
    app = App(
        client=WebClient(base_url=office.slack.client.base_url, ssl=office.slack.client.ssl),
        authorize=lambda: _authorized(office),
        signing_secret=signing_secret,
        request_verification_enabled=signing_secret is not None,
        process_before_response=True,
        listener_executor=afterwards.pool,
    )
    door = Door(office, afterwards)
    guard_acks(app, door)
    for topic in (
        forms,
        moves,
        tasks,
        nudges,
        answers,
        account,
        asking,
        files,
        listening,
        homes,
        hours,
        outbox,
        packs,
        people,
        rehearsing,
    ):
        topic.register(app, door)
    return app


def _authorized(office: Office) -> AuthorizeResult:
    """Who we are, known since the start: asking auth.test at every gesture would put Slack in front of each ack."""
    return AuthorizeResult(
        enterprise_id=None, team_id=office.workspace, bot_user_id=office.bot_user, bot_token=office.slack.client.token
    )
