"""Opening a form: by command, shortcut or button, with what is known already filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy import Connection

from bot import deeds, modals
from bot.blueprint import FORM_MOVE, UMBRELLA, Habit
from bot.deeds import Gesture
from bot.handlers import asking
from bot.handlers.door import Body, Door, surface_of
from bot.handlers.events import chosen
from bot.handlers.forms.beginning import begun_again, known_of, new_draft, new_move
from bot.handlers.forms.drafting import stored, view_of
from bot.office import Office
from bot.pages import home, pack, standing
from bot.rules import search, starts
from bot.rules.facts import Draft, Record
from bot.rules.moves import why_not
from bot.slack import SlackTrouble
from bot.store import accounts, drafts, records
from bot.store.engine import reading, writing
from bot.words import COMPLETE

_SHOWN_DRAFTS = 5
_OPTIONS = 100
"""Of one options answer (docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""


def register(app: App, door: Door) -> None:
    """Listen for what opens a form, and for the menu in which its account is looked for."""
    for habit in door.office.blueprint.habits.values():
        _openings(app, door, habit)

    @app.options(modals.PICK_ACCOUNT)
    def account_options(ack: Ack, body: dict[str, Any]) -> None:
        door.actor(body)
        habit = door.office.blueprint.habits[modals.where(body["view"]).habit]
        ack(options=_account_options(door.office, habit, body.get("value") or ""))

    @app.action(modals.CONTINUE_DRAFT)
    def continue_draft(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        door.after(body, lambda: _continue(door, body, actor.id, body["actions"][0]["value"]))

    @app.action(COMPLETE)
    def complete(ack: Ack, body: dict[str, Any]) -> None:
        gesture = door.gesture(body, surface_of(body))
        ack()
        door.after(body, lambda: _complete(door, body, gesture, int(body["actions"][0]["value"])))

    @app.action(standing.DISCARD_DRAFT)
    def discard_draft(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        with writing(door.office.memory) as connection:
            draft = drafts.get(connection, door.office.workspace, body["actions"][0]["value"])
            if draft is not None and draft.author == actor.id:
                drafts.discard(connection, door.office.workspace, draft.key)
        ack()
        door.refresh(actor.id)
        asking.redraw(door, body, actor.id)


def _openings(app: App, door: Door, habit: Habit) -> None:
    """A habit's form is opened by its command, its shortcuts, and in Home by its button or from the menu."""
    if not habit.command.startswith(f"{UMBRELLA} "):

        @app.command(habit.command)
        def command(ack: Ack, body: dict[str, Any]) -> None:
            ack()
            typed = door.office.words.as_plain(body.get("text", "")).strip()  # what Slack escaped, as it was typed
            door.after(body, lambda: open_form(door, habit, body, typed))

    @app.shortcut(f"start:{habit.id}")
    @app.shortcut(f"start_here:{habit.id}")
    @app.action(f"{home.START}:{habit.id}")
    def button(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        door.after(body, lambda: _open_here(door, habit, body))

    @app.action(home.START, matchers=[chosen(habit.id)])
    def picked(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        door.after(body, lambda: _open_from_menu(door, habit, body))


def _open_from_menu(door: Door, habit: Habit, body: Body) -> None:
    """Home is drawn anew, so that the same can be chosen again."""
    _open_here(door, habit, body)
    door.refresh(door.actor(body).id)


def _open_here(door: Door, habit: Habit, body: Body) -> None:
    """The form where it was asked for; one that was started from a message keeps the message's link.

    Slack is asked for the link when the form is open: a trigger lives for three seconds. Of a message in a channel that
    the bot is not in, Slack gives it none, and the link that looks like every other one stays.
    """
    if body.get("type") != "message_action":
        open_form(door, habit, body, "")
        return
    channel, ts = body["channel"]["id"], body["message_ts"]
    guess = f"https://{body['team']['domain']}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    open_form(door, habit, body, "", guess)
    try:
        link = door.office.slack.ask("chat.getPermalink", channel=channel, message_ts=ts)["permalink"]
    except SlackTrouble:
        return
    _keep_link(door.office, door.actor(body).id, guess, link)


def open_form(door: Door, habit: Habit, body: Body, typed: str, link: str = "") -> None:
    """Do what was typed behind a habit's command: `status`, `help`, or the form of the account that is named.

    The form is the draft or the returned record of that account, else a first step with what is known of it. `link`
    leads to the message that it was started from.
    """
    match typed.lower():
        case "status":
            asking.show_status(door, habit, body)
        case "help":
            asking.show_help(door, habit, body)
        case _:
            open_named(door, habit, body, typed, link)


def open_move(door: Door, body: Body, record: Record, move: str, number: int, gesture: Gesture) -> None:
    """Show the form of a move on a record: the one that was begun, else a new one with what it starts as."""
    office = door.office
    habit = office.blueprint.habits[record.habit]
    with reading(office.memory) as connection:
        mine = drafts.of(connection, office.workspace, gesture.actor)
        begun = (d for d in mine if (d.record, d.move, d.number) == (record.id, move, number))
        draft = next(begun, None) or new_move(office, connection, habit, record, move, number, gesture)
    if any(draft.answers.get(question.id) for question in habit.form_of(move)[0].questions if question.kind == "lines"):
        # Lines are not in the view's own state, so they are kept at once.
        with writing(office.memory) as connection:
            if drafts.get(connection, office.workspace, draft.key) is None:
                drafts.save(connection, draft)
    _show(door, body, view_of(door, draft, 0))


def open_named(door: Door, habit: Habit, body: Body, typed: str, link: str = "") -> None:
    """The form of the account that is named: `open_form` for a name that is certainly one, though it be "Help"."""
    office = door.office
    actor = door.actor(body)
    gesture = door.gesture(body, "command")
    meant = _account_meant(office, typed)
    with reading(office.memory) as connection:
        mine = [d for d in drafts.of(connection, office.workspace, actor.id) if d.habit == habit.id and not d.move]
        account = accounts.get(connection, office.workspace, meant["id"]) if meant and "id" in meant else None
        answers = starts.started(habit.questions, actor.id, gesture.today)
        answers |= known_of(office, connection, habit, account, answers, gesture) if account else {"account": meant}
        begun = deeds.the_one_of(office, connection, habit, account) if account and not habit.many else None
        returned = begun if begun and _may_complete(office, connection, habit, begun, actor.id) else None
        draft = None if returned else next((d for d in mine if meant and _same_account(d, meant)), None)
        offered = [] if draft or returned else mine[:_SHOWN_DRAFTS]
        lines = [(d.key, standing.draft_sentence(office, connection, d, actor.zone)) for d in offered]
    if draft is None and account and begun and not returned:  # nobody fills in a form that could not be sent
        asking.show_brief(door, body, actor.id, account.id)
        return
    if returned:
        draft = begun_again(office, returned, gesture)
    if draft is None:
        draft = new_draft(office, habit, actor, answers, link, bool(account))
    _show(door, body, view_of(door, draft, draft.step, opening=modals.draft_blocks(lines, office.words)))


def _show(door: Door, body: Body, view: modals.View) -> None:
    """Above the modal it was asked for in, where it was one."""
    method = "views.push" if body.get("view", {}).get("type") == "modal" else "views.open"
    door.office.slack.call(method, trigger_id=body["trigger_id"], view=view)


def _may_complete(office: Office, connection: Connection, habit: Habit, record: Record, person: str) -> bool:
    held = accounts.roles_of(connection, office.workspace, record.account)
    return why_not(habit, habit.moves[FORM_MOVE], record, held, person, None) is None


def _account_meant(office: Office, typed: str) -> dict[str, Any] | None:
    """What the words after the command name: an account we have, a new one, or nothing sure enough to fill in."""
    if not typed:
        return None
    if one := office.names.meant(typed):
        return {"id": one.id, "name": one.name}
    return None if office.names.find(typed, 1) else {"new": typed}


def _same_account(draft: Draft, account: Mapping[str, Any]) -> bool:
    """By name: an account that was new when the draft was begun may be there by now."""
    return search.same(_name(draft.answers.get("account") or {}), _name(account))


def _name(account: Mapping[str, Any]) -> str:
    return str(account.get("name") or account.get("new") or "")


def _account_options(office: Office, habit: Habit, typed: str) -> list[dict[str, Any]]:
    likely = office.names.find(typed, _OPTIONS - 1)
    options = [modals.account_option({"id": a.id, "name": a.name}, office.words) for a in likely]
    new = typed.strip()
    if new and habit.question("account").may_be_new and not any(search.same(a.name, new) for a in likely):
        options.append(modals.account_option({"new": new}, office.words))
    return options


def _keep_link(office: Office, author: str, guess: str, link: str) -> None:
    with writing(office.memory) as connection:
        for draft in drafts.of(connection, office.workspace, author):
            if draft.answers.get("started_from") == guess:
                drafts.save(connection, replace(draft, answers={**draft.answers, "started_from": link}))


def _complete(door: Door, body: Body, gesture: Gesture, record_id: int) -> None:
    """Open a record's form again, prefilled; for whoever pressed it, their own draft of it where there is.

    In place of a pack, which would be another one by then; and a line of the form is a third modal, Slack's last.
    """
    office = door.office
    with reading(office.memory) as connection:
        record = records.get(connection, office.workspace, record_id)
    if record is None:
        door.tell(body, office.words.phrase("gone"))
        return
    if refusal := deeds.why_not_move(office, record, FORM_MOVE, None, gesture):
        door.tell(body, door.sentence(refusal))
        return
    draft = begun_again(office, record, gesture)
    view = view_of(door, draft, draft.step)
    if body.get("view", {}).get("callback_id") == pack.PACK_VIEW:
        asking.show_instead(door, body, view)
    else:
        _show(door, body, view)


def _continue(door: Door, body: Body, actor: str, key: str) -> None:
    """Go on with a draft: in the form it was chosen in, or in a new one."""
    draft = stored(door, key)
    if draft is None or draft.author != actor:
        door.tell(body, door.office.words.phrase("draft_gone"))
        return
    view = view_of(door, draft, draft.step)
    if body.get("view", {}).get("callback_id") == "form":
        door.office.slack.call("views.update", view_id=body["view"]["id"], view=view)
    else:
        _show(door, body, view)
