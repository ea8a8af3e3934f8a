"""Raw text made canonical: characters, markup, page furniture, hard-wrapped lines, broken numbers.

Promises: words are never changed; of the characters that are not spaces only markup (``#``, ``**``, ``\\*``),
page numbers, rules and zero-width characters go. Cleaning clean text changes nothing.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.marks import find_mark, next_values
from corpus.names import is_capitals


class Line(NamedTuple):
    """One line of a file: ``gap`` blank lines before it, a ``rule`` (------) before it, page (0: no pages)."""

    text: str
    gap: int = 0
    rule: bool = False
    page: int = 0
    heading: int = 0


class Paragraph(NamedTuple):
    """Joined lines. ``turns`` are (offset, page) wherever a page begins inside or at the start."""

    text: str
    page: int = 0
    turns: tuple[tuple[int, int], ...] = ()
    heading: int = 0


_CHARACTERS: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f")),
    **dict.fromkeys(map(ord, "\u00d0\u0189"), "\u0110"),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
}
"""Invisible characters go; letters and hyphens that only look like the right ones become those."""
_RULE = re.compile(r"[-–—_=*~.\s]{3,}")
_PAGE_NUMBER = re.compile(r"(?:(?:Trang|trang)\s*)?[-–—]?\s*(\d{1,3})\s*(?:/\s*\d{1,3}\s*)?[-–—]?")
_TERMINAL = re.compile(r"(?:[.!?…:;]|\./\.)[\"”’')\]]*$")
_CODE = r"[A-ZĐ][A-Za-zĐđ]{0,5}"
_BROKEN_NUMBER = (
    re.compile(rf"(?<![\w/])(\d{{1,5}}(?:/\d{{4}})?) ?([-/]) ?({_CODE}(?:[-/][A-ZĐ]|\s?/\s?[A-ZĐ]{{2}}))"),
    re.compile(rf"(?<![\w/])(\d{{1,5}}(?:/\d{{4}})?[-/]{_CODE}) ?([-/]) ?([A-ZĐ][A-ZĐ0-9][A-Za-zĐđ0-9]*)"),
)


def normalise(raw: str) -> str:
    """NFC, one kind of line end, of space and of hyphen, the letter Đ as Vietnamese has it, nothing invisible."""
    text = unicodedata.normalize("NFC", raw.translate(_CHARACTERS))
    text = re.sub(r"\r\n?|\u2028|\u2029|\x0b|\x85", "\n", text)
    return re.sub(r"[^\S\n\f]", " ", text)


def read_lines(raw: str) -> tuple[Line, ...]:
    """The lines of a file without markup and page furniture. A form feed begins a page."""
    text = normalise(raw)
    paged = "\f" in text.strip("\f\n ")
    rows: list[tuple[str, int]] = []
    for number, sheet in enumerate(text.split("\f"), start=1):
        rows += [(row, number if paged else 0) for row in sheet.split("\n")]
    blank = [not _bare(row) for row, _ in rows]
    airy = _double_spaced(blank)
    lines: list[Line] = []
    gap, rule = 0, False
    for i, (row, page) in enumerate(rows):
        if blank[i] or _is_page_number(rows, blank, i, airy=airy):
            rule = rule or (bool(row.strip()) and bool(_RULE.fullmatch(row.strip())) and "*" not in row)
            gap += 1
            continue
        heading = len(match[1]) if (match := re.match(r"\s*(#{1,6})\s", row)) else 0
        lines.append(Line(_bare(row), gap, rule, page, heading))
        gap, rule = 0, False
    return tuple(lines)


def _bare(row: str) -> str:
    """One line without Markdown marks, with single spaces; empty for a blank line or a rule."""
    if _RULE.fullmatch(row.strip()):
        return ""
    text = re.sub(r"^\s*#{1,6}(?:\s+|$)", "", row)
    text = text.replace("\\*", "*")
    text = re.sub(r"\*\*|__(?=\S)|(?<=\S)__", "", text)
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])", r"\1", text)
    text = re.sub(r"\\([-_#.+()\[\]])", r"\1", text)
    text = " ".join(text.split())
    return "" if text in ("*", "·", "•") or _RULE.fullmatch(text) else text


def _double_spaced(blank: Sequence[bool]) -> bool:
    """Whether nearly every line is followed by a blank one, as some PDF converters write."""
    full = [i for i, empty in enumerate(blank[:-1]) if not empty]
    return bool(full) and sum(blank[i + 1] for i in full) > 0.8 * len(full)


def _is_page_number(rows: Sequence[tuple[str, int]], blank: Sequence[bool], i: int, *, airy: bool) -> bool:
    """A number alone between blank lines; where all lines stand apart it must stand farther apart."""
    if not _PAGE_NUMBER.fullmatch(_bare(rows[i][0])):
        return False
    before = after = 0
    while i - before > 0 and blank[i - before - 1] and rows[i - before - 1][1] == rows[i][1]:
        before += 1
    while i + after + 1 < len(rows) and blank[i + after + 1] and rows[i + after + 1][1] == rows[i][1]:
        after += 1
    first = i - before == 0 or rows[i - before - 1][1] != rows[i][1]
    last = i + after == len(rows) - 1 or rows[i + after + 1][1] != rows[i][1]
    if first or last:
        return True
    return before > 0 and after > 0 and (not airy or before + after >= 3)


def line_width(lines: Sequence[Line]) -> int:
    """The width in characters at which the lines were wrapped, or 0 when each line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    if not lengths or lengths[int(len(lengths) * 0.97)] > 140:
        return 0
    runs_on = sum(not _TERMINAL.search(a.text) and b.text[0].islower() and len(a.text) > 40 for a, b in pairwise(lines))
    if runs_on < max(2, len(lines) // 20):
        return 0
    return sorted(length for length in lengths if length > 40)[int(sum(n > 40 for n in lengths) * 0.9)]


def join_lines(lines: Sequence[Line], width: int) -> tuple[Paragraph, ...]:
    """Lines made into paragraphs. ``width`` as ``line_width`` tells; 0 joins only what plainly runs on.

    A number that is next in its list opens a paragraph whatever the line before looks like.
    """
    groups: list[list[Line]] = []
    expected: dict[int, tuple[str, ...]] = {}
    for line in lines:
        mark = find_mark(line.text)
        next_one = mark is not None and any(mark.value in due for due in expected.values())
        if groups and not next_one and continues(groups[-1][-1], line, width):
            groups[-1].append(line)
            continue
        groups.append([line])
        if mark and mark.kind in ("số", "chữ"):
            depth = mark.value.count(".") if mark.kind == "số" else 9
            expected = {k: due for k, due in expected.items() if k < depth} | {depth: next_values(mark.value)}
        elif mark and mark.kind not in ("gạch", "cộng"):
            expected = {-1: ("1", "a")}
    return tuple(make_paragraph(group) for group in groups)


def continues(a: Line, b: Line, width: int) -> bool:
    """Whether line ``b`` goes on the paragraph that line ``a`` is in."""
    if b.rule or a.heading != b.heading:
        return False
    ended = bool(_TERMINAL.search(a.text))
    full = width > 0 and len(a.text) + 1 + len(b.text.split(" ", 1)[0]) >= width - 6
    mark = find_mark(b.text)
    words = b.text[mark.rest :] if mark else b.text
    if mark and not (full and not ended and (words[:1].islower() or mark.kind in ("số", "chữ"))):
        return False
    if is_capitals(b.text) != is_capitals(a.text) and len(b.text) > 3 and not full:
        return False
    if re.search(r"\w[-/]$", a.text):
        return True
    if words[:1].islower():
        return not ended or full
    if not width or (b.text.startswith("(") and not full):
        return False
    if is_capitals(a.text) and is_capitals(b.text):
        return not find_mark(b.text) and not ended
    if ended:
        return full and not re.search(r"[:;]$|\./\.$", a.text) and len(a.text) + 2 >= width
    return len(a.text) + 1 + len(b.text.split(" ", 1)[0]) >= 0.8 * width


def make_paragraph(lines: Sequence[Line]) -> Paragraph:
    """The lines joined, with broken numbers mended and the places where pages turn."""
    text, turns = "", []
    page = lines[0].page
    for line in lines:
        if text:
            text += "" if re.search(r"\w[-/]$", text) and line.text[:1].isalnum() else " "
        if line.page != page:
            turns.append((len(text), line.page))
            page = line.page
        text += line.text
    mended = mend(text)
    return Paragraph(mended, lines[0].page, _after_mending(text, mended, turns), lines[0].heading)


def _after_mending(text: str, mended: str, turns: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Where page turns stand once spaces were taken out of ``text``."""
    moved, at, passed = [], 0, 0
    for offset, page in turns:
        while passed < offset:
            at += at < len(mended) and mended[at] == text[passed]
            passed += 1
        moved.append((at, page))
    return tuple(moved)


def mend(text: str) -> str:
    """Spaces that broke a document number are taken out: ``62- KL/TW`` -> ``62-KL/TW``."""
    before = None
    while before != text:
        before = text
        text = _BROKEN_NUMBER[0].sub(lambda m: m[1] + m[2] + m[3].replace(" ", ""), text)
        text = _BROKEN_NUMBER[1].sub(r"\1\2\3", text)
    return text
