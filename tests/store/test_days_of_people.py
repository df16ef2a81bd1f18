"""How each person's days go, when they are looked after, and which channels are listened to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import Connection

from bot.rules.days import plain_rhythm
from bot.rules.facts import Account, Leave
from bot.store import accounts, leaves, listening, mornings, people, rhythms
from bot.store.listening import Listening
from bot.store.rhythms import Chosen
from tests.store.world import CALENDAR, NORTH, NOW, TODAY, days, minutes, person


def test_whoever_chose_nothing_lives_as_the_calendar_has_it_in_their_own_zone(connection: Connection) -> None:
    people.remember(connection, person("UANN"))
    days_of = rhythms.of(connection, NORTH, CALENDAR, ["UANN", "UNOBODY"])
    assert days_of == {"UANN": plain_rhythm("Europe/Berlin", CALENDAR), "UNOBODY": plain_rhythm("UTC", CALENDAR)}
    assert days_of["UANN"].region == "DE"


def test_what_somebody_chose_stands_in_place_of_the_calendar(connection: Connection) -> None:
    people.remember(connection, replace(person("UANN"), away_until=days(3)))
    first = Chosen("US-NY", frozenset({0, 1, 2}), time(10), time(16), time(9, 45))
    rhythms.choose(connection, NORTH, "UANN", first)
    assert rhythms.chosen(connection, NORTH, "UANN") == first
    [rhythm] = rhythms.of(connection, NORTH, CALENDAR, ["UANN"]).values()
    assert (rhythm.region, rhythm.working_days, rhythm.away_until) == ("US-NY", frozenset({0, 1, 2}), days(3))
    assert (rhythm.opens, rhythm.closes, rhythm.digest_at) == (time(10), time(16), time(9, 45))


def test_a_later_choice_takes_the_place_of_all_of_an_earlier_one(connection: Connection) -> None:
    people.remember(connection, person("UANN"))
    rhythms.choose(connection, NORTH, "UANN", Chosen("US-NY", opens=time(10)))
    rhythms.choose(connection, NORTH, "UANN", Chosen(closes=time(16)))
    assert rhythms.chosen(connection, NORTH, "UANN") == Chosen(closes=time(16))
    [rhythm] = rhythms.of(connection, NORTH, CALENDAR, ["UANN"]).values()
    assert rhythm == replace(plain_rhythm("Europe/Berlin", CALENDAR), closes=time(16))


def test_somebody_may_keep_no_holidays_at_all(connection: Connection) -> None:
    people.remember(connection, person("UANN"))
    rhythms.choose(connection, NORTH, "UANN", Chosen(region="", working_days=frozenset()))
    [rhythm] = rhythms.of(connection, NORTH, CALENDAR, ["UANN"]).values()
    assert rhythm.region is None
    assert rhythm.working_days == frozenset()


def test_leave_is_kept_once_until_it_is_taken_back(connection: Connection) -> None:
    summer, short = Leave("UANN", date(2026, 7, 1), date(2026, 7, 14)), Leave("UANN", TODAY, TODAY)
    assert leaves.add(connection, NORTH, summer)
    assert not leaves.add(connection, NORTH, summer)
    leaves.add(connection, NORTH, short)
    assert leaves.of(connection, NORTH, "UANN", TODAY) == (short, summer)
    assert (
        leaves.of(connection, NORTH, "UANN", days(1)) == leaves.of(connection, NORTH, "UANN", summer.last) == (summer,)
    )
    [rhythm] = rhythms.of(connection, NORTH, CALENDAR, ["UANN"]).values()
    assert rhythm.leaves == ((TODAY, TODAY), (summer.first, summer.last))
    assert leaves.remove(connection, NORTH, summer)
    assert not leaves.remove(connection, NORTH, summer)
    assert leaves.of(connection, NORTH, "UANN", TODAY) == (short,)


def test_whoever_is_woken_is_due_from_the_earliest_moment_on(connection: Connection) -> None:
    mornings.begin(connection, NORTH, {"UANN": NOW + minutes(5), "UBEN": NOW + minutes(5)})
    mornings.begin(connection, NORTH, {"UANN": NOW - minutes(9)})  # somebody looks after her already
    mornings.wake(connection, NORTH, ["UNOBODY"], NOW)
    mornings.wake(connection, NORTH, ["UANN"], NOW)
    mornings.wake(connection, NORTH, ["UBEN"], NOW + minutes(9))
    mornings.wake(connection, NORTH, [], NOW)
    assert mornings.due(connection, NORTH, NOW, 9) == (("UANN", NOW),)
    later = (("UANN", NOW), ("UBEN", NOW + minutes(5)))
    assert mornings.due(connection, NORTH, NOW + minutes(5), 9) == later
    assert mornings.due(connection, NORTH, NOW + minutes(5), 1) == later[:1]


def test_whoever_was_looked_after_waits_for_their_next_morning(connection: Connection) -> None:
    assert mornings.next_at(connection, NORTH) is None
    mornings.begin(connection, NORTH, {"UANN": NOW, "UBEN": NOW})
    assert mornings.without(connection, NORTH, ["UANN", "UCLEO"]) == {"UCLEO"}
    assert mornings.move(connection, NORTH, {"UANN": NOW + minutes(60)}) == 1
    assert mornings.due(connection, NORTH, NOW, 9) == (("UBEN", NOW),)
    assert mornings.next_at(connection, NORTH) == NOW
    assert mornings.move(connection, NORTH, {"UNOBODY": NOW}) == mornings.move(connection, NORTH, {}) == 0


def test_a_channel_is_listened_to_for_one_account(connection: Connection, acme: Account) -> None:
    assert listening.account_of(connection, NORTH, "C0SHARED") is None
    bread = accounts.create(connection, NORTH, "Bread", NOW)
    for account in (acme, bread):
        listening.start(connection, NORTH, "C0SHARED", account.id, "UANN", NOW)
    assert listening.account_of(connection, NORTH, "C0SHARED") == bread.id
    assert listening.of_account(connection, NORTH, bread.id) == (Listening("C0SHARED", bread.id, "UANN", NOW),)
    assert listening.of_account(connection, NORTH, acme.id) == ()


@pytest.mark.parametrize("channel", ["C0SHARED", "C0OTHER"])
def test_a_channel_is_listened_to_until_somebody_stops_it(connection: Connection, acme: Account, channel: str) -> None:
    listening.start(connection, NORTH, "C0SHARED", acme.id, "UANN", NOW)
    assert listening.stop(connection, NORTH, channel) is (channel == "C0SHARED")
    assert (listening.account_of(connection, NORTH, "C0SHARED") is None) is (channel == "C0SHARED")
