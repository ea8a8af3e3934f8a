"""Search over an open index: a question in, the passages that may answer it out, best first.

Two rankings (BM25 and vectors) are joined by ``index.fuse``; documents that the question names come a little
forward. The result is a function of the index and the question: ties are broken by place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Failure
from corpus.errors import TrolyError
from corpus.passage import Passage
from corpus.questions import KnownQuestion
from index import (
    abbreviations,
    aside,
    asking,
    context,
    dense,
    fuse,
    known,
    manifest,
    rank,
    relevance,
    scope,
    spelling,
    store,
    synonyms,
)
from index.abbreviations import Abbreviations
from index.dense import DenseIndex
from index.embed import Encoder, open_encoder
from index.known import Asked, KnownQuestions
from index.lexical import LexicalIndex
from index.meaning import Meaning
from index.parts import ALL, Parts, abbreviations_for, weights_for
from index.rank import Legs
from index.relevance import Signs
from index.terms import Terms, analyse, question_in_full
from index.vietnamese import QUESTION_WORDS, fold

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]

# What a document that the question names gains, on the scale where the best passage of a leg has 1.
_NAMED = np.float32(0.4)
# What a passage gains that answers a known question, times how like that is to the one asked.
_KNOWN = np.float32(0.8)
_REMEMBERED = 256  # questions


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score (higher is better) and the parts of that score.

    ``lexical`` and ``dense`` are scaled by the question's own ranking: 1 the best passage, 0 the hundredth.
    ``coverage`` is absolute: the share, weighted by inverse document frequency, of the question's content words
    that the passage has (its heading path and document title included), 0 to 1; ``adjacency`` the same of pairs of
    neighbouring words. ``similarity`` is the cosine. ``asked`` is how like the question is to one that the passage is
    known to answer (None: no known question is about its document), ``unanswered`` to one that its document is known
    not to answer, 0 to 1. ``relevance`` is the probability that the passage answers.
    """

    passage: Passage
    score: float
    lexical: float
    dense: float
    coverage: float = 0.0
    similarity: float = 0.0
    adjacency: float = 0.0
    asked: float | None = None
    unanswered: float = 0.0
    relevance: float = 0.0


class Index:
    """An open index. Make one with ``Index.open`` or ``Index.in_memory``; reading it changes nothing."""

    def __init__(
        self,
        *,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        failed: Sequence[Failure],
        words: Abbreviations,
        lexical_index: LexicalIndex,
        dense_index: DenseIndex | None,
        encoder: Encoder | None,
        questions: KnownQuestions,
        parts: Parts = ALL,
    ) -> None:
        self.documents = tuple(documents)
        self.passages = tuple(passages)
        self.failed = tuple(failed)
        self.abbreviations = words
        self.lexical = lexical_index
        self._dense = dense_index
        self._encoder = encoder
        self._known = questions
        self._meaning = Meaning(encoder)
        # A question is read several times on the way to its answer.
        self._terms = lru_cache(maxsize=_REMEMBERED)(self._read)
        self._nearest = lru_cache(maxsize=_REMEMBERED)(self._compare)
        self._vector = lru_cache(maxsize=_REMEMBERED)(self._encode)
        self._parts = parts

    @classmethod
    def open(cls, data_dir: Path, *, encoder: str | None = None) -> "Index":
        """The index in ``data_dir``, to be asked with ``encoder`` (None: the shipped one).

        Raises TrolyError, with the command to run, when there is none or it was built with other settings.
        """
        generation = store.read(data_dir)
        about = generation.manifest
        if about.encoder != encoder or about.settings != manifest.settings_fingerprint():
            raise TrolyError(_OTHER_SETTINGS)
        model = open_encoder(encoder)
        if model.fingerprint != about.encoder_fingerprint:
            raise TrolyError(_OTHER_SETTINGS)
        return cls(
            documents=generation.documents,
            passages=generation.passages,
            failed=about.failed,
            words=abbreviations.with_learned(abbreviations.read(), generation.learned),
            lexical_index=generation.lexical,
            dense_index=generation.dense,
            encoder=model,
            questions=generation.known,
        )

    @classmethod
    def in_memory(
        cls,
        passages: Sequence[Passage],
        *,
        encoder: Encoder | None = None,
        documents: Sequence[Document] = (),
        questions: Sequence[KnownQuestion] = (),
        parts: Parts = ALL,
    ) -> "Index":
        """An index that is not stored. Passages whose document is not given are searched all the same.

        ``parts`` leaves parts of search out, to measure what they give.
        """
        words = context.vocabulary(documents, table=abbreviations_for(parts, abbreviations.read()))
        built = aside.started(
            context.searched_terms(passages, documents, words),
            owners=context.owners(passages),
            weights=weights_for(parts),
        )
        dense_index = None
        if encoder is not None and parts.dense:
            texts = context.embedded_texts(passages, documents, words)
            dense_index = dense.build(encoder.encode_passages(texts))
        return cls(
            documents=documents,
            passages=passages,
            failed=(),
            words=words.for_questions,
            lexical_index=built(),
            dense_index=dense_index,
            encoder=encoder,
            questions=known.of(questions if parts.known else (), words.for_questions, encoder),
            parts=parts,
        )

    @cached_property
    def _document_of(self) -> Mapping[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def _passages_of(self) -> Mapping[str, Longs]:
        numbers: dict[str, list[int]] = {}
        for i, passage in enumerate(self.passages):
            numbers.setdefault(passage.document_id, []).append(i)
        return {name: np.asarray(found, dtype=np.int64) for name, found in numbers.items()}

    def document(self, document_id: str) -> Document:
        """The document with an id. Raises TrolyError when the index has none."""
        try:
            return self._document_of[document_id]
        except KeyError:
            raise TrolyError(f"Trong kho không có văn bản «{document_id}»; xem `troly corpus list`.") from None

    @cached_property
    def _directory(self) -> scope.Directory:
        return scope.directory([d for d in self.documents if not d.info.superseded])

    @cached_property
    def synonyms(self) -> synonyms.Synonyms:
        """Which phrases may stand for which in a question."""
        return synonyms.read() if self._parts.synonyms else synonyms.NONE

    @property
    def _share(self) -> float:
        return fuse.LEXICAL_SHARE if self._parts.lexical else 0.0

    def mentioned(self, query: str) -> tuple[str, ...]:
        """Ids of the documents a question names (see ``index.scope``), superseded summaries left out."""
        return self._scope(query).documents

    def _scope(self, query: str) -> scope.Scope:
        if not self.documents or not self._parts.scope:
            return scope.Scope((), query)
        return scope.scope(query, self._directory)

    def terms(self, query: str) -> Terms:
        """The search terms of a question: abbreviations in full, typing errors forgiven."""
        return self._terms(query)

    def _read(self, query: str) -> Terms:
        terms = analyse(query, self.abbreviations, loose=True)
        return spelling.corrected(terms, self.lexical) if self._parts.spelling else terms

    def asked(self, query: str) -> tuple[Asked, ...]:
        """The known questions that are like a question, most alike first: fifty, and the nearest unanswered one."""
        return self._nearest(query)

    def _compare(self, query: str) -> tuple[Asked, ...]:
        if not self._known.questions:
            return ()
        # As typed: a word that the documents lack, and that is no slip for one of theirs, may be in a known question.
        return self._known.nearest(analyse(query, self.abbreviations, loose=True), self._vector(query))

    def meaning(self, query: str, texts: Sequence[str]) -> Floats | None:
        """How near ``texts`` are in meaning to a question, shape (len(texts),), 0 to 1; None where the encoder is not
        quick enough to tell (``index.meaning``)."""
        return self._meaning.nearness(self._vector(query), texts)

    def unanswered(self, query: str, document_id: str) -> float:
        """How like a question is to one that a document is known not to answer, 0 to 1."""
        return self._known.unanswered(self.asked(query), document_id)

    @property
    def questions(self) -> tuple[KnownQuestion, ...]:
        """The known questions."""
        return self._known.questions

    def _encode(self, query: str) -> Floats:
        """The vector of a question; of length 0 without an encoder."""
        if self._encoder is None:
            return np.zeros(0, dtype=np.float32)
        vector: Floats = self._encoder.encode_queries([question_in_full(query, self.abbreviations)])[0]
        return vector

    def _weights(self, terms: Terms) -> tuple[float, ...] | None:
        return asking.weights(terms) if self._parts.asking else None

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        kind: str | None = None,
        level: str | None = None,
        document: str | None = None,
    ) -> tuple[Hit, ...]:
        """The ``k`` best passages, best first; fewer when fewer have anything in common with the question.

        ``kind`` ("kết luận"), ``level`` ("tỉnh") and ``document`` (an id or a number) restrict the search;
        accents and capitals do not matter in them.
        """
        among = self._among(kind=kind, level=level, document=document)
        if k <= 0 or not self.passages or (among is not None and not len(among)):
            return ()
        terms = self.terms(query)
        named = self._scope(query)
        rest = self.terms(named.rest) if named.documents else terms
        vector = self._vector(query)
        asked = self.asked(query)
        likeness = self._likeness(asked)
        legs = rank.legs(
            self.lexical,
            self._dense,
            terms=terms,
            rest=rest,
            vector=vector if self._dense is not None else None,
            among=among,
            also=list(likeness),
            weigh=self._weights,
            synonyms=self.synonyms,
        )
        score = legs.lexical if self._dense is None else fuse.fused(legs.lexical, legs.dense, lexical_share=self._share)
        score = self._promoted(score, legs.passages, named.documents)
        like_known = np.asarray([likeness.get(p, 0.0) for p in legs.passages.tolist()], dtype=np.float32)
        score = score + _KNOWN * like_known  # a new array: the lexical leg may be the old one
        order = sorted(np.flatnonzero(score > 0), key=lambda i: (-float(score[i]), self._place(int(legs.passages[i]))))
        best = order[:k]
        content = content_words(terms)
        coverage = self.lexical.coverage(content, legs.passages[best])
        adjacency = self.lexical.adjacency(terms.keys, content, legs.passages[best])
        leads = _leads(score[order])[:k]
        hits = []
        for i, c, a, lead in zip(best, coverage, adjacency, leads, strict=True):
            number = int(legs.passages[i])
            document_id = self.passages[number].document_id
            like = likeness.get(number, 0.0) if document_id in self._known.documents else None
            unanswered = self._known.unanswered(asked, document_id)
            own = Signs(min(float(c), 1.0), min(float(a), 1.0), lead, len(content), like, unanswered)
            hits.append(self._hit(legs, int(i), float(score[i]), own))
        return tuple(hits)

    def _likeness(self, asked: Sequence[Asked]) -> dict[int, float]:
        """How like the question is to the known question nearest to it that a passage answers, by passage."""
        found: dict[int, float] = {}
        for question, likeness in asked:
            for number in self._answering[question]:
                found.setdefault(number, likeness)
        return found

    @cached_property
    def _answering(self) -> Mapping[KnownQuestion, tuple[int, ...]]:
        return known.answering(self._known.questions, self.passages)

    def _among(self, *, kind: str | None, level: str | None, document: str | None) -> Longs | None:
        """Passages that the filters let through, ascending; None when there is no filter."""
        if kind is None and level is None and document is None:
            return None
        chosen = [
            self._passages_of[d.id]
            for d in self.documents
            if d.id in self._passages_of
            and (kind is None or fold(d.info.kind) == fold(kind))
            and (level is None or fold(d.info.level or "") == fold(level))
            and (document is None or fold(document) in (fold(d.id), fold(d.key)))
        ]
        return np.sort(np.concatenate(chosen)) if chosen else np.zeros(0, dtype=np.int64)

    def _promoted(self, score: Floats, passages: Longs, named: Sequence[str]) -> Floats:
        """Scores with what the passages of named documents gain."""
        if not named:
            return score
        own = np.asarray([self.passages[p].document_id in named for p in passages.tolist()], dtype=np.bool_)
        return score + np.where(own, _NAMED, np.float32(0))

    def _place(self, number: int) -> tuple[str, int]:
        passage = self.passages[number]
        return passage.document_id, passage.start

    def _hit(self, legs: Legs, i: int, score: float, signs: Signs) -> Hit:
        return Hit(
            passage=self.passages[int(legs.passages[i])],
            score=score,
            lexical=float(legs.lexical[i]),
            dense=float(legs.dense[i]),
            coverage=signs.coverage,
            similarity=float(legs.cosine[i]),
            adjacency=signs.adjacency,
            asked=signs.asked,
            unanswered=signs.unanswered,
            relevance=relevance.probability(signs),
        )


_OTHER_SETTINGS = "Chỉ mục được lập với thiết lập hoặc mô hình khác; hãy chạy `troly index` để lập lại."


def content_words(terms: Terms) -> tuple[str, ...]:
    """The different keys of a question that say what it is about, in order."""
    return tuple(dict.fromkeys(k for k in terms.keys if k and k not in QUESTION_WORDS))


def _leads(scores: Floats) -> list[float]:
    """By how much each of some falling scores is above the next, for the first, or below the first."""
    if len(scores) < 2:
        return [0.0] * len(scores)
    return [float(scores[0] - scores[1]), *(float(s - scores[0]) for s in scores[1:])]
