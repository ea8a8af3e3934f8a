"""Statements checked against their quotes. Nothing unsupported passes, whoever wrote the statement.

A statement is supported when every number, date, document number and proper name in it occurs in a cited
quote, its negations agree with the quotes, and its content words are covered by them.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from index.vietnamese import fold, syllables

#: Share of a statement's content syllables that its quotes must hold.
MIN_COVERAGE = 0.8

_DOCUMENT_NUMBER = re.compile(r"\b\d{1,5}(?:/\d{4})?[/-][A-ZĐ][\w-]*(?:/[A-ZĐ][\w-]*)?(?:\d+)?", re.UNICODE)
_DATE = re.compile(
    r"\b(?:ngày\s+)?(\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(\d{1,2})\s*(?:/|-|\.|\s+năm\s+)\s*(\d{4})\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\btháng\s+(\d{1,2})\s*(?:/|\s+năm\s+)\s*(\d{4})\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\s?%?")
_ROMAN = re.compile(r"\b[IVXLC]{2,}\b")
_NAMED_DOCUMENT = re.compile(rf"(?:[^\W\d_]+ ){{0,3}}(?:số )?{_DOCUMENT_NUMBER.pattern}")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_NEGATION = re.compile(r"\b(không|chưa|chẳng|đừng|cấm|trừ)\b", re.IGNORECASE)

#: Words that join facts and carry none: a statement may add them to what its quotes say.
_FRAME = frozenset(
    [
        "va",
        "cua",
        "la",
        "co",
        "cac",
        "nhung",
        "duoc",
        "bi",
        "do",
        "theo",
        "ve",
        "cho",
        "de",
        "trong",
        "tai",
        "tu",
        "den",
        "o",
        "voi",
        "nay",
        "do",
        "vao",
        "ra",
        "thi",
        "ma",
        "cung",
        "nhu",
        "gom",
        "bao",
        "mot",
        "so",
        "ngay",
        "thang",
        "nam",
        "ban",
        "hanh",
        "ky",
        "nguoi",
        "co",
        "quan",
        "van",
        "ban",
        "noi",
        "nhan",
        "kinh",
        "gui",
        "dong",
        "chi",
        "chuc",
        "vu",
        "han",
        "truoc",
        "sau",
        "ten",
        "muc",
        "tren",
        "duoi",
        "ghi",
        "neu",
        "rang",
    ]
)


class Verdict(NamedTuple):
    """``supported`` with the content coverage in [0, 1]; otherwise ``reason`` in Vietnamese."""

    supported: bool
    coverage: float
    reason: str = ""


class Facts(NamedTuple):
    """The checkable parts of a text, normalised so that equal facts are equal strings; numbers as often as they
    stand, for "2015 - 2015" is not in "2011 - 2015"."""

    documents: frozenset[str]
    dates: frozenset[str]
    numbers: tuple[str, ...]
    names: frozenset[str]


def verify(statement: str, quotes: Sequence[str]) -> Verdict:
    """Whether ``quotes`` (verbatim words of the sources) support ``statement``."""
    if not quotes:
        return Verdict(False, 0.0, "không có trích dẫn")
    sources = " \n ".join(quotes)
    if _squeeze(statement).rstrip(".;, ") in _squeeze(sources):
        return Verdict(True, 1.0)
    said, held = facts(statement), facts(sources)
    folded_sources = f" {' '.join(s.folded for s in syllables(sources))} "
    for label, missing in (
        ("số, ký hiệu văn bản", said.documents - held.documents),
        ("ngày tháng", said.dates - held.dates),
        ("số liệu", set(Counter(said.numbers) - Counter(held.numbers))),
        ("tên riêng", {n for n in said.names if f" {n} " not in folded_sources}),
    ):
        if missing:
            return Verdict(False, 0.0, f"{label} không có trong trích dẫn: {', '.join(sorted(missing))}")
    if _negations(statement) - _negations(sources):
        return Verdict(False, 0.0, "ý phủ định không có trong trích dẫn")
    if not _negations(statement) and _negated_counterpart(statement, sources):
        return Verdict(False, 0.0, "trích dẫn nói ý ngược lại")
    coverage = content_coverage(statement, sources)
    if coverage < MIN_COVERAGE:
        return Verdict(False, coverage, f"chỉ {coverage:.0%} số từ có trong trích dẫn")
    return Verdict(True, coverage)


@functools.lru_cache(maxsize=8192)
def facts(text: str) -> Facts:
    """Document numbers, dates (``2023-10-02``, ``2025-08``), other numbers and proper names of ``text``."""
    text = unicodedata.normalize("NFC", text)
    documents = {_squeeze(m.group()).upper() for m in _DOCUMENT_NUMBER.finditer(text)}
    text = _DOCUMENT_NUMBER.sub(" ", text)
    dates = {f"{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}" for m in _DATE.finditer(text)}
    text = _DATE.sub(" ", text)
    dates |= {f"{m[2]}-{int(m[1]):02d}" for m in _MONTH.finditer(text)}
    text = _MONTH.sub(" ", text)
    numbers = [re.sub(r"\s", "", m.group()) for m in _NUMBER.finditer(text)] + _ROMAN.findall(text)
    return Facts(frozenset(documents), frozenset(dates), tuple(sorted(numbers)), frozenset(_names(text)))


def content_coverage(statement: str, sources: str) -> float:
    """Share of the statement's content syllables (folded) that ``sources`` hold.

    Frame words are left out, and documents named by number, whose numbers ``facts`` holds to the sources.
    """
    held = {s.folded for s in syllables(sources)}
    statement = _NAMED_DOCUMENT.sub(" ", statement)
    # Digits are left to ``facts``, which knows that 05/03 and "ngày 5 tháng 3" are one date.
    content = [s.folded for s in syllables(statement) if s.folded not in _FRAME and not s.folded.isdecimal()]
    if not content:
        return 1.0
    return sum(word in held for word in content) / len(content)


def _names(text: str) -> set[str]:
    """Folded runs of two or more capitalised words, the first word of a sentence left out of them."""
    names: set[str] = set()
    run: list[str] = []
    previous_end = 0
    sentence_start = True
    for match in _WORD.finditer(text):
        gap = text[previous_end : match.start()]
        broken = gap.strip() != "" or "\n" in gap
        if broken:
            _keep(run, names)
            run = []
            sentence_start = any(c in ".!?:;\n-+•" for c in gap) or previous_end == 0
        word = match.group()
        is_acronym = word.isupper() and len(word) > 1
        if word[0].isupper() and not (sentence_start and not run and not is_acronym):
            run.append(fold(word))
        elif word[0].isupper():
            run = []
        else:
            _keep(run, names)
            run = []
        sentence_start = False
        previous_end = match.end()
    _keep(run, names)
    return names


def _keep(run: list[str], names: set[str]) -> None:
    if len(run) >= 2:
        names.add(" ".join(run))


def _negations(text: str) -> set[str]:
    return {fold(m.group()) for m in _NEGATION.finditer(text)}


def _negated_counterpart(statement: str, sources: str) -> bool:
    """Whether the clause of the sources closest to the statement is negated (``không``, ``chưa``) just before it."""
    said = {s.folded for s in syllables(statement) if s.folded not in _FRAME}
    if not said:
        return False
    best, best_share = "", 0.0
    for clause in re.split(r"[.;:\n,]", sources):
        words = {s.folded for s in syllables(clause)}
        share = len(said & words) / len(said)
        if share > best_share:
            best, best_share = clause, share
    return best_share >= 0.6 and bool(_negations(best))


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
