"""The fitting of the answering: what tells gold from the rest gains weight, what tells nothing does not."""

from dataclasses import replace

import numpy as np

from assistant.confidence import Signs
from assistant.ranking import WEIGHTS, Features
from eval.fit import Case, confidence, ranking


def _case(*, gold: float, other: float, answerable: bool = True) -> Case:
    """Two candidates that differ in coverage and in an uninformative level."""
    rows = [Features(*([0.0] * len(WEIGHTS)))._replace(coverage=gold, level=1.0)]
    rows.append(rows[0]._replace(coverage=other, level=1.0))
    signs = Signs(*([0.0] * len(Signs._fields)))._replace(coverage=gold)
    return Case(answerable, np.array(rows), np.array([answerable, False]), np.array([True, True]), signs, 1.0)


def test_a_telling_feature_gains_and_an_idle_one_stays() -> None:
    start = np.zeros(len(WEIGHTS))
    fitted = Features(*ranking([_case(gold=0.9, other=0.2), _case(gold=0.7, other=0.1)], start))
    assert fitted.coverage > 0.5
    assert abs(fitted.level) < 1e-6


def test_confidence_grows_with_coverage() -> None:
    good = [_case(gold=0.9 - i / 100, other=0.1) for i in range(10)]
    bad = [_case(gold=0.3 - i / 100, other=0.1, answerable=False) for i in range(10)]
    _, constants = confidence([*good, *bad])
    assert Signs(*constants).coverage > 0
    assert Signs(*constants).adjacent == 0


def test_a_question_that_counts_more_pulls_more() -> None:
    good = [_case(gold=0.6, other=0.1) for _ in range(5)]
    bad = [_case(gold=0.6, other=0.1, answerable=False) for _ in range(5)]
    even, _ = confidence([*good, *bad])
    heavy, _ = confidence([*(replace(case, counts=3.0) for case in good), *bad])
    assert heavy > even
