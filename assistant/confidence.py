"""Whether the best evidence answers at all: the line between an answer and a refusal."""

import math

from assistant.evidence import Query

# A logistic regression, fitted by ``python -m eval.fit`` on dev and dev-more: is the gold evidence among what would be
# shown? Fitting on all development sets moved no measure, so these stayed; the threshold was lowered a little, as what
# cannot be answered is now refused earlier.
_BIAS = -3.98
_COVERAGE = 1.05
_ADJACENT = 1.29
_AMOUNT = 3.0
_PASSAGE = 1.01
_KIND = 2.11
_KNOWN_PAIRS = 0.56
_MOST_NEEDS = 6
_THRESHOLD = 0.42
_CERTAIN_THRESHOLD = 0.3
_MIN_OWN_OF_MISSING = 0.75


def probability(query: Query, *, coverage: float, adjacent: float, passage: float, rare_kind: float) -> float:
    """The probability that a candidate answers, in (0, 1).

    From the shares of the question covered in context and side by side, how many words that is, how good its passage
    is among those found, and whether it has the rare kind of thing asked for (each 0 to 1).
    """
    amount = min(coverage * query.size, _MOST_NEEDS) / _MOST_NEEDS
    z = (
        _BIAS
        + _COVERAGE * coverage
        + _ADJACENT * adjacent
        + _AMOUNT * amount
        + _PASSAGE * passage
        + _KIND * rare_kind
        + _KNOWN_PAIRS * query.known_pairs
    )
    return 1 / (1 + math.exp(-z))


def answers(chance: float, own: float, *, about_missing: bool = False, certain: bool = False) -> bool:
    """Whether to answer with a candidate of this probability. A question about a document that the corpus lacks
    needs a sentence that says it all itself; less is asked of one that has what hardly another has (``certain``:
    a telephone number, the person named)."""
    return chance >= (_CERTAIN_THRESHOLD if certain else _THRESHOLD) and (
        not about_missing or own >= _MIN_OWN_OF_MISSING
    )
