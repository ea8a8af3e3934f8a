"""One item of what an answer lists, by its number: "nhiệm vụ thứ ba", "giải pháp cuối cùng".

Items are counted as the document does: where an answer speaks of several sections under one, all of these are the
items; where it is one list or paragraph, its statements are, without the line that leads to them.
"""

from collections.abc import Sequence

from assistant import units
from assistant.rephrase import Said, one_line
from assistant.reply import Point, Quote
from corpus.document import Document

_FEWEST_ITEMS = 2
_FEWEST_PARTS = 4


def item(rows: Sequence[Said], number: int) -> tuple[Said, ...]:
    """What the ``number``-th item of the document that the answer begins with says (from 1; -1 the last, -2 the one
    before); nothing when there is none such."""
    quotes = [row.place for row in rows if row.place is not None]
    if not quotes:
        return ()
    document = quotes[0].document
    rows = [row for row in rows if row.place is not None and row.place.document is document]
    quotes = [quote for quote in quotes if quote.document is document]
    items = _sections(document, [quote.start for quote in quotes])
    if items:
        return _of_section(document, items[_place(number)]) if _has(items, number) else ()
    told = [row for row in rows if not row.point.text.rstrip().endswith(":")]
    together = len({tuple(_path(document, quote.start)) for quote in quotes}) == 1
    return (told[_place(number)],) if together and _has(told, number) else ()


def part(document: Document, number: int) -> tuple[Said, ...]:
    """What the ``number``-th of the outermost sections of a document says, which are its items when there are four or
    more."""
    parts = [i for i in document.children(-1) if document.sections[i].kind != "gạch"]
    if len(parts) < _FEWEST_PARTS:
        return ()
    return _of_section(document, parts[_place(number)]) if _has(parts, number) else ()


def _has(items: Sequence[object], number: int) -> bool:
    return 0 < abs(number) <= len(items)


def _place(number: int) -> int:
    return number - 1 if number > 0 else number


def _sections(document: Document, starts: Sequence[int]) -> list[int]:
    """The sections that an answer with quotes at ``starts`` counts: those beside each other of which it speaks most,
    when they are two or more."""
    reached: dict[int, dict[int, None]] = {}
    for path in (_path(document, start) for start in starts):
        for parent, section in zip((-1, *path), path, strict=False):
            reached.setdefault(parent, {})[section] = None
    parent, items = max(reached.items(), key=lambda row: (len(row[1]), row[0]), default=(-1, {}))
    if len(items) < _FEWEST_ITEMS:
        return []
    kinds = {document.sections[i].kind for i in items}
    return [i for i in document.children(parent) if document.sections[i].kind in kinds]


def _path(document: Document, start: int) -> list[int]:
    """The sections that hold a place, outermost first."""
    path: list[int] = []
    section = document.section_at(start)
    while section >= 0:
        path.insert(0, section)
        section = document.sections[section].parent
    return path


def _of_section(document: Document, section: int) -> tuple[Said, ...]:
    """A section's heading where it has one by itself, and what stands under it."""
    heading = units.first_sentence(document, document.sections[section])
    spans = [heading] if heading is not None else []
    spans += [span for span in units.under(document, section) if span not in spans]
    return tuple(
        Said(n, Point(one_line(document.text[span.start : span.end]), (Quote(document, *span),)))
        for n, span in enumerate(spans, 1)
    )
