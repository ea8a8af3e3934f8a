"""What synonyms add to the BM25 score of a passage: as much as the word itself at most, and never beside it.

A phrase of the question and its synonyms count as one word: a passage has the better of what it scores for the
phrase and what it scores for a synonym, so that a passage with many synonyms gains no more than one with a single
one. A synonym is worth its strength times the phrase (or itself, where that is less), so a passage with the words of
the question comes before a like passage with synonyms only.
"""

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.lexical import LexicalIndex
from index.postings import WEIGHTS, Floats, Longs
from index.synonyms import Found, Synonym, Synonyms, find
from index.terms import Terms

# So many phrases of a question are widened, by so many synonyms each: a query costs a handful of short postings more.
_PHRASES = 8
_SYNONYMS = 8
# A synonym that stands in more passages tells little of any of them, and would cost a query milliseconds.
_COMMON = 3_000


_NOTHING = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


class Gain(NamedTuple):
    """What is added to passages (ascending)."""

    passages: NDArray[np.intp]
    values: Floats


def gains(lexical: LexicalIndex, terms: Terms, table: Synonyms, weights: Sequence[float] | None = None) -> list[Gain]:
    """What synonyms of the question's phrases add to the scores of passages; ``weights`` as in the scores."""
    weights = [1.0] * len(terms.keys) if weights is None else weights
    found = list(find(table, terms.keys, terms.accented))[:_PHRASES]
    return [gain for phrase in found if len((gain := _gain(lexical, terms, weights, phrase)).passages)]


def _gain(lexical: LexicalIndex, terms: Terms, weights: Sequence[float], phrase: Found) -> Gain:
    keys, weights = terms.keys[phrase.start : phrase.end], weights[phrase.start : phrase.end]
    level = _level(lexical, keys) * sum(weights) / len(weights)
    known = (s for synonym in phrase.synonyms if (s := _scored(lexical, synonym, level)) is not None)
    parts = list(islice(known, _SYNONYMS)) or [_NOTHING]
    passages, place = np.unique(np.concatenate([p for p, _ in parts]), return_inverse=True)
    best = np.zeros(len(passages), dtype=np.float32)
    np.maximum.at(best, place, np.concatenate([values for _, values in parts]))
    own = np.zeros(len(passages), dtype=np.float32)
    codes = lexical.weighted(Terms(keys, keys, ()), weights)
    for position, weight in zip(lexical.folded.find(list(codes)), codes.values(), strict=True):
        if position >= 0:
            own += np.float32(weight) * _at(*lexical.folded.of(position), passages)
    more = np.maximum(best - own, np.float32(0))
    return Gain(passages[more > 0].astype(np.intp), more[more > 0])


def _scored(lexical: LexicalIndex, synonym: Synonym, level: float) -> tuple[Longs, Floats] | None:
    """The passages that have a synonym as a phrase, and what it is worth in each; None where none can, or too many."""
    keys = synonym.phrase.keys
    codes = [lexical.code(*pair) for pair in pairwise(keys)] if len(keys) > 1 else [lexical.code(*keys)]
    positions = lexical.folded.find(codes)
    if min(positions) < 0:
        return None
    scale = np.float32(WEIGHTS.pair if len(keys) > 1 else 1.0)
    positions.sort(key=lambda p: len(lexical.folded.of(p)[0]))
    rarest = lexical.folded.of(positions[0])[0]
    if len(rarest) > _COMMON:
        return None
    passages = rarest.astype(np.int64)
    weakest = np.full(len(passages), np.inf, dtype=np.float32)
    for position in positions:
        having, impacts = lexical.folded.of(position)
        often = _at(having, impacts, passages) / (scale * lexical.folded.idf[position])
        weakest = np.minimum(weakest, often)
    worth = np.float32(synonym.strength * min(level, _level(lexical, keys)))
    return passages, worth * weakest


def _level(lexical: LexicalIndex, keys: Sequence[str]) -> float:
    """What a phrase is worth in a passage of average length that has it once."""
    singles = sum(lexical.idf(lexical.code(k)) for k in keys)
    return singles + WEIGHTS.pair * sum(lexical.idf(lexical.code(*pair)) for pair in pairwise(keys))


def _at(having: NDArray[np.int32], impacts: Floats, passages: Longs) -> Floats:
    """The impacts on ``passages``, 0 where the term is not."""
    # Numbers of one type: else the whole postings would be copied to the wider one each time.
    at = np.minimum(np.searchsorted(having, passages.astype(having.dtype)), len(having) - 1)
    return np.where(having[at] == passages, impacts[at], np.float32(0))
