"""Who may act, own and read: only active members of our own workspace, and what is personal not all of them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.blueprint import FieldClass, Move, Question, strictest
from bot.rules.facts import Person, Standing

ANYONE = "anyone"
"""A move that any member may make (`by: anyone`)."""
NEVER_SAID = frozenset({"personal_in_channel"})
"""Reasons that stay whatever anybody does: what is personal is not for a channel."""


def why_not_act(person: Person | None) -> str | None:
    """The phrase that tells somebody they may not use Hearth at all, or None when they may. Unknown means no."""
    if person is None:
        return "unknown_person"
    return {
        Standing.MEMBER: None,
        Standing.GUEST: "guest_may_not",
        Standing.EXTERNAL: "outsider_may_not",
        Standing.BOT: "bot_may_not",
        Standing.DEACTIVATED: "deactivated_may_not",
    }[person.standing]


def why_not_import(person: Person) -> str | None:
    """The phrase that says a member may not take in accounts from a table, or None when they may: admins may.

    It changes everybody's accounts at once.
    """
    return None if person.is_admin else "import_not_yours"


def why_not_bind(
    person: Person | None, bound: str | None, held: Mapping[str, str], channel: str, *, taken: bool
) -> str | None:
    """The phrase that says why a person cannot make `channel` an account's own, or None where they can: the account's
    people (`held`, by role) and admins may. One that is `bound` already stays so, as its threads stand there; and one
    that is `taken` is another account's."""
    if person is None or not (person.is_admin or person.id in held.values()):
        return "binding_not_yours"
    if bound not in (None, channel):
        return "binding_bound"
    return "binding_taken" if taken else None


def why_not_see_outbox(person: Person | None) -> str | None:
    """The phrase that says a member may not see what everybody is told, nor decide on it, or None for an admin."""
    return None if person is not None and person.is_admin else "outbox_not_yours"


def may_say_again(why: str | None) -> bool:
    """Whether trying again can help where a message failed: it may be mended, but never said where it must not be.

    `why` is the reason that is kept with the message: a phrase's id, and perhaps what Slack called it.
    """
    return (why or "").partition(" ")[0] not in NEVER_SAID


def why_not_hold(person: Person | None) -> str | None:
    """The phrase that says why a person cannot be given a role on an account, or None when they can."""
    if person is None:
        return "role_unknown_person"
    return {
        Standing.MEMBER: None,
        Standing.GUEST: "role_guest",
        Standing.EXTERNAL: "role_outsider",
        Standing.BOT: "role_bot",
        Standing.DEACTIVATED: "role_deactivated",
    }[person.standing]


def why_not_move(move: Move, actor: str, roles: Mapping[str, str]) -> str | None:
    """The phrase that says a move is another person's to make. `roles` maps a role to the person who has it here."""
    if move.by == ANYONE or roles.get(move.by) == actor:
        return None
    return "not_yours_to_move"


def may_read(field_class: FieldClass | None, actor: str, roles: Mapping[str, str]) -> bool:
    """Whether a member may read answers of this class. What is personal is for the account's own people alone.

    `roles` maps the roles of the account, or of one of its records, to the people who have them. An unknown class means
    no.
    """
    if field_class is FieldClass.PERSONAL:
        return actor in roles.values()
    return field_class in (FieldClass.SHAREABLE, FieldClass.INTERNAL)


def may_read_answer(question: Question, actor: str, roles: Mapping[str, str]) -> bool:
    """Whether a member may read the answer to a question, and all that its lines ask."""
    classes = [question.field_class, *(inner.field_class for inner in question.line)]
    return may_read(strictest(classes), actor, roles)
