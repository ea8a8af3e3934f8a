"""The marks that open a part of a text: ``I-``, ``2.1.``, ``a)``, ``Điều 5.``, ``Chương II``, ``-``, ``+``.

A mark is read from one paragraph (or line) alone; whether it really opens a part there is decided by
``clean`` (wrapped lines) and ``sections`` (the numbering around it).
"""

import re
from typing import Literal, NamedTuple

MarkKind = Literal["phần", "chương", "mục lớn", "điều", "chữ hoa", "la mã", "số", "chữ", "gạch", "cộng"]


class Mark(NamedTuple):
    """``shown`` is what the text shows, ``value`` the bare label, ``rest`` where the words begin."""

    kind: MarkKind
    shown: str
    value: str
    rest: int


_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
_PATTERNS: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    ("phần", re.compile(rf"((?:PHẦN|Phần)\s+(?:(?:THỨ|thứ)\s+[^\W\d_]+|{_ROMAN}|\d{{1,2}})(?!\w)[.:\-–]?)\s*")),
    ("chương", re.compile(rf"((?:CHƯƠNG|Chương)\s+(?:{_ROMAN}|\d{{1,2}})(?!\w)[.:\-–]?)\s*")),
    ("mục lớn", re.compile(rf"((?:(?:TIỂU )?MỤC|Mục)\s+(?:{_ROMAN}|\d{{1,2}})(?!\w)(?:[.:\-–]|$|(?=\s+[A-ZĐ])))\s*")),
    ("điều", re.compile(r"((?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?(?:\s*[.:]|$))\s*")),
    ("la mã", re.compile(rf"({_ROMAN}\s?(?:[.\-–)]|\.-|/(?=\s)))(?![A-Z0-9]/|[A-Z]\.)\s*(?=[^\W\d_]|[“\"(])")),
    ("chữ hoa", re.compile(r"([A-HĐ]\s?[.\-–)])\s+(?=[^\W\d_])")),
    ("số", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3}(?:\.|\))?)\s+(?=\D)")),
    ("số", re.compile(r"(\d{1,3}[a-zđ]?(?:[.)]|\.-))\s*(?=[^\W\d_]|[“‘\"(\[])")),
    ("chữ", re.compile(r"([a-zđ]\d?\s?[.)])\s+(?=\S)")),
    ("gạch", re.compile(r"([-–—•●▪◦·➢✓*])\s+(?=\S)")),
    ("gạch", re.compile(r"([-–—•●▪·➢✓])(?=[^\W\d_])")),
    ("cộng", re.compile(r"(\+)\s*(?=[^\W\d_])")),
)


def find_mark(text: str) -> Mark | None:
    """The mark ``text`` opens with, or None."""
    for kind, pattern in _PATTERNS:
        if match := pattern.match(text):
            shown = match[1]
            value = " ".join(shown.rstrip(".:-–/) ").split()) if kind not in ("gạch", "cộng") else shown
            return Mark(kind, shown, value, match.end())
    return None


_LETTERS = "abcdđeghiklmnopqrstuvxy"


def next_values(value: str) -> tuple[str, ...]:
    """The numbers or letters that may come after ``value`` in a list: ``2.1`` -> ``2.2``, ``2.1.1``, ``3``."""
    if value in _LETTERS:
        at = _LETTERS.index(value) + 1
        return (_LETTERS[at],) if at < len(_LETTERS) else ()
    if not re.fullmatch(r"\d+(?:\.\d+)*", value):
        return ()
    numbers = [int(n) for n in value.split(".")]
    ups = [[*numbers[:depth], numbers[depth] + 1] for depth in range(len(numbers))]
    return tuple(".".join(map(str, up)) for up in [[*numbers, 1], *ups])
