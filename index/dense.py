"""Vectors of passages and their inner products: the home of FAISS.

Exact search (``IndexFlatIP``) at every size: results do not depend on how an approximate structure was built.
FAISS is imported when the first vector is touched, not before, and an opened file stays readable after the
generation it belongs to was removed.
"""

from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]


@cache
def _faiss() -> Any:
    """The library, with one thread: one question gains nothing from more, and waits for them when the machine
    is busy."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


@dataclass(frozen=True)
class DenseIndex:
    """``size`` vectors of ``dimension`` floats, held as the bytes of a FAISS index."""

    size: int
    dimension: int
    content: NDArray[np.uint8] = field(repr=False)

    @cached_property
    def _index(self) -> Any:
        return _faiss().deserialize_index(np.asarray(self.content))

    def top(self, query: Floats, count: int, *, among: Longs | None = None) -> tuple[Longs, Floats]:
        """The ``count`` nearest passages (or fewer) and their inner products, best first.

        ``among`` restricts the search to these passages (ascending).
        """
        count = min(count, self.size if among is None else len(among))
        if count == 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        parameters = None
        if among is not None:
            faiss = _faiss()
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))
        scores, numbers = self._index.search(query.reshape(1, -1), count, params=parameters)
        found = numbers[0] >= 0
        return numbers[0][found], scores[0][found]

    def scores(self, query: Floats, passages: Longs) -> Floats:
        """Inner products with the given passages, shape (len(passages),)."""
        if not len(passages):
            return np.zeros(0, dtype=np.float32)
        vectors: Floats = self._index.reconstruct_batch(passages)
        products: Floats = vectors @ query
        return products

    def vectors(self) -> Floats:
        """All vectors, shape (size, dimension)."""
        if not self.size:
            return np.zeros((0, self.dimension), dtype=np.float32)
        all_of_them: Floats = self._index.reconstruct_n(0, self.size)
        return all_of_them


def build(vectors: Floats) -> DenseIndex:
    """Index vectors, shape (size, dimension), L2-normalised by the encoder."""
    faiss = _faiss()
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return DenseIndex(vectors.shape[0], vectors.shape[1], faiss.serialize_index(index))


def save(index: DenseIndex, path: Path) -> None:
    """Write a file that ``faiss.read_index`` reads."""
    with path.open("wb") as file:
        file.write(np.ascontiguousarray(index.content).data)


def load(path: Path, *, size: int, dimension: int) -> DenseIndex:
    """Open what ``save`` wrote as a memory map. Raises OSError when it is absent, ValueError when empty."""
    return DenseIndex(size, dimension, np.memmap(path, dtype=np.uint8, mode="r"))
