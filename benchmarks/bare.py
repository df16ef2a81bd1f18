"""The floor: the least that a Bolt app can do with a command and a form, as a process of its own."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

VIEW = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Bare"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [{"type": "section", "block_id": "bare", "text": {"type": "plain_text", "text": "Nothing to fill in"}}],
}


def main(options: frozenset[str]) -> None:
    """Ack every command and open a fixed modal after it; ack every form.

    With --defaults Bolt keeps its own settings, and polls for the ack every 10 ms; with --with-sqlalchemy DATABASE_URL
    is opened first, and asked for 1.
    """
    if "--with-sqlalchemy" in options:
        _touch(os.environ["DATABASE_URL"])
    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = App(client=client, process_before_response="--defaults" not in options)
    pool = ThreadPoolExecutor(32)

    @app.command("/handoff")
    def opens(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        pool.submit(client.views_open, trigger_id=body["trigger_id"], view=VIEW)

    @app.view("form")
    def sent(ack: Ack) -> None:
        ack()

    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).connect()  # type: ignore[no-untyped-call]
    threading.Event().wait()


def _touch(url: str) -> None:
    from sqlalchemy import create_engine, text

    with create_engine(url).connect() as connection:
        connection.execute(text("SELECT 1"))


if __name__ == "__main__":
    main(frozenset(sys.argv[1:]))
