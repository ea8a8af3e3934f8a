"""Texts as weighted features, the same for training and for inference.

A text has three kinds of feature: each syllable as written (``điều``), the syllable folded (``dieu``), and each
pair of neighbouring folded syllables (``dieu le``). A feature seen ``tf`` times weighs ``1 + ln tf``.
Everything works on whole batches with NumPy: the speed of indexing is the speed of this file.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.vietnamese import accented_key, key

_SYLLABLE = re.compile(r"[^\W_]+")
_REMEMBERED = 1 << 18
_ROWS = 1 << 32

Int64s = NDArray[np.int64]
Floats = NDArray[np.float32]


class Tokens(NamedTuple):
    """The syllables of ``n`` texts, one after the other.

    ``accented`` and ``folded`` hold for each syllable the row of its features, -1 where the vocabulary
    lacks it. The syllables of text ``i`` are ``starts[i]:starts[i + 1]``; ``starts`` has ``n + 1`` numbers.
    """

    accented: Int64s
    folded: Int64s
    starts: Int64s


class Features(NamedTuple):
    """The distinct features of ``n`` texts: those of text ``i`` are ``rows[starts[i]:starts[i + 1]]``."""

    rows: Int64s
    counts: Int64s
    starts: Int64s

    @property
    def weights(self) -> Floats:
        """``1 + ln tf`` of each feature."""
        return (1.0 + np.log(self.counts)).astype(np.float32)


def cut(text: str) -> list[str]:
    """The lower-case syllables (runs of letters or digits) of ``text``, composed to NFC."""
    return _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())


def counted(numbers: Int64s) -> tuple[Int64s, Int64s]:
    """The distinct ``numbers``, ascending, and how often each occurs (as ``numpy.unique``, several times faster)."""
    ordered = np.sort(numbers)
    changes = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    bounds = np.concatenate(([0], changes, [len(ordered)])) if len(ordered) else np.zeros(1, dtype=np.int64)
    return ordered[bounds[:-1]], np.diff(bounds)


class Vocabulary:
    """Which features have a row: the accented syllables first, then the folded ones, then the bigrams.

    ``bigrams`` has shape (n, 2): places in ``folded`` of the two syllables, sorted by first, then second.
    An instance remembers the rows of the syllables it has met, at most 262,144 of them.
    """

    def __init__(self, accented: Sequence[str], folded: Sequence[str], bigrams: NDArray[np.integer]) -> None:
        self.accented = tuple(accented)
        self.folded = tuple(folded)
        self.bigrams = np.asarray(bigrams, dtype=np.int64).reshape(-1, 2)
        self._keys = self.bigrams[:, 0] * len(self.folded) + self.bigrams[:, 1]
        if np.any(np.diff(self._keys) <= 0):
            raise ValueError("bigrams must be distinct and sorted")
        self._row_of_accented = {form: row for row, form in enumerate(self.accented)}
        self._row_of_folded = {form: row for row, form in enumerate(self.folded, start=len(self.accented))}
        self._remembered: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.accented) + len(self.folded) + len(self._keys)

    def tokens(self, texts: Iterable[str], *, longest: int | None = None) -> Tokens:
        """The rows of each text's syllables, of the first ``longest`` only where that is given."""
        packed: list[int] = []
        starts = [0]
        remembered, look_up = self._remembered.get, self._look_up
        for text in texts:
            for form in cut(text)[:longest]:
                rows = remembered(form)
                packed.append(look_up(form) if rows is None else rows)
            starts.append(len(packed))
        both = np.array(packed, dtype=np.int64)
        return Tokens(both // _ROWS - 1, both % _ROWS - 1, np.array(starts, dtype=np.int64))

    def features(self, tokens: Tokens) -> Features:
        """The distinct features of each text, by ascending row."""
        texts = np.repeat(np.arange(len(tokens.starts) - 1), np.diff(tokens.starts))
        pairs = self.pair_rows(tokens)
        rows = np.concatenate((tokens.accented, tokens.folded, pairs))
        owners = np.concatenate((texts, texts, texts[: len(pairs)]))
        known = rows >= 0
        keys, counts = counted(owners[known] * len(self) + rows[known])
        found_in, found = np.divmod(keys, max(len(self), 1))
        starts = np.searchsorted(found_in, np.arange(len(tokens.starts)))
        return Features(found, counts, starts)

    def pair_rows(self, tokens: Tokens) -> Int64s:
        """The row of the bigram starting at each syllable but the last, -1 across texts or where unknown."""
        if len(tokens.folded) < 2 or not len(self._keys):
            return np.empty(0, dtype=np.int64)
        places = tokens.folded - len(self.accented)
        left, right = places[:-1], places[1:]
        keys = left * len(self.folded) + right
        found = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        ends = tokens.starts[1:-1]
        inside = np.ones(len(keys), dtype=bool)
        inside[ends[(ends > 0) & (ends < len(tokens.folded))] - 1] = False
        known = inside & (left >= 0) & (right >= 0) & (self._keys[found] == keys)
        return np.where(known, found + len(self.accented) + len(self.folded), -1)

    def _look_up(self, form: str) -> int:
        rows = (
            (self._row_of_accented.get(accented_key(form), -1) + 1) * _ROWS + self._row_of_folded.get(key(form), -1) + 1
        )
        if len(self._remembered) < _REMEMBERED:
            self._remembered[form] = rows
        return rows
