"""Amounts as people type them, kept in minor units with their currency."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
_NO_MINOR_UNIT = {"JPY", "KRW", "VND", "CLP", "ISK"}
"""Currencies counted in whole units (ISO 4217, exponent 0), of those our users have met."""
_THREE_DECIMALS = {"KWD", "BHD", "OMR", "JOD", "TND"}
_AMOUNT = re.compile(
    r"(?P<before>[€$£¥₹]|[A-Za-z]{3})?\s*(?P<digits>\d[\d.,'\s ]*)(?P<scale>[kKmM])?\s*(?P<after>[€$£¥₹]|[A-Za-z]{3})?"
)
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}


@dataclass(frozen=True)
class Money:
    """`minor` is whole cents (or the currency's own smallest unit); `currency` an ISO 4217 code."""

    minor: int
    currency: str

    def __str__(self) -> str:
        places = _places(self.currency)
        whole, rest = divmod(self.minor, 10**places)
        return f"{whole:,}{f'.{rest:0{places}d}' if rest else ''} {self.currency}"


def parse(text: str) -> Money | None:
    """Read "120,000 EUR", "€120.000", "$1.2m" or "CHF 90'000.50"; None when it is not one amount with its currency."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or bool(match["before"]) == bool(match["after"]):
        return None
    name = match["before"] or match["after"]
    currency = _SIGNS.get(name, name.upper())
    places = _places(currency)
    number = _plain_number(match["digits"], three_decimals=bool(match["scale"]) or places == 3)
    if number is None:
        return None
    whole, _, rest = number.partition(".")
    scale = _SCALES[(match["scale"] or "").lower()]
    digits = 12
    exact = int(whole + rest.ljust(digits, "0")[:digits]) * scale * 10**places
    if exact % 10**digits:
        return None
    return Money(exact // 10**digits, currency)


def _plain_number(written: str, three_decimals: bool) -> str | None:
    """Digits with "." as the decimal point, or None when the grouping makes no sense.

    A last group of exactly three digits after a lone separator is thousands ("120.000", "120,000"), because yearly
    amounts are written so far more often than with three decimals. Where three decimals are usual (before k or m, and
    in currencies that have them) a lone point is a decimal point; after a bare 0 it always is.
    """
    text = re.sub(r"[\s ']", "", written).rstrip(".,")
    marks = re.findall(r"[.,]", text)
    if not marks:
        return text
    last = marks[-1]
    head, _, tail = text.rpartition(last)
    decimal_point = last == "." and len(marks) == 1 and three_decimals
    grouped = len(tail) == 3 and head != "0" and not decimal_point
    if grouped and len(set(marks)) == 1:
        head, tail = text, ""
    elif marks.count(last) > 1:
        return None
    groups = re.split(r"[.,]", head)
    if any(len(group) != 3 for group in groups[1:]) or not groups[0]:
        return None
    return "".join(groups) + (f".{tail}" if tail else "")


def _places(currency: str) -> int:
    return 0 if currency in _NO_MINOR_UNIT else 3 if currency in _THREE_DECIMALS else 2
