"""BM25 over keys, pairs of neighbouring keys, and document numbers and dates: asking and keeping.

Accented forms are a second, smaller set of postings that orders passages whose folded words are the same.
On disk: plain ``.npy`` files, opened as memory maps, no pickle. Building is in ``index.postings``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import postings
from index.postings import WEIGHTS, Floats, Longs, Postings, Weights
from index.terms import Terms


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
        return self._frequency(self.vocabulary.get(key, 0))

    def pair_frequency(self, first: str, second: str) -> int:
        """In how many passages ``second`` follows ``first``."""
        one, two = self.vocabulary.get(first, 0), self.vocabulary.get(second, 0)
        return self._frequency(self._pair_code(one, two)) if one and two else 0

    def _frequency(self, code: int) -> int:
        (at,) = self.folded.find([code])
        return int(self.folded.starts[at + 1] - self.folded.starts[at]) if code and at >= 0 else 0

    def _pair_code(self, one: int, two: int) -> int:
        return one * (len(self.vocabulary) + 1) + two

    def codes(self, terms: Terms) -> list[int]:
        """Codes of a question's known keys, pairs and marks, in order, with repeats."""
        numbers = [self.vocabulary.get(k, 0) if k else 0 for k in terms.keys]
        single = [n for n in numbers if n]
        pairs = [self._pair_code(a, b) for a, b in pairwise(numbers) if a and b]
        return single + pairs + [n for m in terms.marks if (n := self.vocabulary.get(m, 0))]

    def scores(self, terms: Terms) -> Floats:
        """BM25 of every passage, shape (size,)."""
        total = np.zeros(self.size, dtype=np.float32)
        for position in self.folded.find(self.codes(terms)):
            if position >= 0:
                passages, impacts = self.folded.of(position)
                total[passages] += impacts
        return total

    def accent_scores(self, terms: Terms, candidates: Longs) -> Floats:
        """What matching accents add for ``candidates`` (ascending), shape (len(candidates),)."""
        total = np.zeros(len(candidates), dtype=np.float32)
        codes = [n for a in terms.accented if (n := self.accents.get(a, 0))]
        for position in self.accented.find(codes):
            if position >= 0:
                passages, impacts = self.accented.of(position)
                at = np.minimum(np.searchsorted(passages, candidates), len(passages) - 1)
                total += np.where(passages[at] == candidates, impacts[at], np.float32(0))
        return total

    def contains(self, key: str, passage: int) -> bool:
        """Whether a passage (its heading path and title included) has a key."""
        (at,) = self.folded.find([self.vocabulary.get(key, 0)])
        if at < 0:
            return False
        passages, _ = self.folded.of(at)
        place = int(np.searchsorted(passages, passage))
        return place < len(passages) and int(passages[place]) == passage

    def idf(self, key: str) -> float:
        """Inverse document frequency; that of a word found in no passage when the corpus has not got it."""
        (at,) = self.folded.find([self.vocabulary.get(key, 0)])
        return float(self.folded.idf[at]) if at >= 0 else float(np.log(1 + (self.size + 0.5) / 0.5))


def build(passages: Iterable[Sequence[Terms]], *, weights: Weights = WEIGHTS) -> LexicalIndex:
    """Index passages, each given as the terms of its body, heading path and document title."""
    built = postings.build(passages, weights)
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
