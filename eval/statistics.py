"""How sure a mean is, and whether two runs differ: bootstrap intervals and paired tests, with a fixed seed.

Bootstrap: percentile intervals over resampled queries (Efron 1979; Sakai 2006 for retrieval). Randomisation:
the two-sided paired sign-flip test (Smucker, Allan and Carterette 2007). Several comparisons: Holm's
step-down (Holm 1979).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES: Final = 2_000
PERMUTATIONS: Final = 10_000
_BLOCK: Final = 2_000_000


class Interval(NamedTuple):
    """A mean and its 95% interval."""

    mean: float
    low: float
    high: float


class Difference(NamedTuple):
    """How B differs from A over the same queries: ``b - a`` with its 95% interval, the p-value, and the score
    of queries on which B is better, worse and equal."""

    mean: float
    low: float
    high: float
    p: float
    wins: int
    losses: int
    ties: int


def interval(values: ArrayLike, *, seed: int = 0) -> Interval:
    """Mean of per-query ``values`` (n,) with a 95% bootstrap interval; zeros for no values."""
    array = np.asarray(values, dtype=np.float64)
    if array.size == 0:
        return Interval(0.0, 0.0, 0.0)
    low, high = np.quantile(_resampled_means(array, seed=seed), (0.025, 0.975))
    return Interval(float(array.mean()), float(low), float(high))


def difference(a: ArrayLike, b: ArrayLike, *, seed: int = 0) -> Difference:
    """Paired comparison of per-query values (n,) of two runs, query by query in the same order."""
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if first.shape != second.shape:
        raise ValueError(f"paired values differ in shape: {first.shape} and {second.shape}")
    delta = second - first
    mean, low, high = interval(delta, seed=seed)
    wins, losses = int((delta > 1e-12).sum()), int((delta < -1e-12).sum())
    p = randomisation(delta, seed=seed)
    return Difference(mean, low, high, p, wins, losses, delta.size - wins - losses)


def randomisation(delta: ArrayLike, *, seed: int = 0) -> float:
    """Two-sided p-value that the mean of paired differences (n,) is zero: signs are flipped at random.

    With few non-zero differences every combination of signs is tried and the p-value is exact.
    """
    array = np.asarray(delta, dtype=np.float64)
    array = array[np.abs(array) > 1e-12]
    if array.size == 0:
        return 1.0
    observed = abs(array.sum())
    if array.size <= 13:
        combinations = (np.arange(2**array.size)[:, None] >> np.arange(array.size)) & 1
        return float((np.abs((1 - 2 * combinations) @ array) >= observed - 1e-9).mean())
    generator = np.random.default_rng(seed)
    extreme, left, block = 0, PERMUTATIONS, max(1, _BLOCK // array.size)
    while left:
        rows = min(block, left)
        signs = generator.integers(0, 2, size=(rows, array.size), dtype=np.int8) * 2 - 1
        extreme += int((np.abs(signs @ array) >= observed - 1e-9).sum())
        left -= rows
    return (extreme + 1) / (PERMUTATIONS + 1)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The p-values adjusted for being several, in the same order."""
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, i in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[i]))
        adjusted[i] = highest
    return tuple(adjusted)


def auroc(positive: ArrayLike, negative: ArrayLike) -> float:
    """Probability that a positive scores above a negative, ties counting half (Mann-Whitney U / nm)."""
    high, low = np.asarray(positive, dtype=np.float64), np.sort(np.asarray(negative, dtype=np.float64))
    if high.size == 0 or low.size == 0:
        return 0.5
    below = np.searchsorted(low, high, side="left")
    not_above = np.searchsorted(low, high, side="right")
    return float((below + not_above).sum() / (2 * high.size * low.size))


def calibration_error(probabilities: ArrayLike, outcomes: ArrayLike, *, bins: int = 10) -> float:
    """Expected calibration error of probabilities (n,) of outcomes (n,) that are 0 or 1: how far the mean probability
    is from the share that came true, over ``bins`` groups of equal size (Naeini, Cooper and Hauskrecht 2015)."""
    told, true = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    groups = np.array_split(np.argsort(told, kind="stable"), min(bins, told.size) or 1)
    return float(
        sum(group.size * abs(told[group].mean() - true[group].mean()) for group in groups if group.size)
    ) / max(told.size, 1)


def quantile(values: Sequence[float], share: float) -> float:
    """The ``share`` quantile of the values, 0 when there are none."""
    return float(np.quantile(np.asarray(values, dtype=np.float64), share)) if values else 0.0


def _resampled_means(array: NDArray[np.float64], *, seed: int) -> NDArray[np.float64]:
    generator = np.random.default_rng(seed)
    block = max(1, _BLOCK // array.size)
    parts = []
    for start in range(0, RESAMPLES, block):
        picks = generator.integers(0, array.size, size=(min(block, RESAMPLES - start), array.size))
        parts.append(array[picks].mean(axis=1))
    return np.concatenate(parts)
