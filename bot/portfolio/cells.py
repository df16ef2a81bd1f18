"""One cell's text read as an answer of its question's kind, or as the problem that it is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from bot.blueprint import Choice, Question
from bot.portfolio import dates
from bot.portfolio.columns import TIER, Column, Wishes
from bot.portfolio.directory import Directory
from bot.portfolio.reading import Unreadable
from bot.portfolio.unmet import Unmet
from bot.rules import money
from bot.rules.problem import Problem
from bot.rules.spelling import key_of

_LONGEST: Final = 300
_LONGEST_OF_MANY_LINES: Final = 3000
"""Characters that the field of a form takes, in which the answer is found again (bot/modals)."""
_NEVER_SHOWN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, and those that turn around the reading order of what stands beside them."""
_NUMBER: Final = re.compile(r"([+-]?[0-9]{1,12})(?:[.,]([0-9]{1,6}))?")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL: Final = re.compile(r"https?://[^\s<>|\"]+")
_YES_OR_NO: Final = {
    **dict.fromkeys(["yes", "y", "true", "1", "x", "ja", "j", "wahr", "oui", "o", "vrai"], "yes"),
    **dict.fromkeys(["no", "n", "false", "0", "nein", "falsch", "non", "faux"], "no"),
}
_BETWEEN: Final = re.compile(r"[;,\n]")
"""What stands between several in one cell."""
_WORD: Final = re.compile(r"[^\W_]+")
_LETTERS_BEFORE_NUMBER: Final = re.compile(r"[^\W\d]+(?=[0-9]+$)")

Answer = Any
"""As `bot.rules.facts.Answers` holds it."""


class Unfit(Exception):
    """The text is no answer: the phrase that says why, and its facts."""

    def __init__(self, phrase: str, **facts: Any) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.facts = facts


@dataclass(frozen=True)
class How:
    """How the cells of one column are read.

    The whole column decided on `day_first`. Amounts that name no currency are in that which the heading has `stated`,
    else in the one that was `wished`. `words` are those that mean a choice, each with its value.
    """

    question: Question
    directory: Directory
    day_first: bool
    stated: str | None
    wished: str | None
    words: Mapping[str, str]

    def answer(self, text: str, currency: str = "") -> Answer | Problem:
        """What a cell says; `currency` is what its row's column of currencies says."""
        try:
            return _READ[self.question.kind](_fit(text, self.question.kind), self, currency)
        except Unfit as unfit:
            return Problem(self.question.id, unfit.phrase, unfit.facts)


def how(column: Column, texts: Iterable[str], directory: Directory, wishes: Wishes) -> How:
    """How a column is to be read, given all `texts` in it.

    Raises Unreadable where its days could be read in two ways, or some of them only in one and some only in the other.
    """
    assert column.field is not None  # nobody reads a column that was left alone
    question = column.field.question
    day_first = wishes.day_first
    if question.kind == "date" and day_first is None:
        day_first = _day_first(column.heading, texts)
    words = dict(_words_of(question))
    return How(question, directory, bool(day_first), column.currency, wishes.currency, words)


def _day_first(heading: str, texts: Iterable[str]) -> bool:
    day, month, either = dates.orders(texts)
    if day and month:
        raise Unreadable(0, "table_days_mixed", heading=heading, one=day, other=month)
    if either and not (day or month):
        raise Unreadable(0, "table_days_unclear", heading=heading, seen=either)
    return day is not None


def _words_of(question: Question) -> Iterator[tuple[str, str]]:
    """What may be written for each choice; what could mean two of them means none."""
    loose = [(_loosely(way), choice.value) for choice in question.choices for way in {*_ways(question, choice)}]
    meanings = Counter(word for word, _ in set(loose))
    yield from ((word, value) for word, value in loose if meanings[word] == 1)
    yield from ((key_of(choice.label), choice.value) for choice in question.choices)
    yield from ((key_of(choice.value), choice.value) for choice in question.choices)


def _ways(question: Question, choice: Choice) -> Sequence[str]:
    ways = [choice.value, choice.label, f"{choice.value} {choice.label}"]
    if question.id == TIER:  # "1" and "Tier 1" are T1
        number = _LETTERS_BEFORE_NUMBER.sub("", choice.value)
        ways += [number, f"tier {number}", f"tier {choice.value}"]
    return ways


def _loosely(text: str) -> str:
    return " ".join(_WORD.findall(key_of(text)))


def _fit(text: str, kind: str) -> str:
    if _NEVER_SHOWN.search(text):
        raise Unfit("cell_never_shown", seen=_NEVER_SHOWN.sub("\N{REPLACEMENT CHARACTER}", text[:_LONGEST]))
    most = _LONGEST_OF_MANY_LINES if kind == "long_text" else _LONGEST
    if len(text) > most:
        raise Unfit("cell_too_long", length=len(text), most=most)
    return text


def _text(text: str, _how: How, _currency: str) -> Answer:
    return " ".join(text.split())


def _long_text(text: str, _how: How, _currency: str) -> Answer:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _date(text: str, how: How, _currency: str) -> Answer:
    if day := dates.day_of(text, how.day_first):
        return day.isoformat()
    raise Unfit("cell_no_day", seen=text)


def _money(text: str, how: How, currency: str) -> Answer:
    amount = money.parse(text)
    stated = currency or how.stated
    said = stated or how.wished
    if amount and stated and (other := money.parse(f"1 {stated}")) and other.currency != amount.currency:
        raise Unfit("cell_two_currencies", seen=text, currency=stated)
    if not (amount or said) and money.parse(f"{text} EUR"):
        raise Unfit("cell_no_currency", seen=text)
    if amount := amount or (money.parse(f"{text} {said}") if said else None):
        return asdict(amount)
    raise Unfit("money_wrong", seen=f"{text} {said or ''}".strip())


def _number(text: str, _how: How, _currency: str) -> Answer:
    found = _NUMBER.fullmatch(text)
    if found is None or (found[2] and len(found[2]) == 3):  # 1.200 may be more than a thousand, or little over one
        raise Unfit("number_wrong", seen=text)
    number = float(f"{found[1]}.{found[2] or 0}")
    return int(number) if number.is_integer() else number


def _choice(text: str, how: How, _currency: str) -> Answer:
    value = how.words.get(key_of(text)) or how.words.get(_loosely(text))
    if value is None:
        by_id = how.question.id == TIER
        expected = ", ".join(choice.value if by_id else choice.label for choice in how.question.choices)
        raise Unfit("cell_no_choice", seen=text, expected=expected)
    return value


def _person(text: str, how: How, _currency: str) -> Answer:
    meant = how.directory.meant(text)
    if isinstance(meant, Unmet):
        raise Unfit(meant.phrase, **meant.facts)
    return meant.id


def _channel(text: str, how: How, _currency: str) -> Answer:
    meant = how.directory.channel(text)
    if isinstance(meant, Unmet):
        raise Unfit(meant.phrase, **meant.facts)
    return meant


def _yes_no(text: str, _how: How, _currency: str) -> Answer:
    if said := _YES_OR_NO.get(key_of(text)):
        return said
    raise Unfit("cell_not_yes_or_no", seen=text)


def _each(read: Callable[[str, How, str], Answer]) -> Callable[[str, How, str], Answer]:
    def answers(text: str, how: How, currency: str) -> Answer:
        return list(dict.fromkeys(read(one.strip(), how, currency) for one in _BETWEEN.split(text) if one.strip()))

    return answers


def _of_form(form: re.Pattern[str], phrase: str) -> Callable[[str, How, str], Answer]:
    def matched(text: str, _how: How, _currency: str) -> Answer:
        if found := form.fullmatch(text):
            return found[form.groups]
        raise Unfit(phrase, seen=text)

    return matched


_READ: Final[Mapping[str, Callable[[str, How, str], Answer]]] = {
    "account": _text,
    "text": _text,
    "long_text": _long_text,
    "date": _date,
    "money": _money,
    "number": _number,
    "email": _of_form(_MAIL, "cell_no_mail"),
    "url": _of_form(_URL, "cell_no_url"),
    "channel": _channel,
    "choice": _choice,
    "choices": _each(_choice),
    "yes_no": _yes_no,
    "person": _person,
    "people": _each(_person),
}
"""How each kind of question reads a text. An account's lines are in no cell."""
