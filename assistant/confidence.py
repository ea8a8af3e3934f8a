"""Whether the best evidence answers at all: the line between an answer and a refusal."""

import math
from typing import NamedTuple

from assistant.evidence import Query, Text, covered
from assistant.question import Question
from assistant.ranking import Found

_MOST_NEEDS = 6
_SCORE_SCALE = 4.0
_HALF = 0.5


class Signs(NamedTuple):
    """What is looked at, each about 0 to 1: the candidate's shares of the question in context and side by side, how
    many words that is, how good its passage is among those found, whether it has the rare kind of thing asked for,
    the share of the question's pairs that the corpus has at all, its ranking score, whether its document is named,
    the share its opening covers, the share it covers in other words only, two forms of question, how like the question
    is to one that the candidate is known to answer, and to one that its document is known not to answer, how near the
    candidate is in meaning, and whether it stands in a header or signature block."""

    coverage: float
    adjacent: float
    amount: float
    passage: float
    rare_kind: float
    known_pairs: float
    score: float
    named: float
    opening: float
    other_words: float
    yesno: float
    who: float
    asked: float
    unanswered: float
    meaning: float
    outside: float


# A logistic regression, fitted by ``python -m eval.fit`` on all development sets, those in everyday words counting
# three times: is the gold evidence among what would be shown, or is there nothing to show?
BIAS = -5.54
CONSTANTS = Signs(
    coverage=1.86,
    adjacent=-0.87,
    amount=-1.58,
    passage=0.64,
    rare_kind=-0.14,
    known_pairs=-0.21,
    score=3.67,
    named=0.39,
    opening=0.32,
    other_words=1.28,
    yesno=1.15,
    who=0.20,
    asked=6.95,
    unanswered=-8.44,
    meaning=6.21,
    outside=0.0,
)
# The lowest at which nine in ten of the development questions without an answer are still refused.
THRESHOLD = 0.38
_CERTAIN_THRESHOLD = 0.28
_MIN_OWN_OF_MISSING = 0.75


def signs(question: Question, query: Query, found: Found, text: Text, unanswered: float) -> Signs:
    """What is known of a candidate, ``text`` being its own words; ``unanswered`` as in ``Signs``."""
    f = found.features
    shares = [(need.weight, covered(need, text)) for need in query.needs if need.synonyms]
    other_words = sum(weight for weight, share in shares if _HALF <= share < 1)
    return Signs(
        coverage=f.coverage,
        adjacent=f.adjacent,
        amount=min(f.coverage * query.size, _MOST_NEEDS) / _MOST_NEEDS,
        passage=f.passage,
        rare_kind=f.rare_kind,
        known_pairs=query.known_pairs,
        score=found.score / _SCORE_SCALE,
        named=f.named,
        opening=f.opening,
        other_words=other_words / query.total if query.total else 0.0,
        yesno=float(question.asks == "yesno"),
        who=float(question.asks == "who"),
        asked=f.asked,
        unanswered=unanswered,
        meaning=f.meaning,
        outside=f.outside,
    )


def probability(seen: Signs) -> float:
    """The probability that a candidate answers, in (0, 1)."""
    z = BIAS + sum(constant * sign for constant, sign in zip(CONSTANTS, seen, strict=True))
    return 1 / (1 + math.exp(-z))


def answers(chance: float, own: float, *, about_missing: bool = False, certain: bool = False) -> bool:
    """Whether to answer with a candidate of this probability. A question about a document that the corpus lacks
    needs a sentence that says it all itself; less is asked of one that has what hardly another has (``certain``:
    a telephone number, the person named)."""
    return chance >= (_CERTAIN_THRESHOLD if certain else THRESHOLD) and (
        not about_missing or own >= _MIN_OWN_OF_MISSING
    )
