"""Everyday ways of saying things and the words of documents: which phrases may stand for which in a question.

``synonyms.tsv`` beside this file is the table and explains its own format; an office can add to it. Only questions
are widened, never documents, so that a change needs no new index.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from corpus.errors import TrolyError
from index.vietnamese import accented_key, key, words

TABLE = Path(__file__).with_name("synonyms.tsv")

#: What a synonym counts for beside the word itself, by the mark between the columns.
STRENGTH = {"=": 0.85, ">": 0.85, "~": 0.5}
_STOP = "!"

Keys = tuple[str, ...]


class Phrase(NamedTuple):
    """Keys in order, and their accented forms beside them."""

    keys: Keys
    accented: Keys


class Synonym(NamedTuple):
    """A phrase that documents may have instead, and what it counts for, in (0, 1)."""

    phrase: Phrase
    strength: float


class Found(NamedTuple):
    """A phrase of a question, ``keys[start:end]``, and what may stand for it, strongest first."""

    start: int
    end: int
    synonyms: tuple[Synonym, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Entries by the keys of the phrase: its accented forms, each with what may stand for it."""

    entries: Mapping[Keys, Mapping[Keys, tuple[Synonym, ...]]]
    longest: int


NONE = Synonyms({}, 0)


def read(path: Path = TABLE) -> Synonyms:
    """Read a table. Raises TrolyError, with the line, when one is not in the format."""
    return _read(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _read(table: str) -> Synonyms:
    found: dict[Phrase, dict[Phrase, float]] = {}
    for number, line in enumerate(table.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            for one, other, strength in _pairs(line, number):
                others = found.setdefault(one, {})
                if other is not None:
                    others[other] = max(strength, others.get(other, 0.0))
    entries: dict[Keys, dict[Keys, tuple[Synonym, ...]]] = {}
    for one, others in found.items():
        ordered = sorted(others.items(), key=lambda item: -item[1])
        entries.setdefault(one.keys, {})[one.accented] = tuple(Synonym(*item) for item in ordered)
    return Synonyms(entries, max(map(len, entries), default=0))


def _pairs(line: str, number: int) -> Iterator[tuple[Phrase, Phrase | None, float]]:
    said, mark, written, *_ = [*line.split("\t"), "", ""]
    left, right = ([_phrase(p) for p in column.split(",") if words(p)] for column in (said, written))
    if mark not in (*STRENGTH, _STOP) or not left or bool(right) == (mark == _STOP):
        raise TrolyError(
            f"Tệp từ đồng nghĩa, dòng {number}: cần ba cột cách nhau bằng dấu tab, cột giữa là =, >, ~ hoặc !."
        )
    if mark == "=":
        left = right = left + right
    for one in left:
        yield from ((one, other, STRENGTH[mark]) for other in right if other.keys != one.keys)
        if mark == _STOP:
            yield one, None, 0.0


def _phrase(text: str) -> Phrase:
    written = words(text)
    return Phrase(tuple(map(key, written)), tuple(map(accented_key, written)))


def find(table: Synonyms, keys: Sequence[str], accented: Sequence[str]) -> Iterator[Found]:
    """Phrases of a question that have synonyms: from left to right, the longest first, none over another.

    The accents must agree, except in a question without any; there one syllable alone says too little.
    """
    has_accents = any(a != k for k, a in zip(keys, accented, strict=True) if a)
    at = 0
    while at < len(keys):
        end, synonyms = _longest(table, keys, accented if has_accents else (), at)
        if synonyms:
            yield Found(at, end, synonyms)
        at = end


def _longest(
    table: Synonyms, keys: Sequence[str], accented: Sequence[str], start: int
) -> tuple[int, tuple[Synonym, ...]]:
    """The end of the longest known phrase from ``start`` (of one key where there is none), and what stands for it."""
    shortest = 1 if accented else 2
    for n in range(min(table.longest, len(keys) - start), shortest - 1, -1):
        forms = table.entries.get(tuple(keys[start : start + n]))
        synonyms = _matching(forms, accented[start : start + n]) if forms else None
        if synonyms is not None:
            return _unless_said(synonyms, keys, start, start + n)
    return start + 1, ()


def _unless_said(
    synonyms: tuple[Synonym, ...], keys: Sequence[str], start: int, end: int
) -> tuple[int, tuple[Synonym, ...]]:
    """Nothing stands for a phrase that goes on to a synonym of it ("bí thư tỉnh" in "bí thư tỉnh ủy"); its end."""
    longer = [
        n for s in synonyms if (n := len(s.phrase.keys)) > end - start and s.phrase.keys == (*keys[start : start + n],)
    ]
    return (start + max(longer), ()) if longer else (end, synonyms)


def _matching(forms: Mapping[Keys, tuple[Synonym, ...]], accented: Sequence[str]) -> tuple[Synonym, ...] | None:
    """What stands for the form with these accents (an accent that is not known, "", agrees with any)."""
    same = [
        synonyms
        for form, synonyms in forms.items()
        if all(not typed or typed == own for typed, own in zip(accented, form, strict=False))
    ]
    if len(same) < 2:
        return same[0] if same else None
    return tuple(sorted({s for synonyms in same for s in synonyms}, key=lambda s: (-s.strength, s.phrase)))
