"""How a draft names a document, and the quote that shows it is the one named."""

import itertools
from weakref import WeakKeyDictionary

from assistant import cite, units
from assistant.draft.roles import is_report
from assistant.reply import Quote
from assistant.verify import verify
from corpus.document import Document
from index.search import Index
from index.vietnamese import syllables

_SHORT_BODIES = (("Ủy ban nhân dân", "UBND"), ("Uỷ ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"))
_TELLING = 2  # syllables of a name that a line must have to help to show it
_TRIED = 24
_COMMON = frozenset(("bao", "cao", "cua", "cong", "van", "ke", "hoach", "so"))
_READ: "WeakKeyDictionary[Index, dict[str, tuple[Quote, ...]]]" = WeakKeyDictionary()


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


def by_place(document: Document) -> str:
    """A report by the place alone: ``báo cáo của xã Sơn Mai``; any other document by its name."""
    place = (document.info.locality or "").partition(",")[0]
    return f"{document.info.kind} của {place}" if place and is_report(document) else named_within(document)


def issuer(document: Document) -> str:
    """``Ban Thường vụ Tỉnh ủy``; a document without issuer by its whole name."""
    return document.info.issuer or named(document)


def kind(document: Document) -> str:
    """``Kết luận``."""
    return document.info.kind[:1].upper() + document.info.kind[1:]


def identity(index: Index, document: Document) -> tuple[Quote, ...]:
    """The words of a document that show what it is called by: its number or, where it has none, who issued it; one
    quote where one does, else two. Kept for each index."""
    kept = _READ.setdefault(index, {})
    if document.id not in kept:
        kept[document.id] = _identity(document)
    return kept[document.id]


def _identity(document: Document) -> tuple[Quote, ...]:
    name = named(document) if document.info.number is None else f"số {document.info.number}"
    parts = [part for sentence in document.sentences for part in units.clauses(document, sentence)]
    # The shortest line shows it best: "Số 62-KL/TW" goes with whatever else is quoted.
    parts.sort(key=lambda span: (span.end - span.start, span.start))
    quotes = [Quote(document, *span) for span in parts]
    for quote in quotes:
        if verify(name, [quote.text]).supported:
            return (quote,)
    words = {s.folded for s in syllables(name) if s.folded not in _COMMON}
    telling = [q for q in quotes if len(words & {s.folded for s in syllables(q.text)}) >= _TELLING][:_TRIED]
    for one, other in itertools.combinations(telling, 2):
        if verify(name, [one.text, other.text]).supported:
            return (one, other)
    return tuple(quotes[:1])
