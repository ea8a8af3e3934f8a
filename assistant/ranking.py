"""Which sentence answers: candidates with what is known of each, and a linear model that ranks them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant import units, vouched
from assistant.evidence import (
    HEADING_SHARE,
    IDENTITY_SHARE,
    NEIGHBOUR_SHARE,
    Query,
    adjacency,
    closest,
    coverage,
    identity_text,
    opening,
    read,
    sentences_in,
)
from assistant.expect import expected, is_rare
from assistant.question import Question
from corpus.document import Document, Span
from index.known import Asked
from index.search import Hit, Index
from index.vietnamese import fold

#: How near in meaning a sentence is, as a rule, for the share it covers: where no encoder tells.
_MEANING_OF_COVERED = 0.7
_WHOLE_DOCUMENT = 600  # sentences: a named document up to this size is looked through entirely
_LEVELS = {"trung ương": 1.0, "tỉnh": 0.6, "huyện": 0.3}
#: Forms of question that may want several things.
SEVERAL = ("list", "what", "how", "why", "compare")


class Features(NamedTuple):
    """What is known of a candidate sentence, each about 0 to 1: coverage in context and by itself, neighbouring
    words, of its opening alone, its passage's score, the kind of thing asked for (common, rare), the level of
    its document, where it stands, how like the question is to one it is known to answer, and how near it is in
    meaning."""

    coverage: float
    own: float
    adjacent: float
    opening: float
    passage: float
    kind: float
    rare_kind: float
    level: float
    asked_level: float
    named: float
    outside: float
    heading: float
    lead_in: float
    asked: float
    meaning: float


#: A linear ranking model: softmax over candidates, fitted by ``python -m eval.fit`` on the development sets up to
#: dev-ninth and the known questions. With the weights of the others, gold is in the first three for 87 to 97%.
WEIGHTS = Features(
    coverage=0.76,
    own=-0.26,
    adjacent=0.08,
    opening=0.02,
    passage=1.13,
    kind=0.04,
    rare_kind=0.21,
    level=0.49,
    asked_level=0.68,
    named=0.11,
    outside=-0.04,
    heading=-0.17,
    lead_in=0.05,
    asked=2.79,
    meaning=1.66,
)


class Found(NamedTuple):
    """A candidate sentence with its features and score."""

    document: Document
    span: Span
    features: Features
    score: float

    @property
    def text(self) -> str:
        return self.document.text[self.span.start : self.span.end]


def candidates(
    index: Index, question: str, hits: Sequence[Hit], documents: Sequence[Document], *, only: bool = False
) -> list[tuple[Document, Span]]:
    """Sentences to look at: those of the named documents and of the passages found. With ``only`` those of the named,
    and of what else is found that answers the same ``question`` as is known."""
    found: dict[tuple[str, int], tuple[Document, Span]] = {}
    named = {document.id for document in documents}
    for document in documents:
        if len(document.sentences) <= _WHOLE_DOCUMENT:
            for span in document.sentences:
                found[document.id, span.start] = (document, span)
    leads = vouched.leads(index, question) if only else ()
    for hit in hits:
        document = index.document(hit.passage.document_id)
        for span in sentences_in(document, Span(hit.passage.start, hit.passage.end)):
            if not only or document.id in named or any(known.is_answered_in(document.id, *span) for known in leads):
                found[document.id, span.start] = (document, span)
    return list(found.values())


def rank(
    index: Index,
    question: Question,
    query: Query,
    sentences: Sequence[tuple[Document, Span]],
    hits: Sequence[Hit],
    *,
    named: Sequence[Document] = (),
) -> list[Found]:
    """Candidates, best first; ties by document and place, so the order is always the same."""
    is_rare_kind = is_rare(question)
    best_hit = max((hit.score for hit in hits), default=1.0) or 1.0
    ids = {document.id for document in named}
    asked: dict[str, list[Asked]] = {}
    for each in index.asked(question.text):
        asked.setdefault(each.known.document_id, []).append(each)
    ranked: list[Found] = []
    contexts = [f"{units.headings(d, s)}\n{d.text[s.start : s.end]}" for d, s in sentences]
    meanings = index.meaning(question.text, contexts)
    for number, (document, span) in enumerate(sentences):
        text = document.text[span.start : span.end]
        own_text = read(index, text)
        headings = read(index, units.headings(document, span))
        around = (
            (headings, HEADING_SHARE),
            (read(index, identity_text(document)), IDENTITY_SHARE),
            (read(index, units.neighbours(document, span)), NEIGHBOUR_SHARE),
        )
        kind = expected(question, text)
        level = document.info.level or ""
        covered = coverage(query, own_text, around=around)
        features = Features(
            coverage=covered,
            own=closest(query, own_text, headings),
            adjacent=adjacency(query, own_text),
            opening=coverage(query, opening(own_text), around=((headings, 0.0),)),
            passage=max((h.score for h in hits if h.passage.document_id == document.id and _in(h, span)), default=0.0)
            / best_hit,
            kind=0.0 if is_rare_kind else kind,
            rare_kind=kind if is_rare_kind else 0.0,
            level=_LEVELS.get(level, 0.0),
            asked_level=float(_asks_level(question.folded, level)),
            named=float(document.id in ids),
            outside=float(units.is_outside(document, span)),
            heading=float(units.is_heading(document, span)),
            lead_in=float(text.rstrip().endswith(":") and question.asks not in SEVERAL),
            asked=next(
                (a.likeness for a in asked.get(document.id, ()) if a.known.is_answered_in(document.id, *span)), 0.0
            ),
            meaning=float(meanings[number]) if meanings is not None else _MEANING_OF_COVERED * covered,
        )
        score = sum(w * f for w, f in zip(WEIGHTS, features, strict=True))
        ranked.append(Found(document, span, features, score))
    return sorted(ranked, key=lambda f: (-f.score, f.document.id, f.span.start))


def _asks_level(folded: str, level: str) -> bool:
    """Whether a question speaks of a level: "ở xã", "huyện", "trung ương"."""
    return level != "" and re.search(rf"\b{fold(level)}\b(?! hoi)", folded) is not None


def _in(hit: Hit, span: Span) -> bool:
    return hit.passage.start <= span.start < hit.passage.end
