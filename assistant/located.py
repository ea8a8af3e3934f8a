"""Questions about a place in a document: "Phần V gồm những gì?", "mục 2.4 nói gì?", "gồm mấy phần?"."""

import re
from collections.abc import Sequence

from assistant import cite, units
from assistant.reply import Block, Point, Quote
from corpus.document import Document, Section
from index.vietnamese import syllables
from prompts import say

_LABEL = re.compile(
    r"\b(?i:phần|phan|mục|muc|điều|dieu|khoản|khoan|điểm|diem|chương|chuong|tiểu mục)\s+"
    r"((?:[IVXLC]+|[ivx]+)(?:(?:\.\d{1,2})+(?:\.?[a-zđ])?)?|\d{1,3}(?:\.\d{1,2})*(?:\.?[a-zđ])?)(?![\w/-])"
)
_PART_NAMED = re.compile(
    r"(?<!may )(?<!nhieu )(?<!gop )(?<!thanh )(?<!mot )(?<!dia )\b(?:phan|muc) "
    r"(?!thuc hien|tieu|dich|nao|tram|mem|may)(\w+ \w+)\b"
)
_ARTICLE = re.compile(r"\b(?:điều|dieu|Điều|Dieu)\s+\d")
_PARTS = re.compile(
    r"(?<!bot )(?<!giam )(?<!tang )(?<!di )(?<!giu lai )(?<!duoc )"
    r"\b(may|bao nhieu|nhung|cac) (phan|muc lon|chuong(?! trinh)|de muc)\b(?! (tram|mem|tu|bo|cong|nao cua|tien))|"
    r"\b(bo cuc|cau truc|ket cau|muc luc)\b"
)


def respond(text: str, folded: str, documents: Sequence[Document]) -> tuple[Block, ...]:
    """What stands under the place a question names, or the outermost parts when it asks for those."""
    label = _LABEL.search(text)
    for document in documents:
        if label:
            index = _find(document.sections, _wanted(text, label[1]))
            if index >= 0:
                return (_under(document, index),)
        elif _PARTS.search(folded) and document.sections:
            return (_outermost(document),)
        elif (named := _named_part(document, folded)) >= 0:
            return (_under(document, named),)
    return ()


def _named_part(document: Document, folded: str) -> int:
    """The section whose heading has the words after "phần" or "mục": "phần kiến nghị của đề cương"."""
    for match in _PART_NAMED.finditer(folded):
        for i, section in enumerate(document.sections):
            heading = f" {' '.join(s.folded for s in syllables(section.heading))} "
            if units.has_heading(document, i) and f" {match[1]} " in heading and units.under(document, i):
                return i
    return -1


def absent(text: str, documents: Sequence[Document], live: Sequence[Document]) -> str:
    """The refusal for a place that neither a named document nor another one has ("Điều 15 của Kết luận 62"), or ""."""
    label = _LABEL.search(text)
    if not label or not documents or having(text, live):
        return ""
    names = "; ".join(cite.name(document.info) for document in documents)
    return say("tu-choi", "no-such-place", document=names, place=label[0])


def having(text: str, documents: Sequence[Document]) -> list[Document]:
    """The documents with the place that a text names ("mục 2.5"); none when it names no place."""
    label = _LABEL.search(text)
    return [d for d in documents if label and _find(d.sections, _wanted(text, label[1])) >= 0]


def _wanted(text: str, label: str) -> str:
    return f"Điều {label}" if _ARTICLE.search(text) else label


def _find(sections: Sequence[Section], label: str) -> int:
    return next((i for i, s in enumerate(sections) if s.label.casefold() == label.casefold()), -1)


def _under(document: Document, index: int) -> Block:
    spans = units.under(document, index) or units.headings_of(document, [index])
    place = cite.section(document.sections[index].label)
    lead = say("tra-loi", "lead", document=cite.name(document.info), place=place)
    return Block(_points(document, spans), lead=lead, listed=len(spans) > 1)


def _outermost(document: Document) -> Block:
    spans = units.headings_of(document, list(document.children(-1)))
    lead = say("tra-loi", "parts", document=cite.name(document.info), count=len(spans))
    return Block(_points(document, spans), lead=lead, listed=True)


def _points(document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Point, ...]:
    return tuple(Point(document.text[a:b].strip(), (Quote(document, a, b),)) for a, b in spans)
