"""Whatever people may type into a form, and a person who types it, mends what is refused, and goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from bot.blueprint import Habit, Question
from bot.rules.facts import Draft, Record
from bot.rules.money import parse
from bot.rules.spelling import is_seen
from tests.flows.forms import opens_line, redrawn, submits
from tests.support.at_work import Bot
from tests.support.hand import Hand, NotPossible, Submitted, View
from tests.support.reading import notes

Answers = dict[str, Any]

_NASTY = st.sampled_from(
    [
        *("<!channel>", "<!here|x>", "<@UMEG>", "<#C0SALES|s>", "<https://e.example|e>", "https://e.example", "@here"),
        *(
            "*bold*",
            "_it_",
            "~no~",
            "`code`",
            "```",
            "\n> quote",
            "\r\n",
            "\t",
            "&",
            "&amp;",
            "&lt;!channel&gt;",
            "<",
            ">",
        ),
        *("{{ owner.name }}", "{% for %}", "{#", "%s", "\\", '"', "'", ":wave:", "#sales", "| a |", "[x](y)"),
        *(
            "\x00",
            "\x1b[31m",
            "\x7f",
            "\u200b",
            "\u202e",
            "\u2066",
            "\ufeff",
            "\u2028",
            "\u0301",
            "הבטחנו",
            "👩🏽‍💻",
            "İ",
            "ß",
        ),
    ]
)
_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TEXT = st.lists(_NASTY | _ANY, max_size=8).map("".join)
"""Any Unicode, and most of what a markup, a template, a terminal or a database might take for its own."""

_LONG = st.builds(lambda text, times: (text * times)[:3000], TEXT, st.sampled_from([1, 1, 40, 3000]))
_NUMBERS = st.sampled_from(
    ["0", "-1", "12.5", "1e400", "1e-400", "1E+2", "9" * 300, "NaN", "Infinity", "1_0", "٣", "twelve"]
)
_MONEY = (
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "€", "$", "CHF ", "-"]),
        st.from_regex(r"[0-9][0-9.,' ]{0,20}", fullmatch=True),
        st.sampled_from(["", " EUR", "k", "m USD", " JPY", "KWD", " euros"]),
    )
    | TEXT
)
_MAILS = st.sampled_from(["a@b.example", "a b@c", "<!channel>@b.example", "ä@ö.example", "*@*.x"]) | TEXT
_ADDRESSES = st.sampled_from(
    ["https://e.example/<!channel>", "http://e.example/*x*_y_", "javascript:alert(1)", "ftp://e.example"]
)
_DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.dates(date(2026, 2, 20), date(2026, 3, 20))
_PEOPLE = st.sampled_from(["UANN", "UBEN", "UDEV", "UMEG", "USUE", "UGUS", "UOLA", "UHEARTH"])
"""All that Slack's menu offers. Who is gone when the form arrives is tests/faults/test_people_gone.py."""
_CHANNELS = st.sampled_from(["C0TEAM", "C0SALES", "C0GENERAL"])
_FREE = {"text": TEXT, "long_text": _LONG, "money": _MONEY, "number": _NUMBERS, "email": _MAILS, "url": _ADDRESSES}


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    """Anything somebody may try to answer a question with; None leaves it empty."""
    match question.kind:
        case "date":
            some: st.SearchStrategy[Any] = _DAYS.map(date.isoformat)
        case "person":
            some = _PEOPLE
        case "people":
            some = st.lists(_PEOPLE, max_size=6, unique=True)
        case "channel":
            some = _CHANNELS
        case "choice":
            some = st.sampled_from([choice.value for choice in question.choices])
        case "choices":
            some = st.lists(st.sampled_from([choice.value for choice in question.choices]), unique=True)
        case "yes_no":
            some = st.sampled_from(["yes", "no"])
        case kind:
            some = _FREE[kind]
    return st.one_of(some, some, some, st.none())


@dataclass
class Typist:
    """A person who answers some questions with anything, and what is refused then with what is good."""

    person: Hand
    bot: Bot
    data: st.DataObject
    _refused: list[str] = field(default_factory=list)

    def fills(self, questions: Iterable[Question], good: Answers, most: int = 5) -> Answers:
        """Good answers, but for some questions anything at all."""
        open_to_all = {q.id: q for q in questions if q.kind not in ("lines", "account")}
        if not open_to_all:
            return good
        some = st.lists(st.sampled_from(sorted(open_to_all)), min_size=1, max_size=most, unique=True)
        wild = self.data.draw(some, "wild")
        return {**good, **{id: self.data.draw(answers_to(open_to_all[id]), id) for id in wild}}

    def takes_step(self, habit: Habit, good: Answers, lines: Mapping[str, Answers]) -> View | None:
        """Fill in what is open and go on; the form's next step, or None where it was sent."""
        form = self.person.sees_modal("form")
        place = _place(form)
        questions = habit.form_of(place.get("move"))[place.get("step", 0)].questions
        for question in questions:
            if question.kind == "lines":
                self.adds_lines(question, lines.get(question.id))
        typed = self.fills(questions, good)
        if not self._goes_on(form, questions, typed):
            mended = {**typed, **{id: good.get(id) for id in self._refused}}
            whole = {**dict.fromkeys(typed), **good}  # what is refused between two answers may be the other one's fault
            assert self._goes_on(form, questions, mended) or self._goes_on(form, questions, whole), self.person.modal
        after = self.person.modal
        return after if after and after.callback_id == "form" else None

    def adds_lines(self, question: Question, good: Answers | None) -> None:
        """Some lines of anything, and as many good ones as are needed; or the box that says there are none."""
        if good is None:
            return
        wild = self.data.draw(st.sampled_from([0, 0, 0, 1, 2]), "lines")
        needed = max(question.least.values(), default=1)
        for answers in [*(self.fills(question.line, good) for _ in range(wild)), *[good] * needed]:
            before = self.person.sees_modal("form")
            opens_line(self.person, question.id)
            sent = self._tries(answers, self.person.sees_modal("line"))
            if sent is None or sent.errors:
                sent = self._tries({**dict.fromkeys(answers), **good}, self.person.sees_modal("line"))
                assert sent is not None
                assert not sent.errors, sent.errors
            redrawn(self.person, before)

    def _goes_on(self, form: View, questions: Sequence[Question], answers: Answers) -> bool:
        """Whether the form takes these answers. What it refuses it says in words, and nothing typed is lost."""
        sent = self._tries(answers)
        if sent is None:
            return False
        view = self.person.modal
        self._refused = [id.partition("~")[0] for id in sent.errors]
        if view is None or view.callback_id != "form":
            assert not sent.errors
            return True
        if sent.sent:
            self._keeps(_place(view)["draft"], questions, answers)
        if sent.errors or notes(view):
            self._refused += [question.id for question in questions if question.id not in answers]
            return False
        assert _place(view)["step"] == _place(form).get("step", 0) + 1
        return True

    def _tries(self, answers: Answers, line: View | None = None) -> Submitted | None:
        """Press the button; None where Slack's client does not even offer one of these answers."""
        try:
            sent = self.person.submits(answers, line) if line else submits(self.person, answers)
        except NotPossible:
            self._refused = list(answers)
            return None
        assert sent.acked or not sent.sent
        assert not sent.error, sent.error
        assert all(sentence.strip() for sentence in sent.errors.values())
        return sent

    def _keeps(self, key: str, questions: Iterable[Question], answers: Answers) -> None:
        """What was typed is in the draft."""
        [draft] = [draft for draft in self.bot.drafts(self.person.id) if draft.key == key]
        lost = {id: (typed, kept) for id, typed, kept in _compared(draft, questions, answers) if typed != kept}
        assert not lost


def _compared(of: Draft | Record, questions: Iterable[Question], answers: Answers) -> Iterable[tuple[str, Any, Any]]:
    for question in questions:
        if question.id not in answers or question.kind in ("account", "lines") or question.id == "tier":
            continue
        typed, kept = answers[question.id], of.answers.get(question.id)
        if isinstance(typed, str):
            typed = typed.strip() if is_seen(typed) else None
        if question.kind == "money" and typed and (amount := parse(typed)):
            typed = vars(amount)
        if question.kind == "number" and typed and not isinstance(kept, str):
            typed, kept = Decimal(typed), Decimal(repr(kept))
        yield question.id, typed or None, kept or None


def _place(form: View) -> dict[str, Any]:
    return dict(json.loads(form.private_metadata))
