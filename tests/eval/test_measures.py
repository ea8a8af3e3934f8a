"""Retrieval measures: exact values, and the same figures from a second library."""

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest
from sklearn.metrics import label_ranking_average_precision_score, ndcg_score

from corpus.errors import TrolyError
from eval.dataset import Judgement, Ranked
from eval.measures import names, score, strictly_falling


def ranking(*documents: str) -> tuple[Ranked, ...]:
    return tuple(Ranked(document, float(len(documents) - i)) for i, document in enumerate(documents))


def test_values_of_one_query() -> None:
    judgements = [Judgement("q", "a", 1), Judgement("q", "b", 1)]
    measured = score(
        judgements, {"q": ranking("x", "a", "y", "b")}, ("RR@10", "R@2", "AP", "Success@1", "F2@2", "F2@1")
    )
    values = {name: by_query["q"] for name, by_query in measured.items()}
    assert values == pytest.approx(
        {"RR@10": 1 / 2, "R@2": 1 / 2, "AP": (1 / 2 + 2 / 4) / 2, "Success@1": 0, "F2@2": 0.5, "F2@1": 0}
    )


def test_f2_weighs_recall_above_precision() -> None:
    judgements = [Judgement("q", "a", 1), Judgement("q", "khác", 0)]
    measured = score(judgements, {"q": ranking("a", "x")}, ("F2@2", "F2@1"))
    # P = 1/2, R = 1: 5PR / (4P + R) = 2.5 / 3
    assert measured["F2@2"]["q"] == pytest.approx(2.5 / 3)
    assert measured["F2@1"]["q"] == 1


def test_a_judged_query_without_ranking_scores_zero() -> None:
    judgements = [Judgement("q1", "a", 1), Judgement("q2", "a", 1)]
    assert score(judgements, {"q1": ranking("a")}, ("nDCG@10", "F2@1")) == {
        "nDCG@10": {"q1": 1.0, "q2": 0.0},
        "F2@1": {"q1": 1.0, "q2": 0.0},
    }
    assert score(judgements, {}, ("AP",)) == {"AP": {"q1": 0.0, "q2": 0.0}}


def test_ties_stay_in_the_order_given() -> None:
    tied = (Ranked("a", 1.0), Ranked("z", 1.0))
    assert score([Judgement("q", "a", 1)], {"q": tied}, ("RR",))["RR"]["q"] == 1.0
    assert score([Judgement("q", "z", 1)], {"q": tied}, ("RR",))["RR"]["q"] == 0.5


def test_written_scores_fall_strictly_in_single_precision() -> None:
    close = [Ranked("a", 0.5), Ranked("b", 0.5), Ranked("c", 0.5 - 1e-12), Ranked("d", 0.25), Ranked("e", 0.3)]
    scores = [np.float32(r.score) for r in strictly_falling(close)]
    assert all(a > b for a, b in pairwise(scores))
    assert scores[0] == np.float32(0.5)
    assert scores[3] == np.float32(0.25)


def test_names_are_those_of_ir_measures() -> None:
    assert names(["MRR@10", "Recall@5", "MAP", "nDCG@10", "F2@1", "AP"]) == ("RR@10", "R@5", "AP", "nDCG@10", "F2@1")
    for wrong in ("nDCG@0", "R", "Foo@3", "F2"):
        with pytest.raises(TrolyError, match=f"Không có phép đo “{wrong}”"):
            names([wrong])


def random_run(seed: int) -> tuple[list[Judgement], dict[str, tuple[Ranked, ...]], list[str]]:
    """Thirty queries over forty documents with graded judgements; every document is ranked."""
    generator = random.Random(seed)
    documents = [f"Điều {i}" for i in range(40)]
    judgements = [
        Judgement(f"q{q}", d, generator.choice((1, 1, 2, 3))) for q in range(30) for d in generator.sample(documents, 4)
    ]
    rankings = {f"q{q}": ranking(*generator.sample(documents, len(documents))) for q in range(30)}
    return judgements, rankings, documents


def second_opinion(
    judgements: Sequence[Judgement], rankings: Mapping[str, Sequence[Ranked]], documents: Sequence[str]
) -> dict[str, float]:
    """nDCG@10, nDCG and AP by scikit-learn, which shares no code with trec_eval."""
    gains = {(j.query, j.document): j.relevance for j in judgements}
    truth = np.array([[gains.get((q, d), 0) for d in documents] for q in rankings])
    given = np.array([[dict(r)[d] for d in documents] for r in rankings.values()])
    return {
        "nDCG@10": float(ndcg_score(truth, given, k=10)),
        "nDCG": float(ndcg_score(truth, given)),
        "AP": float(label_ranking_average_precision_score(truth > 0, given)),
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_second_library_gets_the_same_figures(seed: int) -> None:
    judgements, rankings, documents = random_run(seed)
    expected = second_opinion(judgements, rankings, documents)
    ours = score(judgements, rankings, tuple(expected))
    means = {name: sum(values.values()) / len(values) for name, values in ours.items()}
    assert means == pytest.approx(expected, abs=1e-6)
