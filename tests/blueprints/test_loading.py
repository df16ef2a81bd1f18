"""What is written becomes what is meant."""

from __future__ import annotations

from datetime import time

import pytest

from bot.blueprint import GAPS, Blueprint, FieldClass, Habit, Item, PackPart, Section, Span, Text, load
from tests.blueprints.copies import Copy

TIERS = ("T1", "T2", "T3", "T4")


@pytest.fixture
def handoff(sample: Blueprint) -> Habit:
    return sample.habits["handoff"]


@pytest.fixture
def needs(sample: Blueprint) -> Habit:
    return sample.habits["needs"]


def test_a_question_that_is_always_required_is_so_for_every_tier(handoff: Habit) -> None:
    assert handoff.question("owner").required == {"T1", "T2", "T3", "T4"}
    assert handoff.question("our_sponsor").required == {"T1", "T2"}
    assert handoff.question("channel").required == frozenset()


def test_what_is_wanted_is_so_by_tier(handoff: Habit) -> None:
    assert handoff.question("champion").wanted == {"T1", "T2", "T3", "T4"}
    assert handoff.question("manager").wanted == {"T1"}
    assert handoff.question("owner").wanted == frozenset()


def test_words_that_say_nothing_and_accounts_that_may_be_new_are_known(handoff: Habit, needs: Habit) -> None:
    assert handoff.question("bought").vague == ("everything", "the usual")
    assert handoff.question("account").may_be_new
    assert not needs.question("account").may_be_new


def test_the_tiers_are_choices(handoff: Habit) -> None:
    choices = handoff.question("tier").choices
    assert [choice.value for choice in choices] == ["T1", "T2", "T3", "T4"]
    assert choices[0].label == "T1 Strategic"


def test_one_number_does_for_all_tiers(copy: Copy) -> None:
    copy.change("handoff/habit.yml", "least: {T1: 3, T2: 2, T3: 2, T4: 2}", "least: 4")
    assert load(copy.folder).habits["handoff"].question("outcomes").least == {"T1": 4, "T2": 4, "T3": 4, "T4": 4}


def test_a_score_has_two_points_a_section(handoff: Habit) -> None:
    score = handoff.score
    assert score is not None
    assert (score.with_gaps, score.enough, score.most) == (3, 5, 6)
    assert score.close["T1"] == Span(2, working=True)
    assert score.close["T4"] == Span(5, working=True)
    assert score.sections[1] == Section("people", "Their people", ("champion", "day_to_day"), must=True)


def test_one_span_does_for_all_tiers(copy: Copy) -> None:
    copy.change("handoff/habit.yml", "close: {T1: 2 working days, T2", "close: 3 days  # {T1: 2 working days, T2")
    score = load(copy.folder).habits["handoff"].score
    assert score is not None
    assert set(score.close.values()) == {Span(3, working=False)}


def test_a_form_sent_with_gaps_may_go_another_way(handoff: Habit) -> None:
    assert handoff.moves["submit"].button == "Complete it"
    assert handoff.moves["submit"].with_gaps == {"T1": "asks_manager"}
    assert handoff.moves["accept"].with_gaps == {}


def test_a_record_keeps_what_a_move_keeps_and_nothing_of_the_others(handoff: Habit) -> None:
    kept = {question.id for question in handoff.kept}
    assert "gaps" in kept
    assert "note" not in kept
    (step,) = handoff.form_of("accept_with_gaps")
    assert step.says == "Each gap needs somebody who closes it, and a day."
    assert [question.starts_as for question in step.questions] == [GAPS]


def test_days_are_counted_by_tier_or_answered(handoff: Habit) -> None:
    items = {item.id: item for item in handoff.checklist.items} if handoff.checklist else {}
    assert items["introduce"].due == {tier: Span(2 if tier in ("T1", "T2") else 5, working=True) for tier in TIERS}
    assert set(items["first_cadence_call"].due.values()) == {Span(10, working=True)}
    assert set(items["ask_what_was_repeated"].due.values()) == {Span(30, working=False)}
    assert (items["kickoff"].due, items["kickoff"].due_on, items["kickoff"].unless) == (
        {},
        "kickoff_on",
        "next_meeting",
    )


def test_a_list_starts_from_several_states_and_has_an_item_for_every_line(handoff: Habit) -> None:
    assert handoff.checklist is not None
    assert handoff.checklist.starts == {"accepted", "accepted_with_gaps"}
    keep, close = handoff.checklist.items[-2:]
    told = {"promise": True, "told_as": "{{ line.what }}"}
    assert keep == Item("keep", keep.do, "keeper", due_on="due_on", each="promises", **told)
    assert close == Item("close", close.do, "who", due_on="by_when", each="gaps")


def test_the_calendar_is_read_in_days_and_hours(sample: Blueprint) -> None:
    assert sample.calendar.working_days == {0, 1, 2, 3, 4}
    assert (sample.calendar.opens, sample.calendar.closes) == (time(9), time(17))
    assert sample.calendar.interrupts == {"handoff/card", "quiet/promises"}
    assert sample.calendar.unmet_at == time(15)
    assert sample.calendar.quiet_for == Span(2, working=False)
    assert sample.calendar.holidays == {"Europe/Berlin": "DE", "America/New_York": "US-NY"}


def test_the_digest_knows_what_is_gravest_and_what_one_may_say(sample: Blueprint) -> None:
    digest = sample.calendar.digest
    assert (digest.at, digest.most, digest.still_right_after) == (time(9, 30), 12, 3)
    assert digest.order[:2] == ("quiet/left", "quiet/promises")
    assert [choice.value for choice in digest.reasons] == ["waits_for_them", "other"]
    assert [choice.label for choice in digest.wrong] == ["The date is wrong"]


def test_roles_come_from_questions_from_the_account_and_from_whoever_opened_it(handoff: Habit, needs: Habit) -> None:
    assert {role: question.id for role, question in handoff.roles.items()} == {
        "owner": "owner",
        "deputy": "deputy",
        "ae": "ae",
        "our_sponsor": "our_sponsor",
        "manager": "manager",
    }
    assert needs.team == ("owner", "deputy")
    assert needs.all_roles == ("author", "owner", "deputy")
    assert (needs.many, handoff.many) == (True, False)


def test_what_accounts_have_and_are_known_for_is_what_some_habit_gives_and_keeps(sample: Blueprint) -> None:
    assert set(sample.team_roles) == {"owner", "deputy", "ae", "our_sponsor"}
    assert {id: question.kind for id, question in sample.known_of_accounts.items()} == {
        "arr": "money",
        "renewal_on": "date",
        "champion": "text",
    }


def test_a_message_is_as_confidential_as_the_strictest_answer_in_it(handoff: Habit) -> None:
    assert {message.id: message.field_class for message in handoff.messages.values()} == {
        "gaps": FieldClass.INTERNAL,
        "card": FieldClass.PERSONAL,
        "card_settled": FieldClass.INTERNAL,
        "announcement": FieldClass.SHAREABLE,
        "accepted": FieldClass.SHAREABLE,
        "returned": FieldClass.INTERNAL,
        "checklist": FieldClass.INTERNAL,
        "sponsor": FieldClass.PERSONAL,
        "channel_trouble": FieldClass.INTERNAL,
    }


def test_yaml_does_not_read_no_as_false(handoff: Habit) -> None:
    confirm = handoff.moves["accept"].confirm
    assert confirm is not None
    assert (confirm.yes, confirm.no) == ("Accept", "Not yet")


def test_a_template_knows_where_it_was_written(handoff: Habit, copy: Copy) -> None:
    says = handoff.states["accepted"].says
    assert isinstance(says, Text)
    lines = (copy.folder / "handoff" / "habit.yml").read_text().split("\n")
    assert lines[says.place.line - 1].endswith(says)


def test_the_digest_changes_with_any_file_and_not_otherwise(copy: Copy) -> None:
    before = load(copy.folder).digest
    assert load(copy.folder).digest == before
    copy.change("phrases.yml", "back: Back", "back: Go back")
    assert load(copy.folder).digest != before


def test_an_unknown_question_is_a_key_error(handoff: Habit) -> None:
    with pytest.raises(KeyError):
        handoff.question("colour")


def test_a_pack_has_what_they_may_read_and_what_only_we_do(sample: Blueprint) -> None:
    pack = sample.habits["talk"].pack
    assert pack is not None
    assert (pack.day, pack.old_after) == ("next_on", 14)
    assert pack.customer == (
        PackPart("What you want to talk about", answer="topics"),
        PackPart("What we promised you", promises=True),
        PackPart(
            "What you need",
            habit="needs",
            states=frozenset({"open", "judged"}),
            reads="{{ need }}",
            value="need",
            unknown=("nothing",),
        ),
    )
    assert pack.ours == (
        PackPart("What went wrong", asked="talk/question"),
        PackPart("Risks", habit="handoff", states=frozenset({"accepted"}), each="risks"),
        PackPart("The contract", known=("arr", "renewal_on")),
    )
