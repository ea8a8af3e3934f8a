"""Whether the best evidence answers at all: the line between an answer and a refusal."""

import math
from typing import NamedTuple

from assistant.evidence import Query, Text, covered
from assistant.ranking import Found

_SCORE_SCALE = 4.0
_HALF = 0.5


class Signs(NamedTuple):
    """What is looked at, each about 0 to 1: the candidate's share of the question in context, how good its passage is
    among those found, its ranking score, whether its document is named, the share its opening covers, the share it
    covers in other words only, how like the question is to one that the candidate is known to answer, and to one that
    its document is known not to answer, and how near the candidate is in meaning."""

    coverage: float
    passage: float
    score: float
    named: float
    opening: float
    other_words: float
    asked: float
    unanswered: float
    meaning: float


# A logistic regression, fitted by ``python -m eval.fit`` on all development sets and the known questions: is the gold
# evidence among what would be shown, or is there nothing to show?
BIAS = -5.46
CONSTANTS = Signs(
    coverage=0.68,
    passage=0.03,
    score=4.36,
    named=0.62,
    opening=-0.30,
    other_words=1.08,
    asked=8.85,
    unanswered=-13.22,
    meaning=6.04,
)
# With the constants fitted to the other sets, one in a hundred development questions is refused needlessly here, and
# nine in ten of those without an answer are refused in all.
THRESHOLD = 0.38
_CERTAIN_THRESHOLD = 0.3


def signs(query: Query, found: Found, text: Text, unanswered: float) -> Signs:
    """What is known of a candidate, ``text`` being its own words; ``unanswered`` as in ``Signs``."""
    f = found.features
    shares = [(need.weight, covered(need, text)) for need in query.needs if need.synonyms]
    other_words = sum(weight for weight, share in shares if _HALF <= share < 1)
    return Signs(
        coverage=f.coverage,
        passage=f.passage,
        score=found.score / _SCORE_SCALE,
        named=f.named,
        opening=f.opening,
        other_words=other_words / query.total if query.total else 0.0,
        asked=f.asked,
        unanswered=unanswered,
        meaning=f.meaning,
    )


def probability(seen: Signs) -> float:
    """The probability that a candidate answers, in (0, 1)."""
    z = BIAS + sum(constant * sign for constant, sign in zip(CONSTANTS, seen, strict=True))
    return 1 / (1 + math.exp(-z))


def answers(chance: float, *, certain: bool = False) -> bool:
    """Whether to answer with a candidate of this probability. Less is asked of one that has what hardly another has
    (``certain``: a telephone number, the person named)."""
    return chance >= (_CERTAIN_THRESHOLD if certain else THRESHOLD)
