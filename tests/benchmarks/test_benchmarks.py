"""Each benchmark runs and prints its figures; how large they are is no test's business."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from benchmarks.command import main


def rows_printed(figure: str) -> dict[str, list[str]]:
    """The rows of the table that the command prints, by what they measure."""
    said = CliRunner().invoke(main, [figure, "--quick"], catch_exceptions=False)
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in said.output.splitlines() if line[:1] == "|"]
    return {name: rest for name, *rest in cells[2:]}


@pytest.fixture(scope="module")
def gestures() -> dict[str, list[str]]:
    return rows_printed("gestures")


@pytest.mark.parametrize("who", ["one person", "2 at once"])
@pytest.mark.parametrize("percent", ["p50", "p99"])
@pytest.mark.parametrize("gesture", ["/handoff to its ack", "/handoff to views.open", "whole handoff sent, to its ack"])
def test_every_gesture_is_told_beside_its_floor(
    gestures: dict[str, list[str]], gesture: str, who: str, percent: str
) -> None:
    ours, floor, ratio, *_ = gestures[f"{gesture}, {who}, {percent}"]
    assert ours.endswith(" ms")
    assert floor.endswith(" ms")
    assert float(ratio) > 0


def test_an_import_is_told_in_seconds_and_in_memory() -> None:
    rows = rows_printed("import")
    assert [ours.split()[1] for ours, *_ in rows.values()] == ["s", "s", "MiB"]
    assert float(rows["from the command to its end"][2]) > 0
    assert float(rows["most memory"][2]) > 0


def test_a_start_is_told_in_seconds_and_in_memory() -> None:
    rows = rows_printed("start")
    units = {name: ours.split()[1] for name, (ours, *_) in rows.items()}
    assert units == {
        "start to hello": "s",
        "start to the first ack": "s",
        "processor time until idle": "s",
        "memory when idle, PSS": "MiB",
        "memory when idle, RSS": "MiB",
    }


def test_every_way_to_type_a_name_is_told_beside_a_small_portfolio() -> None:
    rows = rows_printed("typeahead")
    assert [name.rpartition(",")[0] for name in rows][:-2] == [
        *["a letter", "three letters", "a whole name", "a whole name, a letter wrong", "a name like no other"]
    ]
    assert all(float(ratio) > 0 for _, _, ratio, *_ in rows.values())


def test_a_tick_is_told_beside_the_raw_driver_and_beside_a_job_for_each_account() -> None:
    rows = rows_printed("tick")
    for database in ("SQLite", "PostgreSQL"):
        for size in (20, 40):
            assert float(rows[f"5 due among {size}, beside the raw driver, {database}"][2]) > 0
            assert float(rows[f"5 mornings begun among {size}, beside the raw driver, {database}"][2]) > 0
        assert float(rows[f"5 due, among 40 beside 20, {database}"][2]) > 0
    assert float(rows["5 due among 40, beside a job for each account"][2]) > 0
    assert float(rows["5 mornings begun among 40, beside jobs that do nothing"][2]) > 0


def test_the_digests_of_a_morning_are_told_in_time_each_and_in_all() -> None:
    rows = rows_printed("digests")
    assert [ours.split()[1] for ours, *_ in rows.values()] == ["ms", "s"]


def test_what_is_said_at_once_is_told_beside_the_least_that_the_limits_allow() -> None:
    rows = rows_printed("delivery")
    assert [name.split(" (")[0] for name in rows] == [
        *["10 digests", "6 messages to 2 people", "3 alerts in as many channels", "all of these at once"]
    ]
    assert all(float(ratio) >= 1 for _, _, ratio, *_ in rows.values())


def test_memory_is_told_before_and_after_somebody_typed_a_name() -> None:
    rows = rows_printed("memory")
    assert list(rows) == ["idle, RSS", "once a name was typed, RSS"]
    assert all(ours.endswith(" MiB") for ours, *_ in rows.values())
