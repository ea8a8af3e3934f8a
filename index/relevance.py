"""How likely a hit is to answer its question: a probability that means the same from question to question.

A hit's score is scaled by its own ranking, so that the best of a question that nothing answers has a high score too.
This looks at what the passage has of the question, by itself and in a row, by how much it leads, and how much was
asked. A logistic regression, fitted by ``python -m eval.calibration`` on our development questions, those that nothing
answers included: does the passage hold gold evidence?
"""

import math
from typing import NamedTuple

# More of either says no more: in a handful of passages the best leads by much whatever is asked.
_CLEAR, _LONG = 0.2, 10


class Signs(NamedTuple):
    """What is looked at: the shares of the question's words and pairs that the passage has (``Hit.coverage`` and
    ``Hit.adjacency``), the score above the next hit (below the best, for the others), how many words the question has
    that say what it is about, and how like it is to a known question that the passage answers (None: no known question
    is about its document) and to one that nothing in its document answers (``Hit.asked``, ``Hit.unanswered``)."""

    coverage: float
    adjacency: float
    lead: float
    words: int
    asked: float | None = None
    unanswered: float = 0.0


# The bias, then a constant for each value, without and with known questions.
_PLAIN = (-3.13, 1.12, 2.27, 6.73, 1.21)
_KNOWN = (-3.21, 0.78, 0.78, 4.03, 1.18, 8.69, -7.05)


def values(signs: Signs) -> tuple[float, ...]:
    """The signs as the regression takes them, each about 0 to 1."""
    plain = signs.coverage, signs.adjacency, min(signs.lead, _CLEAR), min(signs.words, _LONG) / _LONG
    return plain if signs.asked is None else (*plain, signs.asked, signs.unanswered)


def probability(signs: Signs) -> float:
    """The probability that a passage answers, in (0, 1)."""
    bias, *constants = _PLAIN if signs.asked is None else _KNOWN
    z = bias + sum(constant * value for constant, value in zip(constants, values(signs), strict=True))
    return 1 / (1 + math.exp(-z))
