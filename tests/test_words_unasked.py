"""How what is said unasked is laid out: what can be pressed, what has become of it, and what has no room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.blueprint import load
from bot.rules.facts import Deed, Mark
from bot.words import Block, DigestLine, HowItStands, Morning, PickedNudge, Words, picked_nudge
from bot.words.layout import fits
from sandbox.blockkit import judge
from tests.support.watched import TODAY, acme, somebody, watch_facts

BLUEPRINT = load(Path(__file__).parents[1] / "blueprints")
WORDS = Words(BLUEPRINT)
TUESDAY = date(2026, 3, 3)
ANN = Morning("Ann", TODAY, next_on=TUESDAY)


def line(key: str = "todo/tasks/5", watch: str = "todo/tasks", outcome: str | None = None, **told: Any) -> DigestLine:
    facts = watch_facts(**{"do": "Hold the kickoff", "when": "today", "day": TODAY, **told})
    return DigestLine(key, watch, facts, BLUEPRINT.watches[watch].offers, outcome)


def pressable(blocks: list[Block]) -> Iterator[tuple[str, PickedNudge]]:
    """The text of everything that can be pressed, and what pressing it comes to."""
    for block in blocks:
        for element in block["elements"] if block["type"] == "actions" else [block.get("accessory", {})]:
            if element.get("type") == "button":
                yield element["text"]["text"], picked_nudge(element)
            for option in element.get("options", ()):
                yield option["text"]["text"], picked_nudge({**element, "selected_option": option})


def small(blocks: list[Block]) -> list[str]:
    return [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]


# One thing.


def test_a_thing_can_be_finished_where_it_stands() -> None:
    blocks = WORDS.single(line("todo/promises/5", "todo/promises")).blocks
    assert judge(blocks, "message") == []
    key = "todo/promises/5"
    assert list(pressable(blocks)) == [
        ("Snooze…", PickedNudge("snooze", key)),
        ("Not mine…", PickedNudge("pass", key)),
        ("Wrong…", PickedNudge("wrong", key)),
        ("Why am I told this?", PickedNudge("why", key)),
        ("Done", PickedNudge("done", key)),
        ("It slips", PickedNudge("slip", key)),
        ("Log a touch", PickedNudge("log", key)),
        ("Brief", PickedNudge("brief", key)),
    ]
    assert small(blocks) == ["A promise to keep, due Mon 2 Mar. Press Done once they have it."]


def test_a_thing_may_offer_a_form() -> None:
    offers_handoff = DigestLine("k", "todo/turns", watch_facts(do="Handoff: waits"), offers=("read", "handoff"))
    assert list(pressable(WORDS.item(offers_handoff)))[-2:] == [
        ("Read in full", PickedNudge("read", "k")),
        ("Handoff…", PickedNudge("open", "k", habit="handoff")),
    ]


def test_a_single_nudge_tells_it_all_in_the_notification() -> None:
    assert WORDS.single(line()).text == "Acme (T1). To do: Hold the kickoff. Due today."


def test_what_is_over_shows_what_became_of_it_and_nothing_to_press() -> None:
    blocks = WORDS.single(line(outcome="Done by Dev Das.")).blocks
    assert list(pressable(blocks)) == []
    assert small(blocks) == ["Done by Dev Das."]
    assert judge(blocks, "message") == []


@pytest.mark.parametrize(
    ("mark", "by", "to", "outcome"),
    [
        (Deed.DONE, "", "", "Done."),
        (Deed.DONE, "Dev Das", "", "Done by Dev Das."),
        (Deed.SNOOZED, "", "", "Snoozed until Fri 6 Mar."),
        (Deed.PASSED_ON, "", "Sam Sung", "Passed on to Sam Sung."),
        (Deed.WRONG, "", "", "Said to be wrong; it is not told again."),
        (Deed.DROPPED, "Meg Moss", "", "Not followed any more; Meg Moss decided that."),
        (None, "", "", "Settled. Nothing more is due here."),
    ],
)
def test_an_outcome_says_what_who_and_until_when(mark: Deed | None, by: str, to: str, outcome: str) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    done = Mark("todo/tasks/5", 7, mark, "UANN", at, until=date(2026, 3, 6)) if mark else None
    assert WORDS.outcome(done, sent_on=TODAY, by=by, to=to) == outcome


def test_a_step_that_nobody_did_is_not_said_to_be_settled() -> None:
    assert WORDS.outcome(None, sent_on=TODAY, is_left=True) == "Left open; the next step has come."


def test_once_a_thing_is_over_nobody_is_asked_to_act_on_it() -> None:
    passed = line(outcome="Passed on to Meg Moss.", holder=somebody("UMEG"), who_next="Meg Moss")
    assert WORDS.item(passed)[0]["text"]["text"] == "*Acme* (T1). To do: Hold the kickoff. Due today."


# A digest.


def test_a_digest_greets_tells_its_things_in_order_and_ends() -> None:
    said = WORDS.digest(ANN, [line("a"), line("b", do="Call *them*"), line("c", outcome="Done.")])
    assert said.blocks[0]["text"]["text"] == "*Good morning Ann. 3 things, about 5 minutes.*"
    assert said.text == (
        "Good morning Ann. 3 things, about 5 minutes.\n"
        "Acme (T1). To do: Hold the kickoff. Due today.\n"
        "Acme (T1). To do: Call ∗them∗. Due today.\n"
        "Acme (T1). To do: Hold the kickoff. Due today."
    )
    assert small(said.blocks)[-1] == (
        "Nothing else. Next digest tomorrow, if anything is due. Your hours and leave: the Home tab of Hearth."
    )
    assert said.told == ("a", "b", "c")
    assert judge(said.blocks, "message") == []


def test_one_thing_is_one_thing() -> None:
    assert WORDS.digest(ANN, [line()]).text.startswith("Good morning Ann. 1 thing, about 2 minutes.\n")


@pytest.mark.parametrize("promise", ["Send it", "Send the offer & <all> papers " * 100, "Ü" * 3000])
@pytest.mark.parametrize("due", [1, 8, 20])
def test_a_digest_stays_within_what_slack_takes_and_tells_how_many_are_left(due: int, promise: str) -> None:
    lines = [line(f"todo/promises/{n}", "todo/promises", do=promise) for n in range(due)]
    said = WORDS.digest(ANN, lines)
    assert judge(said.blocks, "message") == []
    assert fits(said.blocks)
    assert len(said.text) <= 3000
    assert said.told == tuple(one.key for one in lines[: len(said.told)])
    assert min(due, BLUEPRINT.calendar.digest.most) <= len(said.told)
    rest = [block for block in said.blocks if block.get("block_id") == "digest.more"]
    if due == len(said.told):
        assert not rest
    else:
        assert rest[0]["text"]["text"] == f"And {due - len(said.told)} more: Acme."
        assert list(pressable(rest)) == [("Show the rest", PickedNudge("home", "home"))]
        assert "Nothing else" not in small(said.blocks)[-1]


def test_a_short_digest_says_of_each_thing_why_it_is_told_and_a_full_one_leaves_that_to_the_menu() -> None:
    long = "A price for two hundred seats, with the terms they asked for and the day from which they hold " * 2
    short, full = ([line(f"{n}", "todo/promises", do=long) for n in range(count)] for count in (3, 8))
    assert len(small(WORDS.digest(ANN, short).blocks)) == 3 + 1
    assert len(small(WORDS.digest(ANN, full).blocks)) < 8 + 1
    assert len(WORDS.digest(ANN, full).told) == 8


def test_what_others_have_left_out_before_is_counted_too() -> None:
    said = WORDS.digest(Morning("Ann", TODAY, left=["Globex", "Initech", "Globex"]), [line()])
    assert "And 3 more: Globex, Initech." in str(said.blocks)


def test_of_many_accounts_with_more_some_are_named() -> None:
    said = WORDS.digest(Morning("Ann", TODAY, left=[f"No {n}" for n in range(7)]), [line()])
    assert "And 7 more: No 0, No 1, No 2, No 3, No 4, … and 2 more." in str(said.blocks)


def test_silences_told_as_one_are_one_thing_to_press_and_all_of_them_are_told() -> None:
    quiet = {"last_on": date(2026, 1, 24), "days": 37, "colour": "amber"}
    champion = line("c", "quiet/champion", contact_name="Joe Doe", **quiet)
    said = WORDS.digest(ANN, [replace(line("l", "quiet/live", **quiet), beside=[champion])])
    assert said.text == (
        "Good morning Ann. 1 thing, about 2 minutes.\n"
        "Acme (T1). Last call, meeting or visit 37 days ago, Sat 24 Jan: amber. Next: agree on a call or a visit. "
        "Also: their champion is quiet (Joe Doe; last contact Sat 24 Jan, 37 days ago; amber)."
    )
    assert said.told == ("l", "c")
    assert {picked.key for _, picked in pressable(said.blocks)} == {"l"}


def test_what_goes_on_to_whom_is_said_once_with_the_day_from_which_on() -> None:
    globex = acme(name="Globex")
    lines = [line("a", who_next="Meg Moss"), line("b", who_next="Meg Moss", account=globex), line("c")]
    texts = [block["text"]["text"] for block in WORDS.digest(ANN, lines).blocks if block["type"] == "section"]
    assert texts[-1] == "If nothing happens, Meg Moss reads of these, too, from Mon 9 Mar on: Acme, Globex."
    assert str(texts).count("Meg Moss") == 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (TUESDAY, "tomorrow"),
        (date(2026, 3, 8), "on Sun 8 Mar"),
        (date(2026, 3, 1), "yesterday"),
        (date(2026, 2, 27), "Fri 27 Feb, 3 days ago"),
        (date(2027, 3, 1), "on Mon 1 Mar 2027"),
    ],
)
def test_a_day_is_told_as_people_say_it(day: date, words: str) -> None:
    assert WORDS.when(day, TODAY) == words


# In the account's channel.


def test_a_step_says_who_by_when_and_what_and_has_one_button() -> None:
    step = DigestLine("k", "renewal/line", watch_facts(do="Send the pre-read", day=TUESDAY), ("done", "read", "brief"))
    said = WORDS.step(step)
    assert said.text == "Ann Adler, by Tue 3 Mar: Send the pre-read."
    assert list(pressable(said.blocks)) == [("Done", PickedNudge("done", "k"))]


def test_a_step_that_was_done_shows_by_whom() -> None:
    step = DigestLine("k", "renewal/line", watch_facts(do="Send it", day=TUESDAY), ("done",), "Done by Ann Adler.")
    assert list(pressable(WORDS.step(step).blocks)) == []
    assert small(WORDS.step(step).blocks) == ["Done by Ann Adler."]


def test_a_pulse_tells_facts_and_calls_nobody_late() -> None:
    stands = HowItStands(
        touch_on=date(2026, 2, 27),
        ball="us",
        ball_since=date(2026, 2, 27),
        next_on=date(2026, 3, 6),
        next_how="by mail",
        told=True,
        promises=2,
        wins=("The second site is signed",),
    )
    facts = watch_facts(renewal_on=date(2026, 3, 14), manager=somebody("UMEG"))
    said = WORDS.pulse("pulse/weekly", facts, stands)
    assert judge(said.blocks, "message") == []
    assert said.text == "Acme (Strategic, renews Sat 14 Mar): how it stands on Mon 2 Mar."
    fields = [field["text"] for block in said.blocks for field in block.get("fields", ())]
    assert fields == [
        "*Last touch*\nFri 27 Feb, 3 days ago",
        "*Last call, meeting or visit*\nnone noted yet",
        "*Whose turn it is*\nours, since Fri 27 Feb",
        "*They hear from us next*\nFri 6 Mar, by mail; they know",
        "*Next review*\nno day yet",
        "*Promises to keep*\n2",
    ]
    assert said.blocks[2]["text"]["text"] == "*Wins of the week*\n• The second site is signed"
    assert "Ann" not in str(said.blocks)
    assert "Meg" not in str(said.blocks)


def test_a_pulse_of_an_account_of_which_nothing_is_known() -> None:
    said = WORDS.pulse("pulse/weekly", watch_facts(), HowItStands())
    assert judge(said.blocks, "message") == []
    assert "*They hear from us next*\nnot agreed yet" in str(said.blocks).replace("\\n", "\n")


def test_however_many_wins_there_are_a_pulse_stays_within_what_slack_takes() -> None:
    said = WORDS.pulse("pulse/weekly", watch_facts(), HowItStands(wins=["A win " * 40] * 200))
    assert judge(said.blocks, "message") == []
    assert "more" in said.blocks[-2]["text"]["text"]
