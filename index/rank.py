"""The two rankings of a question and what each says of the same candidates.

The candidates are the hundred best of either leg; each leg then scores all of them, so that a passage is not
punished for having been found by one leg only.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import fuse
from index.dense import DenseIndex
from index.expand import gains
from index.lexical import LexicalIndex
from index.synonyms import Synonyms
from index.terms import Terms

# What the words that name a document weigh beside those that ask: naming it is not asking, but a little of it
# is in the text too.
NAMING = 0.5
# Of so many scores only the best is looked at first.
_GROUP = 32

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]


class Legs(NamedTuple):
    """Candidates (ascending) with the scaled score of each leg and the cosine; without a dense leg, zeros."""

    passages: Longs
    lexical: Floats
    dense: Floats
    cosine: Floats


def legs(
    lexical: LexicalIndex,
    dense: DenseIndex | None,
    *,
    terms: Terms,
    rest: Terms,
    vector: Floats | None,
    among: Longs | None,
    also: Sequence[int],
    weigh: Callable[[Terms], Sequence[float] | None],
    synonyms: Synonyms,
) -> Legs:
    """The candidates for a question given as terms and as a vector (``dense`` and ``vector`` go together).

    ``also`` are candidates found in another way, which ``among`` may still keep out. ``rest`` are the terms without
    those that name a document (the same object when there are none); ``weigh`` tells what the keys of some terms weigh.
    """
    scores = lexical.scores(terms, weigh(terms))
    if rest is not terms:
        scores = np.float32(NAMING) * scores + np.float32(1 - NAMING) * lexical.scores(rest, weigh(rest))
    for gain in gains(lexical, rest, synonyms, weigh(rest)):
        scores[gain.passages] += gain.values
    if among is not None:
        outside = np.ones(len(scores), dtype=np.bool_)
        outside[among] = False
        scores[outside] = 0
    best = _best(scores, fuse.DEPTH)
    lexical_floor = float(scores[best].min()) if len(best) == fuse.DEPTH else 0.0
    passages = best
    if dense is not None and vector is not None:
        near, products = dense.top(vector, fuse.DEPTH, among=among)
        passages = np.union1d(best, near).astype(np.int64)
    others = np.asarray(also, dtype=np.int64)
    passages = np.union1d(passages, others if among is None else np.intersect1d(others, among)).astype(np.int64)
    own = scores[passages]
    own = np.where(own > 0, own + lexical.accent_scores(terms, passages), np.float32(0)).astype(np.float32)
    scaled = fuse.scaled(own, best=float(own.max(initial=0)), floor=lexical_floor)
    if dense is None or vector is None:
        return Legs(passages, scaled, np.zeros_like(scaled), np.zeros_like(scaled))
    cosine = dense.scores(vector, passages)
    top, floor = float(products.max(initial=0)), float(products.min(initial=1)) if len(products) > 1 else 0.0
    return Legs(passages, scaled, fuse.scaled(cosine, best=top, floor=floor), cosine)


def _best(scores: Floats, count: int) -> Longs:
    """The passages with the ``count`` best scores above 0, ascending; equal scores in order of place."""
    floor = _floor(scores, count)
    found = np.flatnonzero(scores >= floor) if floor > 0 else np.flatnonzero(scores > 0)
    if len(found) > count:
        edge = np.partition(scores[found], len(found) - count)[len(found) - count]
        above = found[scores[found] > edge]
        level = found[scores[found] == edge][: count - len(above)]
        found = np.union1d(above, level)
    return found.astype(np.int64)


def _floor(scores: Floats, count: int) -> float:
    """What ``count`` scores reach at least: the best of as many groups do. 0 when there are too few groups."""
    groups = len(scores) // _GROUP
    if groups < count:
        return 0.0
    best = scores[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
    return float(np.partition(best, groups - count)[groups - count])
