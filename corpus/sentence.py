"""Sentences and clauses with exact offsets. The only home of underthesea.

underthesea's splitter finds the candidates; official text needs repairs (``TP. Hồ Chí Minh``, ``Điều 5. Nội dung``,
``a@b.vn``, ``v.v.``, ``./.``). It is loaded at the first call, and without the machine-learning half of the package.
"""

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import cast

from corpus.document import Span
from corpus.marks import find_mark

_ABBREVIATION = re.compile(
    r"(?<!\w)(?:TP|Tp|TX|Tx|TT|TM|KT|TL|TUQ|ThS|Ths|TS|PGS|GS|BS|CN|KS|Mr|Mrs|Dr|St|No|tr|v\.v|Q|P|H|X|đ/c)\.$"
)
_END = re.compile(r"[.!?…][.!?…/]*[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZĐÀ-Ỹ\d])")


@cache
def _splitter() -> Callable[[str], list[str]]:
    """``underthesea.sent_tokenize``, imported past the package's own ``__init__`` (which loads torch)."""
    name = "underthesea.pipeline.sent_tokenize"
    if "underthesea" in sys.modules:
        return cast(Callable[[str], list[str]], importlib.import_module(name).sent_tokenize)
    spec = find_spec("underthesea")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("underthesea")
    stub = ModuleType("underthesea")
    stub.__path__ = list(spec.submodule_search_locations)
    sys.modules["underthesea"] = stub
    try:
        module = importlib.import_module(name)
    finally:
        for loaded in [m for m in sys.modules if m == "underthesea" or m.startswith("underthesea.")]:
            del sys.modules[loaded]
    return cast(Callable[[str], list[str]], module.sent_tokenize)


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Sentences of ``text[start:end]``, in order, without the spaces between them.

    None crosses a line break, and the mark that opens a paragraph (``2.1.``, ``-``) is not part of its first one.
    """
    found: list[Span] = []
    at = start
    for line in text[start:end].split("\n"):
        mark = find_mark(line)
        skip = mark.rest if mark else len(line) - len(line.lstrip())
        found += _of_paragraph(text, at + skip, at + len(line))
        at += len(line) + 1
    return tuple(found)


def _of_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    paragraph = text[start:end]
    if not paragraph.strip():
        return
    cursor, begin, last = 0, -1, 0
    for piece in _splitter()(paragraph):
        at = paragraph.index(piece, cursor)
        if begin < 0:
            begin = at
        elif _is_break(paragraph, last, at):
            yield from _missed(text, start + begin, start + last)
            begin = at
        last = cursor = at + len(piece)
    if begin >= 0:
        yield from _missed(text, start + begin, start + last)


def _is_break(paragraph: str, last: int, at: int) -> bool:
    """Whether the candidate between ``last`` and ``at`` really ends a sentence."""
    before, after = paragraph[:last], paragraph[at:]
    if last == at or after[0].islower() or after[0] in ")”’,;:/":
        return False
    if _ABBREVIATION.search(before) or re.fullmatch(r"[\"“‘(]*\d+[a-zđ]?[.)]", before):
        return False
    return not re.search(r"(?<!\w)(?:Điều|Khoản|Mục|Chương|Phần|số) [\dIVX]+[a-z]?\.$", before[-20:])


def _missed(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences inside one piece whose end the splitter took for an abbreviation's full stop."""
    at = start
    for match in _END.finditer(text, start, end):
        head = text[at : match.end()].rstrip()
        if match.end() < end and _is_break(text[at:end], len(head), match.end() - at) and len(head) > 10:
            yield Span(at, at + len(head))
            at = match.end()
    if at < end:
        yield Span(at, end)


def split_clauses(text: str, span: Span) -> tuple[Span, ...]:
    """The parts of a sentence between semicolons (the semicolon stays with the part it ends).

    Semicolons inside brackets do not divide.
    """
    parts: list[Span] = []
    depth, start = 0, span.start
    for i in range(span.start, span.end):
        depth = max(0, depth + (text[i] in "([") - (text[i] in ")]"))
        if text[i] == ";" and depth == 0:
            parts.append(Span(start, i + 1))
            start = i + 1
            while start < span.end and text[start].isspace():
                start += 1
    if start < span.end:
        parts.append(Span(start, span.end))
    return tuple(parts)
