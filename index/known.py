"""Questions that documents are known to answer, found again by whoever asks nearly the same.

Two questions about the same thing share more words with one another than with the answer: everyday words above all.
So a passage is also found by the questions that lead to it. (Expanding documents by questions is the idea of
Nogueira et al., "Document expansion by query prediction", 2019; here people write the questions, and they are
compared one by one instead of being mixed into the text.)
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.passage import Passage
from corpus.questions import KnownQuestion
from index import asking
from index.abbreviations import Abbreviations
from index.embed import Encoder
from index.terms import Terms, analyse, question_in_full

Floats = NDArray[np.float32]

# A known question less like the one asked than this has nothing to say; more than so many say it again.
_UNLIKE = 0.2
_MOST = 50
#: What a pair of neighbouring words weighs beside a word.
_PAIR = 0.5
_LEXICAL_SHARE = 0.3
_FILES = ("terms", "idf", "starts", "owners", "values", "vectors")


class Asked(NamedTuple):
    """A known question and how like it the question at hand is, 0 to 1."""

    known: KnownQuestion
    likeness: float


@dataclass(frozen=True)
class KnownQuestions:
    """Known questions as unit vectors twice over.

    In words: term ``t`` (a key, or two that follow one another) is in questions ``owners[starts[t]:starts[t + 1]]``
    with weights ``values``; ``idf`` has one number more, for terms that no question has. In meaning: ``vectors``, shape
    (questions, dimension). ``level`` is the usual cosine of two of them, which counts as no likeness.
    """

    questions: tuple[KnownQuestion, ...]
    terms: NDArray[np.uint8]
    idf: Floats
    starts: NDArray[np.int64]
    owners: NDArray[np.int32]
    values: Floats
    vectors: NDArray[np.float16]

    @cached_property
    def documents(self) -> frozenset[str]:
        """Ids of the documents of which it is known what they answer, and so what they do not."""
        return frozenset(q.document_id for q in self.questions if q.document_id)

    @cached_property
    def _number(self) -> dict[str, int]:
        text = self.terms.tobytes().decode()
        return {term: i for i, term in enumerate(text.split("\n"))} if text else {}

    @cached_property
    def _vectors(self) -> Floats:
        return self.vectors.astype(np.float32)

    @cached_property
    def _unanswered(self) -> NDArray[np.bool_]:
        return np.array([not question.document_id for question in self.questions], dtype=np.bool_)

    @cached_property
    def level(self) -> float:
        """The mean cosine of two different questions, 0 with fewer than two."""
        count = len(self.questions)
        if count < 2:
            return 0.0
        lengths = float((self._vectors**2).sum())
        return max(0.0, (float((self._vectors.sum(axis=0) ** 2).sum()) - lengths) / (count * (count - 1)))

    def likeness(self, terms: Terms, vector: Floats) -> Floats:
        """How like each known question is to one given as terms and as a vector (empty: words alone), 0 to 1."""
        total = np.zeros(len(self.questions), dtype=np.float32)
        weighed = {t: w * float(self.idf[self._number.get(t, -1)]) for t, w in weighted(terms).items()}
        length = math.sqrt(sum(w * w for w in weighed.values())) or 1.0
        for term, weight in weighed.items():
            number = self._number.get(term)
            if number is not None:
                here = slice(self.starts[number], self.starts[number + 1])
                total[self.owners[here]] += np.float32(weight / length) * self.values[here]
        if not len(vector) or not len(total):
            return total
        cosine = np.maximum((self._vectors @ vector - self.level) / (1 - self.level), 0)
        near: Floats = _LEXICAL_SHARE * total + (1 - _LEXICAL_SHARE) * cosine
        return near

    def nearest(self, terms: Terms, vector: Floats) -> tuple[Asked, ...]:
        """The questions like one given as for ``likeness``, most alike first: fifty, and the nearest unanswered one."""
        likeness = self.likeness(terms, vector)
        near = np.flatnonzero(likeness >= _UNLIKE)
        order = near[np.argsort(-likeness[near], kind="stable")]
        first, rest = order[:_MOST], order[_MOST:]
        chosen = [*first, *rest[self._unanswered[rest]][:1]]
        return tuple(Asked(self.questions[i], float(likeness[i])) for i in chosen)

    def unanswered(self, asked: Sequence[Asked], document_id: str) -> float:
        """The likeness to the nearest of ``asked`` that nothing answers, for a document whose answers are known, else
        0: of a document without known questions nobody has said what it does not answer."""
        if document_id not in self.documents:
            return 0.0
        return next((each.likeness for each in asked if not each.known.document_id), 0.0)


def answering(questions: Sequence[KnownQuestion], passages: Sequence[Passage]) -> dict[KnownQuestion, tuple[int, ...]]:
    """The numbers of the passages that hold (a part of) each question's answer."""
    of_document: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        of_document.setdefault(passage.document_id, []).append(number)
    return {
        question: tuple(
            number
            for number in of_document.get(question.document_id, ())
            if question.is_answered_in(question.document_id, passages[number].start, passages[number].end)
        )
        for question in questions
    }


def weighted(terms: Terms) -> dict[str, float]:
    """The keys of a question and the pairs that follow one another, each with its weight before rarity."""
    weights = asking.weights(terms)
    found: dict[str, float] = {}
    for key, weight in zip(terms.keys, weights, strict=True):
        if key:
            found[key] = max(found.get(key, 0.0), weight)
    for (one, first), (two, second) in pairwise(zip(terms.keys, weights, strict=True)):
        if one and two:
            found[f"{one} {two}"] = _PAIR * min(first, second)
    return found


def of(questions: Sequence[KnownQuestion], words: Abbreviations, encoder: Encoder | None) -> KnownQuestions:
    """``questions`` read with the abbreviations ``words``, and by ``encoder`` where there is one."""
    texts = [each.question for each in questions]
    terms = [analyse(text, words, loose=True) for text in texts]
    vectors = np.zeros((len(texts), encoder.dimension if encoder else 0), dtype=np.float32)
    if encoder is not None and texts:
        vectors = encoder.encode_queries([question_in_full(text, words) for text in texts])
    return build(questions, terms, vectors)


def build(questions: Sequence[KnownQuestion], terms: Iterable[Terms], vectors: Floats) -> KnownQuestions:
    """``questions`` with their ``terms`` and their unit ``vectors``, shape (questions, dimension)."""
    held = [weighted(each) for each in terms]
    frequency = Counter(term for each in held for term in each)
    names = sorted(frequency)
    count = len(questions)
    idf = [math.log1p((count - frequency[n] + 0.5) / (frequency[n] + 0.5)) for n in names]
    idf.append(math.log1p((count + 0.5) / 0.5))
    number = {name: i for i, name in enumerate(names)}
    rows: list[tuple[int, int, float]] = []
    for owner, each in enumerate(held):
        weighed = {number[t]: w * idf[number[t]] for t, w in each.items()}
        length = math.sqrt(sum(w * w for w in weighed.values())) or 1.0
        rows += [(term, owner, weight / length) for term, weight in weighed.items()]
    rows.sort()
    starts = np.searchsorted([term for term, _, _ in rows], np.arange(len(names) + 1))
    return KnownQuestions(
        tuple(questions),
        np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        np.array(idf, dtype=np.float32),
        starts.astype(np.int64),
        np.array([owner for _, owner, _ in rows], dtype=np.int32),
        np.array([value for _, _, value in rows], dtype=np.float32),
        vectors.astype(np.float16),
    )


def save(known: KnownQuestions, folder: Path) -> None:
    """Write the arrays into ``folder``, which is made; the questions themselves are the caller's to keep."""
    folder.mkdir()
    for name in _FILES:
        np.save(folder / f"{name}.npy", getattr(known, name))


def load(folder: Path, questions: Sequence[KnownQuestion]) -> KnownQuestions:
    """What ``save`` wrote, of these questions. Raises OSError or ValueError when it is damaged."""
    arrays = [np.load(folder / f"{name}.npy", allow_pickle=False) for name in _FILES]
    if len(arrays[-1]) != len(questions):
        raise ValueError("known questions and their vectors differ")
    return KnownQuestions(tuple(questions), *arrays)
