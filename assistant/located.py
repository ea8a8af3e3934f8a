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
    r"(?!thuc hien|tieu|dich|nao|tram|mem|may)((?:\w+ ){1,4}\w+)\b"
)
_SHORTEST_NAME = 2  # words
#: Parts by their place: "phần cuối", "hai mục đầu", "phần thứ ba".
_ORDINAL = re.compile(
    r"\b(?:(?P<count>hai|ba) )?(?:phan|muc)(?: lon)? (?P<which>mo dau|dau tien|dau(?! tu)|cuoi cung|cuoi|chot|"
    r"thu (?:nhat|hai|ba|tu|nam|sau))\b"
)
#: Without accents "phần đầu" may be "phấn đấu".
_FIRST = re.compile(r"(?i)\b(phần|mục) đầu\b")
_PLACES = {"thu nhat": 0, "thu hai": 1, "thu ba": 2, "thu tu": 3, "thu nam": 4, "thu sau": 5}
_COUNTS = {"hai": 2, "ba": 3}
#: Asked for the parts of a part rather than for what they say.
_ITEMS = re.compile(r"\b(may|bao nhieu|nhung|cac) (muc|y|phan|tieu muc|de muc)\b")
#: What a part is about: its heading tells.
_ABOUT = re.compile(r"\b(ten( la)? (gi|chi)|la (gi|chi|phan gi|muc gi|phan nao)|(viet|noi|ban) ve|tieu de)\b")
_ARTICLE = re.compile(r"\b(?:điều|dieu|Điều|Dieu)\s+\d")
_PARTS = re.compile(
    r"\b(gom|co|chia|chia ra|chia lam|chia thanh|thanh) (may|bao nhieu|nhung|cac) "
    r"(phan|muc lon|chuong(?! trinh)|de muc)\b"
    r"(?! (tram|mem|tu|bo|cong|nao cua|tien|viec|kinh|ngan))|^(may|bao nhieu) (phan|muc lon|chuong|de muc)$|"
    r"\b(bo cuc|cau truc|ket cau|muc luc)\b"
)


def respond(text: str, folded: str, documents: Sequence[Document]) -> tuple[Block, ...]:
    """What stands under the place a question names, or the outermost parts when it asks for those."""
    label = _LABEL.search(text)
    items, named = _ITEMS.search(folded) is not None, _ABOUT.search(folded) is not None
    for document in documents:
        if label:
            index = _find(document.sections, _wanted(text, label[1]))
            if index >= 0:
                return (_under(document, index, items=items, named=named),)
        elif ordinal := _by_place(document, text, folded):
            return tuple(_under(document, i, items=items, named=True) for i in ordinal)
        elif (part := _named_part(document, folded)) >= 0:
            return (_under(document, part, items=items),)
        elif _PARTS.search(folded) and document.sections:
            return (_outermost(document),)
    return ()


def _by_place(document: Document, text: str, folded: str) -> list[int]:
    """The outermost sections that a question names by their place; none where a heading has no such place."""
    match = _ORDINAL.search(folded)
    parts = [i for i in document.children(-1) if units.has_heading(document, i)]
    if match is None or len(parts) <= 1 or (match["which"] == "dau" and not _FIRST.search(text)):
        return []
    which, count = match["which"], _COUNTS.get(match["count"] or "", 1)
    if which in _PLACES:
        return parts[_PLACES[which] : _PLACES[which] + 1]
    return parts[-count:] if which.startswith(("cuoi", "chot")) else parts[:count]


def _named_part(document: Document, folded: str) -> int:
    """The section whose heading has most of the words right after "phần" or "mục": "phần kiến nghị của đề cương"."""
    headings = {
        i: f" {' '.join(s.folded for s in syllables(section.heading))} "
        for i, section in enumerate(document.sections)
        if units.has_heading(document, i) and units.under(document, i)
    }
    for match in _PART_NAMED.finditer(folded):
        following = match[1].split()
        for length in range(len(following), _SHORTEST_NAME - 1, -1):
            name = f" {' '.join(following[:length])} "
            if named := [i for i, heading in headings.items() if name in heading]:
                return named[0]
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


def _under(document: Document, index: int, *, items: bool = False, named: bool = False) -> Block:
    """What a section says, after its heading when that is to be ``named``; with ``items`` only the headings of its
    parts, where they have headings."""
    spans = units.under(document, index)
    children = list(document.children(index))
    if items and len(children) > 1 and all(units.has_heading(document, i) for i in children):
        spans = units.headings_of(document, children)
    if named or not spans:
        spans = [*dict.fromkeys((*units.headings_of(document, [index]), *spans))]
    place = cite.section(document.sections[index].label)
    lead = say("tra-loi", "lead", document=cite.name(document.info), place=place)
    return Block(_points(document, spans), lead=lead, listed=len(spans) > 1)


def _outermost(document: Document) -> Block:
    spans = units.headings_of(document, list(document.children(-1)))
    lead = say("tra-loi", "parts", document=cite.name(document.info), count=len(spans))
    return Block(_points(document, spans), lead=lead, listed=True)


def _points(document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Point, ...]:
    return tuple(Point(document.text[a:b].strip(), (Quote(document, a, b),)) for a, b in spans)
