"""Answers in the sources' own words: the sentence, the list or the paragraph that covers the question.

A fact gets the one sentence (or clause) that covers the question best; a question for several things gets the
whole list or paragraph under the heading that covers it. What covers too little is not an answer.
"""

from collections.abc import Sequence
from typing import NamedTuple

from assistant import cite, units
from assistant.evidence import (
    HEADING_SHARE,
    IDENTITY_SHARE,
    NEIGHBOUR_SHARE,
    Query,
    Text,
    adjacency,
    coverage,
    identity_text,
    read,
    sentences_in,
)
from assistant.expect import expected, holds
from assistant.question import Question
from assistant.reply import Block, Point, Quote
from corpus.document import Document, Span
from index.search import Hit, Index
from prompts import say

#: A sentence answers when it covers this share of the question with its surroundings, and this much by itself.
MIN_COVERAGE = 0.72
MIN_OWN = 0.45
#: A heading that covers this share stands for all that is under it.
MIN_HEADING = 0.8

_WHOLE_DOCUMENT = 600  # sentences: a named document up to this size is looked through entirely
_LEVEL_BONUS = {"trung ương": 0.02, "tỉnh": 0.012, "huyện": 0.006}
_SEVERAL = ("list", "what", "how", "why", "compare")


class Found(NamedTuple):
    """A candidate sentence with its coverage in context, by itself, and its final score."""

    document: Document
    span: Span
    coverage: float
    own: float
    score: float


def candidates(
    index: Index, hits: Sequence[Hit], documents: Sequence[Document]
) -> list[tuple[Document, Span]]:
    """Sentences to look at: those of the named documents, otherwise those of the passages found."""
    found: dict[tuple[str, int, int], tuple[Document, Span]] = {}
    for document in documents:
        if len(document.sentences) <= _WHOLE_DOCUMENT:
            for span in document.sentences:
                found[document.id, span.start, span.end] = (document, span)
    for hit in hits:
        document = index.document(hit.passage.document_id)
        for span in sentences_in(document, Span(hit.passage.start, hit.passage.end)):
            found[document.id, span.start, span.end] = (document, span)
    return list(found.values())


def rank(
    index: Index,
    question: Question,
    query: Query,
    sentences: Sequence[tuple[Document, Span]],
    hits: Sequence[Hit],
) -> list[Found]:
    """Candidates, best first; ties by document and place, so the order is always the same."""
    best_hit = max((hit.score for hit in hits), default=1.0) or 1.0
    ranked: list[Found] = []
    identities: dict[str, Text] = {}
    for document, span in sentences:
        if document.id not in identities:
            identities[document.id] = read(index, identity_text(document))
        text = document.text[span.start : span.end]
        own_text = read(index, text)
        own = coverage(query, own_text)
        around = (
            (read(index, units.headings(document, span)), HEADING_SHARE),
            (identities[document.id], IDENTITY_SHARE),
            (read(index, units.neighbours(document, span)), NEIGHBOUR_SHARE),
        )
        whole = coverage(query, own_text, around=around)
        passage = max(
            (
                h.score
                for h in hits
                if h.passage.document_id == document.id and h.passage.start <= span.start < h.passage.end
            ),
            default=0.0,
        )
        score = (
            0.55 * whole
            + 0.3 * own
            + 0.15 * adjacency(query, own_text)
            + 0.1 * passage / best_hit
            + 0.15 * expected(question.asks, text)
            + _LEVEL_BONUS.get(document.info.level or "", 0.0)
            - 0.02 * units.is_heading(document, span)
        )
        ranked.append(Found(document, span, whole, own, score))
    return sorted(ranked, key=lambda f: (-f.score, f.document.id, f.span.start))


def answer(index: Index, question: Question, query: Query, ranked: Sequence[Found]) -> tuple[Block, ...]:
    """The blocks that answer, or nothing when no candidate covers enough."""
    fit = [f for f in ranked if f.coverage >= MIN_COVERAGE and holds(question, _text(f))]
    if question.asks in _SEVERAL:
        group = _headed(index, query, ranked)
        if group is not None and (not fit or group[1] >= fit[0].coverage - 0.05):
            return (_block(question, group[0].document, group[0].spans),)
    strong = [f for f in fit if f.own >= MIN_OWN]
    if not strong:
        return ()
    best = strong[0]
    if question.asks in _SEVERAL:
        return (_block(question, best.document, _extended(best)),)
    return (_block(question, best.document, [_clause(index, query, best)]),)


class _Group(NamedTuple):
    document: Document
    spans: list[Span]


def _headed(index: Index, query: Query, ranked: Sequence[Found]) -> tuple[_Group, float] | None:
    """The section whose heading covers the question best, with what stands under it."""
    best: tuple[float, int, Document, int] | None = None
    for document in dict.fromkeys(f.document.id for f in ranked[:40]):
        doc = index.document(document)
        identity = read(index, identity_text(doc))
        for i, section in enumerate(doc.sections):
            if section.kind == "gạch":
                continue
            heading = read(index, section.heading)
            above = read(index, " ".join(doc.heading_path(section.parent)) if section.parent >= 0 else "")
            share = coverage(query, heading, around=((above, HEADING_SHARE), (identity, IDENTITY_SHARE)))
            own = coverage(query, heading)
            if share >= MIN_HEADING and own >= MIN_OWN and (best is None or share > best[0] + 1e-9):
                best = (share, i, doc, len(doc.sections))
    if best is None:
        return None
    share, i, doc, _ = best
    spans = units.under(doc, i)
    return (_Group(doc, spans), share) if spans else None


def _extended(best: Found) -> list[Span]:
    """The best sentence with what belongs to it: the list it introduces, or the rest of its paragraph."""
    document, span = best.document, best.span
    introduced = units.introduced(document, span)
    if introduced:
        return [span, *introduced]
    paragraph = units.paragraph(document, span)
    if paragraph and paragraph[0] == span and len(paragraph) <= 6:
        return paragraph
    return [span]


def _clause(index: Index, query: Query, best: Found) -> Span:
    """The part of a long sentence that covers the question as well as the whole."""
    document, span = best.document, best.span
    parts = units.clauses(document, span)
    if span.end - span.start <= 300 or len(parts) < 2:
        return span
    scored = [(coverage(query, read(index, document.text[p.start : p.end])), p) for p in parts]
    share, part = max(scored, key=lambda row: (row[0], -row[1].start))
    return part if share >= 0.95 * best.own else span


def _block(question: Question, document: Document, spans: Sequence[Span]) -> Block:
    points = tuple(
        Point(document.text[s.start : s.end].strip(), (Quote(document, s.start, s.end),)) for s in spans
    )
    name = cite.name(document.info)
    place = cite.place_of(document, spans[0].start)
    lead = (
        say("tra-loi", "lead", document=name, place=place)
        if place
        else say("tra-loi", "lead-whole", document=name)
    )
    verdict = expected_verdict(question, points[0].text) if len(points) == 1 else ""
    note = "" if document.info.verbatim else say("tra-loi", "summary-note", document=name)
    return Block(points, lead=" ".join(p for p in (verdict, lead) if p), note=note, listed=len(points) > 1)


def expected_verdict(question: Question, text: str) -> str:
    """``Có.``, ``Chưa.`` or nothing before the evidence of a yes/no question."""
    from assistant.expect import verdict

    return verdict(question, text)


def _text(found: Found) -> str:
    return found.document.text[found.span.start : found.span.end]
