"""Sentences that say the same in several documents: said once, from whom it should be said."""

import functools
import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from index.vietnamese import key, words

T = TypeVar("T")

#: Share of the shorter text's neighbouring words that the other must have to say the same.
_SAME = 0.67
_FEWEST = 6

Pairs = frozenset[tuple[str, str]]


@functools.lru_cache(maxsize=1 << 14)
def pairs(text: str) -> Pairs:
    """The neighbouring words of a text, as keys."""
    return frozenset(itertools.pairwise(map(key, words(text))))


def alike(one: Pairs, other: Pairs) -> bool:
    """Whether one text says, nearly word for word, what the other says, or a part of it; with the same figures."""
    fewer = min(len(one), len(other))
    return fewer >= _FEWEST and len(one & other) >= _SAME * fewer and _figures_agree(one, other)


def holds(text: Pairs, quote: Pairs) -> bool:
    """Whether a text says what a quote says, not only a part of it."""
    return len(text & quote) >= _SAME * len(quote)


def grouped(items: Sequence[T], *, text: Callable[[T], str], apart: Callable[[T, T], bool]) -> list[tuple[T, ...]]:
    """Items put with those that say the same, each group under its first item; ``apart`` keeps two from one group."""
    groups: list[list[T]] = []
    heads: list[Pairs] = []
    where: dict[tuple[str, str], list[int]] = {}
    for item in items:
        held = pairs(text(item))
        shared = Counter(number for pair in held for number in where.get(pair, ()))
        near = sorted(shared, key=lambda number: (-shared[number], number))
        home = next((n for n in near if alike(heads[n], held) and not any(apart(item, i) for i in groups[n])), None)
        if home is not None:
            groups[home].append(item)
            continue
        for pair in held:
            where.setdefault(pair, []).append(len(groups))
        groups.append([item])
        heads.append(held)
    return [tuple(group) for group in groups]


def _figures_agree(one: Pairs, other: Pairs) -> bool:
    figures = [{word for pair in held for word in pair if word.isdecimal()} for held in (one, other)]
    small, large = sorted(figures, key=len)
    return small <= large and bool(small) == bool(large)
