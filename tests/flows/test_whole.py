"""A whole record, read in a modal."""

from __future__ import annotations

from tests.flows.looking import is_judged, is_needed
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, View
from tests.support.reading import as_shown
from tests.support.sold import OUTCOMES

PERSONAL = "Personal details are shown to the account team only."


def reads(person: Hand, record: int, account: str = "acme") -> View:
    """Press Read in the account's brief."""
    person.types(f"/account {account}")
    person.clicks("read", person.sees_modal("brief"), value=str(record))
    return person.sees_modal("whole")


def test_a_record_is_read_question_by_question_in_the_forms_order(box: Control, bot: Bot) -> None:
    whole = reads(box.ann, bot.is_handed(our_sponsor=None).id).words
    assert "Handoff: Acme\nWaiting for Ann Adler to accept or return it. Begun by Ben Brand Mon 2 Mar" in whole
    told = ["The account\n", "*ARR*\n120,000 EUR", "*Deputy*\nDev Das", "*Champion*\nRaj Patel", "*Why now*\nTheir"]
    assert sorted(told, key=whole.index) == told
    assert (
        "*Promises made*\n• SSO by May, due Fri 1 May; promised by Ben Brand, spoken; Ann Adler keeps it now" in whole
    )
    assert "*Our executive sponsor*" not in whole


def test_what_is_missing_is_named(box: Control, bot: Bot) -> None:
    whole = reads(box.ann, bot.is_handed(our_sponsor=None, champion=None).id).words
    missing, *_ = whole.partition("*Still missing*\n")[2].split("\n")
    assert "Our executive sponsor" in missing
    assert "Champion" in missing
    assert "ARR" not in missing


def test_what_a_move_kept_is_read_behind_the_form(box: Control, bot: Bot) -> None:
    record = is_needed(bot, bot.has_an_account("Globex", owner="UANN").id)
    is_judged(bot, record, "UANN")
    whole = reads(box.ann, record.id, "globex").words
    assert whole.index("*In their own words*") < whole.index("Who should help?\n*Verdict*\na partner can")


def test_personal_answers_are_for_the_account_team_and_the_records_own_people(box: Control, bot: Bot) -> None:
    record = bot.is_handed()
    assert "Raj Patel, Head of Finance Systems" in reads(box.dev, record.id).words  # its deputy to be
    hidden = reads(box.meg, record.id).words
    assert PERSONAL in hidden
    assert "Raj Patel, Head" not in hidden
    assert "Their people\n" not in hidden
    assert "*Why now*\nTheir auditor" in hidden


def test_long_answers_are_read_to_their_end(box: Control, bot: Bot) -> None:
    long = "<&> " * 740 + "THE END"
    whole = reads(box.ann, bot.is_handed(why_now=long).id)
    shown = as_shown(whole.words.replace("\n", ""))
    assert "THE END" in shown
    assert shown.count("<&>") == 740


def test_very_many_lines_say_that_there_are_more(box: Control, bot: Bot) -> None:
    line = OUTCOMES[0] | {"what": "x" * 290, "measure": "&" * 290, "today": "y" * 290, "target": "z" * 290}
    many = [line | {"~id": str(number)} for number in range(120)]
    whole = reads(box.ann, bot.is_handed(outcomes=many).id)
    assert len(whole.blocks) == 100
    assert "… and more, which does not fit here" in whole.words
    assert "*Promises made*\n• SSO by May" in whole.words


def test_lines_of_many_heavy_signs_are_read_as_far_as_a_view_holds(box: Control, bot: Bot) -> None:
    line = OUTCOMES[0] | dict.fromkeys(("what", "measure", "today", "target", "who"), "𠮷" * 290)
    many = [line | {"~id": str(number)} for number in range(50)]
    whole = reads(box.ann, bot.is_handed(outcomes=many, risks=[], why_now="𠮷" * 3000).id)
    assert "… and more, which does not fit here" in whole.words
    assert "*Promises made*\n• SSO by May" in whole.words


def test_a_record_is_read_from_its_message(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks("read", card)
    assert "*Champion*\nRaj Patel" in box.ann.sees_modal("whole").words


def test_a_record_is_read_from_home_and_from_a_status(box: Control, bot: Bot) -> None:
    record = bot.is_handed()
    box.ann.clicks("read", bot.home_of(box.ann), value=str(record.id))
    assert "Handoff: Acme" in box.ann.sees_modal("whole").words
    box.ann.types("/handoff status")
    box.ann.clicks("read", box.ann.sees_modal("status"))
    assert "Handoff: Acme" in box.ann.sees_modal("whole").words
    box.ann.closes()
    assert box.ann.sees_modal("status")
