"""Whether the best evidence answers at all: the line between an answer and a refusal."""

import math

from assistant.evidence import Query

# A logistic regression (L2, C = 3) on the best candidates for eval/questions/dev.jsonl: does it hold the gold evidence?
_BIAS = -4.76
_COVERAGE = 3.54
_OWN = 0.91
_ADJACENT = 1.49
_AMOUNT = 2.35
_MOST_NEEDS = 6
_THRESHOLD = 0.45
_CERTAIN_THRESHOLD = 0.25
_MIN_OWN_OF_MISSING = 0.75


def probability(query: Query, coverage: float, own: float, adjacent: float) -> float:
    """The probability that a candidate answers, in (0, 1): shares covered in context, by itself and side by side,
    and how many needs that is."""
    amount = min(coverage * len(query.needs), _MOST_NEEDS) / _MOST_NEEDS
    z = _BIAS + _COVERAGE * coverage + _OWN * own + _ADJACENT * adjacent + _AMOUNT * amount
    return 1 / (1 + math.exp(-z))


def answers(
    query: Query, coverage: float, own: float, adjacent: float, *, about_missing: bool = False, certain: bool = False
) -> bool:
    """Whether to answer. A question about a document the corpus lacks needs a sentence that says it all itself;
    less is needed when the sentence has the rare kind of thing asked for (``certain``: a telephone number)."""
    if about_missing and own < _MIN_OWN_OF_MISSING:
        return False
    threshold = _CERTAIN_THRESHOLD if certain else _THRESHOLD
    return bool(query.needs) and probability(query, coverage, own, adjacent) >= threshold
