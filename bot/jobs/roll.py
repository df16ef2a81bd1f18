"""The roll call: everybody in the workspace, so that forms need not ask Slack who somebody is."""

from __future__ import annotations

import logging
from itertools import islice

from bot.office import Office
from bot.persons import meet, person_from
from bot.slack import SlackTrouble
from bot.store.engine import writing_beside

log = logging.getLogger(__name__)

PAGE = 200
"""People of one answer; Slack recommends no more (docs.slack.dev/reference/methods/users.list)."""


def call_roll(office: Office) -> None:
    """Remember every person Slack lists; the events of joining and changing keep it true in between.

    They are kept page by page: where Slack stops answering, those called by then are known, the rest are asked about
    one by one when they are needed.
    """
    now = office.clock()
    called = 0
    everybody = office.slack.pages("users.list", "members", limit=PAGE)
    try:
        while page := [person_from(user, office.workspace, now) for user in islice(everybody, PAGE)]:
            with writing_beside(office.memory) as connection:
                meet(connection, office.workspace, page, now)
            called += len(page)
    except SlackTrouble as trouble:
        log.warning("the roll was called for %d people only: %s", called, trouble)
    else:
        log.info("the roll was called: %d people", called)
