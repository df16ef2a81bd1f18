"""One message a working morning where each person is: what it tells, to whom, and when there is none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from bot.blueprint import load
from bot.commands import main
from bot.rules.facts import LINE_ID, Account, Saying, Standing
from bot.store import accounts
from bot.store.engine import reading
from bot.words import Words
from tests.blueprints.copies import REAL
from tests.cast import WORKSPACE
from tests.flows.looking import sees_new
from tests.flows.nudging import has_gone_quiet, open_nudges
from tests.flows.test_ringing import A_MINUTE, ticking
from tests.flows.touches import sends
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, eventually
from tests.support.postgres import on_both
from tests.support.reading import texts
from tests.support.sold import PROMISE

pytestmark = on_both

BERLIN, NEW_YORK, KOLKATA, LONDON = "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/London"
MIDNIGHT, HALF_AN_HOUR = datetime(2026, 3, 2, tzinfo=UTC), timedelta(minutes=30)
LAST_AUGUST = date(2025, 8, 20)
"""So long ago that even a T4 account is red; that is the one thing there is to tell of it, each day."""


def at(bot: Bot, day: str, hour: str = "09:00", zone: str = BERLIN) -> None:
    """It is that hour of that day there, and the clock goes round."""
    bot.box.clock.set(datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo(zone)).timestamp())
    bot.goes_round()


def passes(bot: Bot, day: str) -> None:
    """A day goes by, and the clock goes round whenever it is nine for somebody, in between and late."""
    for hour in ("03:30", "08:00", "09:00", "11:30", "14:00", "23:30"):
        at(bot, day, hour, "UTC")


def is_red(bot: Bot, name: str = "Acme", **roles: str) -> Account:
    """An account of which there is one thing to tell, every day; it was looked at on the Sunday before."""
    found = has_gone_quiet(bot, name, "T4", LAST_AUGUST, **roles)
    at(bot, "2026-03-01", "12:00")
    return found


def mornings(person: Hand) -> list[Message]:
    """The digests somebody got, oldest first."""
    return [message for message in person.messages() if "Good morning" in message.text]


def digest(person: Hand, of: int = 1) -> Message:
    """The latest of so many digests."""
    found = mornings(person)
    assert len(found) == of, f"{person.id} should have got {of} digests; there is:\n{texts(person)}"
    return found[-1]


def why_moot(bot: Bot, key: str) -> str | None:
    """Why something that was to be said was not."""
    return next((row.why for row in bot.messages(Saying.MOOT) if row.message.key == key), None)


# when


def test_each_is_told_at_nine_where_they_are(box: Control, bot: Bot) -> None:
    for name, owner in {"Acme": "UANN", "Globex": "UBEN", "Initech": "UDEV", "Hooli": "UMEG"}.items():
        is_red(bot, name, owner=owner)
    for half_hours in range(48):
        box.clock.set((MIDNIGHT + half_hours * HALF_AN_HOUR).timestamp())
        bot.goes_round(1)
    told = [(post["to"], post["iso"][:16], post["text"].split(".")[0]) for post in box.posted()]
    assert told == [
        ("UDEV", "2026-03-02T03:30", "Good morning Dev"),
        ("UANN", "2026-03-02T08:00", "Good morning Ann"),
        ("UMEG", "2026-03-02T09:00", "Good morning Meg"),
        ("UBEN", "2026-03-02T14:00", "Good morning Ben"),
    ]


def test_with_nothing_due_nothing_is_said(box: Control, bot: Bot) -> None:
    """It is amber next Wednesday: somebody is looked after, and there is nothing to tell them."""
    has_gone_quiet(bot, tier="T4", last=date(2025, 12, 10))
    at(bot, "2026-03-01", "12:00")
    passes(bot, "2026-03-02")
    assert box.posted() == []
    assert why_moot(bot, "digest/UANN/2026-03-02") == "nothing is due any more"
    at(bot, "2026-03-11")
    assert "90 days" in digest(box.ann).words


def test_what_becomes_due_after_the_morning_waits_for_the_next(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot, tier="T4", last=date(2025, 12, 10))
    at(bot, "2026-03-01", "12:00")
    at(bot, "2026-03-02")
    is_red(bot, "Globex")
    at(bot, "2026-03-02", "12:00")
    assert mornings(box.ann) == []
    at(bot, "2026-03-03")
    assert "Globex" in digest(box.ann).words


@pytest.mark.parametrize(
    ("eve", "free", "after"),
    [
        ("2028-10-02", ["2028-10-03"], "2028-10-04"),
        ("2026-04-02", ["2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06"], "2026-04-07"),
        ("2026-04-30", ["2026-05-01", "2026-05-02", "2026-05-03"], "2026-05-04"),
    ],
    ids=["the third of October", "Easter", "the first of May"],
)
def test_free_days_where_somebody_is_have_no_morning(
    box: Control, bot: Bot, eve: str, free: list[str], after: str
) -> None:
    is_red(bot)
    is_red(bot, "Globex", owner="UBEN")
    at(bot, (date.fromisoformat(eve) - timedelta(1)).isoformat(), "23:00")
    before = len(mornings(box.ann)), len(mornings(box.ben))
    for day in (eve, *free, after):
        for zone in (BERLIN, NEW_YORK):
            at(bot, day, zone=zone)
    assert len(mornings(box.ann)) - before[0] == 2
    working = sum(date.fromisoformat(day).weekday() < 5 for day in (eve, *free, after))
    assert len(mornings(box.ben)) - before[1] == working


def test_the_eve_of_free_days_tells_what_is_due_on_them(box: Control, bot: Bot) -> None:
    promised(bot, "2026-04-05", keeper="UANN")
    at(bot, "2026-04-01")
    told = len(mornings(box.ann))
    at(bot, "2026-04-02")
    assert "SSO by May. Due on Sun 5 Apr" in digest(box.ann, told + 1).words
    at(bot, "2026-04-07")
    assert "SSO by May. Due Sun 5 Apr, 2 days ago" in digest(box.ann, told + 2).words


# left alone


def test_who_wants_to_be_left_alone_is_told_afterwards(box: Control, bot: Bot) -> None:
    is_red(bot)
    box.change("UANN", dnd={"enabled": True, "start": "08:00", "end": "11:00"})
    at(bot, "2026-03-02", "09:00")
    at(bot, "2026-03-02", "10:59")
    assert mornings(box.ann) == []
    at(bot, "2026-03-02", "11:00")
    assert "Acme" in digest(box.ann).words


@pytest.mark.parametrize("end", ["17:00", "18:00", "07:59"], ids=["as they stop", "later", "on the next day"])
def test_who_wants_to_be_left_alone_all_day_is_told_without_a_sound(box: Control, bot: Bot, end: str) -> None:
    """Slack makes none until it ends; held back until then, it would never be told."""
    is_red(bot)
    box.change("UANN", dnd={"enabled": True, "start": "08:00", "end": end})
    at(bot, "2026-03-02", "08:59")
    assert mornings(box.ann) == []
    at(bot, "2026-03-02", "09:00")
    assert "194 days" in digest(box.ann).words


def test_a_morning_that_ends_before_they_can_be_told_is_over(box: Control, bot: Bot) -> None:
    is_red(bot)
    box.change("UANN", dnd={"enabled": True, "start": "08:00", "end": "16:00"})
    at(bot, "2026-03-02", "09:00")
    at(bot, "2026-03-02", "23:30")
    assert mornings(box.ann) == []
    assert why_moot(bot, "digest/UANN/2026-03-02") == "that morning has passed"
    at(bot, "2026-03-03", "16:00")
    assert "195 days" in digest(box.ann).words


# who is away


def takes_leave(person: Hand, first: str, last: str) -> None:
    person.types("/account hours")
    sent = person.submits({"first": first, "last": last}, person.sees_modal("hours"))
    assert sent.errors == {}
    person.sees_modal("notice")


def test_the_deputy_is_told_while_the_owner_is_on_leave(box: Control, bot: Bot) -> None:
    is_red(bot)
    takes_leave(box.ann, "2026-03-02", "2026-03-03")
    bot.rests()
    for day in ("2026-03-02", "2026-03-03"):
        passes(bot, day)
    assert mornings(box.ann) == []
    assert "You stand in for Ann Adler, who is away." in digest(box.dev, of=2).words
    passes(bot, "2026-03-04")
    assert "Acme" in digest(box.ann).words
    assert len(mornings(box.dev)) == 2


def test_the_deputy_is_told_from_the_moment_slack_tells_of_a_vacation(box: Control, bot: Bot) -> None:
    is_red(bot)
    at(bot, "2026-03-03")
    assert len(mornings(box.ann)) == 1
    box.change("UANN", status_emoji=":palm_tree:", status_text="Vacationing")
    eventually(lambda: True if (ann := bot.knows("UANN")) and ann.away_until else None, lambda: f"{bot.knows('UANN')}")
    passes(bot, "2026-03-05")
    assert len(mornings(box.ann)) == 1
    assert "You stand in for Ann Adler, who is away." in digest(box.dev).words


# who is elsewhere


def moves(bot: Bot, person: str, zone: str) -> None:
    """They travel, and Slack tells of it."""
    bot.box.change(person, tz=zone)
    eventually(
        lambda: True if (known := bot.knows(person)) and known.zone == zone else None, lambda: f"{bot.knows(person)}"
    )


def test_a_second_nine_of_a_day_brings_no_second_digest(box: Control, bot: Bot) -> None:
    """Ann flies west on a Tuesday at noon, and it is nine again where she lands."""
    is_red(bot)
    at(bot, "2026-03-03")
    at(bot, "2026-03-03", "12:00")
    moves(bot, "UANN", NEW_YORK)
    for hour in ("06:30", "09:00", "12:00"):
        at(bot, "2026-03-03", hour, NEW_YORK)
    assert len(mornings(box.ann)) == 1
    at(bot, "2026-03-04", "08:59", NEW_YORK)
    assert len(mornings(box.ann)) == 1
    at(bot, "2026-03-04", "09:00", NEW_YORK)
    assert "196 days" in digest(box.ann, of=2).words


def test_who_flies_into_tomorrow_is_told_tomorrows(box: Control, bot: Bot) -> None:
    """At noon on Tuesday in New York it is Wednesday in Tokyo, two in the morning."""
    is_red(bot, owner="UBEN")
    at(bot, "2026-03-03", zone=NEW_YORK)
    at(bot, "2026-03-03", "12:00", NEW_YORK)
    moves(bot, "UBEN", "Asia/Tokyo")
    bot.goes_round()
    assert len(mornings(box.ben)) == 1
    at(bot, "2026-03-04", "09:00", "Asia/Tokyo")
    assert "196 days" in digest(box.ben, of=2).words


# what is pressed


def item(message: Message, words: str) -> list[dict[str, Any]]:
    """The blocks of one thing in a digest: its text, its buttons, and why it is told."""
    prefix = next(b["block_id"] for b in message.blocks if b["type"] == "section" and words in str(b["text"]))
    return [block for block in message.blocks if block["block_id"].split(".")[0] == prefix.split(".")[0]]


def test_what_is_done_about_one_thing_is_shown_where_it_stood_and_the_rest_stays(box: Control, bot: Bot) -> None:
    is_red(bot)
    is_red(bot, "Globex")
    at(bot, "2026-03-02")
    before = digest(box.ann)
    log = next(b for b in before.blocks if b["type"] == "actions" and "/1/" in str(b))
    box.ann.clicks("nudge:log", before, block_id=log["block_id"])
    sends(box.ann, with_whom=["champion"], kind="video", next_on="2026-03-20", next_how="call")
    bot.rests()
    bot.goes_round()
    after = digest(box.ann)
    assert after.ts == before.ts
    assert item(after, "Globex") == item(before, "Globex")
    assert item(after, "Acme") != item(before, "Acme")
    assert "/1/" not in str(after.blocks)
    at(bot, "2026-03-03")
    told = digest(box.ann, of=2).words
    assert "Globex" in told
    assert "Acme" not in told


def test_whom_the_rest_goes_on_to_is_still_said_when_one_thing_was_done(box: Control, bot: Bot) -> None:
    is_red(bot)
    is_red(bot, "Globex")
    for day in ("2026-03-05", "2026-03-06"):
        at(bot, day)
    before = digest(box.ann, of=2)
    assert "Meg Moss reads of these, too, from Mon 9 Mar on: Acme, Globex." in before.words
    log = next(b for b in before.blocks if b["type"] == "actions" and "/1/" in str(b))
    box.ann.clicks("nudge:log", before, block_id=log["block_id"])
    sends(box.ann, with_whom=["champion"], kind="video", next_on="2026-03-20", next_how="call")
    bot.rests()
    bot.goes_round()
    assert "Meg Moss reads of these, too, from Mon 9 Mar on: Globex." in digest(box.ann, of=2).words


# what cannot wait


def promised(bot: Bot, due_on: str, *accounts: str, keeper: str = "UDEV") -> None:
    """Accounts of Ann's, to each of which something was promised that somebody keeps."""
    for account in accounts or ("Acme",):
        bot.is_accepted(
            bot.is_handed(account, promises=[{**PROMISE, LINE_ID: "sso", "due_on": due_on, "keeper": keeper}])
        )
    bot.goes_round()


def unmet(person: Hand) -> list[Message]:
    """What somebody was told besides their digest of a promise."""
    return [m for m in person.messages() if "SSO by May. Due today" in m.text and "Good morning" not in m.text]


def test_a_promise_that_is_due_today_and_not_kept_is_told_of_at_three(box: Control, bot: Bot) -> None:
    promised(bot, "2026-03-05")
    at(bot, "2026-03-05", "09:00", KOLKATA)
    assert "SSO by May. Due today" in mornings(box.dev)[-1].words
    at(bot, "2026-03-05", "14:59", KOLKATA)
    assert unmet(box.dev) == []
    at(bot, "2026-03-05", "15:00", KOLKATA)
    [told] = unmet(box.dev)
    assert "Acme" in told.text
    at(bot, "2026-03-05", "16:00", KOLKATA)
    assert len(unmet(box.dev)) == 1


def test_a_promise_that_was_kept_by_then_is_not(box: Control, bot: Bot) -> None:
    promised(bot, "2026-03-05")
    at(bot, "2026-03-05", "09:00", KOLKATA)
    at_work = mornings(box.dev)[-1]
    press = next(b for b in at_work.blocks if b["type"] == "actions" and "todo/promises/" in str(b))
    box.dev.clicks("nudge:done", at_work, block_id=press["block_id"])
    bot.rests()
    at(bot, "2026-03-05", "15:00", KOLKATA)
    assert unmet(box.dev) == []


def test_the_fourth_of_a_week_is_left_to_the_digests(box: Control, bot: Bot) -> None:
    promised(bot, "2026-03-05", "Acme", "Globex", "Initech", "Hooli")
    at(bot, "2026-03-05", "09:00", KOLKATA)
    at(bot, "2026-03-05", "15:00", KOLKATA)
    bot.goes_round()
    assert len(unmet(box.dev)) == 3
    assert [row.why for row in bot.messages(Saying.MOOT) if row.message.key.startswith("now/")] == [
        "they were interrupted often enough this week, and the digest tells of it"
    ]
    at(bot, "2026-03-06", "09:00", KOLKATA)
    told = mornings(box.dev)[-1].words
    assert all(name in told for name in ("Acme", "Globex", "Initech", "Hooli"))


# whose it is now


def test_who_owns_it_now_is_told_and_who_did_is_not(box: Control, bot: Bot) -> None:
    acme = is_red(bot)
    at(bot, "2026-03-02")
    assert "Acme" in digest(box.ann).words
    handed = bot.is_handed(by="UANN", account="Acme", owner="USUE", tier="T4")
    bot.is_accepted(handed)
    bot.goes_round()
    assert open_nudges(bot, acme)["quiet/touch"].person == "USUE"
    at(bot, "2026-03-03")
    at(bot, "2026-03-03", zone=NEW_YORK)
    assert "195 days" in mornings(box.sue)[-1].words
    assert all("195 days" not in message.words for message in mornings(box.ann))


def test_what_somebody_had_who_is_gone_is_told_to_the_next(box: Control, bot: Bot) -> None:
    is_red(bot)
    at(bot, "2026-03-03")
    box.change("UANN", deleted=True)
    bot.hears_of("UANN", Standing.DEACTIVATED)
    before = len(box.posted())
    for day in ("2026-03-05", "2026-03-06"):
        passes(bot, day)
    told = [(post["to"], "stand in" in str(post)) for post in box.posted()[before:]]
    assert told == [("UDEV", False), ("UDEV", False)]
    assert bot.messages(Saying.FAILED) == []


def test_what_nobody_does_anything_about_goes_on_to_the_manager_once_that_was_told(box: Control, bot: Bot) -> None:
    is_red(bot)
    for day in ("2026-03-05", "2026-03-06"):
        at(bot, day)
    first, warned = mornings(box.ann)
    word = "If nothing happens, Meg Moss reads of these, too, from Mon 9 Mar on: Acme."
    assert word not in first.words
    assert word in warned.words
    at(bot, "2026-03-09", zone=LONDON)
    assert "Ann Adler" in digest(box.meg).words
    at(bot, "2026-03-10", zone=LONDON)
    assert len(mornings(box.meg)) == 1


def test_nothing_goes_on_to_a_manager_who_has_left(box: Control, bot: Bot) -> None:
    is_red(bot)
    box.clock.set("2026-03-03T08:00:00Z")
    box.change("UMEG", deleted=True)
    bot.hears_of("UMEG", Standing.DEACTIVATED)
    for day in ("2026-03-04", "2026-03-05", "2026-03-06", "2026-03-09"):
        passes(bot, day)
    assert [post["to"] for post in box.posted()] == ["UANN"] * 4
    assert "Meg Moss" not in digest(box.ann, of=4).words
    assert bot.messages(Saying.FAILED) == []


# another process


def reads_other_blueprints(bot: Bot, folder: Path) -> None:
    """The bot is stopped, its blueprints are edited, and it starts again."""
    blueprint = load(folder)
    bot.restarts(blueprint=blueprint, words=Words(blueprint))
    looked = bot.office.clock()
    with ticking(bot, A_MINUTE):
        eventually(lambda: None if waits(bot) else True, lambda: f"{looked}: Acme should have been looked at")


def waits(bot: Bot) -> bool:
    """Whether Acme waits to be looked at: asked without taking it, or the bot would leave it to us."""
    with reading(bot.office.memory) as connection:
        look_at = accounts.look_at(connection, bot.office.workspace, bot.account().id)
    return look_at is not None and look_at <= bot.office.clock()


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A copy of the blueprints that ship."""
    return Path(shutil.copytree(REAL, tmp_path / "blueprints"))


def edits(folder: Path, file: str, change: Callable[[Any], object]) -> None:
    yaml = YAML()
    written = yaml.load(folder / file)
    change(written)
    yaml.dump(written, folder / file)


def test_of_a_watch_that_is_taken_away_nothing_more_is_said(box: Control, bot: Bot, edited: Path) -> None:
    acme = is_red(bot)
    at(bot, "2026-03-02")
    assert len(mornings(box.ann)) == 1
    edits(edited, "quiet/watch.yml", lambda watches: watches.pop("touch"))
    edits(edited, "calendar.yml", lambda calendar: calendar["digest"]["order"].remove("quiet/touch"))
    reads_other_blueprints(bot, edited)
    assert open_nudges(bot, acme) == {}
    at(bot, "2026-03-03")
    assert len(box.posted()) == 1


def test_a_limit_that_is_changed_counts_from_the_next_morning_on(box: Control, bot: Bot, edited: Path) -> None:
    """Acme would be amber after 90 days, next week."""
    has_gone_quiet(bot, tier="T4", last=date(2025, 12, 10))
    at(bot, "2026-03-01", "12:00")
    at(bot, "2026-03-02")
    assert mornings(box.ann) == []
    edits(edited, "quiet/watch.yml", lambda watches: watches["touch"]["clock"]["amber"].update(T4="60 days"))
    reads_other_blueprints(bot, edited)
    at(bot, "2026-03-03")
    assert "amber after 60 days" in digest(box.ann).words


def test_of_an_account_whose_import_is_undone_nothing_more_is_said(box: Control, bot: Bot) -> None:
    """Globex comes with a table, renews in three weeks, and is a mistake."""
    at(bot, "2026-03-01", "12:00")
    box.meg.drops("accounts.csv", "Account,Tier,Account owner,Renewal date\nGlobex,T1,Ann Adler,2026-03-20\n")
    box.meg.clicks("take_table", box.meg.sees_message("1 new account"))
    done = box.meg.sees_message("Taken in")
    bot.rests()
    bot.goes_round()
    at(bot, "2026-03-02")
    assert "Globex" in digest(box.ann).words
    box.meg.clicks("undo_import", done)
    box.meg.sees_message("is undone")
    bot.rests()
    before = len(box.posted())
    for day in ("2026-03-03", "2026-03-04"):
        passes(bot, day)
    assert box.posted()[before:] == []


# afterwards


def test_why_tells_who_was_told_when_what_was_done_and_what_comes(box: Control, bot: Bot) -> None:
    is_red(bot)
    for day in ("2026-03-02", "2026-03-03"):
        at(bot, day)
    snoozes(box.ann, digest(box.ann, of=2), until="2026-03-06")
    bot.rests()
    for day in ("2026-03-04", "2026-03-05"):
        at(bot, day)
    words = sees_new(box.ann, "/account why acme", "why").words
    assert "Told so far: Ann Adler (Mon 2 Mar, Tue 3 Mar)." in words
    assert "Ann Adler snoozed it until Fri 6 Mar" in words
    at(bot, "2026-03-06")
    assert "196" not in digest(box.ann, of=3).words
    again = sees_new(box.ann, "/account why acme", "why").words
    assert "Told so far: Ann Adler (Mon 2 Mar, Tue 3 Mar, Fri 6 Mar)." in again


def snoozes(person: Hand, at: Message, until: str) -> None:
    """Put off the one thing a digest tells."""
    block = next(block for block in at.blocks if block.get("accessory", {}).get("action_id") == "nudge:more")
    choice = next(o["value"] for o in block["accessory"]["options"] if o["value"].startswith("snooze|"))
    person.clicks("nudge:more", at, value=choice, block_id=block["block_id"])
    person.sees_modal("nudge:snooze")
    sent = person.submits({"day": until, "reason": "waits_for_them"})
    assert sent.errors == {}


def test_the_outbox_tells_what_was_said_and_what_was_not_and_why(box: Control, bot: Bot) -> None:
    is_red(bot)
    is_red(bot, "Globex", owner="UBEN")
    box.change("UBEN", dnd={"enabled": True, "start": "08:00", "end": "16:30"})
    passes(bot, "2026-03-02")
    passes(bot, "2026-03-03")
    url = bot.office.memory.url.render_as_string(hide_password=False)
    shown = CliRunner(env={"DATABASE_URL": url}).invoke(main, ["outbox", "--workspace", WORKSPACE])
    assert shown.exit_code == 0, shown.output
    said = [line.split("  ")[0] for line in shown.output.splitlines() if "digest" in line and "Ann Adler" in line]
    assert said == ["2026-03-03 08:00 UTC", "2026-03-02 08:00 UTC"]
    assert f"0 to come, {len(box.posted())} said, 0 not said, 0 perhaps said" in shown.output
    moot = CliRunner(env={"DATABASE_URL": url}).invoke(main, ["outbox", "--workspace", WORKSPACE, "--state", "moot"])
    assert len([line for line in moot.output.splitlines() if "Ben Brand" in line]) == 2
    assert "that morning has passed" in moot.output
