"""The fitting of the answering: what tells gold from the rest gains weight, what tells nothing does not."""

import numpy as np

from assistant.ranking import WEIGHTS, Features
from eval.fit import Case, confidence, ranking


def _case(*, gold: float, other: float, answerable: bool = True) -> Case:
    """Two candidates that differ in coverage and in an uninformative level."""
    rows = [Features(*([0.0] * len(WEIGHTS)))._replace(coverage=gold, level=1.0)]
    rows.append(rows[0]._replace(coverage=other, level=1.0))
    return Case(answerable, np.array(rows), np.array([answerable, False]), np.array([True, True]), 6, 0.5)


def test_a_telling_feature_gains_and_an_idle_one_stays() -> None:
    start = np.zeros(len(WEIGHTS))
    fitted = Features(*ranking([_case(gold=0.9, other=0.2), _case(gold=0.7, other=0.1)], start))
    assert fitted.coverage > 0.5
    assert abs(fitted.level) < 1e-6


def test_confidence_grows_with_coverage() -> None:
    good = [_case(gold=0.9 - i / 100, other=0.1) for i in range(10)]
    bad = [_case(gold=0.3 - i / 100, other=0.1, answerable=False) for i in range(10)]
    _, constants = confidence([*good, *bad], np.array(WEIGHTS))
    assert constants[0] > 0
    assert constants[2] > 0
