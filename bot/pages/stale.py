"""The accounts of somebody's that grow cold: whose clocks are amber or red, the reddest first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from bot.blueprint import LIVE, LOG, TOUCH, Blueprint, Clock
from bot.modals import View, plain
from bot.office import Office
from bot.pages import clocks, standing
from bot.pages.clocks import Stand
from bot.pages.standing import BRIEF, Item
from bot.rules.days import local_day
from bot.rules.facts import Nudge
from bot.rules.watch import Colour, colour
from bot.store import accounts, nudges, people
from bot.store.engine import reading
from bot.words import Button, buttons_block, offer_id, section_block

STALE_VIEW = "stale"
"""The callback_id of its modal."""

_MOST = 40
"""With two blocks each and a heading they are 82 of the 100 blocks of a modal
(docs.slack.dev/reference/block-kit/blocks)."""


def view_for(office: Office, person: str, now: datetime) -> View:
    """The accounts in which this person has a part, as far as one of their clocks is amber or red."""
    words = office.words
    with reading(office.memory) as connection:
        me = people.known(connection, office.workspace, [person]).get(person)
        blocks = _blocks(office, connection, person, local_day(now, me.zone if me else "UTC"))
    return {
        "type": "modal",
        "callback_id": STALE_VIEW,
        "title": plain(words.plain("stale_title")[:24]),
        "close": plain(words.plain("close")),
        "blocks": blocks or [section_block("clear", words.phrase("stale_clear"))],
    }


def _blocks(office: Office, connection: Connection, person: str, today: date) -> Item:
    held = {account for account, _, _ in accounts.names_held_by(connection, office.workspace, person)}
    worst = _worst(office.blueprint, nudges.open_of(connection, office.workspace, held), today)
    there = accounts.get_many(connection, office.workspace, worst)
    shown = [there[id] for id in list(worst)[:_MOST]]
    stands = {stand.account.id: stand for stand in clocks.stands(office, connection, shown, today)}
    owners = {
        role.account: role.person
        for role in accounts.roles(connection, office.workspace, stands)
        if role.role == "owner"
    }
    known = people.known(connection, office.workspace, owners.values())

    def item(nudge: Nudge) -> Item:
        owner = owners.get(nudge.account, "")
        name = office.words.person(owner, known.get(owner)) if owner else ""
        return _item(office, stands[nudge.account], nudge, name)

    return standing.listed(office.words, "stale_head", list(worst.values()), _MOST, item)


def _worst(blueprint: Blueprint, open: Mapping[int, tuple[Nudge, ...]], today: date) -> dict[int, Nudge]:
    """Of each account the clock that has been red for longest, else amber; the account worst off comes first."""
    ticking = {id for id, watch in blueprint.watches.items() if isinstance(watch.rule, Clock)}
    worn = [
        nudge
        for of_account in open.values()
        for nudge in of_account
        if nudge.watch in ticking and nudge.opens_on <= today
    ]
    worst: dict[int, Nudge] = {}
    for nudge in sorted(worn, key=lambda nudge: (colour(nudge, today) is not Colour.RED, _since(nudge, today))):
        worst.setdefault(nudge.account, nudge)
    return worst


def _since(nudge: Nudge, today: date) -> date:
    """The day from which it has the colour that it has."""
    return nudge.red_on if nudge.red_on and colour(nudge, today) is Colour.RED else nudge.opens_on


def _item(office: Office, stand: Stand, nudge: Nudge, owner: str) -> Item:
    words, today, account = office.words, stand.today, stand.account
    text = words.phrase(
        "stale_line",
        account=account.name,
        tier=account.tier or "",
        called=office.blueprint.watches[nudge.watch].called,
        colour=colour(nudge, today).value,
        since=_since(nudge, today),
        person=owner,
        sent_on=today,
    )
    both = [f"{words.phrase(f'clock_{one}')}: {clocks.in_words(office, stand, one)}" for one in (TOUCH, LIVE)]
    brief, log = words.plain("brief_of"), words.plain("nudge_log")
    buttons = [
        Button(offer_id(LOG), log, nudge.key, label=f"{log}: {account.name}"),
        Button(f"{BRIEF}:{account.id}", brief, str(account.id), label=f"{brief}: {account.name}"),
    ]
    id = f"stale.{account.id}"
    return [section_block(id, "\n".join([text, *both])), buttons_block(f"{id}.do", buttons)]
