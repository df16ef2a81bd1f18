"""An account is found by what somebody typed, typing errors included."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.search import Catalogue, Named, found, meant, same
from bot.rules.spelling import words_of
from tests.rules.companies import COMPANIES

MENU = 99
"""As many as a menu has room for beside a new account."""


def catalogue(names: list[str]) -> Catalogue:
    return Catalogue().now((number, name, None) for number, name in enumerate(names, 1))


PORTFOLIO = catalogue(COMPANIES)


def names_found(typed: str, names: Catalogue = PORTFOLIO, most: int = MENU) -> list[str]:
    return [account.name for account in found(typed, names, most)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        # as it is spelled, or begun
        ("Acme", "Acme"),
        ("acme", "Acme"),
        ("  ACME  ", "Acme"),
        ("acme rob", "Acme Robotics GmbH"),
        ("Acme Robotics GmbH", "Acme Robotics GmbH"),
        ("glob", "Globex"),
        ("hq", "HQ"),
        ("x", "X"),
        ("3k", "3K"),
        ("C", "C"),
        ("c++", "C++"),
        ("&", "&"),
        ("🚀🚀", "🚀🚀"),
        ("yoyo", "Yoyodyne!"),
        ("yoyodyne", "Yoyodyne!"),
        # one letter wrong, missing, doubled, swapped
        ("acem", "Acme"),
        ("globx", "Globex"),
        ("gloobex", "Globex"),
        ("glopex", "Globex"),
        ("lgobex", "Globex"),
        ("yka", "Yak"),
        ("initec", "Initech"),
        ("intiech", "Initech"),
        ("umbrela", "Umbrella Health"),
        ("unbrella helath", "Umbrella Health"),
        ("yoyodine", "Yoyodyne!"),
        ("wayland yutani", "Weyland Yutani Corporation"),
        ("quantum semicondutors", "Quantum Semiconductors Group"),
        ("juniper semicnoductros", "Juniper Semiconductors Group"),
        ("jniper vineyrads", "Juniper Vineyards AG"),
        ("meridain aerospcae", "Meridian Aerospace"),
        # begun and mistyped
        ("initc", "Initech"),
        ("wyela", "Weyland Yutani Corporation"),
        ("hewlet pick", "Hewlett-Pickard"),
        # words in another order, some of them only
        ("robotics acme", "Acme Robotics GmbH"),
        ("industries stark", "Stark Industries"),
        ("yutani", "Weyland Yutani Corporation"),
        ("daughters", "O'Neill & Daughters"),
        ("ind sta", "Stark Industries"),
        ("health umbr", "Umbrella Health"),
        # the legal form is another one, or there is none, and small words come and go
        ("acme robotics inc", "Acme Robotics GmbH"),
        ("globex corporation", "Globex"),
        ("weyland yutani", "Weyland Yutani Corporation"),
        ("deutsche schifffahrt gmbh", "Deutsche Schifffahrt AG"),
        ("boring tunnel", "The Boring Tunnel Company"),
        ("the umbrella health company", "Umbrella Health"),
        ("johnson & johnsdaughter", "Johnson and Johnsdaughter"),
        ("acme berlin", "Acme"),
        # signs and spaces
        ("coca soda", "Coca-Soda"),
        ("cocasoda", "Coca-Soda"),
        ("starkind", "Stark Industries"),
        ("face tome", "Facetome"),
        ("starkindustries", "Stark Industries"),
        ("jp harper", "J.P. Harper"),
        ("j.p.harper", "J.P. Harper"),
        ("harper jp", "J.P. Harper"),
        ("oneill", "O'Neill & Daughters"),
        ("o neill", "O'Neill & Daughters"),
        ("lartisan", "L'Artisan Boulanger"),
        ("at&b", "AT&B"),
        ("atb", "AT&B"),
        ("7 twelve", "7-Twelve"),
        ("amazonia", "Amazonia.com"),
        ("evision", "e-Vision"),
        ("dr oetjen", "Dr. Oetjen"),
        ("rocketry", "🚀 Rocketry"),
        # initials
        ("ibm", "International Bakery Machines"),
        ("p&g", "Procter & Grumble"),
        ("boa", "Bank of Arcadia"),
        # accents, ligatures, letters that some keyboards do not have
        ("cafe muller", "Café Müller"),
        ("mueller & soehne", "Müller & Söhne"),
        ("credit cooperatif", "Crédit Coopératif du Léman"),
        ("societe generale depicerie", "Société Générale d'Épicerie"),
        ("orsund", "Ørsund Shipping"),
        ("lodz", "Łódź Textiles"),
        ("strasser", "Straßer Bau"),
        ("celik", "Çelik Holding A.Ş."),
        ("aether", "Æther Labs"),
        ("zazolc gesla", "Zażółć Gęślą"),
        ("nguyen huong", "Nguyễn Hương"),
        ("ace wide", "Ａｃｅ Ｗｉｄｅ"),
        # other scripts
        ("ромашка", "ООО Ромашка"),
        ("рамашка", "ООО Ромашка"),
        ("северный", "ЗАО «Северный ветер»"),
        ("їжак", "Їжак Плюс"),
        ("αθηναικη", "Αθηναϊκή Ζυθοποιία"),
        ("שמש", "שמש אנרגיה"),
        ("النور", "شركة النور للتجارة"),
        ("نور", "شركة النور للتجارة"),
        ("مجموعة النور", "شركة النور للتجارة"),
        ("الامل", "مصنع الأمل"),
        ("ليلي", "مؤسسة ليلى"),
        ("山田", "株式会社山田製作所"),
        ("製作所", "株式会社山田製作所"),
        ("山田製作所株式会社", "株式会社山田製作所"),
        ("山田製昨所", "株式会社山田製作所"),
        ("東京", "東京食品"),
        ("光明乳业", "北京光明乳业有限公司"),
        ("とよはし", "トヨハシ自動車"),
        ("삼호", "삼호전자 주식회사"),
        ("삼오전자", "삼호전자 주식회사"),
        ("อรุณ", "อรุณรุ่งการค้า"),
        ("การค้า", "อรุณรุ่งการค้า"),
        ("ऊर्जा", "सूर्य ऊर्जा"),
    ],
)
def test_the_likeliest_account_comes_first(typed: str, name: str) -> None:
    assert names_found(typed)[:1] == [name]


@pytest.mark.parametrize(
    "typed",
    [
        "zzz",
        "hooli",
        "wayne enterprises",
        "qwertz",
        "wonka",
        "gringotts",
        "bluth",
        "天気",
        "42",
        "кот",
        "مرحبا",
    ],
)
def test_nothing_like_it_finds_nothing(typed: str) -> None:
    assert names_found(typed) == []


@pytest.mark.parametrize(
    ("typed", "in_this_order"),
    [
        ("acme", ["Acme", "Acme Robotics", "The Acme Shop", "Big Acmeology", "Acne Studios", "Macme"]),
        ("lab acme", ["Acme Central Lab", "Acme Labs", "Acne Lab"]),
        ("robotics acme gmbh", ["Acme Robotics GmbH", "Acme Robotics", "Acme Robotics AG"]),
        ("acem robotics gmbh", ["Acme Robotics GmbH", "Acme Robotics", "Acme Robotics AG"]),
        ("globx", ["Globex Trading and Co", "Globexia", "Vlobx"]),
    ],
)
def test_the_less_a_name_is_like_it_the_later_it_comes(typed: str, in_this_order: list[str]) -> None:
    assert names_found(typed, catalogue([*in_this_order[::-1], "Initech"])) == in_this_order


@pytest.mark.parametrize("typed", ["a", "AC", "s", "st", "no", "me"])
def test_with_a_letter_or_two_the_names_that_begin_with_them_come_first(typed: str) -> None:
    begin = [name for name in COMPANIES if words_of(name)[0].startswith(typed.lower())]
    assert names_found(typed)[: len(begin)] == sorted(begin, key=words_of)[:MENU]


def test_nothing_typed_lists_accounts_by_name() -> None:
    names = catalogue(["Zoo", "acme", "3M", "Émile", "Acme Robotics"])
    assert names_found("  ", names, most=4) == ["3M", "acme", "Acme Robotics", "Émile"]


def test_no_more_are_told_than_were_asked_for() -> None:
    assert len(found("northern", PORTFOLIO, 5)) == 5


@pytest.mark.parametrize("typed", ["", "   ", "&&&", "<!channel>", "*", "a" * 3000, "lorem ipsum " * 250, "\x00", "🦄"])
def test_whatever_is_typed_is_borne(typed: str) -> None:
    found(typed, PORTFOLIO, MENU)
    assert meant(typed, PORTFOLIO) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ACME", "Acme"),
        ("globx", "Globex"),
        ("stark", "Stark Industries"),
        ("initech gmbh", "Initech"),
        ("ibm", "International Bakery Machines"),
        ("c++", "C++"),
        ("acm", None),
        ("northern", None),
        ("acme berlin", None),
        ("hooli", None),
    ],
)
def test_only_what_can_mean_one_account_is_filled_in(typed: str, name: str | None) -> None:
    one = meant(typed, PORTFOLIO)
    assert (one.name if one else None) == name


def test_what_was_typed_without_an_error_means_no_name_with_one() -> None:
    names = catalogue(["Stork Industries", "Stark Industries"])
    one = meant("industries stark", names)
    assert one
    assert one.name == "Stark Industries"


@pytest.mark.parametrize("typed", ["Müller", "Muller"])
def test_of_two_names_that_differ_in_an_accent_the_very_one_is_meant(typed: str) -> None:
    for names in (["Muller", "Müller"], ["Müller", "Muller"]):
        one = meant(typed, catalogue(names))
        assert one is not None
        assert one.name == typed


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [("  CAFÉ   müller ", "Cafe Muller", True), ("C++", "C", False), ("Acme", "Acme Inc", False)],
)
def test_one_name_is_one_in_any_spelling(one: str, other: str, are: bool) -> None:
    assert same(one, other) is are


def test_what_changed_is_arranged_as_if_all_of_it_were_new() -> None:
    before = [(1, "Acme", "T1"), (2, "Globex", None), (3, "Acme Foods", "T2"), (4, "株式会社山田", None)]
    now = [(1, "Acme", "T2"), (3, "Initech Foods", "T2"), (5, "Globex", None), (6, "Acme", None)]
    changed, new = Catalogue().now(before).now(now), Catalogue().now(now)
    for typed in ["", "a", "acme", "foods", "glob", "ini", "intiech", "山田", "if", "acme foods"]:
        assert set(found(typed, changed)) == set(found(typed, new))
    assert found("acme", changed) == [Named(1, "Acme", "T2"), Named(6, "Acme")]
    assert found("山田", changed) == []


LETTERS = "abcdeoxyzABÉßñøæłçﬁ0123 'ёЖийαΩשםابةى日本語トガ삼성กำสูर्य&.-+"
NAMES = st.text(LETTERS, min_size=1, max_size=24).map(lambda name: " ".join(name.split())).filter(bool)


def letters(text: str) -> int:
    """As search counts them: ß are two, and a Korean syllable as many as were pressed."""
    return len("".join(words_of(text))) if any(c.isalnum() for c in text) else 0


@settings(deadline=None, database=None)
@given(names=st.lists(NAMES | st.sampled_from(COMPANIES), min_size=1, max_size=30), data=st.data())
def test_an_account_is_found_by_its_name_by_its_beginning_and_with_a_letter_wrong(
    names: list[str], data: st.DataObject
) -> None:
    portfolio = catalogue(names)
    name = data.draw(st.sampled_from(names))
    assert same(names_found(name, portfolio)[0], name)
    begun = data.draw(st.sampled_from([name[:end] for end in range(1, len(name) + 1)]))
    if letters(begun) >= 3:
        assert name in names_found(begun, portfolio)
    single = [place for place, letter in enumerate(name) if letters(letter) == 1]
    if letters(name) >= 5 and single:
        place, wrong = data.draw(st.sampled_from(single)), data.draw(st.sampled_from("abcxyz"))
        assert name in names_found(name[:place] + wrong + name[place + 1 :], portfolio)


@settings(deadline=None, database=None)
@given(st.sampled_from(COMPANIES), st.data())
def test_in_a_large_portfolio_only_its_likes_keep_an_account_out_of_a_menu(name: str, data: st.DataObject) -> None:
    begun = data.draw(st.sampled_from([name[:end] for end in range(1, len(name) + 1)]))
    assert same(names_found(name)[0], name)
    if letters(begun) >= 3:
        found = names_found(begun)
        assert name in found or len(found) == MENU
