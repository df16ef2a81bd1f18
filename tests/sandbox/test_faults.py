"""Faults: what is injected strikes as often as asked, and nobody else."""

from __future__ import annotations

import pytest

from sandbox.faults import Faults


def test_a_fault_strikes_its_method_as_often_as_asked() -> None:
    faults = Faults()
    faults.inject("chat.postMessage", "status500", times=2)
    assert faults.strike("chat.update") is None
    struck = [faults.strike("chat.postMessage") for _ in range(3)]
    assert [fault.kind if fault else None for fault in struck] == ["status500", "status500", None]


def test_a_star_strikes_every_method() -> None:
    faults = Faults()
    faults.inject("*", "refuse", error="fatal_error")
    fault = faults.strike("views.open")
    assert fault is not None
    assert fault.error == "fatal_error"


def test_faults_strike_in_the_order_in_which_they_were_injected() -> None:
    faults = Faults()
    faults.inject("views.open", "silence")
    faults.inject("views.open", "status429", retry_after=7)
    assert [fault.kind for _ in range(2) if (fault := faults.strike("views.open"))] == ["silence", "status429"]


def test_cleared_faults_strike_nobody() -> None:
    faults = Faults()
    faults.inject("views.open", "silence")
    faults.clear()
    assert faults.waiting() == []
    assert faults.strike("views.open") is None


def test_an_unknown_kind_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="'explode'; one of status429, status500"):
        Faults().inject("views.open", "explode")  # type: ignore[arg-type]


def test_a_fault_strikes_at_least_once() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        Faults().inject("views.open", "silence", times=0)
