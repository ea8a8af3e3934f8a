"""Fits the two small models of the answering to our development questions and prints their constants.

    python -m eval.fit eval/questions/dev*.jsonl

The questions are those of the files and the known questions of the shipped documents, the latter asked of an index
that knows all but those of the same writer. Ranking (``assistant.ranking.WEIGHTS``): a softmax over a question's
candidate sentences, maximum likelihood of those that hold the gold evidence, with an L2 pull towards the present
weights. Confidence (``assistant.confidence``): a logistic regression (L2, C = 1) of questions whose gold evidence is
among what would be shown, as sentences are ranked now, against those that cannot be answered. Nothing is written: the
constants go into the two files by hand, after a look. Each file is also left out once: what the others' weights reach
on it is what to expect of questions by somebody else. Never give it a held-out set. Needs the ``dev``
extra (scikit-learn).
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import extract, settings
from assistant.ask import ask
from assistant.confidence import THRESHOLD, Signs
from assistant.ranking import WEIGHTS, Features, Found
from corpus import library
from corpus.document import Document
from corpus.passage import split
from corpus.questions import KnownQuestion, read_questions
from eval import gold
from eval.gold import GoldEvidence, GoldQuestion
from index.embed import open_encoder
from index.search import Index

Floats = NDArray[np.float64]

_PULL = 0.001
_UNSEEN = 4  # times that a question counts which the encoder was not trained on
_SCALE = 4.0  # the softmax works on scores times this, so that weights near 1 can be sharp


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question: features (n, f), which hold gold evidence and which may answer (n,), and what
    the confidence sees of the best one (None where none may answer)."""

    answerable: bool
    features: Floats
    holds_gold: NDArray[np.bool_]
    fits: NDArray[np.bool_]
    signs: Signs | None


def main(files: Sequence[str]) -> int:
    """Prints the fitted constants and what they reach on the questions themselves."""
    options = settings.load()
    index = Index.open(options.data, encoder=options.encoder)
    sets = {file: list(_cases(index, gold.read(Path(file)))) for file in files}
    for writer, others, questions in _by_writer(options.documents):
        sets[f"known questions of {writer}"] = list(_cases(others, questions))
    cases = _joined(sets, files)
    start = np.array(WEIGHTS)
    weights = ranking(_useful(cases), start)
    print(f"{len(cases)} questions, {len(_useful(cases))} with gold among the candidates")
    print(f"gold first, among the first three: {_shown(cases, start)} now, {_shown(cases, weights)} fitted")
    for name in files:
        own, rest = sets[name], _joined({other: found for other, found in sets.items() if other != name}, files)
        print(f"  {name}: {_shown(own, start)} now, {_shown(own, ranking(_useful(rest), start))} fitted on the others")
        bias, constants = confidence(rest)
        print(f"    confidence fitted on the others: {_told_apart(own, bias, constants)}")
    for name, weight in zip(Features._fields, weights, strict=True):
        print(f"    {name}={weight:.2f},")
    bias, constants = confidence(cases)
    print(f"BIAS = {bias:.2f}")
    for name, constant in zip(Signs._fields, constants, strict=True):
        print(f"    {name}={constant:.2f},")
    return 0


def _joined(sets: Mapping[str, list[Case]], files: Sequence[str]) -> list[Case]:
    """The cases of all sets, those of ``files`` several times: the encoder was trained on the known questions."""
    return [case for name, found in sets.items() for case in found * (_UNSEEN if name in files else 1)]


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

    seen = _judged(cases)
    signs, labels = ([getattr(case, name) for case in seen] for name in ("signs", "answerable"))
    model: Any = LogisticRegression(C=1.0, max_iter=1000).fit(np.array(signs), np.array(labels))
    return float(model.intercept_[0]), model.coef_[0]


def _judged(cases: Sequence[Case]) -> list[Case]:
    """Questions that are to be refused, and those whose gold would be shown: the others are neither."""
    start, seen = np.array(WEIGHTS), []
    for case in cases:
        if case.signs is None:
            continue
        scores = np.where(case.fits, case.features @ start, -np.inf)
        shown = np.argsort(-scores, kind="stable")[: extract.MOST_SHOWN]
        found = any(case.holds_gold[i] for i in shown if scores[i] >= scores.max() - extract.MARGIN)
        if found or not case.answerable:
            seen.append(case)
    return seen


def _told_apart(cases: Sequence[Case], bias: float, constants: Floats) -> str:
    """How many of the judged cases a confidence gets wrong at its line between an answer and a refusal."""
    judged = _judged(cases)
    chances = 1 / (1 + np.exp(-(bias + np.array([case.signs for case in judged]) @ constants)))
    answerable = np.array([case.answerable for case in judged])
    answered = chances >= THRESHOLD
    right, wrong = answered[answerable], answered[~answerable]
    return (
        f"{1 - right.mean():.3f} of {len(right)} refused, {wrong.mean() if len(wrong) else 0:.3f} of {len(wrong)} not"
    )


def _useful(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.answerable and case.holds_gold.any()]


def _shown(cases: Sequence[Case], weights: Floats) -> str:
    """The shares of useful cases with gold first and among the first three, as ``0.80/0.93``."""
    orders = [
        case.holds_gold[np.argsort(-np.where(case.fits, case.features @ weights, -np.inf), kind="stable")]
        for case in _useful(cases)
    ]
    return f"{np.mean([o[0] for o in orders]):.3f}/{np.mean([o[: extract.MOST_SHOWN].any() for o in orders]):.3f}"


def _by_writer(documents_dir: Path) -> Iterator[tuple[str, Index, list[GoldQuestion]]]:
    """Each writer of known questions: an index that knows the others' questions, and the writer's own."""
    documents = library.load(documents_dir).documents
    live = [document for document in documents if not document.info.superseded]
    passages = [passage for document in live for passage in split(document)]
    known, _ = read_questions(documents_dir, documents)
    encoder, by_id = open_encoder(), {document.id: document for document in documents}
    for writer in sorted({question.writer for question in known}):
        others = [question for question in known if question.writer != writer]
        index = Index.in_memory(passages, encoder=encoder, documents=documents, questions=others)
        yield writer, index, [_gold(question, by_id) for question in known if question.writer == writer]


def _gold(known: KnownQuestion, documents: Mapping[str, Document]) -> GoldQuestion:
    if not known.document_id:
        return GoldQuestion("", known.question, "unanswerable", "", answerable=False)
    text = documents[known.document_id].text[known.start : known.end]
    return GoldQuestion("", known.question, "", "", True, evidence=(GoldEvidence(known.document_id, text),))


def _cases(index: Index, questions: Iterable[GoldQuestion]) -> Iterator[Case]:
    """The first ranking that each question led to; nothing of one that was answered in another way."""
    for question in questions:
        if question.kind == "compare":
            continue
        with _recorded() as seen:
            ask(index, question.question, history=question.history)
        if not seen:
            continue
        asked, query, ranked = seen[0]
        fits = np.array([extract.fits(index, asked, f) for f in ranked])
        best = next((f for f, fit in zip(ranked, fits, strict=True) if fit), None)
        yield Case(
            question.answerable,
            np.array([f.features for f in ranked], dtype=np.float64),
            np.array([_holds(question, f) for f in ranked]),
            fits,
            extract.signs(index, asked, query, best) if best else None,
        )


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
