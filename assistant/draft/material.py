"""What sections are written from: the sentences of the corpus with what they need to be understood alone.

A unit is one sentence, without the heading that runs into it, with the line that leads in the list it stands in
("Ban cán sự đảng ... lãnh đạo Ủy ban nhân dân tỉnh:") and the body that its section is about, where it names none.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from assistant import units
from assistant.draft import roles
from assistant.draft.report import Role
from corpus.document import Document, Section, Span
from corpus.passage import Passage
from index.search import Index
from index.vietnamese import fold

_NO_SOURCE = frozenset(("sao lục", "bản sao", "đề cương", "giấy mời"))
_FORMAL = re.compile(
    r"(?i)\bemail\b|\bđt:|^trân trọng|\bgửi về\b|chi tiết liên hệ|kính báo cáo|như sau\s*:$|^\(gửi kèm|sau:$|"
    r"báo cáo tình hình, kết quả thực hiện .*đề cương|bộ chính trị kết luận|trên đây là"
)
_ABOUT_ITSELF = re.compile(r"thong tin chung|nguon da doi chieu|nguon tham khao")
_SHORTEST = 25
_LEAD = 45  # characters from which a line with a colon says something, and is no mere heading


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence to write from. ``lead`` are the spans it needs before it; ``goal`` the heading that dates it
    ("Mục tiêu đến năm 2021"), else None; ``headings`` the words of the headings above."""

    document: Document
    span: Span
    lead: tuple[Span, ...]
    goal: Span | None
    headings: str
    role: Role
    passage: str

    @property
    def text(self) -> str:
        return self.document.text[self.span.start : self.span.end]


def units_of(index: Index, document: Document) -> tuple[Unit, ...]:
    """The units of a document in order; none for one that is no source. Kept for each index."""
    kept = _UNITS.setdefault(index, {})
    if document.id not in kept:
        kept[document.id] = _read(index, document)
    return kept[document.id]


_UNITS: "WeakKeyDictionary[Index, dict[str, tuple[Unit, ...]]]" = WeakKeyDictionary()


def is_source(document: Document) -> bool:
    """Whether a document may be written from: no outline, no copy page, no summary that its original replaced."""
    return not document.info.superseded and document.info.kind not in _NO_SOURCE


def _read(index: Index, document: Document) -> tuple[Unit, ...]:
    if not is_source(document):
        return ()
    passages = [p for p in index.passages if p.document_id == document.id]
    return tuple(unit for span in document.sentences if (unit := _unit(document, span, passages)) is not None)


def _unit(document: Document, span: Span, passages: list[Passage]) -> Unit | None:
    section = document.section_at(span.start)
    text = document.text[span.start : span.end]
    if units.is_outside(document, span) or units.is_heading(document, span) or _FORMAL.search(text):
        return None
    if section < 0 and not document.info.verbatim:
        return None
    headings = units.headings(document, span)
    if not document.info.verbatim and _ABOUT_ITSELF.search(fold(headings)):
        return None
    if section >= 0:
        span = _without_run_in(document, span, document.sections[section])
    if span.end - span.start < _SHORTEST or text.rstrip().endswith(":"):
        return None
    return Unit(
        document=document,
        span=span,
        lead=_lead(document, span, section),
        goal=_goal(document, section),
        headings=headings,
        role=roles.role_of(document, span),
        passage=_passage(passages, span.start),
    )


def _without_run_in(document: Document, span: Span, section: Section) -> Span:
    text = document.text[span.start : span.end]
    if section.kind != "gạch" and text.startswith(f"{section.heading}: "):
        return Span(span.start + len(section.heading) + 2, span.end)
    return span


def _lead(document: Document, span: Span, section: int) -> tuple[Span, ...]:
    """The line that leads in the list of a bullet, when it says more than a heading does."""
    if section < 0 or document.sections[section].kind != "gạch":
        return ()
    above = document.text[: document.sections[section].start].rstrip()
    parent = document.sections[section].parent
    if parent < 0:
        return ()
    first = units.first_sentence(document, document.sections[parent])
    if first is None or first.end > len(above) + 1:
        return ()
    words = document.text[first.start : first.end].rstrip()
    is_title = document.sections[parent].kind != "gạch" and roles.is_general(words)
    return (first,) if words.endswith(":") and len(words) >= _LEAD and not is_title else ()


def _goal(document: Document, section: int) -> Span | None:
    while section >= 0:
        s = document.sections[section]
        if s.kind != "gạch" and re.search(r"\b(19|20)\d\d\b", s.heading) and units.has_heading(document, section):
            return units.first_sentence(document, s)
        section = s.parent
    return None


def _passage(passages: list[Passage], offset: int) -> str:
    at = bisect_right([p.start for p in passages], offset) - 1
    return passages[at].id if at >= 0 else ""
