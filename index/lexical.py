"""BM25 over keys, pairs of neighbouring keys, and document numbers and dates: asking and keeping.

Accented forms are a second, smaller set of postings that orders passages whose folded words are the same.
On disk: plain ``.npy`` files, opened as memory maps, no pickle. Building is in ``index.postings``.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import postings
from index.postings import WEIGHTS, Floats, Longs, Postings, Weights
from index.terms import Terms

# A term in more than one passage of this many is added as a whole row; so many rows are kept.
_FREQUENT = 16
_ROWS = 256


@dataclass(frozen=True)
class LexicalIndex:
    """An open BM25 index of ``size`` passages."""

    size: int
    vocabulary_bytes: NDArray[np.uint8]
    accents_bytes: NDArray[np.uint8]
    folded: Postings
    accented: Postings

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Number (from 1) of every key and mark of the corpus."""
        return _numbered(self.vocabulary_bytes)

    @cached_property
    def accents(self) -> dict[str, int]:
        """Number (from 1) of every accented key."""
        return _numbered(self.accents_bytes)

    def frequency(self, key: str) -> int:
        """In how many passages a key occurs."""
        return self._frequency(self.code(key))

    def pair_frequency(self, first: str, second: str) -> int:
        """In how many passages ``second`` follows ``first``."""
        return self._frequency(self.code(first, second))

    def code(self, first: str, second: str | None = None) -> int:
        """The code of a key, or of two that follow one another; 0 where the corpus does not have the keys."""
        one = self.vocabulary.get(first, 0)
        if second is None:
            return one
        two = self.vocabulary.get(second, 0)
        return self._pair_code(one, two) if one and two else 0

    def idf(self, code: int) -> float:
        """Inverse document frequency of a code; that of a term in no passage where the corpus does not have it."""
        (at,) = self.folded.find([code])
        return float(self.folded.idf[at]) if at >= 0 else math.log1p((self.size + 0.5) / 0.5)

    def _frequency(self, code: int) -> int:
        if not code:
            return 0
        (at,) = self.folded.find([code])
        return int(self.folded.starts[at + 1] - self.folded.starts[at]) if at >= 0 else 0

    def _pair_code(self, one: int, two: int) -> int:
        return one * (len(self.vocabulary) + 1) + two

    def weighted(self, terms: Terms, weights: Sequence[float]) -> dict[int, float]:
        """Codes of a question's known keys, pairs and marks, and what each weighs: as often as it is said."""
        weighted: defaultdict[int, float] = defaultdict(float)
        known = [(self.vocabulary.get(k, 0) if k else 0, w) for k, w in zip(terms.keys, weights, strict=True)]
        for number, weight in known:
            weighted[number] += weight
        for (one, first), (two, second) in pairwise(known):
            if one and two:
                weighted[self._pair_code(one, two)] += math.sqrt(first * second)
        for mark in terms.marks:
            weighted[self.vocabulary.get(mark, 0)] += 1
        weighted.pop(0, None)
        return weighted

    def scores(self, terms: Terms, weights: Sequence[float] | None = None) -> Floats:
        """BM25 of every passage, shape (size,); ``weights`` says what each key of the question weighs (None: 1)."""
        total = np.zeros(self.size, dtype=np.float32)
        weighted = self.weighted(terms, [1.0] * len(terms.keys) if weights is None else weights)
        for position, weight in zip(self.folded.find(list(weighted)), weighted.values(), strict=True):
            if position < 0:
                continue
            passages, impacts = self.folded.of(position)
            if len(passages) * _FREQUENT > self.size:
                total += np.float32(weight) * self._row(position)
            else:
                at = passages.astype(np.intp)
                total[at] = total.take(at) + np.float32(weight) * impacts
        return total

    def _row(self, position: int) -> Floats:
        """The impacts of a frequent term on every passage: added at a fraction of the time of its postings."""
        row = self._rows.get(position)
        if row is None:
            passages, impacts = self.folded.of(position)
            row = np.zeros(self.size, dtype=np.float32)
            row[passages] = impacts
            if len(self._rows) < _ROWS:
                self._rows[position] = row
        return row

    @cached_property
    def _rows(self) -> dict[int, Floats]:
        return {}

    def accent_scores(self, terms: Terms, candidates: Longs) -> Floats:
        """What matching accents add for ``candidates`` (ascending), shape (len(candidates),)."""
        total = np.zeros(len(candidates), dtype=np.float32)
        codes = [n for a in terms.accented if (n := self.accents.get(a, 0))]
        for position in self.accented.find(codes):
            if position >= 0:
                passages, impacts = self.accented.of(position)
                at = np.minimum(np.searchsorted(passages, candidates.astype(passages.dtype)), len(passages) - 1)
                total += np.where(passages[at] == candidates, impacts[at], np.float32(0))
        return total

    def coverage(self, keys: Sequence[str], passages: Longs) -> Floats:
        """The share of ``keys``, weighted by inverse document frequency, that each passage has.

        Heading path and title count. A key the corpus does not have weighs as one found in no passage. Shape
        (len(passages),), 0 to 1; 0 when there are no keys.
        """
        numbers = [self.vocabulary.get(key, 0) for key in keys]
        return self._share(numbers, self._weights(numbers), passages)

    def adjacency(self, keys: Sequence[str], telling: Collection[str], passages: Longs) -> Floats:
        """The share of pairs of neighbouring ``keys`` that each passage has side by side, weighted as ``coverage``
        weighs the two; pairs without one of the ``telling`` keys are left out. Shape (len(passages),), 0 to 1."""
        pairs = [(a, b) for a, b in pairwise(keys) if a and b and (a in telling or b in telling)]
        numbers = [(self.vocabulary.get(a, 0), self.vocabulary.get(b, 0)) for a, b in pairs]
        codes = [self._pair_code(a, b) if a and b else 0 for a, b in numbers]
        first, second = self._weights([a for a, _ in numbers]), self._weights([b for _, b in numbers])
        return self._share(codes, [a + b for a, b in zip(first, second, strict=True)], passages)

    def _weights(self, numbers: Sequence[int]) -> list[float]:
        """Inverse document frequencies of keys given by number, 0 for one that the corpus does not have."""
        none = float(np.log1p((self.size + 0.5) / 0.5))
        return [float(self.folded.idf[at]) if at >= 0 else none for at in self.folded.find(numbers)]

    def _share(self, codes: Sequence[int], weights: Sequence[float], passages: Longs) -> Floats:
        """The weight of the codes that each passage has, as a share of all."""
        found = np.zeros(len(passages), dtype=np.float32)
        for position, weight in zip(self.folded.find(codes), weights, strict=True):
            if position >= 0:
                having, _ = self.folded.of(position)
                at = np.minimum(np.searchsorted(having, passages.astype(having.dtype)), len(having) - 1)
                found += np.where(having[at] == passages, np.float32(weight), np.float32(0))
        all_of_them = sum(weights)
        return found / np.float32(all_of_them) if all_of_them else found


def build(
    passages: Iterable[Sequence[Terms]], *, weights: Weights = WEIGHTS, owners: Sequence[int] | None = None
) -> LexicalIndex:
    """Index passages, each given as the terms of its body, heading path and document title, and, in ``owners``, the
    number of its document (None: each is its own)."""
    built = postings.build(passages, weights, owners=owners)
    return LexicalIndex(built.size, _joined(built.vocabulary), _joined(built.accents), built.folded, built.accented)


def save(index: LexicalIndex, folder: Path) -> None:
    """Write the index into ``folder``, which is made."""
    folder.mkdir(parents=True)
    np.save(folder / "size.npy", np.asarray([index.size], dtype=np.int64))
    np.save(folder / "vocabulary.npy", index.vocabulary_bytes)
    np.save(folder / "accents.npy", index.accents_bytes)
    for name in _SETS:
        for field, values in getattr(index, name)._asdict().items():
            np.save(folder / f"{name}-{field}.npy", values)


def load(folder: Path) -> LexicalIndex:
    """Open what ``save`` wrote, as memory maps. Raises OSError or ValueError when it is damaged."""

    def array(name: str) -> NDArray[np.generic]:
        mapped: NDArray[np.generic] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        return mapped.view(np.ndarray)

    def read(name: str) -> Postings:
        return Postings(*(array(f"{name}-{field}") for field in Postings._fields))  # type: ignore[arg-type]

    return LexicalIndex(
        int(array("size")[0]),
        array("vocabulary").astype(np.uint8),
        array("accents").astype(np.uint8),
        read("folded"),
        read("accented"),
    )


_SETS = ("folded", "accented")


def _joined(words: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def _numbered(joined: NDArray[np.uint8]) -> dict[str, int]:
    text = joined.tobytes().decode()
    return {word: i for i, word in enumerate(text.split("\n"), 1)} if text else {}
