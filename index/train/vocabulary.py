"""Choosing the features that get a row: the ones found in the most texts."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.features import Floats, Int64s, Tokens, Vocabulary, counted
from index.train.pairs import Stream
from index.vietnamese import accented_key, key

_TOKENS_A_BLOCK = 4_000_000


class Spellings:
    """Every distinct syllable of the training texts, with the numbers of its spelling and its folded form."""

    def __init__(self, forms: Sequence[str]) -> None:
        self.accented, self.to_accented = _numbered(accented_key(form) for form in forms)
        self.folded, self.to_folded = _numbered(key(form) for form in forms)

    def tokens(self, stream: Stream, vocabulary: Vocabulary, *, accents: bool = True) -> Tokens:
        """``stream`` in rows of ``vocabulary``; with ``accents=False`` as if typed without any."""
        place = {form: row for row, form in enumerate(vocabulary.accented)}
        forms = self.accented if accents else self.folded
        numbers = self.to_accented if accents else self.to_folded
        accented = np.array([place.get(form, -1) for form in forms], dtype=np.int64)[numbers]
        place = {form: row for row, form in enumerate(vocabulary.folded, start=len(vocabulary.accented))}
        folded = np.array([place.get(form, -1) for form in self.folded], dtype=np.int64)[self.to_folded]
        return Tokens(accented[stream.ids], folded[stream.ids], stream.starts)


def choose(
    spellings: Spellings, streams: Iterable[tuple[Stream, float]], *, size: int, least: int
) -> tuple[Vocabulary, Floats]:
    """The ``size`` features found in the most texts, ``least`` at the lowest, and in how many each is found.

    The texts of a stream count as often as its weight says. A bigram is taken only with both of its syllables.
    """
    n = len(spellings.folded)
    accented = np.zeros(len(spellings.accented), dtype=np.float32)
    folded = np.zeros(n, dtype=np.float32)
    blocks = []
    for stream, weight in streams:
        for ids, texts in _blocks(stream):
            accented += weight * _texts_with(spellings.to_accented[ids], texts, len(accented)).astype(np.float32)
            folds = spellings.to_folded[ids].astype(np.int64)
            folded += weight * _texts_with(folds, texts, n).astype(np.float32)
            inside = texts[1:] == texts[:-1]
            pairs, times = _pairs(folds[:-1][inside] * n + folds[1:][inside], texts[1:][inside], n * n)
            blocks.append((pairs, weight * times.astype(np.float32)))
    keys, found = _sum(blocks)
    enough = found >= least
    keys, found = keys[enough], found[enough]
    everything: Floats = np.concatenate((accented, folded, found))
    floor = max(float(least), float(np.sort(everything)[-size]) if size < len(everything) else 0.0)
    # Ties at the floor are all left out rather than broken by chance.
    if (everything >= floor).sum() > size:
        floor = float(np.nextafter(np.float32(floor), np.float32(np.inf)))
    take_accented, take_folded = np.flatnonzero(accented >= floor), np.flatnonzero(folded >= floor)
    place = np.full(n, -1)
    place[take_folded] = np.arange(len(take_folded))
    keys, found = keys[found >= floor], found[found >= floor]
    bigrams = np.stack((place[keys // n], place[keys % n]), axis=1)
    order = np.lexsort((bigrams[:, 1], bigrams[:, 0]))
    vocabulary = Vocabulary(
        [spellings.accented[i] for i in take_accented],
        [spellings.folded[i] for i in take_folded],
        bigrams[order],
    )
    return vocabulary, np.concatenate((accented[take_accented], folded[take_folded], found[order]))


def _numbered(forms: Iterable[str]) -> tuple[list[str], NDArray[np.int64]]:
    numbers: dict[str, int] = {}
    places = [numbers.setdefault(form, len(numbers)) for form in forms]
    return list(numbers), np.array(places, dtype=np.int64)


def _blocks(stream: Stream) -> Iterable[tuple[NDArray[np.int32], Int64s]]:
    """Whole texts of about four million syllables at a time, with the number of the text of each."""
    first = 0
    while first < len(stream.starts) - 1:
        last = int(np.searchsorted(stream.starts, stream.starts[first] + _TOKENS_A_BLOCK, side="right")) - 1
        last = min(max(last, first + 1), len(stream.starts) - 1)
        texts = np.repeat(np.arange(first, last), np.diff(stream.starts[first : last + 1]))
        yield stream.ids[stream.starts[first] : stream.starts[last]], texts
        first = last


def _texts_with(numbers: Int64s, texts: Int64s, size: int) -> Int64s:
    distinct, _ = counted(texts * size + numbers)
    return np.bincount(distinct % size, minlength=size)


def _pairs(keys: Int64s, texts: Int64s, size: int) -> tuple[Int64s, Int64s]:
    """The distinct ``keys`` (below ``size``) and how many texts hold each."""
    # One sort of whole numbers is several times faster than sorting by two keys; 2^63 leaves room for it.
    distinct, _ = counted((texts - texts[:1].sum()) * size + keys)
    return counted(distinct % size)


def _sum(blocks: list[tuple[Int64s, Floats]]) -> tuple[Int64s, Floats]:
    """All blocks' keys, ascending, and the sum of each key's counts."""
    keys, counts = np.concatenate([k for k, _ in blocks]), np.concatenate([c for _, c in blocks])
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.int64)
    return keys[first], np.add.reduceat(counts, first) if len(first) else counts
