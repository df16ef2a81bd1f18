"""What people press under a nudge, wherever it stands: in the digest, in a channel, in a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import Ack, App

from bot import agenda, deeds, modals
from bot.blueprint import ANSWER, BRIEF, LOG, NOTHING_OPEN, OPEN, PACK, TICK
from bot.deeds import Gesture
from bot.handlers import answers, asking, forms, packs, reasons
from bot.handlers.door import Body, Door, surface_of
from bot.handlers.events import chosen
from bot.office import Office
from bot.pages import home, mine
from bot.rules.digest import snoozes
from bot.rules.facts import Deed, Mark, Nudge
from bot.rules.moves import Refusal
from bot.rules.silences import carries
from bot.store import accounts, marks, nudges, people
from bot.store.engine import reading
from bot.words import HOME, SNOOZE, WHY, PickedNudge, picked_nudge


def register(app: App, door: Door) -> None:
    """Listen for the buttons and the menu of every nudge, and for the modals behind the menu."""

    @app.action(f"nudge:{TICK}")
    def done(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, surface_of(body))
        outcome = deeds.mark(door.office, body["actions"][0]["value"], Deed.DONE, gesture)
        ack()
        _shown(door, body, gesture, outcome)

    @app.action(f"nudge:{NOTHING_OPEN}")
    def nothing_open(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, surface_of(body))
        outcome = deeds.nothing_open(door.office, body["actions"][0]["value"], gesture)
        ack()
        _shown(door, body, gesture, outcome)

    @app.action(re.compile(rf"^nudge:(?!({TICK}|{NOTHING_OPEN})$)"))
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, surface_of(body))
        ack()
        door.after(body, lambda: _pressed(door, body, gesture, picked_nudge(body["actions"][0])))

    @app.action(home.MORE, matchers=[chosen(HOME)])
    def asked(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, surface_of(body))
        ack()
        door.after(body, lambda: asking.show(door, body, mine.view_for(door.office, gesture.actor, gesture.at)))

    for act in reasons.ASKING:
        _listen_for(app, door, act)


def _listen_for(app: App, door: Door, act: str) -> None:
    @app.view(f"nudge:{act}")
    def sent(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        gesture = door.gesture(body, "modal")
        ack(**_sent(door, act, body, view, gesture))


def _shown(door: Door, body: Body, gesture: Gesture, outcome: Nudge | Refusal) -> None:
    """What came of a press, wherever the nudge stands."""
    if isinstance(outcome, Refusal):
        door.refuse(body, outcome)
    else:
        door.refresh(gesture.actor)
        asking.redraw(door, body, gesture.actor)


def _pressed(door: Door, body: Body, gesture: Gesture, picked: PickedNudge) -> None:
    """Show what was asked for. Slack is called: after the ack."""
    if picked.act == HOME:
        asking.show(door, body, mine.view_for(door.office, gesture.actor, gesture.at))
        return
    nudge = _nudge(door, picked.key)
    if nudge is None:
        door.tell(body, door.office.words.phrase("gone"))
    elif picked.act in reasons.ASKING:
        _ask(door, body, gesture, picked.act, nudge)
    elif picked.act == ANSWER:
        answers.ask(door, body, gesture, nudge)
    elif picked.act == WHY:
        asking.show_why(door, body, gesture.actor, nudge.account, nudge.watch)
    elif picked.act == OPEN:
        asking.show_whole(door, body, gesture.actor, nudge.record or 0)
    elif picked.act == PACK:
        packs.show(door, body, gesture.actor, nudge.record or 0)
    elif picked.act == BRIEF:
        asking.show_brief(door, body, gesture.actor, nudge.account)
    else:
        _open_form(door, body, nudge, agenda.touch_log(door.office.blueprint) if picked.act == LOG else picked.habit)


def _nudge(door: Door, key: str) -> Nudge | None:
    with reading(door.office.memory) as connection:
        there = nudges.get_many(connection, door.office.workspace, [key]).get(key)
    return there[0] if there else None


def _open_form(door: Door, body: Body, nudge: Nudge, habit: str | None) -> None:
    """A habit's form for the nudge's account."""
    with reading(door.office.memory) as connection:
        account = accounts.get(connection, door.office.workspace, nudge.account)
    form = door.office.blueprint.habits.get(habit or "")
    if account is None or form is None:
        door.tell(body, door.office.words.phrase("gone"))
    else:
        forms.open_named(door, form, body, account.name)


def _ask(door: Door, body: Body, gesture: Gesture, act: str, nudge: Nudge) -> None:
    """Open the modal behind the menu, unless it is already known that nothing could come of it."""
    office = door.office
    with reading(office.memory) as connection:
        refusal = deeds.why_not_marked(office, connection, nudge.key, gesture)
        account = accounts.get(connection, office.workspace, nudge.account)
        earlier = marks.of(connection, office.workspace, [nudge.key]).get(nudge.key, ())
        to = deeds.holder_after(office, connection, nudge, gesture.actor) or ""
        heir = people.known(connection, office.workspace, [to]).get(to)
    if refusal is not None or account is None:
        door.tell(body, door.sentence(refusal or Refusal("gone")))
        return
    below = body.get("view", {}) if body.get("view", {}).get("type") == "modal" else {}
    about = reasons.About(
        nudge=nudge.key,
        to=to,
        again=_asks_still(office, earlier) if act == SNOOZE else 0,
        under=below.get("callback_id", ""),
        of=below.get("private_metadata", ""),
    )
    asked = reasons.asks(office, act, about, account.name, heir.name if heir else "", gesture.today, earlier)
    asking.show(door, body, modals.asks_view(asked, office.words))


def _asks_still(office: Office, earlier: Sequence[Mark]) -> int:
    """How often a nudge was snoozed, if the next time asks whether it is right to go on; else 0."""
    count = snoozes(earlier)
    return count if count + 1 >= office.blueprint.calendar.digest.still_right_after else 0


def _sent(door: Door, act: str, body: Body, view: Mapping[str, Any], gesture: Gesture) -> dict[str, Any]:
    """Do what the modal asks for, close it, and draw again what stands under it."""
    about = reasons.about(view)
    given = reasons.given(door.office, act, view, gesture.today)
    if isinstance(given, dict):
        return _marked(door, given)
    if given.to:
        door.person(given.to)  # somebody never seen is asked for before they are judged
    outcome = deeds.mark(
        door.office,
        about.nudge,
        given.deed,
        gesture,
        until=given.until,
        to=given.to,
        reason=given.reason,
        note=given.note,
    )
    if isinstance(outcome, Refusal):
        if given.to and outcome.facts.get("person") == given.to:
            return _marked(door, {"to": outcome})
        return {"response_action": "update", "view": door.notice(outcome)}
    if given.deed in (Deed.SNOOZED, Deed.PASSED_ON, Deed.DROPPED):
        _with_it(door, outcome, given, gesture)
    door.refresh(gesture.actor)
    asking.draw_again(door, body, view["previous_view_id"], about.under, about.of, gesture.actor)
    return {}


def _with_it(door: Door, nudge: Nudge, given: reasons.Given, gesture: Gesture) -> None:
    """The silences that are told as one with a nudge go where it goes: else they would be told alone tomorrow."""
    office = door.office
    with reading(office.memory) as connection:
        there = nudges.open_of(connection, office.workspace, [nudge.account])[nudge.account]
    for other in there:
        if other.opens_on <= gesture.today and carries(office.blueprint, nudge, other):
            deeds.mark(
                office,
                other.key,
                given.deed,
                gesture,
                until=given.until,
                to=given.to,
                reason=given.reason,
                note=given.note,
            )


def _marked(door: Door, wrong: Mapping[str, Refusal]) -> dict[str, Any]:
    errors = {id: door.office.words.as_plain(door.sentence(refusal)) for id, refusal in wrong.items()}
    return {"response_action": "errors", "errors": errors}
