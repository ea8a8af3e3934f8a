"""How well a span of a document covers what a question looks for.

A question becomes *needs*: words or set phrases, each with a weight from its rarity in the corpus. A sentence
covers a need by its own words, or, for less, by the headings above it, its neighbours or its document's name.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant.question import CATEGORY_WORDS
from corpus.document import Document, Span
from index.search import Index
from index.terms import analyse
from index.vietnamese import key, words

_SYNONYMS = Path(__file__).with_name("synonyms.tsv")

CATEGORY_SHARE = 0.3
GIVEN_SHARE = 0.15
SYNONYM_SHARE = 0.85
HEADING_SHARE = 0.75
NEIGHBOUR_SHARE = 0.5
IDENTITY_SHARE = 0.6


class Need(NamedTuple):
    """A phrase of keys to find, other phrases that say the same, and its weight (> 0)."""

    phrase: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    weight: float


class Text(NamedTuple):
    """Keys of a text: as a set, and in order between spaces for phrases."""

    held: frozenset[str]
    run: str


@dataclass(frozen=True, slots=True)
class Query:
    """What a question looks for: its needs, and its neighbouring words as runs (" a b ")."""

    needs: tuple[Need, ...]
    pairs: tuple[str, ...]

    @property
    def total(self) -> float:
        return sum(need.weight for need in self.needs)


def query(index: Index, content: Sequence[str], *, given: Iterable[str] = ()) -> Query:
    """The needs of content words as typed; words of ``given`` (the named document's own name) weigh little."""
    keys = [k for k in index.terms(" ".join(content)).keys if k]
    given_keys = {key(word) for text in given for word in words(text)}

    def weight(k: str) -> float:
        share = GIVEN_SHARE if k in given_keys else CATEGORY_SHARE if k in CATEGORY_WORDS else 1.0
        return share * max(index.lexical.idf(k), 0.1)

    needs: list[Need] = []
    at = 0
    table = _synonyms()
    while at < len(keys):
        length = next(
            (n for n in (4, 3, 2, 1) if tuple(keys[at : at + n]) in table and at + n <= len(keys)), 1
        )
        phrase = tuple(keys[at : at + length])
        needs.append(Need(phrase, table.get(phrase, ()), sum(weight(k) for k in phrase)))
        at += length
    merged = {need.phrase: need for need in needs}
    pairs = tuple(f" {a} {b} " for a, b in zip(keys, keys[1:], strict=False))
    return Query(tuple(merged.values()), pairs)


def read(index: Index, text: str) -> Text:
    """The keys of a text, abbreviations in full."""
    keys = [k for k in analyse(text, index.abbreviations).keys if k]
    return Text(frozenset(keys), f" {' '.join(keys)} ")


def covered(need: Need, text: Text) -> float:
    """Share of a need that a text holds, in [0, 1]."""
    share = sum(k in text.held for k in need.phrase) / len(need.phrase)
    if share < SYNONYM_SHARE and any(f" {' '.join(other)} " in text.run for other in need.synonyms):
        return SYNONYM_SHARE
    return share


def coverage(query: Query, text: Text, *, around: Sequence[tuple[Text, float]] = ()) -> float:
    """Weighted share of the needs that ``text`` covers, or, scaled, a text ``around`` it; in [0, 1]."""
    if not query.needs:
        return 0.0
    total = 0.0
    for need in query.needs:
        best = covered(need, text)
        for other, share in around:
            if best < share:
                best = max(best, share * covered(need, other))
        total += need.weight * best
    return total / query.total


def adjacency(query: Query, text: Text) -> float:
    """Share of the question's neighbouring words that stand side by side in the text."""
    if not query.pairs:
        return 0.0
    return sum(pair in text.run for pair in query.pairs) / len(query.pairs)


def identity_text(document: Document) -> str:
    """The words a document is known by."""
    info = document.info
    parts = (info.kind, info.number, info.issuer, info.locality, info.level, info.title)
    return " ".join(part for part in parts if part)


def name_words(document: Document) -> str:
    """The words a question may use only to say which document it means."""
    info = document.info
    parts = (
        info.kind,
        info.number,
        info.issuer,
        info.locality,
        info.level,
        "số văn bản tỉnh ủy huyện trung ương",
    )
    return " ".join(part for part in parts if part)


def sentences_in(document: Document, span: Span) -> list[Span]:
    """Sentences of the document that overlap a span."""
    return [s for s in document.sentences if s.start < span.end and span.start < s.end]


@functools.cache
def _synonyms() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    table: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in _SYNONYMS.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            group = [tuple(key(w) for w in words(phrase)) for phrase in line.split("\t")]
            for phrase in group[:1] if len(group) > 2 else group:
                others = tuple(other for other in group if other != phrase)
                table[phrase] = (*table.get(phrase, ()), *others)
    return table
