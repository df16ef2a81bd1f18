"""Whether a person may say something of a nudge, and to whom it goes that is not theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.rules.days import local_day
from bot.rules.facts import Deed, Mark, Nudge
from bot.rules.moves import Refusal

OVER = frozenset({Deed.DONE, Deed.WRONG, Deed.DROPPED, Deed.ANSWERED})
"""Deeds after which a nudge is told no more."""


def why_not_mark(
    nudge: Nudge,
    closed_at: datetime | None,
    marks: Sequence[Mark],
    actor: str,
    concerned: Collection[str],
    zone: str,
) -> Refusal | None:
    """Why this person cannot say anything of a nudge, None where they can.

    Those may whose turn it is or was, who stands in, and the others `concerned`: the account's people, and whoever it
    was told to. Of one that is over it is told who ended it, on which day of `zone`; `closed_at` is when it ended by
    itself.
    """
    refusal = why_not_answer(nudge, marks, actor, concerned)
    if refusal is not None:
        return refusal
    ending = next((mark for mark in marks if mark.deed in OVER), None)
    if ending is not None:
        facts = {"deed": ending.deed.value, "person": ending.by, "day": local_day(ending.at, zone)}
        return Refusal("nudge_over", facts)
    return Refusal("nudge_settled", {"day": local_day(closed_at, zone)}) if closed_at else None


def why_not_answer(nudge: Nudge, marks: Sequence[Mark], actor: str, concerned: Collection[str]) -> Refusal | None:
    """Why this person has no part in a nudge, None where they have: it is theirs, or was, or they are `concerned`."""
    if actor in {nudge.person, nudge.cover, *concerned, *(mark.to for mark in marks)}:
        return None
    return Refusal("not_your_nudge", {"person": nudge.person})


def is_said_already(marks: Sequence[Mark], new: Mark) -> bool:
    """Whether the last thing that was said of a nudge is this very one, as when a button is pressed twice."""
    last = max(marks, key=lambda mark: mark.at, default=None)
    return last is not None and _said(last) == _said(new)


def next_holder(nudge: Nudge, actor: str, roles: Mapping[str, str]) -> str | None:
    """Whose it is, where nobody says so: the owner's, or the manager's where the owner has it; None without either.

    `roles` are those of the account whose holders can act.
    """
    others = (roles[role] for role in ("owner", "manager") if role in roles)
    return next((person for person in others if person not in (actor, nudge.person)), None)


def _said(mark: Mark) -> tuple[object, ...]:
    return mark.deed, mark.by, mark.until, mark.to, mark.answers
