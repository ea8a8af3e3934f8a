"""Whether the best evidence answers at all: the line between an answer and a refusal."""

import math

from assistant.evidence import Query
from assistant.question import Question

# Weights of a logistic regression; fitted on eval/questions/dev.jsonl (see eval/README.md).
_BIAS = -6.0
_COVERAGE = 7.0
_OWN = 2.5
_ADJACENT = 1.5
_THRESHOLD = 0.5


def probability(coverage: float, own: float, adjacent: float) -> float:
    """The probability that the best candidate answers, in (0, 1)."""
    z = _BIAS + _COVERAGE * coverage + _OWN * own + _ADJACENT * adjacent
    return 1 / (1 + math.exp(-z))


def answers(question: Question, query: Query, coverage: float, own: float, adjacent: float) -> bool:
    """Whether to answer."""
    return bool(query.needs) and probability(coverage, own, adjacent) >= _THRESHOLD
