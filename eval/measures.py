"""Retrieval measures, by ir-measures; the one home of that library. Names are those ir-measures prints.

Added to them: ``F2@k``, the measure of the Vietnamese legal shared tasks. For a query with relevant set R,
the first k documents give precision P and recall Q, and F2 = 5PQ / (4P + Q); macro-F2 is its mean over the
queries (ALQAC 2021-2025, Zalo AI 2021).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import ir_measures
import numpy as np

from corpus.errors import TrolyError
from eval.dataset import Judgement, Ranked

DEFAULT: Final = ("nDCG@10", "R@5", "R@10", "R@100", "RR@10", "AP", "Success@1", "Success@10", "F2@1")
RECALL_CURVE: Final = tuple(f"R@{k}" for k in (1, 2, 3, 5, 10, 20, 50, 100))

_F2 = re.compile(r"F2@([1-9]\d*)")
# Those that need nothing but binary or graded judgements and no outside program; ir-measures knows many
# others.
_KNOWN = re.compile(r"(nDCG|RR|AP)(@[1-9]\d*)?|(R|P|Success|F2)@[1-9]\d*|Rprec")
_ALIASES: Final = {"MRR": "RR", "MAP": "AP", "Recall": "R", "recall": "R", "NDCG": "nDCG", "ndcg": "nDCG"}


def names(asked: Iterable[str]) -> tuple[str, ...]:
    """Measure names as ir-measures prints them: ``MRR@10`` and ``Recall@5`` become ``RR@10`` and ``R@5``.

    Raises TrolyError for a measure that is not known here.
    """
    return tuple(dict.fromkeys(_name(name) for name in asked))


def recall_curve(depth: int) -> tuple[str, ...]:
    """The measures of ``RECALL_CURVE`` that a ranking of ``depth`` documents can tell."""
    return tuple(name for name in RECALL_CURVE if int(name[2:]) <= depth)


def only_for_curves(options: Mapping[str, object]) -> frozenset[str]:
    """Measures that a run with these options kept for the recall curve and nobody asked to see."""
    asked = options.get("measures")
    return frozenset(RECALL_CURVE).difference(asked.split() if isinstance(asked, str) else DEFAULT)


def score(
    judgements: Sequence[Judgement], rankings: Mapping[str, Sequence[Ranked]], measures: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Per measure, the value of every judged query. A query without a ranking scores 0.

    Places are what count: scores are replaced by falling ones, so that a tie is never ordered anew by
    document id.
    """
    queries = dict.fromkeys(j.query for j in judgements)
    values = {name: dict.fromkeys(queries, 0.0) for name in measures}
    asked = [ir_measures.parse_measure(name) for name in measures if not _F2.fullmatch(name)]
    run = [
        ir_measures.ScoredDoc(query, r.document, float(len(rankings[query]) - place))
        for query in queries
        for place, r in enumerate(rankings.get(query, ()))
    ]
    if asked and run:
        qrels = [ir_measures.Qrel(*j) for j in judgements]
        for metric in ir_measures.iter_calc(asked, qrels, run):
            values[str(metric.measure)][metric.query_id] = float(metric.value)
    for name in measures:
        if (match := _F2.fullmatch(name)) is not None:
            values[name] = _f2(judgements, rankings, int(match[1]))
    return values


def strictly_falling(ranking: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """The ranking with ties broken downwards in single precision, the precision in which trec_eval compares.

    Another tool that reads the exported run then sees the same order.
    """
    result: list[Ranked] = []
    for place in ranking:
        score = np.float32(place.score)
        if result and score >= np.float32(result[-1].score):
            score = np.nextafter(np.float32(result[-1].score), np.float32(-np.inf))
        result.append(Ranked(place.document, float(score)))
    return tuple(result)


def _f2(judgements: Sequence[Judgement], rankings: Mapping[str, Sequence[Ranked]], cutoff: int) -> dict[str, float]:
    relevant: dict[str, set[str]] = {}
    for judgement in judgements:
        relevant.setdefault(judgement.query, set())
        if judgement.relevance > 0:
            relevant[judgement.query].add(judgement.document)
    values = {}
    for query, gold in relevant.items():
        found = [r.document for r in rankings.get(query, ())[:cutoff]]
        right = len(gold.intersection(found))
        precision, recall = (right / len(found), right / len(gold)) if right else (0.0, 0.0)
        values[query] = 5 * precision * recall / (4 * precision + recall) if right else 0.0
    return values


def _name(asked: str) -> str:
    word, at, rest = asked.partition("@")
    name = _ALIASES.get(word, word) + at + rest
    if not _KNOWN.fullmatch(name):
        raise TrolyError(f"Không có phép đo “{asked}”; ví dụ viết đúng: {', '.join(DEFAULT)}.")
    return name
