"""Vietnamese text made comparable: syllables, folding, spelling variants. The text itself is never changed.

Search compares *keys*: folded syllables (lower case, no tone or vowel marks, ``đ`` as ``d``) in which a final
``y`` after a consonant is ``i`` (``kỹ``/``kĩ``, ``công ty``/``công ti``) and numbers have no leading zero.
Accented keys, in which the place of the tone mark does not matter (``hoà``/``hòa``), are kept beside them
to break ties.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_SYLLABLE = re.compile(r"[^\W_]+", re.UNICODE)
# "y" after these sounds is only another way to write "i"; after a vowel it is another sound (tay/tai).
_FINAL_Y = re.compile(r"^([bcdghklmnprstvx]+|qu)y$")
# The shape of a folded syllable: an initial (c, g, ng; before e, i, y: k, gh, ngh) and a rhyme.
_RHYME = (
    r"(?:[aeo](?:c|m|n|ng|p|t)?|[iu](?:m|n|p|t|ng|c)?|y(?:t|n)?|a(?:ch|nh|[iouy])|e(?:ch|nh|[ou])|i(?:ch|nh|[aeu])"
    r"|o[ieo]|oo(?:c|ng)|u[aeiuoy]|ie(?:c|m|n|ng|p|t|u)|ye(?:m|n|ng|t|u)|uo(?:c|m|n|ng|p|t|i|u)"
    r"|oa(?:c|ch|i|m|n|ng|nh|o|p|t|y)?|oe(?:n|o|t)?|ua(?:n|ng|t|y|c)|ue(?:ch|nh|n)?|uy(?:a|u|t|n|p|ch|nh|en|et))"
)
_SHAPE = re.compile(
    rf"^(?:(?:b|ch|d|g[ih]?|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|t[hr]?|v|x|gi)?(?=[eiy]){_RHYME}"
    rf"|(?:b|ch?|d|gi?|h|kh|l|m|ng?|nh|ph?|qu|r|s|t[hr]?|v|x)?(?=[aou]){_RHYME})$"
)
_UNWRITTEN = re.compile(r"^(?:c|ng|g)[ey]|^ngi|^(?:k|gh|ngh)[aou]|^q(?!u)")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CACHE = 1 << 17

# Words that ask rather than tell, as keys: a passage need not contain them to answer.
QUESTION_WORDS = frozenset(
    """
    ai a ah bao bi biet boi cac cai cho chua co con cua da dang dau day de do duoc em gi gio ha hay hoac hoi khi
    khong la lam luc ma may minh mot nao nay neu nhe nhieu nhu nhung noi o oi ra rang ro roi sao se tai the theo thi
    toi trong tu u va vao vay ve vi voi xin
    """.split()
)


class Syllable(NamedTuple):
    """A run of letters or digits with its place in the text, lower case with accents, and folded."""

    start: int
    end: int
    accented: str
    folded: str


def fold(text: str) -> str:
    """Lower case without any diacritic: ``Điều lệ Đảng`` -> ``dieu le dang``. Length may change."""
    lower = text.lower()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFD", lower.replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=_CACHE)
def _fold_word(word: str) -> str:
    return fold(word)


def syllables(text: str) -> Iterator[Syllable]:
    """Every run of letters or digits of NFC ``text``, in order."""
    for match in _SYLLABLE.finditer(text):
        lower = match.group().lower()
        yield Syllable(match.start(), match.end(), lower, _fold_word(lower))


def words(text: str) -> list[str]:
    """The syllables as written, without their places (several times faster than ``syllables``)."""
    return _SYLLABLE.findall(text)


@lru_cache(maxsize=_CACHE)
def key(word: str) -> str:
    """What a syllable is found by: ``Kỹ`` and ``kĩ`` -> ``ki``, ``02`` -> ``2``."""
    folded = fold(word)
    if folded[0] == "0" and folded.isdecimal():
        return folded.lstrip("0") or "0"
    if folded[-1] == "y" and _FINAL_Y.match(folded):
        return folded[:-1] + "i"
    return folded


@lru_cache(maxsize=_CACHE)
def accented_key(word: str) -> str:
    """``key`` with its accents, the tone last: ``hoà`` and ``hòa`` are one, ``hoa`` is another."""
    lower = word.lower()
    if lower.isascii():
        return key(word)
    decomposed = unicodedata.normalize("NFD", lower)
    letters = "".join(c for c in decomposed if c not in _TONES)
    if letters[-1] == "y" and _FINAL_Y.match(letters):
        letters = letters[:-1] + "i"
    tones = "".join(c for c in decomposed if c in _TONES)
    return unicodedata.normalize("NFC", letters) + tones


def is_syllable(folded: str) -> bool:
    """Whether a folded word has the shape of a Vietnamese syllable ("tu", "nghiep"; not "ubnd", "chees")."""
    return _SHAPE.match(folded) is not None and not _UNWRITTEN.match(folded)
