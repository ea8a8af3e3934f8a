"""How well a span of a document covers what a question looks for.

A question becomes *needs*: words or set phrases, each with a weight from its rarity in the corpus. A sentence
covers a need by its own words, or, for less, by the headings above it, its neighbours or its document's name.
"""

import functools
import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary

from assistant.question import CATEGORY_WORDS
from corpus.document import Document, Span
from index.search import Index
from index.synonyms import Synonym, find
from index.terms import analyse
from index.vietnamese import accented_key, key, words

_YEAR = re.compile(r"^(19|20)\d\d$")
_GENERAL = Path(__file__).with_name("general_words.txt")

CATEGORY_SHARE = 0.3
GIVEN_SHARE = 0.1
MINOR_SHARE = 0.05
GENERAL_SHARE = 0.3
#: A word that says little, where the documents use it all the same.
KNOWN_GENERAL_SHARE = 0.6
#: What a word counts for when the text has it only with other accents ("thủ đô" for "thu, độ").
OTHER_ACCENTS_SHARE = 0.3
SLIP_SHARE = 0.75
HEADING_SHARE = 0.75
NEIGHBOUR_SHARE = 0.5
IDENTITY_SHARE = 0.6
_WINDOW = 28
_OPENING = 16
_SLIP = "?"
_LOOSE = 0.6
_READ_LIMIT = 50_000


class Need(NamedTuple):
    """A phrase of keys to find, what may stand for it (strongest first), and its weight (> 0).

    ``accented`` runs beside ``phrase``: the accented key where the accents must agree, else "".
    """

    phrase: tuple[str, ...]
    accented: tuple[str, ...]
    synonyms: tuple[Synonym, ...]
    weight: float


class Text(NamedTuple):
    """Keys of a text in order, as sets with and without accents, and as a run for phrases (`` a b c ``)."""

    keys: tuple[str, ...]
    held: frozenset[str]
    accented: frozenset[str]
    run: str

    @property
    def years(self) -> frozenset[str]:
        return frozenset(k for k in self.held if _YEAR.match(k))


@dataclass(frozen=True, slots=True)
class Query:
    """What a question looks for: its needs, and its neighbouring words as runs (" a b "), each with the runs that may
    stand for it."""

    needs: tuple[Need, ...]
    pairs: tuple[tuple[str, ...], ...]

    @property
    def total(self) -> float:
        return sum(need.weight for need in self.needs)


def query(index: Index, content: Sequence[str], *, given: Iterable[str] = (), minor: Iterable[str] = ()) -> Query:
    """The needs of content words as typed. Words of ``given`` (the named document's own name) weigh little,
    those of ``minor`` (carried over from an earlier question) even less."""
    terms = index.terms(" ".join(content))
    typed = [(k, a) for k, a in zip(terms.keys, terms.accented, strict=True) if k]
    keys = [k for k, _ in typed]
    low = {k: MINOR_SHARE for text in minor for k in index.terms(text).keys}
    low |= {key(word): GIVEN_SHARE for text in given for word in words(text) if key(word) not in low}
    accents = index.lexical.accents
    has_accents = any(a != k for k, a in typed)

    general = general_words()

    def weight(k: str, accented: str) -> float:
        share = min(low.get(k, 1.0), CATEGORY_SHARE if k in CATEGORY_WORDS else 1.0)
        # Accents tell "sống" from "song"; without them, either may be meant where the corpus has one.
        is_general = accented in general.accented if has_accents else k in general.folded
        if is_general:
            is_known = accented in accents if has_accents else index.lexical.frequency(k) > 0
            share = min(share, KNOWN_GENERAL_SHARE if is_known else GENERAL_SHARE)
        return share * rarity(index, k)

    needs: list[Need] = []
    at = 0
    widened = {found.start: found for found in find(index.synonyms, keys, [a for _, a in typed])}
    while at < len(keys):
        end, synonyms = (widened[at].end, widened[at].synonyms) if at in widened else (at + 1, ())
        phrase = tuple(keys[at:end])
        marked = tuple(_required(k, a, accents, has_accents) for k, a in typed[at:end])
        synonyms = tuple(s for s in synonyms if _occurs(index, s.phrase.keys))
        needs.append(Need(phrase, marked, synonyms, sum(weight(*row) for row in typed[at:end])))
        at = end
    return Query(tuple({need.phrase: need for need in needs}.values()), _pairs(index, needs))


def _occurs(index: Index, keys: Sequence[str]) -> bool:
    """Whether the corpus has all the keys, each after the one before."""
    if len(keys) == 1:
        return index.lexical.frequency(keys[0]) > 0
    return all(index.lexical.pair_frequency(*pair) > 0 for pair in itertools.pairwise(keys))


def _pairs(index: Index, needs: Sequence[Need]) -> tuple[tuple[str, ...], ...]:
    """Neighbouring words as runs (" a b "), each with what may stand for it: inside a phrase its synonyms, between
    two phrases the end of one with the beginning of the next."""
    found: list[tuple[str, ...]] = []
    for i, need in enumerate(needs):
        whole = tuple(f" {' '.join(s.phrase.keys)} " for s in need.synonyms)
        found += [(f" {a} {b} ", *whole) for a, b in itertools.pairwise(need.phrase)]
        if i + 1 < len(needs):
            ends, starts = (
                [n.phrase, *(s.phrase.keys for s in n.synonyms if s.strength > _LOOSE)] for n in (need, needs[i + 1])
            )
            first, *others = itertools.product((e[-1] for e in ends), (b[0] for b in starts))
            known = (pair for pair in others if index.lexical.pair_frequency(*pair))
            found.append(tuple(f" {a} {b} " for a, b in dict.fromkeys((first, *known))))
    return tuple(found)


def _required(k: str, accented: str, known: Mapping[str, int], has_accents: bool) -> str:
    """The accented form a text must have: any in a question without accents; ``_SLIP`` for a form that no text
    has, which may be a typing slip or another word."""
    if not has_accents:
        return ""
    return accented if accented in known else _SLIP


def rarity(index: Index, k: str) -> float:
    """Inverse document frequency of a key over the passages, as in BM25 (Robertson and Zaragoza 2009), at least 0.1."""
    held = index.lexical.frequency(k)
    return max(math.log(1 + (index.lexical.size - held + 0.5) / (held + 0.5)), 0.1)


def read(index: Index, text: str) -> Text:
    """The keys of a text, abbreviations in full. Kept for each index, as the same sentences are read again."""
    cache = _READ.setdefault(index, {})
    if text not in cache:
        if len(cache) >= _READ_LIMIT:
            cache.clear()
        cache[text] = _analysed(index, text)
    return cache[text]


def _analysed(index: Index, text: str) -> Text:
    terms = analyse(text, index.abbreviations)
    keys = tuple(k for k in terms.keys if k)
    return Text(keys, frozenset(keys), frozenset(terms.accented), f" {' '.join(keys)} ")


def covered(need: Need, text: Text) -> float:
    """Share of a need that a text holds, in [0, 1]."""
    found = 0.0
    for k, accented in zip(need.phrase, need.accented, strict=True):
        if k in text.held:
            agrees = not accented or accented in text.accented
            found += 1.0 if agrees else SLIP_SHARE if accented == _SLIP else OTHER_ACCENTS_SHARE
    share = found / len(need.phrase)
    for synonym in need.synonyms:
        if share >= synonym.strength:
            break
        if has_synonym(text, synonym):
            return synonym.strength
    return share


def has_synonym(text: Text, synonym: Synonym) -> bool:
    """Whether a text has a phrase; a single syllable with its accents too."""
    keys, accented = synonym.phrase
    return f" {' '.join(keys)} " in text.run and (len(keys) > 1 or accented[0] in text.accented)


def coverage(query: Query, text: Text, *, around: Sequence[tuple[Text, float]] = ()) -> float:
    """Weighted share of the needs that ``text`` covers, or, scaled, a text ``around`` it; in [0, 1].

    The first text around is the headings: a year in them governs what stands below.
    """
    if not query.needs:
        return 0.0
    total = 0.0
    governing = around[0][0].years if around else frozenset()
    for need in query.needs:
        if governing and _YEAR.match(need.phrase[0]):
            total += need.weight * (1.0 if need.phrase[0] in governing else 0.3 * covered(need, text))
            continue
        best = covered(need, text)
        for other, share in around:
            if best < share:
                best = max(best, share * covered(need, other))
        total += need.weight * best
    return total / query.total


def closest(query: Query, text: Text, headings: Text) -> float:
    """The best coverage within a window of keys: words scattered over a long sentence say less.

    Of the headings only a year counts, as in ``coverage``.
    """
    keys = text.keys
    around = ((headings, 0.0),)
    if len(keys) <= _WINDOW:
        return coverage(query, text, around=around)
    best = 0.0
    for at in range(0, len(keys) - _WINDOW // 2, _WINDOW // 2):
        window = keys[at : at + _WINDOW]
        held = frozenset(window)
        part = Text(window, held, text.accented, f" {' '.join(window)} ")
        best = max(best, coverage(query, part, around=around))
    return best


def opening(text: Text) -> Text:
    """The first keys of a text: official sentences say first what they are about."""
    keys = text.keys[:_OPENING]
    return Text(keys, frozenset(keys), text.accented, f" {' '.join(keys)} ")


def adjacency(query: Query, text: Text) -> float:
    """Share of the question's neighbouring words that stand side by side in the text."""
    if not query.pairs:
        return 0.0
    return sum(any(run in text.run for run in pair) for pair in query.pairs) / len(query.pairs)


def identity_text(document: Document) -> str:
    """The words a document is known by."""
    info = document.info
    parts = (info.kind, info.number, info.issuer, info.locality, info.level, info.place, info.title)
    return " ".join(part for part in parts if part)


def name_words(document: Document) -> str:
    """The words a question may use only to say which document it means."""
    info = document.info
    sheet = "" if info.verbatim else "tờ phiếu tra cứu bản tóm tắt"
    parts = (info.kind, info.number, info.issuer, info.locality, info.level, sheet)
    return " ".join(part for part in parts if part)


def sentences_in(document: Document, span: Span) -> list[Span]:
    """Sentences of the document that overlap a span."""
    return [s for s in document.sentences if s.start < span.end and span.start < s.end]


class General(NamedTuple):
    """Words that say little of what is looked for, as accented keys and as keys."""

    accented: frozenset[str]
    folded: frozenset[str]


@functools.cache
def general_words() -> General:
    """The words of ``general_words.txt``."""
    lines = _GENERAL.read_text("utf-8").splitlines()
    written = [word for line in lines if not line.startswith("#") for word in words(line)]
    return General(frozenset(map(accented_key, written)), frozenset(map(key, written)))


_READ: "WeakKeyDictionary[Index, dict[str, Text]]" = WeakKeyDictionary()
