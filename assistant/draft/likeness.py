"""Sentences that say the same in several documents: said once, from whom it should be said."""

import itertools
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from index.vietnamese import key, words

T = TypeVar("T")

#: Share of the shorter text's neighbouring words that the other must have to say the same.
_SAME = 0.6
_FEWEST = 6

Pairs = frozenset[tuple[str, str]]


def pairs(text: str) -> Pairs:
    """The neighbouring words of a text, as keys."""
    return frozenset(itertools.pairwise(map(key, words(text))))


def alike(one: Pairs, other: Pairs) -> bool:
    """Whether one text says, nearly word for word, what the other says, or a part of it."""
    fewer = min(len(one), len(other))
    return fewer >= _FEWEST and len(one & other) >= _SAME * fewer


def grouped(
    items: Sequence[T], *, text: Callable[[T], str], order: Callable[[T], tuple[Hashable, ...]]
) -> list[tuple[T, ...]]:
    """Items put with those that say the same: in each group the one to be said first, the groups in the items' order.

    ``order`` gives who should say it: the lowest comes first.
    """
    read = [(item, pairs(text(item))) for item in items]
    groups: list[list[tuple[T, Pairs]]] = []
    for item, held in read:
        home = next((g for g in groups if alike(g[0][1], held)), None)
        if home is None:
            groups.append([(item, held)])
        else:
            home.append((item, held))
    return [tuple(item for item, _ in sorted(g, key=lambda row: order(row[0]))) for g in groups]
