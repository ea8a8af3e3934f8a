"""Contrastive training of one vector a feature.

A batch holds ``n`` queries and their ``n`` passages; every other passage of the batch is a wrong answer. The loss is
symmetric InfoNCE over cosines (van den Oord et al., 2018), summed over prefixes of the vector (Matryoshka: Kusupati
et al., 2022). Its gradient is written out: with a sparse matrix product on either side of it a step is several times
faster on two cores than through EmbeddingBag and autograd.
"""

import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from index.features import Floats
from index.train.batches import Batch


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the trained weights beside the texts."""

    features: int = 275_000
    least: int = 4
    dimension: int = 512
    prefixes: tuple[int, ...] = (512, 128)
    bits: int = 2
    longest: int = 320
    steps: int = 1_500
    batch: int = 1_024
    run: int = 4
    drop_accents: float = 0.3
    rate: float = 0.01
    last_rate: float = 0.05
    warm_up: int = 30
    scale: float = 20.0
    same: float = 0.95
    averaged: float = 0.2
    seed: int = 0


def train(
    batches: Iterator[Batch],
    texts_with: Floats,
    recipe: Recipe,
    *,
    progress: Callable[[int, float], None],
) -> Floats:
    """Vectors (features, dimension), starting from noise of the length of each feature's idf.

    ``texts_with`` says in how many training texts, weighted, each feature is found. ``progress`` hears the step and its
    loss.
    """
    idf = np.log((texts_with.max() * 2 + 1) / (texts_with + 1)).astype(np.float32)
    noise = torch.randn(
        len(idf), recipe.dimension, generator=torch.Generator().manual_seed(recipe.seed), dtype=torch.float32
    )
    vectors = noise.mul_(torch.from_numpy(idf / idf.mean())[:, None] * 0.1)
    adam = _LazyAdam(vectors)
    mean, means = torch.zeros_like(vectors), 0
    for step in range(recipe.steps):
        batch = next(batches)
        pooled = _product(batch.starts, batch.rows, batch.weights, vectors)
        loss, gradient = contrast(pooled, recipe)
        touched, by_feature = _transposed(batch)
        adam.step(touched, by_feature(gradient), rate=recipe.rate * _pace(step, recipe))
        if step >= recipe.steps * (1 - recipe.averaged) and step % 10 == 0:
            means += 1
            mean += (vectors - mean) / means
        progress(step, loss)
    return (mean if means else vectors).numpy()


def contrast(pooled: torch.Tensor, recipe: Recipe) -> tuple[float, torch.Tensor]:
    """The loss of ``pooled`` (2 n, dimension; queries, then passages) and its gradient, of the same shape.

    Two texts of the batch whose cosine is above ``recipe.same`` are one text, no wrong answer to each other.
    """
    n, total = len(pooled) // 2, 0.0
    gradient = torch.zeros_like(pooled)
    same: torch.Tensor | None = None
    for width in recipe.prefixes:
        lengths = pooled[:, :width].norm(dim=1, keepdim=True).clamp_min(1e-9)
        unit = pooled[:, :width] / lengths
        queries, passages = unit[:n], unit[n:]
        scores = queries @ passages.T
        if same is None:
            alike = torch.maximum(queries @ queries.T, passages @ passages.T)
            same = (torch.maximum(alike, scores) > recipe.same).fill_diagonal_(False)
        scores.mul_(recipe.scale)
        right = scores.diagonal().clone()
        # Cosines are at most 1, so that exp(scale) stays far inside float32 without subtracting the maximum.
        odds = scores.exp_().masked_fill_(same, 0)
        over_passages, over_queries = odds.sum(1, keepdim=True), odds.sum(0, keepdim=True)
        total += (0.5 * (over_passages.log().sum() + over_queries.log().sum()) - right.sum()).item()
        push = odds / over_queries + odds / over_passages
        push.diagonal().sub_(2)
        push.mul_(recipe.scale / (2 * n * len(recipe.prefixes)))
        pull = torch.cat((push @ passages, push.T @ queries))
        gradient[:, :width] += (pull - unit * (pull * unit).sum(1, keepdim=True)) / lengths
    return total / (n * len(recipe.prefixes)), gradient


def _pace(step: int, recipe: Recipe) -> float:
    """Up over the first steps, then down in a straight line to ``last_rate``."""
    gone = max(0, step - recipe.warm_up) / max(1, recipe.steps - recipe.warm_up)
    return min(1, (step + 1) / recipe.warm_up) * (1 - (1 - recipe.last_rate) * gone)


def _product(
    starts: NDArray[np.int64], columns: NDArray[np.int32], weights: Floats, dense: torch.Tensor
) -> torch.Tensor:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sparse CSR tensor support is in beta")
        sparse = torch.sparse_csr_tensor(
            torch.from_numpy(starts),
            torch.from_numpy(columns.astype(np.int64)),
            torch.from_numpy(weights),
            size=(len(starts) - 1, len(dense)),
            check_invariants=False,
        )
        product: torch.Tensor = torch.sparse.mm(sparse, dense)
    return product


def _transposed(batch: Batch) -> tuple[torch.Tensor, Callable[[torch.Tensor], torch.Tensor]]:
    """The features that the batch has, and what sends a gradient by text to the gradient by those features."""
    order = np.argsort(batch.rows, kind="stable")
    touched, first = np.unique(batch.rows[order], return_index=True)
    texts = np.repeat(np.arange(len(batch.starts) - 1, dtype=np.int32), np.diff(batch.starts))[order]
    starts = np.append(first, len(order))
    return torch.from_numpy(touched.astype(np.int64)), lambda by_text: _product(
        starts, texts, batch.weights[order], by_text
    )


class _LazyAdam:
    """Adam (Kingma and Ba, 2015) that moves only the rows that a batch touches, each with its own count of steps."""

    def __init__(self, vectors: torch.Tensor) -> None:
        self._vectors = vectors
        self._first, self._second = torch.zeros_like(vectors), torch.zeros_like(vectors)
        self._steps = torch.zeros(len(vectors))

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, *, rate: float) -> None:
        steps = self._steps[rows] + 1
        first = self._first[rows].mul_(0.9).add_(gradient, alpha=0.1)
        second = self._second[rows].mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        self._steps[rows], self._first[rows], self._second[rows] = steps, first, second
        size = (second / (1 - torch.exp(steps * math.log(0.999)))[:, None]).sqrt_().add_(1e-8)
        pace = -rate / (1 - torch.exp(steps * math.log(0.9)))
        self._vectors.index_add_(0, rows, first.div_(size).mul_(pace[:, None]))
