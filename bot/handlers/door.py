"""The door that every gesture comes through: who is it, may they, and what are they told when something fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import App, BoltResponse
from slack_sdk.webhook import WebhookClient

from bot import modals
from bot.deeds import Gesture
from bot.handlers.afterwards import Afterwards
from bot.office import Office
from bot.pages import home, standing
from bot.persons import person_from
from bot.rules.allowed import why_not_act
from bot.rules.facts import Person
from bot.rules.moves import Refusal
from bot.slack import Refused, SlackTrouble
from bot.store import people
from bot.store.engine import reading, writing

log = logging.getLogger(__name__)
Body = Mapping[str, Any]

_GESTURES = ("block_actions", "shortcut", "message_action")
"""What a person waits for an answer to. A menu that could not be filled shows so itself."""

_CLOSED = {("views.update", "not_found"), ("views.push", "not_found")}
"""What Slack answers where somebody closed the modal before we came to it: they wait for nothing any more
(docs.slack.dev/reference/methods/views.update)."""


class NotAllowed(Exception):
    """This person may not use Hearth; `phrase` says it to them."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


@dataclass(frozen=True)
class Door:
    """What handlers share. `afterwards` does what follows an ack, so that no ack waits for Slack."""

    office: Office
    afterwards: Afterwards

    def actor(self, body: Body) -> Person:
        """Whoever made this gesture, once it is sure that they may; raises NotAllowed.

        In a channel shared with a customer their people can press our buttons; only `user.team_id` tells
        (docs.slack.dev/apis/slack-connect), so it is compared before anything else is asked.
        """
        user = body["user"] if isinstance(body.get("user"), Mapping) else {"id": body["user_id"]}
        team = user.get("team_id") or body.get("team_id")
        if team is not None and team != self.office.workspace:
            raise NotAllowed("outsider_may_not")
        person = self.person(user["id"])
        if phrase := why_not_act(person):
            raise NotAllowed(phrase)
        assert person is not None  # why_not_act refuses the unknown
        return person

    def gesture(self, body: Body, surface: str) -> Gesture:
        person = self.actor(body)
        return Gesture(person.id, self.office.clock(), surface, person.zone)

    def person(self, id: str) -> Person | None:
        """Somebody by id, asked of Slack when they were never seen; None when Slack knows nobody or does not say."""
        with reading(self.office.memory) as connection:
            known = people.known(connection, self.office.workspace, [id]).get(id)
        return known or self._met(id)

    def people(self, ids: frozenset[str]) -> dict[str, Person]:
        """Those of `ids` that can be known, by id."""
        with reading(self.office.memory) as connection:
            known = people.known(connection, self.office.workspace, ids)
        met = {id: self._met(id) for id in ids - known.keys()}
        return known | {id: person for id, person in met.items() if person}

    def after(self, body: Body, work: Callable[[], None]) -> None:
        """Do `work` once the ack is on its way; whatever goes wrong in it is told to the person and logged."""
        self.afterwards.do(partial(self._attempt, body, work))

    def refresh(self, person: str) -> None:
        """Draw a person's Home anew once the ack is on its way. What they did is done, whether or not this works."""
        self.afterwards.do(partial(home.refresh, self.office, person))

    def tell(self, body: Body, sentence: str, title: str = "") -> None:
        """Say something to the person alone: beside the message, or in a modal, or where neither works in a DM."""
        if self._told_beside(body, sentence) or self._told_in_a_modal(body, sentence, title):
            return
        self.office.slack.call("chat.postMessage", channel=_who(body), text=sentence)

    def _told_beside(self, body: Body, sentence: str) -> bool:
        if not (url := body.get("response_url")):
            return False
        answer = WebhookClient(url, retry_handlers=[])
        try:
            return answer.send(text=sentence, response_type="ephemeral", replace_original=False).status_code == 200
        except OSError as lost:
            log.warning("a response_url does not answer: %s", lost)
            return False

    def _told_in_a_modal(self, body: Body, sentence: str, title: str) -> bool:
        """Not after a modal was sent: its ack closes it, and with it what was pushed upon it a moment earlier."""
        if not (trigger := body.get("trigger_id")) or body.get("type") == "view_submission":
            return False
        view = modals.notice_view(title or self.office.words.plain("not_done"), sentence, self.office.words)
        method = "views.push" if body.get("view", {}).get("type") == "modal" else "views.open"
        try:
            self.office.slack.call(method, trigger_id=trigger, view=view)
        except SlackTrouble as too_late:  # a trigger lives for three seconds, and opens one modal
            log.info("no modal could be opened to tell of a refusal: %s", too_late)
            return False
        return True

    def refuse(self, body: Body, refusal: Refusal) -> None:
        self.after(body, lambda: self.tell(body, self.sentence(refusal)))

    def notice(self, refusal: Refusal) -> modals.View:
        """A refusal as a modal."""
        words = self.office.words
        return modals.notice_view(words.plain("not_done"), self.sentence(refusal), words)

    def sentence(self, refusal: Refusal) -> str:
        """A refusal in words; a person or role in its facts is named."""
        facts = dict(refusal.facts)
        if "person" in facts:
            facts["person"] = self.office.words.person(facts["person"], self.person(facts["person"]))
        if "role" in facts:
            facts["role"] = standing.role_name(self.office, facts["role"])
        return self.office.words.phrase(refusal.phrase, **facts)

    def _met(self, id: str) -> Person | None:
        try:
            user = self.office.slack.ask_in_haste("users.info", user=id)["user"]
        except SlackTrouble as trouble:
            if not isinstance(trouble, Refused):
                log.warning("cannot ask Slack who %s is: %s", id, trouble)
            return None
        person = person_from(user, self.office.workspace, self.office.clock())
        with writing(self.office.memory) as connection:
            people.remember(connection, person)
        return person

    def _attempt(self, body: Body, work: Callable[[], None]) -> None:
        try:
            work()
        except NotAllowed as no:
            self._console(body, no.phrase)
        except Exception as failure:
            if isinstance(failure, Refused) and (failure.method, failure.why) in _CLOSED:
                log.info("nothing was shown, the modal is closed: %s", failure)
                return
            log.exception("a gesture failed after its ack")
            self._console(body, "trouble")

    def _console(self, body: Body, phrase: str) -> None:
        try:
            self.tell(body, self.office.words.phrase(phrase))
        except (SlackTrouble, OSError) as deaf:
            log.warning("and the person could not be told: %s", deaf)


def surface_of(body: Body) -> str:
    """Where a button was pressed: in a message, in a modal, or in Home."""
    return str(body.get("view", {}).get("type", "button"))


def _who(body: Body) -> str:
    """The id of whoever made a gesture or caused an event."""
    user = body.get("user") or body.get("user_id") or body["event"]["user"]
    return str(user["id"] if isinstance(user, Mapping) else user)


def guard_acks(app: App, door: Door) -> None:
    """Answer a gesture that failed before its ack: the person hears it, and Slack is not left waiting."""

    @app.error
    def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
        phrase = error.phrase if isinstance(error, NotAllowed) else "trouble"
        if not isinstance(error, NotAllowed):
            log.error("a gesture failed before its ack", exc_info=error)
        if body.get("type") == "view_submission":
            words = door.office.words
            view = modals.notice_view(words.plain("not_done"), words.phrase(phrase), words)
            return BoltResponse(status=200, body={"response_action": "push", "view": view})
        if "command" in body or body.get("type") in _GESTURES:
            door.after(body, lambda: door.tell(body, door.office.words.phrase(phrase)))
        return BoltResponse(status=200)
