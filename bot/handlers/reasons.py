"""What is asked behind a nudge's menu (until when, whose is it, what is wrong), and what the answers come to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final

from bot.blueprint import SLIP, Choice, FieldClass, Question
from bot.modals import Asks, step_answers
from bot.office import Office
from bot.rules.facts import SLIPS, Deed, Mark
from bot.rules.moves import Refusal
from bot.words import PASS_ON, SNOOZE, WRONG

ASKING: Final = (SNOOZE, PASS_ON, WRONG, SLIP)
"""What is pressed under a nudge and asks something; "nudge:<act>" is the callback_id of the modal."""

_DAYS: Final = {"tomorrow": 1, "three_days": 3}
_NEXT_WEEK: Final = "next_week"
_LIKELIEST: Final = "three_days"
"""What most people choose: it is chosen already, so that to put something off is to open the modal and send it."""
_FURTHEST = timedelta(days=366)
"""What is snoozed for longer is forgotten, and nobody said so."""
_ANY_TIER: Final = frozenset({"any"})


@dataclass(frozen=True)
class About:
    """What such a modal remembers: the nudge; whose it is if nobody is chosen; how often it was snoozed, where it asks
    whether that is right; and the modal under it, with what that is about."""

    nudge: str
    to: str = ""
    again: int = 0
    under: str = ""
    of: str = ""

    def dumps(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value}, separators=(",", ":"))


@dataclass(frozen=True)
class Given:
    """What somebody wants done about a nudge, as `deeds.mark` takes it."""

    deed: Deed
    until: date | None = None
    to: str | None = None
    reason: str | None = None
    note: str | None = None


def about(view: Mapping[str, Any]) -> About:
    """What a sent modal was drawn for."""
    return About(**json.loads(view["private_metadata"]))


def asks(
    office: Office, act: str, about: About, account: str, heir: str, today: date, earlier: Sequence[Mark] = ()
) -> Asks:
    """The modal behind an act. `heir` is the name of whoever has it if nobody is chosen; `earlier` what was done about
    it so far."""
    says = office.words.phrase(f"{act}_says", account=account, person=heir)
    if about.again:
        says = f"{says}\n{office.words.phrase('snooze_again', count=about.again)}"
    return Asks(
        callback_id=f"nudge:{act}",
        metadata=about.dumps(),
        title=office.words.plain(f"{act}_title"),
        submit=office.words.plain(f"{act}_do"),
        questions=_questions(office, act, about, today),
        says=says,
        starts_as=_likeliest(office, earlier) if act == SNOOZE else {},
    )


def given(office: Office, act: str, view: Mapping[str, Any], today: date) -> Given | dict[str, Refusal]:
    """What the modal's answers come to, or what is wrong with them, by question."""
    asked = about(view)
    answers = step_answers(_questions(office, act, asked, today), view["state"]["values"])
    reason, note = answers.get("reason"), answers.get("note")
    if act == WRONG:
        return Given(Deed.WRONG, reason=reason, note=note)
    if act == SLIP:
        return _slipped(answers, today)
    if act == PASS_ON:
        return Given(Deed.PASSED_ON, to=answers.get("to") or asked.to, note=note)
    if answers.get("still") == "no":
        return Given(Deed.DROPPED, reason=reason, note=note)
    until = _until(answers, today)
    if isinstance(until, date):
        return Given(Deed.SNOOZED, until=until, reason=reason, note=note)
    return until


def _likeliest(office: Office, earlier: Sequence[Mark]) -> dict[str, str]:
    """What a snooze begins with: its usual length, and the reason of last time."""
    reasons = [choice.value for choice in office.blueprint.calendar.digest.reasons]
    latest = max((mark for mark in earlier if mark.deed is Deed.SNOOZED), key=lambda mark: mark.at, default=None)
    reason = latest.reason if latest and latest.reason in reasons else reasons[0]
    return {"until": _LIKELIEST, "reason": reason}


def _slipped(answers: Mapping[str, Any], today: date) -> Given | dict[str, Refusal]:
    day = date.fromisoformat(answers["day"])
    if not today < day <= today + _FURTHEST:
        return {"day": Refusal("slip_not_then", {"day": today + _FURTHEST, "sent_on": today})}
    return Given(Deed.SLIPPED, until=day, reason=answers["reason"], note=answers.get("note"))


def _questions(office: Office, act: str, about: About, today: date) -> tuple[Question, ...]:
    digest = office.blueprint.calendar.digest
    note = _question(office, "note", "long_text")
    if act == WRONG:
        return _question(office, "reason", "choice", "wrong_reason", choices=digest.wrong, needed=True), note
    if act == SLIP:
        told = tuple(Choice(id, office.words.plain(f"slip_{id}")) for id in SLIPS)
        return (
            _question(office, "day", "date", "slip_until", needed=True),
            _question(office, "reason", "choice", "slip_told", choices=told, needed=True),
            note,
        )
    if act == PASS_ON:
        return _question(office, "to", "person", "pass_to", needed=not about.to), note
    still = [_question(office, "still", "yes_no", "snooze_still", needed=True)] if about.again else []
    return (
        *still,
        _question(office, "until", "choice", "snooze_until", choices=_ahead(office, today), needed=not still),
        _question(office, "day", "date", "snooze_day"),
        _question(office, "reason", "choice", "snooze_reason", choices=digest.reasons, needed=True),
        note,
    )


def _question(
    office: Office,
    id: str,
    kind: str,
    ask: str = "mark_note",
    *,
    choices: tuple[Choice, ...] = (),
    needed: bool = False,
) -> Question:
    required = _ANY_TIER if needed else frozenset()
    return Question(id, office.words.plain(ask), kind, FieldClass.INTERNAL, required=required, choices=choices)


def _ahead(office: Office, today: date) -> tuple[Choice, ...]:
    days = {
        **{name: today + timedelta(days=days) for name, days in _DAYS.items()},
        _NEXT_WEEK: _next_week(today),
    }
    return tuple(
        Choice(name, office.words.plain(f"snooze_{name}", day=day, sent_on=today)) for name, day in days.items()
    )


def _until(answers: Mapping[str, Any], today: date) -> date | dict[str, Refusal]:
    """The day that was chosen: one of their own before the choice above it, with which the modal begins."""
    chosen = answers.get("until")
    day = date.fromisoformat(answers["day"]) if answers.get("day") else None
    if day is None:
        return _chosen_day(chosen, today) if chosen else {"until": Refusal("snooze_when")}
    if not today < day <= today + _FURTHEST:
        return {"day": Refusal("snooze_not_then", {"day": today + _FURTHEST, "sent_on": today})}
    return day


def _chosen_day(chosen: str, today: date) -> date:
    return _next_week(today) if chosen == _NEXT_WEEK else today + timedelta(days=_DAYS[chosen])


def _next_week(today: date) -> date:
    """Its Monday."""
    return today + timedelta(days=7 - today.weekday())
