"""One round of the clock: what is wanted, what is due on accounts, whose morning it is, then all there is to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.jobs import channels, greeting, looking
from bot.jobs.door import guard
from bot.office import Office
from bot.outbox import Mouth
from bot.pages import home


def go_round(office: Office, mouth: Mouth) -> datetime | None:
    """Do all that is due, and return the moment at which something will be due next."""
    guard("open wanted channels", partial(channels.open_wanted, office))
    guard("invite wanted teams", partial(channels.invite_wanted, office))
    next_at = [*_next("look at accounts", partial(looking.look, office))]
    next_at += _next("greet people", partial(greeting.greet, office))
    delivery = mouth.deliver(guard)
    for person in delivery.heard:
        guard(f"home of {person}", partial(home.refresh, office, person))
    return min([*next_at, *([delivery.next_at] if delivery.next_at else [])], default=None)


def _next(what: str, work: Callable[[], datetime | None]) -> list[datetime]:
    """Do a part of the round; the moment at which it is due next, where it has one and did not fail."""
    moments: list[datetime | None] = []
    guard(what, lambda: moments.append(work()))
    return [moment for moment in moments if moment is not None]
