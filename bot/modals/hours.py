"""One's own hours and leave as a modal, and what was entered there, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from bot.modals.fields import ANSWER, Block, option, plain
from bot.modals.forms import View
from bot.rules.facts import Leave, Rhythm
from bot.rules.hours import Wanted
from bot.rules.regions import regions
from bot.words import Button, Words, section_block, small_block

HOURS = "hours"
"""The modal's callback_id, and the action_id of the button that opens it."""
PICK_REGION = "hours:region"
TAKE_BACK = "hours:take_back"

_NO_REGION = "none"
_MONDAY = date(2026, 3, 2)
_MOST_LEAVES = 20


def hours_view(rhythm: Rhythm, plain_one: Rhythm, leaves: Sequence[Leave], today: date, words: Words) -> View:
    """The modal. `rhythm` is as they keep it, `plain_one` as the calendar has it; `leaves` are those to come."""
    return {
        "type": "modal",
        "callback_id": HOURS,
        "title": plain(words.plain("hours_title")),
        "submit": plain(words.plain("keep")),
        "close": plain(words.plain("cancel")),
        "blocks": [
            section_block("says", words.phrase("hours_says", zone=rhythm.zone)),
            *_away(rhythm, today, words),
            *(
                _asked(hour, _hour(getattr(rhythm, hour)), _on_clock(getattr(plain_one, hour)), words)
                for hour in ("digest_at", "opens", "closes")
            ),
            _asked("working_days", _days(rhythm.working_days), _named_days(plain_one.working_days), words),
            _asked("region", _region(rhythm.region, words), _named_region(plain_one.region, words), words),
            section_block("leave", words.phrase("hours_leave")),
            *_leaves(leaves, today, words),
            _asked("first", {"type": "datepicker"}, "", words),
            _asked("last", {"type": "datepicker"}, "", words),
        ],
    }


def hours_wanted(state: Mapping[str, Any]) -> Wanted:
    """What was entered in the modal (`view.state.values`)."""
    given = {block: next(iter(actions.values())) for block, actions in state.items()}
    region = given["region"].get("selected_option")
    return Wanted(
        digest_at=_time(given["digest_at"]),
        opens=_time(given["opens"]),
        closes=_time(given["closes"]),
        working_days=frozenset(int(chosen["value"]) for chosen in given["working_days"]["selected_options"]),
        region=region and region["value"].replace(_NO_REGION, ""),
        first=_date(given["first"]),
        last=_date(given["last"]),
    )


def region_option(code: str, words: Words) -> Block:
    """A region as it stands in the menu; "" is none."""
    return option(_named_region(code, words), code or _NO_REGION)


def picked_leave(action: Mapping[str, Any], person: str) -> Leave:
    """The leave that is to be taken back."""
    first, last = action["value"].split("/")
    return Leave(person, date.fromisoformat(first), date.fromisoformat(last))


def _asked(id: str, element: Block, as_calendar: str, words: Words) -> Block:
    block = {
        "type": "input",
        "block_id": id,
        "optional": True,
        "label": plain(words.plain(f"hours_{id}")),
        "element": {"action_id": ANSWER, **element},
    }
    return block | ({"hint": plain(words.plain("hours_calendar", seen=as_calendar))} if as_calendar else {})


def _away(rhythm: Rhythm, today: date, words: Words) -> list[Block]:
    if rhythm.away_until is None or rhythm.away_until < today:
        return []
    return [small_block("away", words.phrase("hours_away", day=rhythm.away_until, sent_on=today))]


def _hour(hour: time) -> Block:
    return {"type": "timepicker", "initial_time": _on_clock(hour)}


def _on_clock(hour: time) -> str:
    return f"{hour:%H:%M}"


def _days(chosen: frozenset[int]) -> Block:
    options = [option(_weekday(day), str(day)) for day in range(7)]
    return {"type": "checkboxes", "options": options, "initial_options": [options[day] for day in sorted(chosen)]}


def _named_days(days: frozenset[int]) -> str:
    return ", ".join(_weekday(day) for day in sorted(days))


def _weekday(day: int) -> str:
    return f"{_MONDAY + timedelta(days=day):%A}"


def _region(region: str | None, words: Words) -> Block:
    return {
        "type": "external_select",
        "action_id": PICK_REGION,
        "min_query_length": 0,
        "placeholder": plain(words.plain("hours_find")),
        "initial_option": region_option(region or "", words),
    }


def _named_region(region: str | None, words: Words) -> str:
    return f"{regions().get(region, '')} ({region})" if region else words.plain("hours_no_holidays")


def _leaves(leaves: Sequence[Leave], today: date, words: Words) -> list[Block]:
    shown = [_leave(leave, today, words) for leave in leaves[:_MOST_LEAVES]]
    more = len(leaves) - len(shown)
    return [*shown, *([small_block("leave.more", words.phrase("and_more", count=more))] if more else [])]


def _leave(leave: Leave, today: date, words: Words) -> Block:
    text = words.phrase("hours_leave_line", since=leave.first, day=leave.last, sent_on=today)
    value = f"{leave.first}/{leave.last}"
    back = words.plain("hours_take_back")
    label = f"{back}: {words.plain('hours_leave_line', since=leave.first, day=leave.last, sent_on=today)}"
    return section_block(f"leave.{value}", text, Button(TAKE_BACK, back, value, label=label))


def _time(given: Mapping[str, Any]) -> time | None:
    chosen = given.get("selected_time")
    return time.fromisoformat(chosen) if chosen else None


def _date(given: Mapping[str, Any]) -> date | None:
    chosen = given.get("selected_date")
    return date.fromisoformat(chosen) if chosen else None
