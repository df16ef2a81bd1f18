"""What an account's touches come to: two clocks, whose turn it is, when they hear from us next, who has left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from bot.rules.facts import Account, Clocks, Contacted, Record, Touch
from bot.store import accounts, touches
from tests.store.world import NORTH, NOW, TODAY, days, minutes, touch


def clocks_after(connection: Connection, *happened: Touch) -> Clocks:
    for number, one in enumerate(happened):
        assert touches.add(connection, NORTH, one, NOW + minutes(number))
    account = happened[0].account
    return touches.clocks(connection, NORTH, [account])[account]


def test_an_account_without_a_touch_has_empty_clocks(connection: Connection, acme: Account) -> None:
    assert touches.clocks(connection, NORTH, [acme.id]) == {acme.id: Clocks()}
    assert touches.latest(connection, NORTH, acme.id, 9) == ()


@pytest.mark.parametrize(
    ("two_way", "live", "moved"),
    [
        (True, True, Contacted(TODAY, TODAY)),
        (False, True, Contacted(TODAY, TODAY)),
        (True, False, Contacted(TODAY, None)),
        (False, False, Contacted(None, None)),
    ],
)
def test_a_live_touch_moves_both_clocks_a_two_way_one_the_first_and_an_unanswered_one_none(
    connection: Connection, acme: Account, two_way: bool, live: bool, moved: Contacted
) -> None:
    after = clocks_after(connection, touch(acme.id, two_way=two_way, live=live, with_whom=("champion", "end_user")))
    assert after.account == moved
    assert after.contacts == ({} if moved == Contacted() else {"champion": moved, "end_user": moved})


def test_what_is_noted_of_an_earlier_day_turns_no_clock_back(connection: Connection, acme: Account) -> None:
    today = touch(acme.id, "today", ball="them", next_on=days(9), next_how="call", told=True)
    earlier = touch(acme.id, "earlier", days(-3), live=True, ball="us", next_on=days(1), with_whom=("champion",))
    after = clocks_after(connection, today, earlier)
    assert after.account == Contacted(TODAY, days(-3))
    assert after.contacts == {"champion": Contacted(days(-3), days(-3))}
    assert (after.ball, after.ball_since) == ("them", TODAY)
    assert (after.next_on, after.next_how, after.told, after.next_said_on) == (days(9), "call", True, TODAY)


@pytest.mark.parametrize(
    ("balls", "ball", "since"),
    [
        (["us"], "us", 0),
        (["us", "us", None], "us", 0),
        (["us", "them", "us"], "us", 2),
        (["us", "them", None], "them", 1),
        (["them", "nobody"], None, None),
        (["nobody", "them"], "them", 1),
    ],
)
def test_the_ball_is_with_somebody_since_the_first_touch_that_says_so_without_a_break(
    connection: Connection, acme: Account, balls: list[str | None], ball: str | None, since: int | None
) -> None:
    happened = [touch(acme.id, f"record/{n}", days(n), ball=ball) for n, ball in enumerate(balls)]
    after = clocks_after(connection, *happened)
    assert (after.ball, after.ball_since) == (ball, None if since is None else days(since))


def test_the_next_contact_is_as_the_latest_touch_has_it_that_says_anything_of_it(
    connection: Connection, acme: Account
) -> None:
    said = touch(acme.id, "said", days(-2), next_on=days(5), next_how="meeting", told=True)
    after = clocks_after(connection, said, touch(acme.id, "silent", TODAY))
    assert (after.next_on, after.next_how, after.told, after.next_said_on) == (days(5), "meeting", True, days(-2))


def test_who_left_is_remembered_with_the_day_it_was_noted(connection: Connection, acme: Account) -> None:
    after = clocks_after(connection, touch(acme.id, left=("champion", "billing_contact")))
    assert after.left == {"champion": TODAY, "billing_contact": TODAY}
    assert after.contacts == {}


def test_a_touch_is_kept_once_and_comes_back_whole(connection: Connection, acme: Account, handoff: Record) -> None:
    whole = touch(acme.id, next_on=days(3), with_whom=("champion",), left=("end_user",), ball="us", record=handoff.id)
    assert touches.add(connection, NORTH, whole, NOW)
    assert not touches.add(connection, NORTH, touch(acme.id, on=days(1), live=True), NOW)
    assert touches.latest(connection, NORTH, acme.id, 9) == (whole,)
    assert touches.clocks(connection, NORTH, [acme.id])[acme.id].account == Contacted(TODAY, None)


def test_the_latest_touches_come_first(connection: Connection, acme: Account) -> None:
    clocks_after(connection, *[touch(acme.id, f"record/{n}", days(n)) for n in (0, 2, 1)])
    assert [one.key for one in touches.latest(connection, NORTH, acme.id, 2)] == ["record/2", "record/1"]


def test_of_the_messages_of_a_day_in_a_channel_the_latest_says_whose_turn_it_is(
    connection: Connection, acme: Account
) -> None:
    theirs = touch(acme.id, "channel/C1/2026-03-02/theirs", ball="us", kind="channel")
    silence = touch(acme.id, "channel/C1/2026-03-02/ours", ball="them", kind="channel", two_way=False)
    ours = touch(acme.id, "channel/C1/2026-03-02/ours", ball="them", kind="channel")
    for number, (message, ball) in enumerate(
        [(silence, "them"), (theirs, "us"), (ours, "them"), (theirs, "us"), (ours, "them")]
    ):
        touches.again(connection, NORTH, message, NOW + minutes(number))
        assert touches.clocks(connection, NORTH, [acme.id])[acme.id].ball == ball
    assert len(touches.latest(connection, NORTH, acme.id, 9)) == 2
    assert all(one.two_way for one in touches.latest(connection, NORTH, acme.id, 9))


def test_a_message_that_arrives_late_does_not_take_the_turn_back(connection: Connection, acme: Account) -> None:
    ours = touch(acme.id, "channel/C1/2026-03-02/ours", ball="them")
    touches.again(connection, NORTH, touch(acme.id, "channel/C1/2026-03-02/theirs", ball="us"), NOW)
    touches.again(connection, NORTH, ours, NOW + minutes(2))
    touches.again(connection, NORTH, touch(acme.id, "channel/C1/2026-03-02/theirs", ball="us"), NOW + minutes(1))
    assert touches.clocks(connection, NORTH, [acme.id])[acme.id].ball == "them"


def test_a_touch_that_was_logged_in_error_has_never_been(
    connection: Connection, acme: Account, handoff: Record
) -> None:
    before = clocks_after(connection, touch(acme.id, "earlier", days(-9), ball="them", with_whom=("champion",)))
    wrong = touch(acme.id, "wrong", live=True, ball="us", left=("champion",), next_on=days(1), record=handoff.id)
    touches.add(connection, NORTH, wrong, NOW)
    assert touches.clocks(connection, NORTH, [acme.id])[acme.id] != before
    assert touches.withdraw_of_record(connection, NORTH, handoff.id)
    assert touches.clocks(connection, NORTH, [acme.id])[acme.id] == before
    assert not touches.withdraw_of_record(connection, NORTH, handoff.id)


ANY_TOUCH = st.fixed_dictionaries(
    {
        "on": st.integers(-5, 5).map(days),
        "two_way": st.booleans(),
        "live": st.booleans(),
        "ball": st.sampled_from([None, "us", "them", "nobody"]),
        "next_on": st.none() | st.integers(0, 9).map(days),
        "with_whom": st.sets(st.sampled_from(["champion", "end_user"])).map(lambda who: tuple(sorted(who))),
        "left": st.sets(st.sampled_from(["champion", "billing_contact"])).map(lambda who: tuple(sorted(who))),
    }
)


@given(st.lists(ANY_TOUCH, min_size=1, max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_clocks_are_the_same_in_whatever_order_the_days_are_noted(
    connection: Connection, handoff: Record, any_touches: list[dict[str, Any]]
) -> None:
    """Where two are of one day, the one that was noted last is the later one."""

    def reckoned(name: str, order: list[tuple[int, dict[str, Any]]]) -> Clocks:
        account = accounts.create(connection, NORTH, name, NOW).id
        for number, one in order:
            at = NOW + timedelta(minutes=number)
            assert touches.add(connection, NORTH, touch(account, f"{account}/{number}", **one), at)
        return touches.clocks(connection, NORTH, [account])[account]

    as_noted = list(enumerate(any_touches))
    with connection.begin_nested() as aside:
        in_order = reckoned("In order", sorted(as_noted, key=lambda pair: (pair[1]["on"], pair[0])))
        assert reckoned("As noted", as_noted) == in_order
        assert reckoned("Backwards", as_noted[::-1]) == in_order
        aside.rollback()
