"""The arithmetic between what was measured and what is printed."""

from __future__ import annotations

import pytest

from benchmarks.delivery import least
from benchmarks.report import Figure, Table, markdown, quantile


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([5.0], 50, 5.0),
        ([5.0], 99, 5.0),
        ([1.0, 2.0, 3.0, 4.0], 50, 2.0),
        ([1.0, 2.0, 3.0, 4.0], 99, 4.0),
        ([float(n) for n in range(1, 101)], 99, 99.0),
        ([1.0, float("inf")], 50, 1.0),
        ([1.0, float("inf")], 99, float("inf")),
    ],
)
def test_a_quantile_is_a_value_that_was_measured(values: list[float], percent: float, expected: float) -> None:
    assert quantile(values[::-1], percent) == expected


@pytest.mark.parametrize(
    ("aim", "fate"),
    [(None, "|  |  |"), (2.0, "| ≤ 2 | yes |"), (1.5, "| ≤ 1.5 | **no** |")],
)
def test_the_median_of_the_rounds_ratios_meets_the_aim_or_does_not(aim: float | None, fate: str) -> None:
    figure = Figure("ack", "ms", ours=(2.0, 8.0, 9.0), floor=(1.0, 4.0, 1.0), aim=aim)
    printed = markdown(Table("Title", "Hearth", "bare", (figure,), ("a note",)))
    assert f"| ack | 8 ms | 1 ms | 2.00 | 2.00–9.00 {fate}" in printed
    assert printed.startswith("### Title\n")
    assert printed.endswith("\n- a note\n")


@pytest.mark.parametrize(
    ("channels", "seconds"),
    [
        (["D1"], 0),
        ([f"D{n}" for n in range(300)], 0),
        ([f"D{n}" for n in range(301)], 60),
        ([f"D{n}" for n in range(1_000)], 180),
        ([f"D{n % 60}" for n in range(300)], 4),
        ([f"C{n}" for n in range(50)], 0),
        ([f"C{n}" for n in range(200)], 180),
    ],
)
def test_the_least_time_is_that_of_the_limit_which_lasts_longest(channels: list[str], seconds: float) -> None:
    assert least([{"channel": channel} for channel in channels]) == seconds
