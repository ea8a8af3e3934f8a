"""Where the known questions lead: the words that answer a question very like the one asked.

They were found by people, so an answer that stands elsewhere is doubted before it is given.
"""

from collections.abc import Iterable
from itertools import takewhile

from corpus.document import Document, Span
from corpus.questions import KnownQuestion
from index.search import Index

#: As like as this, two questions ask the same.
_SAME = 0.6
#: Known questions nearly as like as the nearest may be meant as well.
_NEARLY = 0.8


def leads(index: Index, question: str) -> tuple[KnownQuestion, ...]:
    """The known questions that ask the same as ``question``; none when the nearest is not near enough, or has no
    answer in the corpus."""
    asked = index.asked(question)
    if not asked or asked[0].likeness < _SAME or not asked[0].known.document_id:
        return ()
    near = takewhile(lambda a: a.likeness >= _NEARLY * asked[0].likeness, asked)
    return tuple(a.known for a in near if a.known.document_id)


def elsewhere(index: Index, question: str, told: Iterable[tuple[Document, Span]]) -> bool:
    """Whether known questions lead to none of the places told: other words, outside the same header or signature."""
    known = leads(index, question)
    return bool(known) and not any(_agrees(each, *place) for each in known for place in told)


def _agrees(known: KnownQuestion, document: Document, span: Span) -> bool:
    if known.document_id != document.id:
        return False
    beside = any(
        part.start <= known.start < part.end and part.start <= span.start < part.end
        for part in (document.front, document.back)
    )
    return beside or (known.start < span.end and span.start < known.end)
