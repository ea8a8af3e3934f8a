"""Fits the two small models of the answering to our development questions and prints their constants.

    python -m eval.fit eval/questions/dev*.jsonl

Ranking (``assistant.ranking.WEIGHTS``): a softmax over a question's candidate sentences, maximum likelihood of those
that hold the gold evidence, with an L2 pull towards the present weights. Confidence (``assistant.confidence``): a
logistic regression (L2, C = 1) of questions whose gold evidence is among what would be shown, as sentences are ranked
now, against those that cannot be answered; sets in everyday words count three times. Nothing is written: the constants
go into the two files by hand, after a look. With several files each is also left out once: what the others' weights
reach on it is what to expect of questions by somebody else. Never give it the held-out set. Needs the ``dev`` extra
(scikit-learn).
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import extract, settings
from assistant.ask import ask
from assistant.confidence import Signs, signs
from assistant.evidence import read
from assistant.ranking import WEIGHTS, Features, Found
from eval import gold
from eval.gold import GoldQuestion
from index.search import Index

Floats = NDArray[np.float64]

#: Sets that ask in everyday words, as people do: how much a question of theirs counts for the confidence.
EVERYDAY = {"dev-fourth": 3, "dev-fifth": 3, "dev-sixth": 3, "dev-seventh": 3}
_PULL = 0.001
_SCALE = 4.0  # the softmax works on scores times this, so that weights near 1 can be sharp


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question: features (n, f), which hold gold evidence and which may answer (n,), and what
    the confidence sees of the best one (None where none may answer), with how much the question counts there."""

    answerable: bool
    features: Floats
    holds_gold: NDArray[np.bool_]
    fits: NDArray[np.bool_]
    signs: Signs | None
    counts: float


def main(files: Sequence[str]) -> int:
    """Prints the fitted constants and what they reach on the questions themselves."""
    options = settings.load()
    index = Index.open(options.data, encoder=options.encoder)
    sets = {
        file: [
            case
            for question in gold.read(Path(file))
            for case in _cases(index, question, EVERYDAY.get(Path(file).stem, 1))
        ]
        for file in files
    }
    cases = [case for found in sets.values() for case in found]
    start = np.array(WEIGHTS)
    weights = ranking(_useful(cases), start)
    print(f"{len(cases)} questions, {len(_useful(cases))} with gold among the candidates")
    print(f"gold first, among the first three: {_shown(cases, start)} now, {_shown(cases, weights)} fitted")
    for file, own in sets.items() if len(sets) > 1 else ():
        others = [case for other, found in sets.items() if other != file for case in found]
        print(
            f"  {file}: {_shown(own, start)} now, {_shown(own, ranking(_useful(others), start))} fitted on the others"
        )
    for name, weight in zip(Features._fields, weights, strict=True):
        print(f"    {name}={weight:.2f},")
    bias, constants = confidence(cases)
    print(f"BIAS = {bias:.2f}")
    for name, constant in zip(Signs._fields, constants, strict=True):
        print(f"    {name}={constant:.2f},")
    return 0


def ranking(cases: Sequence[Case], start: Floats) -> Floats:
    """Weights that make the gold candidates likeliest, shape (f,)."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp, softmax

    anchor = start * _SCALE

    def loss(v: Floats) -> tuple[float, Floats]:
        total, gradient = _PULL * float(((v - anchor) ** 2).sum()), 2 * _PULL * (v - anchor)
        for case in cases:
            kept = case.fits | case.holds_gold
            features, right = case.features[kept], case.holds_gold[kept]
            scores = features @ v
            total += float(logsumexp(scores) - logsumexp(scores[right])) / len(cases)
            gradient += (softmax(scores) @ features - softmax(scores[right]) @ features[right]) / len(cases)
        return total, gradient

    fitted: Floats = minimize(loss, anchor, jac=True, method="L-BFGS-B").x / _SCALE
    return fitted


def confidence(cases: Sequence[Case]) -> tuple[float, Floats]:
    """Bias and constants of ``assistant.confidence.probability``, the latter one for each sign."""
    from sklearn.linear_model import LogisticRegression

    start = np.array(WEIGHTS)
    seen: list[Case] = []
    for case in cases:
        scores = np.where(case.fits, case.features @ start, -np.inf)
        if case.signs is None or (case.answerable and not case.holds_gold.any()):
            continue
        shown = np.argsort(-scores, kind="stable")[: extract.MOST_SHOWN]
        found = any(case.holds_gold[i] for i in shown if scores[i] >= scores.max() - extract.MARGIN)
        if found or not case.answerable:  # the others are neither a right answer nor a question to refuse
            seen.append(case)
    signs, labels, counts = ([getattr(case, name) for case in seen] for name in ("signs", "answerable", "counts"))
    model: Any = LogisticRegression(C=1.0, max_iter=1000).fit(np.array(signs), np.array(labels), sample_weight=counts)
    return float(model.intercept_[0]), model.coef_[0]


def _useful(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.answerable and case.holds_gold.any()]


def _shown(cases: Sequence[Case], weights: Floats) -> str:
    """The shares of useful cases with gold first and among the first three, as ``0.80/0.93``."""
    orders = [
        case.holds_gold[np.argsort(-np.where(case.fits, case.features @ weights, -np.inf), kind="stable")]
        for case in _useful(cases)
    ]
    return f"{np.mean([o[0] for o in orders]):.3f}/{np.mean([o[: extract.MOST_SHOWN].any() for o in orders]):.3f}"


def _cases(index: Index, question: GoldQuestion, counts: float) -> list[Case]:
    """The first ranking that the question led to; none when it was answered in another way."""
    if question.kind == "compare":
        return []
    with _recorded() as seen:
        ask(index, question.question, history=question.history)
    if not seen:
        return []
    asked, query, ranked = seen[0]
    fits = np.array([extract.fits(index, asked, f) for f in ranked])
    best = next((f for f, fit in zip(ranked, fits, strict=True) if fit), None)
    return [
        Case(
            question.answerable,
            np.array([f.features for f in ranked], dtype=np.float64),
            np.array([_holds(question, f) for f in ranked]),
            fits,
            signs(asked, query, best, read(index, best.text)) if best else None,
            counts,
        )
    ]


def _holds(question: GoldQuestion, found: Found) -> bool:
    text = " ".join(found.text.split())
    names = (found.document.id, found.document.key)
    return any(e.document in names and " ".join(e.quote.split()) in text for e in question.evidence)


@contextmanager
def _recorded() -> Iterator[list[tuple[Any, Any, Sequence[Found]]]]:
    """Collects what ``extract.answer`` is given while questions are asked."""
    seen: list[tuple[Any, Any, Sequence[Found]]] = []
    original = extract.answer

    def recording(index: Index, question: Any, query: Any, ranked: Sequence[Found], **options: Any) -> Any:
        if ranked:
            seen.append((question, query, ranked))
        return original(index, question, query, ranked, **options)

    extract.answer = recording
    try:
        yield seen
    finally:
        extract.answer = original


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
