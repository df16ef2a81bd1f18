"""What the bot says: the right words, within Slack's limits, and nobody's text is ever markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blueprint import AUTHOR, Habit, Question, load
from bot.words import TASK_DONE, TemplateWrong, Words, answered, channel, day, link, mention, picked_move
from bot.words.layout import cut
from sandbox.blockkit import judge
from tests.blueprints.copies import copied
from tests.cast import ANN, BEN, DEV, EVERYBODY, SUE

BLUEPRINT = load(Path(__file__).parents[1] / "blueprints")
WORDS = Words(BLUEPRINT)
TODAY = date(2026, 3, 2)

OUTCOME = {
    "what": "Close faster",
    "measure": "days",
    "today": "9",
    "target": "4",
    "by_when": "2026-09-30",
    "who": "Dana",
}
PROMISE = {"what": "SSO", "by_whom": "Ben", "due_on": "2026-06-01", "where": "spoken", "keeper": "UANN"}
RISK = {"what": "Budget freeze", "sign": "asked for terms", "who": "Dana", "seen_on": "2025-12-15"}
ANSWERS: dict[str, Any] = {
    "account": {"new": "Acme"},
    "tier": "T1",
    "bought": "Platform, 200 seats",
    "arr": {"minor": 12_000_000, "currency": "EUR"},
    "contract_start": "2026-03-01",
    "renewal_on": "2027-03-01",
    "owner": "UANN",
    "deputy": "UDEV",
    "ae": "UBEN",
    "our_sponsor": "USUE",
    "their_sponsor": "Dana Ruiz, CFO",
    "champion": "Joe Park",
    "champion_cares": "No more late nights at quarter end",
    "why_now": "A new CFO",
    "outcomes": [OUTCOME, OUTCOME, OUTCOME],
    "promises": [PROMISE],
    "risks": [RISK],
    "kickoff_on": "2026-03-09",
}


@pytest.fixture(scope="session")
def words() -> Words:
    return WORDS


@pytest.fixture(scope="session")
def handoff() -> Habit:
    return BLUEPRINT.habits["handoff"]


def facts(answers: dict[str, Any] | None = None, habit: str = "handoff", **others: Any) -> dict[str, Any]:
    """The facts of a record of Acme's, in the shapes that blueprints/README.md gives."""
    kept = BLUEPRINT.habits[habit]
    given = ANSWERS | (answers or {})
    held = {role: given[role] for role in kept.all_roles if role in given} | {AUTHOR: "UBEN"}
    account = given["account"].get("new", "")
    return {
        **answered(kept.kept, given, EVERYBODY),
        **{role: _somebody(held[role]) if role in held else NOBODY for role in kept.all_roles},
        "account": {
            "name": account,
            "slug": "acme",
            "tier": "T1",
            "tier_name": "Strategic",
            "channel": channel("C0ACME"),
        },
        "actor": _somebody("UBEN"),
        "reader": _somebody("UANN"),
        "move": moved(habit),
        "tasks": [],
        "due": date(2026, 3, 3),
        "sent_on": TODAY,
        "changed_on": TODAY,
        "started_from": "",
        "missing": [],
        "score": 22,
        "score_of": 22,
        **others,
    }


def moved(habit: str = "handoff", **shown: Any) -> dict[str, Any]:
    """The answers of every move's form, as they are shown: none of them, but for those given."""
    moves = BLUEPRINT.habits[habit].moves.values()
    return answered([question for move in moves if move.form for question in move.form.questions], {}, {}) | shown


NOBODY = {"name": "", "first": "", "mention": "", "known": False}


def _somebody(id: str) -> dict[str, Any]:
    name = EVERYBODY[id].name
    return {"name": name, "first": name.split()[0], "mention": mention(id), "known": True}


def texts(blocks: list[dict[str, Any]], kind: str) -> Iterator[str]:
    """Every text object of a kind (mrkdwn, plain_text) in blocks, however deep."""
    for value in blocks if isinstance(blocks, list) else blocks.values():
        if isinstance(value, dict) and value.get("type") == kind:
            yield value["text"]
        elif isinstance(value, (dict, list)):
            yield from texts(value, kind)


def said(blocks: list[dict[str, Any]]) -> str:
    return "\n".join(texts(blocks, "mrkdwn"))


# What is said.


def test_the_card_says_who_what_until_when_and_offers_both_answers(words: Words, handoff: Habit) -> None:
    buttons = [words.move_button(handoff, handoff.moves[move], record=7, number=1) for move in ("accept", "return")]
    card = words.render("handoff", "card", facts(), buttons)
    assert card.text == (
        "Ben Brand hands Acme (T1, renews Mon 1 Mar 2027) to you: 3 outcomes, 1 promise, 1 known risk. "
        "Accept or return it by Tue 3 Mar."
    )
    assert card.blocks[0]["text"]["text"] == "Handoff: Acme"
    assert "<@UBEN> hands Acme to you. Your turn: accept or return it by Tue 3 Mar." in said(card.blocks)
    assert "*ARR*\n120,000 EUR" in said(card.blocks)
    assert "• SSO, due Mon 1 Jun; promised by Ben, spoken; Ann Adler keeps it now" in said(card.blocks)
    pressed = next(block["elements"] for block in card.blocks if block["type"] == "actions")
    assert [button["text"]["text"] for button in pressed] == ["Accept", "Return"]
    assert [picked_move(button) for button in pressed] == [(7, "accept", 1), (7, "return", 1)]


def test_what_was_not_answered_leaves_no_trace(words: Words) -> None:
    card = said(words.render("handoff", "card", facts({"day_to_day": None, "next_meeting": None})).blocks)
    assert "Day to day" not in card
    assert "Already booked" not in card


def test_no_known_risks_is_signed(words: Words) -> None:
    card = said(words.render("handoff", "card", facts({"risks": []})).blocks)
    assert "*What can go wrong*\nNo known risks, says Ben Brand, Mon 2 Mar." in card


def test_no_promises_is_said(words: Words) -> None:
    card = said(words.render("handoff", "card", facts({"promises": []})).blocks)
    assert "*What was promised*\nNo promises were made" in card


def test_an_optional_list_without_lines_claims_nothing() -> None:
    handoff = BLUEPRINT.habits["handoff"]
    steps = tuple(
        replace(step, questions=tuple(replace(question, required=frozenset()) for question in step.questions))
        for step in handoff.steps
    )
    optional = Words(replace(BLUEPRINT, habits={"handoff": replace(handoff, steps=steps)}, watches={}))
    card = said(optional.render("handoff", "card", facts({"promises": None})).blocks)
    assert "No promises were made" not in card


def test_the_settled_card_says_what_became_of_it_and_keeps_the_promises(words: Words) -> None:
    accepted = words.render("handoff", "card_settled", facts(due=""))
    assert accepted.text == "You accepted Acme on Mon 2 Mar."
    assert "• SSO, due Mon 1 Jun" in said(accepted.blocks)
    by_ann = facts(actor=_somebody("UANN"), move=moved(reason="scope unclear"))
    returned = words.render("handoff", "card_settled", by_ann)
    assert returned.text == "You returned Acme to Ben Brand on Mon 2 Mar: scope unclear."
    taken_back = words.render("handoff", "card_settled", facts())
    assert taken_back.text == "Ben Brand took Acme back on Mon 2 Mar."
    assert not any(block["type"] == "actions" for block in (*accepted.blocks, *returned.blocks))


def test_the_announcement_names_nobody_of_theirs(words: Words) -> None:
    announcement = words.render("handoff", "announcement", facts())
    assert "<@UANN> owns Acme from Mon 2 Mar, and <@UDEV> covers." in said(announcement.blocks)
    for personal in ("Joe Park", "Dana Ruiz", "late nights"):
        assert personal not in json.dumps(announcement.blocks) + announcement.text


def test_a_checklist_shows_what_is_open_with_its_button_and_what_is_done_without(words: Words) -> None:
    todo = {"id": 4, "do": "Brief Dev Das", "due": TODAY, "owner": "Ann Adler", "done": False, "done_by": ""}
    done = todo | {"id": 5, "do": "Introduce yourself to Acme", "done": True, "done_by": "Ann Adler"}
    checklist = words.render("handoff", "checklist", facts(tasks=[todo, done]))
    assert checklist.text == "You own Acme: 2 things to do, 1 of them done."
    open_task, done_task = (block for block in checklist.blocks if block["block_id"].startswith("checklist.2."))
    assert open_task["text"]["text"] == "Brief Dev Das\n_Due Mon 2 Mar, Ann Adler_"
    assert open_task["accessory"]["action_id"] == TASK_DONE
    assert open_task["accessory"]["value"] == "4"
    assert open_task["accessory"]["accessibility_label"] == "Done: Brief Dev Das"
    assert done_task["text"]["text"] == "~Introduce yourself to Acme~\n_Done by Ann Adler_"
    assert "accessory" not in done_task


def test_the_same_message_has_the_same_block_ids_every_time(words: Words) -> None:
    first, again = (words.render("handoff", "card", facts()).blocks for _ in range(2))
    assert first == again
    ids = [block["block_id"] for block in first]
    assert len(set(ids)) == len(ids)


MESSAGES = [(habit.id, message) for habit in BLUEPRINT.habits.values() for message in habit.messages]


@pytest.mark.parametrize(("habit", "message"), MESSAGES)
def test_every_message_says_why_one_sees_it_and_never_checks_in(words: Words, habit: str, message: str) -> None:
    rendered = words.render(habit, message, facts(habit=habit, why="it is archived."))
    assert rendered.blocks[-1]["type"] == "context"
    assert re.search("You see this because|Said here because", rendered.blocks[-1]["elements"][0]["text"])
    assert "checking in" not in said(rendered.blocks)
    assert judge(rendered.blocks, "message") == []


def test_what_is_missing_is_one_list(words: Words) -> None:
    returned = words.render("handoff", "returned", facts(missing=["Champion", "What & why"]))
    assert "*Still missing in the form*\nChampion, What &amp; why" in said(returned.blocks)
    complete = words.render("handoff", "returned", facts(missing=[]))
    assert "Still missing" not in said(complete.blocks)


def test_lines_that_a_move_keeps_are_read_back_like_any_other(words: Words) -> None:
    gap = {"what": "Champion", "who": "UBEN", "by_when": "2026-03-06"}
    accepted = words.render("handoff", "accepted", facts({"gaps": [gap]}))
    assert "*Gaps to be closed, none of them by you*\n• Champion: Ben Brand, by Fri 6 Mar" in said(accepted.blocks)
    assert "Gaps" not in said(words.render("handoff", "accepted", facts()).blocks)


def test_lines_that_a_move_does_not_keep_are_told_with_the_move(tmp_path: Path) -> None:
    blueprint = load(copied(tmp_path / "blueprints").folder)
    (asked,) = blueprint.habits["handoff"].form_of("agree")[0].questions
    lines = answered([asked], {"terms": [{"what": "Name the <champion>", "day": "2026-03-06"}]}, {})
    known = facts(manager=NOBODY) | {"move": moved() | lines}
    card = said(Words(blueprint).render("handoff", "card", known).blocks)
    assert "• Name the &lt;champion&gt; by Fri 6 Mar" in card


def test_a_task_for_a_line_takes_its_words(words: Words) -> None:
    assert words.task("handoff", "promise", facts(), PROMISE) == "SSO"


def test_states_tasks_and_channels_are_plain_text(words: Words) -> None:
    known = facts({"account": {"new": "Smith & *Sons*"}})
    assert words.state("handoff", "submitted", known) == "waiting for Ann Adler to accept or return it"
    assert words.task("handoff", "introduce", known) == "Introduce yourself to Smith & *Sons*"
    assert words.task("handoff", "kickoff", known) == "Hold the kickoff (proposed for Mon 9 Mar)"
    assert words.channel_name("handoff", "accepted", known) == "acct-acme"


def test_a_line_of_a_form_is_read_back_as_it_was_stored(words: Words) -> None:
    promises = BLUEPRINT.habits["handoff"].question("promises")
    line = words.line(promises, PROMISE | {"what": "SSO <now>"}, {}, TODAY)
    assert line == "SSO &lt;now&gt;, due Mon 1 Jun; promised by Ben, spoken; <@UANN> keeps it now"


# Days.


@pytest.mark.parametrize(
    ("value", "shown"),
    [(date(2026, 11, 6), "Fri 6 Nov"), (date(2026, 3, 2), "Mon 2 Mar"), (date(2027, 1, 4), "Mon 4 Jan 2027")],
)
def test_a_day_shows_its_year_only_when_it_is_another_one(value: date, shown: str) -> None:
    assert day(value, sent_on=TODAY) == shown


def test_a_day_shows_its_year_when_nobody_says_when_it_is_read() -> None:
    assert day(TODAY) == "Mon 2 Mar 2026"


# Phrases.


def test_a_phrase_is_filled_and_escaped(words: Words) -> None:
    assert (
        words.phrase("role_guest", person="Gus & Co")
        == "Gus &amp; Co is a guest in this workspace. Choose a full member."
    )
    assert (
        words.plain("role_guest", person="Gus & Co") == "Gus & Co is a guest in this workspace. Choose a full member."
    )


def test_a_phrase_needs_every_fact_it_was_promised_and_ignores_others(words: Words) -> None:
    with pytest.raises(KeyError, match='the phrase "role_guest" needs person'):
        words.phrase("role_guest", ask="Owner")
    assert words.phrase("back", nothing="at all") == "Back"


def test_an_unknown_phrase_is_a_key_error(words: Words) -> None:
    with pytest.raises(KeyError):
        words.phrase("no_such_phrase")


def test_days_in_phrases_may_come_as_they_are_stored(words: Words) -> None:
    told = words.plain("renewal_before_start", sent_on=TODAY, renewal_on="2026-02-01", contract_start="2026-03-01")
    assert told == "The contract would renew on Sun 1 Feb, before it starts on Sun 1 Mar."


def test_a_person_is_named_where_known_and_referred_to_where_not(words: Words) -> None:
    assert words.phrase("not_your_task", person=words.person("UANN", ANN)).startswith("This is on Ann Adler’s list")
    assert words.phrase("not_your_task", person=words.person("UX", None)).startswith("This is on <@UX>’s list")
    assert words.plain("not_your_task", person=words.person("UX", None)).startswith("This is on @UX’s list")


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="∗ˍ∼ˋ›"), max_size=60))
def test_a_sentence_for_markup_reads_the_same_as_plain_text(name: str) -> None:
    shown = WORDS.as_plain(WORDS.phrase("account_new", name=name))
    assert " ".join(shown.split()) == WORDS.plain("account_new", name=name)


# Nobody's text is markup.


@pytest.mark.parametrize(
    ("typed", "in_markup"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@UANN> <#C1|x> <https://x.example|click>", "&lt;@UANN&gt; &lt;#C1|x&gt; &lt;https://x.example|click&gt;"),
        ("Smith & Sons &amp;", "Smith &amp; Sons &amp;amp;"),
        ("it's \"so\"", "it's \"so\""),
        ("*bold* _thin_ ~gone~ `code`", "∗bold∗ ˍthinˍ ∼gone∼ ˋcodeˋ"),
        ("customer_id 2*3 a~b", "customer_id 2*3 a~b"),
        ("> quote\n >quote", "› quote\n ›quote"),
        ("{{ owner }} {% x %}", "{{ owner }} {% x %}"),
        ("bell\x07 tab\t\r\nline \u202eback", "bell tab \nline back"),
    ],
)  # fmt: skip
def test_what_somebody_typed_is_shown_and_never_obeyed(words: Words, typed: str, in_markup: str) -> None:
    card = words.render("handoff", "card", facts({"why_now": typed}))
    assert f"*Why now*\n{in_markup}" in list(texts(card.blocks, "mrkdwn"))


def test_a_heading_shows_a_name_letter_by_letter_on_one_line(words: Words) -> None:
    card = words.render("handoff", "card", facts({"account": {"new": "A & <B>\n*C*"}}))
    assert card.blocks[0]["text"] == {"type": "plain_text", "text": "Handoff: A & <B> *C*", "emoji": False}


def test_slack_makes_no_links_or_mentions_of_its_own(words: Words) -> None:
    card = words.render("handoff", "card", facts({"why_now": "@channel #general"}))
    assert json.dumps(card.blocks).count('"type": "mrkdwn"') == json.dumps(card.blocks).count('"verbatim": true')


# Slack's limits, whatever the facts are.

_NASTY = st.text(alphabet="<>&!@#*_~`|\n\"' aZ9:/{}%é漢😀\x00\u202e", max_size=400)
_TYPED = st.one_of(st.text(max_size=200), _NASTY, _NASTY.map(lambda text: text * 8), st.just("&" * 3000))


_PEOPLE = st.sampled_from(["UANN", "UBEN", "UDEV", "USUE"])


def _any(question: Question) -> st.SearchStrategy[Any]:
    """Whatever may be stored as an answer to a question."""
    choices = st.sampled_from([choice.value for choice in question.choices] or ["?"])
    by_kind: dict[str, st.SearchStrategy[Any]] = {
        "date": st.just("2026-03-09"),
        "number": st.integers(0, 10**12),
        "money": st.just({"minor": 12_000_000, "currency": "EUR"}),
        "url": st.sampled_from(["https://acme.example/a?b&c", "https://acme.example/|<!channel>"]),
        "choice": choices,
        "choices": st.lists(choices),
        "person": _PEOPLE,
        "people": st.lists(_PEOPLE),
        "account": _TYPED.map(lambda name: {"new": name}),
        "channel": st.just("C0ACME"),
        "yes_no": st.sampled_from(["yes", "no"]),
    }
    if question.kind == "lines":
        return st.lists(_all(question.line), max_size=20)
    return by_kind.get(question.kind, _TYPED)


def _all(questions: Iterable[Question]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({question.id: _any(question) for question in questions})


@st.composite
def _occasions(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    """Any habit that ships, any message of it, and the facts it may be told with."""
    habit = draw(st.sampled_from(list(BLUEPRINT.habits.values())))
    message = draw(st.sampled_from(list(habit.messages)))
    typed = draw(_TYPED)
    asked = [question for move in habit.moves.values() if move.form for question in move.form.questions]
    task = {"id": 1, "do": typed, "due": TODAY, "owner": "Ann Adler", "done": False, "done_by": ""}
    return (
        habit.id,
        message,
        facts(
            draw(_all(habit.kept)),
            habit.id,
            tasks=[task | {"id": number, "done": number % 3 == 0} for number in range(60)],
            move=answered(asked, draw(_all(asked)), EVERYBODY),
            missing=[question.ask for question in habit.questions],
            started_from=link("https://northwind.slack.com/archives/C0ACME/p1"),
            why=typed,
        ),
    )


@settings(max_examples=100, deadline=None)
@given(_occasions())
def test_whatever_was_typed_slack_takes_the_message_and_it_obeys_nobody(
    occasion: tuple[str, str, dict[str, Any]],
) -> None:
    habit, message, known = occasion
    kept = BLUEPRINT.habits[habit]
    buttons = [WORDS.move_button(kept, move, 1, 1) for move in kept.moves.values() if move.button]
    rendered = WORDS.render(habit, message, known, buttons)
    assert judge(rendered.blocks, "message") == []
    assert len(json.dumps(rendered.blocks, ensure_ascii=False, separators=(",", ":")).encode()) <= 12_000
    assert 0 < len(rendered.text) <= 3000
    ours = {f"<@{person.id}>" for person in (ANN, BEN, DEV, SUE)} | {"<#C0ACME>"}
    ours |= {"<https://acme.example/a?b&amp;c>", "<https://northwind.slack.com/archives/C0ACME/p1>"}
    for text in [rendered.text, *texts(rendered.blocks, "mrkdwn")]:
        assert set(re.findall("<[^>]*>?", text)) <= ours
        assert not re.search("&(?!amp;|lt;|gt;)", text)


def test_the_buttons_and_the_last_line_stay_however_long_the_rest_is(words: Words, handoff: Habit) -> None:
    many = {"outcomes": [OUTCOME | {"what": "x" * 280}] * 20, "promises": [PROMISE | {"what": "y" * 280}] * 20}
    button = words.move_button(handoff, handoff.moves["accept"], 1, 1)
    blocks = words.render("handoff", "card", facts(many), [button]).blocks
    assert [block["type"] for block in blocks[-2:]] == ["actions", "context"]
    assert re.search(r"\n… and \d+ more$", said(blocks), re.MULTILINE)


def test_what_is_left_out_is_counted(words: Words) -> None:
    task = {"id": 1, "do": "Call", "due": TODAY, "owner": "Ann Adler", "done": False, "done_by": ""}
    blocks = words.render("handoff", "checklist", facts(tasks=[task | {"id": n} for n in range(80)])).blocks
    shown = sum("accessory" in block for block in blocks)
    assert f"… and {80 - shown} more" in said(blocks)


def test_a_message_has_no_more_blocks_than_slack_takes_however_short_they_are(words: Words) -> None:
    task = {"id": 1, "do": "x", "due": TODAY, "owner": "Ann Adler", "done": True, "done_by": ""}
    blocks = words.render("handoff", "checklist", facts(tasks=[task | {"id": n} for n in range(70)])).blocks
    assert len(blocks) == 50
    assert "… and 24 more" in said(blocks)


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("abc&amp;def", 6, "abc…"),
        ("abc&amp;def", 9, "abc&amp;…"),
        ("abc<@UANN> d", 8, "abc…"),
        ("ab   cdef", 6, "ab…"),
    ],
)
def test_a_cut_goes_around_signs_and_references(text: str, limit: int, shown: str) -> None:
    assert cut(text, limit) == shown


def test_a_fact_that_is_missing_is_told_with_the_line_of_its_template(words: Words) -> None:
    known = facts()
    del known["why_now"]
    with pytest.raises(TemplateWrong, match=r"handoff/words\.yml:\d+: there is no fact \"why_now\" here"):
        words.render("handoff", "card", known)


def test_two_workspaces_may_have_blueprints_of_their_own() -> None:
    changed = replace(BLUEPRINT, phrases={**BLUEPRINT.phrases, "back": "Zurück"})
    assert (Words(changed).phrase("back"), WORDS.phrase("back")) == ("Zurück", "Back")
