"""Where the known questions lead: the words that answer a question very like the one asked.

They were found by people, so an answer that stands elsewhere is doubted before it is given.
"""

from collections.abc import Iterable
from itertools import takewhile

from assistant import units
from corpus.document import Document, Span
from corpus.questions import KnownQuestion
from index.search import Index

#: As like as this, two questions ask the same.
SAME = 0.5
#: Known questions nearly as like as the nearest may be meant as well.
_NEARLY = 0.8


def leads(index: Index, question: str, *, surely: bool = False) -> tuple[KnownQuestion, ...]:
    """The known questions that ask the same as ``question``; none when the nearest is not near enough, or has no
    answer in the corpus. ``surely``: nor when one without an answer is nearly as near."""
    asked = index.asked(question)
    if not asked or asked[0].likeness < SAME or not asked[0].known.document_id:
        return ()
    unanswered = next((a.likeness for a in asked if not a.known.document_id), 0.0)
    if surely and unanswered > _NEARLY * asked[0].likeness:
        return ()
    near = takewhile(lambda a: a.likeness >= _NEARLY * asked[0].likeness, asked)
    return tuple(a.known for a in near if a.known.document_id)


def elsewhere(index: Index, question: str, told: Iterable[tuple[Document, Span]]) -> bool:
    """Whether known questions lead to none of the places told. Headers and signatures of documents are much alike, so
    one of them does not speak against another."""
    places = list(told)
    in_a_header = any(units.is_outside(document, span) for document, span in places)
    known = leads(index, question)
    return bool(known) and not any(
        (in_a_header and units.is_outside(index.document(each.document_id), Span(each.start, each.end)))
        or any(each.document_id == d.id and each.start < s.end and s.start < each.end for d, s in places)
        for each in known
    )
