"""How a name is spelled, and what is left of it when nothing matters but which name it is."""

from __future__ import annotations

import re
import unicodedata

_ACRONYM_DOT = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")
"""As in S.A. and J.P. Morgan; the one in Amazon.com stands between two words."""
_ATTACHED = re.compile(unicodedata.normalize("NFKD", "(株式会社|有限会社|有限公司|주식회사)"))
"""Legal forms that are written without a space."""
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, kana and Han: scripts that put no spaces between words."""
_ARTICLE = "ال"
"""The Arabic "the", written as one with its word."""


class _Letters(dict[int, int | str | None]):
    """For str.translate: letters, digits and marks stay or become plain ones, all else is a space."""

    def __missing__(self, code: int) -> int | str | None:
        letter = unicodedata.category(chr(code))[0] in "LNM"
        self[code] = code if letter else " "
        return self[code]


_PLAIN = _Letters(
    {
        **{ord(sign): None for sign in "'’‘ʼ`´ـ"},
        **{ord(pair[0]): pair[1:] for pair in ("øo", "łl", "đd", "ðd", "þth", "æae", "œoe", "ıi")},
        **{ord(pair[0]): pair[1:] for pair in ("ةه", "ىي", "یي", "کك")},
        **{katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)},
    }
)
"""Letters that Unicode does not decompose, spelled as people do who do not have them on their keyboard."""


def is_seen(text: str) -> bool:
    """Whether a reader sees anything of a text: not if all of it is spaces, and signs that control or only format."""
    return any(unicodedata.category(sign) not in ("Cc", "Cf") and not sign.isspace() for sign in text)


def key_of(name: str) -> str:
    """The form in which two spellings of one company's name are the same: no case, accents or doubled spaces."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(letters.casefold().split())


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents and punctuation; of one that has no letter, whatever it has."""
    key = key_of(name)
    spaced = _ATTACHED.sub(r" \1 ", _ACRONYM_DOT.sub("", key).translate(_PLAIN))
    return tuple(spaced.split()) or tuple(key.split())


BESIDES = frozenset(
    words_of(
        """
        inc incorporated corp corporation co company ltd limited llc llp lp plc pty pte pvt group holding holdings
        gmbh mbh ag kg kgaa ohg ug ev eg se gruppe sa sas sarl sasu spa srl sl sro spzoo nv bv ab as asa aps oy oyj
        kft zrt nyrt doo dd jsc pjsc sdn bhd ltda ооо оао зао пао тов شركة مجموعة
        株式会社 有限会社 有限公司 公司 集团 株 주식회사
        the and of for und der die das et de la le les y e i
        """
    )
)
"""Legal forms and small words, which people leave out, add or mistake without meaning another company."""


def core_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that tell one company from another; all of them where none does."""
    return tuple(word for word in words if word not in BESIDES) or words


def entries_of(word: str) -> tuple[str, ...]:
    """Where somebody may begin to type a word: at its first letter, or in some scripts at another one."""
    if _UNSPACED.search(word):
        return tuple(word[start:] for start in range(len(word)))
    if word.startswith(_ARTICLE) and len(word) > 4:
        return word, word.removeprefix(_ARTICLE)
    return (word,)
