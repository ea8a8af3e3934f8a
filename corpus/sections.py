"""The section tree of a body: which paragraphs open parts, how parts nest, what they are called."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from corpus.document import Section
from corpus.marks import Mark, MarkKind, find_mark
from corpus.names import is_capitals

SectionKind = Literal["phần", "chương", "mục", "điều", "khoản", "điểm", "gạch", "tiêu đề"]

_RANK: dict[MarkKind, int] = {
    "phần": 0, "chương": 1, "mục lớn": 2, "chữ hoa": 4, "la mã": 5, "điều": 6, "số": 7,
    "chữ": 12, "gạch": 14, "cộng": 15,
}  # fmt: skip
_HEADING_RANK = 3
_CLOSING = re.compile(r"\((?:Gửi|gửi|Kèm|kèm|Đính|đính|Có)[^()]*\)\.?$")


class Part(NamedTuple):
    """A paragraph of the body in its place. ``heading`` is its Markdown heading level, 0 for none."""

    text: str
    start: int
    heading: int = 0


class _Open(NamedTuple):
    rank: int
    section: int
    mark: Mark | None
    counts: dict[str, int]


def build_sections(parts: Sequence[Part]) -> tuple[Section, ...]:
    """Sections in reading order. A part lasts until the next one of its own or a higher rank; a bullet is one
    paragraph with the bullets below it; a closing note in brackets belongs to no section."""
    sections: list[Section] = []
    stack: list[_Open] = []
    top: dict[str, int] = {}
    end = 0
    for number, part in enumerate(parts):
        mark = find_mark(part.text)
        titled = 0 < len(part.text) <= 150 and part.heading > 0
        if mark and not _plausible(mark, stack, sections):
            mark = None
        if mark is None and not titled:
            floor = -1 if _CLOSING.match(part.text) else _RANK["gạch"] - 1
            _close(stack, sections, floor, end)
        else:
            rank = _rank(mark)
            _close(stack, sections, rank - 1, end)
            following = parts[number + 1].text if number + 1 < len(parts) else ""
            section = _section(part, mark, stack, sections, top, following)
            stack.append(_Open(rank, len(sections), mark, {}))
            sections.append(section)
        end = part.start + len(part.text)
    _close(stack, sections, -1, end)
    return tuple(sections)


def _rank(mark: Mark | None) -> int:
    if mark is None:
        return _HEADING_RANK
    return _RANK[mark.kind] + (mark.value.count(".") if mark.kind == "số" else 0)


def _plausible(mark: Mark, stack: Sequence[_Open], sections: Sequence[Section]) -> bool:
    """``2.1 nội dung`` without a full stop opens a part only under ``2``; ``12.5 tỷ đồng`` does not."""
    if mark.kind != "số" or "." not in mark.value or mark.shown.endswith((".", ")")):
        return True
    prefix = mark.value.rsplit(".", 1)[0]
    siblings = [s for s in sections if s.marker.rstrip(".)").startswith(prefix)]
    return bool(siblings) or any(o.mark and o.mark.value == prefix for o in stack)


def _close(stack: list[_Open], sections: list[Section], floor: int, end: int) -> None:
    while stack and stack[-1].rank > floor:
        closed = stack.pop()
        sections[closed.section] = replace(sections[closed.section], end=end)


def _section(
    part: Part,
    mark: Mark | None,
    stack: Sequence[_Open],
    sections: Sequence[Section],
    top: dict[str, int],
    following: str,
) -> Section:
    parent = stack[-1].section if stack else -1
    words = part.text[mark.rest :] if mark else part.text
    if not words and following and not find_mark(following) and len(following) < 250:
        words = following
    counts = stack[-1].counts if stack else top
    return Section(
        label=_label(mark, words, stack, sections, counts),
        marker=mark.shown if mark else "",
        kind=_kind(mark, stack),
        heading=opening_words(words),
        level=len(stack) + 1,
        start=part.start,
        end=part.start + len(part.text),
        parent=parent,
    )


def _kind(mark: Mark | None, stack: Sequence[_Open]) -> SectionKind:
    if mark is None:
        return "tiêu đề"
    if mark.kind in ("gạch", "cộng"):
        return "gạch"
    if mark.kind == "chữ":
        return "điểm"
    if mark.kind == "số":
        return "khoản" if any(o.mark and o.mark.kind == "điều" for o in stack) else "mục"
    if mark.kind in ("mục lớn", "chữ hoa", "la mã"):
        return "mục"
    return "phần" if mark.kind == "phần" else "chương" if mark.kind == "chương" else "điều"


def _label(
    mark: Mark | None,
    words: str,
    stack: Sequence[_Open],
    sections: Sequence[Section],
    counts: dict[str, int],
) -> str:
    if mark is None:
        return opening_words(words)
    above = sections[stack[-1].section].label if stack else ""
    if mark.kind in ("gạch", "cộng"):
        sign = "+" if mark.kind == "cộng" else "-"
        counts[sign] = counts.get(sign, 0) + 1
        return f"{above} {sign}{counts[sign]}".strip()
    if mark.kind in ("phần", "chương", "điều"):
        word, value = mark.value.split(" ", 1)
        return f"{word.capitalize()} {value.lower() if value.lower().startswith('thứ') else value}"
    if mark.kind == "mục lớn":
        name = f"{mark.value.rsplit(' ', 1)[0].capitalize()} {mark.value.rsplit(' ', 1)[1]}"
        return f"{above}, {name}" if above else name
    prefix = ""
    for opened in reversed(stack):
        if opened.mark is None or opened.mark.kind in ("chương", "mục lớn"):
            break
        if mark.kind == "số" and opened.mark.kind == "số" and mark.value.startswith(opened.mark.value + "."):
            continue
        prefix = sections[opened.section].label + "."
        break
    return prefix + mark.value


def opening_words(words: str) -> str:
    """A heading, whole when the paragraph is one; otherwise the words a paragraph begins with, and ``…``."""
    run_in = re.match(r"([^.;:]{8,150}): (?=\S)", words)
    if run_in and words[run_in.end()].isupper():
        return run_in[1]
    if is_capitals(words) or (len(words) <= 150 and not re.search(r"[.;] \S", words)):
        return words.rstrip(" :.;,")
    for match in re.finditer(r"[,;:.](?=\s|$)", words):
        if match.start() >= 40:
            if match.start() <= 150:
                whole = match.end() >= len(words)
                return words[: match.start()] + ("" if whole else "…")
            break
    if len(words) <= 150:
        return words.rstrip(" :.;,")
    return words[: words.rfind(" ", 0, 110)].rstrip(" ,;:") + "…"
