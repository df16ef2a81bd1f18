"""An answer is shown as people say it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.blueprint import Choice, FieldClass, Question
from bot.words import answered, channel
from tests.cast import EVERYBODY

COLOURS = (Choice("r", "Red"), Choice("g", "Green"))


def asked(kind: str, **more: Any) -> Question:
    return Question("it", "It", kind, FieldClass.INTERNAL, **more)


@pytest.mark.parametrize(
    ("question", "answer", "shown"),
    [
        (asked("text"), "Acme", "Acme"),
        (asked("number"), 3, "3"),
        (asked("number"), 0, "0"),
        (asked("yes_no"), "yes", "yes"),
        (asked("date"), "2026-03-02", date(2026, 3, 2)),
        (asked("money"), {"minor": 12_000_050, "currency": "EUR"}, "120,000.50 EUR"),
        (asked("money"), "about ten", "about ten"),
        (asked("choice", choices=COLOURS), "g", "Green"),
        (asked("choice", choices=COLOURS), "blue", "blue"),
        (asked("choices", choices=COLOURS), ["r", "g"], "Red, Green"),
        (asked("person"), "UANN", "Ann Adler"),
        (asked("person"), "UNEW", "@UNEW"),
        (asked("people"), ["UANN", "UBEN"], "Ann Adler, Ben Brand"),
        (asked("account"), {"id": 7, "name": "Acme"}, "Acme"),
        (asked("account"), {"new": "Acme"}, "Acme"),
        (asked("channel"), "C0ACME", channel("C0ACME")),
        (asked("url"), "https://acme.example/a?b&c", "https://acme.example/a?b&c"),
        (asked("text"), None, ""),
        (asked("people"), [], ""),
        (asked("lines", line=(asked("date"),)), [{"it": "2026-03-02"}], [{"it": date(2026, 3, 2)}]),
        (asked("lines", line=(asked("date"),)), None, []),
    ],
)
def test_an_answer_is_shown_as_people_say_it(question: Question, answer: Any, shown: Any) -> None:
    assert answered([question], {"it": answer}, EVERYBODY) == {"it": shown}


@pytest.mark.parametrize(
    ("typed", "markup"),
    [
        ("https://acme.example/a?b&c", "<https://acme.example/a?b&amp;c>"),
        ("https://acme.example/|click", None),
        ("https://acme.example/ <!channel>", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_an_address_becomes_a_link(typed: str, markup: str | None) -> None:
    shown = answered([asked("url")], {"it": typed}, EVERYBODY)["it"]
    assert getattr(shown, "markup", None) == markup
    assert shown == typed
