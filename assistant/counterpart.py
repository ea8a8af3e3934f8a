"""What another document says of the same thing: its sentences that say what the statements of an answer say.

A plan repeats the conclusion it carries out, with its own bodies and figures put in. Each sentence must hold most
of the words of the other's main clause; where none does, nothing is offered.
"""

from collections.abc import Sequence

from assistant.evidence import coverage, query, read, sentences_in
from assistant.question import content_words
from assistant.rephrase import Said, main_clause
from assistant.reply import Point, Quote
from corpus.document import Document, Span
from index.search import Index

#: Among how many passages of the other document a statement's counterpart is looked for.
_NEAREST = 4
#: How much of the statement's main clause the counterpart holds, and the other way round.
_THERE = 0.75
_BACK = 0.6


def find(index: Index, rows: Sequence[Said], document: Document) -> tuple[Said, ...]:
    """The counterparts of the statements in a document, in its order."""
    places = [row.place for row in rows if row.place is not None]
    found = {best for place in places if (best := _closest(index, place, document)) is not None}
    return tuple(
        Said(number, Point(" ".join(quote.text.split()), (quote,)))
        for number, quote in enumerate(sorted(found, key=lambda q: q.start), 1)
    )


def _closest(index: Index, place: Quote, document: Document) -> Quote | None:
    main = main_clause(place)
    whole = " ".join(
        place.document.text[s.start : s.end] for s in sentences_in(place.document, Span(place.start, place.end))
    )
    hits = index.search(main.text, k=_NEAREST, document=document.id)
    spans = {s for hit in hits for s in sentences_in(document, Span(hit.passage.start, hit.passage.end))}
    told = [(_share(index, main.text, document.text[s.start : s.end]), s) for s in spans]
    share, span = max(told, key=lambda row: (row[0], -row[1].start), default=(0.0, Span(0, 0)))
    candidate = Quote(document, span.start, span.end)
    if share < _THERE or _share(index, main_clause(candidate).text, whole) < _BACK:
        return None
    return candidate


def _share(index: Index, words: str, text: str) -> float:
    return coverage(query(index, content_words(words)), read(index, text))
