"""An account is found by what somebody typed, typing errors included."""

import pytest

from bot.rules.search import Named, found, key_of, meant

NAMES = ["Acme", "Acme Robotics GmbH", "Globex", "Initech", "Umbrella Health", "Stark Industries", "Café Müller", "3M"]
ACCOUNTS = [Named(number, name) for number, name in enumerate(NAMES, 1)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("acme", "Acme"),
        ("acem", "Acme"),
        ("glob", "Globex"),
        ("glopex", "Globex"),
        ("initec", "Initech"),
        ("robotics", "Acme Robotics GmbH"),
        ("umbrela", "Umbrella Health"),
        ("stark ind", "Stark Industries"),
        ("cafe muller", "Café Müller"),
        ("3m", "3M"),
    ],
)
def test_the_likeliest_account_comes_first(typed: str, name: str) -> None:
    assert found(typed, ACCOUNTS)[0].name == name


@pytest.mark.parametrize("typed", ["zzz", "hooli", "wayne enterprises"])
def test_nothing_like_it_finds_nothing(typed: str) -> None:
    assert found(typed, ACCOUNTS) == []


def test_nothing_typed_lists_accounts_by_name() -> None:
    assert [account.name for account in found("", ACCOUNTS, most=3)] == ["3M", "Acme", "Acme Robotics GmbH"]


@pytest.mark.parametrize(("typed", "name"), [("ACME", "Acme"), ("globx", "Globex"), ("acm", None), ("hooli", None)])
def test_only_what_can_mean_one_account_is_filled_in(typed: str, name: str | None) -> None:
    one = meant(typed, ACCOUNTS)
    assert (one.name if one else None) == name


def test_one_name_has_one_key_in_any_spelling() -> None:
    assert key_of("  CAFÉ   müller ") == key_of("Cafe Muller")
