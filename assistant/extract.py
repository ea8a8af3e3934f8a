"""Answers in the sources' own words: the sentence, the list or the paragraph that covers the question.

A fact gets the one sentence (or clause) that covers the question best; a question for several things gets the
whole list or paragraph under the heading that covers it. What covers too little is not an answer.
"""

from collections.abc import Sequence
from typing import NamedTuple

from assistant import cite, confidence, groups, units
from assistant.evidence import (
    HEADING_SHARE,
    IDENTITY_SHARE,
    NEIGHBOUR_SHARE,
    Query,
    Text,
    adjacency,
    closest,
    coverage,
    identity_text,
    read,
    sentences_in,
)
from assistant.expect import expected, holds, names_held, verdict
from assistant.question import CATEGORY_WORDS, Question
from assistant.reply import Block, Point, Quote
from corpus.document import Document, Span
from index.search import Hit, Index
from index.vietnamese import key, words
from prompts import say

_WHOLE_DOCUMENT = 600  # sentences: a named document up to this size is looked through entirely
_LONG = 300  # characters: a longer sentence is cut to the clause that answers
_LEVEL_BONUS = {"trung ương": 0.02, "tỉnh": 0.012, "huyện": 0.006}
_LEAD_IN_PENALTY = 0.15
_SEVERAL = ("list", "what", "how", "why", "compare")
_REACH = 30  # candidates looked at for one that can answer


class Found(NamedTuple):
    """A candidate sentence: coverage in context, by itself, of its neighbouring words, and its final score."""

    document: Document
    span: Span
    coverage: float
    own: float
    adjacent: float
    score: float

    @property
    def text(self) -> str:
        return self.document.text[self.span.start : self.span.end]


def candidates(
    index: Index, hits: Sequence[Hit], documents: Sequence[Document], *, only: bool = False
) -> list[tuple[Document, Span]]:
    """Sentences to look at: those of the named documents and of the passages found (``only``: of the named)."""
    found: dict[tuple[str, int], tuple[Document, Span]] = {}
    named = {document.id for document in documents}
    for document in documents:
        if len(document.sentences) <= _WHOLE_DOCUMENT:
            for span in document.sentences:
                found[document.id, span.start] = (document, span)
    for hit in hits:
        document = index.document(hit.passage.document_id)
        if not only or document.id in named:
            for span in sentences_in(document, Span(hit.passage.start, hit.passage.end)):
                found[document.id, span.start] = (document, span)
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
    texts: dict[str, Text] = {}

    def keys_of(text: str) -> Text:
        if text not in texts:
            texts[text] = read(index, text)
        return texts[text]

    ranked: list[Found] = []
    for document, span in sentences:
        text = document.text[span.start : span.end]
        own_text = keys_of(text)
        headings = keys_of(units.headings(document, span))
        own = closest(query, own_text, headings)
        around = (
            (headings, HEADING_SHARE),
            (keys_of(identity_text(document)), IDENTITY_SHARE),
            (keys_of(units.neighbours(document, span)), NEIGHBOUR_SHARE),
        )
        whole = coverage(query, own_text, around=around)
        adjacent = adjacency(query, own_text)
        inside = (h.score for h in hits if h.passage.document_id == document.id and _in(h, span))
        score = (
            0.5 * whole
            + 0.3 * own
            + 0.2 * adjacent
            + 0.12 * max(inside, default=0.0) / best_hit
            + expected(question, text)
            + _LEVEL_BONUS.get(document.info.level or "", 0.0)
            - units.standing(document, span)
            - _LEAD_IN_PENALTY * (text.rstrip().endswith(":") and question.asks not in _SEVERAL)
        )
        ranked.append(Found(document, span, whole, own, adjacent, score))
    return sorted(ranked, key=lambda f: (-f.score, f.document.id, f.span.start))


def answer(
    index: Index, question: Question, query: Query, ranked: Sequence[Found], *, about_missing: bool = False
) -> tuple[Block, ...]:
    """The blocks that answer, or nothing when no candidate covers enough; ``about_missing`` when the question is
    about a document that the corpus only mentions."""
    best = next((f for f in ranked[:_REACH] if _fits(index, question, f)), None)
    if question.asks in _SEVERAL and not about_missing:
        documents = [index.document(i) for i in dict.fromkeys(f.document.id for f in ranked[:_REACH])]
        group = groups.of_subject(index, question, query, documents) or groups.of_heading(
            index, question, query, documents, best.coverage if best else 0.0
        )
        if group is not None:
            return tuple(_block(question, group.document, spans) for spans in group.parts)
    if best is None or not confidence.answers(
        query, best.coverage, best.own, best.adjacent, about_missing=about_missing, certain=question.asks == "contact"
    ):
        return ()
    if question.asks in _SEVERAL:
        return (_block(question, best.document, units.with_what_follows(best.document, best.span)),)
    spans = [_clause(index, question, query, best)]
    if question.asks == "who":
        spans = units.with_subject(best.document, best.span, spans[0])
    return (_block(question, best.document, spans, own=best.own),)


def empty_words(given: Sequence[str]) -> frozenset[str]:
    """Keys that say nothing about a document's content: its own name, and words like "nội dung", "nhiệm vụ"."""
    return CATEGORY_WORDS | {key(word) for text in given for word in words(text)}


def _fits(index: Index, question: Question, found: Found) -> bool:
    if units.is_heading(found.document, found.span) and question.asks not in _SEVERAL:
        return False
    around = f"{units.headings(found.document, found.span)} {units.neighbours(found.document, found.span)}"
    context = read(index, f"{found.text} {around} {identity_text(found.document)}")
    return holds(question, found.text) and names_held(index, question, context, found.document)


def _in(hit: Hit, span: Span) -> bool:
    return hit.passage.start <= span.start < hit.passage.end


def _clause(index: Index, question: Question, query: Query, best: Found) -> Span:
    """The part of a long sentence that covers the question as well as the whole."""
    document, span = best.document, best.span
    parts = [
        part
        for part in units.clauses(document, span)
        if expected(question, document.text[part.start : part.end]) >= expected(question, best.text)
    ]
    if span.end - span.start <= _LONG or len(parts) < 2:
        return span
    headings = read(index, units.headings(document, span))
    scored = [(closest(query, read(index, document.text[p.start : p.end]), headings), p) for p in parts]
    share, part = max(scored, key=lambda row: (row[0], -row[1].start))
    return part if share >= 0.95 * best.own else span


def _block(question: Question, document: Document, spans: Sequence[Span], *, own: float = 0.0) -> Block:
    points = tuple(Point(document.text[a:b].strip(), (Quote(document, a, b),)) for a, b in spans)
    name = cite.name(document.info)
    place = cite.place_of(document, spans[0].start)
    lead = say("tra-loi", "lead", document=name, place=place) if place else say("tra-loi", "lead-whole", document=name)
    key = verdict(question, points[0].text, own) if len(points) == 1 else ""
    note = "" if document.info.verbatim else say("tra-loi", "summary-note", document=name)
    return Block(
        points,
        lead=" ".join(part for part in (say("tra-loi", key) if key else "", lead) if part),
        note=note,
        listed=len(points) > 1,
    )
