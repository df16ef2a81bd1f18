"""Account channels: those that accepted handoffs want are created, and the account's team is invited."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import partial

from sqlalchemy import Connection

from bot.blueprint import ChannelPlan
from bot.jobs.door import guard
from bot.office import Office
from bot.outbox import REFUSALS, bind_channel, channel_key, put, who_can_mend
from bot.rules.allowed import why_not_hold
from bot.rules.facts import Account, Message, Record
from bot.slack import Busy, NotLetIn, Refused, Unanswered
from bot.store import accounts, people, records
from bot.store.engine import reading, writing

log = logging.getLogger(__name__)

MOST_NAMES = 5
"""How many names are tried (acct-acme, acct-acme-2, …) before the owner is asked to bind a channel by hand."""
_LONGEST_NAME = 80
"""docs.slack.dev/reference/methods/conversations.create"""
_HARMLESS = {"already_in_channel", "cant_invite_self"}
_OF_THE_CHANNEL = {
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "missing_scope",
    "restricted_action",
    "method_not_supported_for_channel_type",
}
"""What stands in the way of everybody (docs.slack.dev/reference/methods/conversations.invite, and .join)."""

Trouble = tuple[str | None, str]
"""A person Slack will not take, or None for the channel itself, and its error code."""


def open_wanted(office: Office) -> None:
    """Create and bind a channel for every account that wants one.

    Creating can be cut short anywhere and begun again: a channel of the wanted name that we made ourselves is ours. So
    that it is never taken for another account's, of several that want one name only the oldest is served in a round.
    """
    with reading(office.memory) as connection:
        wanting = accounts.wanting_channels(connection, office.workspace)
    oldest: dict[str | None, Account] = {}
    for account in wanting:
        oldest.setdefault(account.channel_wanted, account)
    for account in oldest.values():
        guard(f"channel for account {account.id}", partial(_open, office, account))


def invite_wanted(office: Office) -> None:
    """Invite the team of every account to the channel that was chosen for it."""
    with reading(office.memory) as connection:
        wanting = accounts.wanting_teams(connection, office.workspace)
    for account in wanting:
        guard(f"team of account {account.id}", partial(_gather, office, account))


def _open(office: Office, account: Account) -> None:
    with reading(office.memory) as connection:
        record, plan = _plan(office, connection, account)
        members = _members(office, connection, account, plan)
    try:
        channel = _created(office, account, plan)
        unwilling = _invite(office, channel, members)
    except (Busy, NotLetIn, Unanswered) as not_now:
        log.info("account %s has no channel yet: %s; trying again", account.id, not_now)
    except Refused as refused:
        log.error("account %s can have no channel: %s", account.id, refused)
        with writing(office.memory) as connection:
            accounts.stop_wanting_channel(connection, office.workspace, account.id, office.clock())
            _tell_owner(office, connection, account, record, [(None, refused.why)])
    else:
        with writing(office.memory) as connection:
            bind_channel(connection, office, account.id, channel, office.clock())
            _tell_owner(office, connection, account, record, unwilling)
        log.info("account %s has its channel %s", account.id, channel)


def _gather(office: Office, account: Account) -> None:
    assert account.channel is not None  # a team is wanted for a channel that was bound
    with reading(office.memory) as connection:
        record, plan = _plan(office, connection, account)
        members = _members(office, connection, account, plan)
    try:
        unwilling = _invite(office, account.channel, members)
    except (Busy, NotLetIn, Unanswered) as not_now:
        log.info("the team of account %s is not invited yet: %s; trying again", account.id, not_now)
        return
    with writing(office.memory) as connection:
        accounts.stop_wanting_team(connection, office.workspace, account.id, office.clock())
        _tell_owner(office, connection, account, record, unwilling)


def _plan(office: Office, connection: Connection, account: Account) -> tuple[Record, ChannelPlan]:
    """The record whose state asked for the channel, and what its blueprint says about it."""
    for record in reversed(records.of_account(connection, office.workspace, account.id)):
        habit = office.blueprint.habits.get(record.habit)
        entering = habit.on.get(record.state) if habit else None
        if entering and entering.channel:
            return record, entering.channel
    raise LookupError(f"account {account.id} wants a channel, and no record of it says so")


def _members(office: Office, connection: Connection, account: Account, plan: ChannelPlan) -> tuple[str, ...]:
    """Those of the account's team that the blueprint names and Slack will take."""
    roles = {r.role: r.person for r in accounts.roles(connection, office.workspace, [account.id])}
    wanted = list(dict.fromkeys(roles[role] for role in plan.members if role in roles))
    known = people.known(connection, office.workspace, wanted)
    return tuple(person for person in wanted if why_not_hold(known.get(person)) is None)


def _created(office: Office, account: Account, plan: ChannelPlan) -> str:
    """The id of a channel under the wanted name or, where others have it, under a numbered one."""
    ours: dict[str, str] | None = None
    for name in _names(account.channel_wanted or ""):
        try:
            made = office.slack.call("conversations.create", name=name, is_private=plan.private)
            return str(made["channel"]["id"])
        except Refused as refused:
            if refused.why != "name_taken":
                raise
        ours = _made_by_us(office, account) if ours is None else ours
        if name in ours:
            return ours[name]
    raise Refused("conversations.create", "name_taken", {})


def _names(wanted: str) -> Iterable[str]:
    yield wanted[:_LONGEST_NAME]
    for number in range(2, MOST_NAMES + 1):
        yield f"{wanted[: _LONGEST_NAME - 3]}-{number}"


def _made_by_us(office: Office, account: Account) -> dict[str, str]:
    """Name to id of the channels this bot created and no other account is bound to.

    A start that was cut short left them behind, or another worker was quicker and has bound one to this account.
    """
    listed = office.slack.pages("users.conversations", "channels", types="public_channel,private_channel", limit=200)
    ours = {c["name"]: c["id"] for c in listed if c.get("creator") == office.bot_user}
    with reading(office.memory) as connection:
        bound = accounts.bound_channels(connection, office.workspace)
        own = accounts.get(connection, office.workspace, account.id)
    return {name: id for name, id in ours.items() if id not in bound or (own and id == own.channel)}


def _invite(office: Office, channel: str, members: tuple[str, ...]) -> list[Trouble]:
    """Invite one by one, so that a person Slack will not take does not keep the others out; returns whom, and why.

    In a public channel the bot takes a place first; that it is in none of the private ones it was not invited to is
    told once, and not for each person.
    """
    unwilling: list[Trouble] = []
    for person in members:
        why = _refusal(office, "conversations.invite", channel=channel, users=person)
        if why == "not_in_channel":
            why = _refusal(office, "conversations.join", channel=channel) or _refusal(
                office, "conversations.invite", channel=channel, users=person
            )
        if why in _OF_THE_CHANNEL:
            return [(None, why)]
        if why and why not in _HARMLESS:
            log.warning("%s cannot be invited to %s: %s", person, channel, why)
            unwilling.append((person, why))
    return unwilling


def _refusal(office: Office, method: str, **arguments: str) -> str | None:
    """Why Slack would not, or None when it did; raises Busy, NotLetIn and Unanswered."""
    try:
        office.slack.call(method, **arguments)
    except NotLetIn:
        raise
    except Refused as refused:
        return refused.why
    return None


def _tell_owner(
    office: Office, connection: Connection, account: Account, record: Record, troubles: Sequence[Trouble]
) -> None:
    """The owner, or who can act for them, hears what Slack said and what to do: of the channel, or of each person that
    it would not take."""
    owner = who_can_mend(office, connection, record)
    if owner is None:
        log.error("nobody of account %s is here to hear of its channel: %s", account.id, troubles)
        return
    known = people.known(connection, office.workspace, [owner, *(person for person, _ in troubles if person)])
    for person, why in troubles:
        name = office.words.person(person, known.get(person)) if person else ""
        reason = office.words.plain(REFUSALS.get(why, "slack_refused"), error=why, person=name)
        trouble = Message(
            key=channel_key(record.habit, record.id, record.number) + (f"/{person}" if person else ""),
            to=owner,
            habit=record.habit,
            words="channel_trouble",
            account=account.id,
            record=record.id,
            actor=owner,
            facts={"why": office.words.plain("not_invited", person=name, why=reason) if person else reason},
        )
        put(connection, office, [trouble], office.clock())
