"""Gold evidence found in the documents, and retrieval measured by it: a passage is relevant when it holds
evidence.

Of evidence of which any piece suffices, all pieces are one thing to be found; where every piece is needed,
each is one. So R@5 is the share of what was needed that the first five passages give.
"""

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.document import Document, Span
from eval.answers import same_document
from eval.dataset import Judgement, Ranked
from eval.gold import GoldEvidence, GoldQuestion, searched_text
from eval.measures import recall_curve, score, strictly_falling
from eval.results import QueryResult, Shown
from eval.retrieval import EVERYDAY_K
from eval.runs import Job
from index.search import Hit, Index

_SHOWN = 3


class Place(NamedTuple):
    """Where evidence stands: any of ``spans`` of a document."""

    document_id: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """Things to be found for a question, each anywhere in its places, named "bằng chứng 1" and so on."""

    units: tuple[tuple[Place, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the units, as judged documents."""
        return tuple(f"bằng chứng {i}" for i in range(1, len(self.units) + 1))


def locate(text: str, quote: str) -> tuple[Span, ...]:
    """Every place of ``quote`` in ``text``, white space aside."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    return tuple(Span(m.start(), m.end()) for m in re.finditer(pattern, text)) if pattern else ()


def need(question: GoldQuestion, documents: Sequence[Document]) -> Need:
    """What is to be found for a question; pieces of evidence that no document has are left out."""
    places = [place for piece in question.evidence if (place := _place(piece, documents)) is not None]
    units = tuple((place,) for place in places) if question.all_evidence else ((tuple(places),) if places else ())
    return Need(units)


def problems(questions: Iterable[GoldQuestion], documents: Sequence[Document]) -> tuple[str, ...]:
    """Evidence that is not in the corpus, in Vietnamese, one sentence a piece."""
    return tuple(
        f"câu “{q.id}”: không thấy trong kho bằng chứng “{piece.quote}” của “{piece.document}”"
        for q in questions
        for piece in q.evidence
        if _place(piece, documents) is None
    )


def ranking(hits: Iterable[Hit], needed: Need) -> tuple[Ranked, ...]:
    """The hits as a ranking of the units they hold, or of themselves where they hold nothing new."""
    ranked: dict[str, float] = {}
    for hit in hits:
        held = [n for n, places in zip(needed.names, needed.units, strict=True) if holds(hit, places)]
        new = [name for name in held if name not in ranked]
        ranked |= dict.fromkeys(new or [hit.passage.id], hit.score)
    return strictly_falling(Ranked(name, value) for name, value in ranked.items())


def jobs(questions: Sequence[GoldQuestion], index: Index, *, measures: Sequence[str], depth: int) -> list[Job]:
    """The work of each answerable question that has evidence in the corpus."""
    needs = [(q, need(q, index.documents)) for q in questions if q.answerable]
    return [Job(q.id, _Work(q, n, index, tuple(measures), depth)) for q, n in needs if n.units]


@dataclass(frozen=True, slots=True)
class _Work:
    question: GoldQuestion
    needed: Need
    index: Index
    measures: tuple[str, ...]
    depth: int

    def __call__(self) -> QueryResult:
        question = self.question
        text = searched_text(question)
        started = time.perf_counter()
        first = self.index.search(text, k=EVERYDAY_K)
        seconds = time.perf_counter() - started
        hits = self.index.search(text, k=self.depth)
        ranked = ranking(hits, self.needed)
        judgements = [Judgement(question.id, name, 1) for name in self.needed.names]
        names = tuple(dict.fromkeys((*self.measures, *recall_curve(self.depth))))
        values = score(judgements, {question.id: ranked}, names)
        absent = set(self.needed.names) - {r.document for r in ranked[:EVERYDAY_K]}
        return QueryResult(
            id=question.id,
            question=" → ".join((*question.history, question.question)),
            values={name: values[name][question.id] for name in names},
            seconds=seconds,
            kind=question.kind,
            style=question.style,
            score=first[0].coverage if first else 0.0,
            gold=tuple(Shown(e.document, e.quote) for e in question.evidence),
            found=tuple(Shown(h.passage.document_id, h.passage.text) for h in hits[:_SHOWN]),
            problems=(f"không có trong {EVERYDAY_K} đoạn đầu: {', '.join(sorted(absent))}",) if absent else (),
            ranking=ranked,
        )


def _place(piece: GoldEvidence, documents: Sequence[Document]) -> Place | None:
    for document in documents:
        if same_document(piece.document, document_id=document.id, key=document.key):
            spans = locate(document.text, piece.quote)
            if spans:
                return Place(document.id, spans)
    return None


def holds(hit: Hit, places: Iterable[Place]) -> bool:
    """Whether the passage has at least half of the evidence, or lies within it."""
    passage = hit.passage
    for place in places:
        if place.document_id != passage.document_id:
            continue
        for span in place.spans:
            shared = min(span.end, passage.end) - max(span.start, passage.start)
            if 2 * shared >= span.end - span.start or shared == passage.end - passage.start:
                return True
    return False
