"""Scaling and joining two rankings."""

import numpy as np

from index import fuse


def floats(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_the_best_is_one_and_the_floor_zero() -> None:
    assert fuse.scaled(floats(10, 6, 2, 1), best=10, floor=2).tolist() == [1.0, 0.5, 0.0, 0.0]


def test_one_passage_that_was_found_is_the_best() -> None:
    assert fuse.scaled(floats(3), best=3, floor=3).tolist() == [1.0]
    assert fuse.scaled(floats(3, 3, 1), best=3, floor=3).tolist() == [1.0, 1.0, 0.0]


def test_a_leg_that_found_nothing_adds_nothing() -> None:
    assert fuse.scaled(floats(0, 0), best=0, floor=0).tolist() == [0.0, 0.0]
    assert fuse.scaled(floats(), best=0, floor=0).tolist() == []


def test_the_sum_is_weighted() -> None:
    both = fuse.fused(floats(1, 0, 0.5), floats(0, 1, 0.5), lexical_share=0.75)
    assert both.tolist() == [0.75, 0.25, 0.5]
