"""The exact words of given passages that support a statement, or why there are none.

The passages a statement cites are tried first, then the others. Support is one sentence where one suffices, else the
sentence with the headings above it, the line that names its document, or its neighbour; never a whole passage.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant import units
from assistant.answer import Rejected
from assistant.facts import identity_quotes
from assistant.given import Given, sentences
from assistant.orders import speaks_to_machine
from assistant.reply import Point, Quote
from assistant.tokens import is_content, tokens
from assistant.unsaid import without_place
from assistant.verify import MIN_COVERAGE, verify
from corpus.document import Document, Span

#: Sentences of a passage that are tried, best first.
_TRIED = 4
_MOST_PLACES = 3

Quotes = tuple[Quote, ...]


def hold(text: str, cited: Sequence[Given], others: Sequence[Given]) -> Point | Rejected:
    """The statement tied to its support. Where it only says where it was found ("Theo mục 2.5, …") and that cannot
    be shown by quotes, it is held without those words."""
    if (point := _word_for_word(text, (*cited, *others))) is not None:
        return point
    reason = ""
    for wording in without_place(text):
        for given in (*cited, *others):
            for core, context in _candidates(wording, given):
                verdict = verify(wording, [quote.text for quote in (*context, *core)])
                if verdict.supported and not (context and verify(wording, [q.text for q in context]).supported):
                    return Point(wording, _needed(wording, core, context))
                reason = reason or verdict.reason
    if len(cited) > 1 and (point := _together(text, cited)) is not None:
        return point
    return Rejected(text, reason or "không câu nào trong các đoạn đã tra nói điều này")


def _word_for_word(text: str, given: Sequence[Given]) -> Point | None:
    """The statement tied to a sentence that has its very words, wherever it stands."""
    words = " ".join(text.split()).rstrip(".;, ")
    for item in given:
        for span in sentences(item):
            quote = Quote(item.document, *span)
            if words in " ".join(quote.text.split()) and verify(text, [quote.text]).supported:
                return Point(text, (quote,))
    return None


def _candidates(text: str, given: Given) -> Iterator[tuple[Quotes, Quotes]]:
    """Sentences of a passage that may support a statement, and the headings and names that they may need."""
    said = _content(text)
    document = given.document
    identity = tuple(identity_quotes(document))
    spans = _best(said, given)
    above = {span: _above(document, span.start) for span in spans}
    context = {quote for quotes in above.values() for quote in quotes} | set(identity)
    around = frozenset().union(*(_content(q.text) for q in context), *(_of(given, s) for s in spans))
    if said and len(said & around) < MIN_COVERAGE * len(said):
        return
    cores = [(Quote(document, *span),) for span in spans[:_TRIED]]
    yield from ((core, ()) for core in cores)
    for span, core in zip(spans, cores, strict=False):
        own = above[span]
        for beside in (own, identity, (*own, *identity)):
            if beside:
                yield core, beside
    for first, second in pairwise(cores):
        yield (*first, *second), ()


def _together(text: str, cited: Sequence[Given]) -> Point | None:
    """A statement held by the best sentences of the passages it cites, one of each."""
    said = _content(text)
    quotes = tuple(Quote(g.document, *spans[0]) for g in cited[:_MOST_PLACES] if (spans := _best(said, g)))
    return Point(text, quotes) if verify(text, [quote.text for quote in quotes]).supported else None


def _needed(text: str, core: Quotes, context: Quotes) -> Quotes:
    """The sentences with as little context as the statement stands on, in order of place."""
    kept = list(dict.fromkeys(context))
    for quote in tuple(kept):
        rest = [q for q in kept if q != quote]
        if verify(text, [q.text for q in (*rest, *core)]).supported:
            kept = rest
    return tuple(sorted({*core, *kept}, key=lambda q: (q.document.id, q.start)))


def _best(said: frozenset[str], given: Given) -> list[Span]:
    """Sentences of a passage that share words with a statement, best first; equal ones in order."""
    shares = [(len(said & _of(given, span)), span) for span in sentences(given)]
    return [span for share, span in sorted(shares, key=lambda row: (-row[0], row[1])) if share]


def _of(given: Given, span: Span) -> frozenset[str]:
    return _content(given.document.text[span.start : span.end])


def _above(document: Document, at: int) -> Quotes:
    """The headings over a place and the line that introduces its list, each as its own words stand."""
    section = document.section_at(at)
    found: list[Quote] = []
    while section >= 0:
        first = units.first_sentence(document, document.sections[section])
        heads = first is not None and (units.has_heading(document, section) or _introduces(document.text, first))
        if first is not None and heads and first.end <= at and not speaks_to_machine(document.text[slice(*first)]):
            found.append(Quote(document, *first))
        section = document.sections[section].parent
    return tuple(reversed(found))


def _introduces(text: str, span: Span) -> bool:
    return text[span.start : span.end].rstrip().endswith(":")


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    return frozenset(t.key for t in tokens(text) if is_content(t) or t.kind != "word")
