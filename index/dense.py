"""Vectors of passages and their inner products: the home of FAISS.

Vectors are kept as half floats, and their inner products with a question are exact sums over those. A small index is
read through; a big one is first looked over in a product quantiser's codes of four bits for two columns, an eighth of
the bytes, and the best thousand are then scored exactly (``IndexRefine``): of 148,788 passages the same hundred came
out for each of 500 questions, in a tenth of the time. The codes are a function of the vectors alone. FAISS is
imported when the first vector is touched, not before, and an opened file stays readable after the generation it
belongs to was removed.
"""

from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]

# From so many vectors on the codes are looked at first, and so many of the best scored exactly.
_LARGE = 20_000
_SCORED = 1_000
_BITS, _COLUMNS = 4, 2


@cache
def _faiss() -> Any:
    """The library, with one thread: one question gains nothing from more, and waits for them when the machine
    is busy."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


@dataclass(frozen=True)
class DenseIndex:
    """``size`` vectors of ``dimension`` half floats, held as the bytes of a FAISS index."""

    size: int
    dimension: int
    content: NDArray[np.uint8] = field(repr=False)

    @cached_property
    def _index(self) -> Any:
        return _faiss().deserialize_index(np.asarray(self.content))

    @cached_property
    def _exact(self) -> Any:
        """The vectors themselves, without the codes that are looked at first."""
        if not hasattr(self._index, "refine_index"):
            return self._index
        return _faiss().downcast_index(self._index.refine_index)

    def top(self, query: Floats, count: int, *, among: Longs | None = None) -> tuple[Longs, Floats]:
        """The ``count`` nearest passages (or fewer) and their inner products, best first.

        ``among`` restricts the search to these passages (ascending).
        """
        count = min(count, self.size if among is None else len(among))
        if count == 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        faiss, parameters, index = _faiss(), None, self._index
        if among is not None:
            index = self._exact
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))
        elif index is not self._exact:
            parameters = faiss.IndexRefineSearchParameters(k_factor=max(1.0, _SCORED / count))
        scores, numbers = index.search(query.reshape(1, -1), count, params=parameters)
        found = numbers[0] >= 0
        return numbers[0][found], scores[0][found]

    def scores(self, query: Floats, passages: Longs) -> Floats:
        """Inner products with the given passages, shape (len(passages),)."""
        if not len(passages):
            return np.zeros(0, dtype=np.float32)
        vectors: Floats = self._exact.reconstruct_batch(passages)
        products: Floats = vectors @ query
        return products

    def vectors(self) -> Floats:
        """All vectors, shape (size, dimension)."""
        if not self.size:
            return np.zeros((0, self.dimension), dtype=np.float32)
        all_of_them: Floats = self._exact.reconstruct_n(0, self.size)
        return all_of_them


def build(vectors: Floats) -> DenseIndex:
    """Index vectors, shape (size, dimension), L2-normalised by the encoder."""
    faiss = _faiss()
    size, dimension = vectors.shape
    half = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    # As they will be read back, so that an index made of read vectors is the same.
    vectors = np.ascontiguousarray(vectors.astype(np.float16), dtype=np.float32)
    half.train(vectors)
    half.add(vectors)
    if size < _LARGE or dimension % _COLUMNS:
        return DenseIndex(size, dimension, faiss.serialize_index(half))
    codes = faiss.IndexPQFastScan(dimension, dimension // _COLUMNS, _BITS, faiss.METRIC_INNER_PRODUCT)
    codes.train(vectors)
    codes.add(vectors)
    refined = faiss.IndexRefine(codes, half)
    return DenseIndex(size, dimension, faiss.serialize_index(refined))


def save(index: DenseIndex, path: Path) -> None:
    """Write a file that ``faiss.read_index`` reads."""
    with path.open("wb") as file:
        file.write(np.ascontiguousarray(index.content).data)


def load(path: Path, *, size: int, dimension: int) -> DenseIndex:
    """Open what ``save`` wrote as a memory map. Raises OSError when it is absent, ValueError when empty."""
    return DenseIndex(size, dimension, np.memmap(path, dtype=np.uint8, mode="r"))
