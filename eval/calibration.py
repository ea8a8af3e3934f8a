"""Fits and judges ``Hit.relevance``, the probability that a hit answers, on our development questions.

    python -m eval.calibration eval/questions/dev.jsonl eval/questions/dev-more.jsonl ...

Prints the constants of ``index.relevance`` for documents with known questions, fitted to all sets (a logistic
regression of "the passage holds gold evidence" over the first five hits of every question, those that nothing answers
included), and, for each set, what the constants fitted to the *other* sets reach: how well the first hit's probability
tells hits that answer from hits that do not, and questions with an answer from those without (AUROC), and its expected
calibration error. Nothing is
written. Never give it the held-out set. Needs the ``dev`` extra (scikit-learn).
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant import settings
from eval import evidence, gold
from eval.gold import GoldQuestion, searched_text
from eval.statistics import auroc, calibration_error
from index import relevance
from index.relevance import Signs
from index.search import Index, content_words

Floats = NDArray[np.float64]
_DEPTH = 5


class Example(NamedTuple):
    """A hit: its place from 0, the signs of it, whether it holds gold evidence, whether anything answers."""

    place: int
    signs: Signs
    holds: bool
    answerable: bool


class Judged(NamedTuple):
    """What the probabilities of first hits reach: AUROC of answering hits, of answerable questions, and the error."""

    hits: float
    questions: float
    error: float


def main(files: Sequence[str]) -> int:
    """Prints the fitted constants and the table."""
    options = settings.load()
    index = Index.open(options.data, encoder=options.encoder)
    sets = {Path(file).stem: examples(index, gold.read(Path(file))) for file in files}
    bias, constants = fit([e for found in sets.values() for e in found])
    print(f"_KNOWN = ({', '.join(f'{c:.2f}' for c in (bias, *constants))})")
    for name, found in sets.items():
        others = [e for other, given in sets.items() if other != name for e in given]
        judged = {"shipped": judge(found, relevance.probability)}
        if others:
            judged["fitted to the others"] = judge(found, told_by(*fit(others)))
        for label, of in judged.items():
            print(f"{name}, {label}: AUROC hits {of.hits:.3f}, questions {of.questions:.3f}; ECE {of.error:.3f}")
    return 0


def examples(index: Index, questions: Sequence[GoldQuestion]) -> list[Example]:
    """The first hits of every question about the documents."""
    found: list[Example] = []
    for question in questions:
        needed = evidence.need(question, index.documents) if question.answerable else evidence.Need(())
        if question.kind == "meta" or (question.answerable and not needed.units):
            continue
        text = searched_text(question)
        words = len(content_words(index.terms(text)))
        hits = index.search(text, k=_DEPTH)
        second = hits[1].score if len(hits) > 1 else hits[0].score if hits else 0.0
        for place, hit in enumerate(hits):
            lead = hit.score - (second if place == 0 else hits[0].score)
            holds = any(evidence.holds(hit, places) for places in needed.units)
            signs = Signs(hit.coverage, hit.adjacency, lead, words, hit.asked, hit.unanswered)
            found.append(Example(place, signs, holds, question.answerable))
    return found


def fit(given: Sequence[Example]) -> tuple[float, Floats]:
    """Bias and constants, the latter one for each sign, that make the outcomes likeliest (L2, C = 10)."""
    from sklearn.linear_model import LogisticRegression

    rows = np.array([relevance.values(e.signs) for e in given])
    model: Any = LogisticRegression(C=10.0).fit(rows, np.array([e.holds for e in given]))
    return float(model.intercept_[0]), model.coef_[0]


def told_by(bias: float, constants: Floats) -> Callable[[Signs], float]:
    """The probability by other constants than the shipped ones."""
    return lambda signs: float(1 / (1 + np.exp(-bias - constants @ np.array(relevance.values(signs)))))


def judge(given: Sequence[Example], probability: Callable[[Signs], float]) -> Judged:
    """The measures over the first hits."""
    first = [(probability(e.signs), e.holds, e.answerable) for e in given if e.place == 0]
    return Judged(
        auroc([p for p, holds, _ in first if holds], [p for p, holds, _ in first if not holds]),
        auroc([p for p, _, known in first if known], [p for p, _, known in first if not known]),
        calibration_error([p for p, _, _ in first], [holds for _, holds, _ in first]),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
