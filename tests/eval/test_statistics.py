"""Intervals and tests, against values worked out by hand or by SciPy."""

import numpy as np
import pytest
from scipy.stats import permutation_test

from eval.statistics import auroc, calibration_error, difference, holm, interval, quantile, randomisation


def test_an_interval_holds_its_mean_and_narrows_with_more_values() -> None:
    few, many = interval([0.0, 1.0] * 10), interval([0.0, 1.0] * 1000)
    assert few.mean == many.mean == 0.5
    assert few.low < 0.5 < few.high
    # The standard error of a mean of 2,000 coin throws is 0.5 / sqrt(2000).
    assert many.high - many.low == pytest.approx(2 * 1.96 * 0.5 / np.sqrt(2000), rel=0.08)
    assert interval([]) == (0.0, 0.0, 0.0)
    assert interval([0.7] * 5) == pytest.approx((0.7, 0.7, 0.7))


def test_the_same_seed_gives_the_same_interval() -> None:
    values = np.random.default_rng(5).random(200)
    assert interval(values, seed=1) == interval(values, seed=1)
    assert interval(values, seed=1) != interval(values, seed=2)


def test_few_differences_are_tested_exactly() -> None:
    # Four gains of one size: only "all up" and "all down" of 16 sign patterns are as extreme.
    assert randomisation([0.5, 0.5, 0.5, 0.5]) == 2 / 16
    assert randomisation([0.5, -0.5]) == 1.0
    assert randomisation([0.0, 0.0]) == 1.0


def test_many_differences_agree_with_scipy() -> None:
    generator = np.random.default_rng(7)
    delta = generator.normal(0.05, 0.3, size=120)
    other = permutation_test(
        (delta,), np.mean, permutation_type="samples", n_resamples=20_000, rng=np.random.default_rng(1)
    )
    assert randomisation(delta, seed=3) == pytest.approx(other.pvalue, abs=0.012)


def test_a_difference_counts_wins_and_losses() -> None:
    found = difference([0.0, 0.5, 1.0, 0.25], [1.0, 0.5, 0.5, 0.5])
    assert (found.wins, found.losses, found.ties) == (2, 1, 1)
    assert found.mean == pytest.approx(0.1875)
    assert found.low <= found.mean <= found.high
    with pytest.raises(ValueError, match="paired values differ in shape"):
        difference([1.0], [1.0, 0.0])


def test_holm_adjusts_step_by_step() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.6, 0.9]) == (1.0, 1.0)


def test_calibration_error_is_the_mean_distance_of_groups() -> None:
    assert calibration_error([0.25] * 4, [1, 0, 0, 0], bins=1) == 0.0
    # Two groups: 0.1 told and none true, 0.9 told and half true.
    assert calibration_error([0.9, 0.1, 0.9, 0.1], [1, 0, 0, 0], bins=2) == pytest.approx((0.1 + 0.4) / 2)
    assert calibration_error([], []) == 0.0


def test_auroc_counts_ties_as_half() -> None:
    assert auroc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert auroc([0.5, 0.1], [0.5, 0.9]) == pytest.approx(0.5 / 4)
    assert auroc([], [0.1]) == 0.5


def test_quantiles_of_nothing_are_zero() -> None:
    assert quantile([], 0.95) == 0.0
    assert quantile([1.0, 2.0, 3.0], 0.5) == 2.0
