"""Postings: which passage has which term, and how much that term adds to the passage's BM25 score.

Everything that depends only on the corpus is computed here, once: a posting holds the finished contribution
(float32), so that a query only adds up. Formula: Robertson and Zaragoza, "The Probabilistic Relevance
Framework: BM25 and Beyond" (2009), with the weighted fields of its section 3.6 (BM25F, one length
normalisation).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import TrolyError
from index.terms import BOUNDARY, Terms

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

FIELDS = 3  # body, heading path, document title
_SLOTS = 4  # room for the field number in a packed posting: the power of two above FIELDS
_LARGEST = 2**63 - 1


class Weights(NamedTuple):
    """Constants of the formula.

    ``fields`` are body, heading path, document title; ``pair``, ``mark`` and ``accent`` scale pairs of keys,
    document numbers and dates, and accented forms against single keys. A passage counts as longer by the number of
    passages of its document to the power ``whole``: each is one more chance that one of them fits by accident.
    """

    k1: float = 0.6
    b: float = 0.9
    fields: tuple[float, float, float] = (1.0, 1.5, 1.0)
    pair: float = 0.7
    mark: float = 1.0
    accent: float = 0.1
    whole: float = 0.25


WEIGHTS = Weights()


class Postings(NamedTuple):
    """Passages by term: term ``codes[t]`` is in ``passages[starts[t]:starts[t + 1]]``, both ascending.

    ``impacts`` runs beside ``passages``; ``idf`` beside ``codes``.
    """

    codes: Longs
    starts: Longs
    passages: Ints
    impacts: Floats
    idf: Floats

    def find(self, codes: Sequence[int]) -> list[int]:
        """Positions of codes, -1 for those the corpus does not have."""
        if not len(self.codes) or not codes:
            return [-1] * len(codes)
        wanted = np.asarray(codes, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        same = self.codes[at] == wanted
        return [p if s else -1 for p, s in zip(at.tolist(), same.tolist(), strict=True)]

    def of(self, position: int) -> tuple[Ints, Floats]:
        """Passages and impacts of one term."""
        start, end = int(self.starts[position]), int(self.starts[position + 1])
        return self.passages[start:end], self.impacts[start:end]


class Built(NamedTuple):
    """Postings of keys, pairs and marks; of accented keys; and the two lists of words, numbered from 1."""

    size: int
    vocabulary: list[str]
    accents: list[str]
    folded: Postings
    accented: Postings


class _Collected(NamedTuple):
    """All passages end to end: numbers of keys and accented keys, and where in which field each stands."""

    size: int
    vocabulary: list[str]
    accents: list[str]
    keys: Ints
    accented: Ints
    places: Longs  # passage * _SLOTS + field
    lengths: Longs  # keys in each place, shape (size, _SLOTS)


def build(passages: Iterable[Sequence[Terms]], weights: Weights, *, owners: Sequence[int] | None = None) -> Built:
    """Index passages, each given as the terms of its body, heading path and document title.

    ``owners`` are the numbers of their documents, from 0 (None: each is its own). Raises TrolyError when there are more
    terms and passages than 63 bits can number.
    """
    found = _collect(passages)
    fields = np.zeros(_SLOTS, dtype=np.float32)
    fields[:FIELDS] = weights.fields
    lengths = (found.lengths @ fields) * _siblings(found.size, owners) ** weights.whole
    mean = float(lengths.mean()) if found.size else 1.0
    norms = (weights.k1 * (1 - weights.b + weights.b * lengths / max(mean, 1e-9))).astype(np.float32)

    base = len(found.vocabulary) + 1
    known = found.keys > 0
    follows = known[1:] & known[:-1] & (found.places[1:] == found.places[:-1])
    pairs = found.keys[:-1][follows].astype(np.int64) * base + found.keys[1:][follows]
    codes = np.concatenate([found.keys[known].astype(np.int64), pairs])
    places = np.concatenate([found.places[known], found.places[1:][follows]])
    del pairs, follows
    postings = _postings(codes, places, found.size, fields, norms, weights.k1)
    scale = np.full(len(postings.codes), weights.pair, dtype=np.float32)
    singles = int(np.searchsorted(postings.codes, base))
    is_mark = np.array([False, *(word[0] in "#@" for word in found.vocabulary)])
    scale[:singles] = np.where(is_mark[postings.codes[:singles]], np.float32(weights.mark), np.float32(1))
    folded = _scaled(postings, scale)

    telling = _telling_accents(found)
    accented = _postings(
        found.accented[telling].astype(np.int64), found.places[telling], found.size, fields, norms, weights.k1
    )
    accented = _scaled(accented, np.full(len(accented.codes), weights.accent, dtype=np.float32))
    return Built(found.size, found.vocabulary, found.accents, folded, accented)


def _siblings(size: int, owners: Sequence[int] | None) -> NDArray[np.float64]:
    """How many passages the document of each passage has, itself counted."""
    if owners is None:
        return np.ones(size)
    documents = np.asarray(owners, dtype=np.int64)
    return np.bincount(documents)[documents].astype(np.float64)


def _collect(passages: Iterable[Sequence[Terms]]) -> _Collected:
    vocabulary: defaultdict[str, int] = defaultdict(count(1).__next__, {BOUNDARY: 0})
    accents: defaultdict[str, int] = defaultdict(count(1).__next__, {BOUNDARY: 0})
    keys, accented = array("i"), array("i")
    ends, lengths = array("q"), array("q")
    for fields in passages:
        for terms in fields:
            keys.extend(map(vocabulary.__getitem__, terms.keys))
            accented.extend(map(accents.__getitem__, terms.accented))
            lengths.append(len(terms.keys))
            for mark in terms.marks:  # set apart, so that they pair with nothing
                keys.extend((0, vocabulary[mark]))
                accented.extend((0, 0))
            ends.append(len(keys))
        for _ in range(len(fields), _SLOTS):
            lengths.append(0)
            ends.append(len(keys))
    size = len(lengths) // _SLOTS
    spans = np.diff(np.asarray(ends, dtype=np.int64), prepend=0).astype(np.int64)
    return _Collected(
        size,
        [word for word in vocabulary if word],
        [word for word in accents if word],
        np.asarray(keys, dtype=np.int32),
        np.asarray(accented, dtype=np.int32),
        np.repeat(np.arange(size * _SLOTS, dtype=np.int64), spans),
        np.asarray(lengths, dtype=np.int64).reshape(size, _SLOTS),
    )


def _telling_accents(found: _Collected) -> NDArray[np.bool_]:
    """Which positions have a key that the corpus writes with more than one set of accents."""
    used = found.accented > 0
    width = len(found.accents) + 1
    forms = np.unique(found.keys[used].astype(np.int64) * width + found.accented[used]) // width
    variants = np.bincount(forms, minlength=len(found.vocabulary) + 1)
    return used & (variants[found.keys] > 1)


def _postings(codes: Longs, places: Longs, size: int, fields: Floats, norms: Floats, k1: float) -> Postings:
    """Occurrences, given by the code of the term and the place, summed into postings with BM25 impacts.

    Term, passage and field are packed into one integer: sorting those is many times faster than ordering
    three arrays by an index.
    """
    if not len(codes):
        empty = np.zeros(0, dtype=np.int64)
        nothing = np.zeros(0, dtype=np.float32)
        return Postings(empty, np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32), nothing, nothing)
    if (int(codes.max()) + 1) * size * _SLOTS > _LARGEST:
        raise TrolyError("Kho văn bản quá lớn để lập một chỉ mục; hãy chia thành nhiều kho nhỏ hơn.")
    packed = codes * (size * _SLOTS) + places
    packed.sort()
    where = packed // _SLOTS
    amounts = fields[packed % _SLOTS]
    in_body = (packed % _SLOTS) == 0
    del packed
    first = np.flatnonzero(np.diff(where, prepend=-1))
    frequency = np.add.reduceat(amounts, first)
    has_body = np.logical_or.reduceat(in_body, first)
    where = where[first]
    owner = (where % size).astype(np.int32)
    term = where // size
    begins = np.flatnonzero(np.diff(term, prepend=-1))
    starts = np.append(begins, len(term)).astype(np.int64)
    every: Longs = np.diff(starts)
    # A title is repeated in all passages of its document: counted there, its words would seem to say nothing.
    body = np.add.reduceat(has_body.astype(np.int64), begins)
    df = np.where(body > 0, body, every)
    idf = np.log1p((size - df + 0.5) / (df + 0.5)).astype(np.float32)
    impacts = np.repeat(idf, every) * frequency * np.float32(k1 + 1) / (frequency + norms[owner])
    return Postings(term[begins], starts, owner, impacts.astype(np.float32), idf)


def _scaled(postings: Postings, scale: Floats) -> Postings:
    sizes: Longs = np.diff(postings.starts)
    return postings._replace(impacts=postings.impacts * np.repeat(scale, sizes))
