"""One round of the clock: channels and teams that are wanted, then everything that is due to be said."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.jobs import channels
from bot.jobs.door import guard
from bot.office import Office
from bot.outbox import Mouth
from bot.pages import home


def go_round(office: Office, mouth: Mouth) -> datetime | None:
    """Do all that is due, and return the moment at which something will be due next."""
    guard("open wanted channels", lambda: channels.open_wanted(office))
    guard("invite wanted teams", lambda: channels.invite_wanted(office))
    delivery = mouth.deliver(guard)
    for person in delivery.heard:
        guard(f"home of {person}", partial(home.refresh, office, person))
    return delivery.next_at
