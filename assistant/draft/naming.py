"""How a draft names a document, and the quote that shows it is the one named."""

import re
from weakref import WeakKeyDictionary

from assistant import cite, units
from assistant.draft.roles import is_report
from assistant.reply import Quote
from corpus.document import Document, Span
from index.search import Index
from index.vietnamese import fold

_SHORT_BODIES = (("Ủy ban nhân dân", "UBND"), ("Uỷ ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"))
_READ: "WeakKeyDictionary[Index, dict[str, Quote]]" = WeakKeyDictionary()


def named(document: Document) -> str:
    """``Kết luận số 62-KL/TW``; ``Báo cáo của UBND xã Sơn Mai``; a summary is said to be one."""
    name = cite.name(document.info)
    for long, short in _SHORT_BODIES:
        name = name.replace(f"{long} ", f"{short} ")
    return name


def named_within(document: Document) -> str:
    """The name inside a sentence: ``báo cáo của UBND xã Sơn Mai``, but ``Kết luận số 62-KL/TW``."""
    name = named(document)
    return name[:1].lower() + name[1:] if is_report(document) else name


def kind(document: Document) -> str:
    """``Kết luận``."""
    return document.info.kind[:1].upper() + document.info.kind[1:]


def identity(index: Index, document: Document) -> Quote:
    """The words of a document that show its number or, where it has none, who issued it. Kept for each index."""
    kept = _READ.setdefault(index, {})
    if document.id not in kept:
        kept[document.id] = _identity(document)
    return kept[document.id]


def _identity(document: Document) -> Quote:
    info = document.info
    wanted = info.number or info.issuer or info.locality or info.title or ""
    spans = [*document.sentences]
    for held in (wanted, _proper(wanted)):
        found = [part for s in spans for part in units.clauses(document, s) if held and _holds(document, part, held)]
        if found:
            return Quote(document, *min(found, key=lambda s: (s.end - s.start > 400, s.start)))
    return Quote(document, *(spans[0] if spans else Span(0, min(len(document.text), 80))))


def _proper(name: str) -> str:
    """The last run of capitalised words of a body's name: "Sơn Mai"."""
    runs = re.findall(r"(?:[A-ZĐÀ-Ỹ][^\W\d_]*(?: |$)){2,}", name)
    return runs[-1].strip() if runs else ""


def _holds(document: Document, span: Span, name: str) -> bool:
    text = " ".join(fold(document.text[span.start : span.end]).split())
    return " ".join(fold(name).split()) in text
