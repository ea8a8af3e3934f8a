"""Training texts as sparse rows of features, and batches drawn from them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.features import Features, Floats, Int64s, Tokens, Vocabulary

_TEXTS_A_BLOCK = 10_000


class Source(NamedTuple):
    """One file's pairs: row ``i`` of the queries with accents, of those without and of the passages is pair ``i``."""

    queries: Features
    unaccented: Features
    passages: Features


class Batch(NamedTuple):
    """``n`` queries, then their ``n`` passages, as one sparse matrix in CSR form with ``2 n`` rows."""

    rows: NDArray[np.int32]
    weights: Floats
    starts: Int64s


def featurise(vocabulary: Vocabulary, tokens: Tokens) -> Features:
    """The features of many texts, block by block and in few bytes (int32 rows, uint16 counts)."""
    rows, counts, starts = [np.zeros(0, np.int32)], [np.zeros(0, np.uint16)], [np.zeros(1, np.int64)]
    for first in range(0, len(tokens.starts) - 1, _TEXTS_A_BLOCK):
        bounds = tokens.starts[first : first + _TEXTS_A_BLOCK + 1]
        here = slice(bounds[0], bounds[-1])
        found = vocabulary.features(Tokens(tokens.accented[here], tokens.folded[here], bounds - bounds[0]))
        rows.append(found.rows.astype(np.int32))
        counts.append(np.minimum(found.counts, 65535).astype(np.uint16))
        starts.append(found.starts[1:] + starts[-1][-1])
    return Features(np.concatenate(rows), np.concatenate(counts), np.concatenate(starts))


def draw(
    sources: Mapping[str, Source], weights: Mapping[str, float], *, size: int, run: int, drop: float, seed: int
) -> Iterator[Batch]:
    """Batches without end. A pair's chance is its source's weight; pairs come in runs of ``run`` neighbours.

    Neighbours in a file come from one document, which makes them hard negatives for each other. A query loses its
    accents with the chance ``drop``.
    """
    chance = np.random.default_rng(seed)
    names = [name for name in sources if weights[name] > 0]
    sizes = np.array([len(sources[name].passages.starts) - 1 for name in names])
    share = np.array([weights[name] for name in names]) * sizes
    while True:
        queries, passages = [], []
        for name, count, pairs in zip(names, chance.multinomial(size, share / share.sum()), sizes, strict=True):
            if not count:
                continue
            first = chance.integers(0, pairs, -(-count // run))
            picked = (first[:, None] + np.arange(run)).ravel()[:count] % pairs
            bare = chance.random(count) < drop
            source = sources[name]
            queries += [_take(source.queries, picked[~bare]), _take(source.unaccented, picked[bare])]
            passages += [_take(source.passages, picked[~bare]), _take(source.passages, picked[bare])]
        yield _stack(queries + passages)


def _take(features: Features, texts: Int64s) -> Features:
    first, lengths = features.starts[texts], np.diff(features.starts)[texts]
    starts = np.concatenate(([0], np.cumsum(lengths)))
    places = np.repeat(first - starts[:-1], lengths) + np.arange(starts[-1])
    return Features(features.rows[places], features.counts[places], starts)


def _stack(parts: Sequence[Features]) -> Batch:
    counts = np.concatenate([part.counts for part in parts]).astype(np.float32)
    lengths = np.concatenate([np.diff(part.starts) for part in parts])
    rows = np.concatenate([part.rows for part in parts])
    return Batch(rows, 1 + np.log(counts), np.concatenate(([0], np.cumsum(lengths))))
