"""The best scores of many, exactly."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.rank import _best


@settings(deadline=None)
@given(st.lists(st.integers(0, 6), max_size=400), st.integers(1, 8))
def test_the_best_scores_are_those_of_sorting(values: list[int], count: int) -> None:
    scores = np.asarray(values, dtype=np.float32)
    wanted = sorted((-v, i) for i, v in enumerate(values) if v > 0)[:count]
    assert _best(scores, count).tolist() == sorted(i for _, i in wanted)
