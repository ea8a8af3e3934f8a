"""The parts of search, each of which can be left out to measure what it gives (never in an index on disk)."""

from dataclasses import dataclass, replace

from index.abbreviations import Abbreviations
from index.postings import WEIGHTS, Weights


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts are on.

    ``lexical`` and ``dense`` are the two rankings; ``pairs``, ``marks`` (document numbers and dates), ``accents``,
    ``headings`` (with document titles) and ``whole`` (the document's length) belong to the first; ``abbreviations``,
    ``spelling``, ``asking`` (words that ask weigh less), ``synonyms`` and ``scope`` (documents that the question
    names) to reading the question; ``known`` are the questions that documents are known to answer.
    """

    lexical: bool = True
    dense: bool = True
    pairs: bool = True
    marks: bool = True
    accents: bool = True
    headings: bool = True
    whole: bool = True
    abbreviations: bool = True
    spelling: bool = True
    asking: bool = True
    synonyms: bool = True
    scope: bool = True
    known: bool = True


ALL = Parts()


def weights_for(parts: Parts) -> Weights:
    """The constants of BM25 with 0 for what is off."""
    body, heading, title = WEIGHTS.fields
    return WEIGHTS._replace(
        pair=WEIGHTS.pair * parts.pairs,
        mark=WEIGHTS.mark * parts.marks,
        accent=WEIGHTS.accent * parts.accents,
        whole=WEIGHTS.whole * parts.whole,
        fields=(body, heading * parts.headings, title * parts.headings),
    )


def abbreviations_for(parts: Parts, table: Abbreviations) -> Abbreviations:
    """The table, or one without full forms."""
    return table if parts.abbreviations else replace(table, full={})
