"""Rate limits, measured on the sandbox's clock (docs.slack.dev/apis/web-api/rate-limits)."""

from __future__ import annotations

import pytest

from sandbox.clock import Clock
from sandbox.rates import Limits, RateLimited, Rates

NINE = 1772442000.0


@pytest.fixture
def clock() -> Clock:
    return Clock.at(NINE, running=False)


@pytest.fixture
def rates(clock: Clock) -> Rates:
    return Rates(clock)


@pytest.mark.parametrize(("tier", "calls"), [(1, 1), (2, 20), (3, 50), (4, 100)])
def test_a_tier_lets_its_number_through_in_a_minute(rates: Rates, tier: int, calls: int) -> None:
    for _ in range(calls):
        rates.admit("users.list", tier)
    with pytest.raises(RateLimited):
        rates.admit("users.list", tier)


def test_a_ban_is_on_one_method_only(rates: Rates) -> None:
    rates.admit("one", 1)
    rates.admit("another", 1)
    with pytest.raises(RateLimited):
        rates.admit("one", 1)


def test_retry_after_is_kept_to_the_second(rates: Rates, clock: Clock) -> None:
    rates.admit("one", 1)
    clock.set(NINE + 45.5)
    with pytest.raises(RateLimited) as limited:
        rates.admit("one", 1)
    assert limited.value.retry_after == 15
    clock.set(NINE + 45.5 + 15)
    rates.admit("one", 1)


def test_after_a_short_burst_a_channel_takes_one_message_a_second(rates: Rates, clock: Clock) -> None:
    for _ in range(Limits().posting_burst):
        rates.admit_post("C1")
    with pytest.raises(RateLimited) as limited:
        rates.admit_post("C1")
    assert limited.value.retry_after == 1
    rates.admit_post("C2")
    for second in range(1, 4):
        clock.set(NINE + second)
        rates.admit_post("C1")
        with pytest.raises(RateLimited):
            rates.admit_post("C1")


def test_a_quiet_channel_regains_its_burst_and_no_more(rates: Rates, clock: Clock) -> None:
    for _ in range(3):
        rates.admit_post("C1")
    clock.set(NINE + 3600)
    for _ in range(3):
        rates.admit_post("C1")
    with pytest.raises(RateLimited):
        rates.admit_post("C1")


def test_a_workspace_takes_several_hundred_posts_a_minute(clock: Clock) -> None:
    rates = Rates(clock, Limits(workspace_posts=2))
    rates.admit_post("C1")
    rates.admit_post("C2")
    with pytest.raises(RateLimited) as limited:
        rates.admit_post("C3")
    assert limited.value.retry_after == 60


def test_a_clock_set_back_lets_a_channel_begin_afresh(rates: Rates, clock: Clock) -> None:
    for _ in range(Limits().posting_burst):
        rates.admit_post("C1")
    clock.set(NINE - 86_400)
    for _ in range(Limits().posting_burst):
        rates.admit_post("C1")
    with pytest.raises(RateLimited):
        rates.admit_post("C1")


def test_a_clock_set_back_bans_nobody_for_what_has_not_happened_yet(rates: Rates, clock: Clock) -> None:
    rates.admit("one", 1)
    clock.set(NINE - 3600)
    rates.admit("one", 1)
