"""The roll call: everybody in the workspace, so that forms need not ask Slack who somebody is."""

from __future__ import annotations

import logging

from bot.office import Office
from bot.persons import person_from
from bot.slack import SlackTrouble
from bot.store import people
from bot.store.engine import writing

log = logging.getLogger(__name__)


def call_roll(office: Office) -> None:
    """Remember every person Slack lists; the events of joining and changing keep it true in between."""
    now = office.clock()
    try:
        listed = [
            person_from(user, office.workspace, now) for user in office.slack.pages("users.list", "members", limit=200)
        ]
    except SlackTrouble as trouble:
        log.warning("the roll could not be called: %s; people are asked about one by one", trouble)
        return
    with writing(office.memory) as connection:
        people.remember_many(connection, listed)
    log.info("the roll was called: %d people", len(listed))
