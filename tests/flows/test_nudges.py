"""What is pressed under a nudge: done, snoozed, passed on, wrong, why; in the digest, in a channel and in a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.rules.facts import Account, Deed, Nudge
from tests.flows.forms import opened
from tests.flows.looking import changes_hands, sees_again, sees_new
from tests.flows.nudging import (
    forgets,
    has_gone_quiet,
    is_looked_at,
    is_open,
    is_told,
    marked,
    open_nudges,
    wrong_counts,
    wrote_again,
    wrote_last,
)
from tests.support.at_work import Bot, acks_of, envelopes
from tests.support.hand import Control, Hand, Message, Submitted, View, eventually
from tests.support.reading import actions, values

LIVE, TOUCH, BALL = "quiet/live", "quiet/touch", "touch/ball"
TOMORROW, THURSDAY, NEXT_MONDAY = date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 9)
SNOOZED = {"until": "tomorrow", "reason": "waits_for_them"}


@pytest.fixture
def quiet(bot: Bot) -> Account:
    """Acme, with which nobody has talked for 41 days."""
    return has_gone_quiet(bot)


@pytest.fixture
def digest(box: Control, bot: Bot, quiet: Account) -> Message:
    """Ann's, which tells of Acme."""
    return is_told(bot, box.ann)


@pytest.fixture
def live(bot: Bot, quiet: Account, digest: Message) -> Nudge:
    """What the digest tells of Acme's last talk."""
    return open_nudges(bot, quiet)[LIVE]


def chooses(person: Hand, act: str, nudge: Nudge, at: Message | View) -> None:
    """Choose in the menu beside a nudge."""
    block = next(block for block in at.blocks if f"|{nudge.key}'" in str(block.get("accessory", "")))
    person.clicks("nudge:more", at, value=f"{act}|{nudge.key}", block_id=block["block_id"])


def asked(person: Hand, act: str, nudge: Nudge, at: Message | View) -> View:
    """The modal behind the menu."""
    chooses(person, act, nudge, at)
    return person.sees_modal(f"nudge:{act}")


def answers(person: Hand, act: str, nudge: Nudge, at: Message | View, **given: Any) -> Submitted:
    """Choose in the menu, and answer what is asked there."""
    asked(person, act, nudge, at)
    return person.submits(given)


def presses(person: Hand, action: str, nudge: Nudge, at: Message | View) -> None:
    """Press a button under a nudge."""
    block = next(
        block
        for block in at.blocks
        for element in block.get("elements", ())
        if (element.get("action_id"), element.get("value")) == (action, nudge.key)
    )
    person.clicks(action, at, block_id=block["block_id"])


# snoozing


@pytest.mark.parametrize(
    ("given", "until"),
    [
        ({"until": "tomorrow"}, TOMORROW),
        ({"until": "three_days"}, THURSDAY),
        ({"until": "next_week"}, NEXT_MONDAY),
        ({"day": "2026-03-20"}, date(2026, 3, 20)),
        ({"until": "tomorrow", "day": "2026-03-20"}, date(2026, 3, 20)),
    ],
)
def test_a_nudge_is_put_off_for_a_while_with_a_reason(
    box: Control, bot: Bot, quiet: Account, digest: Message, live: Nudge, given: dict[str, str], until: date
) -> None:
    sent = answers(box.ann, "snooze", live, digest, **given, reason="waits_for_them", note="Raj is in Rome")
    assert (sent.errors, sent.error) == ({}, None)
    mark, with_it = marked(bot, quiet)
    assert (mark.nudge, mark.deed, mark.by, mark.until) == (live.key, Deed.SNOOZED, "UANN", until)
    assert (mark.reason, mark.note) == ("waits_for_them", "Raj is in Rome")
    assert replace(with_it, nudge=mark.nudge) == mark


def test_two_taps_put_it_off_for_three_days(
    box: Control, bot: Bot, quiet: Account, digest: Message, live: Nudge
) -> None:
    answers(box.ann, "snooze", live, digest)
    mark, _ = marked(bot, quiet)
    assert (mark.until, mark.reason) == (THURSDAY, "waits_for_them")


def test_the_reason_of_last_time_is_chosen_already(
    box: Control, bot: Bot, quiet: Account, digest: Message, live: Nudge
) -> None:
    answers(box.ann, "snooze", live, digest, until="tomorrow", reason="is_planned")
    box.clock.set("2026-03-03T09:00:00Z")
    bot.goes_round()
    answers(box.ann, "snooze", live, box.ann.messages()[-1])
    assert marked(bot, quiet)[-1].reason == "is_planned"


def test_one_silence_is_one_thing_and_goes_as_one(
    box: Control, bot: Bot, quiet: Account, digest: Message, live: Nudge
) -> None:
    assert "Also: no contact at all for long (last contact Tue 20 Jan, 41 days ago; red)." in digest.words
    assert f"|{open_nudges(bot, quiet)[TOUCH].key}" not in str(digest.json["blocks"])
    answers(box.ann, "snooze", live, digest, until="next_week")
    box.clock.set("2026-03-03T09:00:00Z")
    bot.goes_round()
    assert "no contact at all" not in box.ann.messages()[-1].words


def test_each_way_to_put_it_off_names_its_day(box: Control, live: Nudge, digest: Message) -> None:
    words = asked(box.ann, "snooze", live, digest).words
    for told in ("Tomorrow, Tue 3 Mar", "In 3 days, Thu 5 Mar", "Next week, Mon 9 Mar", "I am waiting for them"):
        assert told in words
    assert "Acme comes back on the day you choose. Every date it is about stays as it is." in words
    assert "still right" not in words


def test_snoozing_changes_no_date_and_shows_where_it_stood(
    box: Control, bot: Bot, quiet: Account, digest: Message, live: Nudge
) -> None:
    answers(box.ann, "snooze", live, digest, **SNOOZED)
    bot.goes_round()
    assert open_nudges(bot, quiet)[LIVE] == live
    assert "Snoozed until Tue 3 Mar" in box.ann.messages()[-1].words
    assert f"|{live.key}" not in str(box.ann.messages()[-1].json["blocks"])


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-02", "Choose a day after today, Wed 3 Mar 2027 at the latest."),
        ("2026-02-01", "Choose a day after today"),
        ("2062-03-05", "Wed 3 Mar 2027 at the latest"),
    ],
)
def test_a_day_that_cannot_be_meant_is_said_so(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message, day: str, said: str
) -> None:
    sent = answers(box.ann, "snooze", live, digest, day=day)
    assert said in sent.errors["day"]
    assert marked(bot, quiet) == []


@pytest.fixture
def red(bot: Bot, quiet: Account, digest: Message) -> Nudge:
    """What the digest tells of Acme, each day once it is red."""
    return open_nudges(bot, quiet)[LIVE]


def put_off_twice(box: Control, bot: Bot, red: Nudge, digest: Message) -> Message:
    """Ann has snoozed it on Monday and on Tuesday; her digest of Wednesday."""
    at = digest
    for day in ("2026-03-03", "2026-03-04"):
        answers(box.ann, "snooze", red, at, **SNOOZED)
        box.clock.set(f"{day}T09:00:00Z")
        bot.goes_round()
        at = next(m for m in reversed(box.ann.messages()) if f"|{red.key}" in str(m.json["blocks"]))
    return at


def test_the_third_time_asks_whether_it_is_still_right(
    box: Control, bot: Bot, quiet: Account, red: Nudge, digest: Message
) -> None:
    at = put_off_twice(box, bot, red, digest)
    view = asked(box.ann, "snooze", red, at)
    assert "You have put this off 2 times." in view.words
    assert "Is it still right to chase this?" in view.words
    assert list(box.ann.submits(SNOOZED).errors) == ["still"]
    box.ann.submits({**SNOOZED, "still": "yes"})
    assert [mark.deed for mark in marked(bot, quiet) if mark.nudge == red.key] == [Deed.SNOOZED] * 3


def test_what_is_not_right_to_chase_any_more_is_let_go(
    box: Control, bot: Bot, quiet: Account, red: Nudge, digest: Message
) -> None:
    at = put_off_twice(box, bot, red, digest)
    answers(box.ann, "snooze", red, at, still="no", reason="other", note="They were bought")
    last = marked(bot, quiet)[-1]
    assert (last.deed, last.reason, last.note) == (Deed.DROPPED, "other", "They were bought")
    bot.goes_round()
    assert not {LIVE, TOUCH} & open_nudges(bot, quiet).keys()


# not mine


def test_a_nudge_is_passed_on_to_a_colleague(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message
) -> None:
    answers(box.ann, "pass", live, digest, to="UDEV", note="He knows them")
    bot.goes_round()
    assert open_nudges(bot, quiet)[LIVE].person == "UDEV"
    assert "Passed on to Dev Das" in box.ann.messages()[-1].words
    box.clock.set("2026-03-03T05:00:00Z")  # half past ten in Kolkata
    bot.goes_round()
    assert "Last call, meeting or visit 42 days ago" in box.dev.sees_message("Good morning Dev").words


def test_what_nobody_in_particular_has_goes_to_the_owner_or_from_them_to_the_manager(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message
) -> None:
    view = asked(box.ann, "pass", live, digest)
    assert "Where you choose nobody, it goes to Meg Moss." in view.words
    box.ann.submits({})
    assert [(mark.deed, mark.to) for mark in marked(bot, quiet)] == [(Deed.PASSED_ON, "UMEG")] * 2


def test_without_a_manager_somebody_has_to_be_chosen(box: Control, bot: Bot) -> None:
    quiet = has_gone_quiet(bot, manager="UANN")
    digest = is_told(bot, box.ann)
    view = asked(box.ann, "pass", open_nudges(bot, quiet)[LIVE], digest)
    assert "Where you choose nobody" not in view.words
    assert list(box.ann.submits({}).errors) == ["to"]


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("UGUS", "Gus Guest is a guest"),
        ("UOLA", "Ola Outside"),
        ("UHEARTH", "Hearth"),
        ("UANN", "Ann Adler has this already."),
    ],
)
def test_only_colleagues_who_can_act_are_given_a_nudge(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message, to: str, said: str
) -> None:
    sent = answers(box.ann, "pass", live, digest, to=to)
    assert said in sent.errors["to"]
    assert marked(bot, quiet) == []


# wrong


def test_what_is_wrong_is_told_no_more_and_counted(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message
) -> None:
    answers(box.ann, "wrong", live, digest, reason="has_happened", note="We met on Friday")
    [mark] = marked(bot, quiet)
    assert (mark.deed, mark.reason, mark.note) == (Deed.WRONG, "has_happened", "We met on Friday")
    assert wrong_counts(bot) == {LIVE: 1}
    bot.goes_round()
    assert LIVE not in open_nudges(bot, quiet)
    assert "Said to be wrong" in box.ann.messages()[-1].words
    assert bot.happened()[-1] == "nudge_wrong"


# done


@pytest.fixture
def due(box: Control, bot: Bot) -> Nudge:
    """The first thing that Ann has to do for Acme, on the day it is due."""
    bot.is_accepted(bot.is_handed())
    bot.goes_round()
    box.clock.set("2026-03-04T09:00:00Z")
    bot.goes_round()
    return open_nudges(bot, bot.account())["todo/tasks"]


def digest_with(person: Hand, nudge: Nudge) -> Message:
    return next(m for m in reversed(person.messages()) if nudge.key in str(m.json["blocks"]))


def test_done_finishes_the_task_that_it_is_about(box: Control, bot: Bot, due: Nudge) -> None:
    presses(box.ann, "nudge:done", due, digest_with(box.ann, due))
    task = next(task for task in bot.tasks().values() if task.id == due.task)
    assert (task.done_by, [mark.deed for mark in marked(bot, bot.account())]) == ("UANN", [Deed.DONE])
    assert bot.happened()[-2:] == ["nudge_done", "task_done"]
    bot.goes_round()
    assert due.key not in {nudge.key for nudge in open_nudges(bot, bot.account()).values()}


def test_done_twice_is_done_once(box: Control, bot: Bot, due: Nudge) -> None:
    presses(box.ann, "nudge:done", due, digest_with(box.ann, due))
    happened = bot.happened()
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.rests()
    assert bot.happened() == happened
    assert len(marked(bot, bot.account())) == 1


def test_whoever_comes_second_is_told_who_was_first(box: Control, bot: Bot, due: Nudge) -> None:
    at = stands_in_the_channel(box, bot, digest_with(box.ann, due))
    presses(box.ann, "nudge:done", due, at)
    presses(box.dev, "nudge:done", due, at)
    assert "This was done by Ann Adler on Wed 4 Mar" in answered(box.dev, bot)
    assert len(marked(bot, bot.account())) == 1


def test_what_was_settled_meanwhile_is_said_so(box: Control, bot: Bot, due: Nudge) -> None:
    at = stands_in_the_channel(box, bot, digest_with(box.ann, due))
    box.dev.clicks("task_done", value=str(due.task), at=brief_of(box.dev), block_id=f"task.{due.task}")
    bot.goes_round()
    presses(box.ann, "nudge:done", due, at)
    assert "This is settled since Wed 4 Mar, by what has happened meanwhile" in answered(box.ann, bot)
    assert marked(bot, bot.account()) == []


def brief_of(person: Hand, account: str = "acme") -> View:
    person.types(f"/account {account}")
    return person.sees_modal("brief")


# who may


def stands_in_the_channel(box: Control, bot: Bot, message: Message, channel: str = "C0TEAM") -> Message:
    """The same blocks where others can press them, too."""
    box.invite("UHEARTH", channel)
    bot.office.slack.call("chat.postMessage", channel=channel, text="The same", blocks=message.blocks)
    return box.ann.sees_message("The same", channel)


def answered(person: Hand, bot: Bot, channel: str = "C0TEAM") -> str:
    """What a person alone was answered in a channel."""
    bot.rests()
    return "\n".join(message.text for message in person.messages(channel) if message.ephemeral)


@pytest.mark.parametrize("act", ["snooze", "pass", "wrong"])
def test_a_colleague_from_elsewhere_is_told_whose_it_is_before_they_fill_anything_in(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message, act: str
) -> None:
    chooses(box.ben, act, live, stands_in_the_channel(box, bot, digest))
    said = answered(box.ben, bot)
    assert said == "This is with Ann Adler, and you are not on the account team. Nothing was changed."
    assert box.ben.modal is None


def test_a_colleague_from_elsewhere_may_read_and_log(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message
) -> None:
    at = stands_in_the_channel(box, bot, digest)
    presses(box.ben, "nudge:log", live, at)
    assert values(opened(box.ben))["account"] == f"id:{quiet.id}"


@pytest.mark.parametrize("person", ["UGUS", "UOLA"])
@pytest.mark.parametrize("act", ["snooze", "pass", "wrong", "why"])
def test_a_guest_and_a_customer_press_in_vain(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message, person: str, act: str
) -> None:
    channel = {"UGUS": "C0TEAM", "UOLA": "C0SHARED"}[person]
    hand = box.hand(person)
    chooses(hand, act, live, stands_in_the_channel(box, bot, digest, channel))
    assert "Hearth is for" in answered(hand, bot, channel)
    assert hand.modal is None
    assert marked(bot, quiet) == []


def test_who_left_the_team_with_the_modal_open_changes_nothing(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message
) -> None:
    asked(box.dev, "wrong", live, stands_in_the_channel(box, bot, digest))
    changes_hands(bot, quiet, deputy="USUE")
    is_looked_at(bot, quiet)
    box.dev.submits({"reason": "wrong_date"})
    assert "This is with Ann Adler" in box.dev.sees_modal("notice").words
    assert marked(bot, quiet) == []


def test_the_deputy_and_the_manager_may_act_for_the_owner(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message
) -> None:
    at = stands_in_the_channel(box, bot, digest)
    answers(box.dev, "snooze", live, at, **SNOOZED)
    answers(box.meg, "snooze", live, at, until="three_days", reason="is_planned")
    assert [mark.by for mark in marked(bot, quiet) if mark.nudge == live.key] == ["UDEV", "UMEG"]


# nothing is open


def test_thanks_ask_for_nothing_and_one_press_says_so(box: Control, bot: Bot) -> None:
    thanked = wrote_last(bot, date(2026, 2, 20))
    digest = is_told(bot, box.ann)
    ball = open_nudges(bot, thanked)[BALL]
    presses(box.ann, "nudge:nothing_open", ball, digest)
    bot.goes_round()
    assert BALL not in open_nudges(bot, thanked)
    assert "Settled. Nothing more is due here." in box.ann.messages()[-1].words
    assert "Ann Adler said that nothing is open" in sees_new(box.ann, "/account acme", "brief").words


def test_what_they_write_afterwards_is_told_anew(box: Control, bot: Bot) -> None:
    thanked = wrote_last(bot, date(2026, 2, 20))
    digest = is_told(bot, box.ann)
    first = open_nudges(bot, thanked)[BALL]
    presses(box.ann, "nudge:nothing_open", first, digest)
    wrote_again(bot, thanked, date(2026, 3, 2))
    is_looked_at(bot, thanked)
    assert open_nudges(bot, thanked)[BALL].key != first.key


# twice, and in other places


@pytest.mark.parametrize(
    ("act", "given"),
    [("snooze", SNOOZED), ("pass", {"to": "UDEV"}), ("pass", {}), ("wrong", {"reason": "has_happened"})],
)
def test_a_modal_that_arrives_twice_is_heard_once(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message, act: str, given: dict[str, str]
) -> None:
    answers(box.ann, act, live, digest, **given)
    bot.goes_round()
    before, so_far = bot.happened(), marked(bot, quiet)
    envelope = envelopes(box, "interactive")[-1]
    acks = len(acks_of(box, envelope))
    bot.hears_again(envelope)
    again = eventually(lambda: acks_of(box, envelope)[acks:] or None, lambda: "it should be acknowledged again")
    assert again == [{}]
    assert (marked(bot, quiet), bot.happened()) == (so_far, before)


def test_what_two_do_at_once_is_told_to_the_second(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message
) -> None:
    at = stands_in_the_channel(box, bot, digest)
    asked(box.ann, "wrong", live, at)
    answers(box.dev, "wrong", live, at, reason="wrong_date")
    box.ann.submits({"reason": "has_happened"})
    assert "Dev Das said on Mon 2 Mar that this is wrong" in box.ann.sees_modal("notice").words
    assert [mark.by for mark in marked(bot, quiet)] == ["UDEV"]


def test_a_list_is_drawn_again_when_something_in_it_was_put_off(
    box: Control, bot: Bot, quiet: Account, live: Nudge
) -> None:
    box.ann.types("/account mine")
    mine = box.ann.sees_modal("mine")
    assert "What needs you (3)" in mine.words
    answers(box.ann, "snooze", live, mine, **SNOOZED)
    again = sees_again(box.ann, "What needs you (2)")
    assert "Snoozed (2)" in again.words
    assert "Comes back Tue 3 Mar" in again.words


def test_home_is_drawn_again_when_something_in_it_was_done(box: Control, bot: Bot, due: Nudge) -> None:
    home = bot.home_of(box.ann)
    presses(box.ann, "nudge:done", due, home)
    bot.rests()
    bot.goes_round()
    assert due.key not in str(bot.home_of(box.ann).json["blocks"])


def test_the_channels_alert_and_the_digest_tell_of_one_thing(box: Control, bot: Bot) -> None:
    quiet = has_gone_quiet(bot, channel="C0TEAM")
    box.invite("UHEARTH", "C0TEAM")
    digest = is_told(bot, box.ann)
    live = open_nudges(bot, quiet)[LIVE]
    alert = box.ann.sees_message("Last call, meeting or visit Tue 20 Jan", "C0TEAM")
    presses(box.dev, "nudge:log", live, alert)
    assert values(opened(box.dev))["account"] == f"id:{quiet.id}"
    answers(box.ann, "wrong", live, digest, reason="has_happened")
    bot.goes_round()
    assert "That is settled" in box.ann.sees_message("was going quiet", "C0TEAM").words
    assert actions(box.ann.sees_message("was going quiet", "C0TEAM")) == []


# asking further


def test_a_touch_is_logged_from_where_it_is_asked_for(
    box: Control, bot: Bot, quiet: Account, live: Nudge, digest: Message
) -> None:
    presses(box.ann, "nudge:log", live, digest)
    form = opened(box.ann)
    assert form.title == "Log a touch"
    sent = box.ann.submits({"with_whom": ["champion"], "kind": "video"})
    assert not sent.errors, sent.errors
    bot.goes_round()
    assert LIVE not in open_nudges(bot, quiet)


def test_the_brief_is_one_press_away(box: Control, live: Nudge, digest: Message) -> None:
    presses(box.ann, "nudge:brief", live, digest)
    assert "Acme" in box.ann.sees_modal("brief").words


def test_why_tells_the_rule_of_this_nudge_first(box: Control, live: Nudge, digest: Message) -> None:
    chooses(box.ann, "why", live, digest)
    words = box.ann.sees_modal("why").words
    assert words.index("35 days without a call, meeting or visit are amber, 60 days are red.") < words.index("a touch")


def test_a_form_that_a_nudge_asks_for_is_opened_for_its_account(box: Control, bot: Bot, quiet: Account) -> None:
    nudge = Nudge(f"quiet/live/{quiet.id}/x", quiet.id, LIVE, "UANN", TOMORROW)
    is_open(bot, nudge)
    button = {"type": "button", "action_id": "nudge:open:needs", "value": nudge.key}
    block = {"type": "actions", "elements": [button | {"text": {"type": "plain_text", "text": "A need"}}]}
    box.invite("UHEARTH", "C0TEAM")
    bot.office.slack.call("chat.postMessage", channel="C0TEAM", text="Ask them", blocks=[block])
    box.ann.clicks("nudge:open:needs", box.ann.sees_message("Ask them", "C0TEAM"))
    form = opened(box.ann)
    assert (form.title, values(form)["account"]) == ("What you heard", f"id:{quiet.id}")


def test_a_form_that_waits_is_read_from_its_nudge(box: Control, bot: Bot) -> None:
    record = bot.is_handed()
    bot.goes_round()
    box.clock.set("2026-03-03T09:00:00Z")
    bot.goes_round()
    turn = open_nudges(bot, bot.account())["todo/turns"]
    presses(box.ann, "nudge:read", turn, digest_with(box.ann, turn))
    assert "Handoff: Acme" in box.ann.sees_modal().words
    assert turn.record == record.id


def test_the_rest_of_a_digest_is_one_press_away(box: Control, bot: Bot) -> None:
    for number in range(9):
        has_gone_quiet(bot, f"Customer {number}")
    digest = is_told(bot, box.ann)
    assert "*Good morning Ann. 8 things" in digest.words
    assert "more: Customer 8, Customer 0, Customer 1, Customer 2, Customer 3, … and 4 more." in digest.words
    assert "nudge:home" in actions(digest)
    box.ann.clicks("nudge:home", digest)
    mine = box.ann.sees_modal("mine")
    assert "What needs you (27)" in mine.words
    assert "… and 2 more" in mine.words
    assert len(mine.blocks) <= 100


def test_a_nudge_that_is_gone_is_said_so(box: Control, bot: Bot, live: Nudge, digest: Message) -> None:
    at = stands_in_the_channel(box, bot, digest)
    forgets(bot, live)
    chooses(box.ann, "snooze", live, at)
    presses(box.ann, "nudge:log", live, at)
    assert answered(box.ann, bot).count("This is not there any more") == 2
