"""Offices and places in a question: "của tỉnh", "Huyện ủy", "UBND xã Sơn Mai", "Bộ Chính trị".

Accents and capitals may be missing, so what they tell is used where they are and not asked for where they are not.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from corpus.document import DocumentInfo, Level
from index import abbreviations
from index.terms import question_in_full
from index.vietnamese import fold, key, words

Keys = tuple[str, ...]

LEVELS: dict[str, Level] = {"tinh": "tỉnh", "thanh": "tỉnh", "huyen": "huyện", "xa": "xã", "phuong": "xã"}
# Bodies whose name alone says the level.
_CENTRAL = (("trung", "uong"), ("bo", "chinh", "tri"), ("ban", "bi", "thu"), ("chinh", "phu"), ("quoc", "hoi"))
# In a question without accents, what stands before "tinh", "huyen", "xa" when they are levels.
_BEFORE_LEVEL = frozenset(("cua", "cap", "dan", "tai", "bo", "van", "hoach", "cao"))
_LONGEST_PLACE = 4


class Question(NamedTuple):
    """A question's words, abbreviations in full, and their keys."""

    written: Keys
    keys: Keys
    has_accents: bool
    has_capitals: bool


class Office(NamedTuple):
    """A level that a question names at ``at``, in words up to ``end``; ``following`` is the name of a place for
    certain (``is_name``), or any words."""

    level: Level
    at: int
    end: int
    following: Keys
    is_name: bool


@lru_cache(maxsize=64)
def read(query: str) -> Question:
    """The words of a question."""
    written = tuple(words(question_in_full(query, abbreviations.read())))
    letters = "".join(words(query))
    return Question(
        written,
        tuple(map(key, written)),
        fold(letters) != letters.lower(),
        letters != letters.lower() and letters != letters.upper(),
    )


def offices(question: Question) -> Iterator[Office]:
    """The levels a question names, in order."""
    keys = question.keys
    for i, k in enumerate(keys):
        central = next((name for name in _CENTRAL if keys[i : i + len(name)] == name), ())
        if central:
            yield Office("trung ương", i, i + len(central), (), True)
        elif k in LEVELS and _is_level(question, i):
            end = i + 2 if keys[i + 1 : i + 2] in (("uy",), ("pho",)) else i + 1
            yield Office(LEVELS[k], i, end, _name_at(question, end), question.has_capitals)


def _is_level(question: Question, i: int) -> bool:
    """Whether "tinh", "xa", "huyen" at ``i`` is the level, not "tinh giản", "vùng xa", "xã hội"."""
    after = question.keys[i + 1] if i + 1 < len(question.keys) else ""
    before = question.keys[i - 1] if i else ""
    if before in ("cac", "moi", "nhung"):
        return False  # "các tỉnh" is no office
    if after == "uy":
        return True
    if question.keys[i] in ("thanh", "phuong"):
        return after == "pho" if question.keys[i] == "thanh" else before in ("dan", "cap")
    if question.has_accents:
        return question.written[i].lower() in ("tỉnh", "huyện", "xã") and after != "hoi"
    return before in _BEFORE_LEVEL and after not in ("hoi", "gian")


def _name_at(question: Question, start: int) -> Keys:
    """The capitalised words from ``start`` on; in a question without capitals, all that follow."""
    name: list[str] = []
    for word in question.written[start : start + _LONGEST_PLACE]:
        if question.has_capitals and not word[0].isupper():
            break
        name.append(key(word))
    return tuple(name)


def is_from(own: Keys, office: Office) -> bool:
    """Whether a document of the office's level, from a place named ``own``, comes from the office: so it does unless
    the question names another place.

    In a question without capitals the words after a level may be anything, so they rule nothing out.
    """
    return not own or not office.following or office.following[: len(own)] == own or not office.is_name


def place_name(info: DocumentInfo) -> Keys:
    """Keys of the nearest place's name: ``xã Sơn Mai, tỉnh Quảng Ngãi`` -> ``son mai``."""
    nearest = map(key, words((info.locality or "").split(",")[0]))
    return tuple(k for k in nearest if k not in ("pho", *LEVELS))
