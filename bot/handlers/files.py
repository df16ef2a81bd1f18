"""A table of accounts is dropped on the bot; an admin lets it be taken in, leaves it, or has it undone."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot import portfolio
from bot.handlers.door import Body, Door
from bot.handlers.events import event_of, is_first, is_new
from bot.handlers.offers import (
    LEAVE_TABLE,
    READ_DAYS,
    TAKE_TABLE,
    UNDO_IMPORT,
    Asked,
    HowFar,
    NoPlan,
    Offer,
    asked_by,
    drawn,
    drawn_taken,
    drawn_undone,
    fingerprint,
    planned,
)
from bot.office import Office
from bot.portfolio import Deed
from bot.rules.allowed import why_not_import
from bot.rules.facts import Person
from bot.slack import SlackTrouble
from bot.store import people
from bot.store.engine import reading, writing
from bot.words import section_block

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Spot:
    """Our message about a file; it is edited as things go on."""

    door: Door
    channel: str
    ts: str

    def show(self, offer: Offer) -> None:
        """Put this in the message's place."""
        blocks = offer.blocks or [section_block("head", offer.text)]
        self.door.office.slack.call("chat.update", channel=self.channel, ts=self.ts, text=offer.text, blocks=blocks)

    def say(self, phrase: str, **facts: Any) -> None:
        """Put a sentence there. Whoever reads it can do without: what does not get through is not said again."""
        try:
            self.show(Offer(self.door.office.words.phrase(phrase, **facts), []))
        except SlackTrouble as deaf:
            log.info("a message about a table was not edited: %s", deaf)

    def end(self, offer: Offer) -> None:
        """Tell what was done: in the message, or in a new one where that cannot be edited. It stays done either way."""
        try:
            self.show(offer)
        except SlackTrouble as deaf:
            log.warning("a message about a table was not edited: %s", deaf)
            try:
                self.door.office.slack.call(
                    "chat.postMessage", channel=self.channel, text=offer.text, blocks=offer.blocks or None
                )
            except SlackTrouble as mute:
                log.warning("nor was what was done told otherwise: %s", mute)


def register(app: App, door: Door) -> None:
    """Listen for the buttons under what a table would change, and has changed."""

    def pressed(action: str | re.Pattern[str], work: Callable[[Door, Body, Person], None]) -> None:
        @app.action(action)
        def heard(ack: Ack, body: dict[str, Any]) -> None:
            actor = door.actor(body)
            ack()
            door.after(body, lambda: _if_allowed(door, body, actor, work))

    pressed(TAKE_TABLE, _take)
    pressed(LEAVE_TABLE, _leave)
    pressed(re.compile(f"^{READ_DAYS}:"), _read_days)
    pressed(UNDO_IMPORT, _undo)


def dropped(door: Door, event: dict[str, Any], body: Body) -> None:
    """Answer files that somebody dropped on the bot with what each would change."""
    if not is_new(door, event, body, "file"):
        return
    actor = door.actor(event_of(event, body))
    if no := _why_not(door, actor):
        door.office.slack.call("chat.postMessage", channel=event["channel"], text=no)
        return
    for file in event["files"]:
        text = door.office.words.phrase("table_reading", name=file.get("name", ""))
        answer = door.office.slack.call("chat.postMessage", channel=event["channel"], text=text)
        asked = Asked(file["id"], uuid.uuid4().hex, file.get("name", ""))
        _offer(_Spot(door, answer["channel"], answer["ts"]), asked)


def _if_allowed(door: Door, body: Body, actor: Person, work: Callable[[Door, Body, Person], None]) -> None:
    if no := _why_not(door, actor):
        door.tell(body, no)
    else:
        work(door, body, actor)


def _why_not(door: Door, actor: Person) -> str:
    """Why this person may not take in a table, and who may; "" when they may."""
    phrase = why_not_import(actor)
    if phrase is None:
        return ""
    with reading(door.office.memory) as connection:
        admins = people.admins(connection, door.office.workspace)
    return door.office.words.phrase(phrase, people=[admin.name for admin in admins])


def _offer(spot: _Spot, asked: Asked, head: str = "") -> None:
    try:
        plan = planned(spot.door.office, asked, _telling(spot, asked))
    except NoPlan as no:
        spot.show(no.offer)
    else:
        spot.show(drawn(spot.door.office, plan, asked, head))


def _read_days(door: Door, body: Body, actor: Person) -> None:
    spot, asked = _pressed(door, body)
    if _is_its_turn(door, body, actor, asked):
        _offer(spot, asked)


def _leave(door: Door, body: Body, actor: Person) -> None:
    spot, asked = _pressed(door, body)
    if _is_its_turn(door, body, actor, asked):
        spot.say("table_left", name=asked.name)


def _take(door: Door, body: Body, actor: Person) -> None:
    """Plan once more, as things stand now, and do it if it is what was shown."""
    spot, asked = _pressed(door, body)
    if not _is_its_turn(door, body, actor, asked):
        return
    office = door.office
    moved_on = office.words.phrase("table_moved_on", name=asked.name)
    spot.say("table_taking", name=asked.name)
    try:
        plan = planned(office, asked, _telling(spot, asked))
        if fingerprint(plan) != asked.shown:
            spot.show(drawn(office, plan, asked, moved_on))
            return
        with writing(office.memory) as connection:
            imported = portfolio.take(connection, plan, _deed(office, actor))
    except NoPlan as no:
        spot.show(no.offer)
    except portfolio.MovedOn:
        _offer(spot, asked, moved_on)
    else:
        spot.end(drawn_taken(office, plan, imported))


def _undo(door: Door, body: Body, actor: Person) -> None:
    office, spot = door.office, _spot(door, body)
    number = int(body["actions"][0]["value"])
    try:
        with writing(office.memory) as connection:
            undone = portfolio.undo(connection, office.workspace, number, _deed(office, actor))
    except portfolio.NoImport:
        door.tell(body, office.words.phrase("table_undone_already"))
        return
    spot.end(drawn_undone(office, undone))


def _deed(office: Office, actor: Person) -> Deed:
    return Deed(actor.id, "message", office.clock(), office.blueprint.digest)


def _spot(door: Door, body: Body) -> _Spot:
    """The message in which a button was pressed."""
    return _Spot(door, body["channel"]["id"], body["message"]["ts"])


def _pressed(door: Door, body: Body) -> tuple[_Spot, Asked]:
    return _spot(door, body), asked_by(body["actions"][0])


def _is_its_turn(door: Door, body: Body, actor: Person, asked: Asked) -> bool:
    """Whether nobody has pressed a button of this offer before; whoever comes second is told."""
    if is_first(door.office, f"table/{asked.once}", actor.id, "table_pressed"):
        return True
    door.tell(body, door.office.words.phrase("table_pressed", name=asked.name))
    return False


def _telling(spot: _Spot, asked: Asked) -> HowFar:
    """Says in the message how far a long table is."""
    return lambda done, rows: spot.say("table_comparing", name=asked.name, done=done, rows=rows)
