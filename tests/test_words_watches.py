"""What the watches that ship say, as a person reads it, and what they may not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.blueprint import Ladder, load
from bot.words import ALERT_FACTS, WATCH_FACTS, DigestLine, Words, answered, mention
from bot.words.watched import cadence_line
from tests.blueprints.copies import copied
from tests.support.watched import acme, somebody, watch_facts

BLUEPRINT = load(Path(__file__).parents[1] / "blueprints")
WORDS = Words(BLUEPRINT)

REASONS = ["“SSO” is promised for Fri 6 Mar", "they have been waiting for us since Mon 23 Feb", "news"]
QUIET = {"last_on": date(2026, 1, 24), "days": 37, "amber": 35, "red": 60, "colour": "amber"}
RENEWS = {"renewal_on": date(2026, 3, 14)}
LINE = answered(
    cadence_line(BLUEPRINT.watches["cadence/kept"], BLUEPRINT),
    {"purpose": "working", "venue": "video", "every_days": 14, "their_people": ["champion", "day_to_day"]},
    {},
)


@pytest.mark.parametrize(
    ("watch", "facts", "says"),
    [
        (
            "quiet/live",
            {**QUIET, **RENEWS, "reasons": REASONS},
            "*Acme* (T1, renews Sat 14 Mar). Last call, meeting or visit 37 days ago, Sat 24 Jan: amber. Reasons to "
            "call: “SSO” is promised for Fri 6 Mar; they have been waiting for us since Mon 23 Feb. Next: agree on a "
            "call or a visit.",
        ),
        (
            "quiet/live",
            {**QUIET, "colour": "red", "booked_on": date(2026, 3, 12)},
            "*Acme* (T1). Last call, meeting or visit 37 days ago, Sat 24 Jan: red. A meeting is booked for "
            "Thu 12 Mar; nothing is to be done before it.",
        ),
        (
            "quiet/live",
            {"amber": 35, "red": 60, "colour": "amber"},
            "*Acme* (T1). No call, meeting or visit is noted yet: amber. Next: agree on a call or a visit.",
        ),
        (
            "quiet/champion",
            {**QUIET, "contact": "Champion", "contact_name": "Joe"},
            "*Acme* (T1). Their champion, Joe, was last in touch 37 days ago, Sat 24 Jan: amber. Next: bring them "
            "something that helps them inside their own company.",
        ),
        (
            "quiet/their_sponsor",
            {**QUIET, "red": None, "holder": somebody("USUE"), "reader": somebody("USUE")},
            "*Acme* (T1). Their executive sponsor was last in touch 37 days ago, Sat 24 Jan: amber. Next: one "
            "short call, from executive to executive; Ann has the facts for it.",
        ),
        (
            "quiet/sponsor_risk",
            {"signals": ["Their champion is quiet", "Somebody who matters has left"], "colour": "red"},
            "*Acme* (T1). Those who back us there may be slipping away: their champion is quiet; somebody who matters "
            "has left. Next: call the one who knows us best, ask who decides now, and agree with your manager who of "
            "ours talks to whom.",
        ),
        (
            "touch/next_contact",
            {"state": "missing", "last_on": date(2026, 2, 25)},
            "*Acme* (T1). Since the last touch, Wed 25 Feb, they have not been told when they hear from us next. Next: "
            "choose a day, tell them, and log it.",
        ),
        (
            "touch/next_contact",
            {"state": "due", "when": "tomorrow", "next_on": date(2026, 3, 3), "next_how": "by mail"},
            "*Acme* (T1). They expect to hear from us tomorrow (by mail). Next: keep it, or tell them the new day "
            "before.",
        ),
        (
            "touch/next_contact",
            {"state": "due", "colour": "red", "next_on": date(2026, 2, 27)},
            "*Acme* (T1). They were told they would hear from us Fri 27 Feb, and nothing is logged since. Next: call "
            "or write today, and name the next day; or log it, if it has happened.",
        ),
        (
            "touch/left",
            {"contact": "Champion", "contact_name": "Joe", "noted_on": date(2026, 3, 2)},
            "*Acme* (T1). Somebody who matters has left: Joe (champion), noted Mon 2 Mar. Next: find out who takes "
            "over, ask for an introduction before the week is out, and plan the first 30 days with whoever it is.",
        ),
        (
            "cadence/kept",
            {"when": "tomorrow", "planned_on": date(2026, 3, 3), "line": LINE},
            "*Acme* (T1). Planned tomorrow: working meeting, video call, with champion, day-to-day contact. They do "
            "not know the day yet. Next: tell them.",
        ),
        (
            "cadence/kept",
            {"colour": "red", "when": "Fri 20 Feb, 10 days ago", "planned_on": date(2026, 2, 20), "line": LINE},
            "*Acme* (T1). Planned for Fri 20 Feb and not logged so far: working meeting, video call, with champion, "
            "day-to-day contact. Next: agree on another day and tell them; or log it, if it has happened.",
        ),
        (
            "review/ladder",
            {
                "leads_to": date(2026, 3, 31),
                "do": "Fix the day",
                "when": "yesterday",
                "open_before": ["One", "Two", "Three"],
            },
            "*Acme* (T1). Business review on Tue 31 Mar. To do, due yesterday: Fix the day. Still open: Two; Three.",
        ),
        (
            "todo/promises",
            {"do": "SSO", "when": "tomorrow", "day": date(2026, 3, 3)},
            "*Acme* (T1). Promised to them: SSO. Due tomorrow. Next: keep it, or tell them before its day that it "
            "slips.",
        ),
        (
            "todo/promises",
            {"do": "SSO", "when": "yesterday", "day": date(2026, 3, 1), "colour": "red"},
            "*Acme* (T1). Promised to them: SSO. Due yesterday. Next: keep it today, or tell them today by when it "
            "comes.",
        ),
        (
            "todo/turns",
            {"do": "Handoff: waits for Ann", "since": date(2026, 2, 27), "when": "today", "day": date(2026, 3, 2)},
            "*Acme* (T1). Handoff: waits for Ann, since Fri 27 Feb. Due today. Next: open it and choose what happens.",
        ),
        (
            "renewal/line",
            {"do": "Ask them", "leads_to": date(2026, 5, 31), "when": "today", "open_before": ["Go through it"]},
            "*Acme* (T1) renews Sun 31 May. To do, due today: Ask them. Still open: Go through it.",
        ),
    ],
)
def test_a_nudge_tells_fact_date_and_one_action(watch: str, facts: dict[str, Any], says: str) -> None:
    assert WORDS.nudge(watch, watch_facts(**facts)).says == says


def test_a_nudge_reads_well_where_no_markup_is_read() -> None:
    named = watch_facts(account=acme(name="Smith & *Sons* <ltd>"), do="ask for customer_id", when="today")
    assert WORDS.nudge("todo/tasks", named).plain == "Smith & *Sons* <ltd> (T1). To do: ask for customer_id. Due today."


def test_what_somebody_typed_is_never_markup() -> None:
    says = WORDS.nudge("todo/promises", watch_facts(do="<!channel> *now* <@UANN>", when="today")).says
    assert "&lt;!channel&gt; ∗now∗ &lt;@UANN&gt;" in says


def test_however_much_was_typed_what_is_to_be_done_is_still_told() -> None:
    told = watch_facts(do="a < b & c " * 300, when="today", reader=somebody("UMEG"))
    says = WORDS.nudge("todo/promises", told).says
    assert says.endswith(
        "…. Due today. Next: keep it, or tell them before its day that it slips. It is with Ann Adler: ask what would "
        "help."
    )
    assert len(WORDS.nudge("quiet/live", watch_facts(**QUIET, reasons=["A reason " * 300] * 3)).says) <= 700


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        ({"reader": somebody("UDEV"), "cover_for": "Ann Adler"}, "You stand in for Ann Adler, who is away."),
        ({"reader": somebody("UMEG")}, "It is with Ann Adler: ask what would help."),
        ({}, "Due today."),
    ],
)
def test_a_nudge_says_what_part_its_reader_has_in_it(told: dict[str, Any], ends: str) -> None:
    assert WORDS.nudge("todo/tasks", watch_facts(do="Call", when="today", **told)).says.endswith(ends)


@pytest.mark.parametrize("watch", BLUEPRINT.watches)
def test_no_nudge_blames_or_merely_checks_in(watch: str) -> None:
    line = LINE if watch.startswith("cadence/") else {}
    told = WORDS.nudge(watch, watch_facts(**QUIET, **RENEWS, do="Call", when="today", reasons=REASONS, line=line))
    both = f"{told.says} {told.why}".lower()
    assert not [word for word in ("checking in", "overdue", "failed", "forgot", "asap", "!") if f" {word}" in both]
    assert told.why


def test_the_why_names_rule_and_limits() -> None:
    assert WORDS.nudge("quiet/touch", watch_facts(**QUIET)).why == (
        "Contact with T1 accounts: amber after 35 days, red after 60; a message they did not answer does not count."
    )


def test_a_rung_is_plain_text() -> None:
    asks = WORDS.rung("renewal/line", "t90", watch_facts())
    assert asks == "Ask them openly whether anything stands in the way of going on"


def test_a_rung_that_is_no_more_asks_nothing() -> None:
    assert WORDS.rung("renewal/line", "t365", watch_facts()) == ""


# What a whole channel reads.


@pytest.mark.parametrize("watch", [watch.id for watch in BLUEPRINT.watches.values() if watch.alert])
@pytest.mark.parametrize("mended", [False, True])
def test_an_alert_names_nobody(watch: str, mended: bool) -> None:
    dana = {"contact": "Champion", "contact_name": "Dana Ruiz", "cover_for": "Dev Das", "who_next": "Meg Moss"}
    people = {
        role: somebody("UANN") for role in ("holder", "reader", "owner", "deputy", "manager", "our_sponsor", "ae")
    }
    line = LINE if watch.startswith("cadence/") else {}
    said = WORDS.alert(DigestLine("k", watch, watch_facts(**QUIET, **dana, **people, line=line)), mended)
    for name in ("Dana", "Dev", "Meg", "Ann", mention("UANN").markup):
        assert name not in f"{said.text} {said.blocks}"


def test_an_alert_tells_the_same_and_is_mended_in_place() -> None:
    line = DigestLine("k", "quiet/live", watch_facts(**QUIET, reasons=REASONS), offers=("log",))
    raised, mended = WORDS.alert(line), WORDS.alert(line, mended=True)
    assert raised.text == "Acme: last live talk Sat 24 Jan."
    assert raised.blocks[0]["text"]["text"].startswith(
        "*Acme* (T1) is going quiet. Last call, meeting or visit Sat 24 Jan"
    )
    assert [block["type"] for block in raised.blocks] == ["section", "actions"]
    assert mended.text == "Acme was going quiet. That is settled, Mon 2 Mar."
    assert [block["type"] for block in mended.blocks] == ["section"]


def test_only_a_watch_with_an_alert_has_one() -> None:
    with pytest.raises(ValueError, match="the watch quiet/threads has no alert"):
        WORDS.alert(DigestLine("k", "quiet/threads", watch_facts()))


# What the words of a watch may use.


def test_facts_that_name_somebody_are_not_for_a_channel() -> None:
    named = {"holder", "reader", "owner", "deputy", "ae", "manager", "our_sponsor"}
    assert WATCH_FACTS.keys() - set(ALERT_FACTS) == named | {"contact_name", "cover_for", "who_next", "unanswered"}


def test_a_fact_that_is_not_given_is_named() -> None:
    facts = watch_facts()
    del facts["noted_on"]
    with pytest.raises(KeyError, match="the words of a watch need noted_on"):
        WORDS.nudge("touch/left", facts)


ALERT = '  offers: [log, brief]\n  alert: {summary: Quiet, says: "%s", mended: Talked}\n'
WHO = "{id: who, ask: Who goes, kind: person, class: internal}"
RUNG = ("quiet/watch.yml", "do: Review where we stand", "do: 'Review it with {{ holder.name }}'")


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "quiet/watch.yml",
            "{{ days }} days ago",
            "{{ day_count }} days",
            'no fact "day_count" here; did you mean "account',
        ),
        (
            "quiet/watch.yml",
            "{{ account.name }}*: the last talk was {{",
            "{{ account.nam }}*: {{",
            'nothing here has a "nam"',
        ),
        ("quiet/watch.yml", "  offers: [log, brief]\n", ALERT % "{{ contact_name }}", 'no fact "contact_name" here'),
        ("quiet/watch.yml", "  offers: [log, brief]\n", ALERT % "{{ owner.mention }}", 'no fact "owner" here'),
        ("quiet/watch.yml", "the last talk was on {{ last_on }}", "{{ reader.name }}", 'no fact "reader" here'),
        (*RUNG, 'no fact "holder" here'),
        (
            "talk/watch.yml",
            "{{ line.purpose }}",
            "{{ line.porpose }}",
            'nothing here has a "porpose"; did you mean "purpose"?',
        ),
        (
            "quiet/watch.yml",
            "{{ known }} of",
            "{% if known %}{{ line.purpose }}{% endif %} of",
            'nothing here has a "purpose"',
        ),
    ],
)
def test_a_word_that_cannot_be_said_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, sentence: str
) -> None:
    copy = copied(tmp_path / "blueprints")
    copy.change(file, old, new)
    (mistake,) = copy.mistakes()
    assert mistake.startswith(f"{file}:{copy.line(file, new.splitlines()[-1])}: ")
    assert sentence in mistake


@pytest.mark.parametrize(("who_may_read", "mistakes"), [("internal", 0), ("personal", 1)])
def test_what_is_personal_in_a_cadence_stays_out_of_channels(tmp_path: Path, who_may_read: str, mistakes: int) -> None:
    copy = copied(tmp_path / "blueprints")
    copy.change("talk/habit.yml", WHO, WHO.replace("internal", who_may_read))
    copy.change("talk/watch.yml", "  offers: [log, talk]\n", ALERT % "{{ line.who }}")
    assert len(copy.mistakes()) == mistakes


def test_each_rung_that_ships_has_words() -> None:
    rungs = [
        (watch.id, rung.id)
        for watch in BLUEPRINT.watches.values()
        if isinstance(watch.rule, Ladder)
        for rung in watch.rule.rungs
    ]
    assert all(WORDS.rung(*rung, watch_facts()) for rung in rungs)
