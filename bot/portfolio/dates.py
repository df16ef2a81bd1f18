"""Days as people and programs write them; whether the day or the month comes first, the whole column decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from bot.rules.spelling import key_of

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jaenner janner janvier janv",
            "february feb februar fevrier fevr fev",
            "march mar marz maerz mrz mars",
            "april apr avril avr",
            "may mai",
            "june jun juni juin",
            "july jul juli juillet juil",
            "august aug aout",
            "september sep sept septembre",
            "october oct oktober okt octobre",
            "november nov novembre",
            "december dec dezember dez decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MIDNIGHT: Final = re.compile(r"[t ]+(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?am) ?(?:z|[+-][0-9]{2}:?[0-9]{2})?$")
"""What programs put behind a day. Any other time of day is refused: in another zone it is another day."""
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY_NAMED: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|er)?[ .-]+([^\W\d]+)[ .,-]+([0-9]{4}|[0-9]{2})")
_MONTH_NAMED: Final = re.compile(r"([^\W\d]+)[ .-]+([0-9]{1,2})(?:st|nd|rd|th)?[ ,.-]+([0-9]{4})")
_YEARS: Final = range(1950, 2150)
"""A contract's; any other year is a slip of the keys."""


def day_of(text: str, day_first: bool) -> date | None:
    """The day that is meant, or None when this is no day. `day_first` is how 03/04/2026 and 03-04-2026 are to be read.

    03.04.2026 is the third of April either way: where people write points, the day comes first. 03-04-26 is nothing:
    its year may be either end.
    """
    text = _bare(text)
    if found := _YEAR_FIRST.fullmatch(text):
        year, mark, month, day = found.groups()
        return _day(year, int(month), int(day)) if mark or len(text) == 8 else None
    if found := _YEAR_LAST.fullmatch(text):
        one, mark, other, year = found.groups()
        day, month = (one, other) if day_first or mark == "." else (other, one)
        return _day(year, int(month), int(day)) if mark != "-" or len(year) == 4 else None
    if found := _DAY_NAMED.fullmatch(text):
        return _day(found[3], _MONTHS.get(found[2]), int(found[1]))
    if found := _MONTH_NAMED.fullmatch(text):
        return _day(found[3], _MONTHS.get(found[1]), int(found[2]))
    return None


def orders(texts: Iterable[str]) -> tuple[str | None, str | None, str | None]:
    """Of a column's texts the first that can only have the day first, the first that can only have the month first,
    and the first that can have either and would be another day.
    """
    day, month, either = None, None, None
    for text in (text for text in texts if _YEAR_LAST.fullmatch(_bare(text))):
        readings = day_of(text, True), day_of(text, False)
        if readings[0] == readings[1]:
            continue
        if readings[1] is None:
            day = day or text
        elif readings[0] is None:
            month = month or text
        else:
            either = either or text
    return day, month, either


def _bare(text: str) -> str:
    """Without capitals, accents and midnight."""
    return _MIDNIGHT.sub("", text.lower() if text.isascii() else key_of(text))


def _day(year: str, month: int | None, day: int) -> date | None:
    full = int(year) + 2000 if len(year) == 2 else int(year)
    if month is None or full not in _YEARS:
        return None
    try:
        return date(full, month, day)
    except ValueError:
        return None
